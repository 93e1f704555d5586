//! Bringing rows in: a batch in one transaction, with the import's reckoning in the same one.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Value, json};
use tend_clients::{
    Checked, Client, ClientKind, ContactKind, NewClient,
    actions::{self as clients, Change, Field},
    store as client_store,
};
use tend_core::{
    Result, Tx,
    db::Conn,
    id::{ClientId, WorkspaceId},
};

use crate::{
    import::{Counts, ImportId, State},
    people::People,
    reading::{
        candidate::{Candidate, Outcome, PointKind},
        likeness::{Profile, WORTH_A_LOOK, likeness},
        values::fold,
    },
    store::{self, Became, Changed, Like, Refusal},
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
}

/// One row with what it is known by.
pub struct Line {
    /// What it turned out to be.
    pub outcome: Outcome,
    /// Its name in its source.
    pub identity: String,
    /// A hash of the row.
    pub content: String,
    /// The client it would be, or why the book does not take it.
    pub new: Result<Checked, String>,
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
    let mut organizations = HashMap::new();
    let mut counts = Counts::default();
    for line in &batch.lines {
        let row = row_of(&line.outcome);
        if row <= import.at_row {
            continue;
        }
        bring_line(tx, batch, line, &mut organizations, &mut counts)?;
        import.at_row = row;
    }
    import.counts = import.counts.plus(counts);
    store::save(tx, tx.actor.workspace, &import)?;
    Ok(Some(import.counts))
}

fn row_of(outcome: &Outcome) -> i64 {
    match outcome {
        Outcome::Candidate(candidate) => candidate.row as i64,
        Outcome::Refused(refused) => refused.row as i64,
    }
}

fn bring_line(
    tx: &Tx,
    batch: &Batch,
    line: &Line,
    organizations: &mut HashMap<String, ClientId>,
    counts: &mut Counts,
) -> Result<()> {
    match (&line.outcome, &line.new) {
        (Outcome::Refused(refused), _) => {
            counts.refused += 1;
            refuse(tx, batch, line, (refused.row as i64, refused.line as i64), refused.reasons.join(" "))
        }
        (Outcome::Candidate(candidate), Err(reasons)) => {
            counts.refused += 1;
            refuse(tx, batch, line, (candidate.row as i64, candidate.line as i64), reasons.clone())
        }
        (Outcome::Candidate(candidate), Ok(new)) => {
            match bring_candidate(tx, batch, line, candidate, new, organizations)? {
                Ended::Created => counts.created += 1,
                Ended::Updated => counts.updated += 1,
                Ended::Unchanged => counts.unchanged += 1,
            }
            Ok(())
        }
    }
}

fn refuse(tx: &Tx, batch: &Batch, line: &Line, (row, at_line): (i64, i64), reason: String) -> Result<()> {
    store::insert_refusal(tx, batch.import, &Refusal { row, line: at_line, reason, cells: line.cells.clone() })
}

fn bring_candidate(
    tx: &Tx,
    batch: &Batch,
    line: &Line,
    candidate: &Candidate,
    new: &Checked,
    organizations: &mut HashMap<String, ClientId>,
) -> Result<Ended> {
    match store::known(tx, tx.actor.workspace, &line.identity)? {
        Some(known) if known.content == line.content => return Ok(Ended::Unchanged),
        Some(known) => return update(tx, batch, line, candidate.row as i64, &known, new),
        None => {}
    }
    let alike = likely(tx, batch, candidate)?;
    let mut belongs = Vec::new();
    if let Some(organization) = &candidate.organization {
        let id = organization_named(tx, batch, candidate, &organization.name, organizations)?;
        belongs.push((id, candidate.title.clone()));
    }
    let id = clients::write_down(tx, new, &belongs)?;
    became(tx, batch, candidate.row as i64, (&line.identity, &line.content), id)?;
    if let Some(person) = &candidate.contact_person {
        let mut contact = NewClient::new(ClientKind::Person, person.name.clone(), new.owner, new.location);
        contact.affiliations.push((id, candidate.title.clone()));
        contact.origin.clone_from(&new.origin);
        let contact = clients::create(tx, &contact)?;
        let identity = format!("{}:person", line.identity);
        became(tx, batch, candidate.row as i64, (&identity, &line.content), contact)?;
    }
    if new.kind == ClientKind::Organization {
        organizations.entry(fold(&new.name)).or_insert(id);
    }
    for (other, reasons) in alike {
        let like = Like { row: candidate.row as i64, client: id, other, reasons, answer: String::new() };
        store::insert_like(tx, batch.import, &like)?;
    }
    Ok(Ended::Created)
}

