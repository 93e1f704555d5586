//! `tend today`: who needs this member now, and why.

use std::process::ExitCode;

use clap::Args;
use tend_core::Timestamp;

use crate::{house, settings::Settled, trouble::Trouble};

/// Options of `tend today`.
#[derive(Args, Debug)]
pub struct Options {
    /// The member's mail address
    #[arg(long, value_name = "ADDRESS")]
    member: String,
    /// Another time than now: 2026-11-22T08:00:00Z
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// As JSON: [{"client","group","need","calls":[{"kind","start","due","weight","urgency","reason"}]}]
    #[arg(long)]
    json: bool,
}

/// Prints the list.
pub async fn run(settled: &Settled, workspace: Option<&str>, options: Options) -> Result<ExitCode, Trouble> {
    let app = house::open(settled, String::new()).await?;
    let actor = house::actor(&app, workspace).await?;
    let at = options.at.unwrap_or_else(|| app.clock.now());
    let member = super::user::member(&app, &actor, &options.member).await?.id;
    let rows = app.read(move |db| tend_today::report(db, &actor, member, at, crate::features::ALL)).await?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&rows).map_err(tend_core::Error::from)?);
    } else {
        print_words(&rows);
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn print_words(rows: &[tend_today::report::Row]) {
    if rows.is_empty() {
        println!("Nobody needs you right now.");
    }
    let mut group = "";
    for row in rows {
        if row.group != group {
            group = row.group;
            println!("{group}:");
        }
        println!("  {} (need {:.2})", row.client, row.need);
        for call in &row.calls {
            println!("    {}", call.reason);
        }
    }
}
