//! `tend serve`: answer in the browser.

use std::process::ExitCode;

use super::say;
use crate::{serve, settings::Settled, trouble::Trouble};

/// Answers until it is ended.
pub async fn run(settled: &Settled) -> Result<ExitCode, Trouble> {
    let ready = serve::prepare(settled).await?;
    say(&format!("{}/", ready.url));
    say(&format!("Tend answers here, its data is in {}. End it with Ctrl-C.", settled.database));
    if settled.files_are_here {
        say(&format!(
            "Files that people bring along lie in {}, here. Say --files to put them elsewhere.",
            settled.files
        ));
    }
    ready.answer().await?;
    Ok(ExitCode::SUCCESS)
}
