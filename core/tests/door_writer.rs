//! The writer: many writes share one commit, and none harms another.

mod fixture;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use fixture::{account, balance, dawdle, put, total};
use tend_core::{
    db::{Conn, DatabaseUrl, Error},
    testing,
};
use uuid::Uuid;

const HOUSE: Uuid = Uuid::from_u128(1);

fn id(number: usize) -> Uuid {
    Uuid::from_u128(1000 + number as u128)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_two_tasks_write_at_once_and_each_failure_is_its_own() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let tasks = (0..32).map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for round in 0..20 {
                    let number = task * 20 + round;
                    let result = db
                        .write(move |tx| {
                            put(tx, HOUSE, id(number), 1)?;
                            match number % 5 {
                                0 => Err(Error::Conflict),
                                1 => put(tx, HOUSE, id(number), 1),
                                2 => panic!("on purpose"),
                                _ => Ok(()),
                            }
                        })
                        .await;
                    match number % 5 {
                        0 => assert_eq!(result, Err(Error::Conflict)),
                        1 => assert!(matches!(result, Err(Error::Unique { .. })), "{result:?}"),
                        2 => assert!(
                            matches!(&result, Err(Error::Other(text)) if text.contains("on purpose")),
                            "{result:?}"
                        ),
                        _ => assert_eq!(result, Ok(())),
                    }
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("no task breaks");
        }
        assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(32 * 20 * 2 / 5));
    })
    .await;
}

/// How many commits stand in the log: frames that say how long the file is after them.
fn commits(file: &Path) -> usize {
    let log = std::fs::read(format!("{}-wal", file.display())).expect("there is a log");
    let (header, frames) = log.split_at(32);
    let frames = frames.chunks_exact(24 + 4096).take_while(|frame| frame[8..16] == header[16..24]);
    frames.filter(|frame| frame[4..8] != [0; 4]).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_wait_together_share_a_commit() {
    let house = testing::sqlite(fixture::MIGRATIONS).await;
    let DatabaseUrl::Sqlite(file) = &house.url else { panic!("this is SQLite") };
    let before = commits(file);
    let slow = house.db.write(|_| {
        dawdle(300_000);
        Ok::<_, Error>(())
    });
    let quick: Vec<_> = (0..32).map(|number| house.db.write(move |tx| put(tx, HOUSE, id(number), 1))).collect();
    let (slow, quick) = tokio::join!(slow, futures_util::future::join_all(quick));
    slow.expect("it dawdles");
    assert!(quick.iter().all(Result::is_ok));
    let commits = commits(file) - before;
    assert!((1..=8).contains(&commits), "{commits} commits for 32 writes");
}

#[tokio::test]
async fn who_goes_away_breaks_nothing() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        db.write(|tx| (0..50).try_for_each(|number| put(tx, HOUSE, id(number), 100))).await.expect("accounts are made");
        for round in 0..60_usize {
            let writing = db.write(move |tx| {
                account(tx, HOUSE, id(round % 50), -10)?;
                dawdle(500);
                account(tx, HOUSE, id((round + 1) % 50), 10)
            });
            // Dropped before it began, while it runs, or after.
            let _ = tokio::time::timeout(Duration::from_micros(round as u64 * 60), writing).await;
            let reading = db.read(|db| total(db, HOUSE));
            let _ = tokio::time::timeout(Duration::from_micros(round as u64 * 20), reading).await;
        }
        db.write(|tx| put(tx, HOUSE, id(99), 0)).await.expect("the writer works on");
        assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(5000));
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_moment() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        db.write(|tx| put(tx, HOUSE, id(1), 1)).await.expect("an account is made");
        let gate = Arc::new(AtomicU32::new(0));
        let (reader, inner) = (db.clone(), Arc::clone(&gate));
        let reading = tokio::spawn(async move {
            reader
                .read(move |db: &Conn| {
                    let before = balance(db, HOUSE, id(1))?;
                    inner.store(1, Ordering::SeqCst);
                    while inner.load(Ordering::SeqCst) != 2 {
                        dawdle(1000);
                    }
                    Ok::<_, Error>((before, balance(db, HOUSE, id(1))?))
                })
                .await
        });
        while gate.load(Ordering::SeqCst) != 1 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        db.write(|tx| account(tx, HOUSE, id(1), 41)).await.expect("a writer does not wait for a reader");
        gate.store(2, Ordering::SeqCst);
        assert_eq!(reading.await.expect("it reads"), Ok((1, 1)));
        assert_eq!(db.read(|db| balance(db, HOUSE, id(1))).await, Ok(42));
        let writing = db.read(|db| put(db, HOUSE, id(2), 1)).await;
        assert!(writing.is_err(), "a reader cannot write");
    })
    .await;
}

