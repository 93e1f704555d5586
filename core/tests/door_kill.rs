//! Killed at chance moments under load: each acknowledged write is there, and no half of one.

mod fixture;

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use fixture::{account, move_money, put, total};
use tend_core::{
    db::{Conn, DatabaseUrl, Db, Error},
    id::EntryId,
    testing::{self, postgres::Private},
};
use uuid::Uuid;

const HOUSE: Uuid = Uuid::from_u128(1);
const ACCOUNTS: u128 = 16;
const ROUNDS: u32 = 20;
/// Set for the process that is to be killed.
const CHILD: &str = "TEND_KILL_URL";

fn account_id(number: u128) -> Uuid {
    Uuid::from_u128(100 + number % ACCOUNTS)
}

/// One transfer: five rows that belong together.
fn transfer(tx: &Conn, id: Uuid) -> Result<(), Error> {
    let (from, to) = (account_id(id.as_u128() % 97), account_id(id.as_u128() % 89));
    move_money(tx, HOUSE, id, (from, to, 5))?;
    // Always in the same order, so that two transfers never wait for each other crosswise.
    let mut changes = [(from, -5), (to, 5)];
    changes.sort_unstable();
    changes.iter().try_for_each(|(id, cents)| account(tx, HOUSE, *id, *cents))
}

