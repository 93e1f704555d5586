//! `tend-bench load`: each page at 1 and at 16 connections, and the floor beside it in the same run.

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use clap::Args;
use tend_core::{
    App, Clock, Error, Feature, Result,
    db::{DatabaseUrl, Db, DbOptions},
    settings::Settings,
    web,
};
use tower::ServiceExt;

use crate::{
    counts,
    http::{Connection, now},
    load::{self, Ask, Outcome, outcome},
    process::Server,
    seed::{
        names as words,
        store::{self, Seeded},
    },
};

/// What is measured, where and for how long.
#[derive(Args, Clone, Debug)]
pub struct Load {
    /// A seeded database: sqlite:PATH or postgres://…
    #[arg(long)]
    database: String,
    /// The server: the release build of `tend`
    #[arg(long, default_value = "target/release/tend")]
    program: PathBuf,
    /// How long each page is asked for, in seconds
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Only the pages in whose names this stands; `counted` for the counts of saved views
    #[arg(long, default_value = "")]
    only: String,
    /// Over how many connections at once
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16])]
    connections: Vec<u64>,
    /// Leave the floor out
    #[arg(long)]
    no_floor: bool,
}

impl Load {
    fn asks_for(&self, name: &str) -> bool {
        name.contains(&self.only)
    }
}

const FEATURES: &[&Feature] = &[
    &tend_today::FEATURE,
    &tend_clients::FEATURE,
    &tend_promises::FEATURE,
    &tend_problems::FEATURE,
    &tend_reports::FEATURE,
    &tend_find::FEATURE,
    &tend_core::house::FEATURE,
];

/// One kind of request.
struct Kind {
    name: &'static str,
    /// The path of the n-th request, and its form where it writes.
    path: Box<dyn Fn(u64) -> (String, Option<String>) + Send + Sync>,
}

