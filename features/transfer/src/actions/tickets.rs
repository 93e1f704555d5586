//! Problems of other programs, row by row, and what was said about them.

use serde_json::json;
use tend_clients::store as client_store;
use tend_core::{Actor, Error, Result, Timestamp, Tx, db::Conn, id::ClientId};
use tend_problems::{
    Problem, Severity, State,
    actions::{self as problems, Brought},
    store as problem_store,
};

use super::{
    happened::{Telling, Whose, bounded, bring_told, looks_like_a_number, whose},
    rows::{Batch, Ended, Line},
};
use crate::{
    import::ImportId,
    people::People,
    reading::{
        dates::Moment,
        exports::Recognized,
        standing::Standing,
        ticket::{Ticket, Urgency},
    },
    store::{self, Changed, tickets::BroughtProblem},
};

/// Brings one row in.
pub(super) fn bring(tx: &Tx, batch: &Batch, line: &Line, ticket: &Ticket) -> Result<Ended> {
    let Some(program) = batch.program else {
        return Ok(Ended::LeftOut("this list is of no program that is known".into()));
    };
    if let Some(about) = &ticket.about {
        return say(tx, batch, (line, program), (ticket, about));
    }
    let workspace = tx.actor.workspace;
    let known = store::tickets::known_problem(tx, workspace, &line.identity)?;
    if known.as_ref().is_some_and(|known| known.content == line.content) {
        return Ok(Ended::Unchanged);
    }
    let whose = whose(tx, &tx.actor, program, &ticket.told)?;
    let client = match (&known, whose.clients.first()) {
        (Some(known), _) => problem_store::find(tx, &tx.actor, known.problem)?.client,
        (None, Some(client)) => *client,
        (None, None) => return Ok(Ended::LeftOut(whose.reason(program))),
    };
    let new = brought(tx, batch, program, (ticket, client, &whose))?;
    let (identity, row) = (line.identity.clone(), ticket.told.row as i64);
    let Some(known) = known else {
        let problem = problems::bring_in(tx, &new)?;
        let (content, import) = (line.content.clone(), batch.import);
        let became = BroughtProblem { identity, problem: problem.id, import, row, content, version: problem.version };
        store::tickets::insert_problem(tx, &became)?;
        return Ok(Ended::Created);
    };
    let before = problems::bring_again(tx, known.problem, known.version, &new)?;
    let version = match before {
        Some(_) => problem_store::find(tx, &tx.actor, known.problem)?.version,
        None => known.version,
    };
    let changed = json!({ "problem": before, "content": known.content, "heard": known.version, "version": version });
    store::insert_change(tx, batch.import, &Changed { row, identity, client, before: changed })?;
    store::tickets::heard_problem(tx, &line.identity, &line.content, version)?;
    Ok(Ended::Updated)
}

/// The problem as it is to come in.
fn brought(tx: &Tx, batch: &Batch, program: Recognized, about: (&Ticket, ClientId, &Whose)) -> Result<Brought> {
    let (ticket, client, whose) = about;
    let others = whose.clients.iter().filter(|other| **other != client);
    let others: Vec<String> =
        others.map(|other| Ok(client_store::find(tx, &tx.actor, *other)?.name)).collect::<Result<_>>()?;
    let told = &ticket.told;
    let owner = told.by.iter().find_map(|name| batch.people.member(name));
    let mut more: Vec<String> = told.details.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    if owner.is_none() {
        more.extend(told.by.iter().map(|name| format!("Owner in {}: {name}", program.export().system)));
    }
    if !others.is_empty() {
        more.push(format!("It also concerns {}", others.join(", ")));
    }
    if told.title.chars().count() > tend_problems::problem::LONGEST_TITLE {
        more.insert(0, told.title.clone());
    }
    let instant = |moment| instant(moment, &batch.people);
    Ok(Brought {
        client,
        owner,
        title: told.title.clone(),
        words: bounded(&told.text),
        more: bounded(&more.join("\n")),
        severity: severity(ticket.urgency),
        since: instant(told.at.or(told.written)),
        ended: instant(ticket.ended),
        state: state(ticket.standing),
        is_answered: ticket.is_answered,
        origin: json!({
            "program": program.export().system, "file": batch.file, "row": told.row, "import": batch.import,
        }),
    })
}

