//! Defining custom fields. Only admins do; what people wrote into a field is never lost by it silently.

use serde_json::{Value as Json, json};
use tend_core::{
    Actor, Error, Result, Role, Tx, fold,
    id::ClientId,
    jobs,
    time::DAY,
    timeline::{NewEntry, Strand},
};

use crate::{
    fields::{CustomField, FieldDraft, FieldId, FieldKind, Held, KEPT_DAYS, MOST_FIELDS, Value},
    store,
};

/// How many clients are read anew in one transaction.
const AT_ONCE: i64 = 300;

/// Makes a field.
pub fn make_field(tx: &Tx, draft: &FieldDraft) -> Result<FieldId> {
    tx.actor.must_be(Role::Admin)?;
    let checked = draft.checked(&[])?;
    let others = store::all_fields(tx, &tx.actor)?;
    free_name(&others, &checked.name, None)?;
    if others.iter().filter(|field| field.deleted_at.is_none()).count() >= MOST_FIELDS {
        return Err(Error::invalid("name", format!("{MOST_FIELDS} fields are the most. Take one away first.")));
    }
    let id: FieldId = tx.new_id();
    let last = others.iter().map(|field| field.position).max().unwrap_or(0);
    store::insert_field(tx, id, &checked, last + 1)?;
    note(tx, "clients.field_made", id, &checked.name);
    Ok(id)
}

/// Changes a field: its name, its choices, whether it is required; and its kind or currency, whereupon its values are read anew.
/// Gives the field as it stands then.
pub fn change_field(tx: &Tx, id: FieldId, version: i64, draft: &FieldDraft) -> Result<CustomField> {
    tx.actor.must_be(Role::Admin)?;
    let before = alive(tx, id)?;
    let checked = draft.checked(&before.choices)?;
    free_name(&store::all_fields(tx, &tx.actor)?, &checked.name, Some(id))?;
    let reads_anew = checked.kind != before.kind
        || (checked.kind == FieldKind::Money && checked.currency != before.currency)
        // A choice more may be what somebody had written before.
        || (checked.kind.has_choices() && checked.choices != before.choices);
    let after = CustomField {
        name: checked.name,
        kind: checked.kind,
        choices: checked.choices,
        currency: checked.currency,
        required: checked.required,
        rereading: before.rereading || reads_anew,
        version,
        ..before.clone()
    };
    if after == (CustomField { version, ..before.clone() }) {
        return Ok(before);
    }
    store::update_field(tx, &after)?;
    note(tx, "clients.field_changed", id, &what_changed(&before, &after));
    let after = CustomField { version: version + 1, ..after };
    if reads_anew && let Some(next) = reread_some(tx, &after, ClientId(uuid::Uuid::nil()))? {
        let body = json!({ "field": id.to_string(), "after": next.to_string() });
        jobs::enqueue(tx, &crate::jobs::REREAD, tx.now, None, &body)?;
        return Ok(after);
    }
    if !reads_anew {
        return Ok(after);
    }
    reread_done(tx, id)?;
    alive(tx, id)
}

fn what_changed(before: &CustomField, after: &CustomField) -> String {
    let mut changes = Vec::new();
    if before.name != after.name {
        changes.push(format!("{} → {}", before.name, after.name));
    }
    if before.kind != after.kind {
        changes.push(format!("{} → {}", before.kind.label(), after.kind.label()));
    }
    if changes.is_empty() { after.name.clone() } else { changes.join(", ") }
}

/// Moves a field one place up or down among the others.
pub fn move_field(tx: &Tx, id: FieldId, up: bool) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let mut fields = store::custom_fields(tx, &tx.actor)?;
    let at = fields.iter().position(|field| field.id == id).ok_or(Error::NotFound)?;
    let Some(to) = (if up { at.checked_sub(1) } else { Some(at + 1) }).filter(|to| *to < fields.len()) else {
        return Ok(());
    };
    fields.swap(at, to);
    // Their places are written anew where they are not what they should be: two fields can have had the same one.
    for (place, field) in fields.into_iter().enumerate() {
        let position = i64::try_from(place).unwrap_or(i64::MAX) + 1;
        if field.position != position {
            store::update_field(tx, &CustomField { position, ..field })?;
        }
    }
    Ok(())
}

/// Takes a field away. Its values are kept for [`KEPT_DAYS`] and come back with it.
pub fn remove_field(tx: &Tx, id: FieldId) -> Result<CustomField> {
    tx.actor.must_be(Role::Admin)?;
    let field = alive(tx, id)?;
    let gone = CustomField { deleted_at: Some(tx.now), ..field };
    store::update_field(tx, &gone)?;
    note(tx, "clients.field_removed", id, &gone.name);
    Ok(gone)
}

/// Brings a field back that was taken away, with its values.
pub fn bring_back_field(tx: &Tx, id: FieldId) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let field = store::custom_field(tx, &tx.actor, id)?;
    if field.deleted_at.is_none() {
        return Ok(());
    }
    let others = store::all_fields(tx, &tx.actor)?;
    // Meanwhile another one may be called so.
    let name = match free_name(&others, &field.name, Some(id)) {
        Ok(()) => field.name.clone(),
        Err(_) => format!("{}, brought back", field.name),
    };
    store::update_field(tx, &CustomField { deleted_at: None, name, ..field.clone() })?;
    note(tx, "clients.field_brought_back", id, &field.name);
    Ok(())
}