fn became(tx: &Tx, batch: &Batch, row: i64, (identity, content): (&str, &str), client: ClientId) -> Result<()> {
    store::insert_row(tx, &Became { identity, client, import: batch.import, row, content, version: 1 })
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
            let mut new = NewClient::new(ClientKind::Organization, name, batch.people.owner, batch.people.place);
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

/// Clients who may be the one in this row: found by address, number and name, never by comparing all.
fn likely(tx: &Tx, batch: &Batch, candidate: &Candidate) -> Result<Vec<(ClientId, String)>> {
    const FEW: i64 = 5;
    let mut found: Vec<ClientId> = Vec::new();
    for point in candidate.points.iter().take(3) {
        let kind = match point.kind {
            PointKind::Email => ContactKind::Email,
            PointKind::Phone => ContactKind::Phone,
            _ => continue,
        };
        found.extend(
            client_store::reached_under(tx, &tx.actor, kind, &point.value, FEW)?.iter().map(|point| point.client),
        );
    }
    if !candidate.name_is_lost {
        found.extend(client_store::named(tx, &tx.actor, &candidate.name, FEW)?.iter().map(|client| client.id));
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let new = Profile::of(candidate, &batch.source);
    let mut alike = Vec::new();
    for other in client_store::found(tx, &tx.actor, &found)? {
        let profile = profile(tx, &other)?;
        if let Some(alikeness) = likeness(&new, &profile).filter(|likeness| likeness.score >= WORTH_A_LOOK) {
            alike.push((other.id, alikeness.reasons.join(", ")));
        }
    }
    Ok(alike)
}

/// What of a client in the book is compared.
fn profile(tx: &Tx, client: &Client) -> Result<Profile> {
    let kind = match client.kind {
        ClientKind::Person => crate::reading::candidate::Kind::Person,
        ClientKind::Organization => crate::reading::candidate::Kind::Organization,
    };
    let points = client_store::contact_points(tx, &tx.actor, client.id)?;
    let of =
        |kind: ContactKind| points.iter().filter(move |point| point.kind == kind).map(|point| point.value.as_str());
    let digits = |value: &str| value.chars().filter(char::is_ascii_digit).collect::<String>();
    Ok(Profile {
        kind,
        name: fold(&client.name),
        given: fold(&client.given),
        family: fold(&client.family),
        mails: of(ContactKind::Email).map(str::to_lowercase).collect(),
        phones: of(ContactKind::Phone).map(digits).collect(),
        ..Profile::default()
    })
}

/// A row that came before and says something else now: what is new is added, what is empty is filled; what somebody edited in
/// the book since stays as they wrote it.
fn update(tx: &Tx, batch: &Batch, line: &Line, row: i64, known: &store::Known, new: &Checked) -> Result<Ended> {
    let client = client_store::find(tx, &tx.actor, known.client)?;
    let edited = client.version != known.version;
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
    let fields = merged_fields(tx, &client, new)?;
    let (points, tags) = (new_points(tx, &client, new)?, new_tags(tx, &client, new)?);
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
        points.iter().try_for_each(|point| clients::add_point(tx, client.id, point).map(drop))?;
        tags.iter().try_for_each(|tag| clients::tag(tx, client.id, tag))?;
        heard.map_or(Ok(()), |at| clients::touched(tx, client.id, at))?;
        version = if edited { -1 } else { client_store::find(tx, &tx.actor, client.id)?.version };
    }
    store::update_row(tx, &line.identity, &line.content, version)?;
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
pub fn reckon(db: &Conn, workspace: Option<WorkspaceId>, lines: &[Line]) -> Result<Counts> {
    let mut counts = Counts::default();
    for line in lines {
        if line.new.is_err() {
            counts.refused += 1;
            continue;
        }
        let known = workspace.map(|workspace| store::known(db, workspace, &line.identity)).transpose()?.flatten();
        match known {
            Some(known) if known.content == line.content => counts.unchanged += 1,
            Some(_) => counts.updated += 1,
            None => counts.created += 1,
        }
    }
    Ok(counts)
}
