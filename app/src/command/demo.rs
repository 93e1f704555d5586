//! `tend demo`: the demo company in a temporary place, with a link that signs in once.

use std::process::ExitCode;

use clap::Args;

use super::say;
use crate::{serve, settings::Settled, trouble::Trouble};

/// Options of `tend demo`.
#[derive(Args, Debug)]
pub struct Options {}

/// Builds the demo company and answers until it is ended; then the temporary place is gone.
pub async fn run(mut settled: Settled, _: Options) -> Result<ExitCode, Trouble> {
    let place = tempfile::Builder::new()
        .prefix("tend-demo-")
        .tempdir()
        .map_err(|error| Trouble(format!("There is no room for a temporary folder: {error}.")))?;
    settled.database = tend_core::db::DatabaseUrl::Sqlite(place.path().join("demo.db"));
    settled.files = tend_core::files::Place::Folder(place.path().join("demo.files"));
    settled.backups = None;
    let ready = serve::prepare(&settled).await?;
    let secret = tend_demo::plant(&ready.app).await?;
    say(&format!("{}/link/{secret}", ready.url));
    say("Linden Cycles, a demo company, is ready: open the address above. It lives until Ctrl-C.");
    ready.answer().await?;
    Ok(ExitCode::SUCCESS)
}
