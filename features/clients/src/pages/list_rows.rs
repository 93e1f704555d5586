//! The rows of the list: who they are, what comes next, when we last spoke.

use maud::{Markup, html};
use tend_core::{
    ago,
    calls::{Call, CareGroup},
    ui::{self, Setting, Size, Sorted, column, labels},
};

use super::{link, list_view::Listed, mark};
use crate::{client::Client, list::Sort};

pub(super) fn rows(listed: &Listed) -> Markup {
    let sorting = |label, sort| sorted_column(listed, label, sort);
    let columns = [
        sorting("Client", Sort::Name),
        column("About"),
        column("When"),
        column(labels::NEXT_KIND_THING),
        column(labels::OWNER),
        sorting(labels::PLACE, Sort::Place),
        sorting(labels::LAST_SPOKE, Sort::Spoke),
        sorting("With us since", Sort::Since),
    ];
    let body = html! { @for client in &listed.clients { (row(listed, client)) } };
    ui::table("Clients", Setting::Dense, &columns, body)
}

/// A head that sorts, where this list can be sorted so; pressed again it turns the order round.
fn sorted_column<'a>(listed: &Listed, label: &'a str, sort: Sort) -> ui::Column<'a> {
    if !listed.filter.sorts().contains(&sort) || !listed.find.is_empty() {
        return column(label);
    }
    let now = listed.sort == sort;
    let sorted = match (now, listed.filter.descending) {
        (false, _) => Sorted::No,
        (true, false) => Sorted::Up,
        (true, true) => Sorted::Down,
    };
    let mut order = Vec::new();
    if sort != Sort::Name {
        order.push(("sort", sort.to_string()));
    }
    if now && !listed.filter.descending {
        order.push(("down", "yes".to_owned()));
    }
    column(label).sort(listed.url_with(&order), sorted)
}

fn row(listed: &Listed, client: &Client) -> Markup {
    let call = listed.calls.get(&client.id);
    let (when, class) = call.map_or_else(Default::default, |call| when(listed, call));
    html! {
        tr id={ "client-" (client.id) } tabindex="-1" {
            th scope="row" { (mark(client.kind)) (link(client)) }
            td.on-phone.about dir="auto" title=(client.about) { (client.about) }
            td class={ "at-end " (class) } { (when) }
            td.on-phone.next { @if let Some(call) = call { (next(call)) } }
            td { span.who title=(client.owner_name) { (ui::avatar(&client.owner_name, client.owner.0, Size::Small)) span { (given(&client.owner_name)) } } }
            td { (client.location_name) }
            td { (spoke(listed, client)) }
            td { @if let Some(day) = client.since { (crate::words::short_month(day)) } }
        }
    }
}

fn next(call: &Call) -> &str {
    if call.act.is_empty() { &call.reason } else { &call.act }
}

fn given(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// How long they wait, or by when: and how pressing it is.
fn when(listed: &Listed, call: &Call) -> (String, &'static str) {
    let (now, zone) = (listed.now, &listed.actor.zone);
    let today = now.day_in(zone);
    match call.when {
        tend_core::calls::When::OnDay { start, .. } => {
            let day = start.day_in(zone);
            (ago::day(day, today), if day == today { "soon" } else { "meta" })
        }
        tend_core::calls::When::From { start, due } if call.group == CareGroup::WorthAHello => (
            ago::day(start.day_in(zone).max(today), today),
            if due <= now { "soon" } else { "meta" },
        ),
        tend_core::calls::When::From { due, .. } if due <= now => (ago::short(due, now, zone), "waiting"),
        tend_core::calls::When::From { due, .. } => (
            ago::by_when(due, now, zone),
            if due.plus(-1).day_in(zone) == today {
                "soon"
            } else {
                "meta"
            },
        ),
    }
}

/// When they last spoke; longer ago than their rhythm is said in words too.
fn spoke(listed: &Listed, client: &Client) -> Markup {
    let (now, zone) = (listed.now, &listed.actor.zone);
    let Some(at) = client.last_contact_at else {
        return html! { span.faint { "not yet" } };
    };
    let days = ago::days_between(at.day_in(zone), now.day_in(zone));
    let words = ago::short(at, now, zone);
    html! {
        @if client.cadence_days.is_some_and(|cadence| days > cadence) { span.soon { (words) span.vh { ", longer than usual" } } }
        @else { (words) }
    }
}
