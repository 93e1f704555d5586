//! Serve first: whoever waits on us is helped before anything is offered to them.
//!
//! Features say in their registration who waits for what; here it is gathered and put in words. The guard that a verb asks
//! before it offers stands with clients, where names are known.

use std::collections::HashMap;

use crate::{actor::Actor, db::Conn, error::Result, feature::Feature, id::ClientId, time::Timestamp, ui::Icon};

/// The field of forms and bodies that says why something is offered all the same.
pub const GOING_ON: &str = "going_on";

/// One reason to help a client before anything is offered to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The thing itself: a promise, a problem. Calls to care about it say the same.
    pub subject: uuid::Uuid,
    /// What they wait for, as it stands behind “Lotte is still waiting on”: “bike 9”.
    pub what: String,
    /// Since when.
    pub since: Timestamp,
    /// Its icon.
    pub icon: Icon,
    /// The way there, in words: “Go to the problem”.
    pub go: &'static str,
    /// Where it is.
    pub href: String,
}

/// Who of these clients waits for what: one statement of a feature for all of them, however many there are.
pub type ServeFirstOf = fn(&Conn, &Actor, &[ClientId], Timestamp) -> Result<Vec<(ClientId, Reason)>>;

/// All reasons to help these clients first, for each the oldest in front. Who waits for nothing is not among them.
pub fn reasons(
    features: &[&Feature],
    db: &Conn,
    actor: &Actor,
    clients: &[ClientId],
    now: Timestamp,
) -> Result<HashMap<ClientId, Vec<Reason>>> {
    let mut all: HashMap<ClientId, Vec<Reason>> = HashMap::new();
    if clients.is_empty() {
        return Ok(all);
    }
    for serve_first in features.iter().filter_map(|feature| feature.serve_first) {
        for (client, reason) in serve_first(db, actor, clients, now)? {
            all.entry(client).or_default().push(reason);
        }
    }
    for reasons in all.values_mut() {
        reasons.sort_by_key(|reason| (reason.since, reason.subject));
    }
    Ok(all)
}

/// “Lotte is still waiting on bike 9.”, and on how much else.
pub fn waiting(name: &str, reasons: &[Reason]) -> String {
    let what = reasons.first().map_or("us", |reason| reason.what.as_str());
    match reasons.len() {
        0 | 1 => format!("{name} is still waiting on {what}."),
        2 => format!("{name} is still waiting on {what}, and on one thing more."),
        many => format!("{name} is still waiting on {what}, and on {} things more.", many - 1),
    }
}

/// What is asked before an offer.
pub const SHALL_WE: &str = "Shall we help first?";
/// What is missing where somebody offers all the same.
pub const SAY_WHY: &str = "They can be offered something all the same: say why. It is written down.";

#[cfg(test)]
mod tests {
    use super::*;

    fn bike(number: u32) -> Reason {
        Reason {
            subject: uuid::Uuid::from_u128(number.into()),
            what: format!("bike {number}"),
            since: Timestamp(i64::from(number)),
            icon: Icon::Problem,
            go: "Go to the problem",
            href: String::new(),
        }
    }

    #[test]
    fn who_waits_for_what_is_said_in_one_sentence() {
        let said = |numbers: &[u32]| waiting("Lotte", &numbers.iter().copied().map(bike).collect::<Vec<_>>());
        assert_eq!(said(&[9]), "Lotte is still waiting on bike 9.");
        assert_eq!(said(&[9, 11]), "Lotte is still waiting on bike 9, and on one thing more.");
        assert_eq!(said(&[9, 11, 12]), "Lotte is still waiting on bike 9, and on 2 things more.");
    }
}
