//! `tend import`: bring in clients from files.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use crate::{settings::Settled, trouble::Trouble};

/// Options of `tend import`.
#[derive(Args, Debug)]
pub struct Options {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the columns mean where Tend should not guess; see docs/import.md
    #[arg(long, value_name = "MAP.toml")]
    map: Option<PathBuf>,
    /// Read, match and count, but save nothing
    #[arg(long)]
    dry_run: bool,
    /// The reckoning as JSON, one object a file
    #[arg(long)]
    json: bool,
}

/// Brings them in.
pub async fn run(_: &Settled, _: Option<&str>, _: Options) -> Result<ExitCode, Trouble> {
    Err("not yet".into())
}
