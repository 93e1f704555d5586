//! `tend import`: bring in clients from files.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tend_core::{
    Actor, App,
    auth::{
        self, Address,
        actions::{First, NewWorkspace},
        link_url,
    },
    db::DatabaseUrl,
    house::NewLocation,
};
use tend_transfer::{
    actions,
    import::Import,
    reading::{mapping::Mapping, report::Report},
    source::Source,
    store,
    work::{self, Looked},
};

use crate::{house, settings::Settled, trouble::Trouble};

/// Options of `tend import`.
#[derive(Args, Debug)]
pub struct Options {
    /// CSV files, Excel workbooks (XLSX), vCards; or one folder that `tend export` wrote, into an empty Tend
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the columns mean where Tend should not guess; see docs/import.md
    #[arg(long, value_name = "MAP.toml")]
    map: Option<PathBuf>,
    /// Read, match and count, but save nothing: no database is made where there is none
    #[arg(long)]
    dry_run: bool,
    /// The reckoning as JSON, one object a file
    #[arg(long)]
    json: bool,
    /// The mail address of the first admin, where the database is empty
    #[arg(long, value_name = "ADDRESS", default_value = "admin@tend.example")]
    admin: String,
}

/// Brings them in, one file after the other. The code is 0 when all were read, 2 when one could not be.
pub async fn run(settled: &Settled, workspace: Option<&str>, options: Options) -> Result<ExitCode, Trouble> {
    let mapping = read_mapping(options.map.as_deref())?;
    let elsewhere = if options.dry_run { in_passing(settled)? } else { None };
    let settled = elsewhere.as_ref().map_or(settled, |(_, settled)| settled);
    let app = house::open(settled, settled.url_at(settled.listen)).await?;
    if let [folder] = options.files.as_slice()
        && folder.is_dir()
    {
        let done = super::export::bring_in(&app, folder, options.json).await;
        app.db.close().await;
        return done;
    }
    let is_empty = app.read(tend_core::house::store::is_empty).await?;
    let actor = match (is_empty, options.dry_run) {
        (true, true) => None,
        (true, false) => Some(open_house(&app, &options).await?),
        (false, _) => Some(house::actor(&app, workspace).await?),
    };
    let mut code = ExitCode::SUCCESS;
    for path in &options.files {
        match bring(&app, actor.as_ref(), path, mapping.as_ref(), &options).await {
            Ok(report) => print(&report, options.json)?,
            Err(trouble) => {
                tell(&format!("tend: {}: {trouble}", path.display()));
                code = ExitCode::from(2);
            }
        }
    }
    app.db.close().await;
    Ok(code)
}

/// Where a dry run looks while there is no database yet: an empty one in a temporary place, which goes with the command.
fn in_passing(settled: &Settled) -> Result<Option<(tempfile::TempDir, Settled)>, Trouble> {
    let DatabaseUrl::Sqlite(path) = &settled.database else { return Ok(None) };
    if path.exists() {
        return Ok(None);
    }
    let place = tempfile::tempdir().map_err(|error| Trouble(format!("There is no place for a dry run: {error}.")))?;
    tell(&format!("There is no database {} yet. A dry run makes none: it counts as in an empty Tend.", path.display()));
    let database = DatabaseUrl::Sqlite(place.path().join("dry-run.db"));
    let files = tend_core::files::Place::Memory;
    Ok(Some((place, Settled { database, files, ..settled.clone() })))
}

fn read_mapping(path: Option<&Path>) -> Result<Option<Mapping>, Trouble> {
    let Some(path) = path else { return Ok(None) };
    let text = std::fs::read_to_string(path)
        .map_err(|error| Trouble(format!("The mapping {} cannot be read: {error}.", path.display())))?;
    Mapping::from_toml(&text)
        .map(Some)
        .map_err(|error| Trouble(format!("The mapping {} is not right: {error}", path.display())))
}

/// An empty Tend gets what clients stand on: a workspace, a place, an admin. All of it can be renamed under Settings.
async fn open_house(app: &App, options: &Options) -> Result<Actor, Trouble> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a new house stands where it was made, until an admin says otherwise"
    )]
    let zone = jiff::tz::TimeZone::system();
    let zone = if zone.iana_name().is_some() { zone } else { jiff::tz::TimeZone::UTC };
    let new = NewWorkspace {
        name: "My company".into(),
        place: NewLocation::named("First place", zone.clone()),
        admin_name: "Admin".into(),
        admin_address: options.admin.parse::<Address>()?,
        admin_password_hash: None,
    };
    let created = auth::actions::create_workspace(app, First::Must, new).await?;
    let house = Actor::house(created.workspace, zone);
    let secret = app.write(&house, move |tx| auth::members::reset_link(tx, created.member)).await?;
    tell(
        "This Tend was empty: it made the workspace “My company” with the place “First place” and an admin. Rename them under Settings.",
    );
    tell(&format!(
        "The admin signs in as {} and chooses a password here, once: {}",
        options.admin,
        link_url(&app.settings, &secret)
    ));
    Ok(house)
}

