//! The house through the JSON door: who I am, the places, the people. Read only; an admin looks after them in the browser.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Location, store};
use crate::{
    actor::Role,
    api::{
        Errand, Named, OpenApiRouter, Paged, Scope, Tagged, Told, Versioned, routes, shapes::Moment, token::TokenId,
    },
    app::App,
    auth::members::{self, Member},
    error::{Error, Result},
    id::{LocationId, MemberId, WorkspaceId},
};

/// The operations of the house.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(who_am_i))
        .routes(routes!(list_locations))
        .routes(routes!(show_location))
        .routes(routes!(list_members))
        .routes(routes!(show_member))
        .merge(super::away::api_routes())
}

/// Who comes with this token.
#[derive(Serialize, ToSchema)]
struct Me {
    /// The workspace all of it happens in.
    workspace_id: WorkspaceId,
    /// The token.
    token_id: TokenId,
    /// The member it acts as.
    member_id: MemberId,
    /// Their name.
    name: String,
    /// What it may do: the lesser of the token's and the member's role.
    role: Role,
    /// What it may be used for.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<Scope>,
    /// Where the member works.
    location_id: Option<LocationId>,
    /// The zone in which words like “tomorrow” are read.
    zone: String,
}

/// Who am I?
///
/// The member this token acts as, and what it may be used for.
#[utoipa::path(get, path = "/me", tag = "house", security(("token" = [])), responses((status = 200, body = Me)))]
async fn who_am_i(errand: Errand) -> Told<Json<Me>> {
    Ok(Json(Me {
        workspace_id: errand.actor.workspace,
        token_id: errand.token.id,
        member_id: errand.token.member,
        name: errand.actor.name.clone(),
        role: errand.actor.role,
        scopes: errand.token.scopes.clone(),
        location_id: errand.actor.location,
        zone: super::zone::name(&errand.actor.zone).to_owned(),
    }))
}

/// A place where people work.
#[derive(Clone, Serialize, ToSchema)]
struct LocationShape {
    /// Its id.
    id: LocationId,
    /// What it is called.
    name: String,
    /// Its time zone: `Europe/Amsterdam`.
    zone: String,
    /// Since when nobody works there any more.
    closed_at: Option<Moment>,
    /// Who looks after it: whom one turns to there when nobody else is.
    looked_after_by: Option<MemberId>,
    /// Counts its changes.
    version: i64,
}

impl Versioned for LocationShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Location> for LocationShape {
    fn from(place: Location) -> Self {
        LocationShape {
            id: place.id,
            zone: place.zone_name().to_owned(),
            closed_at: place.closed_at.map(Moment),
            looked_after_by: place.looked_after_by,
            version: place.version,
            name: place.name,
        }
    }
}

/// All places, by name.
///
/// Those that were closed for good are among them.
#[utoipa::path(get, path = "/locations", tag = "house", security(("token" = ["house:read"])),
    responses((status = 200, body = Paged<LocationShape>)))]
async fn list_locations(errand: Errand) -> Told<Json<Paged<LocationShape>>> {
    let places = errand.read(|db, errand| store::locations(db, errand.actor.workspace)).await?;
    Ok(Json(Paged { items: places.into_iter().map(LocationShape::from).collect(), next: None }))
}

/// What an address names.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct OfLocation {
    /// The place.
    location: LocationId,
}

/// One place.
#[utoipa::path(get, path = "/locations/{location}", tag = "house", security(("token" = ["house:read"])),
    params(OfLocation), responses((status = 200, body = LocationShape)))]
async fn show_location(errand: Errand, Named(of): Named<OfLocation>) -> Told<Tagged<LocationShape>> {
    let place = errand.read(move |db, errand| store::location(db, errand.actor.workspace, of.location)).await?;
    Ok(Tagged(place.into()))
}

/// Somebody who works here.
#[derive(Clone, Serialize, ToSchema)]
struct MemberShape {
    /// Their id.
    id: MemberId,
    /// How colleagues see them.
    name: String,
    /// What they may do.
    role: Role,
    /// Where they work.
    location_id: LocationId,
    /// Since when.
    joined_at: Moment,
    /// Counts their changes.
    version: i64,
}

impl Versioned for MemberShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Member> for MemberShape {
    fn from(member: Member) -> Self {
        MemberShape {
            id: member.id,
            name: member.name,
            role: member.role,
            location_id: member.location,
            joined_at: Moment(member.joined_at),
            version: member.version,
        }
    }
}

/// Everybody who works here now, by name.
#[utoipa::path(get, path = "/members", tag = "house", security(("token" = ["house:read"])),
    responses((status = 200, body = Paged<MemberShape>)))]
async fn list_members(errand: Errand) -> Told<Json<Paged<MemberShape>>> {
    let members = errand.read(|db, errand| members::present(db, errand.actor.workspace)).await?;
    Ok(Json(Paged { items: members.into_iter().map(MemberShape::from).collect(), next: None }))
}

/// What an address names.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct OfMember {
    /// The member.
    member: MemberId,
}

/// One of those who work here.
#[utoipa::path(get, path = "/members/{member}", tag = "house", security(("token" = ["house:read"])),
    params(OfMember), responses((status = 200, body = MemberShape)))]
async fn show_member(errand: Errand, Named(of): Named<OfMember>) -> Told<Tagged<MemberShape>> {
    let member = errand.read(move |db, errand| here(members::find(db, errand.actor.workspace, of.member)?)).await?;
    Ok(Tagged(member.into()))
}

/// Who left is not found.
fn here(member: Member) -> Result<Member> {
    if member.left_at.is_none() { Ok(member) } else { Err(Error::NotFound) }
}
