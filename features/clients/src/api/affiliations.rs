//! Who works where.

use axum::Json;
use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Day, Result,
    api::{Create, Errand, Made, Named, Once, Paged, Sent, Told},
    db::Conn,
    id::ClientId,
};
use utoipa::{IntoParams, ToSchema};

use super::OfClient;
use crate::{
    actions,
    affiliation::{Affiliation, AffiliationId},
    client::ClientKind,
    store,
};

/// As many of one client are shown.
const MOST: i64 = 100;

/// One person at one organization.
#[derive(Serialize, ToSchema)]
pub(super) struct AffiliationShape {
    /// Its id.
    id: AffiliationId,
    /// The person.
    person_id: ClientId,
    /// The organization.
    organization_id: ClientId,
    /// What the other end is called.
    other_name: String,
    /// The person's title there; may be empty.
    title: String,
    /// Since when, if known.
    since: Option<Day>,
    /// Until when, if it has ended.
    until: Option<Day>,
}

impl From<Affiliation> for AffiliationShape {
    fn from(affiliation: Affiliation) -> Self {
        AffiliationShape {
            id: affiliation.id,
            person_id: affiliation.person,
            organization_id: affiliation.organization,
            other_name: affiliation.other_name,
            title: affiliation.title,
            since: affiliation.since,
            until: affiliation.until,
        }
    }
}

fn of_client(db: &Conn, actor: &Actor, id: ClientId) -> Result<Vec<Affiliation>> {
    match store::find(db, actor, id)?.kind {
        ClientKind::Person => store::organizations_of(db, actor, id, MOST),
        ClientKind::Organization => store::people_of(db, actor, id, MOST),
    }
}

/// A person's organizations, or an organization's people.
///
/// The first hundred, those of now first.
#[utoipa::path(get, path = "/clients/{client}/affiliations", tag = "clients", security(("token" = ["clients:read"])),
    params(OfClient), responses((status = 200, body = Paged<AffiliationShape>)))]
pub(super) async fn list_affiliations(
    errand: Errand,
    Named(of): Named<OfClient>,
) -> Told<Json<Paged<AffiliationShape>>> {
    let found = errand.read(move |db, errand| of_client(db, &errand.actor, of.client)).await?;
    Ok(Json(Paged { items: found.into_iter().map(AffiliationShape::from).collect(), next: None }))
}

/// Where somebody belongs from now on, or since a day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAffiliation {
    /// The other end: of a person the organization, of an organization the person.
    other_id: ClientId,
    /// The person's title there.
    #[serde(default)]
    #[schema(max_length = 200)]
    title: String,
    /// Since when, if known.
    #[serde(default)]
    since: Option<Day>,
}

/// Let a person belong to an organization.
#[utoipa::path(post, path = "/clients/{client}/affiliations", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient, Once), request_body = NewAffiliation, responses((status = 201, body = AffiliationShape)))]
pub(super) async fn affiliate_client(
    errand: Errand,
    Named(of): Named<OfClient>,
    new: Create<NewAffiliation>,
) -> Told<Made> {
    let made = errand.create(new, move |tx, new| {
        tx.actor.may_write()?;
        let here = store::find(tx, &tx.actor, of.client)?;
        let (person, organization) = match here.kind {
            ClientKind::Person => (of.client, new.other_id),
            ClientKind::Organization => (new.other_id, of.client),
        };
        let id = actions::affiliate(tx, person, organization, &new.title, new.since)?;
        let made = AffiliationShape::from(store::affiliation(tx, &tx.actor, person, id)?);
        Made::at(format!("clients/{}/affiliations", of.client), &made)
    });
    made.await.map_err(|refusal| refusal.pointing(&[("other", "/other_id")]))
}

/// The affiliation an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfAffiliation {
    /// The client, at either end.
    client: ClientId,
    /// The affiliation.
    affiliation: AffiliationId,
}

/// Until when somebody was there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Until {
    /// The last day.
    until: Day,
}

/// Let a person leave an organization.
///
/// Doing it twice changes nothing.
#[utoipa::path(post, path = "/clients/{client}/affiliations/{affiliation}/ending", tag = "clients",
    security(("token" = ["clients:write"])), params(OfAffiliation), request_body = Until,
    responses((status = 200, body = AffiliationShape)))]
pub(super) async fn end_affiliation(
    errand: Errand,
    Named(of): Named<OfAffiliation>,
    Sent(until): Sent<Until>,
) -> Told<Json<AffiliationShape>> {
    let ended = errand.write(move |tx| {
        tx.actor.may_write()?;
        let here = store::find(tx, &tx.actor, of.client)?;
        let person = match here.kind {
            ClientKind::Person => here.id,
            ClientKind::Organization => store::person_of(tx, &tx.actor, here.id, of.affiliation)?,
        };
        actions::end_affiliation(tx, person, of.affiliation, until.until)?;
        store::affiliation(tx, &tx.actor, person, of.affiliation)
    });
    ended.await.map(|affiliation| Json(affiliation.into()))
}
