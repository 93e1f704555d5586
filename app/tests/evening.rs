//! The canary: words are planted in evenings and looked for wherever others can look: behind every operation of the JSON door, on every page,
//! under every role, in every stream, in `tend today`, in logs, exports and papers. Then they are erased, and looked for in every table
//! and every byte.

mod doors;

use std::{
    collections::{BTreeSet, VecDeque},
    io,
    process::Command,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::http::Method;
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use tend::features;
use tend_clients::{ClientKind, NewClient, actions as clients};
use tend_core::{
    App, Role, Timestamp,
    api::document,
    auth::actions::Created,
    db::{DatabaseUrl, Db},
    house::away::{self, NewAbsence},
    id::{ClientId, MemberId},
    jobs, migrations,
    testing::{
        self,
        company::{Answer, Company, Visitor},
        program::Program,
    },
    time::{DAY, HOUR},
};
use tend_transfer::whole;

/// What is planted, one word in each place in which an evening has words. None of them stands anywhere else.
const CANARIES: [&str; 8] = [
    "quixoticallegro",
    "marzipandirigible",
    "ultramarineyodel",
    "pelicanobservatory",
    "tangerinesextant",
    "zeppelinpistachio",
    "harpsichordiguana",
    "velvetpendulum",
];
/// What the call of an evening is known by: of it, too, nobody else hears.
const CALL: [&str; 2] = ["reflection.tomorrow", "You wrote last evening"];

/// The evening of Tuesday, 13 October 2026, nine o'clock in Amsterdam.
const EVENING: Timestamp = Timestamp(1_791_918_000_000_000);

/// What was logged since the test began, by the whole process.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One who looks where they may, with what they found.
struct Looker {
    who: &'static str,
    visitor: Visitor,
    program: Program,
}

struct Shop {
    company: Company,
    noor: Looker,
    noors: Created,
    others: Vec<Looker>,
    deputy: MemberId,
    jonas: ClientId,
    page: String,
}

impl Shop {
    async fn opens(db: Db) -> Shop {
        let company = Company::opens(db, EVENING, features::ALL).await;
        let place = company.anna.location.expect("a place");
        let (noor, noors) = looker(&company, "Noor Haddad", Role::Coach).await;
        let (tomas, tomass) = looker(&company, "Tomas", Role::Member).await;
        let mut others = vec![tomas];
        for (name, role) in [("Wen", Role::Coach), ("Ada", Role::Admin), ("Gus", Role::Guest)] {
            others.push(looker(&company, name, role).await.0);
        }
        let owner = noors.member;
        let jonas = company.app.write(&noors.actor, move |tx| {
            clients::create(tx, &NewClient::new(ClientKind::Person, "Jonas Weber", owner, place))
        });
        let jonas = jonas.await.expect("he is met");
        let mut shop = Shop { company, noor, noors, others, deputy: tomass.member, jonas, page: String::new() };
        shop.plants().await;
        shop
    }

    /// Noor writes: a page, the same on another device, what came of it, why she does this. Nothing of it is hers to be told of.
    async fn plants(&mut self) {
        let jonas = self.jonas.to_string();
        let [help, ways, they_feel, i_feel, came_of_it, aside, purpose, _] = CANARIES;
        let noor = &self.noor.visitor;
        let sent = [
            ("day", "2026-10-14"),
            ("seen", "0"),
            ("client", jonas.as_str()),
            ("help", help),
            ("ways", ways),
            ("they_feel", they_feel),
            ("i_feel", i_feel),
        ];
        assert_eq!(noor.sends("/reflection", &sent).await.status, 303);
        let elsewhere = [("day", "2026-10-14"), ("seen", "0"), ("help", aside)];
        assert_eq!(noor.sends("/reflection", &elsewhere).await.status, 409);
        noor.sends("/reflection/choices", &[("asks_at", "20:00"), ("purpose", purpose)]).await;
        self.company.app.clock.set(EVENING.plus(DAY));
        let page = noor.gets("/reflection").await;
        let id = page.text.split("name=\"earlier\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        self.page = id.expect("the page asks what came of it").to_owned();
        let said =
            [("day", "2026-10-15"), ("earlier", self.page.as_str()), ("came_of_it", came_of_it), ("earlier_seen", "1")];
        assert_eq!(noor.sends("/reflection", &said).await.status, 303);
        // In the morning of the day it was written for, its call is there.
        self.company.app.clock.set(EVENING.plus(11 * HOUR));
        // She is away, and a colleague stands in for her: a deputy is one of the others.
        let (away_is, deputy) = (self.noors.member, self.deputy);
        let away = self.company.app.write(&self.noors.actor, move |tx| {
            let (from_at, until_at) = (tx.now.plus(-HOUR), tx.now.plus(DAY));
            away::say(tx, &NewAbsence { member: away_is, deputy, from_at, until_at, note: String::new() })
        });
        away.await.expect("she is away");
        let today = noor.gets("/").await;
        for words in [help, ways, they_feel, i_feel, CALL[1]] {
            today.says(words);
        }
    }
}

async fn looker(company: &Company, name: &'static str, role: Role) -> (Looker, Created) {
    let created = company.hires(name, role, company.anna.location.expect("a place")).await;
    let (visitor, program) = (company.signs_in(&created).await, Program::of(&company.app, &created.actor).await);
    (Looker { who: name, visitor, program }, created)
}

/// Nothing of an evening stands in this text.
#[track_caller]
fn silent(text: &str, place: &str) {
    let found: Vec<&&str> = CANARIES.iter().chain(&CALL).filter(|word| text.contains(**word)).collect();
    assert!(found.is_empty(), "{place} gives away {found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_reads_a_word_of_an_evening() {
    let log = Log::default();
    let writer = log.clone();
    let logging = tracing_subscriber::fmt()
        .with_env_filter(tend::log::filter("trace,tokio_postgres=trace"))
        .with_writer(move || writer.clone());
    logging.init();
    for house in [testing::sqlite(migrations::ALL).await, testing::postgres(migrations::ALL).await] {
        let shop = Shop::opens(house.db.clone()).await;
        streams(&shop).await;
        pages(&shop).await;
        searches(&shop).await;
        operations(&shop).await;
        today_on_the_command_line(&shop, &house.url).await;
        exports(&shop).await;
        verbs(&shop).await;
        let text = String::from_utf8_lossy(&log.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
        if let Some(line) = text.lines().find(|line| CANARIES.iter().any(|word| line.contains(word))) {
            panic!("the log gives an evening away: {}", line.chars().take(300).collect::<String>());
        }
        erased(&shop, &house.url).await;
        house.db.close().await;
    }
    let all = log.0.lock().unwrap_or_else(PoisonError::into_inner).len();
    assert!(all > 0, "the log was listened to");
}

/// What a stream tells while Noor writes: the next thing that everybody may hear comes right behind what came before.
async fn streams(shop: &Shop) {
    let everybody = shop.others.iter().chain([&shop.noor]);
    for one in everybody {
        let mut stream = one.visitor.listens("/live?after=0").await;
        let day = [("day", "2026-10-15"), ("seen", "0"), ("client", &shop.jonas.to_string()), ("help", CANARIES[7])];
        shop.noor.visitor.sends("/reflection", &day).await;
        let jonas = shop.jonas;
        let noted = shop
            .company
            .app
            .write(&shop.noors.actor, move |tx| clients::tag(tx, jonas, &format!("Heard {}", tx.now.0)));
        noted.await.expect("he is tagged");
        let mut heard = String::new();
        while !heard.contains("clients.tagged") {
            let part = stream.next().await.expect("the stream goes on").expect("a part");
            heard.push_str(&String::from_utf8_lossy(&part));
        }
        silent(&heard, &format!("the stream of {}", one.who));
        assert!(!heard.contains("reflection."), "the stream of {} tells of an evening: {heard}", one.who);
        shop.company
            .app
            .write(&shop.noors.actor, move |tx| clients::untag(tx, jonas, &format!("Heard {}", tx.now.0)))
            .await
            .expect("untagged");
    }
}

/// Every page that can be reached from anywhere, and those of the evening by their addresses.
async fn pages(shop: &Shop) {
    for one in &shop.others {
        let mut seen = BTreeSet::new();
        let mut next: VecDeque<String> = [
            "/",
            "/reflection",
            "/reflection/yours",
            "/reflection/shared",
            "/reflection/file",
            "/clients",
            "/settings",
            "/find",
            "/me",
        ]
        .map(str::to_owned)
        .into();
        next.push_back(format!("/clients/{}", shop.jonas));
        next.push_back(format!("/reflection/{}", shop.page));
        while let Some(path) = next.pop_front() {
            if seen.len() > 120 || !seen.insert(shape(&path)) {
                continue;
            }
            let answer = one.visitor.gets(&path).await;
            silent(&answer.text, &format!("{path} as {}", one.who));
            next.extend(links(&answer));
        }
        assert!(seen.len() > 12, "{} walks about: {seen:?}", one.who);
    }
}

/// One address of each kind, but all that have an id in them are tried apart by what follows it.
fn shape(path: &str) -> String {
    path.split('/').map(|part| if part.len() == 36 { "id" } else { part }).collect::<Vec<_>>().join("/")
}

fn links(answer: &Answer) -> Vec<String> {
    let hrefs = answer.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs
        .filter(|href| href.starts_with('/') && !href.starts_with("//"))
        .map(|href| href.replace("&amp;", "&"))
        .collect()
}

/// Whatever is looked for, nothing of an evening is found.
async fn searches(shop: &Shop) {
    for one in &shop.others {
        for word in CANARIES {
            for path in ["/find?q=", "/clients?of=everyone&q="] {
                let answer = one.visitor.gets(&format!("{path}{word}")).await;
                let others = answer.text.replace(word, "");
                silent(&others, &format!("{path} as {}", one.who));
                assert!(!others.contains("/reflection/0"), "{path} leads {} to a page", one.who);
            }
        }
    }
}

/// Every operation of the document, with every id that can be had, as everybody; and Noor's own program is one of the others.
async fn operations(shop: &Shop) {
    let document = document::of(features::ALL);
    let mut all: Vec<_> = document::operations(&document).collect();
    all.sort_by_key(|operation| (operation.method != Method::GET, operation.method == Method::DELETE));
    for one in shop.others.iter().chain([&shop.noor]) {
        let mut ids = vec![shop.jonas.to_string(), shop.page.clone()];
        for operation in &all {
            let needs = operation.path.contains('{') || doors::body_schema(operation).is_some();
            for id in ids.clone().into_iter().take(if needs { 4 } else { 1 }) {
                let pick = |_: &str, _: &str, is_needed: bool| is_needed.then(|| id.clone());
                let reply = doors::calls(&one.program, &document, operation, &pick).await;
                silent(&reply.text, &format!("{} {} for a program of {}", operation.method, operation.path, one.who));
                gather_ids(&reply.json, &mut ids);
            }
        }
        assert!(ids.len() > 4, "the door gives {} ids to go on with", one.who);
        let with_name = one.program.posts("/today/helps", json!({ "client_id": shop.jonas })).await;
        silent(&with_name.text, "a help");
    }
}

fn gather_ids(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() == 36 && text.matches('-').count() == 4 && !ids.contains(text) => {
            ids.push(text.clone())
        }
        Value::Array(items) => items.iter().for_each(|item| gather_ids(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| gather_ids(field, ids)),
        _ => {}
    }
}

/// `tend today` is the house's, whoever's day it prints; what it logs is silent too.
async fn today_on_the_command_line(shop: &Shop, url: &DatabaseUrl) {
    let at = shop.company.app.clock.now().to_string();
    for member in ["noor.haddad@example.com", "tomas@example.com"] {
        for json in [&["--json"][..], &[]] {
            let output = Command::new(env!("CARGO_BIN_EXE_tend"))
                .args(["today", "--member", member, "--at", &at, "--log", "trace", "--database", &address(url)])
                .args(json)
                .output()
                .expect("tend starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            silent(&String::from_utf8_lossy(&output.stdout), "tend today");
            silent(&String::from_utf8_lossy(&output.stderr), "the log of tend today");
        }
    }
}

fn address(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(address) => address.clone(),
    }
}

/// What goes out: of the whole house, of one client, of a list.
async fn exports(shop: &Shop) {
    let folder = tempfile::tempdir().expect("a folder");
    let (app, workspace) = (&shop.company.app, shop.company.anna.workspace);
    // A help that settled the call of an evening goes out, and does not tell of it.
    let help = shop.noor.visitor.sends("/today/helps", &[("client", &shop.jonas.to_string())]).await;
    assert_eq!(help.status, 303);
    for name in ["helped", "not"] {
        let out = folder.path().join(name);
        whole::export_into(app, workspace, &out, migrations::ALL, &whole::Progress::default())
            .await
            .expect("it goes out");
        for (file, bytes) in testing::files::below(&out) {
            silent(&String::from_utf8_lossy(&bytes), &format!("{file} of an export"));
        }
        take_back_the_help(shop).await;
    }
    let admin = shop.others.iter().find(|one| one.who == "Ada").expect("an admin");
    for form in ["json", "html", "vcf"] {
        let paper = admin.visitor.gets(&format!("/clients/{}/data/everything.{form}", shop.jonas)).await;
        assert_eq!(paper.status, 200);
        silent(&paper.text, "a client's papers");
    }
    shop.noor.visitor.gets("/reflection/file").await.says(CANARIES[0]);
}

async fn take_back_the_help(shop: &Shop) {
    let (actor, member) = (shop.noors.actor.clone(), shop.noors.member);
    let helps = shop.company.app.read(move |db| tend_today::store::helped_since(db, &actor, member, Timestamp(0)));
    for help in helps.await.expect("helps") {
        shop.noor.visitor.sends(&format!("/today/helps/{}/undoing", help.id), &[]).await;
    }
}

/// Every verb of an evening, sent by somebody else: not found, and nothing changes.
async fn verbs(shop: &Shop) {
    for one in &shop.others {
        for deed in ["undoing", "erasing", "sharing", "keeping", "promises"] {
            let jonas = shop.jonas.to_string();
            let sent = [("with", "team"), ("line", CANARIES[1]), ("client", jonas.as_str())];
            let answer = one.visitor.sends(&format!("/reflection/{}/{deed}", shop.page), &sent).await;
            assert!(matches!(answer.status.as_u16(), 403 | 404), "{deed} as {}: {}", one.who, answer.status);
            silent(&answer.text, deed);
        }
        let joined =
            [("day", "2026-10-14"), ("seen", "0"), ("earlier", shop.page.as_str()), ("came_of_it", "Mine now")];
        one.visitor.sends("/reflection", &joined).await;
    }
    let page = shop.noor.visitor.gets(&format!("/reflection/{}", shop.page)).await;
    page.says(CANARIES[0]);
    page.says(CANARIES[4]);
}

/// One press, and it is nowhere: in no table, in no index, in no byte of the file.
async fn erased(shop: &Shop, url: &DatabaseUrl) {
    let app = &shop.company.app;
    assert!(!in_tables(app).await.is_empty(), "the search of tables finds what is there");
    assert_eq!(shop.noor.visitor.sends("/reflection/erasing", &[]).await.status, 303);
    shop.noor.visitor.sends("/reflection/choices", &[("asks_at", ""), ("purpose", "")]).await;
    jobs::run_due(app).await.expect("the jobs run");
    assert_eq!(in_tables(app).await, Vec::<String>::new());
    if let DatabaseUrl::Sqlite(path) = url {
        for file in [path.clone(), path.with_extension("db-wal")] {
            let bytes = std::fs::read(&file).unwrap_or_default();
            silent(
                &String::from_utf8_lossy(&bytes).replace(CALL[0], "").replace(CALL[1], ""),
                &file.display().to_string(),
            );
        }
    }
}

/// Every table and column in which a canary stands.
async fn in_tables(app: &App) -> Vec<String> {
    let found: tend_core::Result<Vec<String>> = app
        .db
        .read_within(Duration::from_secs(120), |db| {
            let columns = if db.is_postgres() {
                "SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
                 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
            } else {
                "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type IN ('table', 'shadow')"
            };
            let columns = db.query_map(columns, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
            let mut found = Vec::new();
            for (table, column) in columns {
                for word in CANARIES {
                    let sql = format!("SELECT COUNT(*) FROM \"{table}\" WHERE CAST(\"{column}\" AS TEXT) LIKE '%{word}%'");
                    let count: i64 = testing::looking(|| db.scalar(&sql, &[]))?;
                    found.extend((count > 0).then(|| format!("{word} in {table}.{column}")));
                }
            }
            Ok(found)
        })
        .await;
    found.expect("it can be read")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coach_reads_what_is_shared_and_nothing_after_it_is_taken_back() {
    testing::on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        let coach = shop.others.iter().find(|one| one.who == "Wen").expect("a coach");
        let (page, sharing) = (format!("/reflection/{}", shop.page), format!("/reflection/{}/sharing", shop.page));
        shop.noor.visitor.sends(&sharing, &[("with", "team")]).await;
        let shared = coach.visitor.gets(&page).await;
        for word in &CANARIES[..4] {
            shared.says(word);
        }
        for word in &CANARIES[4..] {
            shared.says_no(word);
        }
        let program = coach.program.gets("/today").await;
        silent(&program.text, "a program of the coach");
        shop.noor.visitor.sends(&format!("/reflection/{}/keeping", shop.page), &[]).await;
        assert_eq!(coach.visitor.gets(&page).await.status, 404);
        coach.visitor.gets("/reflection/shared").await.says_no(CANARIES[0]);
    })
    .await;
}
