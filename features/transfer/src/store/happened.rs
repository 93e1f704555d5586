//! The statements behind what happened: which entry came from which row, and whose a happening is.

use tend_core::{
    Result, Timestamp, Tx,
    db::Conn,
    id::{ClientId, EntryId, WorkspaceId},
};

use crate::import::ImportId;

/// An entry that a row became.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub entry: EntryId,
    pub identity: String,
    pub client: ClientId,
    pub row: i64,
    pub content: String,
    /// It moved the last contact …
    pub touched: bool,
    /// … from here.
    pub touched_from: Option<Timestamp>,
}

const TOLD: &str = "entry_id, identity, client_id, row, content, touched, touched_from";

fn told(row: &tend_core::db::Row) -> tend_core::db::Result<Told> {
    Ok(Told {
        entry: row.get(0)?,
        identity: row.get(1)?,
        client: row.get(2)?,
        row: row.get(3)?,
        content: row.get(4)?,
        touched: row.get(5)?,
        touched_from: row.get(6)?,
    })
}

/// The entries that a row of this identity became, one a client.
pub(crate) fn told_before(db: &Conn, workspace: WorkspaceId, identity: &str) -> Result<Vec<Told>> {
    let sql = format!(
        "SELECT {TOLD} FROM import_entries WHERE workspace_id = $1 AND identity = $2 ORDER BY entry_id LIMIT 100"
    );
    Ok(db.query_map(&sql, &[&workspace, &identity], told)?)
}

/// The entries that an import made, the last row first.
pub(crate) fn told_by(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    below_row: i64,
    limit: i64,
) -> Result<Vec<Told>> {
    let sql = format!(
        "SELECT {TOLD} FROM import_entries WHERE workspace_id = $1 AND import_id = $2 AND row <= $3 ORDER BY row DESC, entry_id DESC LIMIT $4"
    );
    Ok(db.query_map(&sql, &[&workspace, &import, &below_row, &limit], told)?)
}

pub(crate) fn insert_told(tx: &Tx, import: ImportId, told: &Told) -> Result<()> {
    tx.exec(
        "INSERT INTO import_entries (workspace_id, entry_id, identity, client_id, import_id, row, content, touched, touched_from) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &tx.actor.workspace,
            &told.entry,
            &told.identity,
            &told.client,
            &import,
            &told.row,
            &told.content,
            &told.touched,
            &told.touched_from,
        ],
    )?;
    Ok(())
}

/// The row says something else now.
pub(crate) fn retell(tx: &Conn, workspace: WorkspaceId, entry: EntryId, content: &str) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE import_entries SET content = $3 WHERE workspace_id = $1 AND entry_id = $2",
        &[&workspace, &entry, &content],
    )?)
}

pub(crate) fn delete_told(tx: &Conn, workspace: WorkspaceId, entry: EntryId) -> Result<()> {
    tx.exec("DELETE FROM import_entries WHERE workspace_id = $1 AND entry_id = $2", &[&workspace, &entry])?;
    Ok(())
}

/// Whose a happening is, as a list of its own said.
pub(crate) fn linked(db: &Conn, workspace: WorkspaceId, happening: &str) -> Result<Vec<ClientId>> {
    Ok(db.query_map(
        "SELECT client_id FROM import_links WHERE workspace_id = $1 AND happening = $2 ORDER BY client_id LIMIT 100",
        &[&workspace, &happening],
        |row| row.get(0),
    )?)
}

/// Links a happening to a client; false where that is known.
pub(crate) fn link(tx: &Tx, happening: &str, client: ClientId, import: ImportId, row: i64) -> Result<bool> {
    let written = tx.exec(
        "INSERT INTO import_links (workspace_id, happening, client_id, import_id, row) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (workspace_id, happening, client_id) DO NOTHING",
        &[&tx.actor.workspace, &happening, &client, &import, &row],
    )?;
    Ok(written == 1)
}

/// The last links of an import are forgotten; how many they were.
pub(crate) fn delete_links(tx: &Conn, workspace: WorkspaceId, import: ImportId, limit: i64) -> Result<i64> {
    let last: Vec<(String, ClientId)> = tx.query_map(
        "SELECT happening, client_id FROM import_links WHERE workspace_id = $1 AND import_id = $2 ORDER BY row DESC LIMIT $3",
        &[&workspace, &import, &limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (happening, client) in &last {
        delete_link(tx, workspace, happening, *client)?;
    }
    Ok(last.len() as i64)
}

fn delete_link(tx: &Conn, workspace: WorkspaceId, happening: &str, client: ClientId) -> Result<()> {
    tx.exec(
        "DELETE FROM import_links WHERE workspace_id = $1 AND happening = $2 AND client_id = $3",
        &[&workspace, &happening, &client],
    )?;
    Ok(())
}

/// What an import writes about a client is no edit of the rows they came from: those go on from this version.
pub(crate) fn go_on_from(tx: &Conn, workspace: WorkspaceId, client: ClientId, from: i64, to: i64) -> Result<()> {
    tx.exec(
        "UPDATE import_rows SET version = $4 WHERE workspace_id = $1 AND client_id = $2 AND version = $3",
        &[&workspace, &client, &from, &to],
    )?;
    Ok(())
}
