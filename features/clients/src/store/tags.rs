//! The statements of tags.

use std::collections::HashMap;

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, Param},
    fold,
    id::ClientId,
};

/// All tags of the workspace, by name: folded, as written.
pub fn tags(db: &Conn, actor: &Actor) -> Result<Vec<(String, String)>> {
    Ok(db.query_map(
        "SELECT tag_folded, name FROM tags WHERE workspace_id = $1 ORDER BY tag_folded LIMIT 200",
        &[&actor.workspace],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// As many tags as one client's page shows.
pub(crate) const TAGS_SHOWN: usize = 100;

/// A client's tags, by name; the first hundred.
pub fn tags_of(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<String>> {
    Ok(db.query_map(
        "SELECT t.name FROM client_tags c JOIN tags t ON t.workspace_id = $1 AND t.tag_folded = c.tag_folded \
         WHERE c.workspace_id = $1 AND c.client_id = $2 ORDER BY c.tag_folded LIMIT 100",
        &[&actor.workspace, &client],
        |row| row.get(0),
    )?)
}

/// How many tags a client has.
pub(crate) fn count_tags(db: &Conn, actor: &Actor, client: ClientId) -> Result<usize> {
    let count: i64 = db.scalar(
        "SELECT COUNT(*) FROM client_tags WHERE workspace_id = $1 AND client_id = $2",
        &[&actor.workspace, &client],
    )?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The tags of several clients, by name.
pub fn tags_of_many(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<HashMap<ClientId, Vec<String>>> {
    const CHUNK: usize = 50;
    let places: Vec<String> = (2..2 + CHUNK).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT c.client_id, t.name FROM client_tags c JOIN tags t ON t.workspace_id = $1 AND t.tag_folded = c.tag_folded \
         WHERE c.workspace_id = $1 AND c.client_id IN ({}) ORDER BY c.tag_folded LIMIT 5000",
        places.join(", ")
    );
    let mut tags: HashMap<ClientId, Vec<String>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn Param> = vec![&actor.workspace];
        params.extend((0..CHUNK).map(|at| chunk.get(at).unwrap_or(last) as &dyn Param));
        for (client, tag) in db.query_map(&sql, &params, |row| Ok((row.get(0)?, row.get(1)?)))? {
            tags.entry(client).or_default().push(tag);
        }
    }
    Ok(tags)
}

/// Makes the tag known, if it is not yet.
pub(crate) fn insert_tag(tx: &Tx, tag: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO tags (workspace_id, tag_folded, name) VALUES ($1, $2, $3) ON CONFLICT (workspace_id, tag_folded) DO NOTHING",
        &[&tx.actor.workspace, &fold::fold(tag), &tag],
    )?;
    Ok(())
}

/// Tags a client; says whether they did not have it yet.
pub(crate) fn insert_client_tag(tx: &Tx, client: ClientId, tag: &str, name: &str) -> Result<bool> {
    let changed = tx.exec(
        "INSERT INTO client_tags (workspace_id, client_id, tag_folded, name_folded) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace_id, client_id, tag_folded) DO NOTHING",
        &[&tx.actor.workspace, &client, &fold::fold(tag), &fold::fold(name)],
    )?;
    Ok(changed == 1)
}

/// Takes a tag off a client; says whether they had it.
pub(crate) fn delete_client_tag(tx: &Tx, client: ClientId, tag: &str) -> Result<bool> {
    let changed = tx.exec(
        "DELETE FROM client_tags WHERE workspace_id = $1 AND client_id = $2 AND tag_folded = $3",
        &[&tx.actor.workspace, &client, &fold::fold(tag)],
    )?;
    Ok(changed > 0)
}

/// Follows a change of the client's name.
pub(crate) fn rename_in_tags(tx: &Tx, client: ClientId, name: &str) -> Result<()> {
    tx.exec(
        "UPDATE client_tags SET name_folded = $3 WHERE workspace_id = $1 AND client_id = $2",
        &[&tx.actor.workspace, &client, &fold::fold(name)],
    )?;
    Ok(())
}

/// Takes all tags off a client; says which.
pub(crate) fn take_tags_off(tx: &Tx, client: ClientId) -> Result<Vec<String>> {
    Ok(tx.query_map(
        "DELETE FROM client_tags WHERE workspace_id = $1 AND client_id = $2 RETURNING tag_folded",
        &[&tx.actor.workspace, &client],
        |row| row.get(0),
    )?)
}

/// Forgets a tag that nobody has any more.
pub(crate) fn forget_tag(tx: &Tx, tag_folded: &str) -> Result<()> {
    tx.exec(
        "DELETE FROM tags WHERE workspace_id = $1 AND tag_folded = $2 AND NOT EXISTS \
         (SELECT 1 FROM client_tags c WHERE c.workspace_id = $1 AND c.tag_folded = $2)",
        &[&tx.actor.workspace, &tag_folded],
    )?;
    Ok(())
}
