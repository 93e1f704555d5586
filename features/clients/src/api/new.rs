//! Writing a client into the book through the JSON door.

use serde::Deserialize;
use serde_json::Map;
use tend_core::{
    Day, Error, Problem, Problems, Result, Tx,
    api::{Create, Errand, Made, Once, Told, shapes::Moment},
    id::{ClientId, LocationId, MemberId},
};
use utoipa::ToSchema;

use super::{dates::NewDateShape, points::NewPointShape, shapes::ClientShape};
use crate::{
    actions,
    client::{ClientKind, NewClient},
    store,
};

/// As many of each list may come with a new client.
const MOST: usize = 50;

/// A client who is to be written into the book. A name, or a given or family name, is enough.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewClientShape {
    /// Person or organization.
    kind: ClientKind,
    /// What they are called; made of given and family name where it is missing.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
    /// A person's given name; read from the name where it is missing.
    #[serde(default)]
    #[schema(max_length = 200)]
    given: String,
    /// A person's family name; read from the name where it is missing.
    #[serde(default)]
    #[schema(max_length = 200)]
    family: String,
    /// One short line about them.
    #[serde(default)]
    #[schema(max_length = 300)]
    about: String,
    /// The member who looks after them; the token's where it is missing.
    #[serde(default)]
    owner_id: Option<MemberId>,
    /// The place where they are at home; the token's member's where it is missing.
    #[serde(default)]
    location_id: Option<LocationId>,
    /// How often they like to be looked after, in days.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3650)]
    cadence_days: Option<i64>,
    /// With us since.
    #[serde(default)]
    since: Option<Day>,
    /// When we last heard from each other.
    #[serde(default)]
    last_contact_at: Option<Moment>,
    /// How to reach them.
    #[serde(default)]
    #[schema(max_items = 50)]
    contact_points: Vec<NewPointShape>,
    /// Their tags.
    #[serde(default)]
    #[schema(max_items = 50)]
    tags: Vec<String>,
    /// Days that matter to them, every year.
    #[serde(default)]
    #[schema(max_items = 50)]
    dates: Vec<NewDateShape>,
    /// Organizations a person belongs to.
    #[serde(default)]
    #[schema(max_items = 50)]
    affiliations: Vec<BelongsShape>,
    /// A first note.
    #[serde(default)]
    #[schema(max_length = 20000)]
    note: Option<String>,
}

/// An organization a new person belongs to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BelongsShape {
    /// The organization.
    organization_id: ClientId,
    /// Their title there.
    #[serde(default)]
    #[schema(max_length = 200)]
    title: String,
}

/// Where the verb's names of fields stand in the body.
const POINTERS: &[(&str, &str)] = &[("cadence", "/cadence_days")];

/// Write a client into the book.
#[utoipa::path(post, path = "/clients", tag = "clients", security(("token" = ["clients:write"])),
    params(Once), request_body = NewClientShape, responses((status = 201, body = ClientShape)))]
pub(super) async fn create_client(errand: Errand, new: Create<NewClientShape>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        tx.actor.may_write()?;
        let id = actions::create(tx, &drafted(tx, new)?)?;
        Made::at(format!("clients/{id}"), &ClientShape::from(store::find(tx, &tx.actor, id)?))
    });
    made.await.map_err(|refusal| refusal.pointing(POINTERS))
}

fn drafted(tx: &Tx, new: &NewClientShape) -> Result<NewClient> {
    let mut problems = Problems::default();
    bounded(&mut problems, new);
    let owner = problems.take("owner_id", known_owner(tx, new.owner_id)?);
    let location = problems.take("location_id", known_place(tx, new.location_id)?);
    let contact_points = checked_each(&mut problems, "contact_points", &new.contact_points, NewPointShape::checked);
    let dates = checked_each(&mut problems, "dates", &new.dates, NewDateShape::checked);
    let mut affiliations = Vec::new();
    for (index, belongs) in new.affiliations.iter().take(MOST).enumerate() {
        let field = format!("affiliations/{index}/organization_id");
        if problems.take(&field, known_organization(tx, belongs.organization_id)?).is_some() {
            affiliations.push((belongs.organization_id, belongs.title.clone()));
        }
    }
    problems.none()?;
    let (Some(owner), Some(location)) = (owner, location) else {
        return Err(Error::ours("a client without problems has neither owner nor place"));
    };
    Ok(NewClient {
        given: new.given.clone(),
        family: new.family.clone(),
        about: new.about.clone(),
        cadence_days: new.cadence_days,
        since: new.since,
        last_contact_at: new.last_contact_at.map(|moment| moment.0),
        contact_points,
        tags: new.tags.clone(),
        dates,
        affiliations,
        fields: Map::new(),
        note: new.note.clone(),
        ..NewClient::new(new.kind, new.name.clone(), owner, location)
    })
}

fn bounded(problems: &mut Problems, new: &NewClientShape) {
    let lists = [
        ("contact_points", new.contact_points.len()),
        ("tags", new.tags.len()),
        ("dates", new.dates.len()),
        ("affiliations", new.affiliations.len()),
    ];
    for (name, _) in lists.into_iter().filter(|(_, length)| *length > MOST) {
        problems.add(name, format!("{MOST} at most come with a new client. Add the others afterwards."));
    }
}

/// Checks each of a list, so that each problem gets the pointer of its own item.
fn checked_each<S, T>(
    problems: &mut Problems,
    list: &str,
    items: &[S],
    checked: impl Fn(&S) -> Result<T, Vec<Problem>>,
) -> Vec<T> {
    let mut fine = Vec::with_capacity(items.len());
    for (index, item) in items.iter().take(MOST).enumerate() {
        match checked(item) {
            Ok(one) => fine.push(one),
            Err(found) => {
                found.iter().for_each(|one| problems.add(&format!("{list}/{index}/{}", one.field), &one.message));
            }
        }
    }
    fine
}

/// The member who looks after a client; who is named must work here.
pub(super) fn known_owner(tx: &Tx, named: Option<MemberId>) -> Result<Result<MemberId, String>> {
    let member = match named {
        Some(member) => member,
        None => tx.actor.me()?,
    };
    Ok(match store::member_name(tx, &tx.actor, member) {
        Ok(_) => Ok(member),
        Err(Error::NotFound) => Err("Nobody of that id works here. GET /members names who does.".into()),
        Err(error) => return Err(error),
    })
}

fn known_place(tx: &Tx, named: Option<LocationId>) -> Result<Result<LocationId, String>> {
    let Some(location) = named.or(tx.actor.location) else {
        return Ok(Err("Say the place where they are at home.".into()));
    };
    Ok(match tend_core::auth::store::location_name(tx, tx.actor.workspace, location) {
        Ok(_) => Ok(location),
        Err(Error::NotFound) => Err("There is no place of that id. GET /locations names them.".into()),
        Err(error) => return Err(error),
    })
}

fn known_organization(tx: &Tx, id: ClientId) -> Result<Result<(), String>> {
    Ok(match store::find(tx, &tx.actor, id) {
        Ok(client) if client.kind == ClientKind::Organization => Ok(()),
        Ok(_) => Err("A person belongs to an organization, and this is a person.".into()),
        Err(Error::NotFound) => Err("There is no organization of that id.".into()),
        Err(error) => return Err(error),
    })
}
