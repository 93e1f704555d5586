//! Changing one thing about a client. A change names what its writer saw; who comes later is told what the other wrote.

use serde_json::json;
use tend_core::{
    Day, Error, Problems, Result, Tx, calls,
    id::{ClientId, LocationId, MemberId},
};

use super::{CADENCE, DATE, book_entry, cadence, dates, keys, to_write};
use crate::{
    client::{Client, ClientKind, check_cadence, missing_name, parts_of_changed_name},
    store,
    text::{self, LONGEST_LINE, LONGEST_NAME},
    words,
};

tend_core::words! {
    /// What can be changed about a client.
    pub enum Field {
        /// What they are called.
        Name = "name",
        /// The short line.
        About = "about",
        /// With us since.
        Since = "since",
        /// How often they like to be looked after.
        Rhythm = "rhythm",
        /// Where they are at home.
        Place = "place",
        /// Who looks after them.
        Owner = "owner",
    }
}

impl Field {
    /// What it is called in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::About => "line about them",
            Field::Since => "with us since",
            Field::Rhythm => "rhythm",
            Field::Place => "place",
            Field::Owner => "owner",
        }
    }

    /// Its value as a form sends it.
    pub fn of(self, client: &Client) -> String {
        match self {
            Field::Name => client.name.clone(),
            Field::About => client.about.clone(),
            Field::Since => store::day_text(client.since),
            Field::Rhythm => client.cadence_days.map(|days| days.to_string()).unwrap_or_default(),
            Field::Place => client.location.to_string(),
            Field::Owner => client.owner.to_string(),
        }
    }

    /// Its value in words: “Every 3 weeks”, “Canal Yard”; “nothing” where there is none.
    pub fn words(self, client: &Client) -> String {
        let words = match self {
            Field::Name => client.name.clone(),
            Field::About => client.about.clone(),
            Field::Since => client.since.map(words::long_day).unwrap_or_default(),
            Field::Rhythm => client.cadence_days.map_or_else(|| "No rhythm".to_owned(), words::every),
            Field::Place => client.location_name.clone(),
            Field::Owner => client.owner_name.clone(),
        };
        if words.is_empty() { "nothing".to_owned() } else { words }
    }
}

/// One thing that is to be changed: which, what it was when its writer looked, what it is to be; both as a form sends them.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// What its writer saw.
    pub was: String,
    /// What they want.
    pub to: String,
}

impl Change {
    /// A change of what stands there now.
    pub fn of(client: &Client, field: Field, to: impl Into<String>) -> Self {
        Change { field, was: field.of(client), to: to.into() }
    }
}

/// Changes these things about a client, all or none of them. What somebody else changed meanwhile, and to something else, is a
/// conflict that says so; what they did not touch goes through. Gives the client as it stands then.
pub fn change(tx: &Tx, id: ClientId, changes: &[Change]) -> Result<Client> {
    let before = to_write(tx, id)?;
    let mut after = before.clone();
    let mut problems = Problems::default();
    let mut overtaken = Vec::new();
    for change in changes {
        let mut wanted = before.clone();
        if let Some(()) = problems.take(change.field.word(), set(tx, &mut wanted, change)?) {
            let (now, to) = (change.field.of(&before), change.field.of(&wanted));
            if now != change.was && now != to {
                overtaken.push(change.field);
            }
            copy(change.field, &wanted, &mut after);
        }
    }
    problems.none()?;
    if !overtaken.is_empty() {
        return Err(Error::Conflict(overtaken_words(&before, &overtaken)));
    }
    write(tx, &before, after)
}

/// Gives a client to another owner: their calls, and what features keep for the owner, move along.
pub fn give(tx: &Tx, id: ClientId, owner: MemberId) -> Result<Client> {
    let client = store::find(tx, &tx.actor, id)?;
    change(tx, id, &[Change::of(&client, Field::Owner, owner.to_string())])
}

/// A member leaves: all whom they look after, those laid aside too, go to a colleague, with their calls.
pub fn take_over(tx: &Tx, from: MemberId, to: MemberId) -> Result<()> {
    tx.actor.may_write()?;
    let (before, after) = (member_name(tx, from)?, member_name(tx, to)?);
    for kind in [&CADENCE, &DATE] {
        calls::hand_over(tx, kind.name, from, to)?;
    }
    super::views::hand_over_views(tx, from, to)?;
    let in_the_lists = store::hand_over(tx, from, to)?;
    for client in in_the_lists.into_iter().chain(store::hand_over_laid_aside(tx, from, to)?) {
        let change = json!({ "field": "owner", "what": Field::Owner.label(), "before": before, "after": after });
        book_entry(tx, client, "clients.given", Field::Owner.label(), json!({ "changes": [change] }));
    }
    Ok(())
}

fn member_name(tx: &Tx, member: MemberId) -> Result<String> {
    store::member_name(tx, &tx.actor, member)
}

/// Replaces the text kept from imports.
pub fn keep_fields(tx: &Tx, id: ClientId, fields: &serde_json::Map<String, serde_json::Value>) -> Result<()> {
    let client = to_write(tx, id)?;
    store::set_fields(tx, id, client.version, &serde_json::Value::Object(fields.clone()))
}

