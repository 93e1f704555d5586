//! PostgreSQL's own troubles: deadlocks, locks, a server that goes and comes back, a pool that is empty.

mod fixture;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use fixture::{account, balance, dawdle, put, total};
use tend_core::{
    db::{Conn, DatabaseUrl, Db, DbOptions, Error, StartError},
    testing::{self, postgres::Private},
};
use uuid::Uuid;

const HOUSE: Uuid = Uuid::from_u128(1);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_writers_that_meet_crosswise_both_get_through() {
    let house = testing::postgres(fixture::MIGRATIONS).await;
    let db = &house.db;
    db.write(|tx| put(tx, HOUSE, id(1), 0).and_then(|()| put(tx, HOUSE, id(2), 0))).await.expect("accounts are made");
    let runs = Arc::new(AtomicU32::new(0));
    let writers = [(1, 2), (2, 1), (1, 2), (2, 1)].map(|(first, second)| {
        let (db, runs) = (db.clone(), Arc::clone(&runs));
        tokio::spawn(async move {
            for _ in 0..5 {
                let runs = Arc::clone(&runs);
                let result = db.write(move |tx| {
                    runs.fetch_add(1, Ordering::SeqCst);
                    account(tx, HOUSE, id(first), 1)?;
                    dawdle(20_000);
                    account(tx, HOUSE, id(second), 1)
                });
                result.await.expect("a deadlock is run again");
            }
        })
    });
    for writer in writers {
        writer.await.expect("no writer breaks");
    }
    assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(40));
    assert!(runs.load(Ordering::SeqCst) > 20, "they met at least once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_go_well_the_next_time_is_run_again_even_if_the_closure_swallows_it() {
    let house = testing::postgres(fixture::MIGRATIONS).await;
    let db = &house.db;
    db.write(|tx| put(tx, HOUSE, id(1), 0)).await.expect("an account is made");
    for (round, code) in ["40P01", "40001", "55P03"].into_iter().enumerate() {
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let result = db
            .write(move |tx| {
                account(tx, HOUSE, id(1), 1)?;
                if counted.fetch_add(1, Ordering::SeqCst) < 2 {
                    let raise = format!("DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '{code}'; END $$");
                    assert!(matches!(tx.attempt(|| tx.batch(&raise)), Err(Error::Retry(_))));
                }
                Ok::<_, Error>(())
            })
            .await;
        assert_eq!(result, Ok(()), "{code}");
        assert_eq!(runs.load(Ordering::SeqCst), 3);
        assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(1 + round as i64));
    }
    let never = db.write(|tx| tx.batch("DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '40001'; END $$")).await;
    assert!(matches!(never, Err(Error::Retry(_))), "{never:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_transaction_never_goes_back_to_the_pool() {
    let options = DbOptions { readers: 1, ..testing::options() };
    let house = testing::postgres_with(fixture::MIGRATIONS, options).await;
    let db = &house.db;
    for round in 0..30_u128 {
        let panicking = db
            .write(move |tx| -> Result<(), Error> {
                put(tx, HOUSE, id(round), 1)?;
                panic!("on purpose")
            })
            .await;
        assert!(matches!(panicking, Err(Error::Other(_))));
        let dropped = db.write(move |tx| {
            put(tx, HOUSE, id(1000 + round), 1)?;
            tx.batch("SELECT pg_sleep(0.02)")
        });
        let _ = tokio::time::timeout(Duration::from_millis(5), dropped).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let open = db.read(|db: &Conn| {
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()";
        db.scalar::<i64>(sql, &[])
    });
    assert_eq!(open.await, Ok(0));
    // What nobody waited for is there whole; what panicked is not there at all.
    let odd = db.read(|db: &Conn| {
        db.scalar::<i64>("SELECT count(*) FROM accounts WHERE workspace_id = $1 AND id < $2", &[&HOUSE, &id(1000)])
    });
    assert_eq!(odd.await, Ok(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_that_changed_under_a_remembered_statement() {
    let options = DbOptions { readers: 1, ..testing::options() };
    let house = testing::postgres_with(fixture::MIGRATIONS, options).await;
    let db = &house.db;
    let all =
        |db: &Conn| db.query_map("SELECT * FROM accounts WHERE workspace_id = $1", &[&HOUSE], |row| row.get::<Uuid>(1));
    for _ in 0..8 {
        db.read(all).await.expect("it reads and is remembered");
    }
    db.write(|tx| put(tx, HOUSE, id(1), 1).and_then(|()| tx.batch("ALTER TABLE accounts ADD COLUMN colour TEXT")))
        .await
        .expect("it changes");
    for _ in 0..8 {
        assert_eq!(db.read(all).await, Ok(vec![id(1)]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_pool_turns_away_in_time() {
    let options = DbOptions { readers: 1, wait_limit: Duration::from_millis(200), ..testing::options() };
    let house = testing::postgres_with(fixture::MIGRATIONS, options).await;
    let holders: Vec<_> = (0..5)
        .map(|_| {
            let db = house.db.clone();
            tokio::spawn(async move { db.read(|db: &Conn| db.batch("SELECT pg_sleep(1)")).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let start = Instant::now();
    let turned_away = house.db.read(|db| total(db, HOUSE)).await;
    assert!(matches!(turned_away, Err(Error::Busy(_))), "{turned_away:?}");
    assert!(start.elapsed() < Duration::from_millis(900));
    for holder in holders {
        holder.await.expect("no reader breaks").expect("it sleeps");
    }
    assert_eq!(house.db.read(|db| total(db, HOUSE)).await, Ok(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_goes_and_comes_back() {
    let mut server = Private::start();
    let url = DatabaseUrl::Postgres(format!("{}postgres", server.base));
    let db = Db::open(&url, DbOptions { start_limit: Duration::from_secs(1), ..testing::options() })
        .await
        .expect("it opens");
    db.migrate(fixture::MIGRATIONS).await.expect("it migrates");
    db.write(|tx| put(tx, HOUSE, id(1), 7)).await.expect("it writes");
    for crash in [false, true] {
        server.stop(crash);
        let start = Instant::now();
        let away = db.write(|tx| account(tx, HOUSE, id(1), 1)).await;
        assert!(matches!(away, Err(Error::Lost(_))), "{away:?}");
        assert!(matches!(db.check().await, Err(Error::Lost(_))));
        assert!(start.elapsed() < Duration::from_secs(15), "callers are told soon");
        let refused =
            Db::open(&url, DbOptions { start_limit: Duration::from_millis(300), ..testing::options() }).await.err();
        assert!(matches!(refused, Some(StartError::NotReachable { .. })), "{refused:?}");
        server.start_again();
        assert_eq!(db.read(|db| balance(db, HOUSE, id(1))).await, Ok(7), "it goes on by itself");
    }
    // A restart while a caller waits: it does not even notice.
    let writing = tokio::spawn({
        let db = db.clone();
        async move { db.write(|tx| account(tx, HOUSE, id(1), 1)).await }
    });
    server.stop(false);
    server.start_again();
    let written = writing.await.expect("no task breaks");
    let there = db.read(|db| balance(db, HOUSE, id(1))).await.expect("it reads");
    assert_eq!(there, if written.is_ok() { 8 } else { 7 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_became_of_a_commit_is_found_out() {
    // Connections are cut at chance moments, most of them while COMMIT is on its way; each answer must be true.
    let house = testing::postgres(fixture::MIGRATIONS).await;
    let db = house.db.clone();
    let DatabaseUrl::Postgres(url) = &house.url else { panic!("this is PostgreSQL") };
    let (killer, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("it connects");
    tokio::spawn(connection);
    let killing = tokio::spawn(async move {
        loop {
            let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'tend'";
            killer.batch_execute(sql).await.expect("it kills");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    });
    let tasks = (0..4_u128).map(|task| {
        let db = db.clone();
        tokio::spawn(async move {
            let (mut answers, until) = (Vec::new(), Instant::now() + Duration::from_secs(3));
            for number in (1 + task * 1_000_000..).map(id) {
                if Instant::now() > until {
                    break;
                }
                answers.push((number, db.write(move |tx| put(tx, HOUSE, number, 1)).await));
            }
            answers
        })
    });
    let mut answers = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        answers.extend(task.await.expect("no task breaks"));
    }
    killing.abort();
    let _ = killing.await;
    let mut kept = 0;
    for (number, answer) in answers {
        let there = db.read(move |db| balance(db, HOUSE, number)).await.is_ok();
        assert_eq!(there, answer.is_ok(), "{number}: {answer:?}");
        kept += u32::from(there);
    }
    assert!(kept > 0, "some got through");
}

#[tokio::test]
async fn a_start_says_what_is_wrong() {
    let server = testing::postgres::server();
    let quick = || DbOptions { start_limit: Duration::from_millis(200), ..testing::options() };
    let open = |url: String| async move {
        Db::open(&DatabaseUrl::Postgres(url), quick()).await.err().expect("it cannot open")
    };
    let nowhere = open("postgres://tend:secret@127.0.0.1:1/tend".into()).await;
    assert!(
        matches!(&nowhere, StartError::NotReachable { .. }) && !nowhere.to_string().contains("secret"),
        "{nowhere}"
    );
    assert!(matches!(open(server.url("no_such_database")).await, StartError::NoSuchDatabase { .. }));
    let stranger = server.url("postgres").replacen("//tend@", "//nobody_here@", 1);
    assert!(matches!(open(stranger).await, StartError::WrongPassword { .. }));
    assert!(matches!(open("postgres://x?sslmode=perhaps".into()).await, StartError::Address { .. }));
    let unsafe_server = open(format!("{}?sslmode=require", server.url("postgres"))).await;
    assert!(matches!(unsafe_server, StartError::NotReachable { .. }), "{unsafe_server}");
    // Of several hosts the one that takes writes is found.
    let base = server.url("postgres");
    let (before, after) = base.split_once('@').expect("an address has a user");
    let several = format!("{before}@127.0.0.1:1,{after}?target_session_attrs=read-write");
    Db::open(&DatabaseUrl::Postgres(several), quick()).await.expect("the second host answers");
}
