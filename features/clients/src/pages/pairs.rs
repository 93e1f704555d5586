//! Who look alike: likely pairs with the reasons, side by side, until somebody says what they are.

use axum::{Form, extract::Query, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Actor, Error, Result,
    db::Conn,
    id::ClientId,
    ui::{self, Width},
    web::{Page, Visit, told},
};

use super::{client_url, link};
use crate::{
    actions,
    affiliation::Affiliation,
    client::{Client, ClientKind},
    contact::ContactPoint,
    store::{self, LikelyPair},
    words,
};

/// How many pairs a page shows.
const PAIRS: i64 = 10;

/// Where the page is.
pub(crate) const URL: &str = "/clients/pairs";

/// One of two, with what one tells them apart by.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// The client.
    pub client: Client,
    /// How to reach them.
    pub points: Vec<ContactPoint>,
    /// Where they work, or who works there.
    pub others: Vec<Affiliation>,
    /// Their tags.
    pub tags: Vec<String>,
}

impl Side {
    /// Read in one snapshot.
    pub fn read(db: &Conn, actor: &Actor, id: ClientId) -> Result<Self> {
        let client = store::find(db, actor, id)?;
        let others = match client.kind {
            ClientKind::Person => store::organizations_of(db, actor, id, 3)?,
            ClientKind::Organization => store::people_of(db, actor, id, 3)?,
        };
        let (points, tags) = (store::contact_points(db, actor, id)?, store::tags_of(db, actor, id)?);
        Ok(Side { client, points, others, tags })
    }
}

#[derive(Deserialize)]
pub(super) struct After {
    score: Option<f64>,
    one: Option<ClientId>,
    other: Option<ClientId>,
}

pub(super) async fn list(visit: Visit, Query(after): Query<After>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let last = ClientId(uuid::Uuid::max());
            let (one, other) = (after.one.unwrap_or(last), after.other.unwrap_or(last));
            let after = LikelyPair { one, other, score: after.score.unwrap_or(2.0), reasons: String::new() };
            let pairs = store::likely_pairs(db, &visit.actor, &after, PAIRS)?;
            let sides = pairs.into_iter().map(|pair| {
                let (one, other) = (Side::read(db, &visit.actor, pair.one)?, Side::read(db, &visit.actor, pair.other)?);
                Ok((pair, one, other))
            });
            let pairs = sides.collect::<Result<Vec<_>>>()?;
            Ok(Page::new("Who look alike", pairs_view(&pairs)))
        })
        .await
}

/// The pairs, the likeliest first.
pub(crate) fn pairs_view(pairs: &[(LikelyPair, Side, Side)]) -> Markup {
    let inside = html! {
        (ui::page_head("Who look alike").under("Clients", "/clients").here("Who look alike")
            .lede("Two of them may be one. Compare them and make them one, or say that they are not: that is remembered."))
        @if pairs.is_empty() { (ui::nothing("Nobody looks like anybody else, as far as we can tell.")) }
        @for (pair, one, other) in pairs { (pair_view(pair, one, other)) }
        @if pairs.len() as i64 == PAIRS && let Some((last, ..)) = pairs.last() {
            div.tools { (ui::link("The next ones", format!("{URL}?score={}&one={}&other={}", last.score, last.one, last.other))) }
        }
    };
    ui::page(Width::Usual, inside)
}

fn pair_view(pair: &LikelyPair, one: &Side, other: &Side) -> Markup {
    let id = format!("pair-{}-{}", pair.one, pair.other);
    let heading = sentence_case(&pair.reasons);
    html! {
        // Many pairs have the same reasons: an article is no landmark, whose name would have to be its own.
        article.leaf id=(id) {
            h2 { (heading) }
            div.two-sides { (side(one)) (side(other)) }
            div.tools {
                (ui::link("Compare, and make them one", compare_url(pair.one, pair.other)).small())
                form method="post" action=(URL) data-frag {
                    (ui::hidden("one", &pair.one.to_string())) (ui::hidden("other", &pair.other.to_string()))
                    (ui::button("Not the same").quiet().small())
                }
            }
        }
    }
}

