//! Bringing rows in: a batch in one transaction, with the import's reckoning in the same one.

use std::{collections::HashMap, sync::Arc};

use tend_clients::{
    Checked, ClientKind, NewClient, actions as clients,
    likeness::{self, Likeness, Profile, Remembered},
    store as client_store,
};
use tend_core::{
    Actor, Result, Tx,
    db::Conn,
    id::{ClientId, WorkspaceId},
};

use super::{besides, happened, tickets, update::update};
use crate::{
    import::{Counts, ImportId, State, TwinAnswer},
    look::{self, FEW},
    people::People,
    reading::{
        candidate::{Candidate, Kind, Outcome},
        exports::Recognized,
        values::fold,
    },
    store::{self, Answered, Became, Like, Refusal},
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
    /// Rows that are new and have neither mail address nor phone are left out.
    pub leave_out_unreachable: bool,
    /// The names of the files that came so far: what they said of a client, a later one may correct.
    pub files: Arc<Vec<String>>,
    /// What the ids of organizations that rows name are kept under.
    pub organizations: String,
    /// The program whose export it is, where it is known.
    pub program: Option<Recognized>,
    /// What those who came in a moment ago are compared by.
    pub remembered: Arc<Remembered>,
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
    /// What of it is compared with others.
    pub profile: Option<Profile>,
    /// Its cells, for a refused row.
    pub cells: Vec<String>,
}

impl Line {
    /// A row of which nothing else is known yet.
    pub fn of(outcome: Outcome) -> Self {
        let (identity, content, new) = (String::new(), String::new(), Err(String::new()));
        Line { outcome, identity, content, new, profile: None, cells: Vec::new() }
    }
}

/// How one row ended.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Ended {
    Created,
    Updated,
    Unchanged,
    /// Nothing of it comes in: somebody said so, or the book has nobody for it.
    LeftOut(String),
}

/// Brings a batch in and writes the reckoning; nothing when the import was stopped meanwhile.
/// Rows that were reckoned before (a kill came between) are passed over.
pub fn bring_in(tx: &Tx, batch: &Batch) -> Result<Option<Counts>> {
    let mut import = store::find(tx, tx.actor.workspace, batch.import)?;
    if import.state != State::Running {
        return Ok(None);
    }
    batch.remembered.begins(tx, FEW)?;
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
    batch.remembered.ends(tx)?;
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
        Outcome::Happening(happening) => happening.row as i64,
        Outcome::Ticket(ticket) => ticket.told.row as i64,
        Outcome::Refused(refused) => refused.row as i64,
    }
}

fn bring_line(tx: &Tx, batch: &Batch, line: &Line, met: &mut Met, counts: &mut Counts) -> Result<()> {
    let (row, at_line, reason) = match (&line.outcome, &line.new) {
        (Outcome::Refused(refused), _) => (refused.row, refused.line, refused.reasons.join(" ")),
        (Outcome::Happening(happening), _) => match happened::bring(tx, batch, line, happening)? {
            Ended::LeftOut(reason) => (happening.row, happening.line, reason),
            ended => return count(counts, &ended),
        },
        (Outcome::Ticket(ticket), _) => match tickets::bring(tx, batch, line, ticket)? {
            Ended::LeftOut(reason) => (ticket.told.row, ticket.told.line, reason),
            ended => return count(counts, &ended),
        },
        (Outcome::Candidate(candidate), Err(reasons)) => (candidate.row, candidate.line, reasons.clone()),
        (Outcome::Candidate(candidate), Ok(new)) => match bring_candidate(tx, batch, line, (candidate, new), met)? {
            Ended::LeftOut(reason) => (candidate.row, candidate.line, reason),
            ended => return count(counts, &ended),
        },
    };
    counts.refused += 1;
    let (row, at_line) = (row as i64, at_line as i64);
    store::insert_refusal(tx, batch.import, &Refusal { row, line: at_line, reason, cells: line.cells.clone() })
}

fn count(counts: &mut Counts, ended: &Ended) -> Result<()> {
    counts.created += i64::from(*ended == Ended::Created);
    counts.updated += i64::from(*ended == Ended::Updated);
    counts.unchanged += i64::from(*ended == Ended::Unchanged);
    counts.refused += i64::from(matches!(ended, Ended::LeftOut(_)));
    Ok(())
}

