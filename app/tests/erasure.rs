//! One person's data: all of it on paper, and then none of it anywhere: no table, no index, no byte of the file, no later restore.

use std::{fs, path::Path, time::Duration};

use tend::features;
use tend_clients::{
    ClientKind, MomentKind, NewClient, NewDate, NewMoment, actions as clients,
    contact::{ContactKind, NewContactPoint},
};
use tend_core::{
    App, Error, Role, Timestamp, check,
    db::{
        DatabaseUrl, Db,
        backup::{self, Programs, Replace},
    },
    files::{self, Files, Place},
    house::away::{self, NewAbsence},
    id::ClientId,
    jobs, migrations,
    settings::Settings,
    testing::{self, company::Company},
    time::DAY,
};
use tend_handoffs::{actions::NewHandoff, handoff::CLIENT};
use tend_promises::{NewPromise, To};
use tend_transfer::{person::list, whole};

/// Tuesday morning, 13 October 2026.
const NOW: Timestamp = Timestamp(1_791_878_400_000_000);
const NAME: &str = "Jonas van Zwanenquist";
/// What only they are known by; none of it may be left. In small letters, as search keeps it, too.
const THEIRS: &[&str] = &[
    "Zwanenquist",
    "zwanenquist",
    "Oudezwaan",
    "oudezwaan",
    "7654321",
    "kaleidoscope",
    "velocipede",
    "Bloemgracht",
    "bloemgracht",
    "heliotrope",
];

/// What is in files that only he has, and in one that somebody else has too.
const HIS_PAPER: &[u8] = b"%PDF-1.7 Zwanenquist signed for the velocipede";
const BOTH_HAVE: &[u8] = b"%PDF-1.7 our terms";

struct Shop {
    company: Company,
    jonas: ClientId,
    mei: ClientId,
    files: tempfile::TempDir,
}

async fn shop(db: Db) -> Shop {
    let files = tempfile::tempdir().expect("a folder");
    let place = Place::Folder(files.path().to_owned());
    let settings =
        Settings { files: Files::open(&place).expect("it opens"), ..Settings::usual("http://127.0.0.1:7117") };
    let company = Company::opens_with(db, NOW, features::ALL, settings).await;
    let (anna, place) = (company.anna.member.expect("Anna"), company.anna.location.expect("a place"));
    let written = company.app.write(&company.anna, move |tx| {
        let point = |kind, value: &str| NewContactPoint::new(kind, value);
        // He had another name and another address before.
        let jonas = NewClient {
            about: "Collects kaleidoscopes".into(),
            cadence_days: Some(1),
            last_contact_at: Some(NOW.plus(-10 * DAY)),
            contact_points: vec![
                point(ContactKind::Email, "jonas@zwanenquist.example"),
                point(ContactKind::Phone, "+31 20 7654321"),
                point(ContactKind::Postal, "Bloemgracht 87, Amsterdam"),
            ],
            ..NewClient::new(ClientKind::Person, "Jonas Oudezwaan", anna, place)
        };
        let jonas = clients::create(tx, &jonas)?;
        let client = tend_clients::store::find(tx, &tx.actor, jonas)?;
        clients::change(tx, jonas, &[clients::Change::of(&client, clients::Field::Name, NAME)])?;
        clients::tag(tx, jonas, "heliotrope")?;
        clients::add_date(tx, jonas, &NewDate { label: String::new(), month: 10, day: 13, year: Some(1986) })?;
        clients::note(tx, jonas, &NewMoment::now(MomentKind::Call, "His kaleidoscope broke; he is Mei's neighbour"))?;
        let mei = clients::create(tx, &NewClient::new(ClientKind::Person, "Mei Lin", anna, place))?;
        let words = format!("{NAME} (jonas@zwanenquist.example, +31 20 7654321) introduced us");
        clients::note(tx, mei, &NewMoment::now(MomentKind::Visit, words))?;
        let clinic = clients::create(tx, &NewClient::new(ClientKind::Organization, "Harbour Clinic", anna, place))?;
        clients::affiliate(tx, jonas, clinic, "Velocipede officer", None)?;
        // He was there twice.
        let twice = NewClient::new(ClientKind::Person, "J. Oudezwaan", anna, place);
        let twice = clients::create(tx, &NewClient { about: "Grows heliotrope".into(), ..twice })?;
        clients::merge(tx, jonas, twice)?;
        Ok((jonas, mei))
    });
    let (jonas, mei) = written.await.expect("they are met");
    promise(&company.app, &company.anna, jonas).await;
    hand_over(&company, jonas, mei).await;
    bring_files(&company.app, &company.anna, jonas, mei).await;
    bring_in_a_list(&company.app, &company.anna).await;
    bring_in_his_story(&company.app, &company.anna).await;
    let helped = company.app.write(&company.anna, move |tx| tend_today::help::help(tx, jonas).map(drop));
    helped.await.expect("he is helped");
    let anna = company.anna_signs_in().await;
    anna.sends("/log", &[("text", &format!("{NAME} rang, the velocipede helps"))]).await;
    anna.sends("/settings/export", &[]).await;
    jobs::run_due(&company.app).await.expect("the jobs run");
    Shop { company, jonas, mei, files }
}

