//! `tend`: the program people start.

use std::{io::IsTerminal, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use tend::{command, settings::Given, trouble::Trouble};

/// Tend, the CRM for people who sell by serving. Each morning it answers one question: who will I help today?
#[derive(Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    given: Given,
    /// A file with settings, one `name = "value"` a line, the names as the flags have them [default: ./tend.toml if it is there]
    #[arg(long, global = true, env = "TEND_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Which workspace, where the database holds several
    #[arg(long, global = true, env = "TEND_WORKSPACE", value_name = "NAME")]
    workspace: Option<String>,
}

const EXAMPLES: &str = "Begin here:
  tend demo                        a small company to look at, in a temporary place
  tend                             your own Tend in ./tend.db, on http://127.0.0.1:7117
  tend import clients.csv          bring in the clients you already have
  tend today --member you@shop.example
  tend export linden/              everything as CSV files; `tend import linden/` brings it into an empty Tend
  tend backup backups/             a backup of everything, while Tend runs; `tend restore FILE` is the way back
Every setting can stand in the environment (TEND_DATABASE, TEND_LISTEN, …) or in tend.toml; a flag is stronger.";

#[derive(Subcommand)]
enum Command {
    /// Answer in the browser (what `tend` does without a word)
    Serve,
    /// Build the demo company in a temporary place and answer there
    Demo(command::demo::Options),
    /// Who will this member help today, and why
    Today(command::today::Options),
    /// Write a whole workspace into a folder: one CSV a kind of thing, and a manifest
    Export(command::export::Options),
    /// Bring in clients from CSV files, Excel workbooks and vCards, or a whole workspace that was exported
    Import(command::import::Options),
    /// Write a backup of everything into one file, while Tend runs
    Backup(command::backup::BackupOptions),
    /// Put a backup in the place of the database
    Restore(command::backup::RestoreOptions),
    /// Does what the database holds fit together
    Check(command::backup::CheckOptions),
    /// The people who work here
    #[command(subcommand)]
    User(command::user::Verb),
    /// The tokens of programs that use the JSON door
    #[command(subcommand)]
    Token(command::token::Verb),
}

fn main() -> ExitCode {
    let line = Line::parse();
    let settled = match line.given.settle(line.config.as_deref()) {
        Ok(settled) => settled,
        Err(trouble) => return refuse(&trouble),
    };
    log(&settled);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&Trouble(format!("Tend could not start its threads: {error}."))),
    };
    let workspace = line.workspace.as_deref();
    let done = runtime.block_on(async {
        match line.command.unwrap_or(Command::Serve) {
            Command::Serve => command::serve::run(&settled).await,
            Command::Demo(options) => command::demo::run(settled, options).await,
            Command::Today(options) => command::today::run(&settled, workspace, options).await,
            Command::Export(options) => command::export::run(&settled, workspace, options).await,
            Command::Import(options) => command::import::run(&settled, workspace, options).await,
            Command::Backup(options) => command::backup::back_up(&settled, options).await,
            Command::Restore(options) => command::backup::restore(&settled, options).await,
            Command::Check(options) => command::backup::check(&settled, options).await,
            Command::User(verb) => command::user::run(&settled, workspace, verb).await,
            Command::Token(verb) => command::token::run(&settled, workspace, verb).await,
        }
    });
    match done {
        Ok(code) => code,
        Err(trouble) => refuse(&trouble),
    }
}

/// A sentence and the exit code 2: nothing was begun, or all of it was taken back.
#[expect(clippy::print_stderr, reason = "this is what the person at the terminal reads")]
fn refuse(trouble: &Trouble) -> ExitCode {
    eprintln!("tend: {trouble}");
    ExitCode::from(2)
}

fn log(settled: &tend::settings::Settled) {
    let log = tracing_subscriber::fmt().with_env_filter(tend::log::filter(&settled.log)).with_writer(std::io::stderr);
    // Colours are for a terminal; in a file they would be noise.
    let log = if std::io::stderr().is_terminal() { log } else { log.with_ansi(false) };
    if settled.log_json {
        log.json().init();
    } else {
        log.with_target(false).init();
    }
}
