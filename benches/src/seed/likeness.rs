//! Likely duplicates of the seeded house: the keys under which clients meet, and pairs that nobody answered yet.

use tend_clients::{ClientKind, NewClient, NewContactPoint, contact::ContactKind};
use tend_core::{
    Result,
    db::Conn,
    id::{LocationId, MemberId},
};
use uuid::Uuid;

use super::{
    Plan,
    store::{self, Values, row},
};

/// One in so many looks like the one after it.
const ONE_IN: u64 = 1000;

impl Plan {
    /// A row for each key of a client, as a verb would write them.
    pub fn keys(&self, id: Uuid, is_person: bool, name: &str, address: &str) -> Vec<Values> {
        let kind = if is_person { ClientKind::Person } else { ClientKind::Organization };
        let mut new = NewClient::new(kind, name, MemberId(self.members[0]), LocationId(self.places[0]));
        new.contact_points.push(NewContactPoint::new(ContactKind::Email, address));
        let checked = new.checked().ok();
        let keys = checked.iter().flat_map(|checked| checked.keys());
        keys.map(|key| -> Values { row![self.workspace, id, *key] }).collect()
    }

    /// An open pair, for one client in a thousand.
    pub fn pair(&self, number: u64) -> Option<Values> {
        let is_alike = number % ONE_IN == 1 && number + 1 < self.size.clients;
        let score = 0.5 + (number / ONE_IN % 100) as f64 / 200.0;
        let reasons = "nearly the same name".to_owned();
        is_alike
            .then(|| row![self.workspace, self.client(number), self.client(number + 1), score, reasons, String::new()])
    }
}

/// Puts the keys into their table.
pub fn insert_keys(tx: &Conn, rows: &[Values]) -> Result<()> {
    store::insert(tx, "client_keys", "workspace_id, client_id, likeness", rows)
}

/// Puts the pairs into theirs.
pub fn insert_pairs(tx: &Conn, rows: &[Values]) -> Result<()> {
    store::insert(tx, "likely_pairs", "workspace_id, one_id, other_id, score, reasons, answer", rows)
}
