//! The rows of the list: who they are, what comes next, when we last spoke.

use maud::{Markup, html};
use tend_core::{
    ago,
    calls::{Call, CareGroup},
    feature::ListColumn,
    ui::{self, Setting, Size, Sorted, column},
};

use super::{
    link, list_chosen,
    list_columns::{ShownColumn, StandardColumn},
    list_edit,
    list_view::Listed,
    mark,
    more::{held, said},
};
use crate::{
    client::Client,
    fields::FieldId,
    list::{Order, Sort},
};

pub(super) fn rows(listed: &Listed) -> Markup {
    let mut columns = Vec::new();
    if !listed.bulk.is_empty() {
        columns.push(column("Chosen").unseen());
    }
    columns.push(sorted_column(listed, "Client", Ok(Order::Standard(Sort::Name))));
    columns.extend(listed.columns.iter().map(|column| {
        let order = column.order(&listed.fields).ok_or_else(|| column.why_no_order(&listed.fields));
        sorted_column(listed, column.label(&listed.fields), order)
    }));
    let body = html! { @for client in &listed.clients { (row(listed, client)) } };
    ui::table("Clients", Setting::Dense, &columns, body)
}

/// A head that sorts, where this list can be sorted so, else says why not; pressed again it turns the order round.
fn sorted_column<'a>(
    listed: &Listed,
    label: &'a str,
    order: std::result::Result<Order, &'static str>,
) -> ui::Column<'a> {
    let order = match order {
        Ok(order) if listed.sorts_by(order) => order,
        Ok(_) if !listed.find.is_empty() => {
            return column(label).note("What is found stands with the best match first.");
        }
        Ok(_) => return column(label).note("Among more than 1,000 this order cannot be had. Ask for fewer."),
        Err(why) => return column(label).note(why),
    };
    let now = listed.order == order;
    let sorted = match (now, listed.filter.descending) {
        (false, _) => Sorted::No,
        (true, false) => Sorted::Up,
        (true, true) => Sorted::Down,
    };
    let mut asked = Vec::new();
    if order != Order::Standard(Sort::Name) {
        asked.push(("sort", order.to_string()));
    }
    if now && !listed.filter.descending {
        asked.push(("down", "yes".to_owned()));
    }
    column(label).sort(listed.url_sorted(&asked), sorted)
}

fn row(listed: &Listed, client: &Client) -> Markup {
    html! {
        tr id={ "client-" (client.id) } tabindex="-1" {
            (list_chosen::tick(listed, client))
            th scope="row" { (mark(client.kind)) (link(client)) }
            @for shown in &listed.columns {
                @match shown {
                    ShownColumn::Standard(standard) => { (standard_cell(listed, client, *standard)) }
                    ShownColumn::Of(column) => { (their_words(listed, client, column)) }
                    ShownColumn::Custom(field) => { (custom_cell(listed, client, *field)) }
                }
            }
        }
    }
}

fn cell(listed: &Listed, client: &Client, shown: StandardColumn) -> Markup {
    let call = listed.calls.get(&client.id);
    match shown {
        StandardColumn::About => {
            html! { td.on-phone.about dir="auto" title=(client.about) { (client.about) (pencil(listed, client, shown)) } }
        }
        StandardColumn::When => {
            let (when, class) = call.map_or_else(Default::default, |call| when(listed, call));
            html! { td class={ "at-end " (class) } { (when) } }
        }
        StandardColumn::Next => html! { td.on-phone.next { @if let Some(call) = call { (next(call)) } } },
        StandardColumn::Owner => html! {
            td { span.who title=(client.owner_name) { (ui::avatar(&client.owner_name, client.owner.0, Size::Small)) span { (given(&client.owner_name)) } } (pencil(listed, client, shown)) }
        },
        StandardColumn::Place => html! { td { (client.location_name) (pencil(listed, client, shown)) } },
        StandardColumn::Spoke => html! { td { (spoke(listed, client)) } },
        StandardColumn::Since => {
            html! { td { @if let Some(day) = client.since { (crate::words::short_month(day)) } (pencil(listed, client, shown)) } }
        }
        StandardColumn::Rhythm => {
            html! { td { @if let Some(days) = client.cadence_days { (crate::words::every(days)) } (pencil(listed, client, shown)) } }
        }
        StandardColumn::Added => {
            html! { td { (crate::words::long_day(client.created_at.day_in(&listed.actor.zone))) } }
        }
        StandardColumn::Tags => {
            let tags = listed.tags_of.get(&client.id).map(|tags| tags.join(", ")).unwrap_or_default();
            html! { td dir="auto" title=(tags) { (tags) } }
        }
    }
}

/// What another feature knows of them: their own words.
fn their_words(listed: &Listed, client: &Client, column: &ListColumn) -> Markup {
    let words = listed.of_features.get(column.word).and_then(|cells| cells.get(&client.id));
    html! { td.on-phone.their-words dir="auto" title=[words] { @if let Some(words) = words { q { (words) } } } }
}

/// A cell, or the form that changes it.
fn standard_cell(listed: &Listed, client: &Client, shown: StandardColumn) -> Markup {
    match list_edit::field_of(shown) {
        Some(field) if list_edit::is_edited(listed, client, ShownColumn::Standard(shown)) => {
            html! { td.edited { (list_edit::standard(listed, client, field)) } }
        }
        _ => cell(listed, client, shown),
    }
}

fn pencil(listed: &Listed, client: &Client, shown: StandardColumn) -> Markup {
    match list_edit::field_of(shown) {
        Some(field) if listed.may_write() => list_chosen::edit(listed, client, shown.word(), field.label()),
        _ => html! {},
    }
}

fn custom_cell(listed: &Listed, client: &Client, id: FieldId) -> Markup {
    let Some(field) = listed.fields.iter().find(|field| field.id == id) else { return html! { td {} } };
    if list_edit::is_edited(listed, client, ShownColumn::Custom(id)) {
        return html! { td.edited { (list_edit::custom(listed, client, field)) } };
    }
    html! {
        td dir="auto" {
            (custom(listed, client, id))
            @if listed.may_write() { (list_chosen::edit(listed, client, &field.control(), &field.name)) }
        }
    }
}

fn custom(listed: &Listed, client: &Client, id: FieldId) -> Markup {
    let field = listed.fields.iter().find(|field| field.id == id);
    let value = field.zip(listed.customs.get(&client.id));
    let value = value.and_then(|(field, custom)| Some((field, held(field, custom, &listed.names)?)));
    html! { @if let Some((field, held)) = value { (said(field, &held, &listed.names)) } }
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
        tend_core::calls::When::From { start, due } if call.group == CareGroup::WorthAHello => {
            (ago::day(start.day_in(zone).max(today), today), if due <= now { "soon" } else { "meta" })
        }
        tend_core::calls::When::From { due, .. } if due <= now => (ago::short(due, now, zone), "waiting"),
        tend_core::calls::When::From { due, .. } => {
            (ago::by_when(due, now, zone), if due.plus(-1).day_in(zone) == today { "soon" } else { "meta" })
        }
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
