//! Filling in custom fields.

use serde_json::{Map, Value as Json, json};
use tend_core::{Error, Problems, Result, Tx, id::ClientId};

use super::{book_entry, fields::read_value, to_write};
use crate::{
    client::NewClient,
    fields::{self, CustomField, FieldId, Held},
    store,
};

/// Writes what was typed into a client's custom field. `was` is what its writer saw, as a form sends it: what somebody else wrote
/// there meanwhile, and otherwise, is a conflict that says so.
pub fn fill(tx: &Tx, id: ClientId, field: FieldId, was: &str, typed: &str) -> Result<()> {
    let client = to_write(tx, id)?;
    let field = store::custom_field(tx, &tx.actor, field)?;
    if field.deleted_at.is_some() {
        return Err(Error::Conflict(format!("The field {} was taken away. Nothing was changed.", field.name)));
    }
    let mut custom = store::custom(tx, &tx.actor, id)?;
    let before = held(tx, &field, custom.get(&field.id.to_string()))?;
    if before.as_ref().is_some_and(|before| is_left(before, typed)) {
        return Ok(());
    }
    let after = match read_value(tx, &tx.actor, &field, typed)? {
        Err(sentence) => return Err(Error::invalid(&field.control(), sentence)),
        Ok(None) if field.required && before.is_some() => {
            return Err(Error::invalid(&field.control(), format!("{} is needed for every client.", field.name)));
        }
        Ok(value) => value.map(Held::Value),
    };
    let typed_before = before.as_ref().map(|(held, _)| held.typed()).unwrap_or_default();
    if typed_before == after.as_ref().map(Held::typed).unwrap_or_default() {
        return Ok(());
    }
    let words_before = before.map_or_else(|| "nothing".to_owned(), |(_, words)| words);
    if lines(&typed_before) != lines(was) {
        return Err(Error::Conflict(format!(
            "Somebody was faster: {} is now “{words_before}”. Nothing you typed is lost.",
            field.name
        )));
    }
    match &after {
        Some(held) => custom.insert(field.id.to_string(), held.to_json()),
        None => custom.remove(&field.id.to_string()),
    };
    store::set_custom(tx, id, client.version, &custom)?;
    put_keys(tx, id, &client.name, &field, after.as_ref())?;
    let after = after.map(|held| in_words(tx, &field, &held)).transpose()?.unwrap_or_else(|| "nothing".to_owned());
    let change = json!({ "field": field.control(), "what": field.name, "before": words_before, "after": after });
    book_entry(tx, id, "clients.changed", field.name.clone(), json!({ "changes": [change] }));
    Ok(())
}

/// What could not be read, or a client by their name, left as the form showed it.
fn is_left((held, words): &(Held, String), typed: &str) -> bool {
    (matches!(held, Held::Unread(_)) || held.client().is_some()) && words == typed.trim()
}

/// Several choices, however their lines end and in whatever order.
fn lines(typed: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}

/// Fills in what a new client comes with. What does not read is told field by field.
pub(super) fn fill_new(tx: &Tx, id: ClientId, new: &NewClient) -> Result<()> {
    if new.custom.is_empty() {
        return Ok(());
    }
    let known = store::custom_fields(tx, &tx.actor)?;
    let mut problems = Problems::default();
    let mut custom: Map<String, Json> = Map::new();
    for (wanted, typed) in &new.custom {
        let field = known.iter().find(|field| field.id == *wanted).ok_or(Error::NotFound)?;
        let value = problems.take(&field.control(), read_value(tx, &tx.actor, field, typed)?);
        if let Some(held) = value.flatten().map(Held::Value) {
            custom.insert(field.id.to_string(), held.to_json());
            put_keys(tx, id, &new.name, field, Some(&held))?;
        }
    }
    problems.none()?;
    if custom.is_empty() { Ok(()) } else { store::put_custom(tx, id, &custom) }
}

/// Which required fields a form for a new client leaves empty.
pub(crate) fn missing(known: &[CustomField], typed: impl Fn(&str) -> String, problems: &mut Problems) {
    for field in known.iter().filter(|field| field.required) {
        if typed(&field.control()).trim().is_empty() {
            problems.add(&field.control(), format!("{} is needed for every client.", field.name));
        }
    }
}

fn put_keys(tx: &Tx, id: ClientId, name: &str, field: &CustomField, held: Option<&Held>) -> Result<()> {
    store::delete_values(tx, id, field.id)?;
    for key in held.map(Held::keys).unwrap_or_default() {
        store::insert_value(tx, id, field.id, &key, name)?;
    }
    Ok(())
}

/// What stands in the column, with its words.
fn held(tx: &Tx, field: &CustomField, json: Option<&Json>) -> Result<Option<(Held, String)>> {
    let Some(held) = json.and_then(|json| Held::of_json(field, json, &|_| None)) else { return Ok(None) };
    let words = in_words(tx, field, &held)?;
    Ok(Some((held, words)))
}

fn in_words(tx: &Tx, field: &CustomField, held: &Held) -> Result<String> {
    let name = match held.client() {
        Some(id) => store::found(tx, &tx.actor, &[id])?.into_iter().next().map(|client| client.name),
        None => None,
    };
    Ok(held.words(field, &|_| name.clone()))
}

/// The fields a form names, each with all that was sent under its name, one a line.
pub(crate) fn of_form(sent: &[(String, String)]) -> Vec<(FieldId, String)> {
    let mut found: Vec<(FieldId, String)> = Vec::new();
    for (name, value) in sent {
        let Some(id) = fields::of_control(name) else { continue };
        match found.iter_mut().find(|(known, _)| *known == id) {
            Some((_, typed)) => {
                typed.push('\n');
                typed.push_str(value);
            }
            None => found.push((id, value.clone())),
        }
    }
    found
}
