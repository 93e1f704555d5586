//! A backup is taken while others write, and brings all of it back; what must not be overwritten is not; what is wrong is found.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use tend::features;
use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Actor, App, Clock, check,
    db::{
        Conn, DatabaseUrl, Db, Migration,
        backup::{self, Backup, BackupError, Programs, Replace, Restored},
    },
    files::{self, Files, Place},
    migrations,
    settings::Settings,
    testing::{self, House, postgres},
};

const STAMP: &str = "20261122-113000";

/// The demo company on a database of its own, and a folder beside it.
struct Shop {
    house: House,
    app: App,
    folder: TempDir,
}

async fn app_on(url: &DatabaseUrl) -> App {
    let db = Db::open(url, testing::options()).await.expect("it opens");
    app(db)
}

fn app(db: Db) -> App {
    let settings = Settings { development: true, ..Settings::usual("http://127.0.0.1:7117") };
    App::new(db, Clock::system(), features::ALL, settings)
}

async fn shops() -> [Shop; 2] {
    let mut shops = Vec::new();
    for house in [testing::sqlite(migrations::ALL).await, testing::postgres(migrations::ALL).await] {
        let app = app(house.db.clone());
        tend_demo::plant(&app).await.expect("the demo company is planted");
        shops.push(Shop { house, app, folder: tempfile::tempdir().expect("a folder") });
    }
    shops.try_into().map_err(|_| ()).expect("one on each engine")
}

impl Shop {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn backs_up(&self, name: &str) -> Result<Backup, BackupError> {
        let programs = Programs::of_this_machine();
        backup::back_up(self.app.db.url(), &self.file(name), Replace::Never, &programs).await
    }

    /// An address on the same engine with nothing at it.
    async fn elsewhere(&self) -> DatabaseUrl {
        match self.app.db.url() {
            DatabaseUrl::Sqlite(_) => DatabaseUrl::Sqlite(self.file("elsewhere.db")),
            DatabaseUrl::Postgres(_) => {
                let server = postgres::server();
                DatabaseUrl::Postgres(server.url(&server.empty().await))
            }
        }
    }
}

async fn restore(from: &Path, url: &DatabaseUrl, replace: Replace) -> Result<Restored, BackupError> {
    restore_knowing(migrations::ALL, from, url, replace).await
}

async fn restore_knowing(
    migrations: &'static [Migration],
    from: &Path,
    url: &DatabaseUrl,
    replace: Replace,
) -> Result<Restored, BackupError> {
    backup::restore(from, url, replace, STAMP, (migrations, &Programs::of_this_machine())).await
}

/// What a database holds: all that was ever written, in words, and how many rows of each thing.
async fn content(app: &App) -> (Vec<String>, Vec<i64>) {
    let look = |db: &Conn| {
        let told = "SELECT CAST(number AS TEXT) || ' ' || kind || ' ' || text FROM entries ORDER BY number";
        let entries = db.query_map(told, &[], |row| row.get(0))?;
        let tables =
            ["clients", "calls", "promises", "promise_tally", "members", "users", "search_texts", "client_tags"];
        let count = |table: &&str| db.scalar(&format!("SELECT COUNT(*) FROM {table}"), &[]);
        Ok((entries, tables.iter().map(count).collect::<Result<_, _>>()?))
    };
    app.read(move |db| testing::looking(|| look(db))).await.expect("it can be read")
}

