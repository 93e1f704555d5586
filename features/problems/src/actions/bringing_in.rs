//! Bringing in what another program kept of a problem: as it stood there, on its own days, under who can act here.

use serde_json::{Value, json};
use tend_core::{
    Error, Result, Timestamp, Tx, calls,
    id::{ClientId, EntryId, MemberId},
    timeline::{
        self, NewEntry, Strand,
        store::{Before, of_subject},
    },
};

use super::following::{change, mark, somebody_was_faster};
use crate::{
    calls::OF_OWNER,
    problem::{Dues, How, LONGEST_TITLE, LONGEST_WORDS, Mark, Problem, ProblemId, Severity, Source, State, title_of},
    store::{self, Place},
};

/// So many of one owner are due a day: whoever brings in three hundred does not have three hundred late ones tomorrow.
pub const A_DAY: i64 = 5;
/// As many entries of one problem are looked at when it is taken back.
const MOST_ENTRIES: i64 = 1000;

/// A problem as another program had it.
#[derive(Clone, Debug)]
pub struct Brought {
    /// For whom it went wrong.
    pub client: ClientId,
    /// Whose it was there, where that is a colleague here.
    pub owner: Option<MemberId>,
    /// What, in a line; empty: the first sentence of the words.
    pub title: String,
    /// What happened.
    pub words: String,
    /// What else that program knew; may be empty.
    pub more: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it was taken in there.
    pub since: Option<Timestamp>,
    /// When it was closed there.
    pub ended: Option<Timestamp>,
    /// Where it stands.
    pub state: State,
    /// They had an answer there.
    pub is_answered: bool,
    /// What its entries say of where it came from: the program, the file, the row, the import.
    pub origin: Value,
}

/// Brings one in. What was closed there is settled by import; what is open is somebody's here from this second.
pub fn bring_in(tx: &Tx, new: &Brought) -> Result<Problem> {
    let client = tend_clients::store::find(tx, &tx.actor, new.client)?;
    let place = store::place(tx, &tx.actor, client.location)?;
    let is_settled = new.state == State::Settled;
    let owner = owner_of(tx, new, &client, is_settled)?;
    let since = new.since.filter(|since| *since <= tx.now);
    let dues = dues(tx, (owner, new.severity), &place)?;
    let (title, words) = in_bounds(new);
    // What is closed keeps its own days; what is open begins here and now: nobody here could have looked after it before.
    let at = if is_settled { since.unwrap_or(tx.now) } else { tx.now };
    let raised = Mark { at, by: tx.actor.member, entry: tx.new_id() };
    let open = Problem {
        id: tx.new_id(),
        number: tend_core::house::store::take_problem_number(tx, tx.actor.workspace)?,
        client: client.id,
        owner,
        location: place.id,
        title,
        words,
        told_by: String::new(),
        place: String::new(),
        since,
        severity: new.severity,
        source: Source::Import,
        state: State::Open,
        cause: None,
        raised,
        first_word: new.is_answered.then_some(raised),
        contained: None,
        fixed: None,
        made_right: None,
        settled: None,
        settled_how: None,
        begun_at: at,
        reopened: 0,
        last_word_at: None,
        dues,
        word: None,
        version: 1,
    };
    store::insert(tx, &open)?;
    let text = if new.words.is_empty() { &open.title } else { &new.words };
    tell(tx, (&open, raised.entry), ("problems.taken_in", since.unwrap_or(at)), text, &new.origin);
    tell_more(tx, &open, since.unwrap_or(at), new);
    if new.state == State::Open {
        super::following::call_for(tx, None, &open)?;
        return Ok(open);
    }
    let after = stand(tx, &open, new)?;
    change(tx, &open, &after)?;
    store::find(tx, &tx.actor, open.id)
}