/// He brought a picture of himself and a paper; both have our terms; one of his was taken away.
async fn bring_files(app: &App, actor: &tend_core::Actor, jonas: ClientId, mei: ClientId) {
    let picture = include_bytes!("../../docs/shots/today.png");
    let his = [("Bloemgracht.png", picture.as_slice()), ("velocipede.pdf", HIS_PAPER), ("terms.pdf", BOTH_HAVE)];
    let mut kept = Vec::new();
    for (name, bytes) in his {
        kept.push(testing::files::kept(app, actor, name, bytes).await);
    }
    let old = testing::files::kept(app, actor, "kaleidoscope.txt", b"a kaleidoscope").await;
    let brought = app.write(actor, move |tx| {
        tend_files::actions::add(tx, jonas, &kept)?;
        tend_files::actions::add(tx, mei, &kept[2..])?;
        let old = tend_files::actions::add(tx, jonas, std::slice::from_ref(&old))?;
        tend_files::actions::remove(tx, old[0]).map(drop)
    });
    brought.await.expect("they are brought");
}

/// He is to be handed over, and so is Mei, with words about him; one of them is declined with more.
async fn hand_over(company: &Company, jonas: ClientId, mei: ClientId) {
    let place = company.anna.location.expect("a place");
    let ada = company.hires("Ada", Role::Member, place).await;
    let ask = |thing: ClientId, briefing: String| {
        let new = NewHandoff { subject: CLIENT.into(), thing: thing.0, to: ada.member, briefing };
        company.app.write(&company.anna, move |tx| tend_handoffs::actions::ask(tx, &new))
    };
    ask(jonas, String::new()).await.expect("asked");
    let about_mei = ask(mei, format!("She is {NAME}'s neighbour")).await.expect("asked");
    let word = format!("{NAME} and I do not get on");
    let declined = company.app.write(&ada.actor, move |tx| tend_handoffs::actions::decline(tx, about_mei, &word));
    declined.await.expect("declined");
    let new = NewAbsence {
        member: ada.member,
        deputy: company.anna.member.expect("a member"),
        from_at: NOW.plus(DAY),
        until_at: NOW.plus(3 * DAY),
        note: format!("{NAME} comes on Thursday"),
    };
    company.app.write(&ada.actor, move |tx| away::say(tx, &new)).await.expect("she will be away");
}

/// What lies in the store: of files that he has, and of others.
fn bytes_lying(files: &Path) -> (usize, usize) {
    let lying = testing::files::below(files);
    let others = lying.iter().filter(|(_, bytes)| bytes == BOTH_HAVE).count();
    (lying.len() - others, others)
}

