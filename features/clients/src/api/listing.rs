//! The list of clients, and finding them by words.

use axum::Json;
use serde::Deserialize;
use tend_core::{
    api::{Asked, Errand, Paged, Paging, Refusal, Told, page_of},
    id::{LocationId, MemberId},
};
use utoipa::IntoParams;

use super::shapes::ClientShape;
use crate::{
    client::{Client, ClientKind},
    list::{Cursor, Filter, Sort, Way},
    store::{self, Turn},
};

tend_core::words! {
    /// The orders in which the whole list can be read.
    pub enum Reading {
        /// By name.
        Name = "name",
        /// By when we last spoke; those who wait longest first.
        Spoke = "spoke",
        /// By how long they are with us; the oldest first.
        Since = "since",
        /// By place, then by name.
        Place = "place",
    }
}

impl Reading {
    const fn sort(self) -> Sort {
        match self {
            Reading::Name => Sort::Name,
            Reading::Spoke => Sort::Spoke,
            Reading::Since => Sort::Since,
            Reading::Place => Sort::Place,
        }
    }
}

/// Which clients, in which order, which page.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listing {
    /// Those this member looks after.
    owner: Option<MemberId>,
    /// Those at home here.
    place: Option<LocationId>,
    /// Persons or organizations alone.
    #[param(inline)]
    kind: Option<ClientKind>,
    /// Those with this tag.
    #[param(max_length = 60)]
    tag: Option<String>,
    /// Those laid aside, instead of the others.
    archived: Option<bool>,
    /// The order; by name where none is named. Filters leave the orders that an index carries.
    #[param(inline)]
    sort: Option<Reading>,
    /// The order the other way round.
    descending: Option<bool>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

impl Listing {
    fn filter(&self) -> Filter {
        Filter {
            owner: self.owner,
            archived: self.archived.unwrap_or(false),
            place: self.place,
            kind: self.kind,
            tag: self.tag.clone(),
            descending: self.descending.unwrap_or(false),
            ..Filter::default()
        }
    }
}

/// Clients, a page at a time.
#[utoipa::path(get, path = "/clients", tag = "clients", security(("token" = ["clients:read"])),
    params(Listing), responses((status = 200, body = Paged<ClientShape>)))]
pub(super) async fn list_clients(errand: Errand, Asked(asked): Asked<Listing>) -> Told<Json<Paged<ClientShape>>> {
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    if asked.tag.as_ref().is_some_and(|tag| tag.chars().count() > 60) {
        return Err(Refusal::parameter("tag", "A tag has 60 characters at most."));
    }
    let (filter, sort) = (asked.filter(), asked.sort.map_or(Sort::Name, Reading::sort));
    if !filter.sorts().contains(&sort) {
        let words: Vec<&str> = filter.sorts().iter().map(|sort| sort.word()).collect();
        return Err(Refusal::parameter("sort", format!("With this filter the order is one of: {}.", words.join(", "))));
    }
    let cursor = paging.start(|text| Cursor::read(text, sort, Way::After))?;
    let limit = paging.ask();
    let rows = errand
        .read(move |db, errand| {
            store::page(db, &errand.actor, &Turn { filter: &filter, sort, cursor: cursor.as_ref(), limit })
        })
        .await?;
    let beside = |client: &Client| Cursor::beside(client, sort, Way::After).write();
    Ok(Json(page_of(&paging, rows, beside, ClientShape::from)))
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Words {
    /// Each word at the beginning of one of theirs: names and the line about them; accents and capitals aside.
    #[param(min_length = 1, max_length = 200)]
    text: String,
}

/// As many are found at most.
const MOST_FOUND: usize = 20;

/// Clients found by words.
///
/// At most twenty, those whose names fit first; those laid aside come last.
#[utoipa::path(get, path = "/clients/search", tag = "clients", security(("token" = ["clients:read"])),
    params(Words), responses((status = 200, body = Paged<ClientShape>)))]
pub(super) async fn search_clients(errand: Errand, Asked(words): Asked<Words>) -> Told<Json<Paged<ClientShape>>> {
    if words.text.trim().is_empty() || words.text.chars().count() > 200 {
        return Err(Refusal::parameter("text", "Say 1 to 200 characters of what you look for."));
    }
    let found = errand.read(move |db, errand| store::search(db, &errand.actor, &words.text, MOST_FOUND)).await?;
    Ok(Json(Paged { items: found.into_iter().map(ClientShape::from).collect(), next: None }))
}
