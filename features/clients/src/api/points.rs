//! How to reach a client, and what each way may be used for.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Error, Problem, Problems, Result,
    api::{Create, Errand, IfMatch, Made, Named, Once, Paged, Seen, Sent, Tagged, Told, Versioned},
    db::Conn,
    id::ClientId,
};
use utoipa::{IntoParams, ToSchema};

use super::{OfClient, shapes::ConsentShape};
use crate::{
    actions::{self, Words},
    contact::{Consent, ContactKind, ContactPoint, ContactPointId, NewContactPoint},
    store,
};

/// A way to reach a client.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct ContactPointShape {
    /// Its id.
    id: ContactPointId,
    /// Whose it is.
    client_id: ClientId,
    /// What kind of way it is.
    kind: ContactKind,
    /// “work”, “home”; may be empty.
    label: String,
    /// The address, number, name.
    value: String,
    /// What they said about its use.
    consents: Vec<ConsentShape>,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for ContactPointShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<ContactPoint> for ContactPointShape {
    fn from(point: ContactPoint) -> Self {
        ContactPointShape {
            id: point.id,
            client_id: point.client,
            kind: point.kind,
            label: point.label,
            consents: point.consents.iter().map(ConsentShape::from).collect(),
            value: point.value,
            version: point.version,
        }
    }
}

fn shape(db: &Conn, actor: &Actor, client: ClientId, id: ContactPointId) -> Result<ContactPointShape> {
    store::contact_point(db, actor, client, id).map(ContactPointShape::from)
}

/// A way to reach a client that is to be added.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPointShape {
    /// What kind of way it is.
    kind: ContactKind,
    /// “work”, “home”.
    #[serde(default)]
    #[schema(max_length = 60)]
    label: String,
    /// The address, number, name.
    #[schema(min_length = 1, max_length = 300)]
    value: String,
    /// What they said about its use.
    #[serde(default)]
    #[schema(max_items = 3)]
    consents: Vec<ConsentShape>,
}

impl NewPointShape {
    /// Checks it, or says all that is wrong, each under the name it has here.
    pub(super) fn checked(&self) -> Result<NewContactPoint, Vec<Problem>> {
        let mut problems = Problems::default();
        let new = NewContactPoint {
            kind: self.kind,
            label: self.label.clone(),
            value: self.value.clone(),
            consents: self.consents.iter().map(Consent::from).collect(),
        };
        let checked = new.checked(&mut problems);
        match (problems.none(), checked) {
            (Ok(()), Some(new)) => Ok(new),
            (Err(Error::Invalid(found)), _) => Err(found.into_iter().map(|problem| self.named(problem)).collect()),
            _ => Err(Vec::new()),
        }
    }
    fn named(&self, problem: Problem) -> Problem {
        let field = match problem.field.as_str() {
            word if word == self.kind.word() => "value".to_owned(),
            "source" => "consents".to_owned(),
            _ => problem.field,
        };
        Problem { field, message: problem.message }
    }
}

/// How a client can be reached.
#[utoipa::path(get, path = "/clients/{client}/contact-points", tag = "clients", security(("token" = ["clients:read"])),
    params(OfClient), responses((status = 200, body = Paged<ContactPointShape>)))]
pub(super) async fn list_contact_points(
    errand: Errand,
    Named(of): Named<OfClient>,
) -> Told<Json<Paged<ContactPointShape>>> {
    let points = errand.read(move |db, errand| {
        let client = store::find(db, &errand.actor, of.client)?;
        store::contact_points(db, &errand.actor, client.id)
    });
    let items = points.await?.into_iter().map(ContactPointShape::from).collect();
    Ok(Json(Paged { items, next: None }))
}

