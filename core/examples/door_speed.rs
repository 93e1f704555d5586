//! How fast the door is: `cargo run --release -p tend-core --example door_speed -- sqlite:/path/speed.db [clients] [entries of each]`
//!
//! Fills the database once, then measures a list of 50 rows, a client's page of five queries, and inserts, from one and from
//! many tasks; beside it the same list straight through the driver.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a tool for the terminal that may stop at the first trouble"
)]

use std::time::{Duration, Instant};

use tend_core::db::{Conn, DatabaseUrl, Db, DbOptions, Error, Migration, search};
use uuid::Uuid;

const HOUSE: Uuid = Uuid::from_u128(1);
const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "speed",
        sql: "CREATE TABLE clients (workspace_id UUID NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, folded TEXT COLLATE \"C\" NOT NULL,
                city TEXT NOT NULL, seen_at BIGINT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
            CREATE INDEX clients_by_name ON clients (workspace_id, folded, id);
            CREATE TABLE entries (workspace_id UUID NOT NULL, id UUID NOT NULL, client_id UUID NOT NULL, at BIGINT NOT NULL,
                text TEXT NOT NULL, PRIMARY KEY (workspace_id, id));
            CREATE INDEX entries_by_client ON entries (workspace_id, client_id, at, id);",
    },
    Migration { number: 2, name: "search", sql: search::CREATE },
    Migration { number: 3, name: "more search", sql: search::CREATE_MORE },
];

const QUERIES: [&str; 10] =
    ["jon schm", "anna", "weis", "weissenburg", "an", "mul olg", "kowalski 00123", "0", "novak e", "zzz"];
const FIRST: [&str; 12] =
    ["Anna", "Jonas", "Maria", "Peter", "Sofia", "Lukas", "Elif", "Marek", "Nils", "Olga", "Paul", "Rosa"];
const LAST: [&str; 10] =
    ["Schmidt", "Müller", "Kowalski", "Rossi", "Dubois", "Larsen", "Novak", "Yilmaz", "Smith", "Garcia"];

fn client(number: u64) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number))
}

fn name(number: u64) -> String {
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    format!("{} {} {:05}", FIRST[(mixed % 12) as usize], LAST[(mixed / 12 % 10) as usize], mixed % 99_991)
}

async fn fill(db: &Db, clients: u64, entries: u64) {
    let there = db
        .read(|db| db.scalar::<i64>("SELECT count(*) FROM clients WHERE workspace_id = $1", &[&HOUSE]))
        .await
        .unwrap();
    let start = Instant::now();
    for chunk in (there as u64..clients).step_by(500) {
        db.write_within(Duration::from_secs(60), move |tx| {
            for number in chunk..(chunk + 500).min(clients) {
                let (id, name) = (client(number), name(number));
                let folded = tend_core::fold::fold(&name);
                tx.exec(
                    "INSERT INTO clients (workspace_id, id, name, folded, city, seen_at, version) VALUES ($1, $2, $3, $4, 'Weißenburg', $5, 1)",
                    &[&HOUSE, &id, &name, &folded, &(number as i64)],
                )?;
                search::write(tx, HOUSE, &[search::Change::put("client", id, &name, "Weißenburg")])?;
                for entry in 0..entries {
                    let entry_id = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0000 + u128::from(number * 10 + entry));
                    tx.exec(
                        "INSERT INTO entries (workspace_id, id, client_id, at, text) VALUES ($1, $2, $3, $4, $5)",
                        &[&HOUSE, &entry_id, &id, &(entry as i64), &"rang about the spare bike and will come by on Thursday at three"],
                    )?;
                }
            }
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
    }
    println!("filled {} clients in {:.1} s", clients - there as u64, start.elapsed().as_secs_f64());
}

fn list(db: &Conn, from: u64) -> Result<usize, Error> {
    let from = tend_core::fold::fold(&name(from));
    let rows = db.query_map(
        "SELECT id, name, city, seen_at, version FROM clients WHERE workspace_id = $1 AND (folded, id) > ($2, $3) ORDER BY folded, id LIMIT 50",
        &[&HOUSE, &from, &Uuid::nil()],
        |row| Ok((row.get::<Uuid>(0)?, row.get::<String>(1)?, row.get::<String>(2)?, row.get::<i64>(3)?, row.get::<i64>(4)?)),
    )?;
    Ok(rows.len())
}

fn page(db: &Conn, number: u64) -> Result<usize, Error> {
    let id = client(number);
    db.scalar::<String>("SELECT name FROM clients WHERE workspace_id = $1 AND id = $2", &[&HOUSE, &id])?;
    let sql = "SELECT id, at, text FROM entries WHERE workspace_id = $1 AND client_id = $2 ORDER BY at DESC, id DESC LIMIT 20";
    let rows =
        db.query_map(sql, &[&HOUSE, &id], |row| Ok((row.get::<Uuid>(0)?, row.get::<i64>(1)?, row.get::<String>(2)?)))?;
    for _ in 0..3 {
        db.scalar::<i64>("SELECT count(*) FROM entries WHERE workspace_id = $1 AND client_id = $2", &[&HOUSE, &id])?;
    }
    Ok(rows.len())
}

fn insert(tx: &Conn, number: u64) -> Result<usize, Error> {
    let sql = "INSERT INTO entries (workspace_id, id, client_id, at, text) VALUES ($1, $2, $3, $4, $5)";
    let id = tend_core::id::fresh::<tend_core::id::EntryId>().0;
    tx.exec(sql, &[&HOUSE, &id, &client(number), &20_i64, &"came by"])?;
    Ok(1)
}

fn find(db: &Conn, number: u64) -> Result<usize, Error> {
    search::find(db, HOUSE, QUERIES[number as usize % QUERIES.len()], 10).map(|found| found.len())
}

/// What is measured.
#[derive(Clone, Copy)]
enum Deed {
    Read(fn(&Conn, u64) -> Result<usize, Error>),
    Write(fn(&Conn, u64) -> Result<usize, Error>),
}

/// Does it from that many tasks for two seconds.
async fn measure(what: &str, db: &Db, tasks: u64, clients: u64, deed: Deed) {
    let (start, cpu) = (Instant::now(), cpu_us());
    let running = (0..tasks).map(|task| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut times = Vec::new();
            let mut number = task * 7919;
            while start.elapsed() < Duration::from_secs(2) {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let (at, pick) = (Instant::now(), (number >> 20) % clients);
                match deed {
                    Deed::Read(f) => db.read(move |db| f(db, pick)).await.unwrap(),
                    Deed::Write(f) => db.write(move |tx| f(tx, pick)).await.unwrap(),
                };
                times.push(at.elapsed());
            }
            times
        })
    });
    let mut times = Vec::new();
    for task in running.collect::<Vec<_>>() {
        times.extend(task.await.unwrap());
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e6;
    let (rate, p50, p99, worst) = (times.len() as f64 / start.elapsed().as_secs_f64(), at(0.5), at(0.99), at(1.0));
    let cpu = (cpu_us() - cpu) / times.len() as f64;
    println!(
        "{what:<12} {tasks:>3} tasks {rate:>9.0} per s   CPU {cpu:>6.0} µs   p50 {p50:>8.0} µs   p99 {p99:>8.0} µs   worst {worst:>8.0} µs"
    );
}

