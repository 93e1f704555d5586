//! Whom a file may speak of: the members and places of the house, found by what a row calls them.

use jiff::tz::TimeZone;
use tend_clients::{fields::CustomField, store as clients};
use tend_core::{
    Actor, Error, Result,
    auth::members,
    db::Conn,
    fold::fold,
    id::{LocationId, MemberId},
};

use crate::{
    import::Owners,
    reading::{candidate::Candidate, strangers::Called},
};

/// A place as it is found.
#[derive(Clone, Debug)]
struct Place {
    id: LocationId,
    name: String,
    folded: String,
}

impl Place {
    fn of((id, name): (LocationId, String)) -> Self {
        Place { id, folded: fold(&name), name }
    }
}

/// The members and places that rows may name, and those that stand where they name none.
#[derive(Clone, Debug)]
pub struct People {
    members: Vec<(MemberId, String, String)>,
    places: Vec<Place>,
    /// The house's custom fields: a column called like one goes there, too.
    pub fields: Vec<CustomField>,
    /// Who owns clients without an owner of their own: nobody is without one.
    pub owner: MemberId,
    /// Where that was chosen, who works at which place: they share the clients of their place.
    by_place: Option<Vec<(LocationId, MemberId)>>,
    /// Where clients without a place of their own are at home.
    pub place: LocationId,
    /// How often new clients whose row names no rhythm like to be greeted, in days; nobody by itself where it is none.
    pub rhythm_days: Option<i64>,
    /// The zone in which times without one are read.
    pub zone: TimeZone,
}

impl People {
    /// Nobody and nowhere: for a dry run in an empty database, which writes nothing.
    pub fn nobody() -> Self {
        let (owner, place) = (MemberId(uuid::Uuid::nil()), LocationId(uuid::Uuid::nil()));
        People {
            members: Vec::new(),
            places: Vec::new(),
            fields: Vec::new(),
            owner,
            by_place: None,
            place,
            rhythm_days: None,
            zone: TimeZone::UTC,
        }
    }

    /// Reads them. Clients without an owner go to who brings the file in; the house itself gives them to its first admin.
    pub fn read(db: &Conn, actor: &Actor) -> Result<Self> {
        let present = members::present(db, actor.workspace)?;
        let first_admin = present.iter().find(|member| member.role == tend_core::Role::Admin).or(present.first());
        let owner = actor.member.or(first_admin.map(|member| member.id));
        let owner = owner.ok_or_else(|| {
            Error::NotAllowed("Nobody works here yet, so nobody could look after these clients.".into())
        })?;
        let places: Vec<Place> = clients::locations(db, actor)?.into_iter().map(Place::of).collect();
        let home = present.iter().find(|member| member.id == owner).map(|member| member.location);
        let place = actor.location.or(home).or(places.first().map(|place| place.id));
        let place = place
            .ok_or_else(|| Error::NotAllowed("There is no place yet where these clients could be at home.".into()))?;
        let members =
            present.iter().map(|member| (member.id, fold(&member.name), fold(&member.address.to_string()))).collect();
        let fields = clients::custom_fields(db, actor)?;
        Ok(People {
            members,
            places,
            fields,
            owner,
            by_place: None,
            place,
            rhythm_days: None,
            zone: actor.zone.clone(),
        })
    }

    /// The same with the answer to who looks after clients without an owner: a member, or those at each client's place.
    pub fn answered(db: &Conn, actor: &Actor, owners: &Owners) -> Result<Self> {
        let mut people = People::read(db, actor)?;
        match owners {
            Owners::WhoBringsThem => {}
            Owners::Member(member) => {
                let works_here = people.members.iter().any(|(id, ..)| id == member);
                people.owner = if works_here { *member } else { people.owner };
            }
            Owners::AtTheirPlace => {
                let present = members::present(db, actor.workspace)?;
                let may_own = present.iter().filter(|member| member.role != tend_core::Role::Guest);
                people.by_place = Some(may_own.map(|member| (member.location, member.id)).collect());
            }
        }
        Ok(people)
    }

    /// Who looks after a client without an owner of their own: those who work at a place take turns.
    pub fn owner_at(&self, place: LocationId, row: u64) -> MemberId {
        let Some(by_place) = &self.by_place else { return self.owner };
        let there: Vec<MemberId> = by_place.iter().filter(|(at, _)| *at == place).map(|(_, member)| *member).collect();
        match there.len() as u64 {
            0 => self.owner,
            many => there[usize::try_from(row % many).unwrap_or(0)],
        }
    }

    /// The member that a row names: by whole name, mail address, or first name where only one has it.
    pub fn member(&self, text: &str) -> Option<MemberId> {
        let folded = fold(text);
        let whole = self.members.iter().find(|(_, name, address)| *name == folded || *address == folded);
        let first = |(_, name, _): &&(MemberId, String, String)| name.split(' ').next() == Some(folded.as_str());
        let found = whole.or_else(|| only(self.members.iter().filter(first)));
        found.map(|(id, ..)| *id)
    }

    /// Counts whom a row names that nobody here is called.
    pub fn note(&self, called: &mut Called, candidate: &Candidate) {
        called.owners.add(&candidate.owner, self.member(&candidate.owner).is_some());
        called.places.add(&candidate.location, self.place(&candidate.location).is_some());
    }

    /// The place that a row names: by name, its beginning, or its initials (`MS` for Market Street), where only one fits.
    pub fn place(&self, text: &str) -> Option<LocationId> {
        let folded = fold(text);
        if folded.is_empty() {
            return None;
        }
        let initials = |name: &str| name.split(' ').filter_map(|word| word.chars().next()).collect::<String>();
        let whole = self.places.iter().find(|place| place.folded == folded);
        let beginning = || only(self.places.iter().filter(|place| place.folded.starts_with(&folded)));
        let initial = || only(self.places.iter().filter(|place| initials(&place.folded) == folded));
        whole.or_else(beginning).or_else(initial).map(|place| place.id)
    }

    /// What a place is called.
    pub fn place_name(&self, id: LocationId) -> Option<&str> {
        self.places.iter().find(|place| place.id == id).map(|place| place.name.as_str())
    }
}

/// The one thing, if there is exactly one.
fn only<T>(mut things: impl Iterator<Item = T>) -> Option<T> {
    let first = things.next()?;
    things.next().is_none().then_some(first)
}
