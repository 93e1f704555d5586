//! Bringing rows in: a batch in one transaction, with the import's reckoning in the same one.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Value, json};
use tend_clients::{
    Client, ClientKind, NewClient,
    actions::{self as clients, Change, Field},
    likeness, store as client_store,
};
use tend_core::{
    Error, Result, Tx,
    db::Conn,
    id::{ClientId, WorkspaceId},
};

use crate::{
    import::{Counts, ImportId, State, TwinAnswer},
    look::{self, FEW},
    made,
    people::People,
    reading::{
        candidate::{Candidate, Outcome},
        values::fold,
    },
    store::{self, Answered, Became, Changed, Like, Refusal},
};

/// Rows that are brought in together.
pub struct Batch {
    /// Of which import.
    pub import: ImportId,
    /// The file's name, for the entries.
    pub file: String,
    /// Who and where.
    pub people: Arc<People>,
    /// The rows, in their order.
    pub lines: Vec<Line>,
    /// The name of the system its ids come from.
    pub source: String,
    /// Rows that are new and have neither mail address nor phone are left out.
    pub leave_out_unreachable: bool,
}

/// One row with what it is known by.
pub struct Line {
    /// What it turned out to be.
    pub outcome: Outcome,
    /// Its name in its source.
    pub identity: String,
    /// A hash of the row.
    pub content: String,
    /// Its cells, for a refused row.
    pub cells: Vec<String>,
}

/// How one row ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Created,
    Updated,
    Unchanged,
}

/// Brings a batch in and writes the reckoning; nothing when the import was stopped meanwhile.
/// Rows that were reckoned before (a kill came between) are passed over.
pub fn bring_in(tx: &Tx, batch: &Batch) -> Result<Option<Counts>> {
    let mut import = store::find(tx, tx.actor.workspace, batch.import)?;
    if import.state != State::Running {
        return Ok(None);
    }
    let mut met = Met { organizations: HashMap::new(), answers: answers(tx, batch)? };
    let mut counts = Counts::default();
    for line in &batch.lines {
        let row = row_of(&line.outcome);
        if row <= import.at_row {
            continue;
        }
        bring_line(tx, batch, line, &mut met, &mut counts)?;
        import.at_row = row;
    }
    import.counts = import.counts.plus(counts);
    store::save(tx, tx.actor.workspace, &import)?;
    Ok(Some(import.counts))
}

/// What a batch has met so far, and what was answered about its rows.
struct Met {
    organizations: HashMap<String, ClientId>,
    answers: HashMap<i64, Answered>,
}

fn answers(tx: &Tx, batch: &Batch) -> Result<HashMap<i64, Answered>> {
    let row = |line: Option<&Line>| line.map_or(0, |line| row_of(&line.outcome));
    store::answers(tx, tx.actor.workspace, batch.import, (row(batch.lines.first()), row(batch.lines.last())))
}

fn row_of(outcome: &Outcome) -> i64 {
    match outcome {
        Outcome::Candidate(candidate) => candidate.row as i64,
        Outcome::Refused(refused) => refused.row as i64,
    }
}

