//! Finding through the JSON door: the same as in the palette, in shapes of its own.

use axum::Json;
use serde::{Deserialize, Serialize};
use tend_clients::ClientKind;
use tend_core::{
    App,
    api::{Asked, Errand, OpenApiRouter, Refusal, Told, routes, shapes::Moment},
    id::{ClientId, EntryId},
};
use utoipa::{IntoParams, ToSchema};

use crate::found::{self, Hit, LONGEST, Said};

/// The operation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Words {
    /// Each word at the beginning of one of theirs; or an address or number; accents and capitals aside.
    #[param(min_length = 1, max_length = 200)]
    q: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
struct FoundShape {
    /// Clients: names that are exactly so, names that begin so, those reached under it, those with these words about them.
    clients: Vec<HitShape>,
    /// Clients whose names are close to it, where few were found.
    close: Vec<HitShape>,
    /// What was said with clients, the newest first.
    entries: Vec<SaidShape>,
}

/// A client who was found.
#[derive(Serialize, ToSchema)]
struct HitShape {
    /// Who.
    client_id: ClientId,
    /// Person or organization.
    kind: ClientKind,
    /// What they are called.
    name: String,
    /// The line about them.
    about: String,
    /// The address or number under which they were found.
    through: Option<String>,
    /// They are laid aside.
    archived: bool,
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
struct SaidShape {
    /// The entry.
    id: EntryId,
    /// With whom.
    client_id: ClientId,
    /// What they are called.
    name: String,
    /// When it happened.
    happened_at: Moment,
    /// Who did what, in words.
    title: String,
    /// The piece of it that was meant.
    quote: String,
}

impl From<Hit> for HitShape {
    fn from(hit: Hit) -> Self {
        HitShape {
            client_id: hit.client.id,
            kind: hit.client.kind,
            name: hit.client.name,
            about: hit.client.about,
            through: hit.through,
            archived: hit.client.archived_at.is_some(),
        }
    }
}

impl From<Said> for SaidShape {
    fn from(said: Said) -> Self {
        SaidShape {
            id: said.entry.id,
            client_id: said.client,
            name: said.name,
            happened_at: Moment(said.entry.happened_at),
            title: said.title,
            quote: said.quote.parts.into_iter().map(|(words, _)| words).collect(),
        }
    }
}

/// Clients and what was said with them, found by words.
///
/// At most eight clients and six entries; names may have a typing error in a word of four letters, two in one of eight.
#[utoipa::path(get, path = "/search", tag = "find", security(("token" = ["clients:read"])),
    params(Words), responses((status = 200, body = FoundShape)))]
async fn search(errand: Errand, Asked(words): Asked<Words>) -> Told<Json<FoundShape>> {
    if words.q.trim().is_empty() || words.q.chars().count() > LONGEST {
        return Err(Refusal::parameter("q", "Say 1 to 200 characters of what you look for."));
    }
    let features = errand.app.features;
    let found =
        errand.read(move |db, errand| found::clients_and_said(db, &errand.actor, features, words.q.trim())).await?;
    let hits = |hits: Vec<Hit>| hits.into_iter().map(HitShape::from).collect();
    Ok(Json(FoundShape {
        clients: hits(found.clients),
        close: hits(found.close),
        entries: found.said.into_iter().map(SaidShape::from).collect(),
    }))
}
