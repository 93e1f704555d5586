//! One client: shown, changed, laid aside, taken up again.

use axum::Json;
use serde::Deserialize;
use tend_core::{
    Actor, Day, Result,
    api::{Errand, IfMatch, Named, Seen, Sent, Tagged, Told, shapes::given},
    db::Conn,
    id::{ClientId, LocationId, MemberId},
};
use utoipa::ToSchema;

use super::{OfClient, shapes::ClientShape};
use crate::{
    actions::{self, Change, Field},
    client::Client,
    store,
};

fn shape(db: &Conn, actor: &Actor, id: ClientId) -> Result<ClientShape> {
    store::find(db, actor, id).map(ClientShape::from)
}

/// One client.
#[utoipa::path(get, path = "/clients/{client}", tag = "clients", security(("token" = ["clients:read"])),
    params(OfClient), responses((status = 200, body = ClientShape)))]
pub(super) async fn show_client(errand: Errand, Named(of): Named<OfClient>) -> Told<Tagged<ClientShape>> {
    errand.read(move |db, errand| shape(db, &errand.actor, of.client)).await.map(Tagged)
}

/// What is to be changed about a client; what is absent stays as it is.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
pub(super) struct ClientChange {
    /// What they are called.
    #[schema(min_length = 1, max_length = 200, nullable = false)]
    name: Option<String>,
    /// One short line about them.
    #[schema(max_length = 300, nullable = false)]
    about: Option<String>,
    /// With us since; `null`: nobody knows.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Day>)]
    since: Option<Option<Day>>,
    /// How often they like to be looked after, in days; `null`: no rhythm.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    cadence_days: Option<Option<i64>>,
    /// The place where they are at home.
    #[schema(nullable = false)]
    location_id: Option<LocationId>,
    /// The member who looks after them; their calls move along.
    #[schema(nullable = false)]
    owner_id: Option<MemberId>,
}

impl ClientChange {
    fn of(&self, client: &Client) -> Vec<Change> {
        let text = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
        let wanted = [
            (Field::Name, self.name.clone()),
            (Field::About, self.about.clone()),
            (Field::Since, self.since.map(store::day_text)),
            (Field::Rhythm, self.cadence_days.map(text)),
            (Field::Place, self.location_id.map(|location| location.to_string())),
            (Field::Owner, self.owner_id.map(|owner| owner.to_string())),
        ];
        wanted.into_iter().filter_map(|(field, to)| Some(Change::of(client, field, to?))).collect()
    }
}

/// Where the verb's names of fields stand in the body.
const POINTERS: &[(&str, &str)] = &[("rhythm", "/cadence_days"), ("place", "/location_id"), ("owner", "/owner_id")];

/// Change a client.
#[utoipa::path(patch, path = "/clients/{client}", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient, IfMatch), request_body = ClientChange, responses((status = 200, body = ClientShape)))]
pub(super) async fn change_client(
    errand: Errand,
    Named(of): Named<OfClient>,
    seen: Seen,
    Sent(wanted): Sent<ClientChange>,
) -> Told<Tagged<ClientShape>> {
    let changed = errand.change(
        seen,
        move |db, actor| shape(db, actor, of.client),
        move |tx, _| {
            let changes = wanted.of(&store::find(tx, &tx.actor, of.client)?);
            actions::change(tx, of.client, &changes).map(drop)
        },
    );
    changed.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// Lay a client aside.
///
/// Out of the lists and of everybody's day; nothing is lost. Doing it twice changes nothing.
#[utoipa::path(post, path = "/clients/{client}/archiving", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient), responses((status = 200, body = ClientShape)))]
pub(super) async fn archive_client(errand: Errand, Named(of): Named<OfClient>) -> Told<Json<ClientShape>> {
    let client = errand.write(move |tx| {
        actions::archive(tx, of.client)?;
        shape(tx, &tx.actor, of.client)
    });
    client.await.map(Json)
}

/// Take a client up again.
///
/// Doing it twice changes nothing.
#[utoipa::path(post, path = "/clients/{client}/restoring", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient), responses((status = 200, body = ClientShape)))]
pub(super) async fn restore_client(errand: Errand, Named(of): Named<OfClient>) -> Told<Json<ClientShape>> {
    let client = errand.write(move |tx| {
        actions::restore(tx, of.client)?;
        shape(tx, &tx.actor, of.client)
    });
    client.await.map(Json)
}
