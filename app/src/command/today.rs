//! `tend today`: who needs this member now, and why.

use std::{process::ExitCode, str::FromStr};

use clap::Args;
use jiff::{civil::DateTime, tz::TimeZone};
use tend_core::Timestamp;

use crate::{house, settings::Settled, trouble::Trouble};

/// Options of `tend today`.
#[derive(Args, Debug)]
pub struct Options {
    /// The member's mail address
    #[arg(long, value_name = "ADDRESS")]
    member: String,
    /// Another time than now, by the clock of the member's place: 2026-11-22T08:00; or anywhere: 2026-11-22T08:00:00Z
    #[arg(long, value_name = "TIME")]
    at: Option<At>,
    /// As JSON: [{"client","group","need","calls":[{"kind","start","due","weight","urgency","reason"}]}]
    #[arg(long)]
    json: bool,
}

/// Prints the list.
pub async fn run(settled: &Settled, workspace: Option<&str>, options: Options) -> Result<ExitCode, Trouble> {
    let app = house::open(settled, String::new()).await?;
    let actor = house::actor(&app, workspace).await?;
    let (now, asked) = (app.clock.now(), options.at);
    let member = super::user::member(&app, &actor, &options.member).await?;
    let rows = app
        .read(move |db| {
            let place = tend_core::house::store::location(db, actor.workspace, member.location)?;
            let at = asked.map_or(now, |at| at.in_zone(&place.hours.zone));
            tend_today::report(db, &actor, member.id, at, crate::features::ALL)
        })
        .await?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&rows).map_err(tend_core::Error::from)?);
    } else {
        print_words(&rows);
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A moment as it is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    /// With its zone or offset.
    Moment(Timestamp),
    /// By the clock on the wall of a place.
    Wall(DateTime),
}

impl At {
    /// A time that a change of clocks skips is read an hour later, one that comes twice as the first of the two.
    fn in_zone(self, zone: &TimeZone) -> Timestamp {
        match self {
            At::Moment(at) => at,
            At::Wall(wall) => wall.to_zoned(zone.clone()).map_or(Timestamp(0), |at| Timestamp::from(&at)),
        }
    }
}

impl FromStr for At {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let moment = text.parse().map(At::Moment).ok();
        moment.or_else(|| text.parse().map(At::Wall).ok()).ok_or_else(|| {
            format!("we could not read “{text}” as a time. Write it like 2026-11-22T08:00, or with its zone: 2026-11-22T08:00:00Z")
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_a_zone_is_that_of_the_place() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let read = |text: &str| text.parse::<At>().map(|at| at.in_zone(&berlin).to_string());
        assert_eq!(read("2026-07-01T08:00").as_deref(), Ok("2026-07-01T06:00:00Z"));
        assert_eq!(read("2026-12-01T08:00").as_deref(), Ok("2026-12-01T07:00:00Z"));
        assert_eq!(read("2026-12-01T08:00:00Z").as_deref(), Ok("2026-12-01T08:00:00Z"));
        assert!(read("tomorrow").is_err_and(|why| why.contains("2026-11-22T08:00")));
    }
}
