//! A whole workspace goes out and comes in again, on either engine, and out again with the same bytes; every table has its fate.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use tend::features;
use tend_clients::{
    ClientKind, MomentKind, NewClient, NewMoment, actions as clients,
    fields::{FieldDraft, FieldKind},
    view::{AskedFor, NewView},
};
use tend_core::{
    Actor, App, Clock, Error, Role, Timestamp, check,
    db::Db,
    house::backups::{self, Plan},
    id::WorkspaceId,
    jobs, migrations,
    settings::Settings,
    tables::Fate,
    testing::{self, House, company::Company},
    time::DAY,
};
use tend_transfer::whole::{self, Progress, manifest::Manifest};

fn app(db: &Db) -> App {
    let base_url: String = "http://127.0.0.1:7117".into();
    let settings = Settings { development: true, ..Settings::usual(base_url) };
    App::new(db.clone(), Clock::system(), features::ALL, settings)
}

async fn houses() -> [House; 2] {
    [testing::sqlite(migrations::ALL).await, testing::postgres(migrations::ALL).await]
}

/// The demo company, with all that it does not have by itself: a tag, a list that was brought in, text that a spreadsheet trips over.
async fn plant(app: &App) -> WorkspaceId {
    tend_demo::plant(app).await.expect("the demo company is planted");
    let house = app.read(tend_core::house::store::all).await.expect("there is one").remove(0);
    let workspace = house.id;
    let anna = app.read(move |db| tend_core::auth::members::present(db, workspace)).await.expect("members").remove(0);
    let actor =
        Actor { member: Some(anna.id), location: Some(anna.location), ..Actor::house(workspace, house.zone.clone()) };
    let odd = ["Zoë \"Zo\" Ångström, née O'Neil", "=cmd|' /C calc'!A0", "\\N", "line\r\nbreak", "שָׁלוֹם", "🙂"];
    app.write(&actor, move |tx| {
        let kind = Some(FieldKind::Text);
        let mood = clients::make_field(tx, &FieldDraft { name: "Mood".into(), kind, ..FieldDraft::default() })?;
        let asked = AskedFor(vec![("q".into(), "Jonas".into())]);
        clients::keep_view(tx, &NewView { name: "All of them".into(), shared: true, asked })?;
        for name in odd {
            let new = NewClient::new(ClientKind::Person, name.replace("\r\n", " "), anna.id, anna.location);
            let long_ago = Some(tx.now.plus(-10 * DAY));
            let about = format!("{} ;", new.name);
            let new = NewClient { about, cadence_days: Some(1), last_contact_at: long_ago, ..new };
            let id = clients::create(tx, &new)?;
            clients::tag(tx, id, "Très VIP")?;
            clients::fill(tx, id, mood, "", name)?;
            clients::note(tx, id, &NewMoment::now(MomentKind::Note, name))?;
            tend_today::help::help(tx, id)?;
            backups::set_plan(tx, &Plan::USUAL, versions(name, &odd))?;
        }
        Ok(())
    })
    .await
    .expect("odd people are met");
    bring_in_a_list(app, &actor).await;
    bring_files(app, &actor).await;
    workspace
}

/// A picture, a paper that two clients have, and one that was taken away.
async fn bring_files(app: &App, actor: &Actor) {
    let picture = include_bytes!("../../docs/shots/today.png");
    let mut kept = Vec::new();
    for (name, bytes) in
        [("wheel.png", picture.as_slice()), ("Ångström's bill.pdf", b"%PDF-1.7 42"), ("old.txt", b"old")]
    {
        kept.push(testing::files::kept(app, actor, name, bytes).await);
    }
    let brought = app.write(actor, move |tx| {
        let called = |name: &str| tend_clients::store::named(tx, &tx.actor, name, 1).map(|found| found[0].id);
        let ids = tend_files::actions::add(tx, called("🙂")?, &kept)?;
        tend_files::actions::add(tx, called("שָׁלוֹם")?, &kept[1..2])?;
        tend_files::actions::remove(tx, ids[2]).map(drop)
    });
    brought.await.expect("they are brought");
}