/// What this process has used of the processors, in microseconds.
fn cpu_us() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) * 10_000.0
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default().replace('\t', " ")
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let url: DatabaseUrl = arguments[1].parse().unwrap();
    let clients = arguments.get(2).map_or(100_000, |text| text.parse().unwrap());
    let start = Instant::now();
    let db = Db::open(&url, DbOptions::default()).await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    println!("opened in {:.1} ms, {}", start.elapsed().as_secs_f64() * 1e3, resident());
    fill(&db, clients, arguments.get(3).map_or(10, |text| text.parse().unwrap())).await;
    println!("{}", resident());
    for query in QUERIES {
        let start = Instant::now();
        let found = db.read(move |db| search::find(db, HOUSE, query, 10)).await.unwrap().len();
        println!("search {query:?}: {found} in {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    }
    for tasks in [1, 8, 16] {
        measure("list of 50", &db, tasks, clients, Deed::Read(list)).await;
        measure("client page", &db, tasks, clients, Deed::Read(page)).await;
        measure("search", &db, tasks, clients, Deed::Read(find)).await;
    }
    for tasks in [1, 8, 32] {
        measure("insert", &db, tasks, clients, Deed::Write(insert)).await;
    }
    println!("{}", resident());
    if let DatabaseUrl::Sqlite(path) = &url {
        let connection = rusqlite::Connection::open(path).unwrap();
        let (start, cpu) = (Instant::now(), cpu_us());
        for number in 0..20_000_u64 {
            let from = tend_core::fold::fold(&name(number.wrapping_mul(7919) % clients));
            let sql = "SELECT id, name, city, seen_at, version FROM clients WHERE workspace_id = ?1 AND (folded, id) > (?2, ?3) ORDER BY folded, id LIMIT 50";
            let mut statement = connection.prepare_cached(sql).unwrap();
            let rows = statement.query_map(rusqlite::params![HOUSE, from, Uuid::nil()], |row| {
                Ok((
                    row.get::<_, Uuid>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, i64>(3)?,
                    row.get::<_, i64>(4)?,
                ))
            });
            assert!(rows.unwrap().count() <= 50);
        }
        let (time, cpu) = (start.elapsed().as_secs_f64() * 1e6 / 20_000.0, (cpu_us() - cpu) / 20_000.0);
        println!("straight through the driver: {time:.1} µs a list, CPU {cpu:.1} µs");
    }
    db.close().await;
}
