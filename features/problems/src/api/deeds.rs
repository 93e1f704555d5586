//! The way of a problem: its steps, the words to the client, settling and opening again.

use serde::Deserialize;
use tend_core::{
    Actor, Result, Tx,
    api::{Errand, IfMatch, Named, Seen, Sent, Tagged, Told, shapes::Moment},
    db::Conn,
};
use utoipa::ToSchema;

use super::{
    OfProblem,
    shapes::{ProblemShape, shape},
};
use crate::{
    actions,
    problem::{ProblemId, State},
};

/// Runs a verb on the problem that was seen, and shows it after.
pub(super) async fn deed(
    errand: Errand,
    seen: Seen,
    id: ProblemId,
    verb: impl Fn(&Tx) -> Result<()> + Send + 'static,
) -> Told<Tagged<ProblemShape>> {
    let find = move |db: &Conn, actor: &Actor| shape(db, actor, id);
    errand
        .change(seen, find, move |tx, _| {
            tx.actor.may_write()?;
            verb(tx)
        })
        .await
}

tend_core::words! {
    /// Where a step leads.
    pub enum Step {
        /// Back: they are not safe.
        Open = "open",
        /// They are safe.
        Contained = "contained",
        /// The cause is gone.
        Fixed = "fixed",
        /// What they lost is made good.
        MadeRight = "made_right",
    }
}

impl From<Step> for State {
    fn from(step: Step) -> State {
        match step {
            Step::Open => State::Open,
            Step::Contained => State::Contained,
            Step::Fixed => State::Fixed,
            Step::MadeRight => State::MadeRight,
        }
    }
}

/// A step forth or back.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Stepping {
    /// Where it leads.
    to: Step,
    /// What was done; going back, what was found.
    #[schema(min_length = 1, max_length = 4000)]
    did: String,
}

/// A step of the way: made safe, fixed, made right, or back.
#[utoipa::path(post, path = "/problems/{problem}/steps", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem, IfMatch), request_body = Stepping, responses((status = 200, body = ProblemShape)))]
pub(super) async fn step_problem(
    errand: Errand,
    Named(of): Named<OfProblem>,
    seen: Seen,
    Sent(step): Sent<Stepping>,
) -> Told<Tagged<ProblemShape>> {
    deed(errand, seen, of.problem, move |tx| actions::step(tx, of.problem, step.to.into(), &step.did, None)).await
}

/// What they were told.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Telling {
    /// In which words; may be empty.
    #[schema(max_length = 4000)]
    text: String,
    /// By when they hear from us again, which is a promise; by the target, and no promise, where it is missing.
    next: Option<Moment>,
}

/// They heard from us about it.
#[utoipa::path(post, path = "/problems/{problem}/words", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem, IfMatch), request_body = Telling, responses((status = 200, body = ProblemShape)))]
pub(super) async fn tell_about_problem(
    errand: Errand,
    Named(of): Named<OfProblem>,
    seen: Seen,
    Sent(telling): Sent<Telling>,
) -> Told<Tagged<ProblemShape>> {
    let verb = move |tx: &Tx| actions::tell(tx, of.problem, &telling.text, telling.next.map(|next| next.0), None);
    deed(errand, seen, of.problem, verb).await
}

/// What they said.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Settling {
    /// Their own words, as short as they were.
    #[schema(min_length = 1, max_length = 4000)]
    their_words: String,
}

/// They said that it is good.
///
/// Only the client's word settles a problem.
#[utoipa::path(post, path = "/problems/{problem}/settlement", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem, IfMatch), request_body = Settling, responses((status = 200, body = ProblemShape)))]
pub(super) async fn settle_problem(
    errand: Errand,
    Named(of): Named<OfProblem>,
    seen: Seen,
    Sent(settling): Sent<Settling>,
) -> Told<Tagged<ProblemShape>> {
    deed(errand, seen, of.problem, move |tx| actions::settle(tx, of.problem, &settling.their_words, None)).await
}

/// Why it is open again.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reopening {
    /// What happened.
    #[schema(min_length = 1, max_length = 4000)]
    why: String,
}

/// It came back.
///
/// It is open again, with whoever looked after it or with somebody who can, and everything is due anew.
#[utoipa::path(post, path = "/problems/{problem}/reopening", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem, IfMatch), request_body = Reopening, responses((status = 200, body = ProblemShape)))]
pub(super) async fn reopen_problem(
    errand: Errand,
    Named(of): Named<OfProblem>,
    seen: Seen,
    Sent(reopening): Sent<Reopening>,
) -> Told<Tagged<ProblemShape>> {
    deed(errand, seen, of.problem, move |tx| actions::reopen(tx, of.problem, &reopening.why, None)).await
}
