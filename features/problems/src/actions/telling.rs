//! Whom a change of a problem is told at once: whoever looks after it and helps with it, but for who did it. No line names the client, because
//! it stands on lock screens.

use serde_json::json;
use tend_core::{
    Result, Timestamp, Tx,
    id::MemberId,
    push::{self, Notice},
    time::HOUR,
    timeline::{NewEntry, Strand},
};

use super::following::Telling;
use crate::{
    problem::{Problem, Source},
    store,
};

/// A word that is late for longer than this was seen on Today: after a pause of the whole house nobody is rung for what is old.
const STILL_NEWS_US: i64 = HOUR;
/// How many are told of in one transaction.
pub const AT_ONCE: i64 = 100;

/// What an entry tells at once.
pub(super) fn of_entry(tx: &Tx, telling: &Telling) -> Result<()> {
    let problem = telling.problem;
    let called = problem.called();
    match telling.kind {
        "problems.taken_in" if problem.source != Source::Import => {
            tell(tx, problem, problem.owner, format!("Problem {called} was taken in for you"));
            Ok(())
        }
        "problems.given" => {
            tell(tx, problem, problem.owner, format!("Problem {called} is yours to look after now"));
            helpers(tx, problem, &format!("Problem {called} went to other hands"))
        }
        "problems.reopened" => everyone(tx, problem, &format!("Problem {called} is open again")),
        "problems.settled" if tx.actor.member.is_none() => {
            everyone(tx, problem, &format!("They say problem {called} is settled"))
        }
        "problems.settled" => everyone(tx, problem, &format!("Problem {called} is settled")),
        "problems.not_good" => everyone(tx, problem, &format!("They say problem {called} is not good yet")),
        _ => Ok(()),
    }
}

/// It went from one to another. Who took it over themselves said yes to a handoff, which tells of that.
pub(super) fn of_giving(tx: &Tx, from: MemberId, problem: &Problem) {
    if tx.actor.member != Some(problem.owner) {
        tell(tx, problem, from, format!("Problem {} went to other hands", problem.called()));
    }
}

/// A colleague is asked to help with it.
pub(super) fn of_help(tx: &Tx, problem: &Problem, helper: MemberId) {
    tell(tx, problem, helper, format!("You are asked to help with problem {}", problem.called()));
}

/// Tells of words to clients that are late, each once; gives whether there may be more.
pub fn late_words(tx: &Tx) -> Result<bool> {
    let late = store::late_words(tx, &tx.actor, (tx.now.plus(-STILL_NEWS_US), tx.now), AT_ONCE)?;
    for (id, due_at) in &late {
        let problem = store::find(tx, &tx.actor, *id)?;
        store::put_late_word(tx, *id, *due_at)?;
        note_late(tx, &problem, *due_at);
        everyone(tx, &problem, &format!("The word to them about problem {} is late", problem.called()))?;
    }
    Ok(late.len() as i64 == AT_ONCE)
}

/// No story shows it: pages that are open hear that something there reads differently now.
fn note_late(tx: &Tx, problem: &Problem, due_at: Timestamp) {
    tx.entry(NewEntry {
        client: Some(problem.client),
        kind: "problems.word_late",
        strand: Strand::Unseen,
        happened_at: tx.now,
        subject: None,
        text: String::new(),
        body: json!({ "number": problem.number, "due": due_at }),
    });
}

fn everyone(tx: &Tx, problem: &Problem, words: &str) -> Result<()> {
    tell(tx, problem, problem.owner, words.to_owned());
    helpers(tx, problem, words)
}

/// Those who help, and those whose help ended with this.
fn helpers(tx: &Tx, problem: &Problem, words: &str) -> Result<()> {
    let helpers = store::helpers(tx, &tx.actor, problem.id)?.into_iter();
    for helper in
        helpers.filter(|helper| helper.member != problem.owner && helper.ended_at.is_none_or(|at| at == tx.now))
    {
        tell(tx, problem, helper.member, words.to_owned());
    }
    Ok(())
}

fn tell(tx: &Tx, problem: &Problem, member: MemberId, words: String) {
    let mark = format!("problem:{}", problem.number);
    push::tell(tx, member, Notice { words, href: crate::pages::url(problem.id), mark });
}