/// Forgets the values of fields that were taken away long enough ago, some at a time; says whether there was something to do.
pub(crate) fn forget_some(tx: &Tx) -> Result<bool> {
    let long_ago = tx.now.plus(-KEPT_DAYS * DAY);
    let due = |field: &CustomField| field.deleted_at.is_some_and(|at| at <= long_ago);
    let Some(field) = store::all_fields(tx, &tx.actor)?.into_iter().find(due) else {
        return Ok(false);
    };
    let holders = store::holders(tx, &tx.actor, field.id, ClientId(uuid::Uuid::nil()), AT_ONCE)?;
    for client in &holders {
        let mut custom = store::custom(tx, &tx.actor, *client)?;
        custom.remove(&field.id.to_string());
        store::set_custom(tx, *client, store::find(tx, &tx.actor, *client)?.version, &custom)?;
        store::delete_values(tx, *client, field.id)?;
    }
    if holders.is_empty() {
        store::delete_field(tx, field.id)?;
        note(tx, "clients.field_forgotten", field.id, &field.name);
    }
    Ok(true)
}

/// Reads a field's values anew, as its kind is now, of some clients after one of them; gives where to go on.
pub(crate) fn reread_some(tx: &Tx, field: &CustomField, after: ClientId) -> Result<Option<ClientId>> {
    let holders = store::holders(tx, &tx.actor, field.id, after, AT_ONCE)?;
    let key = field.id.to_string();
    let clients = store::found(tx, &tx.actor, &holders)?;
    let customs = store::custom_of(tx, &tx.actor, &holders)?;
    for client in &clients {
        let Some(mut custom) = customs.get(&client.id).cloned() else { continue };
        let Some(held) = custom.get(&key).and_then(|json| read_anew(tx, field, json).transpose()).transpose()? else {
            continue;
        };
        if custom.insert(key.clone(), held.to_json()).is_some_and(|before| before == held.to_json()) {
            continue;
        }
        store::set_custom(tx, client.id, client.version, &custom)?;
        store::delete_values(tx, client.id, field.id)?;
        for value_key in held.keys() {
            store::insert_value(tx, client.id, field.id, &value_key, &client.name)?;
        }
    }
    let is_full = i64::try_from(holders.len()).unwrap_or(i64::MAX) >= AT_ONCE;
    Ok(holders.last().copied().filter(|_| is_full))
}

/// All of them are read.
pub(crate) fn reread_done(tx: &Tx, id: FieldId) -> Result<()> {
    let field = store::custom_field(tx, &tx.actor, id)?;
    if !field.rereading {
        return Ok(());
    }
    store::update_field(tx, &CustomField { rereading: false, ..field })
}

/// What stands there, as the field reads now: a value where it reads as one, else what was written.
fn read_anew(tx: &Tx, field: &CustomField, json: &Json) -> Result<Option<Held>> {
    let named = linked_name(tx, json)?;
    let name_of = |_| named.clone();
    let Some(held) = Held::of_json(field, json, &name_of) else { return Ok(None) };
    let Held::Unread(text) = &held else { return Ok(Some(held)) };
    Ok(Some(match read_value(tx, &tx.actor, field, text)? {
        Ok(Some(value)) => Held::Value(value),
        Ok(None) | Err(_) => held,
    }))
}

fn linked_name(tx: &Tx, json: &Json) -> Result<Option<String>> {
    let Some(Value::Client(id)) = Value::of_json(FieldKind::Client, json) else { return Ok(None) };
    match store::find(tx, &tx.actor, id) {
        Ok(client) => Ok(Some(client.name)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Reads what was typed into a field; a client also by their name. The inner error is a sentence for the field.
pub(crate) fn read_value(
    db: &tend_core::db::Conn,
    actor: &Actor,
    field: &CustomField,
    typed: &str,
) -> Result<Result<Option<Value>, String>> {
    if field.kind != FieldKind::Client || typed.trim().is_empty() {
        return Ok(field.read(typed));
    }
    if let Ok(Some(Value::Client(id))) = field.read(typed) {
        return Ok(match store::find(db, actor, id) {
            Ok(_) => Ok(Some(Value::Client(id))),
            Err(Error::NotFound) => Err("There is no such client.".to_owned()),
            Err(other) => return Err(other),
        });
    }
    let typed = match crate::text::line(typed, crate::text::LONGEST_NAME) {
        Ok(line) => line,
        Err(sentence) => return Ok(Err(sentence)),
    };
    let exact = store::named(db, actor, &typed, 4)?;
    let found = if exact.is_empty() { store::search(db, actor, &typed, 4)? } else { exact };
    Ok(match found.as_slice() {
        [] => Err(format!("Nobody is called “{typed}”.")),
        [one] => Ok(Some(Value::Client(one.id))),
        several => {
            let names: Vec<_> =
                several.iter().map(|client| format!("{} ({})", client.name, client.location_name)).collect();
            Err(format!("Several fit: {}. Write the whole name, or paste the address of their page.", names.join(", ")))
        }
    })
}

fn alive(tx: &Tx, id: FieldId) -> Result<CustomField> {
    let field = store::custom_field(tx, &tx.actor, id)?;
    if field.deleted_at.is_none() { Ok(field) } else { Err(Error::NotFound) }
}

fn free_name(others: &[CustomField], name: &str, id: Option<FieldId>) -> Result<()> {
    let folded = fold::fold(name);
    let taken = others
        .iter()
        .any(|field| field.deleted_at.is_none() && Some(field.id) != id && fold::fold(&field.name) == folded);
    if taken {
        return Err(Error::invalid("name", format!("There is a field called {name} already.")));
    }
    Ok(())
}

/// An entry in the book of the house.
fn note(tx: &Tx, kind: &'static str, field: FieldId, text: &str) {
    tx.entry(NewEntry {
        client: None,
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: Some(field.0),
        text: text.to_owned(),
        body: json!({}),
    });
}
