//! Tags: those there are, those of a client.

use axum::Json;
use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Result,
    api::{Errand, Named, Paged, Told},
    db::Conn,
    id::ClientId,
};
use utoipa::{IntoParams, ToSchema};

use super::OfClient;
use crate::{actions, store};

/// A tag.
#[derive(Serialize, ToSchema)]
pub(super) struct TagShape {
    /// As somebody first wrote it.
    name: String,
}

fn paged(names: impl IntoIterator<Item = String>) -> Json<Paged<TagShape>> {
    Json(Paged { items: names.into_iter().map(|name| TagShape { name }).collect(), next: None })
}

fn of_client(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<String>> {
    let client = store::find(db, actor, client)?;
    store::tags_of(db, actor, client.id)
}

/// All tags there are, the first two hundred by name.
#[utoipa::path(get, path = "/tags", tag = "clients", security(("token" = ["clients:read"])),
    responses((status = 200, body = Paged<TagShape>)))]
pub(super) async fn list_tags(errand: Errand) -> Told<Json<Paged<TagShape>>> {
    let tags = errand.read(|db, errand| store::tags(db, &errand.actor)).await?;
    Ok(paged(tags.into_iter().map(|(_, name)| name)))
}

/// A client's tags.
#[utoipa::path(get, path = "/clients/{client}/tags", tag = "clients", security(("token" = ["clients:read"])),
    params(OfClient), responses((status = 200, body = Paged<TagShape>)))]
pub(super) async fn list_tags_of_client(errand: Errand, Named(of): Named<OfClient>) -> Told<Json<Paged<TagShape>>> {
    errand.read(move |db, errand| of_client(db, &errand.actor, of.client)).await.map(paged)
}

/// The tag an address names.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfTag {
    /// The client.
    client: ClientId,
    /// The tag: a word or two.
    #[param(min_length = 1, max_length = 60)]
    tag: String,
}

/// Tag a client.
///
/// Doing it twice changes nothing. Gives all of their tags.
#[utoipa::path(put, path = "/clients/{client}/tags/{tag}", tag = "clients", security(("token" = ["clients:write"])),
    params(OfTag), responses((status = 200, body = Paged<TagShape>)))]
pub(super) async fn tag_client(errand: Errand, Named(of): Named<OfTag>) -> Told<Json<Paged<TagShape>>> {
    let tags = errand.write(move |tx| {
        actions::tag(tx, of.client, &of.tag)?;
        of_client(tx, &tx.actor, of.client)
    });
    tags.await.map(paged)
}

/// Take a tag off a client.
///
/// Doing it twice changes nothing. Gives the tags that are left.
#[utoipa::path(delete, path = "/clients/{client}/tags/{tag}", tag = "clients", security(("token" = ["clients:write"])),
    params(OfTag), responses((status = 200, body = Paged<TagShape>)))]
pub(super) async fn untag_client(errand: Errand, Named(of): Named<OfTag>) -> Told<Json<Paged<TagShape>>> {
    let tags = errand.write(move |tx| {
        actions::untag(tx, of.client, &of.tag)?;
        of_client(tx, &tx.actor, of.client)
    });
    tags.await.map(paged)
}