async fn bring(
    app: &App,
    actor: Option<&Actor>,
    path: &Path,
    told: Option<&Mapping>,
    options: &Options,
) -> Result<Report, Trouble> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let mut source = Source::open(path).map_err(|error| Trouble(format!("it cannot be read: {error}.")))?;
    let mut looked = work::look(&mut source, told.cloned().unwrap_or_default())?;
    if let (None, Some(actor)) = (told, actor) {
        looked = with_kept_mapping(app, actor, &mut source, looked).await?;
    }
    let mut report = Report::on(&path.display().to_string(), &looked.survey);
    report.rows = looked.survey.rows;
    if options.dry_run {
        let (counts, warnings) = work::reckon(app, actor, source, looked, &name).await?;
        (report.created, report.updated) = (counts.created.unsigned_abs(), counts.updated.unsigned_abs());
        (report.unchanged, report.refused) = (counts.unchanged.unsigned_abs(), counts.refused.unsigned_abs());
        report.warnings.extend(warnings);
        return Ok(report);
    }
    let actor = actor.ok_or("there is no workspace yet")?;
    let import = begin(app, actor, &name, &source, &looked, told.is_some()).await?;
    let bar = bar(&import, options.json);
    let done =
        work::bring_in(app, actor, import.id, source, looked, |import| bar.set_position(import.at_row.unsigned_abs()))
            .await?;
    bar.finish_and_clear();
    fill(&mut report, &done);
    if done.trouble.is_empty() { Ok(report) } else { Err(Trouble(done.trouble)) }
}

/// What was decided the last time for a file of this shape holds again, where nobody says otherwise.
async fn with_kept_mapping(app: &App, actor: &Actor, source: &mut Source, looked: Looked) -> Result<Looked, Trouble> {
    let (workspace, fingerprint) = (actor.workspace, looked.fingerprint.clone());
    let kept = app.read(move |db| store::kept_mapping(db, workspace, &fingerprint)).await?;
    match kept.and_then(|text| Mapping::from_toml(&text).ok()) {
        Some(mapping) => {
            let mapping = mapping.fitting(&looked.survey, None);
            Ok(work::look(source, mapping)?)
        }
        None => Ok(looked),
    }
}

/// A file that a kill interrupted goes on where it stands; any other begins.
async fn begin(
    app: &App,
    actor: &Actor,
    name: &str,
    source: &Source,
    looked: &Looked,
    keep: bool,
) -> Result<Import, Trouble> {
    let (reader, digest) = (actor.clone(), source.digest.clone());
    if let Some(left) = app.read(move |db| store::left_running(db, &reader, &digest)).await? {
        return Ok(left);
    }
    let (opening, fingerprint) = (looked.opening(name, source), looked.fingerprint.clone());
    let begun = app.write(actor, move |tx| {
        let import = actions::open(tx, &opening)?;
        if keep {
            actions::decide(tx, import.id, &fingerprint, &opening)?;
        }
        actions::begin(tx, import.id)
    });
    Ok(begun.await?)
}

fn bar(import: &Import, is_quiet: bool) -> ProgressBar {
    if is_quiet {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(import.rows.unsigned_abs()).with_style(style);
    bar.set_position(import.at_row.unsigned_abs());
    bar
}

fn fill(report: &mut Report, done: &Import) {
    report.created = done.counts.created.unsigned_abs();
    report.updated = done.counts.updated.unsigned_abs();
    report.unchanged = done.counts.unchanged.unsigned_abs();
    report.refused = done.counts.refused.unsigned_abs();
    report.warnings.clone_from(&done.warnings);
}

fn print(report: &Report, as_json: bool) -> Result<(), Trouble> {
    if as_json {
        println!("{}", serde_json::to_string(report).map_err(tend_core::Error::from)?);
        return Ok(());
    }
    println!("{} ({}, {}): {} rows", report.file, report.encoding, report.delimiter, report.rows);
    println!(
        "  created {}, updated {}, unchanged {}, refused {}",
        report.created, report.updated, report.unchanged, report.refused
    );
    report.warnings.iter().for_each(|warning| println!("  {warning}"));
    Ok(())
}

/// Beside the reckoning, which alone goes to the standard output.
#[expect(clippy::print_stderr, reason = "this is what the person at the terminal reads")]
fn tell(sentence: &str) {
    eprintln!("{sentence}");
}