/// It stands where it stood there, and an entry says so.
fn stand(tx: &Tx, before: &Problem, new: &Brought) -> Result<Problem> {
    let ended = new.ended.filter(|at| (before.begun_at..=tx.now).contains(at));
    let at = if new.state == State::Settled { ended.unwrap_or(before.begun_at.max(before.raised.at)) } else { tx.now };
    let there = Mark { at, ..mark(tx) };
    let (after, kind) = match new.state {
        State::Settled => (before.settled(How::Import, there)?, "problems.settled"),
        to if to < before.state => (before.stepped(to, there)?, "problems.back"),
        to => {
            let kind = match to {
                State::Contained => "problems.contained",
                State::Fixed => "problems.fixed",
                _ => "problems.made_right",
            };
            (before.stepped(to, there)?, kind)
        }
    };
    let mut origin = new.origin.clone();
    origin["from_state"] = json!(before.state);
    if new.state == State::Settled {
        origin["how"] = json!(How::Import);
    }
    tell(tx, (&after, there.entry), (kind, at), "", &origin);
    Ok(after)
}

/// The list says something else about it now. Where nobody here changed it since, it is so; else it stays as they made it here, and an
/// entry says what the list says. Gives the problem as it was, where it changed.
pub fn bring_again(tx: &Tx, id: ProblemId, version: i64, new: &Brought) -> Result<Option<Problem>> {
    let before = store::find(tx, &tx.actor, id)?;
    if before.version != version {
        let said = [new.title.as_str(), &new.words, &new.more];
        let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        tell(tx, (&before, tx.new_id()), ("problems.brought", tx.now), &said, &new.origin);
        return Ok(None);
    }
    let (title, words) = in_bounds(new);
    let since = new.since.filter(|since| *since <= tx.now);
    let mut after = Problem { title, words, severity: new.severity, since, ..before.clone() };
    if (&after.title, &after.words) != (&before.title, &before.words) {
        let text = if new.words.is_empty() { &after.title } else { &new.words };
        let mut origin = new.origin.clone();
        origin["was"] = json!(before.title);
        tell(tx, (&after, tx.new_id()), ("problems.changed", tx.now), text, &origin);
    }
    if !before.is_open() && new.state != State::Settled {
        let place = store::place(tx, &tx.actor, before.location)?;
        after = after.opened_again(tx.now, dues(tx, (after.owner, after.severity), &place)?)?;
        let client = tend_clients::store::find(tx, &tx.actor, after.client)?;
        after.owner = owner_of(tx, new, &client, false)?;
        tell(tx, (&after, tx.new_id()), ("problems.reopened", tx.now), "", &new.origin);
    }
    if after.state != new.state {
        after = stand(tx, &after, new)?;
    }
    tell_more(tx, &after, tx.now, new);
    change(tx, &before, &after)?;
    Ok(Some(before))
}

/// It is again as it was before a list changed it; false where somebody here changed it since.
pub fn put_back(tx: &Tx, before: &Problem, version: i64, of_import: &str) -> Result<bool> {
    let now = match store::find(tx, &tx.actor, before.id) {
        Err(Error::NotFound) => return Ok(true),
        found => found?,
    };
    if now.version != version {
        return Ok(false);
    }
    for entry in of_subject(tx, tx.actor.workspace, now.id.0, Before::NEWEST, MOST_ENTRIES)? {
        if entry.body["import"].as_str() == Some(of_import) {
            timeline::store::delete(tx, &entry)?;
        }
    }
    change(tx, &now, &Problem { client: now.client, version: now.version, ..before.clone() })?;
    Ok(true)
}

