//! Migrations, and what a start says when the database is not as it should be.

mod fixture;

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
};

use tend_core::{
    db::{Conn, DatabaseUrl, Db, DbOptions, Error, Migration, StartError},
    testing,
};

const ONE: Migration = Migration {
    number: 1,
    name: "notes",
    sql: "CREATE TABLE notes (workspace_id UUID NOT NULL PRIMARY KEY, text TEXT);",
};
const TWO: Migration = Migration {
    number: 2,
    name: "colour",
    sql: "ALTER TABLE notes ADD COLUMN colour TEXT; UPDATE notes SET colour = 'red';",
};
const BROKEN: Migration = Migration {
    number: 2,
    name: "broken",
    sql: "ALTER TABLE notes ADD COLUMN shape TEXT; INSERT INTO nowhere VALUES (1);",
};

#[tokio::test]
async fn each_runs_once_and_a_broken_one_leaves_nothing() {
    testing::on_both(&[ONE], |db| async move {
        db.migrate(&[ONE]).await.expect("what has run is not run again");
        let broken = db.migrate(&[ONE, BROKEN]).await;
        assert!(matches!(&broken, Err(StartError::Migration { number: 2, .. })), "{broken:?}");
        db.migrate(&[ONE, TWO]).await.expect("the next start repairs it");
        let columns = db
            .read(|db: &Conn| db.query_map("SELECT colour FROM notes", &[], |row| row.get::<Option<String>>(0)))
            .await;
        assert_eq!(columns, Ok(vec![]));
        let kept = db
            .read(|db: &Conn| {
                db.query_map("SELECT name FROM migrations ORDER BY number", &[], |row| row.get::<String>(0))
            })
            .await;
        assert_eq!(kept, Ok(vec!["notes".into(), "colour".into()]));
        let older = db.migrate(&[ONE]).await.expect_err("an older binary refuses");
        assert!(
            matches!(&older, StartError::Newer { found: 2, known: 1, .. }) && older.to_string().contains("newer Tend"),
            "{older}"
        );
        let changed = Migration { sql: "CREATE TABLE notes (id TEXT);", ..ONE };
        assert!(matches!(db.migrate(&[changed, TWO]).await, Err(StartError::Changed { number: 1, .. })));
        let with_windows_lines = Migration { sql: Box::leak(TWO.sql.replace('\n', "\r\n").into_boxed_str()), ..TWO };
        db.migrate(&[ONE, with_windows_lines]).await.expect("line ends do not count");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_servers_may_start_at_once() {
    for house in [testing::sqlite(&[]).await, testing::postgres(&[]).await] {
        let starting = (0..4).map(|_| {
            let url = house.url.clone();
            tokio::spawn(async move {
                let db = Db::open(&url, testing::options()).await?;
                db.migrate(fixture::MIGRATIONS).await
            })
        });
        for start in starting.collect::<Vec<_>>() {
            assert_eq!(start.await.expect("no task breaks"), Ok(()), "{house:?}");
        }
    }
}

#[tokio::test]
async fn a_stranger_in_postgres_is_left_alone() {
    let house = testing::postgres(&[]).await;
    house.db.write(|tx| tx.batch("DROP TABLE migrations; CREATE TABLE theirs (id BIGINT)")).await.expect("it is made");
    assert!(matches!(house.db.migrate(&[ONE]).await, Err(StartError::NotOurs { .. })));
}

async fn refusal(path: std::path::PathBuf, create: bool) -> StartError {
    let options = DbOptions { create, ..testing::options() };
    Db::open(&DatabaseUrl::Sqlite(path), options).await.err().expect("it cannot open")
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_named_and_left_alone() {
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let at = |name: &str| directory.path().join(name);

    fs::write(at("letter.txt"), "Dear Anna, the bike is ready.").expect("it is written");
    assert!(matches!(refusal(at("letter.txt"), true).await, StartError::NoDatabase { .. }));
    assert_eq!(fs::read_to_string(at("letter.txt")).expect("it is there"), "Dear Anna, the bike is ready.");

    let theirs = rusqlite::Connection::open(at("theirs.db")).expect("it opens");
    theirs.execute_batch("CREATE TABLE songs (title TEXT)").expect("it is made");
    let before = fs::read(at("theirs.db")).expect("it is there");
    assert!(matches!(refusal(at("theirs.db"), true).await, StartError::NotOurs { .. }));
    assert!(fs::read(at("theirs.db")).expect("it is there") == before, "their file was changed");

    assert!(matches!(refusal(at("missing/tend.db"), true).await, StartError::NoDirectory { .. }));
    assert!(matches!(refusal(at("missing.db"), false).await, StartError::NoFile { .. }));
    assert!(matches!(refusal(directory.path().to_owned(), true).await, StartError::NoDatabase { .. }));

    let mut damaged = b"SQLite format 3\0".to_vec();
    damaged.extend([7_u8; 8000]);
    fs::write(at("damaged.db"), &damaged).expect("it is written");
    let told = refusal(at("damaged.db"), true).await;
    assert!(matches!(told, StartError::NoDatabase { .. } | StartError::Damaged { .. }), "{told}");

    fs::write(at("empty.db"), "").expect("it is written");
    let opened =
        Db::open(&DatabaseUrl::Sqlite(at("empty.db")), testing::options()).await.expect("an empty file is taken");
    opened.migrate(&[ONE]).await.expect("it migrates");
    opened.close().await;
    let again = Db::open(&DatabaseUrl::Sqlite(at("empty.db")), DbOptions { create: false, ..testing::options() })
        .await
        .expect("it is ours now");
    again.check().await.expect("it answers");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_another_program_holds_is_named() {
    let house = testing::sqlite(&[ONE]).await;
    let DatabaseUrl::Sqlite(path) = &house.url else { panic!("this is SQLite") };
    house.db.close().await;
    let other = rusqlite::Connection::open(path).expect("it opens");
    other
        .execute_batch("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO notes VALUES ('x', 'y')")
        .expect("it locks");
    let told = refusal(path.clone(), true).await;
    assert!(matches!(told, StartError::Locked { .. }), "{told}");
    other.execute_batch("COMMIT").expect("it ends");
    drop(other);
    Db::open(&house.url, testing::options()).await.expect("it opens again");
}

#[tokio::test]
async fn a_full_disk_is_said_and_gone_on_from() {
    let options = DbOptions { max_pages: Some(400), ..testing::options() };
    let house = testing::sqlite_with(fixture::MIGRATIONS, options).await;
    let workspace = uuid::Uuid::from_u128(1);
    let text = "x".repeat(20_000);
    let mut kept = 0_u128;
    let told = loop {
        let (text, id) = (text.clone(), uuid::Uuid::from_u128(kept));
        match house.db.write(move |tx| fixture::put_labelled(tx, workspace, id, &format!("{id}{text}"))).await {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 400, "the disk fills up");
    };
    assert!(matches!(told, Error::Full(_)), "{told:?}");
    let count = || {
        house.db.read(move |db: &Conn| {
            db.scalar::<i64>("SELECT count(*) FROM accounts WHERE workspace_id = $1", &[&workspace])
        })
    };
    assert_eq!(count().await.map(i128::from), Ok(kept as i128), "what was acknowledged is there, and nothing else");
    // Many at once on a full disk: each is told, none hangs.
    let crowd = (0..20_u128).map(|number| {
        let (db, text) = (house.db.clone(), text.clone());
        tokio::spawn(async move {
            let id = uuid::Uuid::from_u128(10_000 + number);
            db.write(move |tx| fixture::put_labelled(tx, workspace, id, &format!("{id}{text}"))).await
        })
    });
    for one in crowd.collect::<Vec<_>>() {
        assert!(matches!(one.await.expect("no task breaks"), Err(Error::Full(_))));
    }
    // Room is made, and it goes on by itself.
    let cleared = house
        .db
        .write(move |tx| {
            tx.exec(
                "DELETE FROM accounts WHERE workspace_id = $1 AND id < $2",
                &[&workspace, &uuid::Uuid::from_u128(10)],
            )
        })
        .await;
    assert_eq!(cleared, Ok(10));
    house
        .db
        .write(move |tx| fixture::put_labelled(tx, workspace, uuid::Uuid::from_u128(500), &text))
        .await
        .expect("there is room again");
}

#[test]
fn sentences_say_what_happened_what_is_safe_and_what_to_do() {
    let place = || "/srv/tend.db".to_owned();
    let cause = || "refused".to_owned();
    for told in [
        StartError::Newer { found: 9, name: "later".into(), known: 3 },
        StartError::NoDatabase { place: place() },
        StartError::NotOurs { place: place() },
        StartError::NoDirectory { place: place() },
        StartError::NoPermission { place: place() },
        StartError::Locked { place: place() },
        StartError::Full { place: place() },
        StartError::NotReachable { place: place(), cause: cause() },
        StartError::WrongPassword { place: place(), cause: cause() },
        StartError::NoSuchDatabase { place: place(), cause: cause() },
        StartError::TooOld { place: place(), found: "14.1".into() },
    ] {
        let text = told.to_string();
        assert!(text.split(". ").count() >= 3, "three sentences: {text}");
        assert!(["Nothing was changed", "safe", "as it was"].iter().any(|words| text.contains(words)), "{text}");
    }
}

/// Set for the process that may not touch the file.
const CHILD: &str = "TEND_PERMISSION_PATH";

/// Opens the file as somebody who may not; without the variable it has nothing to do.
#[test]
fn child() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    let told = runtime.block_on(refusal(path.into(), true));
    assert!(matches!(told, StartError::NoPermission { .. }), "{told}");
}

#[test]
fn a_file_of_somebody_else_is_named() {
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let everybody = fs::Permissions::from_mode(0o755);
    fs::set_permissions(directory.path(), everybody).expect("the directory is ours");
    let (program, file) = (directory.path().join("program"), directory.path().join("tend.db"));
    // The program lies where everybody can run it: root, whom nothing is forbidden, becomes nobody.
    fs::copy(std::env::current_exe().expect("this program has a path"), &program).expect("it can be copied");
    fs::write(&file, "").expect("it is written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("the file is ours");
    let mut child = std::process::Command::new(&program);
    child.args(["child", "--exact"]).current_dir("/");
    if fs::metadata("/proc/self").expect("this is Linux").uid() == 0 {
        child.uid(65534).gid(65534);
    }
    for path in [file, directory.path().join("new.db")] {
        if path.ends_with("new.db") {
            fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o555)).expect("the directory is ours");
        }
        let output = child.env(CHILD, &path).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).expect("the directory is ours");
}