/// Measures and prints a table.
#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
pub async fn run(load: Load) -> Result<()> {
    let url: DatabaseUrl = load.database.parse().map_err(|error: String| Error::ours(error))?;
    let db = Db::open(&url, DbOptions::default()).await.map_err(Error::ours)?;
    let app = App::new(db, Clock::system(), FEATURES, settings());
    let seeded = app.read(store::seeded).await?;
    let cookie = session(&app, &seeded).await?;
    let size_mb = app.read(store::size_mb).await?;
    if load.asks_for("counted") {
        counts::print(&app, &seeded).await?;
    }
    app.db.close().await;
    let server = Server::start(&load.program, &load.database).map_err(Error::ours)?;
    let (idle_mb, _) = server.resident_mb();
    println!("start {:.0} ms, idle {idle_mb:.0} MB, on disk {size_mb:.0} MB", server.started_in.as_secs_f64() * 1000.0);
    println!("| page | connections | per s | p50 ms | p99 ms | CPU ms | floor per s | floor p50 ms |");
    println!("|---|---|---|---|---|---|---|---|");
    let lasting = Duration::from_secs(load.seconds);
    for kind in kinds(&seeded).into_iter().filter(|kind| load.asks_for(kind.name)) {
        let kind = Arc::new(kind);
        for connections in load.connections.iter().copied() {
            let (asked, over) = (kind.clone(), cookie.clone());
            let ask: Box<Ask> = Box::new(move |connection: &mut Connection, n| fetch(connection, &asked, n));
            let measured = load::run(&server, &over, connections, lasting, &ask).map_err(Error::ours)?;
            let floor = match &url {
                DatabaseUrl::Sqlite(path) if !load.no_floor => {
                    Some(floor(path, &cookie, &kind, if connections == 1 { 1 } else { 2 }, lasting)?)
                }
                DatabaseUrl::Sqlite(_) | DatabaseUrl::Postgres(_) => None,
            };
            print_row(kind.name, connections, &measured, floor.as_ref());
        }
    }
    let (under_load_mb, most_mb) = server.resident_mb();
    println!("resident after the load {under_load_mb:.0} MB, at most {most_mb:.0} MB");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
fn print_row(name: &str, connections: u64, measured: &Outcome, floor: Option<&Outcome>) {
    let Outcome { per_s, p50_ms, p99_ms, cpu_ms } = measured;
    let (floor_per_s, floor_p50) = floor.map_or((String::from("–"), String::from("–")), |f| {
        (format!("{:.0}", f.per_s), format!("{:.2}", f.p50_ms))
    });
    println!(
        "| {name} | {connections} | {per_s:.0} | {p50_ms:.2} | {p99_ms:.2} | {cpu_ms:.2} | {floor_per_s} | {floor_p50} |"
    );
}

fn settings() -> Settings {
    Settings::usual("http://127.0.0.1")
}

async fn session(app: &App, seeded: &Seeded) -> Result<String> {
    let secret = tend_core::auth::Secret::new();
    let (hash, seeded, at) = (secret.hash(), seeded.clone(), app.clock.now());
    app.db.write(move |tx| store::insert_session(tx, &hash, &seeded, at)).await?;
    Ok(format!("tend={}", secret.0))
}

fn fetch(connection: &mut Connection, kind: &Kind, n: u64) -> io::Result<u16> {
    match (kind.path)(n) {
        (path, None) => connection.get(&path),
        (path, Some(form)) => connection.post(&path, &form),
    }
}

/// The requests that are measured. Pages of one kind walk through the data set, so that none is asked for twice in a row.
fn kinds(seeded: &Seeded) -> Vec<Kind> {
    let mut kinds = pages(seeded);
    kinds.extend(of_problems(seeded));
    kinds.extend(finding(seeded));
    kinds.extend(filtered(seeded));
    kinds.extend(alike(seeded));
    kinds
}

/// Problems: one, the board of the open ones, and how they went.
fn of_problems(seeded: &Seeded) -> Vec<Kind> {
    let problems = Arc::new(seeded.problems.clone());
    let get = |name, path: String| Kind { name, path: Box::new(move |_| (path.clone(), None)) };
    let mut kinds = vec![
        get("the board of the open problems", "/problems?whose=all".to_owned()),
        get("the board, mine", "/problems".to_owned()),
        get("how problems went", "/reports/problems".to_owned()),
        get("how problems went at one place", format!("/reports/problems?place={}", seeded.place)),
    ];
    if !problems.is_empty() {
        let some = move |n: u64| problems[(n.wrapping_mul(7919) % problems.len() as u64) as usize];
        kinds
            .push(Kind {
                name: "a problem’s page", path: Box::new(move |n| (format!("/problems/{}", some(n)), None))
            });
    }
    kinds
}

/// Who look alike: the page of open pairs, its later pages, and who may be there already while somebody types a name that is there,
/// with their mail address; nobody is compared with everybody.
fn alike(seeded: &Seeded) -> Vec<Kind> {
    let called = Arc::new(seeded.called.clone());
    let one = called.clone();
    let named = |called: &[String], n: u64| called[(n as usize * 31) % called.len()].clone();
    vec![
        Kind { name: "alike: the page of pairs", path: Box::new(|_| ("/clients/pairs".to_owned(), None)) },
        Kind {
            name: "alike: a new client's name, typed",
            path: Box::new(move |n| (format!("/clients/alike?kind=person&name={}", named(&one, n)), None)),
        },
        Kind {
            name: "alike: name, mail address and phone",
            path: Box::new(move |n| {
                let reach = format!("email=client{}%40post.example&phone=%2B4942{n:06}", n * 31 % 1000);
                (format!("/clients/alike?kind=person&name={}&{reach}", named(&called, n)), None)
            }),
        },
    ]
}

/// The palette: a name as it is typed, a name with an error in it, a number, words that were said often, rarely, together and never.
fn finding(seeded: &Seeded) -> Vec<Kind> {
    let names = Arc::new(seeded.names.clone());
    let (begun, wrong) = (names.clone(), names.clone());
    let find = |name, words: Box<dyn Fn(u64) -> String + Send + Sync>| Kind {
        name,
        path: Box::new(move |n| (format!("/find/list?q={}", words(n)), None)),
    };
    let of = |names: &[String], n: u64| names[(n as usize * 31) % names.len()].clone();
    let rare = |n: u64| words::word(20_000 + n.wrapping_mul(7919) % 19_000);
    vec![
        find("find: nothing typed", Box::new(|_| String::new())),
        find("find: three letters of a name", Box::new(move |n| of(&begun, n).chars().take(3).collect())),
        find("find: a whole name", Box::new(move |n| of(&names, n))),
        find("find: a name with an error", Box::new(move |n| of(&wrong, n).chars().skip(1).collect())),
        find("find: a number", Box::new(|n| format!("%2B4942{n}"))),
        find(
            "find: a word said often",
            Box::new(|n| ["wheel", "photos", "saddle", "committee"][n as usize % 4].to_owned()),
        ),
        find("find: a word said rarely", Box::new(rare)),
        find("find: one of each", Box::new(move |n| format!("wheel+{}", rare(n)))),
        find("find: words never said together", Box::new(|_| "photos+committee".to_owned())),
        find("find: a word nobody said", Box::new(|n| format!("qxz{n}q"))),
    ]
}

/// The list under filters: where an index finds few, where many fit, where it must look for long; each with eight views counted above.
fn filtered(seeded: &Seeded) -> Vec<Kind> {
    let field = |at: usize| seeded.fields.get(at).map(|id| format!("custom-{id}")).unwrap_or_default();
    let (size, bikes, ends) = (field(0), field(1), field(2));
    let list = |name, asked: String| {
        let path = format!("/clients?of=everyone&{asked}");
        Kind { name, path: Box::new(move |_| (path.clone(), None)) }
    };
    vec![
        list("filtered: a thousand, by their day", format!("where={ends}.some.&sort={ends}&show={ends}")),
        list("filtered: a choice, by name", format!("where={size}.is.004&show={size}")),
        list("filtered: a choice and a number", format!("where={size}.is.004&where={bikes}.least.95")),
        list("filtered: a word in the line", "where=about.has.touring".to_owned()),
        list("filtered: nobody, as far as a page looks", "where=about.has.zebra".to_owned()),
        list("sorted by a custom number", format!("sort={bikes}&down=yes&show={bikes}")),
    ]
}

fn pages(seeded: &Seeded) -> Vec<Kind> {
    let clients = Arc::new(seeded.clients.clone());
    let some = move |n: u64| clients[(n.wrapping_mul(7919) % clients.len() as u64) as usize];
    let (one, other) = (some.clone(), some.clone());
    let middle = seeded.middle.clone();
    let names = Arc::new(seeded.names.clone());
    let get = |name, path: &'static str| Kind { name, path: Box::new(move |_| (path.to_owned(), None)) };
    vec![
        get("Today", "/"),
        Kind { name: "a client's page", path: Box::new(move |n| (format!("/clients/{}", one(n)), None)) },
        get("the list by name", "/clients?of=everyone"),
        get("the list by last spoke", "/clients?of=everyone&sort=spoke"),
        get(
            "the list, one kind at one place",
            Box::leak(format!("/clients?of=everyone&kind=organization&place={}", seeded.place).into_boxed_str()),
        ),
        get(
            "the list, mine at one place",
            Box::leak(format!("/clients?of=mine&place={}", seeded.place).into_boxed_str()),
        ),
        Kind {
            name: "a deep page of the list",
            path: Box::new(move |_| (format!("/clients?of=everyone&after={middle}"), None)),
        },
        Kind {
            name: "search by name",
            path: Box::new(move |n| (format!("/clients?find={}", names[(n as usize * 31) % names.len()]), None)),
        },
        Kind {
            name: "an added entry",
            path: Box::new(move |n| {
                (format!("/clients/{}/moments", other(n)), Some(format!("kind=note&text=Seen+number+{n}")))
            }),
        },
    ]
}

/// The floor: the same statements straight through one rusqlite connection a thread, and the same rendering, without HTTP,
/// without the door's threads, limits and snapshots of its own.
fn floor(path: &std::path::Path, cookie: &str, kind: &Arc<Kind>, threads: u64, lasting: Duration) -> Result<Outcome> {
    let workers: Vec<_> = (0..threads)
        .map(|thread| {
            let db = Db::direct(path)?;
            let router = web::router(App::new(db, Clock::system(), FEATURES, settings()));
            let (kind, cookie) = (kind.clone(), cookie.to_owned());
            Ok(std::thread::spawn(move || alone(router, &cookie, &kind, thread * 1_000_003, lasting)))
        })
        .collect::<Result<_>>()?;
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.join().map_err(|_| Error::ours("a worker of the floor panicked"))??);
    }
    Ok(outcome(times, lasting, 0.0))
}

fn alone(router: Router, cookie: &str, kind: &Kind, from: u64, lasting: Duration) -> Result<Vec<Duration>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::ours)?;
    let end = now() + lasting;
    let mut times = Vec::new();
    for n in from.. {
        let start = now();
        if start >= end {
            break;
        }
        let (path, form) = (kind.path)(n);
        let request = Request::builder().uri(path).header(header::COOKIE, cookie).header(header::HOST, "127.0.0.1");
        let request = match form {
            None => request.body(Body::empty()),
            Some(form) => request
                .method("POST")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form)),
        };
        let request = request.map_err(Error::ours)?;
        let status = runtime.block_on(async {
            let answer = router.clone().oneshot(request).await.map_err(Error::ours)?;
            let status = answer.status();
            to_bytes(answer.into_body(), usize::MAX).await.map_err(Error::ours)?;
            Ok::<_, Error>(status)
        })?;
        if status.is_client_error() || status.is_server_error() {
            return Err(Error::ours(format!("the floor answered {status}")));
        }
        times.push(start.elapsed());
    }
    Ok(times)
}
