//! `tend-bench import`: a list of any length into an empty workspace, and the floor of the same inserts.

use std::{fmt::Write as _, path::PathBuf};

use clap::Args;
use tend_core::{
    App, Clock, Error, Result,
    auth::actions::{First, NewWorkspace, create_workspace},
    db::{DatabaseUrl, Db, DbOptions},
    house::NewLocation,
    migrations,
    settings::Settings,
};
use tend_transfer::{actions, import::Counts, reading::mapping::Mapping, source::Source, work};

use crate::{floor, http::now, seed::names};

/// How long the list is.
#[derive(Args, Clone, Debug)]
pub struct Import {
    /// Rows of the list
    #[arg(long, default_value_t = 100_000)]
    rows: u64,
    /// A folder for the list and the two databases; it must exist
    #[arg(long)]
    folder: PathBuf,
}

/// Brings the list in, then inserts what came of it once more without anything else, and prints rows a second.
pub async fn run(import: Import) -> Result<()> {
    let (list, path, floor) =
        (import.folder.join("list.csv"), import.folder.join("door.db"), import.folder.join("floor.db"));
    std::fs::write(&list, lines(import.rows)).map_err(Error::ours)?;
    let db = Db::open(&DatabaseUrl::Sqlite(path.clone()), DbOptions::default()).await.map_err(Error::ours)?;
    db.migrate(migrations::ALL).await.map_err(Error::ours)?;
    let began = now();
    let counts = bring(db, &list).await?;
    told("through the door", counts.rows(), began.elapsed().as_secs_f64());
    let (rows, took_s) = floor::insert_again(&path, &floor, work::BATCH).map_err(Error::ours)?;
    told("the floor: the same inserts alone", rows as i64, took_s);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures are what the command is for")]
fn told(what: &str, rows: i64, took_s: f64) {
    println!("{what}: {rows} rows in {took_s:.1} s, {:.0} rows a second", rows as f64 / took_s);
}

/// A list of regulars: number, name, mail address, phone, town.
fn lines(rows: u64) -> String {
    let mut text = String::from("Customer No,Name,E-mail,Phone,City\n");
    for number in 1..=rows {
        let (given, family) = names::person_number(number);
        let _ = writeln!(
            text,
            "{number},{given} {family},client{number}@post.example,0555 {:03} {:03},Canal Yard",
            number / 1000 % 1000,
            number % 1000
        );
    }
    text
}

async fn bring(db: Db, list: &std::path::Path) -> Result<Counts> {
    let settings = Settings::usual("");
    let app = App::new(db, Clock::system(), &[&tend_clients::FEATURE, &tend_transfer::FEATURE], settings);
    let house = NewWorkspace {
        name: "Measured House".into(),
        place: NewLocation::named("Market Street", jiff::tz::TimeZone::UTC),
        admin_name: "Anna".into(),
        admin_address: "anna@example.com".parse().map_err(|error: String| Error::ours(error))?,
        admin_password_hash: None,
    };
    let anna = create_workspace(&app, First::Must, house).await?.actor;
    let mut source = Source::open(list).map_err(Error::ours)?;
    let looked = work::look(&mut source, Mapping::default()).map_err(|trouble: String| Error::ours(trouble))?;
    let opening = looked.opening("list.csv", &source);
    let begun = app.write(&anna, move |tx| {
        let import = actions::open(tx, &opening)?;
        actions::begin(tx, import.id)
    });
    let import = begun.await?;
    let done = work::bring_in(&app, &anna, import.id, source, looked, |_| {}).await?;
    app.db.close().await;
    Ok(done.counts)
}