fn bring_candidate(tx: &Tx, batch: &Batch, line: &Line, row: (&Candidate, &Checked), met: &mut Met) -> Result<Ended> {
    let (candidate, new) = row;
    match store::known(tx, tx.actor.workspace, &line.identity)? {
        Some(known) if known.content == line.content => return Ok(Ended::Unchanged),
        Some(known) => return update(tx, batch, line, candidate.row as i64, &known, new),
        None => {}
    }
    if let Some(named) = named_before(tx, tx.actor.workspace, line)? {
        return join(tx, batch, line, row, named);
    }
    if batch.leave_out_unreachable && look::is_unreachable(new) {
        return Ok(Ended::LeftOut("You left out who has neither mail address nor phone.".to_owned()));
    }
    let answered = met.answers.get(&(candidate.row as i64)).copied();
    match answered.map(|answered| answered.answer) {
        Some(TwinAnswer::LeaveOut) => {
            Ok(Ended::LeftOut("You left it out: it looks like a client who is there.".to_owned()))
        }
        Some(TwinAnswer::Same) => match twin_of(tx, batch, answered)? {
            Some(client) => join(tx, batch, line, row, client),
            None => create(tx, batch, line, row, met),
        },
        Some(TwinAnswer::New) | None => create(tx, batch, line, row, met),
    }
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
    (candidate, new): (&Candidate, &Checked),
    client: ClientId,
) -> Result<Ended> {
    let (row, import) = (candidate.row as i64, batch.import);
    let (identity, content) = (line.identity.as_str(), line.content.as_str());
    store::insert_row(tx, &Became { identity, client, import, row, content, version: -1, joined: true })?;
    let known = store::Known { client, content: String::new(), version: -1, joined: true, import };
    update(tx, batch, line, row, &known, new)
}

fn create(
    tx: &Tx,
    batch: &Batch,
    line: &Line,
    (candidate, new): (&Candidate, &Checked),
    met: &mut Met,
) -> Result<Ended> {
    let row = candidate.row as i64;
    let profile = line.profile.as_ref().unwrap_or(new.profile());
    let alike = likeness::resembling(tx, &tx.actor, (profile, new.keys()), FEW, &batch.remembered)?;
    let organization = organization_of(tx, batch, candidate, &mut met.organizations)?;
    let belongs: Vec<_> = organization.into_iter().map(|id| (id, candidate.title.clone())).collect();
    let id = clients::write_down(tx, new, &belongs)?;
    became(tx, batch, row, (&line.identity, &line.content), id)?;
    besides::bring(tx, id, candidate)?;
    if let Some(person) = &candidate.contact_person {
        let mut contact = NewClient::new(ClientKind::Person, person.name.clone(), new.owner, new.location);
        contact.affiliations.push((id, candidate.title.clone()));
        contact.origin.clone_from(&new.origin);
        let contact = write_beside(tx, batch, &contact)?;
        let identity = format!("{}:person", line.identity);
        became(tx, batch, row, (&identity, &line.content), contact)?;
    }
    if new.kind == ClientKind::Organization {
        met.organizations.entry(fold(&new.name)).or_insert(id);
    }
    batch.remembered.keep(id, profile, new.keys());
    mark(tx, batch, (row, id), alike, met)?;
    Ok(Ended::Created)
}

/// Writes a client who has no row of their own: an organization that rows name, or who is to be asked for at one.
fn write_beside(tx: &Tx, batch: &Batch, new: &NewClient) -> Result<ClientId> {
    let new = new.checked()?;
    let id = clients::create_checked(tx, &new)?;
    batch.remembered.keep(id, new.profile(), new.keys());
    Ok(id)
}

