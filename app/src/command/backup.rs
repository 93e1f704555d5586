//! `tend backup`, `tend restore`, `tend check`: a copy of everything, the way back, and whether what is there fits together.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use serde_json::json;
use tend_core::{
    App, Clock, check,
    db::backup::{self, Programs, Replace},
    files::{self, Copied},
    migrations,
};

use tend_transfer::person::list;

use crate::{house, settings::Settled, trouble::Trouble};

/// Options of `tend backup`.
#[derive(Args, Debug)]
pub struct BackupOptions {
    /// The file to write; in a folder it gets a name with the time in it
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// Write over a file that is there, once the new one is whole
    #[arg(long)]
    replace: bool,
    /// What was written, as JSON
    #[arg(long)]
    json: bool,
}

/// Options of `tend restore`.
#[derive(Args, Debug)]
pub struct RestoreOptions {
    /// The backup
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Put it in the place of a Tend that has data in it; that one is kept beside it
    #[arg(long)]
    replace: bool,
}

/// Options of `tend check`.
#[derive(Args, Debug)]
pub struct CheckOptions {
    /// Everything that was looked at, as JSON
    #[arg(long)]
    json: bool,
}

/// Writes a backup, whether Tend runs or not.
pub async fn back_up(settled: &Settled, options: BackupOptions) -> Result<ExitCode, Trouble> {
    let to = if options.to.is_dir() { options.to.join(usual_name(settled)) } else { options.to };
    let done = backup::back_up(&settled.database, &to, replace(options.replace), &Programs::of_this_machine()).await?;
    let copied = files_beside(settled, &done).await?;
    if options.json {
        let files = json!({ "count": copied.count, "new": copied.new, "missing": copied.missing });
        println!("{}", json!({ "file": done.file, "bytes": done.bytes, "migration": done.migration, "files": files }));
        return Ok(code_of(&copied));
    }
    println!("{}: {}, read back and whole.", done.file.display(), size(done.bytes));
    if copied.count > 0 {
        let folder = done.file.with_file_name("files");
        println!("{}: {} files, {} of them new ({}).", folder.display(), copied.count, copied.new, size(copied.bytes));
    }
    tell_missing(&copied);
    Ok(code_of(&copied))
}

/// The bytes of files go beside the backup. A database from before there were files has none.
async fn files_beside(settled: &Settled, done: &backup::Backup) -> Result<Copied, Trouble> {
    if migrations::ALL.last().is_none_or(|last| last.number != done.migration) {
        return Ok(Copied::default());
    }
    let app = house::open_as_it_is(settled, String::new()).await?;
    let copied = files::copy_beside(&app, &done.file).await;
    app.db.close().await;
    Ok(copied?)
}

fn tell_missing(copied: &Copied) {
    if !copied.missing.is_empty() {
        println!(
            "{} files are not where they should be, or are not what they were; `tend check` names them.",
            copied.missing.len()
        );
    }
}

fn code_of(copied: &Copied) -> ExitCode {
    if copied.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Puts a backup in the place of the database, brings it to this program's schema and looks whether it fits together.
pub async fn restore(settled: &Settled, options: RestoreOptions) -> Result<ExitCode, Trouble> {
    let mut erased = list::beside(&options.from);
    erased.extend(erased_here(settled).await);
    let (programs, stamp) = (Programs::of_this_machine(), stamp());
    let with = (migrations::ALL, &programs);
    let done = backup::restore(&options.from, &settled.database, replace(options.replace), &stamp, with).await?;
    println!("{} is restored.", settled.database);
    if let Some(before) = done.before {
        println!("What was there before is kept: {before}. Take it away when you need it no more.");
    }
    let app = house::open(settled, settled.url_at(settled.listen)).await?;
    let copied = files::bring_back(&app, &options.from).await?;
    if copied.new > 0 {
        println!("{} files are back ({}).", copied.new, size(copied.bytes));
    }
    tell_missing(&copied);
    let back = list::erase_again(&app, &erased).await?;
    if back > 0 {
        println!("{back} whose data was erased since were in it, and are erased again.");
    }
    let code = look(&app, false).await?;
    app.db.close().await;
    Ok(code)
}

/// Who was erased, as the database that is to be replaced knows it. One that is not there, is older or is damaged knows nobody; then
/// the list beside the backup counts.
async fn erased_here(settled: &Settled) -> Vec<list::Erased> {
    let Ok(app) = house::open_as_it_is(settled, String::new()).await else { return Vec::new() };
    let erased = list::in_database(&app).await.unwrap_or_default();
    app.db.close().await;
    erased
}

/// Looks at everything. The code is 0 where all of it fits together, 1 where something does not, 2 where one could not look.
pub async fn check(settled: &Settled, options: CheckOptions) -> Result<ExitCode, Trouble> {
    let app = house::open_as_it_is(settled, settled.url_at(settled.listen)).await?;
    let code = look(&app, options.json).await?;
    app.db.close().await;
    Ok(code)
}

async fn look(app: &App, as_json: bool) -> Result<ExitCode, Trouble> {
    let outcomes = check::all(app, migrations::ALL).await?;
    let wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.found.is_empty()).collect();
    if as_json {
        println!("{}", json!({ "whole": wrong.is_empty(), "checks": outcomes }));
    } else {
        for outcome in &wrong {
            let whose = outcome.workspace.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
            println!("Not so{whose}: {}.", outcome.says);
            outcome.found.iter().for_each(|found| println!("  {found}"));
        }
        match wrong.len() {
            0 => println!("All {} checks hold.", outcomes.len()),
            count => println!("{count} of {} checks do not hold.", outcomes.len()),
        }
    }
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn replace(yes: bool) -> Replace {
    if yes { Replace::Yes } else { Replace::Never }
}

fn usual_name(settled: &Settled) -> String {
    backup::usual_name(&settled.database, &stamp())
}

/// The time of day in UTC, as it stands in names: `20261122-113000`.
fn stamp() -> String {
    Clock::system().now().to_jiff().strftime("%Y%m%d-%H%M%S").to_string()
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}
