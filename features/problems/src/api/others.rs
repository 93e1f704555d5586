//! Others like it through the JSON door: who has the same, and a word to each of them first.

use axum::Json;
use serde::{Deserialize, Serialize};
use tend_core::{
    Tx,
    api::{Errand, Named, Paged, Sent, Told},
    id::ClientId,
};
use utoipa::ToSchema;

use super::OfProblem;
use crate::{
    actions::{self, Other, ToEach, Way},
    problem::{ProblemId, State},
    store,
};

tend_core::words! {
    /// How somebody hears from us.
    pub enum ReachedBy {
        /// By a letter to one of their addresses.
        Letter = "letter",
        /// By a call that is promised: they have no address to which we may write.
        Call = "call",
    }
}

/// Another client with the same.
#[derive(Serialize, ToSchema)]
pub(super) struct OtherShape {
    /// Their problem.
    problem_id: ProblemId,
    /// Who.
    client_id: ClientId,
    /// What they told us, in a line.
    title: String,
    /// How it stands.
    #[schema(value_type = String, example = "contained")]
    state: State,
    /// How they would hear from us.
    by: ReachedBy,
}

impl From<Other> for OtherShape {
    fn from(other: Other) -> Self {
        OtherShape {
            problem_id: other.problem.id,
            client_id: other.client,
            state: other.problem.state,
            by: if matches!(other.way, Way::Letter(_)) { ReachedBy::Letter } else { ReachedBy::Call },
            title: other.problem.title,
        }
    }
}

/// Other clients with the same.
///
/// Those whose problem has the same cause, or touches the same thing; each client once, first those who still wait.
#[utoipa::path(get, path = "/problems/{problem}/others", tag = "problems", security(("token" = ["problems:read"])),
    params(OfProblem), responses((status = 200, body = Paged<OtherShape>)))]
pub(super) async fn list_others(errand: Errand, Named(of): Named<OfProblem>) -> Told<Json<Paged<OtherShape>>> {
    let mail_is_set = errand.app.settings.mail.is_some();
    let others = errand.read(move |db, errand| {
        let problem = store::find(db, &errand.actor, of.problem)?;
        actions::others(db, &errand.actor, &problem, mail_is_set)
    });
    Ok(Json(Paged { items: others.await?.into_iter().map(OtherShape::from).collect(), next: None }))
}

/// What is said to each of them.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsToEach {
    /// To whom: their problems.
    #[schema(min_items = 1, max_items = 100)]
    to: Vec<ProblemId>,
    /// The subject of the letters.
    #[schema(min_length = 1, max_length = 200)]
    subject: String,
    /// What is said once for all; `{name}` and `{problem}` stand for each one's own.
    #[schema(min_length = 1, max_length = 3000)]
    text: String,
}

/// Who was reached how.
#[derive(Serialize, ToSchema)]
pub(super) struct ReachedShape {
    /// Letters that are on their way.
    letters: usize,
    /// Calls that are promised.
    calls: usize,
}

/// Write to each of them first.
///
/// A letter goes to whom we may write; the others are called, which is promised by whoever looks after their problem, with what is to
/// be said noted for it.
#[utoipa::path(post, path = "/problems/{problem}/others/words", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = WordsToEach, responses((status = 200, body = ReachedShape)))]
pub(super) async fn write_to_each(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(new): Sent<WordsToEach>,
) -> Told<Json<ReachedShape>> {
    let new = ToEach { to: new.to, subject: new.subject, words: new.text };
    let reached = errand.write(move |tx: &Tx| actions::write_to_each(tx, of.problem, &new, None));
    let reached = reached.await.map_err(|refusal| refusal.pointing(&[("words", "/text")]))?;
    Ok(Json(ReachedShape { letters: reached.letters, calls: reached.calls }))
}