/// The plan is set once for each of them.
fn versions(name: &str, odd: &[&str]) -> i64 {
    odd.iter().position(|other| *other == name).map_or(0, |place| i64::try_from(place).expect("a few"))
}

/// With a row that is refused, one that is there twice, and one that changes somebody.
async fn bring_in_a_list(app: &App, actor: &Actor) {
    use tend_transfer::{actions, reading::mapping::Mapping, source::Source, work};
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("list.csv");
    let rows = "Name,Email,Phone,Remark\nJonas Weber,jonas@example.com,,\nJonas Weber,jonas@example.com,+49 30 1,again\n,,,nobody\nMei Lin,mei@example.com,x,\n";
    fs::write(&file, rows).expect("written");
    let mut source = Source::open(&file).expect("it opens");
    let looked = work::look(&mut source, Mapping::default()).expect("it can be read");
    let (opening, fingerprint) = (looked.opening("list.csv", &source), looked.fingerprint.clone());
    let import = app
        .write(actor, move |tx| {
            let import = actions::open(tx, &opening)?;
            actions::decide(tx, import.id, &fingerprint, &opening)?;
            actions::begin(tx, import.id)
        })
        .await
        .expect("it begins");
    work::bring_in(app, actor, import.id, source, looked, |_| ()).await.expect("it is brought in");
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    testing::files::below(folder).into_iter().collect()
}

/// What the planted house has something of; a table that comes later goes out too, with rows or without.
const FILLED: &[&str] = &[
    "workspaces.csv",
    "locations.csv",
    "users.csv",
    "members.csv",
    "entries.csv",
    "calls.csv",
    "backup_plans.csv",
    "clients.csv",
    "affiliations.csv",
    "contact_points.csv",
    "tags.csv",
    "client_tags.csv",
    "client_dates.csv",
    "client_fields.csv",
    "client_values.csv",
    "client_views.csv",
    "promises.csv",
    "promise_tally.csv",
    "helps.csv",
    "imports.csv",
    "import_rows.csv",
    "import_refusals.csv",
    "import_mappings.csv",
    "file_rooms.csv",
    "file_objects.csv",
    "files.csv",
];

async fn export(app: &App, workspace: WorkspaceId, to: &Path) -> Manifest {
    whole::export_into(app, workspace, to, migrations::ALL, &Progress::default()).await.expect("it goes out")
}

async fn import(app: &App, from: &Path) -> Result<Manifest, Error> {
    whole::import_from(app, from, migrations::ALL, &Progress::default()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_out_comes_in_and_goes_out_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    for (from, house) in houses().await.into_iter().enumerate() {
        let here = app(&house.db);
        let workspace = plant(&here).await;
        let first = folder.path().join(format!("first-{from}"));
        let manifest = export(&here, workspace, &first).await;
        let written = files(&first);
        let with_file = manifest.tables.iter().filter(|told| told.file.is_some()).count();
        let bytes = written.keys().filter(|name| name.starts_with("files/")).count();
        assert_eq!(written.len() - bytes, with_file + 1, "one file a table, and the manifest");
        assert_eq!((bytes, manifest.files.count), (5, 5), "three files, and two smaller pictures");
        for told in manifest.tables.iter().filter_map(|told| told.file.as_ref()) {
            assert!(told.rows > 0 || !FILLED.contains(&told.name.as_str()), "{} has no row to compare", told.name);
        }
        assert_eq!(
            files_of_zip(&here, workspace, folder.path()).await,
            written.keys().cloned().collect::<BTreeSet<_>>()
        );

        for (to, empty) in houses().await.into_iter().enumerate() {
            let there = app(&empty.db);
            import(&there, &first).await.expect("it comes in");
            let second = folder.path().join(format!("second-{from}-{to}"));
            export(&there, workspace, &second).await;
            for (name, bytes) in files(&second) {
                let (new, old) = (String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&written[&name]));
                assert!(new == old, "{name} changed on the way from {house:?} to {empty:?}:\n{old}\n\n{new}");
            }
            let outcomes = check::all(&there, migrations::ALL).await.expect("looked at");
            let wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.found.is_empty()).collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
            let again = import(&there, &first).await.expect_err("it is not empty any more");
            assert!(again.to_string().contains("has a workspace already"), "{again}");
            there.db.close().await;
        }
        here.db.close().await;
    }
    let (lite, server) = (files(&folder.path().join("second-0-0")), files(&folder.path().join("second-0-1")));
    assert!(lite == server, "both engines write the same bytes");
}

