//! `tend export`: a whole workspace into a folder; and the way in again, for `tend import`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tend_core::{App, Error, migrations};
use tend_transfer::whole::{
    self, Progress,
    manifest::{Manifest, Word},
};

use crate::{house, settings::Settled, trouble::Trouble};

/// Options of `tend export`.
#[derive(Args, Debug)]
pub struct Options {
    /// The folder to write: one CSV a kind of thing, and manifest.json
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// What was written, as JSON: the manifest
    #[arg(long)]
    json: bool,
}

/// Writes it.
pub async fn run(settled: &Settled, workspace: Option<&str>, options: Options) -> Result<ExitCode, Trouble> {
    let app = house::open(settled, settled.url_at(settled.listen)).await?;
    let actor = house::actor(&app, workspace).await?;
    let progress = Progress::default();
    let writing = whole::export_into(&app, actor.workspace, &options.to, migrations::ALL, &progress);
    let manifest = watched(writing, &progress, options.json).await?;
    print(&manifest, &options.to, options.json)?;
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Brings a folder that `tend export` wrote into an empty Tend.
pub async fn bring_in(app: &App, folder: &Path, as_json: bool) -> Result<ExitCode, Trouble> {
    let progress = Progress::default();
    let reading = whole::import_from(app, folder, migrations::ALL, &progress);
    let manifest = watched(reading, &progress, as_json).await?;
    print(&manifest, folder, as_json)?;
    let sealed = manifest.tables.iter().any(|told| told.fate == Word::Sealed);
    if sealed && !as_json {
        println!(
            "Passwords stay where they were: `tend user reset ADDRESS` prints a link with which somebody chooses a new one."
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows how far it is, until it is done.
async fn watched(
    work: impl Future<Output = Result<Manifest, Error>>,
    progress: &Progress,
    is_quiet: bool,
) -> Result<Manifest, Trouble> {
    let bar = if is_quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} rows, {eta} left");
    let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mut work = std::pin::pin!(work);
    let done = loop {
        match tokio::time::timeout(Duration::from_millis(200), work.as_mut()).await {
            Ok(done) => break done,
            Err(_) => {
                let (done, total) = progress.rows();
                bar.set_length(total.unsigned_abs());
                bar.set_position(done.unsigned_abs());
            }
        }
    };
    bar.finish_and_clear();
    Ok(done?)
}

fn print(manifest: &Manifest, folder: &Path, as_json: bool) -> Result<(), Trouble> {
    if as_json {
        println!("{}", serde_json::to_string(manifest).map_err(Error::from)?);
        return Ok(());
    }
    println!("{}: {}", folder.display(), manifest.workspace.name);
    for told in &manifest.tables {
        match (&told.file, &told.why) {
            (Some(part), None) => println!("  {:>9}  {}", part.rows, part.name),
            (Some(part), Some(why)) => {
                println!("  {:>9}  {} without {}: {why}", part.rows, part.name, told.without.join(", "))
            }
            (None, why) => println!("           {} left out: {}", told.table, why.as_deref().unwrap_or_default()),
        }
    }
    Ok(())
}
