//! The statements of tokens, and of answers that are kept for a program that asks twice.

use serde_json::Value;

use super::{
    Scope,
    token::{NewToken, Token, TokenId},
};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    id::{ClientId, MemberId, WorkspaceId},
    time::Timestamp,
};

const TOKEN: &str = "t.id, t.member_id, m.name, t.name, t.role, t.scopes, t.created_at, t.seen_at, t.expires_at";

/// The living token with that secret.
pub(super) fn living(db: &Conn, workspace: WorkspaceId, secret_hash: &str, now: Timestamp) -> Result<Option<Token>> {
    let sql = format!(
        "SELECT {TOKEN} FROM tokens t JOIN members m ON m.workspace_id = $1 AND m.id = t.member_id \
         WHERE t.workspace_id = $1 AND t.secret_hash = $2 AND t.withdrawn_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $3)"
    );
    Ok(db.opt(&sql, &[&workspace, &secret_hash, &now])?)
}

/// One token that was not withdrawn.
pub fn find(db: &Conn, workspace: WorkspaceId, id: TokenId) -> Result<Token> {
    let sql = format!(
        "SELECT {TOKEN} FROM tokens t JOIN members m ON m.workspace_id = $1 AND m.id = t.member_id \
         WHERE t.workspace_id = $1 AND t.id = $2 AND t.withdrawn_at IS NULL"
    );
    Ok(db.one(&sql, &[&workspace, &id])?)
}

/// A member's tokens that were not withdrawn, the newest first.
pub fn of_member(db: &Conn, workspace: WorkspaceId, member: MemberId, limit: i64) -> Result<Vec<Token>> {
    let sql = format!(
        "SELECT {TOKEN} FROM tokens t JOIN members m ON m.workspace_id = $1 AND m.id = t.member_id \
         WHERE t.workspace_id = $1 AND t.member_id = $2 AND t.withdrawn_at IS NULL ORDER BY t.id DESC LIMIT $3"
    );
    Ok(db.query(&sql, &[&workspace, &member, &limit])?)
}

/// Everybody's tokens that were not withdrawn, the newest first.
pub fn of_everyone(db: &Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Token>> {
    let sql = format!(
        "SELECT {TOKEN} FROM tokens t JOIN members m ON m.workspace_id = $1 AND m.id = t.member_id \
         WHERE t.workspace_id = $1 AND t.withdrawn_at IS NULL ORDER BY t.id DESC LIMIT $2"
    );
    Ok(db.query(&sql, &[&workspace, &limit])?)
}

pub(super) fn insert(tx: &Tx, id: TokenId, new: &NewToken, secret_hash: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO tokens (workspace_id, id, member_id, secret_hash, name, role, scopes, created_at, seen_at, expires_at, withdrawn_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9, NULL)",
        &[
            &tx.actor.workspace,
            &id,
            &new.member,
            &secret_hash,
            &new.name,
            &new.role,
            &serde_json::to_value(&new.scopes)?,
            &tx.now,
            &new.lifetime.ends_at(tx.now),
        ],
    )?;
    Ok(())
}

/// Withdraws a token; says whether it was still there.
pub(super) fn withdraw(tx: &Tx, id: TokenId) -> Result<bool> {
    let withdrawn = tx.exec(
        "UPDATE tokens SET withdrawn_at = $3 WHERE workspace_id = $1 AND id = $2 AND withdrawn_at IS NULL",
        &[&tx.actor.workspace, &id, &tx.now],
    )?;
    Ok(withdrawn == 1)
}

/// Withdraws all tokens of a member.
pub(super) fn withdraw_all_of(tx: &Tx, member: MemberId) -> Result<()> {
    tx.exec(
        "UPDATE tokens SET withdrawn_at = $3 WHERE workspace_id = $1 AND member_id = $2 AND withdrawn_at IS NULL",
        &[&tx.actor.workspace, &member, &tx.now],
    )?;
    Ok(())
}

/// Writes down that a token was used.
pub(super) fn note_seen(db: &Conn, workspace: WorkspaceId, id: TokenId, now: Timestamp) -> Result<()> {
    db.exec(
        "UPDATE tokens SET seen_at = $3 WHERE workspace_id = $1 AND id = $2 AND (seen_at IS NULL OR seen_at < $3)",
        &[&workspace, &id, &now],
    )?;
    Ok(())
}

/// What was answered under a key, and to what: the fingerprint of the request, and the answer.
pub(super) fn kept_answer(
    db: &Conn,
    workspace: WorkspaceId,
    token: TokenId,
    key: &str,
) -> Result<Option<(String, Value)>> {
    let kept = db.query_map(
        "SELECT fingerprint, answer FROM token_answers WHERE workspace_id = $1 AND token_id = $2 AND once_key = $3",
        &[&workspace, &token, &key],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(kept.into_iter().next())
}

/// Keeps an answer. A second one under the same key is a conflict.
pub(super) fn keep_answer(tx: &Tx, token: TokenId, key: &str, fingerprint: &str, answer: &Value) -> Result<()> {
    tx.exec(
        "INSERT INTO token_answers (workspace_id, token_id, once_key, fingerprint, answer, kept_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &[&tx.actor.workspace, &token, &key, &fingerprint, &answer, &tx.now],
    )?;
    Ok(())
}

/// Forgets the answers that tell of a client.
pub(super) fn forget_answers_about(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec(
        "DELETE FROM token_answers WHERE workspace_id = $1 AND CAST(answer AS TEXT) LIKE $2",
        &[&tx.actor.workspace, &format!("%{client}%")],
    )?;
    Ok(())
}

/// Forgets answers that were kept before then.
pub(super) fn forget_answers(db: &Conn, workspace: WorkspaceId, before: Timestamp) -> Result<()> {
    db.exec("DELETE FROM token_answers WHERE workspace_id = $1 AND kept_at < $2", &[&workspace, &before])?;
    Ok(())
}

impl FromRow for Token {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        let scopes: Value = row.get(5)?;
        Ok(Token {
            id: row.get(0)?,
            member: row.get(1)?,
            member_name: row.get(2)?,
            name: row.get(3)?,
            role: row.get(4)?,
            // What an older Tend wrote and nobody can read any more lets nobody in.
            scopes: serde_json::from_value::<Vec<Scope>>(scopes).unwrap_or_default(),
            created_at: row.get(6)?,
            seen_at: row.get(7)?,
            expires_at: row.get(8)?,
        })
    }
}