/// The same files stand in the zip.
async fn files_of_zip(app: &App, workspace: WorkspaceId, folder: &Path) -> BTreeSet<String> {
    let file = folder.join("whole.zip");
    let written = whole::export_as_zip(app, workspace, &file, migrations::ALL, &Progress::default()).await;
    written.expect("it goes out");
    let bytes = fs::read(&file).expect("read");
    let again = whole::export_as_zip(app, workspace, &file, migrations::ALL, &Progress::default()).await;
    again.expect("it goes out");
    assert!(bytes == fs::read(&file).expect("read"), "the same workspace gives the same bytes");
    whole::shelf::names_in_zip(&file).expect("a zip").into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_as_it_was_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let [house, _] = houses().await;
    let here = app(&house.db);
    let workspace = plant(&here).await;
    let good = folder.path().join("good");
    export(&here, workspace, &good).await;
    here.db.close().await;
    let taken = whole::export_into(&here, workspace, &good, migrations::ALL, &Progress::default()).await;
    assert!(taken.expect_err("the folder is taken").to_string().contains("not empty"));

    let manifest = fs::read_to_string(good.join("manifest.json")).expect("read");
    let clients = fs::read_to_string(good.join("clients.csv")).expect("read");
    let paper =
        testing::files::below(&good).into_iter().find(|(_, bytes)| bytes.starts_with(b"%PDF")).expect("the bill");
    let breaks: [(&str, String, &str); 7] = [
        (&paper.0, "%PDF-1.7 43".into(), "is no file of an export"),
        ("clients.csv", clients.replacen("Jonas", "Tomas", 1), "not the file that was exported"),
        ("clients.csv", clients.lines().take(5).map(|line| format!("{line}\n")).collect(), "clients.csv"),
        ("clients.csv", clients.replacen("name_folded", "mood", 1), "a column that this Tend does not know"),
        ("manifest.json", manifest.replacen("\"schema\": ", "\"schema\": 9", 1), "a newer Tend"),
        ("manifest.json", manifest.replacen("clients.csv", "../clients.csv", 1), "its own folder"),
        ("manifest.json", "{}".to_owned(), "is not a manifest"),
    ];
    for (name, text, says) in breaks {
        let kept = fs::read(good.join(name)).expect("read");
        fs::write(good.join(name), text).expect("written");
        for empty in houses().await {
            let there = app(&empty.db);
            let refused = import(&there, &good).await.expect_err(says);
            assert!(refused.to_string().contains(says), "{says}: {refused}");
            assert!(there.read(tend_core::house::store::is_empty).await.expect("read"), "nothing of it is there");
            there.db.close().await;
        }
        fs::write(good.join(name), kept).expect("written");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_lost_is_named_and_one_that_does_not_come_along_takes_all_of_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let [house, _] = houses().await;
    let here = app(&house.db);
    let workspace = plant(&here).await;
    let good = folder.path().join("good");
    export(&here, workspace, &good).await;
    let (paper, _) =
        testing::files::below(&good).into_iter().find(|(_, bytes)| bytes.starts_with(b"%PDF")).expect("the bill");
    let sha256 = paper.trim_start_matches("files/").to_owned();
    fs::remove_file(good.join(&paper)).expect("lost on the way");
    for empty in houses().await {
        let there = app(&empty.db);
        let refused = import(&there, &good).await.expect_err("a file is not there");
        assert!(refused.to_string().contains(&sha256), "{refused}");
        assert!(there.read(tend_core::house::store::is_empty).await.expect("read"), "nothing of it is there");
        there.db.close().await;
    }
    here.settings.files.remove(workspace, &sha256).await.expect("lost here");
    let known = folder.path().join("known");
    let manifest = export(&here, workspace, &known).await;
    assert_eq!(manifest.files.missing, [sha256]);
    for empty in houses().await {
        let there = app(&empty.db);
        import(&there, &known).await.expect("it comes in, and says what is not there");
        let found = check::all(&there, migrations::ALL).await.expect("looked at");
        assert!(found.iter().any(|outcome| outcome.check == "files.bytes" && outcome.found.len() == 1), "{found:?}");
        there.db.close().await;
    }
    here.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_has_its_fate() {
    for house in houses().await {
        let there: BTreeSet<String> = house
            .db
            .read(|db| {
                let sql = if db.is_postgres() {
                    "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
                } else {
                    "SELECT name FROM pragma_table_list WHERE (type = 'table' OR name = 'search_said') AND schema = 'main' AND name NOT LIKE 'sqlite%'"
                };
                db.query_map(sql, &[], |row| row.get(0))
            })
            .await
            .expect("the catalogue")
            .into_iter()
            .collect();
        let listed: Vec<&str> =
            features::ALL.iter().flat_map(|feature| feature.tables).map(|listed| listed.table).collect();
        let distinct: BTreeSet<String> = listed.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(distinct.len(), listed.len(), "a table is listed once, by its owner");
        let unlisted: Vec<_> = there.difference(&distinct).collect();
        assert!(
            unlisted.is_empty(),
            "say in Feature.tables what becomes of {unlisted:?} when a workspace goes out whole"
        );
        let gone: Vec<_> = distinct.difference(&there).collect();
        assert!(gone.is_empty(), "listed, and not there: {gone:?}");
    }
    let reasons = features::ALL.iter().flat_map(|feature| feature.tables).filter_map(|listed| match listed.fate {
        Fate::Exported => None,
        Fate::Sealed { why, .. } | Fate::ButPrivate { why, .. } | Fate::LeftOut(why) => Some(why),
    });
    assert!(reasons.clone().count() > 5 && reasons.into_iter().all(|why| why.len() > 10), "each with its reason");
}

/// Sunday 1 November 2026, noon in UTC.
const NOON: Timestamp = Timestamp(1_793_534_400_000_000);

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_takes_everything_along() {
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, NOON, features::ALL).await;
        let anna = company.anna_signs_in().await;
        anna.gets("/settings/export").await.says("Write it");
        anna.sends_and_follows("/settings/export", &[]).await.says("It is being written");
        anna.sends_and_follows("/settings/export", &[]).await.says("It is being written");
        jobs::run_due(&company.app).await.expect("the jobs run");
        let page = anna.gets("/settings/export").await;
        page.says("here until");
        let link = page.text.split("href=\"").find(|part| part.starts_with("/settings/export/")).expect("a link");
        let link = link.split('"').next().expect("its end").to_owned();
        let file = anna.gets(&link).await;
        assert_eq!(file.status, 200);
        assert!(file.text.contains("clients.csv") && file.text.contains("manifest.json"), "a zip names its files");

        let guest = company.hires("Gus", Role::Member, company.anna.location.expect("a place")).await;
        let guest = company.signs_in(&guest).await;
        assert_eq!(guest.gets("/settings/export").await.status, 403);
        assert_eq!(guest.gets(&link).await.status, 403);
        assert_eq!(guest.sends("/settings/export", &[]).await.status, 403);

        anna.sends_and_follows(&link.replace("tend.zip", "removal"), &[]).await.says_no("here until");
        assert_eq!(anna.gets(&link).await.status, 404);

        anna.sends("/settings/export", &[]).await;
        jobs::run_due(&company.app).await.expect("the jobs run");
        company.app.clock.set(NOON.plus(2 * DAY));
        jobs::run_due(&company.app).await.expect("the jobs run");
        anna.gets("/settings/export").await.says_no("here until");
    })
    .await;
}
