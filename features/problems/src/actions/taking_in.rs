//! Taking a problem in: it has an owner from that second.

use serde_json::json;
use tend_core::{
    Error, Problems, Result, Timestamp, Tx, house,
    id::{ClientId, LocationId, MemberId},
};

use super::following::{Telling, call_for, contact, mark, write};
use crate::{
    help::{NewTouch, Touch},
    problem::{LONGEST_TITLE, LONGEST_WORDS, Problem, ProblemId, Severity, Source, State, in_words, title_of},
    store,
};

tend_core::words! {
    /// Who looks after it from now on.
    pub enum Hands {
        /// Who takes it in.
        Mine = "mine",
        /// The client's owner, who is at work now.
        Owner = "owner",
    }
}

/// A problem to be taken in.
#[derive(Clone, Debug)]
pub struct NewProblem {
    /// For whom it went wrong.
    pub client: ClientId,
    /// What, in a line; empty: the first sentence of the words.
    pub title: String,
    /// What happened, as it was told; may be empty.
    pub words: String,
    /// Who told us, where it was not the client; may be empty.
    pub told_by: String,
    /// Where it happened; may be empty.
    pub place: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// How bad it is for them.
    pub severity: Severity,
    /// The place whose hours count; the client's own where nobody says.
    pub location: Option<LocationId>,
    /// Who looks after it.
    pub hands: Hands,
    /// They told us themselves, and know who looks after it: the first word is said.
    pub they_know: bool,
    /// What it touches.
    pub touches: Vec<NewTouch>,
}

impl NewProblem {
    /// Told just now, taken on by who writes it down.
    pub fn new(client: ClientId, words: impl Into<String>, severity: Severity) -> Self {
        NewProblem {
            client,
            title: String::new(),
            words: words.into(),
            told_by: String::new(),
            place: String::new(),
            since: None,
            severity,
            location: None,
            hands: Hands::Mine,
            they_know: false,
            touches: Vec::new(),
        }
    }
}

/// Takes a problem in. Whoever does looks after it from this second, or the client's owner does, where they are at work now.
pub fn take_in(tx: &Tx, new: &NewProblem) -> Result<ProblemId> {
    tx.actor.may_write()?;
    let client = tend_clients::store::find(tx, &tx.actor, new.client)?;
    let owner = match new.hands {
        Hands::Mine => tx.actor.me()?,
        Hands::Owner => at_work(tx, client.owner)?,
    };
    let problem = checked(tx, new, &client, owner, Source::Member)?;
    taken_in(tx, &problem, &new.touches)?;
    if new.they_know {
        contact(tx, &problem)?;
    }
    Ok(problem.id)
}

/// That member, where they can act now.
fn at_work(tx: &Tx, member: MemberId) -> Result<MemberId> {
    if store::is_at_work(tx, &tx.actor, member, tx.now)? {
        return Ok(member);
    }
    let name = store::member_name(tx, &tx.actor, member)?;
    Err(Error::invalid("hands", format!("{name} is not at work now. Look after it yourself.")))
}

/// The problem as it begins.
pub(super) fn checked(
    tx: &Tx,
    new: &NewProblem,
    client: &tend_clients::Client,
    owner: MemberId,
    source: Source,
) -> Result<Problem> {
    let mut problems = Problems::default();
    let words = problems.take("text", in_words(&new.words, LONGEST_WORDS, None)).unwrap_or_default();
    let title = if new.title.trim().is_empty() { title_of(&words) } else { new.title.clone() };
    let one_line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let asked = Some("What went wrong? A few words are enough.");
    let title = problems.take("title", in_words(&one_line, LONGEST_TITLE, asked)).unwrap_or_default();
    let told_by = problems.take("told_by", in_words(&new.told_by, LONGEST_TITLE, None)).unwrap_or_default();
    let place = problems.take("place", in_words(&new.place, LONGEST_TITLE, None)).unwrap_or_default();
    if new.since.is_some_and(|since| since > tx.now) {
        problems.add("since", "That is still to come. Say since when it is so, or leave it empty.");
    }
    problems.none()?;
    let location = house::store::location(tx, tx.actor.workspace, new.location.unwrap_or(client.location))?;
    let dues = store::targets(tx, &tx.actor, new.severity)?.dues(&location.hours, tx.now);
    let raised = mark(tx);
    let problem = Problem {
        id: tx.new_id(),
        number: house::store::take_problem_number(tx, tx.actor.workspace)?,
        client: client.id,
        owner,
        location: location.id,
        words: if words == title { String::new() } else { words },
        title,
        told_by,
        place,
        since: new.since,
        severity: new.severity,
        source,
        state: State::Open,
        cause: None,
        raised,
        first_word: None,
        contained: None,
        fixed: None,
        made_right: None,
        settled: None,
        settled_how: None,
        begun_at: tx.now,
        reopened: 0,
        last_word_at: None,
        dues,
        word: None,
        version: 1,
    };
    if !new.they_know {
        return Ok(problem);
    }
    let next = store::targets(tx, &tx.actor, new.severity)?.next_word(&location.hours, tx.now);
    problem.told(raised, next)
}

/// Writes it down, calls its owner, and tells.
pub(super) fn taken_in(tx: &Tx, problem: &Problem, touches: &[NewTouch]) -> Result<()> {
    store::insert(tx, problem)?;
    for touch in touches.iter().filter(|touch| !touch.words.trim().is_empty()) {
        let touch = checked_touch(tx, touch)?;
        store::insert_touch(tx, problem.id, &touch)?;
    }
    call_for(tx, None, problem)?;
    let owner_name = store::member_name(tx, &tx.actor, problem.owner)?;
    let is_given = tx.actor.member != Some(problem.owner);
    let text = if problem.words.is_empty() { problem.title.as_str() } else { problem.words.as_str() };
    write(
        tx,
        Telling {
            problem,
            entry: problem.raised.entry,
            kind: "problems.taken_in",
            text,
            more: json!({
                "told_by": problem.told_by,
                "they_know": problem.first_word.is_some(),
                "owner_name": is_given.then_some(owner_name),
            }),
        },
    );
    Ok(())
}

/// What it touches, tidied.
pub(super) fn checked_touch(tx: &Tx, new: &NewTouch) -> Result<Touch> {
    let mut problems = Problems::default();
    let asked = Some("What does it touch? The thing, the order, the visit.");
    let words = problems.take("touch", in_words(&new.words, LONGEST_TITLE, asked)).unwrap_or_default();
    let note = problems.take("touch_note", in_words(&new.note, LONGEST_TITLE, None)).unwrap_or_default();
    problems.none()?;
    Ok(Touch { id: tx.new_id(), feature: new.feature.clone(), subject: new.subject, words, note })
}