async fn promise(app: &App, actor: &tend_core::Actor, jonas: ClientId) {
    let due = tend_promises::due::read("thursday 15:00", NOW, &actor.zone, &Default::default()).expect("a time");
    let new = |words: &str| NewPromise::new(To::Client(jonas), words, due);
    let (open, kept) = (new("Repair the velocipede"), new("Ring about the velocipede"));
    let made = app.write(actor, move |tx| {
        tend_promises::actions::make(tx, &open)?;
        let kept = tend_promises::actions::make(tx, &kept)?;
        tend_promises::actions::keep(tx, kept)
    });
    made.await.expect("it is promised");
}

/// He stands in a list too, with a row that changes him, a row that is refused, and one that looks like him.
async fn bring_in_a_list(app: &App, actor: &tend_core::Actor) {
    let rows = format!(
        "Name,Email,Phone,Remark\n{NAME},jonas@zwanenquist.example,,likes a kaleidoscope\n,,,{NAME} sent this one\n"
    );
    bring_in(app, actor, "list.csv", &rows).await;
}

/// What happened with him in another program came in too, said twice; one row of it is of nobody.
async fn bring_in_his_story(app: &App, actor: &tend_core::Actor) {
    let people = "Id,AccountId,LastName,FirstName,MailingCity,Email,OwnerId,LeadSource\n\
                  0035500000Abc01AAB,,van Zwanenquist,Jonas,Oudezwaan,jonas@zwanenquist.example,005A,Web\n";
    let tasks = format!(
        "Id,WhoId,WhatId,AccountId,Subject,Description,ActivityDate,Status,IsClosed,TaskSubtype,OwnerId,Owner.Name,CreatedDate,IsDeleted\n\
         00T1,0035500000Abc01,,,Call: velocipede,{NAME} lost his kaleidoscope,2024-05-06,Completed,true,Call,005B,Anna Berg,2024-05-01T08:00:00.000Z,false\n\
         00T3,0035500000Nobody,,,Email: {NAME},,2024-05-07,Completed,true,Email,005B,,2024-05-07T08:00:00.000Z,false\n"
    );
    bring_in(app, actor, "contacts.csv", people).await;
    bring_in(app, actor, "tasks.csv", &tasks).await;
    bring_in(app, actor, "tasks.csv", &tasks.replace("lost his", "found his")).await;
    bring_in(app, actor, "again.csv", &tasks.replace("lost his", "found his")).await;
}

async fn bring_in(app: &App, actor: &tend_core::Actor, name: &str, rows: &str) {
    use tend_transfer::{actions, reading::mapping::Mapping, source::Source, work};
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    fs::write(&file, rows).expect("written");
    let mut source = Source::open(&file).expect("it opens");
    let looked = work::look(&mut source, Mapping::default()).expect("it can be read");
    let opening = looked.opening(name, &source);
    let import = app.write(actor, move |tx| {
        let import = actions::open(tx, &opening)?;
        actions::begin(tx, import.id)
    });
    let import = import.await.expect("it begins");
    work::bring_in(app, actor, import.id, source, looked, |_| ()).await.expect("it is brought in");
}