/// Add a way to reach a client.
#[utoipa::path(post, path = "/clients/{client}/contact-points", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient, Once), request_body = NewPointShape, responses((status = 201, body = ContactPointShape)))]
pub(super) async fn add_contact_point(
    errand: Errand,
    Named(of): Named<OfClient>,
    new: Create<NewPointShape>,
) -> Told<Made> {
    let made = errand.create(new, move |tx, new| {
        let new = new.checked().map_err(Error::Invalid)?;
        let id = actions::add_point(tx, of.client, &new)?;
        Made::at(format!("clients/{}/contact-points", of.client), &shape(tx, &tx.actor, of.client, id)?)
    });
    made.await
}

/// The way an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfPoint {
    /// The client.
    client: ClientId,
    /// The way to reach them.
    point: ContactPointId,
}

/// What is to be changed about a way to reach a client; what is absent stays as it is.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PointChange {
    /// “work”, “home”.
    #[schema(max_length = 60, nullable = false)]
    label: Option<String>,
    /// The address, number, name. A new one has no consents: a yes was given for the old one.
    #[schema(min_length = 1, max_length = 300, nullable = false)]
    value: Option<String>,
}

/// Change a way to reach a client.
#[utoipa::path(patch, path = "/clients/{client}/contact-points/{point}", tag = "clients",
    security(("token" = ["clients:write"])), params(OfPoint, IfMatch), request_body = PointChange,
    responses((status = 200, body = ContactPointShape)))]
pub(super) async fn change_contact_point(
    errand: Errand,
    Named(of): Named<OfPoint>,
    seen: Seen,
    Sent(wanted): Sent<PointChange>,
) -> Told<Tagged<ContactPointShape>> {
    let changed = errand.change(
        seen,
        move |db, actor| shape(db, actor, of.client, of.point),
        move |tx, before: &ContactPointShape| {
            let words = Words {
                label: wanted.label.clone().unwrap_or_else(|| before.label.clone()),
                value: wanted.value.clone().unwrap_or_else(|| before.value.clone()),
            };
            actions::change_point(tx, of.client, of.point, before.version, &words)
        },
    );
    let kinds: Vec<(&str, &str)> = ContactKind::ALL.iter().map(|kind| (kind.word(), "/value")).collect();
    changed.await.map_err(|refusal| refusal.pointing(&kinds))
}

/// Take a way to reach a client away.
#[utoipa::path(delete, path = "/clients/{client}/contact-points/{point}", tag = "clients",
    security(("token" = ["clients:write"])), params(OfPoint, IfMatch),
    responses((status = 204, description = "It is gone; the book keeps that it was there.")))]
pub(super) async fn remove_contact_point(errand: Errand, Named(of): Named<OfPoint>, seen: Seen) -> Told<StatusCode> {
    let removed = errand.remove(
        seen,
        move |db, actor| shape(db, actor, of.client, of.point),
        move |tx, _| actions::remove_point(tx, of.client, of.point),
    );
    removed.await
}

/// What a client said, each use for itself.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    /// What they said; what they said of other uses stays.
    #[schema(min_items = 1, max_items = 3)]
    consents: Vec<ConsentShape>,
}

/// Write down what a way may be used for.
#[utoipa::path(post, path = "/clients/{client}/contact-points/{point}/consents", tag = "clients",
    security(("token" = ["clients:write"])), params(OfPoint, IfMatch), request_body = Said,
    responses((status = 200, body = ContactPointShape)))]
pub(super) async fn write_consents(
    errand: Errand,
    Named(of): Named<OfPoint>,
    seen: Seen,
    Sent(said): Sent<Said>,
) -> Told<Tagged<ContactPointShape>> {
    let changed = errand.change(
        seen,
        move |db, actor| shape(db, actor, of.client, of.point),
        move |tx, _| {
            let consents: Vec<Consent> = said.consents.iter().map(Consent::from).collect();
            actions::allow(tx, of.client, of.point, &consents)
        },
    );
    changed.await.map_err(|refusal| refusal.pointing(&[("source", "/consents")]))
}