fn instant(moment: Option<Moment>, people: &People) -> Option<Timestamp> {
    moment.and_then(|moment| moment.instant(&people.zone)).map(Timestamp::from)
}

fn severity(urgency: Urgency) -> Severity {
    match urgency {
        Urgency::Urgent => Severity::Unsafe,
        Urgency::Usual => Severity::Hinders,
        Urgency::Low => Severity::Small,
    }
}

fn state(standing: Standing) -> State {
    match standing {
        Standing::Contained => State::Contained,
        Standing::Fixed => State::Fixed,
        Standing::MadeRight => State::MadeRight,
        Standing::Settled => State::Settled,
        Standing::Open | Standing::AsDated | Standing::LeftOut => State::Open,
    }
}

/// What was said about a problem stands with it, and on its client's page.
fn say(
    tx: &Tx,
    batch: &Batch,
    (line, program): (&Line, Recognized),
    (ticket, about): (&Ticket, &str),
) -> Result<Ended> {
    let Some(problem) = problem_of(tx, &tx.actor, program, about)? else {
        return Ok(Ended::LeftOut(no_problem(program, about)));
    };
    let told = &ticket.told;
    let Some(at) = instant(told.at.or(told.written), &batch.people).filter(|at| *at <= tx.now) else {
        return Ok(Ended::LeftOut("it does not say when it was written".to_owned()));
    };
    let author = author(tx, program, &ticket.authors, &batch.people)?;
    let came_in = author.client.as_ref().is_some_and(|(id, _)| *id == problem.client);
    let called = author.client.map(|(_, name)| name).or(author.called);
    let mut body = json!({
        "program": program.export().system, "file": batch.file, "row": told.row, "import": batch.import,
        "number": problem.number, "problem": problem.title, "came_in": came_in, "open": ticket.is_open,
    });
    if let Some(called) = called.filter(|_| author.by.is_none() && !came_in) {
        body["by"] = json!(called);
    }
    let telling = Telling {
        kind: "problems.word",
        happened_at: at,
        by: author.by.filter(|_| !came_in),
        text: bounded(&told.words()),
        body,
        subject: Some(problem.id.0),
        is_contact: ticket.is_open,
    };
    bring_told(tx, batch, (line, told.row as i64), (&[problem.client], &telling))
}

/// Who wrote something: a client, a colleague, or a name.
#[derive(Default)]
struct Author {
    client: Option<(ClientId, String)>,
    by: Option<tend_core::id::MemberId>,
    called: Option<String>,
}

fn author(tx: &Tx, program: Recognized, named: &[String], people: &People) -> Result<Author> {
    let mut author = Author::default();
    for name in named {
        let identity = format!("id:{}:{}", program.source_of_persons(), program.plain_id(name));
        if let Some(known) = store::known(tx, tx.actor.workspace, &identity)? {
            author.client = Some((known.client, client_store::find(tx, &tx.actor, known.client)?.name));
        }
        author.called = author.called.or_else(|| Some(name.clone()).filter(|name| !looks_like_a_number(name)));
    }
    let names = author.client.iter().map(|(_, name)| name).chain(named);
    author.by = names.into_iter().find_map(|name| people.member(name));
    Ok(author)
}

fn problem_of(db: &Conn, actor: &Actor, program: Recognized, number: &str) -> Result<Option<Problem>> {
    let identity = format!("happening:{}", program.problem(number));
    match store::tickets::known_problem(db, actor.workspace, &identity)? {
        Some(known) => problem_store::find(db, actor, known.problem).map(Some),
        None => Ok(None),
    }
}

fn no_problem(program: Recognized, number: &str) -> String {
    let system = program.export().system;
    format!(
        "no problem in the book has the {system} number {number}; bring in the {system} list of problems first, then this file again"
    )
}

