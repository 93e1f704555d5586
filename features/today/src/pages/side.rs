//! What stands around today: what one has promised, by day.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Actor, Result, Timestamp, ago,
    db::Conn,
    house::away::LeftToMe,
    id::{ClientId, MemberId},
    ui::{self, Line},
};
use tend_promises::{Promise, To};

use super::{
    url,
    view::{Away, View},
};
use crate::{today::Standing, when};

/// How many promises the side shows.
const SHOWN: i64 = 5;
/// Counted up to here.
const COUNTED: i64 = 99;

/// What a member owes.
#[derive(Default)]
pub(crate) struct Owed {
    /// The first of it, each with who it was promised to.
    pub first: Vec<(Promise, String)>,
    /// All of it, counted up to 99.
    pub count: u64,
}

pub(super) fn owed(db: &Conn, actor: &Actor, member: MemberId) -> Result<Owed> {
    let first = tend_promises::store::of_member_open(db, actor, member, SHOWN)?;
    let clients: Vec<ClientId> = first.iter().filter_map(Promise::client).collect();
    let names: HashMap<ClientId, String> =
        tend_clients::store::found(db, actor, &clients)?.into_iter().map(|client| (client.id, client.name)).collect();
    let first = first.into_iter().map(|promise| {
        let name = match promise.to {
            To::Client(client) => names.get(&client).cloned().unwrap_or_default(),
            To::Colleague(member) => tend_promises::store::colleague(db, actor, member)?.name + ", within the house",
        };
        Ok((promise, name))
    });
    Ok(Owed {
        first: first.collect::<Result<_>>()?,
        count: tend_promises::store::count_owed(db, actor, member, COUNTED)?,
    })
}

pub(super) fn side(view: &View) -> Markup {
    let (owed, now, zone) = (&view.owed, view.now, &view.zone);
    let promises = if owed.first.is_empty() { nothing() } else { list(owed, now, zone) };
    html! {
        @if !view.today.left.is_empty() { (ui::side_block("in-my-care", "Left in my care", in_my_care(view))) }
        (ui::side_block("promises", "Promises", promises))
    }
}

/// Who is away and left their clients in the member's care, until when, and how many of them call today.
fn in_my_care(view: &View) -> Markup {
    let today = view.now.day_in(&view.zone);
    let lines: Vec<(String, &LeftToMe)> = view
        .today
        .left
        .iter()
        .map(|left| {
            let is_theirs = |standing: &&Standing| standing.calls.iter().any(|call| call.member == left.member);
            let count = view.today.standings.iter().filter(is_theirs).count();
            let back = when::on_day(left.until_at.day_in(&view.zone), today);
            let people = match count {
                0 => "nobody needs you for them now".to_owned(),
                1 => "one of their people is on your list".to_owned(),
                count => format!("{} of their people are on your list", when::number(count)),
            };
            (format!("Back {back}; {people}"), left)
        })
        .collect();
    let lines: Vec<Line> = lines
        .iter()
        .map(|(words, left)| Line {
            when: ui::when(""),
            face: Some(ui::avatar(&left.name, left.member.0, ui::Size::Small)),
            words: html! { (left.name) @if !left.note.is_empty() { small { "“" (left.note) "”" } } },
            note: words,
        })
        .collect();
    html! {
        (ui::lines(&lines))
        (ui::rest("Who is away", url::AWAY))
    }
}

/// One's own absence, for whoever looks in nevertheless.
pub(super) fn i_am_away(away: &Away, view: &View) -> Markup {
    let back = when::on_day(away.until_at.day_in(&view.zone), view.now.day_in(&view.zone));
    ui::notice(
        ui::Tone::Plain,
        ui::Icon::Calendar,
        html! {
            p { "You are away, and back " (back) ". " (away.acts) " looks after your clients meanwhile." }
            (ui::press(url::back_already(away.id), ui::button("I am back").small()))
        },
    )
}

fn nothing() -> Markup {
    html! {
        (ui::nothing("Nothing is promised just now. What you promise stands here, by day."))
        (ui::rest("All promises", url::PROMISES))
    }
}

fn list(owed: &Owed, now: Timestamp, zone: &TimeZone) -> Markup {
    let times: Vec<(String, String)> =
        owed.first.iter().map(|(promise, _)| (time_of(promise, now, zone), promise.due.at.to_string())).collect();
    let lines: Vec<Line> = owed
        .first
        .iter()
        .zip(&times)
        .map(|((promise, name), (time, datetime))| {
            let when = ui::when(time).at(datetime);
            let when = if promise.is_waited_on(now) {
                when.waiting()
            } else if promise.due.at.day_in(zone) == now.day_in(zone) {
                when.soon()
            } else {
                when
            };
            Line {
                when,
                face: None,
                words: html! { a href=(url::promise(promise.id)) data-frag { (promise.words) } },
                note: name,
            }
        })
        .collect();
    let all = match owed.count {
        count if count >= COUNTED as u64 => "All promises".to_owned(),
        1 => "All promises".to_owned(),
        count => format!("All {count} promises"),
    };
    html! {
        (ui::lines(&lines))
        (ui::rest(all, url::PROMISES))
    }
}

/// The hour today, else the day; how long they wait, once the time has passed.
fn time_of(promise: &Promise, now: Timestamp, zone: &TimeZone) -> String {
    let due = promise.due;
    if promise.is_waited_on(now) {
        return when::how_long(now.since(due.at));
    }
    let (that, today) = (due.at.day_in(zone), now.day_in(zone));
    if that == today && !due.whole_day { ago::clock(due.at, zone) } else { when::short_day(that, today) }
}