async fn must_hold(app: &App) {
    let outcomes = check::all(app, migrations::ALL).await.expect("it can be looked at");
    assert!(outcomes.len() > 15, "only {} checks were made", outcomes.len());
    let wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_brings_everything_back() {
    for shop in shops().await {
        must_hold(&shop.app).await;
        let before = content(&shop.app).await;
        let backup = shop.backs_up("tend.backup").await.expect("it is written");
        assert_eq!(backup.migration, migrations::ALL.last().expect("some").number);
        assert_eq!(fs::metadata(&backup.file).expect("it is there").permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(shop.folder.path()).expect("the folder").count(), 1, "nothing is left beside it");

        let url = shop.elsewhere().await;
        let restored = restore(&backup.file, &url, Replace::Never).await.expect("it is restored");
        assert_eq!(restored, Restored { migration: backup.migration, before: None });
        let again = app_on(&url).await;
        again.db.migrate(migrations::ALL).await.expect("nothing is left to run");
        assert_eq!(content(&again).await, before);
        must_hold(&again).await;
        again.db.close().await;
        shop.app.db.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_one_moment_while_others_write() {
    for shop in shops().await {
        let writes = tokio::spawn(meet_many(shop.app.clone()));
        let mut backups = Vec::new();
        while !writes.is_finished() || backups.len() < 2 {
            backups.push(shop.backs_up(&format!("{}.backup", backups.len())).await.expect("it is written"));
        }
        writes.await.expect("all were met");
        let last = backups.pop().expect("some");
        let first = backups.swap_remove(0);
        let mut sizes = Vec::new();
        for backup in [first, last] {
            let url = shop.elsewhere().await;
            restore(&backup.file, &url, Replace::Yes).await.expect("it is restored");
            let app = app_on(&url).await;
            must_hold(&app).await;
            sizes.push(content(&app).await.0.len());
            app.db.close().await;
        }
        assert!(sizes[0] <= sizes[1], "{sizes:?}");
        shop.app.db.close().await;
    }
}

async fn meet_many(app: App) {
    let houses = app.read(tend_core::house::store::all).await.expect("there is one");
    let workspace = houses[0].id;
    let anna = app.read(move |db| tend_core::auth::members::present(db, workspace)).await.expect("members").remove(0);
    let actor = Actor {
        member: Some(anna.id),
        location: Some(anna.location),
        ..Actor::house(workspace, houses[0].zone.clone())
    };
    for number in 0..150 {
        let met = app.write(&actor, move |tx| {
            let new = NewClient::new(ClientKind::Person, format!("Jonas {number}"), anna.id, anna.location);
            tend_clients::actions::create(tx, &new).map(drop)
        });
        met.await.expect("they are met");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_replaced_only_when_asked_and_kept() {
    for shop in shops().await {
        let backup = shop.backs_up("tend.backup").await.expect("it is written");
        let again = shop.backs_up("tend.backup").await.expect_err("the name is taken");
        assert!(matches!(again, BackupError::Exists { .. }), "{again}");
        let before = content(&shop.app).await;
        meet_many(shop.app.clone()).await;
        let with_more = content(&shop.app).await;
        let url = shop.app.db.url().clone();

        let running = restore(&backup.file, &url, Replace::Yes).await.expect_err("Tend runs on it");
        assert!(matches!(running, BackupError::InUse { .. }), "{running}");
        assert_eq!(content(&shop.app).await, with_more);
        shop.app.db.close().await;

        let holds = restore(&backup.file, &url, Replace::Never).await.expect_err("it holds something");
        assert!(holds.to_string().contains("--replace"), "{holds}");
        let restored = restore(&backup.file, &url, Replace::Yes).await.expect("it is restored");
        let app = app_on(&url).await;
        assert_eq!(content(&app).await, before);
        must_hold(&app).await;
        let kept = restored.before.expect("what was there is kept");
        match &url {
            DatabaseUrl::Sqlite(_) => {
                let old = app_on(&DatabaseUrl::Sqlite(kept.into())).await;
                assert_eq!(content(&old).await, with_more);
                old.db.close().await;
            }
            DatabaseUrl::Postgres(_) => {
                assert!(kept.contains("before_20261122_113000"), "{kept}");
                let there = "SELECT COUNT(*) FROM before_20261122_113000.entries";
                let count = app.read(move |db| testing::looking(|| Ok(db.scalar::<i64>(there, &[])?)));
                assert_eq!(usize::try_from(count.await.expect("counted")), Ok(with_more.0.len()));
                // A backup is of our schema alone, not of what a restore laid aside.
                let small = shop.backs_up("later.backup").await.expect("it is written");
                assert!(small.bytes < backup.bytes * 2, "{} {}", small.bytes, backup.bytes);
            }
        }
        app.db.close().await;
        drop(shop.house);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_backup_changes_nothing() {
    let [lite, server] = shops().await;
    let (file, dump) =
        (lite.backs_up("a.backup").await.expect("written"), server.backs_up("a.backup").await.expect("written"));
    for (shop, own, other) in [(&lite, &file, &dump), (&server, &dump, &file)] {
        let url = shop.elsewhere().await;
        let refused = restore(&other.file, &url, Replace::Yes).await.expect_err("another engine");
        assert!(matches!(refused, BackupError::OtherEngine { .. }), "{refused}");

        let known: &'static [Migration] = &migrations::ALL[..migrations::ALL.len() - 1];
        let newer = restore_knowing(known, &own.file, &url, Replace::Yes).await.expect_err("a newer Tend wrote it");
        assert!(newer.to_string().contains("newer Tend"), "{newer}");

        let mut bytes = fs::read(&own.file).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle - 3000..middle + 3000].fill(0x5A);
        let damaged = shop.file("damaged.backup");
        fs::write(&damaged, &bytes).expect("written");
        let refused = restore(&damaged, &url, Replace::Yes).await.expect_err("damaged");
        assert!(matches!(refused, BackupError::Damaged { .. }), "{refused}");
        fs::write(&damaged, &bytes[..middle]).expect("written");
        let refused = restore(&damaged, &url, Replace::Yes).await.expect_err("cut off");
        assert!(matches!(refused, BackupError::Damaged { .. }), "{refused}");

        fs::write(shop.file("list.csv"), "name\nJonas\n").expect("written");
        let refused = restore(&shop.file("list.csv"), &url, Replace::Yes).await.expect_err("a list");
        assert!(matches!(refused, BackupError::NotABackup { .. }), "{refused}");
        if let DatabaseUrl::Sqlite(path) = &url {
            assert!(!path.exists(), "nothing was made");
        }
    }
    lite.app.db.close().await;
    server.app.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_or_old_pg_dump_is_named() {
    let [_, server] = shops().await;
    let (url, to) = (server.app.db.url(), server.file("a.backup"));
    let bin = server.file("bin");
    fs::create_dir(&bin).expect("a folder");
    let missing = backup::back_up(url, &to, Replace::Never, &Programs::within(vec![bin.clone()])).await;
    let missing = missing.expect_err("there is none").to_string();
    assert!(missing.contains("`pg_dump` was not found") && missing.contains("postgresql-client-1"), "{missing}");

    let script = bin.join("pg_dump");
    fs::write(&script, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n").expect("written");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("it may run");
    let old = backup::back_up(url, &to, Replace::Never, &Programs::within(vec![bin])).await;
    let old = old.expect_err("it is old").to_string();
    assert!(old.contains("`pg_dump` is version 9, and the server is version 1"), "{old}");
    assert!(!to.exists() && !server.file("a.backup.part").exists(), "nothing is left of it");
    server.app.db.close().await;
}

/// An app on a database, with its files in a folder.
async fn app_with_files(url: &DatabaseUrl, folder: &Path) -> App {
    let db = Db::open(url, testing::options()).await.expect("it opens");
    let files = Files::open(&Place::Folder(folder.to_owned())).expect("it opens");
    App::new(db, Clock::system(), features::ALL, Settings { files, ..Settings::usual("http://127.0.0.1:7117") })
}

/// Brings a file for a client of the demo company.
async fn brings(app: &App, name: &str, bytes: &[u8]) {
    let house = app.read(tend_core::house::store::all).await.expect("there is one").remove(0);
    let actor = Actor::house(house.id, house.zone);
    let kept = testing::files::kept(app, &actor, name, bytes).await;
    let brought = app.write(&actor, move |tx| {
        let marta = tend_clients::store::search(tx, &tx.actor, "Marta", 1)?.remove(0);
        tend_files::actions::add(tx, marta.id, std::slice::from_ref(&kept))
    });
    brought.await.expect("it is brought");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_beside_a_backup_and_come_back_with_it() {
    for shop in shops().await {
        let (store, url) = (shop.file("store"), shop.app.db.url().clone());
        let app = app_with_files(&url, &store).await;
        brings(&app, "wheel.png", include_bytes!("../../docs/shots/today.png")).await;
        let first = shop.backs_up("first.backup").await.expect("it is written");
        let copied = files::copy_beside(&app, &first.file).await.expect("its files");
        assert_eq!((copied.count, copied.new, copied.missing.len()), (3, 3, 0), "a picture and two smaller ones");
        brings(&app, "bill.txt", b"42 francs").await;
        let second = shop.backs_up("second.backup").await.expect("it is written");
        let copied = files::copy_beside(&app, &second.file).await.expect("its files");
        assert_eq!((copied.count, copied.new, copied.bytes), (4, 1, 9), "what is there is not copied again");

        // Elsewhere, with nothing in its store.
        let (elsewhere, empty) = (shop.elsewhere().await, shop.file("empty"));
        restore(&second.file, &elsewhere, Replace::Never).await.expect("it is restored");
        let again = app_with_files(&elsewhere, &empty).await;
        let back = files::bring_back(&again, &second.file).await.expect("they come back");
        assert_eq!((back.count, back.new), (4, 4));
        assert_eq!(testing::files::below(&empty), testing::files::below(&store), "the same bytes");
        must_hold(&again).await;
        let twice = files::bring_back(&again, &second.file).await.expect("they are there");
        assert_eq!((twice.count, twice.new), (4, 0));

        // A file that is lost, here and in the copies, is named, and the rest comes back all the same.
        for folder in [&empty, &shop.file("files")] {
            let bill =
                testing::files::below(folder).into_iter().find(|(_, bytes)| bytes == b"42 francs").expect("there");
            fs::remove_file(folder.join(bill.0)).expect("lost");
        }
        let less = files::bring_back(&again, &second.file).await.expect("the rest is there");
        assert_eq!((less.count, less.missing.len()), (3, 1));

        // The second goes: what the first needs stays, however old it is.
        fs::remove_file(&second.file).expect("let go of");
        let old = std::time::SystemTime::UNIX_EPOCH;
        for (name, _) in testing::files::below(&shop.file("files")) {
            let file = fs::File::options().write(true).open(shop.file("files").join(name)).expect("open");
            file.set_modified(old).expect("made old");
        }
        files::copy_beside(&app, &shop.file("third.backup")).await.expect("the bill is copied anew");
        files::let_go(&second.file).expect("let go of");
        assert_eq!(testing::files::below(&shop.file("files")).len(), 4, "the first and the third need them");
        files::let_go(&shop.file("third.backup")).expect("let go of");
        assert_eq!(
            testing::files::below(&shop.file("files")).len(),
            4,
            "what is young may be of one that is being written"
        );
        again.db.close().await;
        app.db.close().await;
        shop.app.db.close().await;
    }
}

/// What somebody did to the tables by hand, one after the other, and the check that sees it. A schema that is not as it should be comes
/// last: then nothing else is asked.
const BREAKS: &[(&str, &str)] = &[
    ("DELETE FROM calls WHERE kind = 'promises.due'", "promises.owed"),
    ("UPDATE promise_tally SET broken = broken + 1", "promises.tally"),
    ("UPDATE workspaces SET next_entry = next_entry - 1", "house.entries"),
    ("DELETE FROM entries WHERE kind = 'promises.made'", "promises.entries"),
    (
        "INSERT INTO tags (workspace_id, tag_folded, name) SELECT workspace_id, 'vip', 'VIP' FROM workspaces; \
         INSERT INTO client_tags (workspace_id, client_id, tag_folded, name_folded) SELECT workspace_id, id, 'vip', 'zzz' FROM clients",
        "clients.tags",
    ),
    ("UPDATE clients SET cadence_days = NULL", "clients.rhythm_calls"),
    (
        "INSERT INTO file_rooms (workspace_id, bytes, most_bytes, most_file_bytes, version) SELECT workspace_id, 1, 1, 1, 0 FROM workspaces",
        "files.room",
    ),
    (
        "INSERT INTO file_objects (workspace_id, sha256, media_type, bytes, unshown, small_sha256, small_bytes, large_sha256, large_bytes, \
         holders, needed_at) SELECT workspace_id, 'ab', 'text/plain', 1, '', '', 0, '', 0, 2, 0 FROM workspaces; \
         INSERT INTO files (workspace_id, id, client_id, entry_id, sha256, name, added_at) \
         SELECT workspace_id, id, id, id, 'ab', 'a', 0 FROM clients WHERE name_folded LIKE 'marta%'",
        "files.holders",
    ),
    ("UPDATE files SET name = 'b'", "files.entries"),
    ("UPDATE file_objects SET bytes = 2", "files.bytes"),
    ("DELETE FROM client_dates", "clients.date_calls"),
    ("DELETE FROM users", "house.people"),
    ("DROP INDEX clients_by_since", "database.schema"),
    ("ALTER TABLE clients ADD COLUMN mood TEXT", "database.schema"),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_together_is_found() {
    for shop in shops().await {
        let app = &shop.app;
        for (sql, check) in BREAKS {
            app.db.write(|db| db.batch(sql)).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
            let outcomes = check::all(app, migrations::ALL).await.expect("looked at");
            let seen = outcomes.iter().any(|outcome| outcome.check == *check && !outcome.found.is_empty());
            assert!(seen, "{sql}: {outcomes:#?}");
        }
        app.db.close().await;
    }
}
