//! Finding clients: by words, by names typed with an error, by the addresses and numbers at which they are reached.

use tend_core::{
    Actor, Result,
    db::{Conn, Param, search as index},
    fold,
    id::ClientId,
};

use super::{SEARCHED, found};
use crate::{
    client::Client,
    contact::{ContactKind, ContactPoint},
    likeness::phone_key,
};

/// With fewer digits a number is no number yet.
const DIGITS: usize = 4;
/// With fewer letters an address is no address yet.
const LETTERS: usize = 3;

/// Clients whose names are close to what was typed, the closest first.
pub fn search_close(db: &Conn, actor: &Actor, text: &str, limit: usize) -> Result<Vec<Client>> {
    let hits = index::find_close(db, actor.workspace.0, SEARCHED, text, limit)?;
    let ids: Vec<ClientId> = hits.iter().map(|hit| ClientId(hit.id)).collect();
    in_order(db, actor, &ids)
}

/// Clients by their ids, in this order; those that are not found are left out.
pub fn in_order(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<Vec<Client>> {
    let mut clients = found(db, actor, ids)?;
    clients.sort_by_key(|client| ids.iter().position(|id| *id == client.id));
    clients.dedup_by_key(|client| client.id);
    Ok(clients)
}

/// Addresses that begin with what was typed, and numbers that have these digits, however they are written: with 00 or + before the
/// country, with (0), blanks and strokes. From seven digits on the country need not be there.
pub fn search_points(db: &Conn, actor: &Actor, text: &str, limit: i64) -> Result<Vec<ContactPoint>> {
    let folded = fold::fold(text);
    let digits: String = folded.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= DIGITS && !folded.chars().any(|letter| letter.is_alphabetic() || letter == '@');
    if is_number {
        return by_digits(db, actor, &folded, &digits, limit);
    }
    let bare = folded.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    if bare.chars().count() < LETTERS || bare.contains(' ') {
        return Ok(Vec::new());
    }
    beginning_with(db, actor, &[bare.to_owned()], limit)
}

fn by_digits(db: &Conn, actor: &Actor, folded: &str, digits: &str, limit: i64) -> Result<Vec<ContactPoint>> {
    let country = digits.strip_prefix("00").filter(|_| !folded.starts_with('+')).unwrap_or(digits);
    let beginnings = [format!("+{country}"), digits.to_owned(), format!("0{digits}")];
    let mut points = beginning_with(db, actor, &beginnings, limit)?;
    if let Some(key) = phone_key(digits) {
        let end = &digits[digits.len().saturating_sub(7)..];
        let has_end = |point: &ContactPoint| {
            let own: String = point.value.chars().filter(char::is_ascii_digit).collect();
            own.ends_with(end)
        };
        let others = under_key(db, actor, key, limit)?;
        let others =
            others.into_iter().filter(|other| has_end(other) && points.iter().all(|point| point.id != other.id));
        points.extend(others.collect::<Vec<_>>());
    }
    points.retain(|point| point.kind == ContactKind::Phone);
    Ok(points)
}

/// Contact points whose folded value begins so, in the order of their values.
fn beginning_with(db: &Conn, actor: &Actor, beginnings: &[String], limit: i64) -> Result<Vec<ContactPoint>> {
    let mut points: Vec<ContactPoint> = Vec::new();
    let sql = "SELECT id, client_id, kind, label, value, consents, version FROM contact_points \
               WHERE workspace_id = $1 AND value_folded >= $2 AND value_folded < $3 ORDER BY value_folded, client_id LIMIT $4";
    for beginning in beginnings {
        let end = format!("{beginning}\u{10FFFF}");
        let params: [&dyn Param; 4] = [&actor.workspace, beginning, &end, &limit];
        let more: Vec<ContactPoint> = db.query(sql, &params)?;
        points
            .extend(more.into_iter().filter(|more| points.iter().all(|point| point.id != more.id)).collect::<Vec<_>>());
    }
    Ok(points)
}

/// Phone numbers of clients that share the key of a number. `CROSS JOIN` and not `JOIN`: SQLite then keeps the few clients on the outside
/// and does not read the contact points of the whole workspace beside them.
fn under_key(db: &Conn, actor: &Actor, key: i64, limit: i64) -> Result<Vec<ContactPoint>> {
    Ok(db.query(
        "SELECT p.id, p.client_id, p.kind, p.label, p.value, p.consents, p.version FROM \
         (SELECT client_id FROM client_keys WHERE workspace_id = $1 AND likeness = $2 ORDER BY client_id LIMIT $3) k \
         CROSS JOIN contact_points p WHERE p.workspace_id = $1 AND p.client_id = k.client_id AND p.kind = 'phone'",
        &[&actor.workspace, &key, &limit],
    )?)
}
