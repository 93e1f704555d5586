//! A row whose client is there: what is new in it is added.

use serde_json::{Value, json};
use tend_clients::{
    Checked, Client, NewClient, NewDate,
    actions::{self as clients, Change, Field},
    store as client_store,
};
use tend_core::{Result, Tx};

use super::{
    besides,
    rows::{Batch, Ended, Line},
    said,
};
use crate::{
    reading::{candidate::Outcome, values::fold},
    store::{self, Changed},
};

/// A row that came before and says something else now: what is new is added, what is empty is filled; what somebody edited in
/// the book since stays as they wrote it.
pub(super) fn update(
    tx: &Tx,
    batch: &Batch,
    line: &Line,
    row: i64,
    known: &store::Known,
    new: &Checked,
) -> Result<Ended> {
    let client = client_store::find(tx, &tx.actor, known.client)?;
    // Who was there before the file came is never overwritten by it.
    let edited = known.joined || client.version != known.version;
    let mut changes = Vec::new();
    let mut want = |field: Field, now: &str, to: &str| {
        if !to.is_empty() && to != now && (now.is_empty() || !edited) {
            changes.push(Change::of(&client, field, to));
        }
    };
    want(Field::Name, &client.name, &new.name);
    want(Field::About, &client.about, &new.about);
    let day = |day: Option<tend_core::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    want(Field::Since, &day(client.since), &day(new.since));
    if let (None, Some(days)) = (client.cadence_days, rhythm_of(line)) {
        changes.push(Change::of(&client, Field::Rhythm, days.to_string()));
    }
    let fields = merged_fields(tx, &client, &kept_fields(line, known, new))?;
    let (points, said) = said::new_in(tx, batch, &client, new)?;
    let (tags, dates) = (new_tags(tx, &client, new)?, new_dates(tx, &client, new)?);
    let heard = new.last_contact_at.filter(|at| client.last_contact_at.is_none_or(|last| *at > last));
    let mut version = client.version;
    let besides = match &line.outcome {
        Outcome::Candidate(candidate) => besides::bring(tx, client.id, candidate)?,
        Outcome::Happening(_) | Outcome::Ticket(_) | Outcome::Refused(_) => Vec::new(),
    };
    let nothing_new = changes.is_empty()
        && fields.is_none()
        && (points.is_empty() && said.is_empty())
        && (tags.is_empty() && dates.is_empty() && heard.is_none() && besides.is_empty());
    if !nothing_new {
        batch.remembered.changed(client.id);
        let mut before = json!({
            "name": client.name, "about": client.about, "since": day(client.since), "fields": client_store::fields(tx, &tx.actor, client.id)?,
            "points": points.iter().map(|point| point.value.as_str()).collect::<Vec<_>>(), "tags": tags,
            "rhythm": client.cadence_days.map(|days| days.to_string()).unwrap_or_default(),
        });
        if !changes.is_empty() {
            clients::change(tx, client.id, &changes)?;
        }
        if let Some(fields) = fields {
            clients::keep_fields(tx, client.id, &fields)?;
        }
        points.iter().try_for_each(|point| clients::add_point(tx, client.id, point).map(drop))?;
        before["said"] = said::write_down(tx, client.id, &said)?;
        tags.iter().try_for_each(|tag| clients::tag(tx, client.id, tag))?;
        let added = dates.iter().map(|date| clients::add_date(tx, client.id, date)).collect::<Result<Vec<_>>>()?;
        before["dates"] = json!(added);
        before["besides"] = json!(besides);
        let identity = line.identity.clone();
        store::insert_change(tx, batch.import, &Changed { row, identity, client: client.id, before })?;
        heard.map_or(Ok(()), |at| clients::touched(tx, client.id, at))?;
        version = if edited && !known.joined { -1 } else { client_store::find(tx, &tx.actor, client.id)?.version };
    }
    store::update_row(tx, &line.identity, &line.content, version)?;
    if !nothing_new && known.import == batch.import {
        store::follow(tx, client.id, batch.import, version)?;
    }
    Ok(if nothing_new { Ended::Unchanged } else { Ended::Updated })
}

type Fields = serde_json::Map<String, Value>;

/// What is kept as text; where the row is a client who was there already, the organization that it names too.
fn kept_fields(line: &Line, known: &store::Known, new: &Checked) -> Fields {
    let mut fields = new.fields.clone();
    let Outcome::Candidate(candidate) = &line.outcome else { return fields };
    if let Some(organization) = candidate.organization.as_ref().filter(|_| known.joined) {
        fields.entry("Organization").or_insert_with(|| Value::from(organization.name.as_str()));
    }
    fields
}

fn merged_fields(tx: &Tx, client: &Client, new: &Fields) -> Result<Option<Fields>> {
    let Value::Object(before) = client_store::fields(tx, &tx.actor, client.id)? else {
        return Ok(Some(new.clone()));
    };
    let mut merged = before.clone();
    merged.extend(new.clone());
    Ok((merged != before).then_some(merged))
}

/// Days that the row knows and nobody has written down yet, and that can be.
fn new_dates(tx: &Tx, client: &Client, new: &NewClient) -> Result<Vec<NewDate>> {
    let there: Vec<String> =
        client_store::dates(tx, &tx.actor, client.id)?.iter().map(|date| fold(&date.label)).collect();
    Ok(new.dates.iter().filter(|date| !there.contains(&fold(&date.label))).cloned().collect())
}

/// The rhythm that the row itself names.
fn rhythm_of(line: &Line) -> Option<i64> {
    match &line.outcome {
        Outcome::Candidate(candidate) => candidate.rhythm_days,
        Outcome::Happening(_) | Outcome::Ticket(_) | Outcome::Refused(_) => None,
    }
}

fn new_tags(tx: &Tx, client: &Client, new: &NewClient) -> Result<Vec<String>> {
    let there: Vec<String> = client_store::tags_of(tx, &tx.actor, client.id)?.iter().map(|tag| fold(tag)).collect();
    Ok(new.tags.iter().filter(|tag| !there.contains(&fold(tag))).cloned().collect())
}
