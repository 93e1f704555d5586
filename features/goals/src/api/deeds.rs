//! What becomes of a goal: written anew, begun, spoken of, attained, let go; what helps, what it serves, where it stands.

use serde::Deserialize;
use tend_core::{
    Actor, Day, Result, Tx,
    api::{Errand, IfMatch, Named, Seen, Sent, Tagged, Told},
    db::Conn,
};
use utoipa::ToSchema;

use super::{
    OfGoal,
    shapes::{GoalShape, shape, wording},
};
use crate::{
    actions,
    goal::{GoalId, Help},
};

/// Runs a verb on the goal that was seen, and shows it after.
async fn deed(
    errand: Errand,
    seen: Seen,
    id: GoalId,
    verb: impl Fn(&Tx) -> Result<()> + Send + 'static,
) -> Told<Tagged<GoalShape>> {
    let find = move |db: &Conn, actor: &Actor| shape(db, actor, id);
    errand
        .change(seen, find, move |tx, _| {
            tx.actor.may_write()?;
            verb(tx)
        })
        .await
}

/// A goal as it is to read; all of it.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rewording {
    /// What they want to do, in their words.
    #[schema(min_length = 1, max_length = 500)]
    text: String,
    /// Who said it, where that is not simply the client.
    #[serde(default)]
    #[schema(max_length = 100)]
    said_by: String,
    /// Why it matters to them.
    #[serde(default)]
    #[schema(max_length = 2000)]
    why: String,
    /// How they will know that it worked.
    #[serde(default)]
    #[schema(max_length = 2000)]
    measure: String,
    /// By when they want it.
    #[serde(default)]
    wanted_by: Option<Day>,
    /// After so many days without a word it calls; as it is, where it is missing.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 730)]
    cadence_days: Option<i64>,
}

/// Write a goal anew.
#[utoipa::path(put, path = "/goals/{goal}", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = Rewording, responses((status = 200, body = GoalShape)))]
pub(super) async fn reword_goal(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(new): Sent<Rewording>,
) -> Told<Tagged<GoalShape>> {
    let texts = wording((&new.text, &new.said_by, &new.why, &new.measure), new.wanted_by, new.cadence_days);
    let reworded = deed(errand, seen, of.goal, move |tx| actions::reword(tx, of.goal, &texts, None));
    reworded.await.map_err(|refusal| refusal.pointing(&[("words", "/text")]))
}

/// What they said, where they said something.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PerhapsAWord {
    /// Their own words; may be empty.
    #[schema(max_length = 2000)]
    their_word: String,
}

/// What they said.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AWord {
    /// Their own words, as short as they were.
    #[schema(min_length = 1, max_length = 2000)]
    their_word: String,
}

/// Something is being done about it.
#[utoipa::path(post, path = "/goals/{goal}/beginning", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = PerhapsAWord, responses((status = 200, body = GoalShape)))]
pub(super) async fn begin_goal(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(said): Sent<PerhapsAWord>,
) -> Told<Tagged<GoalShape>> {
    deed(errand, seen, of.goal, move |tx| actions::begin(tx, of.goal, &said.their_word, None)).await
}

/// They said how it goes.
#[utoipa::path(post, path = "/goals/{goal}/word", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = AWord, responses((status = 200, body = GoalShape)))]
pub(super) async fn speak_of_goal(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(said): Sent<AWord>,
) -> Told<Tagged<GoalShape>> {
    deed(errand, seen, of.goal, move |tx| actions::speak_of(tx, of.goal, &said.their_word, None)).await
}

/// They said that they are there.
///
/// Only the client's word makes a goal attained; it is kept.
#[utoipa::path(post, path = "/goals/{goal}/attainment", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = AWord, responses((status = 200, body = GoalShape)))]
pub(super) async fn attain_goal(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(said): Sent<AWord>,
) -> Told<Tagged<GoalShape>> {
    deed(errand, seen, of.goal, move |tx| actions::attain(tx, of.goal, &said.their_word, None)).await
}

/// They do not want it any more.
#[utoipa::path(post, path = "/goals/{goal}/letting-go", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = PerhapsAWord, responses((status = 200, body = GoalShape)))]
pub(super) async fn let_goal_go(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(said): Sent<PerhapsAWord>,
) -> Told<Tagged<GoalShape>> {
    deed(errand, seen, of.goal, move |tx| actions::let_go(tx, of.goal, &said.their_word, None)).await
}

/// They want it after all, or are not there yet.
#[utoipa::path(post, path = "/goals/{goal}/taking-up", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), responses((status = 200, body = GoalShape)))]
pub(super) async fn take_goal_up_again(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
) -> Told<Tagged<GoalShape>> {
    deed(errand, seen, of.goal, move |tx| actions::take_up_again(tx, of.goal, None)).await
}

/// What helps them there.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Helping {
    /// Something of ours, of another's, or nothing bought.
    help: Help,
    /// The same in words; may be empty.
    #[serde(default)]
    #[schema(max_length = 2000)]
    help_words: String,
}

/// Say what helps them there.
#[utoipa::path(put, path = "/goals/{goal}/help", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = Helping, responses((status = 200, body = GoalShape)))]
pub(super) async fn say_what_helps(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(helping): Sent<Helping>,
) -> Told<Tagged<GoalShape>> {
    let verb = move |tx: &Tx| actions::helped_by(tx, of.goal, helping.help, &helping.help_words, None);
    deed(errand, seen, of.goal, verb).await
}

/// What a goal serves.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Serving {
    /// Another goal of the same client, or nothing.
    serves_id: Option<GoalId>,
}

/// Say which other goal it serves.
///
/// Never in a circle.
#[utoipa::path(put, path = "/goals/{goal}/serving", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = Serving, responses((status = 200, body = GoalShape)))]
pub(super) async fn serve_goal(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(serving): Sent<Serving>,
) -> Told<Tagged<GoalShape>> {
    let served = deed(errand, seen, of.goal, move |tx| actions::serve(tx, of.goal, serving.serves_id, None));
    served.await.map_err(|refusal| refusal.pointing(&[("serves", "/serves_id")]))
}

/// Where a goal stands among a client's open goals.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ranking {
    /// Its place, from 0: what matters most. Behind the last is the last.
    #[schema(minimum = 0, maximum = 1000)]
    place: u16,
}

/// Put a goal in its place among theirs.
#[utoipa::path(put, path = "/goals/{goal}/rank", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal, IfMatch), request_body = Ranking, responses((status = 200, body = GoalShape)))]
pub(super) async fn rank_goal(
    errand: Errand,
    Named(of): Named<OfGoal>,
    seen: Seen,
    Sent(ranking): Sent<Ranking>,
) -> Told<Tagged<GoalShape>> {
    deed(errand, seen, of.goal, move |tx| actions::rank(tx, of.goal, usize::from(ranking.place), None)).await
}