/// Why a problem that an import made stays when that is taken back: somebody here changed it since, or something else tells of it.
pub fn why_it_stays(
    db: &tend_core::db::Conn,
    actor: &tend_core::Actor,
    (id, version): (ProblemId, i64),
    of_import: &str,
) -> Result<Option<String>> {
    let problem = match store::find(db, actor, id) {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    if problem.version != version {
        return Ok(Some(format!("{} stays: it was changed since.", problem.called())));
    }
    let entries = of_subject(db, actor.workspace, id.0, Before::NEWEST, MOST_ENTRIES)?;
    let mut others = entries.iter().filter(|entry| entry.body["import"].as_str() != Some(of_import));
    let called = problem.called();
    Ok(others.next().map(|other| match other.body["import"].is_string() {
        true => format!("{called} stays: a later list tells what happened with it; take that one back first."),
        false => format!("{called} stays: somebody wrote about it since."),
    }))
}

/// Takes a problem that an import made out of the book again, with its entries; or says why it stays.
pub fn take_out(tx: &Tx, id: ProblemId, version: i64, of_import: &str) -> Result<Option<String>> {
    if let Some(reason) = why_it_stays(tx, &tx.actor, (id, version), of_import)? {
        return Ok(Some(reason));
    }
    for kind in OF_OWNER {
        calls::settle(tx, kind.name, id.0)?;
    }
    for entry in of_subject(tx, tx.actor.workspace, id.0, Before::NEWEST, MOST_ENTRIES)? {
        timeline::store::delete(tx, &entry)?;
    }
    match store::delete(tx, id, version)? {
        true => Ok(None),
        false => Err(somebody_was_faster()),
    }
}

/// Who looks after it: whose it was there, else the client's owner, else who brings it in, else who looks after the place: the first
/// who can act. Of what is closed it says whose it was.
fn owner_of(tx: &Tx, new: &Brought, client: &tend_clients::Client, is_settled: bool) -> Result<MemberId> {
    let likely = [new.owner, Some(client.owner), tx.actor.member];
    for member in likely.into_iter().flatten() {
        if is_settled || store::colleague(tx, &tx.actor, member)?.can_act() {
            return Ok(member);
        }
    }
    Ok(store::looks_after(tx, &tx.actor, client.location, tx.now)?.id)
}

/// By when what is to happen: counted from now, and not before the days of those who came in before it are full. What is not safe is
/// due at once, however many there are.
fn dues(tx: &Tx, (owner, severity): (MemberId, Severity), place: &Place) -> Result<Dues> {
    let targets = store::targets(tx, &tx.actor, severity)?;
    if severity == Severity::Unsafe {
        return Ok(targets.dues(&place.hours, tx.now));
    }
    let last = store::last_dues_of_brought(tx, &tx.actor, owner, A_DAY)?;
    let from = match last.first().copied().filter(|latest| *latest > tx.now) {
        None => targets.dues(&place.hours, tx.now).first_word,
        Some(latest) if (last.len() as i64) < A_DAY || last.iter().any(|due| *due != latest) => latest,
        Some(latest) => {
            let next = latest.day_in(place.zone()).0.tomorrow().and_then(|day| day.to_zoned(place.zone().clone()));
            let morning = next.map_err(Error::ours)?.timestamp().into();
            targets.dues(&place.hours, morning).first_word
        }
    };
    Ok(Dues { first_word: from, next_word: from, done: targets.dues(&place.hours, from).done })
}

/// The line and the words as a problem takes them; all of them stand in its entry.
fn in_bounds(new: &Brought) -> (String, String) {
    let line = if new.title.trim().is_empty() { title_of(&new.words) } else { new.title.clone() };
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if line.is_empty() { "A problem without a word".to_owned() } else { cut(&line, LONGEST_TITLE) };
    let words = cut(new.words.trim(), LONGEST_WORDS);
    let words = if words == title { String::new() } else { words };
    (title, words)
}

fn cut(text: &str, most: usize) -> String {
    let plain = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    let whole: String = text.chars().filter(plain).collect();
    if whole.chars().count() <= most {
        return whole;
    }
    whole.chars().take(most - 1).chain(['…']).collect()
}

fn tell_more(tx: &Tx, problem: &Problem, at: Timestamp, new: &Brought) {
    if !new.more.is_empty() {
        tell(tx, (problem, tx.new_id()), ("problems.brought", at), &new.more, &new.origin);
    }
}

/// Writes an entry that a list tells; it is nobody's word here.
fn tell(
    tx: &Tx,
    (problem, entry): (&Problem, EntryId),
    (kind, at): (&'static str, Timestamp),
    text: &str,
    origin: &Value,
) {
    let mut body = json!({
        "number": problem.number,
        "problem": problem.title,
        "state": problem.state,
        "owner": problem.owner,
        "severity": problem.severity,
    });
    if let (Some(body), Some(origin)) = (body.as_object_mut(), origin.as_object()) {
        body.extend(origin.clone());
    }
    let entry_of = NewEntry {
        client: Some(problem.client),
        kind,
        strand: Strand::Service,
        happened_at: at,
        subject: Some(problem.id.0),
        text: text.to_owned(),
        body,
    };
    tx.entry_of(None, entry, entry_of);
}
