//! Two clients side by side, made one; and taken apart again.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Result,
    id::ClientId,
    merging::Newer,
    ui::{self, Icon, Setting, Tone, Width, column},
    web::{Page, Visit, see_other, told},
};
use uuid::Uuid;

use super::{client_url, link, pairs::Side, sent::Sent};
use crate::{
    actions,
    client::Client,
    likeness,
    merge::{Merge, MergeId},
    store, words,
};

pub(super) async fn compare(visit: Visit, Path((one, other)): Path<(ClientId, ClientId)>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let (one, other) = (Side::read(db, &visit.actor, one)?, Side::read(db, &visit.actor, other)?);
            let profile = |side: &Side| likeness::profile_of(db, &visit.actor, &side.client);
            let likeness = likeness::likeness(&profile(&one)?, &profile(&other)?);
            let reasons = likeness.map(|likeness| likeness.reasons.join(", ")).unwrap_or_default();
            Ok(Page::new("Compare two clients", compare_view(&one, &other, &reasons)))
        })
        .await
}

/// Side by side, line by line, with one button below each.
pub(crate) fn compare_view(one: &Side, other: &Side, reasons: &str) -> Markup {
    let (first, second) = (facts(one), facts(other));
    let columns = [column("What"), column(&one.client.name), column(&other.client.name)];
    let rows = html! {
        @for ((what, ours), (_, theirs)) in first.iter().zip(&second) {
            tr class=[(ours != theirs && !ours.is_empty() && !theirs.is_empty()).then_some("differs")] {
                th scope="row" { (what) }
                td data-label=(one.client.name) { (lines(ours)) }
                td data-label=(other.client.name) { (lines(theirs)) }
            }
        }
    };
    let url = super::pairs::compare_url(one.client.id, other.client.id);
    let inside = html! {
        (ui::page_head("Are they one?").under("Clients", "/clients").under("Who look alike", super::pairs::URL).here("Compare")
            .lede(html! { (link(&one.client)) " and " (link(&other.client)) @if !reasons.is_empty() { ": " (reasons) } "." }))
        (ui::table("Side by side", Setting::Stack, &columns, rows))
        (ui::notice(Tone::Plain, Icon::Clients, html! {
            p { "Who stays keeps what stands there; what is empty is filled from the other. Moments, promises, ways to reach them, tags, days and people come along. The other’s address leads there from then on." }
            p { "It can be taken apart again at any time, also after more was written." }
        }))
        @if one.client.kind == other.client.kind {
            form.tools method="post" action=(url) data-frag {
                button.btn name="stays" value=(one.client.id) { "Make them one: " (one.client.name) " stays" }
                button.btn name="stays" value=(other.client.id) { "Make them one: " (other.client.name) " stays" }
            }
        } @else {
            (ui::nothing("A person and an organization are never one."))
        }
        form.tools method="post" action=(super::pairs::URL) data-frag {
            (ui::hidden("one", &one.client.id.to_string())) (ui::hidden("other", &other.client.id.to_string()))
            (ui::button("They are not the same").quiet())
        }
    };
    ui::page(Width::Usual, inside)
}

/// What is compared, in words.
fn facts(side: &Side) -> Vec<(&'static str, Vec<String>)> {
    let Client { name, about, owner_name, location_name, cadence_days, since, created_at, .. } = &side.client;
    let one = |text: String| if text.is_empty() { Vec::new() } else { vec![text] };
    let others = side.others.iter().map(|other| other.other_name.clone()).collect();
    vec![
        ("Name", one(name.clone())),
        ("One line", one(about.clone())),
        ("Ways to reach them", side.points.iter().map(|point| point.value.clone()).collect()),
        ("People, or where they work", others),
        ("Tags", side.tags.clone()),
        ("Rhythm", one(cadence_days.map(words::every).unwrap_or_default())),
        ("With us since", one(since.map(words::long_day).unwrap_or_default())),
        ("Looked after by", one(format!("{owner_name}, {location_name}"))),
        ("In the book since", one(words::long_day(created_at.day_in(&jiff::tz::TimeZone::UTC)))),
    ]
}

