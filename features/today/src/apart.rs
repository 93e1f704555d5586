//! Clients who could be meant, told apart: two of the same name and place need one more word each.

use tend_clients::Client;
use tend_core::{Actor, Result, Timestamp, ago, db::Conn, fold::fold};

/// The most ways to reach somebody that are named.
const WAYS: usize = 2;

/// A client who could be meant, and a short line that says which one they are.
#[derive(Clone, Debug)]
pub struct Likely {
    /// Who.
    pub client: Client,
    /// “Touring bike”, or “Market Street, +49 30 1234, last spoke 4 days ago” where another one is called the same.
    pub line: String,
}

impl Likely {
    /// As they are known anyway: by their short line, else by their place.
    pub fn usual(client: Client) -> Likely {
        let line = if client.about.is_empty() { client.location_name.clone() } else { client.about.clone() };
        Likely { client, line }
    }

    fn looks_like(&self, other: &Likely) -> bool {
        fold(&self.client.name) == fold(&other.client.name) && fold(&self.line) == fold(&other.line)
    }
}

/// Each with a line; what is the same for two is said more fully.
pub fn told(db: &Conn, actor: &Actor, clients: Vec<Client>, now: Timestamp) -> Result<Vec<Likely>> {
    let usual: Vec<Likely> = clients.into_iter().map(Likely::usual).collect();
    let is_twice = |one: &Likely| usual.iter().filter(|other| one.looks_like(other)).count() > 1;
    usual.iter().map(|one| if is_twice(one) { fully(db, actor, one, now) } else { Ok(one.clone()) }).collect()
}

fn fully(db: &Conn, actor: &Actor, likely: &Likely, now: Timestamp) -> Result<Likely> {
    let client = &likely.client;
    let mut words = vec![likely.line.clone()];
    words.extend(
        tend_clients::store::contact_points(db, actor, client.id)?.into_iter().take(WAYS).map(|point| point.value),
    );
    let organizations = tend_clients::store::organizations_of(db, actor, client.id, 1)?;
    words.extend(organizations.into_iter().map(|affiliation| affiliation.other_name));
    words.push(match client.last_contact_at {
        Some(at) => format!("last spoke {}", ago::ago(at, now, &actor.zone)),
        None => format!("in the book since {}", ago::ago(client.created_at, now, &actor.zone)),
    });
    words.retain(|word| !word.is_empty());
    Ok(Likely { client: client.clone(), line: words.join(", ") })
}