/// A query that would run for minutes.
const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT CAST(max(i) AS BIGINT) FROM n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_takes_too_long_is_stopped_and_its_neighbours_are_not_harmed() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let limit = Duration::from_millis(300);
        let read = db.read_within(limit, |db: &Conn| db.scalar::<i64>(ENDLESS, &[])).await;
        assert!(matches!(read, Err(Error::Timeout(_))), "{read:?}");
        let write = db
            .write_within(limit, |tx: &Conn| {
                put(tx, HOUSE, id(1), 1)?;
                tx.scalar::<i64>(ENDLESS, &[])
            })
            .await;
        assert!(matches!(write, Err(Error::Timeout(_))), "{write:?}");
        // Many quick statements run into the limit as well.
        let many = db
            .write_within(limit, |tx| -> Result<(), Error> {
                loop {
                    total(tx, HOUSE)?;
                }
            })
            .await;
        assert!(matches!(many, Err(Error::Timeout(_))), "{many:?}");
        assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(0));
        assert_eq!(db.read(|db: &Conn| db.scalar::<i64>("SELECT CAST(7 AS BIGINT)", &[])).await, Ok(7));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_neighbour_that_brings_the_transaction_down_takes_nobody_along() {
    // SQLite throws the whole transaction away when a writing statement is stopped: the others of the group run again.
    let options = tend_core::db::DbOptions { write_limit: Duration::from_millis(400), ..testing::options() };
    let house = testing::sqlite_with(fixture::MIGRATIONS, options).await;
    let db = &house.db;
    let stop = "INSERT INTO accounts (workspace_id, id, cents, version)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT $1, $2, max(i), 1 FROM n";
    let runs = Arc::new(AtomicU32::new(0));
    let blocker = tokio::spawn({
        let db = db.clone();
        async move {
            db.write(|_| {
                dawdle(100_000);
                Ok::<_, Error>(())
            })
            .await
        }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    let tasks = (0..10_usize).map(|number| {
        let (db, runs) = (db.clone(), Arc::clone(&runs));
        tokio::spawn(async move {
            db.write(move |tx| {
                runs.fetch_add(1, Ordering::SeqCst);
                if number == 5 { tx.exec(stop, &[&HOUSE, &id(5)]).map(|_| ()) } else { put(tx, HOUSE, id(number), 1) }
            })
            .await
        })
    });
    for (number, task) in tasks.collect::<Vec<_>>().into_iter().enumerate() {
        let result = task.await.expect("no task breaks");
        if number == 5 {
            assert!(matches!(result, Err(Error::Timeout(_))), "{result:?}");
        } else {
            assert_eq!(result, Ok(()), "{number}");
        }
    }
    blocker.await.expect("it ends").expect("it sleeps");
    assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(9));
    assert!(runs.load(Ordering::SeqCst) >= 10);
}

#[tokio::test]
async fn values_find_their_places_whatever_the_order_of_their_numbers() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        let texts = db
            .read(|db: &Conn| {
                let sql = "SELECT CAST($3 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT)";
                db.query_map(sql, &[&"a", &"b", &"c"], |row| {
                    Ok::<_, Error>([row.get::<String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?].concat())
                })
            })
            .await;
        assert_eq!(texts, Ok(vec!["cabc".to_owned()]));
        let short = db.read(|db: &Conn| db.scalar::<String>("SELECT CAST($2 AS TEXT)", &[&"a"])).await;
        assert!(short.is_err());
        let long = db.read(|db: &Conn| db.scalar::<String>("SELECT CAST($1 AS TEXT)", &[&"a", &"b"])).await;
        assert!(long.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_closed_door_says_so() {
    testing::on_both(fixture::MIGRATIONS, |db| async move {
        db.close().await;
        assert!(matches!(db.write(|tx| put(tx, HOUSE, id(1), 1)).await, Err(Error::Busy(_))));
        assert!(matches!(db.read(|db| total(db, HOUSE)).await, Err(Error::Busy(_))));
        db.close().await;
    })
    .await;
}
