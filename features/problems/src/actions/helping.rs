//! Help beside the owner: a colleague is asked, says yes, and says when it is done.

use serde_json::json;
use tend_core::{Error, Result, Tx, calls, id::MemberId};

use super::{
    following::{Telling, in_few_words, write},
    hands, telling,
};
use crate::{
    calls::of_helper,
    help::Help,
    problem::{Problem, ProblemId},
    store,
};

/// A colleague is asked to help with it; its owner stays the owner. Asking for the same again changes nothing.
pub fn ask_for_help(tx: &Tx, id: ProblemId, member: MemberId, what: &str) -> Result<()> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    if !problem.is_open() {
        return Err(problem.refusal());
    }
    let what = in_few_words("what", what)?;
    let colleague = store::colleague(tx, &tx.actor, member)?;
    if !colleague.can_act() {
        return Err(Error::invalid("member", format!("{} cannot help with it. Choose somebody else.", colleague.name)));
    }
    if colleague.id == problem.owner {
        return Err(Error::invalid("member", "They look after it already. Choose somebody else."));
    }
    let before = store::helper(tx, &tx.actor, id, member)?;
    if before.as_ref().is_some_and(|helper| helper.ended_at.is_none() && helper.what == what) {
        return Ok(());
    }
    let helper = Help {
        id: before.map_or_else(|| tx.new_id(), |helper| helper.id),
        problem: id,
        member,
        name: colleague.name,
        what,
        asked_at: tx.now,
        asked_by: tx.actor.member,
        agreed_at: (tx.actor.member == Some(member)).then_some(tx.now),
        ended_at: None,
    };
    put(tx, &problem, &helper)?;
    telling::of_help(tx, &problem, member);
    tell(tx, &problem, &helper, "problems.help_asked", &helper.what);
    Ok(())
}

/// The colleague says yes.
pub fn agree_to_help(tx: &Tx, id: ProblemId) -> Result<()> {
    let (problem, helper) = mine(tx, id)?;
    if helper.agreed_at.is_some() {
        return Ok(());
    }
    let agreed = Help { agreed_at: Some(tx.now), ..helper.clone() };
    put(tx, &problem, &agreed)?;
    tell(tx, &problem, &agreed, "problems.help_agreed", "");
    Ok(())
}

/// The colleague's help has ended: it is done, or they cannot; `words` say what came of it.
pub fn end_help(tx: &Tx, id: ProblemId, words: &str) -> Result<()> {
    let (problem, helper) = mine(tx, id)?;
    let words = in_few_words("words", words)?;
    hands::end(tx, helper.clone())?;
    tell(tx, &problem, &helper, "problems.help_ended", &words);
    Ok(())
}

/// The problem, and the help with it of who acts.
fn mine(tx: &Tx, id: ProblemId) -> Result<(Problem, Help)> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let helper = store::helper(tx, &tx.actor, id, tx.actor.me()?)?.filter(|helper| helper.ended_at.is_none());
    let helper = helper.ok_or_else(|| Error::Conflict("Nobody waits for your help with it any more.".into()))?;
    Ok((problem, helper))
}

fn put(tx: &Tx, problem: &Problem, helper: &Help) -> Result<()> {
    store::put_helper(tx, helper)?;
    of_helper(problem, helper).map_or(Ok(()), |call| calls::raise(tx, &call))
}

fn tell(tx: &Tx, problem: &Problem, helper: &Help, kind: &'static str, text: &str) {
    let more = json!({ "helper": helper.name, "since_us": tx.now.since(helper.asked_at) });
    write(tx, Telling { problem, entry: tx.new_id(), kind, text, more });
}