fn bring_line(tx: &Tx, batch: &Batch, line: &Line, met: &mut Met, counts: &mut Counts) -> Result<()> {
    let candidate = match &line.outcome {
        Outcome::Refused(refused) => {
            counts.refused += 1;
            return refuse(tx, batch, line, refused.row as i64, refused.line as i64, refused.reasons.join(" "));
        }
        Outcome::Candidate(candidate) => candidate,
    };
    match bring_candidate(tx, batch, line, candidate, met) {
        Ok(Ended::Created) => counts.created += 1,
        Ok(Ended::Updated) => counts.updated += 1,
        Ok(Ended::Unchanged) => counts.unchanged += 1,
        // The verbs check before they write, so nothing of this row is in the book.
        Err(Error::Invalid(problems)) => {
            counts.refused += 1;
            let reasons = problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join(" ");
            refuse(tx, batch, line, candidate.row as i64, candidate.line as i64, reasons)?;
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn refuse(tx: &Tx, batch: &Batch, line: &Line, row: i64, at_line: i64, reason: String) -> Result<()> {
    store::insert_refusal(tx, batch.import, &Refusal { row, line: at_line, reason, cells: line.cells.clone() })
}

fn bring_candidate(tx: &Tx, batch: &Batch, line: &Line, candidate: &Candidate, met: &mut Met) -> Result<Ended> {
    let new = made::new_client(candidate, &batch.people, &batch.file, tx.now);
    let known = store::known(tx, tx.actor.workspace, &line.identity)?;
    match known {
        Some(known) if known.content == line.content => Ok(Ended::Unchanged),
        Some(known) => update(tx, batch, line, candidate.row as i64, &known, &new),
        None => {
            // What would be refused is refused before anything of the row is written.
            let new = new.checked()?;
            if batch.leave_out_unreachable && look::is_unreachable(&new) {
                return Err(left_out("You left out who has neither mail address nor phone."));
            }
            let answered = met.answers.get(&(candidate.row as i64)).copied();
            match answered.map(|answered| answered.answer) {
                Some(TwinAnswer::LeaveOut) => Err(left_out("You left it out: it looks like a client who is there.")),
                Some(TwinAnswer::Same) => match twin_of(tx, batch, answered)? {
                    Some(client) => join(tx, batch, line, candidate, (client, new)),
                    None => create(tx, batch, line, candidate, (new, answered), met),
                },
                Some(TwinAnswer::New) | None => create(tx, batch, line, candidate, (new, answered), met),
            }
        }
    }
}

/// Nothing of the row comes in: it is refused, with the reason that somebody said so.
fn left_out(reason: &str) -> Error {
    Error::invalid("row", reason)
}

/// The client a row was answered to be: one of the book, or what an earlier row became.
fn twin_of(tx: &Tx, batch: &Batch, answered: Option<Answered>) -> Result<Option<ClientId>> {
    let Some(Answered { other, other_row, .. }) = answered else { return Ok(None) };
    let Some(row) = other_row else { return Ok(other) };
    let became = store::clients_of_row(tx, tx.actor.workspace, batch.import, row)?;
    let is_the_row =
        |(identity, _): &&(String, ClientId)| !identity.starts_with("organization:") && !identity.ends_with(":person");
    Ok(became.iter().find(is_the_row).map(|(_, client)| *client))
}

/// The row is a client who is there already: what is new in it is added, what is empty is filled, nothing is overwritten.
fn join(
    tx: &Tx,
    batch: &Batch,
    line: &Line,
    candidate: &Candidate,
    (client, mut new): (ClientId, NewClient),
) -> Result<Ended> {
    if let Some(organization) = &candidate.organization {
        new.fields.entry("Organization").or_insert_with(|| Value::from(organization.name.as_str()));
    }
    let row = candidate.row as i64;
    let became = Became {
        identity: &line.identity,
        client,
        import: batch.import,
        row,
        content: &line.content,
        version: -1,
        joined: true,
    };
    store::insert_row(tx, &became)?;
    let known = store::Known { client, content: String::new(), version: -1, joined: true, import: batch.import };
    update(tx, batch, line, row, &known, &new)
}

fn create(
    tx: &Tx,
    batch: &Batch,
    line: &Line,
    candidate: &Candidate,
    (mut new, answered): (NewClient, Option<Answered>),
    met: &mut Met,
) -> Result<Ended> {
    let row = candidate.row as i64;
    let profile = made::profile(candidate, &new, &batch.source);
    let alike = likeness::alike(tx, &tx.actor, &profile, FEW)?;
    if let Some(organization) = &candidate.organization {
        let id = organization_named(tx, batch, candidate, &organization.name, &mut met.organizations)?;
        new.affiliations.push((id, candidate.title.clone()));
    }
    let id = clients::create(tx, &new)?;
    became(tx, batch, row, (&line.identity, &line.content), id)?;
    if let Some(person) = &candidate.contact_person {
        let mut contact = NewClient::new(ClientKind::Person, person.name.clone(), new.owner, new.location);
        contact.affiliations.push((id, candidate.title.clone()));
        contact.origin.clone_from(&new.origin);
        let contact = clients::create(tx, &contact)?;
        let identity = format!("{}:person", line.identity);
        became(tx, batch, row, (&identity, &line.content), contact)?;
    }
    if new.kind == ClientKind::Organization {
        met.organizations.entry(fold(&new.name)).or_insert(id);
    }
    // Somebody who was shown the pair and said that it is two has answered for this one.
    let different = answered.filter(|answered| answered.answer == TwinAnswer::New);
    let different = different.map(|answered| twin_of(tx, batch, Some(answered))).transpose()?.flatten();
    for alike in alike {
        let answer = if different == Some(alike.client.id) { "different" } else { "" };
        let (other, reasons) = (alike.client.id, alike.likeness.reasons.join(", "));
        store::insert_like(tx, batch.import, &Like { row, client: id, other, reasons, answer: answer.into() })?;
    }
    Ok(Ended::Created)
}

fn became(tx: &Tx, batch: &Batch, row: i64, (identity, content): (&str, &str), client: ClientId) -> Result<()> {
    store::insert_row(tx, &Became { identity, client, import: batch.import, row, content, version: 1, joined: false })
}

/// The organization of that name: there already, made a moment ago, or new.
fn organization_named(
    tx: &Tx,
    batch: &Batch,
    candidate: &Candidate,
    name: &str,
    organizations: &mut HashMap<String, ClientId>,
) -> Result<ClientId> {
    let folded = fold(name);
    if let Some(id) = organizations.get(&folded) {
        return Ok(*id);
    }
    let there = client_store::named(tx, &tx.actor, name, 20)?;
    let id = match there.iter().find(|client| client.kind == ClientKind::Organization) {
        Some(client) => client.id,
        None => {
            let owner = batch.people.owner_at(batch.people.place, candidate.row);
            let mut new = NewClient::new(ClientKind::Organization, name, owner, batch.people.place);
            new.origin = format!("{}, row {}", batch.file, candidate.row);
            let id = clients::create(tx, &new)?;
            let identity = format!("organization:{folded}:{id}");
            became(tx, batch, candidate.row as i64, (&identity, ""), id)?;
            id
        }
    };
    organizations.insert(folded, id);
    Ok(id)
}

/// A row that came before and says something else now: what is new is added, what is empty is filled; what somebody edited in
/// the book since stays as they wrote it.
fn update(tx: &Tx, batch: &Batch, line: &Line, row: i64, known: &store::Known, new: &NewClient) -> Result<Ended> {
    let new = new.checked()?;
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
    let fields = merged_fields(tx, &client, &new)?;
    let (points, tags) = (new_points(tx, &client, &new)?, new_tags(tx, &client, &new)?);
    let heard = new.last_contact_at.filter(|at| client.last_contact_at.is_none_or(|last| *at > last));
    let mut version = client.version;
    let nothing_new = changes.is_empty() && fields.is_none() && points.is_empty() && tags.is_empty() && heard.is_none();
    if !nothing_new {
        let before = json!({
            "name": client.name, "about": client.about, "since": day(client.since), "fields": client_store::fields(tx, &tx.actor, client.id)?,
            "points": points.iter().map(|point| point.value.as_str()).collect::<Vec<_>>(), "tags": tags,
        });
        store::insert_change(
            tx,
            batch.import,
            &Changed { row, identity: line.identity.clone(), client: client.id, before },
        )?;
        if !changes.is_empty() {
            clients::change(tx, client.id, &changes)?;
        }
        if let Some(fields) = fields {
            clients::keep_fields(tx, client.id, &fields)?;
        }
        points.iter().try_for_each(|point| clients::add_point(tx, client.id, point))?;
        tags.iter().try_for_each(|tag| clients::tag(tx, client.id, tag))?;
        heard.map_or(Ok(()), |at| clients::touched(tx, client.id, at))?;
        version = if edited && !known.joined { -1 } else { client_store::find(tx, &tx.actor, client.id)?.version };
    }
    store::update_row(tx, &line.identity, &line.content, version)?;
    if !nothing_new && known.import == batch.import {
        store::follow(tx, client.id, batch.import, version)?;
    }
    Ok(if nothing_new { Ended::Unchanged } else { Ended::Updated })
}

fn merged_fields(tx: &Tx, client: &Client, new: &NewClient) -> Result<Option<serde_json::Map<String, Value>>> {
    let Value::Object(before) = client_store::fields(tx, &tx.actor, client.id)? else {
        return Ok(Some(new.fields.clone()));
    };
    let mut merged = before.clone();
    merged.extend(new.fields.clone());
    Ok((merged != before).then_some(merged))
}

fn new_points(tx: &Tx, client: &Client, new: &NewClient) -> Result<Vec<tend_clients::NewContactPoint>> {
    let there = client_store::contact_points(tx, &tx.actor, client.id)?;
    let is_new = |point: &&tend_clients::NewContactPoint| {
        !there.iter().any(|old| old.kind == point.kind && old.value == point.value)
    };
    Ok(new.contact_points.iter().filter(is_new).cloned().collect())
}

fn new_tags(tx: &Tx, client: &Client, new: &NewClient) -> Result<Vec<String>> {
    let there: Vec<String> = client_store::tags_of(tx, &tx.actor, client.id)?.iter().map(|tag| fold(tag)).collect();
    Ok(new.tags.iter().filter(|tag| !there.contains(&fold(tag))).cloned().collect())
}

/// What a batch would come to, without writing anything: for a dry run.
pub fn reckon(
    db: &Conn,
    workspace: Option<WorkspaceId>,
    people: Option<&People>,
    file: &str,
    lines: &[Line],
    now: tend_core::Timestamp,
) -> Result<Counts> {
    let mut counts = Counts::default();
    for line in lines {
        let Outcome::Candidate(candidate) = &line.outcome else {
            counts.refused += 1;
            continue;
        };
        let known = workspace.map(|workspace| store::known(db, workspace, &line.identity)).transpose()?.flatten();
        let taken = people.is_none_or(|people| made::new_client(candidate, people, file, now).checked().is_ok());
        match known {
            _ if !taken => counts.refused += 1,
            Some(known) if known.content == line.content => counts.unchanged += 1,
            Some(_) => counts.updated += 1,
            None => counts.created += 1,
        }
    }
    Ok(counts)
}
