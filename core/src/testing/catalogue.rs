//! The first proof: the catalogue of either engine, against the rules of the schema.
//!
//! Every table of a workspace has `workspace_id` first in its primary key, in every unique constraint and index, and in every
//! foreign key; nothing that Citus cannot spread (triggers, sequences, exclusion constraints, procedures) is there.

use crate::db::{Conn, Db, Result, Row};

/// The tables without a workspace: who signs in, and what the runner of migrations notes.
pub const WITHOUT_WORKSPACE: &[&str] = &["users", "user_workspaces", "sessions", "links", "attempts", "migrations"];

/// The one exception to the rules: the full-text indexes.
const SEARCH: [&str; 2] = ["search_texts", "search_said"];

/// Everything in the catalogue that breaks a rule, a sentence each. `apart` names the tables without a workspace.
pub async fn complaints(db: &Db, apart: &'static [&'static str]) -> Result<Vec<String>> {
    db.read(move |db| {
        let facts = if db.is_postgres() { postgres_facts(db)? } else { sqlite_facts(db)? };
        let mut complaints = facts.strangers;
        for key in &facts.keys {
            complaints.extend(wrong_key(key, apart));
        }
        for link in &facts.links {
            complaints.extend(wrong_link(link, apart));
        }
        for table in &facts.tables {
            let has_key = facts.keys.iter().any(|key| key.table == *table && key.primary);
            if !has_key {
                complaints.push(format!("{table} has no primary key"));
            }
        }
        Ok(complaints)
    })
    .await
}

/// What the rules are about, the same from both engines.
struct Facts {
    tables: Vec<String>,
    keys: Vec<Key>,
    links: Vec<Link>,
    /// What must not be there at all.
    strangers: Vec<String>,
}

/// A primary key, a unique constraint or an index.
struct Key {
    table: String,
    name: String,
    first: String,
    primary: bool,
    full_text: bool,
}

/// A foreign key.
struct Link {
    table: String,
    name: String,
    to: String,
    first: String,
    first_there: String,
    on_delete: String,
}

fn wrong_key(key: &Key, apart: &[&str]) -> Option<String> {
    let Key { table, name, first, .. } = key;
    let is_fine = first == "workspace_id"
        || apart.contains(&table.as_str())
        || (SEARCH.contains(&table.as_str()) && key.full_text);
    (!is_fine).then(|| format!("{table}: the key or index {name} begins with {first}, not with workspace_id"))
}

fn wrong_link(link: &Link, apart: &[&str]) -> Option<String> {
    let Link { table, name, to, first, first_there, on_delete } = link;
    if !["a", "r", "c", "NO ACTION", "RESTRICT", "CASCADE"].contains(&on_delete.as_str()) {
        return Some(format!(
            "{table}: {name} does {on_delete} on delete; only restrict, cascade and no action may be"
        ));
    }
    let (from_apart, to_apart) = (apart.contains(&table.as_str()), apart.contains(&to.as_str()));
    match (from_apart, to_apart) {
        (true, true) => None,
        (true, false) => Some(format!("{table} has no workspace and must not lean on {to}, which has one")),
        (false, true) => Some(format!("{table} has a workspace and must not lean on {to}, which has none")),
        (false, false) if first == "workspace_id" && first_there == "workspace_id" => None,
        (false, false) => Some(format!(
            "{table}: {name} to {to} begins with {first} → {first_there}, not with workspace_id on both sides"
        )),
    }
}

fn texts(db: &Conn, sql: &str) -> Result<Vec<String>> {
    db.query_map(sql, &[], |row| row.get(0))
}

fn read_key(row: &Row) -> Result<Key> {
    Ok(Key { table: row.get(0)?, name: row.get(1)?, first: row.get(2)?, primary: row.get(3)?, full_text: row.get(4)? })
}

fn read_link(row: &Row) -> Result<Link> {
    Ok(Link {
        table: row.get(0)?,
        name: row.get(1)?,
        to: row.get(2)?,
        first: row.get(3)?,
        first_there: row.get(4)?,
        on_delete: row.get(5)?,
    })
}

fn postgres_facts(db: &Conn) -> Result<Facts> {
    let tables = texts(
        db,
        "SELECT c.relname::text FROM pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1",
    )?;
    let keys = db.query_map(
        "SELECT c.relname::text, i.relname::text, coalesce(a.attname::text, '(an expression)'), x.indisprimary, m.amname = 'gin'
         FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
         LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
         WHERE c.relnamespace = current_schema()::regnamespace AND NOT c.relispartition ORDER BY 1, 2",
        &[],
        read_key,
    )?;
    let links = db.query_map(
        "SELECT c.relname::text, k.conname::text, t.relname::text, a.attname::text, b.attname::text, k.confdeltype::text
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
         JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = k.confkey[1]
         WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2",
        &[],
        read_link,
    )?;
    let strangers = texts(
        db,
        "SELECT 'there is a trigger, ' || tgname || ' on ' || tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal
         UNION ALL SELECT 'there is a sequence, ' || relname FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace
         UNION ALL SELECT 'there is an exclusion constraint, ' || conname FROM pg_constraint WHERE contype = 'x'
         UNION ALL SELECT 'there is a procedure or function, ' || proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
         UNION ALL SELECT 'there is a GIN index over several columns, ' || i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
             JOIN pg_am m ON m.oid = i.relam WHERE m.amname = 'gin' AND x.indnatts > 1 AND i.relnamespace = current_schema()::regnamespace",
    )?;
    Ok(Facts { tables, keys, links, strangers })
}

/// Virtual tables and what belongs to them are the engine's own affair.
fn sqlite_facts(db: &Conn) -> Result<Facts> {
    const OURS: &str = "t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let tables = texts(db, &format!("SELECT t.name FROM pragma_table_list t WHERE {OURS} ORDER BY 1"))?;
    let keys = db.query_map(
        &format!(
            "SELECT t.name, l.name, coalesce(i.name, '(an expression)'), l.origin = 'pk', false
             FROM pragma_table_list t JOIN pragma_index_list(t.name) l JOIN pragma_index_info(l.name) i ON i.seqno = 0 WHERE {OURS}
             UNION ALL SELECT t.name, t.name || '_pkey', c.name, true, c.type = 'INTEGER'
             FROM pragma_table_list t JOIN pragma_table_info(t.name) c ON c.pk = 1
             WHERE {OURS} AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) l WHERE l.origin = 'pk') ORDER BY 1, 2"
        ),
        &[],
        read_key,
    )?;
    let links = db.query_map(
        &format!(
            "SELECT t.name, 'foreign key ' || f.id, f.\"table\", f.\"from\", coalesce(f.\"to\", f.\"from\"), f.on_delete
             FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f ON f.seq = 0 WHERE {OURS} ORDER BY 1, 2"
        ),
        &[],
        read_link,
    )?;
    let strangers = texts(
        db,
        "SELECT 'there is a trigger, ' || name FROM sqlite_schema WHERE type = 'trigger'
         UNION ALL SELECT 'there is a sequence, ' || name FROM sqlite_schema WHERE name = 'sqlite_sequence'",
    )?;
    Ok(Facts { tables, keys, links, strangers })
}