/// Why a row belongs to nobody in the book; nothing where it belongs to somebody.
pub(crate) fn homeless(
    db: &Conn,
    actor: Option<&Actor>,
    program: Recognized,
    ticket: &Ticket,
) -> Result<Option<String>> {
    let Some(actor) = actor else { return Ok(Some("nobody is in the book yet".to_owned())) };
    if let Some(about) = &ticket.about {
        let problem = problem_of(db, actor, program, about)?;
        return Ok(problem.is_none().then(|| no_problem(program, about)));
    }
    let whose = whose(db, actor, program, &ticket.told)?;
    Ok(whose.clients.is_empty().then(|| whose.reason(program)))
}

/// How a row would stand in the book: whose it is, and where it stands.
pub(crate) fn would_be(db: &Conn, actor: &Actor, program: Recognized, ticket: &Ticket) -> Result<(String, String)> {
    if let Some(about) = &ticket.about {
        let problem = problem_of(db, actor, program, about)?.ok_or(Error::NotFound)?;
        let words = format!("About {}, {}: {}", problem.called(), problem.title, ticket.told.words());
        return Ok((client_store::find(db, actor, problem.client)?.name, words));
    }
    let whose = whose(db, actor, program, &ticket.told)?;
    let client = whose.clients.first().copied().ok_or(Error::NotFound)?;
    let words = format!("{}: {}", ticket.standing.label(), ticket.told.words());
    Ok((client_store::find(db, actor, client)?.name, words))
}

/// How a row would end, without writing anything.
pub(super) fn reckon(db: &Conn, actor: &Actor, program: Recognized, (line, ticket): (&Line, &Ticket)) -> Result<Ended> {
    let is_known = match &ticket.about {
        Some(_) => {
            store::happened::told_before(db, actor.workspace, &line.identity)?.first().map(|told| told.content.clone())
        }
        None => store::tickets::known_problem(db, actor.workspace, &line.identity)?.map(|known| known.content),
    };
    match is_known {
        Some(content) if content == line.content => return Ok(Ended::Unchanged),
        Some(_) => return Ok(Ended::Updated),
        None => {}
    }
    Ok(match homeless(db, Some(actor), program, ticket)? {
        Some(reason) => Ended::LeftOut(reason),
        None => Ended::Created,
    })
}

/// Puts back what a row said of a problem before this import, unless somebody here changed it since; says so then.
pub(super) fn put_back(tx: &Tx, import: ImportId, changed: &Changed) -> Result<Option<String>> {
    let Some(known) = store::tickets::known_problem(tx, tx.actor.workspace, &changed.identity)? else {
        return Ok(None);
    };
    if known.import == import {
        // The same file made it: it is taken out altogether.
        return Ok(None);
    }
    let before: Option<Problem> = serde_json::from_value(changed.before["problem"].clone())?;
    let (heard, version) = (changed.before["heard"].as_i64(), changed.before["version"].as_i64().unwrap_or_default());
    let content = changed.before["content"].as_str().unwrap_or_default();
    let Some(before) = before else {
        store::tickets::heard_problem(tx, &changed.identity, content, heard.unwrap_or(version))?;
        return Ok(None);
    };
    if !problems::put_back(tx, &before, version, &import.to_string())? {
        return Ok(Some(format!("{} stays as it is now: it was changed here, too.", before.called())));
    }
    let now = problem_store::find(tx, &tx.actor, known.problem)?.version;
    store::tickets::heard_problem(tx, &changed.identity, content, now)?;
    Ok(None)
}

/// Takes a problem out of the book that the import made; or says why it stays.
pub(super) fn take_out(tx: &Tx, made: &BroughtProblem) -> Result<Option<String>> {
    let reason = problems::take_out(tx, made.problem, made.version, &made.import.to_string())?;
    if reason.is_none() {
        store::tickets::forget_problem(tx, &made.identity)?;
    }
    Ok(reason)
}
