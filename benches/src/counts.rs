//! What it costs to count a saved view anew: beside the list such a count is kept until the book goes on, so no page shows it.

use std::time::Duration;

use tend_clients::{
    filter::{self, Condition},
    list::{Filter, Order, Sort},
    store::{self as clients, Asked, Bounds},
};
use tend_core::{
    App, Result,
    auth::store::actor_of_member,
    db::Conn,
    id::{MemberId, WorkspaceId},
};

use crate::{http::now, load::outcome, seed::store::Seeded};

/// Beside a list nothing is counted further.
const COUNTED: usize = 1000;
/// So often each is counted.
const TIMES: usize = 100;

/// Counts each view of the first member, again and again, and prints how long that takes.
#[expect(clippy::print_stdout, reason = "the figures are what the command is for")]
pub async fn print(app: &App, seeded: &Seeded) -> Result<()> {
    println!("| a saved view, counted anew | counted | p50 ms | p99 ms |");
    println!("|---|---|---|---|");
    let (seeded, at) = (seeded.clone(), app.clock.now());
    let rows = app.read(move |db| count_all(db, &seeded, at)).await?;
    for (name, counted, times) in rows {
        let measured = outcome(times, Duration::from_secs(1), 0.0);
        println!("| {name} | {counted} | {:.2} | {:.2} |", measured.p50_ms, measured.p99_ms);
    }
    Ok(())
}

type Row = (String, String, Vec<Duration>);

fn count_all(db: &Conn, seeded: &Seeded, at: tend_core::Timestamp) -> Result<Vec<Row>> {
    let member = actor_of_member(db, WorkspaceId(seeded.workspace), MemberId(seeded.member))?;
    let Some(actor) = member else { return Ok(Vec::new()) };
    let fields = clients::all_fields(db, &actor)?;
    let mut rows = Vec::new();
    for view in clients::views(db, &actor)? {
        let around = filter::Around { fields: &fields, now: at, zone: &actor.zone };
        let conditions = view.asked.0.iter().filter(|(name, _)| name == "where");
        let tests = conditions.filter_map(|(_, text)| filter::read(&text.parse::<Condition>().ok()?, &around).ok());
        let filter = Filter { tests: tests.collect(), ..Filter::default() };
        let order = Order::Standard(Sort::Name);
        let asked = Asked { filter: &filter, order, mark: None, rows: COUNTED, bounds: Bounds::COUNT, wants: None };
        let (mut times, mut counted) = (Vec::with_capacity(TIMES), clients::Counted::default());
        for _ in 0..TIMES {
            let start = now();
            counted = clients::count_filtered(db, &actor, &asked)?;
            times.push(start.elapsed());
        }
        let more = if counted.or_more { " or more" } else { "" };
        rows.push((view.name, format!("{}{more}", counted.count), times));
    }
    Ok(rows)
}
