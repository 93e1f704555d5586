//! The statements of the keys under which likely duplicates meet.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, Param},
    id::ClientId,
};

use crate::{
    contact::{ContactKind, folded_value},
    likeness::{Key, Profile},
};

/// So many addresses of one profile are looked for.
pub(crate) const MAILS: usize = 3;

/// Clients who share a key or a mail address with a profile, in order, all in one statement. Of a key that more than `few` share
/// nobody is taken; an address counts whoever has it.
pub(crate) fn meeting(db: &Conn, actor: &Actor, profile: &Profile, keys: &[Key], few: i64) -> Result<Vec<ClientId>> {
    let mails: Vec<String> =
        profile.mails.iter().take(MAILS).map(|mail| folded_value(ContactKind::Email, mail)).collect();
    let most = few + 1;
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &most];
    params.extend(keys.iter().map(|key| key as &dyn Param));
    params.extend(mails.iter().map(|mail| mail as &dyn Param));
    let arm = |at: usize| if at < keys.len() { under_key(at) } else { under_mail(at) };
    let arms: Vec<String> = (0..keys.len() + mails.len()).map(arm).collect();
    if arms.is_empty() {
        return Ok(Vec::new());
    }
    let found =
        db.query_map(&arms.join(" UNION ALL "), &params, |row| Ok((row.get::<i64>(0)?, row.get::<ClientId>(1)?)))?;
    let shared_by = |at: i64| found.iter().filter(|(arm, _)| *arm == at).count() as i64;
    let is_telling = |at: i64| at >= keys.len() as i64 || shared_by(at) <= few;
    let mut ids: Vec<ClientId> = found.iter().filter(|(at, _)| is_telling(*at)).map(|(_, id)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn under_key(at: usize) -> String {
    format!(
        "SELECT CAST({at} AS BIGINT), client_id FROM (SELECT client_id FROM client_keys WHERE workspace_id = $1 AND likeness = ${} \
         ORDER BY client_id LIMIT $2) AS a{at}",
        at + 3
    )
}

fn under_mail(at: usize) -> String {
    format!(
        "SELECT CAST({at} AS BIGINT), client_id FROM (SELECT client_id FROM contact_points WHERE workspace_id = $1 AND value_folded = ${} \
         AND kind = 'email' ORDER BY client_id LIMIT $2) AS a{at}",
        at + 3
    )
}

/// Has the house any client yet?
pub(crate) fn is_anybody_there(db: &Conn, actor: &Actor) -> Result<bool> {
    let sql = "SELECT id FROM clients WHERE workspace_id = $1 LIMIT 1";
    Ok(!db.query_map(sql, &[&actor.workspace], |row| row.get::<ClientId>(0))?.is_empty())
}

/// Writes a client's keys, all in one statement.
pub(crate) fn insert_keys(tx: &Tx, client: ClientId, keys: &[Key]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..keys.len()).map(|at| format!("($1, $2, ${})", at + 3)).collect();
    let sql = format!("INSERT INTO client_keys (workspace_id, client_id, likeness) VALUES {}", rows.join(", "));
    let mut params: Vec<&dyn Param> = vec![&tx.actor.workspace, &client];
    params.extend(keys.iter().map(|key| key as &dyn Param));
    tx.exec(&sql, &params)?;
    Ok(())
}

/// Takes all keys of a client away.
pub(crate) fn delete_keys(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec("DELETE FROM client_keys WHERE workspace_id = $1 AND client_id = $2", &[&tx.actor.workspace, &client])?;
    Ok(())
}