/// Marks who looks alike. Somebody who was shown a pair and said that it is two has answered for that one.
fn mark(
    tx: &Tx,
    batch: &Batch,
    (row, client): (i64, ClientId),
    alike: Vec<(ClientId, Likeness)>,
    met: &Met,
) -> Result<()> {
    let different = met.answers.get(&row).copied().filter(|answered| answered.answer == TwinAnswer::New);
    let different = twin_of(tx, batch, different)?;
    clients::pair_up(tx, client, &alike)?;
    if let Some(other) = different {
        clients::not_the_same(tx, client, other)?;
    }
    for (other, likeness) in alike {
        let answer = if different == Some(other) { "different" } else { "" };
        let reasons = likeness.reasons.join(", ");
        store::insert_like(tx, batch.import, &Like { row, client, other, reasons, answer: answer.into() })?;
    }
    Ok(())
}

fn became(tx: &Tx, batch: &Batch, row: i64, (identity, content): (&str, &str), client: ClientId) -> Result<()> {
    store::insert_row(tx, &Became { identity, client, import: batch.import, row, content, version: 1, joined: false })
}

/// The organization that a person of an earlier list named by its id, before its own row came.
pub(crate) fn named_before(db: &Conn, workspace: WorkspaceId, line: &Line) -> Result<Option<ClientId>> {
    match &line.outcome {
        Outcome::Candidate(candidate) if candidate.kind == Kind::Organization && candidate.external_id.is_some() => {
            Ok(store::known(db, workspace, &format!("organization:{}", line.identity))?.map(|known| known.client))
        }
        _ => Ok(None),
    }
}

/// The organization a person belongs to: the one of that id in the same program, else the one of that name.
fn organization_of(
    tx: &Tx,
    batch: &Batch,
    candidate: &Candidate,
    organizations: &mut HashMap<String, ClientId>,
) -> Result<Option<ClientId>> {
    let by_id = candidate.organization_id.as_ref().filter(|_| candidate.kind == Kind::Person);
    let identity = by_id.map(|id| format!("id:{}:{id}", batch.organizations));
    if let Some(identity) = &identity {
        let named = format!("organization:{identity}");
        for identity in [identity, &named] {
            if let Some(id) = organizations.get(identity) {
                return Ok(Some(*id));
            }
            if let Some(known) = store::known(tx, tx.actor.workspace, identity)?
                && client_store::find(tx, &tx.actor, known.client)?.kind == ClientKind::Organization
            {
                organizations.insert(identity.clone(), known.client);
                return Ok(Some(known.client));
            }
        }
    }
    let Some(organization) = &candidate.organization else { return Ok(None) };
    organization_named(tx, batch, candidate, (&organization.name, identity), organizations).map(Some)
}

/// The organization of that name: there already, made a moment ago, or new.
fn organization_named(
    tx: &Tx,
    batch: &Batch,
    candidate: &Candidate,
    (name, by_id): (&str, Option<String>),
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
            let id = write_beside(tx, batch, &new)?;
            let identity =
                by_id.map_or_else(|| format!("organization:{folded}:{id}"), |id| format!("organization:{id}"));
            became(tx, batch, candidate.row as i64, (&identity, ""), id)?;
            id
        }
    };
    organizations.insert(folded, id);
    Ok(id)
}

/// What a batch would come to, without writing anything: for a dry run.
pub fn reckon(db: &Conn, actor: Option<&Actor>, program: Option<Recognized>, lines: &[Line]) -> Result<Counts> {
    let (mut counts, workspace) = (Counts::default(), actor.map(|actor| actor.workspace));
    for line in lines {
        if let (Outcome::Happening(happening), Some(actor), Some(program)) = (&line.outcome, actor, program) {
            count(&mut counts, &happened::reckon(db, actor, program, (line, happening))?)?;
            continue;
        }
        if let (Outcome::Ticket(ticket), Some(actor), Some(program)) = (&line.outcome, actor, program) {
            count(&mut counts, &tickets::reckon(db, actor, program, (line, ticket))?)?;
            continue;
        }
        if line.new.is_err() {
            counts.refused += 1;
            continue;
        }
        let known = workspace.map(|workspace| store::known(db, workspace, &line.identity)).transpose()?.flatten();
        match known {
            Some(known) if known.content == line.content => counts.unchanged += 1,
            Some(_) => counts.updated += 1,
            None => match workspace.map(|workspace| named_before(db, workspace, line)).transpose()?.flatten() {
                Some(_) => counts.updated += 1,
                None => counts.created += 1,
            },
        }
    }
    Ok(counts)
}