/// What one tells them by.
pub(crate) fn side(side: &Side) -> Markup {
    let Side { client, points, others, tags } = side;
    html! {
        div {
            p { b { (link(client)) } }
            @if !client.about.is_empty() { p.meta { (client.about) } }
            @for point in points.iter().take(6) { p { (point.value) } }
            @for other in others { p.meta { (other.title) @if !other.title.is_empty() { ", " } (other.other_name) } }
            @if !tags.is_empty() { p.meta { (tags.join(", ")) } }
            p.meta { (client.location_name) ", " (client.owner_name) }
        }
    }
}

/// Where two are compared.
pub(crate) fn compare_url(one: ClientId, other: ClientId) -> String {
    format!("{}/merging/{other}", client_url(one))
}

/// “the same name, the same town” as a heading.
fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[derive(Deserialize)]
pub(super) struct Two {
    one: ClientId,
    other: ClientId,
}

pub(super) async fn not_the_same(visit: Visit, Form(Two { one, other }): Form<Two>) -> Result<Response> {
    visit.write(move |tx| actions::not_the_same(tx, one, other)).await?;
    let undo = format!("{URL}/{one}/{other}/return");
    Ok(told(URL, "Two different ones. We do not ask again.", Some(undo)))
}

pub(super) async fn ask_again(
    visit: Visit,
    axum::extract::Path((one, other)): axum::extract::Path<(ClientId, ClientId)>,
) -> Result<Response> {
    visit.write(move |tx| actions::perhaps_the_same(tx, one, other)).await?;
    Ok(told(URL, "They stand here again.", None))
}

/// On a client's page: who may be the same, and who became one with them.
pub(crate) fn panel(
    db: &Conn,
    actor: &Actor,
    client: ClientId,
    _: tend_core::Timestamp,
) -> Result<Option<tend_core::feature::Panel>> {
    let mut pairs = store::pairs_of_one(db, actor, client, 3)?;
    pairs.extend(store::pairs_of_other(db, actor, client, 3)?);
    let merges = store::merges_into(db, actor, client, 5)?;
    if (pairs.is_empty() && merges.is_empty()) || actor.role < tend_core::Role::Member {
        return Ok(None);
    }
    let mut alike = Vec::new();
    for pair in pairs.into_iter().take(3) {
        let other = if pair.one == client { pair.other } else { pair.one };
        match store::find(db, actor, other) {
            Ok(other) => alike.push((other, pair)),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let merges = merges.into_iter().map(|merge| {
        let day = words::long_day(merge.merged_at.day_in(&actor.zone));
        (merge.gone_name, day, format!("/clients/merges/{}", merge.id))
    });
    Ok(Some(tend_core::feature::Panel { side: true, markup: panel_view(client, &alike, &merges.collect::<Vec<_>>()) }))
}

/// The panel.
pub(crate) fn panel_view(
    client: ClientId,
    alike: &[(Client, LikelyPair)],
    merges: &[(String, String, String)],
) -> Markup {
    html! {
        @if !alike.is_empty() {
            section.near id="perhaps" aria-labelledby="perhaps-h" {
                h2 id="perhaps-h" { "Perhaps the same" }
                ul.ruled {
                    @for (other, pair) in alike {
                        li { (link(other)) " " span.meta { (sentence_case(&pair.reasons)) ". " a href=(compare_url(client, other.id)) data-frag { "Compare side by side" } } }
                    }
                }
            }
        }
        @if !merges.is_empty() {
            (ui::side_block("made-one", "Made one with", html! {
                ul.ruled { @for (name, day, url) in merges { li { (name) " " span.meta { "on " (day) ". " a href=(url) data-frag { "Take apart" } } } } }
            }))
        }
    }
}