/// Every value of every column of every table, as text, on either engine; where one of theirs stands, its table.
async fn found_in_tables(app: &App) -> Vec<String> {
    let found: Result<_, Error> = app.db.read_within(Duration::from_secs(120), |db| {
        let columns = if db.is_postgres() {
            "SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
             WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
        } else {
            "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type IN ('table', 'shadow')"
        };
        let columns = db.query_map(columns, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
        let mut found = Vec::new();
        for (table, column) in columns {
            for theirs in THEIRS {
                let sql = format!("SELECT COUNT(*) FROM \"{table}\" WHERE CAST(\"{column}\" AS TEXT) LIKE '%{theirs}%'");
                let count: i64 = testing::looking(|| db.scalar(&sql, &[]))?;
                found.extend((count > 0).then(|| format!("{theirs} in {table}.{column}")));
            }
        }
        Ok(found)
    }).await;
    found.expect("it can be read")
}

/// How many entries are known to come from the row of a list.
async fn told_of_rows(app: &App) -> i64 {
    let count = app.read(|db| testing::looking(|| Ok(db.scalar("SELECT COUNT(*) FROM import_entries", &[])?)));
    count.await.expect("counted")
}

/// Where one of theirs stands in the bytes of the file and what lies beside it.
fn found_in_files(url: &DatabaseUrl) -> Vec<String> {
    let DatabaseUrl::Sqlite(path) = url else { return Vec::new() };
    let folder = path.parent().expect("a folder");
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let files = fs::read_dir(folder).expect("the folder").flatten();
    let ours = files.filter(|file| {
        let own = file.file_name().to_string_lossy().into_owned();
        own == name || own == format!("{name}-wal") || own == format!("{name}-journal")
    });
    let mut found = Vec::new();
    for file in ours {
        let bytes = fs::read(file.path()).expect("read");
        for theirs in THEIRS {
            let stands = bytes.windows(theirs.len()).any(|part| part == theirs.as_bytes());
            found.extend(stands.then(|| format!("{theirs} in the bytes of {}", file.file_name().display())));
        }
    }
    found
}

async fn must_hold(app: &App) {
    let outcomes = check::all(app, migrations::ALL).await.expect("looked at");
    let wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_is_nowhere_any_more() {
    for house in [testing::sqlite(migrations::ALL).await, testing::postgres(migrations::ALL).await] {
        let shop = shop(house.db.clone()).await;
        let (company, jonas) = (&shop.company, shop.jonas);
        let app = &company.app;
        must_hold(app).await;
        assert_eq!(told_of_rows(app).await, 1, "a list told what happened with him");
        let tables = found_in_tables(app).await;
        for table in [
            "clients.",
            "contact_points.",
            "entries.",
            "promises.",
            "handoffs.",
            "absences.",
            "search_texts.",
            "import_rows.",
            "imports.",
            "import_refusals.",
            "files.",
        ] {
            assert!(
                table == "import_rows." || tables.iter().any(|found| found.contains(table)),
                "{table} holds nothing to erase: {tables:?}"
            );
        }
        let folder = tempfile::tempdir().expect("a folder");
        let backup = folder.path().join("before.backup");
        backup::back_up(app.db.url(), &backup, Replace::Never, &Programs::of_this_machine()).await.expect("a backup");
        files::copy_beside(app, &backup).await.expect("its files");
        assert_eq!(bytes_lying(shop.files.path()), (5, 1), "a picture with two smaller ones, two papers of his");

        let anna = company.anna_signs_in().await;
        papers(&anna, jonas).await;
        let page = format!("/clients/{jonas}/data");
        anna.gets(&page).await.says("Erase for good");
        let wrong = anna.sends(&format!("/clients/{jonas}/erasure"), &[("name", "Jonas")]).await;
        assert_eq!(wrong.status, 422);
        wrong.says("Write “Jonas van Zwanenquist”");
        let ben = company.hires("Ben", Role::Member, company.anna.location.expect("a place")).await;
        let ben = company.signs_in(&ben).await;
        ben.gets(&page).await.says_no("Erase for good");
        assert_eq!(ben.sends(&format!("/clients/{jonas}/erasure"), &[("name", NAME)]).await.status, 403);

        // The list made another client of him, whom nobody merged: whoever is known by that name goes.
        let him = everyone_called(app, &company.anna).await;
        assert!(him.contains(&jonas));
        for id in &him {
            let erased = anna.sends(&format!("/clients/{id}/erasure"), &[("name", NAME)]).await;
            assert_eq!((erased.status.as_u16(), erased.location.as_deref()), (303, Some("/clients")));
        }
        jobs::run_due(app).await.expect("the jobs run");
        assert_eq!(found_in_tables(app).await, Vec::<String>::new(), "{house:?}");
        assert_eq!(told_of_rows(app).await, 0, "no row knows that it told of him");
        assert_eq!(found_in_files(app.db.url()), Vec::<String>::new());
        assert_eq!(bytes_lying(shop.files.path()), (0, 1), "what Mei has too is still hers");
        assert_eq!(anna.gets(&page).await.status, 404);
        anna.gets(&format!("/clients/{}", shop.mei)).await.says("[erased] ([erased], [erased]) introduced us");
        must_hold(app).await;
        whole_goes_out_and_in(app, company.anna.workspace, folder.path()).await;

        let gone = list::in_database(app).await.expect("the list");
        // And whoever became one with him, under an id of their own.
        assert_eq!(gone.len(), him.len() + 1);
        assert!(gone.contains(&(company.anna.workspace, jonas)));
        app.db.close().await;
        restored(&house.url, &backup, &gone, him.len(), shop.files.path()).await;
    }
}

async fn everyone_called(app: &App, anna: &tend_core::Actor) -> Vec<ClientId> {
    let actor = anna.clone();
    let named = app.read(move |db| tend_clients::store::named(db, &actor, NAME, 10)).await.expect("read");
    named.into_iter().map(|client| client.id).collect()
}

/// A paper holds everything, in three ways.
async fn papers(anna: &testing::company::Visitor, jonas: ClientId) {
    let json = anna.gets(&format!("/clients/{jonas}/data/everything.json")).await.text;
    let page = anna.gets(&format!("/clients/{jonas}/data/everything.html")).await.text;
    for theirs in ["Zwanenquist", "Oudezwaan", "7654321", "kaleidoscope", "velocipede", "Bloemgracht", "heliotrope"] {
        assert!(json.contains(theirs), "{theirs} is not in the JSON");
        assert!(page.contains(theirs), "{theirs} is not on the page");
    }
    let card = anna.gets(&format!("/clients/{jonas}/data/everything.vcf")).await.text;
    for line in [
        "FN:Jonas van Zwanenquist\r\n",
        "EMAIL:jonas@zwanenquist.example\r\n",
        "BDAY:19861013\r\n",
        "ORG:Harbour Clinic\r\n",
    ] {
        assert!(card.contains(line), "{line} is not on the card:\n{card}");
    }
}

/// An export after it holds nothing of them, and comes in as any other.
async fn whole_goes_out_and_in(app: &App, workspace: tend_core::id::WorkspaceId, folder: &Path) {
    let out = folder.join("out");
    whole::export_into(app, workspace, &out, migrations::ALL, &whole::Progress::default()).await.expect("it goes out");
    for (name, bytes) in testing::files::below(&out) {
        let text = String::from_utf8_lossy(&bytes);
        let left: Vec<_> = THEIRS.iter().filter(|theirs| text.contains(**theirs)).collect();
        assert!(left.is_empty(), "{left:?} in {name}");
    }
}

/// A restore of the older backup brings them back and erases them again.
async fn restored(url: &DatabaseUrl, backup: &Path, gone: &[list::Erased], back: usize, store: &Path) {
    let with = (migrations::ALL, &Programs::of_this_machine());
    backup::restore(backup, url, Replace::Yes, "20261122-113000", with).await.expect("it is restored");
    let db = Db::open(url, testing::options()).await.expect("it opens");
    let files = Files::open(&Place::Folder(store.to_owned())).expect("it opens");
    let settings = Settings { development: true, files, ..Settings::usual("") };
    let app = App::new(db, tend_core::Clock::fixed(NOW), features::ALL, settings);
    assert_eq!(files::bring_back(&app, backup).await.expect("brought back").new, 5);
    assert_eq!(bytes_lying(store), (5, 1), "and its files");
    assert!(!found_in_tables(&app).await.is_empty(), "the backup holds them");
    assert_eq!(list::erase_again(&app, gone).await.expect("erased again"), back);
    jobs::run_due(&app).await.expect("the jobs run");
    assert_eq!(found_in_tables(&app).await, Vec::<String>::new());
    assert_eq!(found_in_files(url), Vec::<String>::new());
    assert_eq!(bytes_lying(store), (0, 1));
    must_hold(&app).await;
    app.db.close().await;
}
