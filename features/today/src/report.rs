//! Today for machines: the list in its order with every number of the rule, as `tend today --json` prints it.

use serde::Serialize;
use tend_core::{Actor, Feature, Result, Timestamp, calls::urgency, db::Conn, id::MemberId};

use crate::{
    list::{Asked, REPORT_LOOKS_AT, gather},
    today::{Kinds, Standing},
};

/// One client who needs the member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Their name.
    pub client: String,
    /// The group they stand in, in words.
    pub group: &'static str,
    /// 1 − Π(1 − w·u), in [0, 1).
    pub need: f64,
    /// Their started calls, the most telling first.
    pub calls: Vec<Reason>,
}

/// One call to care.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The kind: `promises.due`.
    pub kind: String,
    /// When it began to call, in RFC 3339.
    pub start: String,
    /// Its due time, of a day call the day's end, in RFC 3339.
    pub due: String,
    /// w, in (0, 1).
    pub weight: f64,
    /// u, in [0, 1).
    pub urgency: f64,
    /// Why, in words.
    pub reason: String,
}

/// Who needs this member at `at`, with the numbers. It looks much further than the page does.
pub fn report(
    db: &Conn,
    actor: &Actor,
    member: MemberId,
    at: Timestamp,
    features: &'static [&'static Feature],
) -> Result<Vec<Row>> {
    let asked = Asked { member, at, kinds: Kinds(features), look_at: REPORT_LOOKS_AT };
    Ok(gather(db, actor, &asked)?.standings.iter().map(|standing| row(standing, at)).collect())
}

fn row(standing: &Standing, at: Timestamp) -> Row {
    let reason = |call: &tend_core::calls::Call| Reason {
        kind: call.kind.clone(),
        start: call.when.start().to_string(),
        due: call.when.due().to_string(),
        weight: call.weight,
        urgency: urgency(call.when, at),
        reason: call.reason.clone(),
    };
    Row {
        client: standing.name.clone(),
        group: standing.place.group.words(),
        need: standing.place.need,
        calls: standing.calls.iter().map(reason).collect(),
    }
}
