//! `tend-bench`: data of any size, load, and the floor beside it. What it printed last stands in docs/performance.md.

mod bring;
mod counts;
mod floor;
mod http;
mod load;
mod measure;
mod process;
mod seed;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures Tend.
#[derive(Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a data set
    Seed(seed::Size),
    /// Ask for every page over HTTP, with the floor beside it
    Load(measure::Load),
    /// Bring a list into an empty workspace, with the floor beside it
    Import(bring::Import),
}

#[tokio::main]
#[expect(clippy::print_stderr, reason = "this is what the person at the terminal reads")]
async fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Seed(size) => seed::run(size).await,
        Command::Load(load) => measure::run(load).await,
        Command::Import(import) => bring::run(import).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tend-bench: {error}");
            ExitCode::FAILURE
        }
    }
}