fn lines(lines: &[String]) -> Markup {
    html! { @for line in lines { p { (line) } } }
}

#[derive(Deserialize)]
pub(super) struct Stays {
    stays: ClientId,
}

pub(super) async fn merge(
    visit: Visit,
    Path((one, other)): Path<(ClientId, ClientId)>,
    Form(Stays { stays }): Form<Stays>,
) -> Result<Response> {
    let gone = if stays == one { other } else { one };
    let merged = visit.write(move |tx| actions::merge(tx, stays, gone)).await?;
    Ok(told(client_url(stays), "They are one now.", Some(format!("/clients/merges/{merged}/undoing"))))
}

pub(super) async fn apart(visit: Visit, Path(id): Path<MergeId>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let merge = store::merge(db, &visit.actor, id)?;
            let client = store::find(db, &visit.actor, merge.stays)?;
            let newer = actions::newer(db, &visit.actor, visit.app.features, &merge)?;
            let day = words::long_day(merge.merged_at.day_in(&visit.actor.zone));
            Ok(Page::new("Take two apart", apart_view(&merge, &client, &newer, &day)))
        })
        .await
}

/// What was written since, and where each of it goes.
pub(crate) fn apart_view(merge: &Merge, client: &Client, newer: &[Newer], day: &str) -> Markup {
    let inside = html! {
        (ui::page_head(format!("Take {} and {} apart", client.name, merge.gone_name).as_str()).under("Clients", "/clients")
            .under(&client.name, client_url(client.id)).here("Take apart")
            .lede(html! { "They became one on " (day) ". Both will be as they were then." }))
        @if merge.undone_at.is_some() { (ui::nothing("They were taken apart already.")) }
        @else {
            form method="post" action=(format!("/clients/merges/{}", merge.id)) data-frag {
                @if newer.is_empty() { p { "Nothing was written since." } }
                @else {
                    fieldset {
                        legend { "Written since: what goes to " (merge.gone_name) "?" }
                        p.meta { "What you do not choose stays with " (client.name) "." }
                        ul.ruled { @for thing in newer { li { (ui::checkbox(&format!("goes-{}", thing.id), &ui::choice("yes", &words_of(thing), false))) } } }
                    }
                }
                div.tools { (ui::button("Take them apart").primary()) (ui::link("Leave them one", client_url(client.id)).quiet()) }
            }
        }
    };
    ui::page(Width::Narrow, inside)
}

fn words_of(thing: &Newer) -> String {
    let words: String = thing.words.chars().take(160).collect();
    if words.is_empty() { thing.what.to_owned() } else { format!("{}: {words}", thing.what) }
}

pub(super) async fn take_apart(visit: Visit, Path(id): Path<MergeId>, Form(sent): Form<Sent>) -> Result<Response> {
    let goes = sent.0.iter().filter_map(|(name, _)| name.strip_prefix("goes-")?.parse::<Uuid>().ok());
    let goes: Vec<Uuid> = goes.collect();
    let merge = visit.write(move |tx| actions::take_apart(tx, id, &goes)).await?;
    Ok(told(client_url(merge.gone), "They are two again, both as before.", None))
}

/// From the word in the corner: at once where nothing was written since, else it asks where that goes.
pub(super) async fn undo(visit: Visit, Path(id): Path<MergeId>) -> Result<Response> {
    let features = visit.app.features;
    let newer = visit.read(move |db, actor| actions::newer(db, actor, features, &store::merge(db, actor, id)?)).await?;
    if !newer.is_empty() {
        return Ok(see_other(format!("/clients/merges/{id}")));
    }
    let merge = visit.write(move |tx| actions::take_apart(tx, id, &[])).await?;
    Ok(told(client_url(merge.gone), "They are two again, both as before.", None))
}