/// Writes until somebody stops it; tells each acknowledged id.
async fn load(db: Db, go_on: Arc<AtomicBool>, acknowledged: impl Fn(Uuid) + Send + Sync + Clone + 'static) {
    let tasks = (0..8).map(|_| {
        let (db, go_on, acknowledged) = (db.clone(), Arc::clone(&go_on), acknowledged.clone());
        tokio::spawn(async move {
            while go_on.load(Ordering::Relaxed) {
                let id = tend_core::id::fresh::<EntryId>().0;
                if db.write(move |tx| transfer(tx, id)).await.is_ok() {
                    acknowledged(id);
                }
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no task breaks");
    }
}

/// The process that is killed; without the variable it has nothing to do.
#[test]
fn child() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let url: DatabaseUrl = url.parse().expect("an address");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let db = Db::open(&url, testing::options()).await.expect("it opens");
        db.migrate(fixture::MIGRATIONS).await.expect("it is migrated");
        let tell =
            |id: Uuid| std::io::stdout().write_all(format!("\nkept {id}\n").as_bytes()).expect("somebody listens");
        load(db, Arc::new(AtomicBool::new(true)), tell).await;
    });
}

async fn open_accounts(db: &Db) {
    db.write(|tx| (0..ACCOUNTS).try_for_each(|number| put(tx, HOUSE, account_id(number), 1000)))
        .await
        .expect("accounts are made");
}

/// Runs the child, kills it after a chance time, and answers what it had acknowledged.
fn kill_one(url: &str, wait: Duration) -> Vec<Uuid> {
    let mut child = Command::new(std::env::current_exe().expect("this program has a path"))
        .args(["child", "--exact", "--nocapture"])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("this program starts");
    let lines = BufReader::new(child.stdout.take().expect("it has an output")).lines();
    let mut kept = Vec::new();
    let (pid, mut waiting) = (child.id().to_string(), None);
    for line in lines.map_while(Result::ok) {
        let Some(id) = line.strip_prefix("kept ") else { continue };
        kept.push(id.parse().expect("an id"));
        waiting.get_or_insert_with(|| {
            let pid = pid.clone();
            std::thread::spawn(move || {
                fixture::dawdle(u64::try_from(wait.as_micros()).expect("short"));
                Command::new("kill").args(["-9", &pid]).status().expect("kill runs")
            })
        });
    }
    assert!(waiting.expect("it wrote something").join().expect("the killer runs").success());
    child.wait().expect("it has ended");
    kept
}

/// Every acknowledged transfer is whole, and so is every other that is there.
async fn check(db: &Db, kept: &HashSet<Uuid>) -> usize {
    let sql = "SELECT id, count(*), CAST(sum(cents) AS BIGINT) FROM transfers WHERE workspace_id = $1 GROUP BY id";
    let there = db
        .read(move |db: &Conn| {
            db.query_map(sql, &[&HOUSE], |row| {
                Ok::<_, Error>((row.get::<Uuid>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?))
            })
        })
        .await
        .expect("it reads");
    for (id, rows, cents) in &there {
        assert_eq!((*rows, *cents), (3, 0), "{id} is not whole");
    }
    let ids: HashSet<Uuid> = there.iter().map(|(id, ..)| *id).collect();
    let lost: Vec<_> = kept.difference(&ids).collect();
    assert!(lost.is_empty(), "{} acknowledged writes are lost", lost.len());
    assert_eq!(db.read(|db| total(db, HOUSE)).await, Ok(i64::try_from(ACCOUNTS).expect("few") * 1000));
    ids.len()
}

/// 20 moments between 3 and 300 milliseconds, others in each run.
fn moments() -> impl Iterator<Item = Duration> {
    let chance = RandomState::new();
    (0..ROUNDS).map(move |round| Duration::from_millis(3 + chance.hash_one(round) % 300))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_twenty_moments_on_sqlite() {
    let house = testing::sqlite(fixture::MIGRATIONS).await;
    open_accounts(&house.db).await;
    house.db.close().await;
    let mut kept = HashSet::new();
    let mut there = 0;
    for wait in moments() {
        let url = house.url.to_string();
        kept.extend(tokio::task::spawn_blocking(move || kill_one(&url, wait)).await.expect("the child is killed"));
        let db = Db::open(&house.url, testing::options()).await.expect("it opens after a kill");
        there = check(&db, &kept).await;
        let whole =
            db.read(|db: &Conn| db.scalar::<String>("SELECT integrity_check FROM pragma_integrity_check", &[])).await;
        assert_eq!(whole, Ok("ok".to_owned()));
        db.close().await;
    }
    assert!(kept.len() > 100 && there >= kept.len(), "{} acknowledged, {there} there", kept.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_twenty_moments_on_postgres() {
    let house = testing::postgres(fixture::MIGRATIONS).await;
    let DatabaseUrl::Postgres(url) = house.url.clone() else { panic!("this is PostgreSQL") };
    open_accounts(&house.db).await;
    let mut kept = HashSet::new();
    for wait in moments() {
        let url = url.clone();
        kept.extend(tokio::task::spawn_blocking(move || kill_one(&url, wait)).await.expect("the child is killed"));
        check(&house.db, &kept).await;
    }
    assert!(kept.len() > 100, "{} acknowledged", kept.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_crashes_under_load_and_tend_goes_on() {
    let mut server = Private::start();
    let url = DatabaseUrl::Postgres(format!("{}postgres", server.base));
    let db = Db::open(&url, testing::options()).await.expect("it opens");
    db.migrate(fixture::MIGRATIONS).await.expect("it migrates");
    open_accounts(&db).await;
    let kept = Arc::new(parking_lot::Mutex::new(HashSet::new()));
    let (go_on, count) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU32::new(0)));
    let (set, counted) = (Arc::clone(&kept), Arc::clone(&count));
    let loading = tokio::spawn(load(db.clone(), Arc::clone(&go_on), move |id| {
        set.lock().insert(id);
        counted.fetch_add(1, Ordering::SeqCst);
    }));
    for wait in moments().take(4) {
        tokio::time::sleep(wait).await;
        server.stop(true);
        server.start_again();
        let before = count.load(Ordering::SeqCst);
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            if count.load(Ordering::SeqCst) > before {
                break;
            }
        }
        assert!(count.load(Ordering::SeqCst) > before, "it goes on by itself");
    }
    go_on.store(false, Ordering::Relaxed);
    loading.await.expect("the load ends");
    let kept = kept.lock().clone();
    check(&db, &kept).await;
}