/// Reads the wanted value into the client; the inner error is a sentence for the field.
fn set(tx: &Tx, client: &mut Client, change: &Change) -> Result<Result<(), String>> {
    let to = change.to.trim();
    Ok(match change.field {
        Field::Name => text::named(to, LONGEST_NAME, missing_name(client.kind)).map(|name| rename(client, name)),
        Field::About => text::line(to, LONGEST_LINE).map(|about| client.about = about),
        Field::Since => read_day(to).map(|since| client.since = since),
        Field::Rhythm => read_rhythm(to).map(|days| client.cadence_days = days),
        Field::Place => return settle_in(tx, client, to),
        Field::Owner => return hand_to(tx, client, to),
    })
}

fn rename(client: &mut Client, name: String) {
    if client.kind == ClientKind::Person && name != client.name {
        (client.given, client.family) = parts_of_changed_name(&name, &client.given);
    }
    client.name = name;
}

pub(crate) fn read_day(text: &str) -> Result<Option<Day>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| "There is no such day in the calendar.".to_owned()),
    }
}

pub(crate) fn read_rhythm(text: &str) -> Result<Option<i64>, String> {
    match text.trim() {
        "" => Ok(None),
        text => {
            let days = text.parse().map_err(|_| "How many days? A number, or nothing for no rhythm.".to_owned())?;
            check_cadence(Some(days))
        }
    }
}

fn settle_in(tx: &Tx, client: &mut Client, to: &str) -> Result<Result<(), String>> {
    let known = to
        .parse::<LocationId>()
        .ok()
        .map(|location| (location, tend_core::auth::store::location_name(tx, tx.actor.workspace, location)));
    Ok(match known {
        Some((location, Ok(name))) => {
            (client.location, client.location_name) = (location, name);
            Ok(())
        }
        None | Some((_, Err(Error::NotFound))) => Err("Choose one of the places.".into()),
        Some((_, Err(error))) => return Err(error),
    })
}

fn hand_to(tx: &Tx, client: &mut Client, to: &str) -> Result<Result<(), String>> {
    let known = to.parse::<MemberId>().ok().map(|member| (member, store::member_name(tx, &tx.actor, member)));
    Ok(match known {
        Some((owner, Ok(name))) => {
            (client.owner, client.owner_name) = (owner, name);
            Ok(())
        }
        None | Some((_, Err(Error::NotFound))) => Err("Choose somebody who works here.".into()),
        Some((_, Err(error))) => return Err(error),
    })
}

fn copy(field: Field, from: &Client, to: &mut Client) {
    let from = from.clone();
    match field {
        Field::Name => (to.name, to.given, to.family) = (from.name, from.given, from.family),
        Field::About => to.about = from.about,
        Field::Since => to.since = from.since,
        Field::Rhythm => to.cadence_days = from.cadence_days,
        Field::Place => (to.location, to.location_name) = (from.location, from.location_name),
        Field::Owner => (to.owner, to.owner_name) = (from.owner, from.owner_name),
    }
}

fn overtaken_words(now: &Client, fields: &[Field]) -> String {
    let each = fields.iter().map(|field| format!("the {} is now “{}”", field.label(), field.words(now)));
    format!("Somebody was faster: {}. Nothing you typed is lost.", each.collect::<Vec<_>>().join(", "))
}

/// Writes what is different, with all that follows from it.
fn write(tx: &Tx, before: &Client, after: Client) -> Result<Client> {
    let changed: Vec<Field> = Field::ALL.iter().copied().filter(|field| field.of(before) != field.of(&after)).collect();
    if changed.is_empty() {
        return Ok(after);
    }
    store::update(tx, &after)?;
    if changed.contains(&Field::Name) || changed.contains(&Field::About) {
        store::put_in_search(tx, after.id, &after.name, &after.about);
    }
    if changed.contains(&Field::Name) {
        store::rename_in_tags(tx, after.id, &after.name)?;
        keys::renew(tx, after.id)?;
        store::rename_in_values(tx, after.id, &after.name)?;
    }
    if changed.iter().any(|field| matches!(field, Field::Name | Field::Rhythm | Field::Place | Field::Owner)) {
        cadence::renew(tx, &after)?;
    }
    if changed.iter().any(|field| matches!(field, Field::Name | Field::Place | Field::Owner)) {
        dates::renew_of(tx, &after)?;
    }
    if changed.contains(&Field::Owner) {
        for changed_hands in tx.features.iter().filter_map(|feature| feature.owner_changed) {
            changed_hands(tx, after.id, Some(before.owner), after.owner)?;
        }
    }
    enter(tx, before, &after, &changed);
    Ok(Client { version: after.version + 1, ..after })
}

fn enter(tx: &Tx, before: &Client, after: &Client, changed: &[Field]) {
    let each: Vec<_> = changed
        .iter()
        .map(|field| json!({ "field": field.word(), "what": field.label(), "before": field.words(before), "after": field.words(after) }))
        .collect();
    let kind = if changed == [Field::Owner] { "clients.given" } else { "clients.changed" };
    let text = changed.iter().map(|field| field.label()).collect::<Vec<_>>().join(", ");
    book_entry(tx, after.id, kind, text, json!({ "changes": each }));
}
