//! What follows every change of a problem: it is saved, called for, and told.

use serde_json::{Value, json};
use tend_core::{
    Error, Result, Timestamp, Tx, calls,
    id::{EntryId, MemberId},
    timeline::{NewEntry, Strand},
};

use crate::{
    calls::{OF_OWNER, of_helper, of_problem},
    problem::{Mark, Problem, ProblemId, in_words},
    store::{self, Place},
    targets::Targets,
};

/// The longest account of a step, in characters.
pub const LONGEST_TOLD: usize = 4000;

/// The problem as it stands, if the person who changes it saw it like that.
pub(super) fn for_change(tx: &Tx, id: ProblemId, seen: Option<i64>) -> Result<Problem> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    if seen.is_some_and(|version| version != problem.version) {
        return Err(somebody_was_faster());
    }
    Ok(problem)
}

pub(super) fn somebody_was_faster() -> Error {
    Error::Conflict(
        "Somebody changed this problem a moment ago. Look at how it stands now; what you typed is still here.".into(),
    )
}

/// Somebody else did the same a moment before; the same person doing it twice did it once.
pub(super) fn done_already(tx: &Tx, by: Option<MemberId>, what: &str) -> Result<()> {
    match by {
        Some(member) if tx.actor.member == Some(member) => Ok(()),
        Some(member) => Err(Error::Conflict(format!(
            "{} {what} a moment before you. Nothing else was changed.",
            store::member_name(tx, &tx.actor, member)?
        ))),
        None => Err(Error::Conflict(format!("They {what} a moment before you. Nothing else was changed."))),
    }
}

pub(super) fn said(field: &str, text: &str, when_empty: &str) -> Result<String> {
    in_words(text, LONGEST_TOLD, Some(when_empty)).map_err(|message| Error::invalid(field, message))
}

pub(super) fn in_few_words(field: &str, text: &str) -> Result<String> {
    in_words(text, LONGEST_TOLD, None).map_err(|message| Error::invalid(field, message))
}

/// Now, by who acts, told by a new entry.
pub(super) fn mark(tx: &Tx) -> Mark {
    Mark { at: tx.now, by: tx.actor.member, entry: tx.new_id() }
}

pub(super) fn place_of(tx: &Tx, problem: &Problem) -> Result<Place> {
    store::place(tx, &tx.actor, problem.location)
}

pub(super) fn targets_of(tx: &Tx, problem: &Problem) -> Result<Targets> {
    store::targets(tx, &tx.actor, problem.severity)
}

/// When they hear from us again, by the targets, after a word now.
pub(super) fn next_word(tx: &Tx, problem: &Problem) -> Result<Timestamp> {
    Ok(targets_of(tx, problem)?.next_word(&place_of(tx, problem)?.hours, tx.now))
}

/// Saves the problem, and raises, moves and settles its calls.
pub(super) fn change(tx: &Tx, before: &Problem, after: &Problem) -> Result<()> {
    if !store::save(tx, after)? {
        return Err(somebody_was_faster());
    }
    call_for(tx, Some(before), after)?;
    let same = |problem: &Problem| (problem.is_open(), problem.title.clone(), problem.dues.done, problem.client);
    if same(before) == same(after) { Ok(()) } else { call_helpers(tx, after) }
}

/// Exactly the calls that it needs as it stands.
pub(super) fn call_for(tx: &Tx, before: Option<&Problem>, after: &Problem) -> Result<()> {
    let client = tend_clients::store::find(tx, &tx.actor, after.client)?;
    let calls = of_problem(after, client.called());
    if let Some(before) = before {
        let stays = |kind: &str| before.owner == after.owner && calls.iter().any(|call| call.kind.name == kind);
        for kind in OF_OWNER.iter().filter(|kind| !stays(kind.name)) {
            calls::settle(tx, kind.name, after.id.0)?;
        }
    }
    calls.iter().try_for_each(|call| calls::raise(tx, call))
}

/// Its helpers are called while it is open; once it is settled their help has ended.
fn call_helpers(tx: &Tx, problem: &Problem) -> Result<()> {
    for helper in store::helpers(tx, &tx.actor, problem.id)?.into_iter().filter(|helper| helper.ended_at.is_none()) {
        match of_helper(problem, &helper) {
            Some(call) => calls::raise(tx, &call)?,
            None => {
                store::put_helper(tx, &crate::help::Help { ended_at: Some(tx.now), ..helper.clone() })?;
                calls::settle(tx, crate::calls::HELP.name, helper.id.0)?;
            }
        }
    }
    Ok(())
}

/// We spoke with the client about it.
pub(super) fn contact(tx: &Tx, problem: &Problem) -> Result<()> {
    tend_clients::actions::touched(tx, problem.client, tx.now)
}

/// What an entry about a problem says.
pub(super) struct Telling<'a> {
    pub problem: &'a Problem,
    pub entry: EntryId,
    pub kind: &'static str,
    pub text: &'a str,
    /// What its sentence needs besides.
    pub more: Value,
}

/// Writes the entry, and tells those whom it concerns at once.
pub(super) fn write_and_tell(tx: &Tx, telling: Telling) -> Result<()> {
    super::telling::of_entry(tx, &telling)?;
    write(tx, telling);
    Ok(())
}

/// Writes the entry. Each says how the problem stands after it, so that its timeline explains it.
pub(super) fn write(tx: &Tx, telling: Telling) {
    let problem = telling.problem;
    let mut body = json!({
        "number": problem.number,
        "problem": problem.title,
        "state": problem.state,
        "owner": problem.owner,
        "severity": problem.severity,
    });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), telling.more) {
        body.extend(more);
    }
    if tx.actor.member.is_none()
        && let Some(body) = body.as_object_mut()
    {
        body.entry("from").or_insert_with(|| tx.actor.name.clone().into());
    }
    tx.entry_as(
        telling.entry,
        NewEntry {
            client: Some(problem.client),
            kind: telling.kind,
            strand: Strand::Service,
            happened_at: tx.now,
            subject: Some(problem.id.0),
            text: telling.text.to_owned(),
            body,
        },
    );
}
