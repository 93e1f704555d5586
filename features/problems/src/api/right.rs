//! Making it right through the JSON door: what is given, what is answered, and what there is to do.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tend_core::{
    Error, Result, Tx,
    api::{Errand, Named, Paged, Sent, Told, shapes::Moment},
    id::MemberId,
    money::{Currency, Money},
};
use utoipa::{IntoParams, ToSchema};

use super::OfProblem;
use crate::{
    actions::{self, NewGesture},
    gesture::{Gesture, GestureId, GestureKind, Part, Standing, Todo, TodoId},
    problem::ProblemId,
    store,
};

/// What was given, or is asked for.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GestureShape {
    /// Its id.
    id: GestureId,
    /// What.
    kind: GestureKind,
    /// What, in words.
    text: String,
    /// What it is worth, in minor units of the currency.
    worth_minor: i64,
    /// The currency's three letters.
    currency: String,
    /// Whether it is given.
    standing: Standing,
    /// Why more than the allowance; may be empty.
    why: String,
    /// When it was given or asked for.
    asked_at: Moment,
    /// By whom.
    asked_by: MemberId,
    /// When a coach or an admin answered.
    answered_at: Option<Moment>,
    /// In which words; may be empty.
    answer: String,
}

impl From<Gesture> for GestureShape {
    fn from(gesture: Gesture) -> Self {
        GestureShape {
            id: gesture.id,
            kind: gesture.kind,
            text: gesture.words,
            worth_minor: gesture.worth.minor,
            currency: gesture.worth.currency.to_string(),
            standing: gesture.standing,
            why: gesture.why,
            asked_at: Moment(gesture.asked_at),
            asked_by: gesture.asked_by,
            answered_at: gesture.answered_at.map(Moment),
            answer: gesture.answer,
        }
    }
}

/// What was given for it, and what waits for an answer.
#[utoipa::path(get, path = "/problems/{problem}/gestures", tag = "problems", security(("token" = ["problems:read"])),
    params(OfProblem), responses((status = 200, body = Paged<GestureShape>)))]
pub(super) async fn list_gestures(errand: Errand, Named(of): Named<OfProblem>) -> Told<Json<Paged<GestureShape>>> {
    let gestures = errand.read(move |db, errand| {
        let problem = store::find(db, &errand.actor, of.problem)?;
        store::gestures(db, &errand.actor, problem.id)
    });
    Ok(Json(Paged { items: gestures.await?.into_iter().map(GestureShape::from).collect(), next: None }))
}

/// A gesture to be made.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGestureShape {
    /// What.
    kind: GestureKind,
    /// What, in words.
    #[schema(min_length = 1, max_length = 200)]
    text: String,
    /// What it is worth, in minor units of the currency.
    #[schema(minimum = 0)]
    worth_minor: i64,
    /// The currency's three letters.
    #[schema(min_length = 3, max_length = 3)]
    currency: String,
    /// Why, where it is more than the allowance.
    #[serde(default)]
    #[schema(max_length = 4000)]
    why: String,
}

impl NewGestureShape {
    fn read(&self) -> Result<NewGesture> {
        let currency: Currency =
            self.currency.parse().map_err(|_| Error::invalid("currency", "Write its three letters."))?;
        Ok(NewGesture {
            kind: self.kind,
            words: self.text.clone(),
            worth: Money { minor: self.worth_minor, currency },
            why: self.why.clone(),
        })
    }
}

/// Give something to make it right.
///
/// Within the allowance of the token's member it is given; above it a coach or an admin is asked.
#[utoipa::path(post, path = "/problems/{problem}/gestures", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = NewGestureShape, responses((status = 200, body = Paged<GestureShape>)))]
pub(super) async fn give_gesture(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(new): Sent<NewGestureShape>,
) -> Told<Json<Paged<GestureShape>>> {
    let given = errand.write(move |tx: &Tx| {
        tx.actor.may_write()?;
        actions::give_gesture(tx, of.problem, &new.read()?, None)?;
        store::gestures(tx, &tx.actor, of.problem)
    });
    let given = given.await.map_err(|refusal| refusal.pointing(&[("words", "/text"), ("worth", "/worth_minor")]))?;
    Ok(Json(Paged { items: given.into_iter().map(GestureShape::from).collect(), next: None }))
}

/// The gesture an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfGesture {
    /// The problem.
    problem: ProblemId,
    /// The gesture.
    gesture: GestureId,
}

/// An answer.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Answering {
    /// Yes or no.
    yes: bool,
    /// A word with it.
    #[serde(default)]
    #[schema(max_length = 4000)]
    text: String,
}

/// A coach or an admin says yes or no.
#[utoipa::path(post, path = "/problems/{problem}/gestures/{gesture}/answer", tag = "problems",
    security(("token" = ["problems:write"])), params(OfGesture), request_body = Answering,
    responses((status = 204, description = "It is answered.")))]
pub(super) async fn answer_gesture(
    errand: Errand,
    Named(of): Named<OfGesture>,
    Sent(answer): Sent<Answering>,
) -> Told<StatusCode> {
    let verb = move |tx: &Tx| actions::answer_gesture(tx, of.problem, of.gesture, answer.yes, &answer.text);
    errand.write(verb).await.map(|()| StatusCode::NO_CONTENT)
}

/// Something to do on the way.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct TodoShape {
    /// Its id.
    id: TodoId,
    /// For fixing or for making right.
    part: Part,
    /// What.
    text: String,
    /// More about it; may be empty.
    note: String,
    /// When it was done.
    done_at: Option<Moment>,
}

impl From<Todo> for TodoShape {
    fn from(todo: Todo) -> Self {
        TodoShape { id: todo.id, part: todo.part, text: todo.words, note: todo.note, done_at: todo.done_at.map(Moment) }
    }
}

fn listed(todos: Vec<Todo>) -> Json<Paged<TodoShape>> {
    Json(Paged { items: todos.into_iter().map(TodoShape::from).collect(), next: None })
}

/// What there is to do for it.
#[utoipa::path(get, path = "/problems/{problem}/todos", tag = "problems", security(("token" = ["problems:read"])),
    params(OfProblem), responses((status = 200, body = Paged<TodoShape>)))]
pub(super) async fn list_todos(errand: Errand, Named(of): Named<OfProblem>) -> Told<Json<Paged<TodoShape>>> {
    let todos = errand.read(move |db, errand| {
        let problem = store::find(db, &errand.actor, of.problem)?;
        store::todos(db, &errand.actor, problem.id)
    });
    Ok(listed(todos.await?))
}

/// Something to do, to be written down.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTodoShape {
    /// For fixing or for making right.
    part: Part,
    /// What.
    #[schema(min_length = 1, max_length = 200)]
    text: String,
    /// More about it.
    #[serde(default)]
    #[schema(max_length = 200)]
    note: String,
}

/// Write down something to do.
#[utoipa::path(post, path = "/problems/{problem}/todos", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = NewTodoShape, responses((status = 200, body = Paged<TodoShape>)))]
pub(super) async fn add_todo(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(new): Sent<NewTodoShape>,
) -> Told<Json<Paged<TodoShape>>> {
    let todos = errand.write(move |tx| {
        actions::add_todo(tx, of.problem, new.part, &new.text, &new.note)?;
        store::todos(tx, &tx.actor, of.problem)
    });
    let todos = todos.await.map_err(|refusal| refusal.pointing(&[("todo", "/text"), ("todo_note", "/note")]))?;
    Ok(listed(todos))
}

/// The thing to do an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfTodo {
    /// The problem.
    problem: ProblemId,
    /// What there is to do.
    todo: TodoId,
}

/// Whether it is done.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ticking {
    /// It is done.
    done: bool,
}

/// Tick it, or take the tick back.
#[utoipa::path(put, path = "/problems/{problem}/todos/{todo}/tick", tag = "problems",
    security(("token" = ["problems:write"])), params(OfTodo), request_body = Ticking,
    responses((status = 204, description = "It stands as said.")))]
pub(super) async fn tick_todo(errand: Errand, Named(of): Named<OfTodo>, Sent(tick): Sent<Ticking>) -> Told<StatusCode> {
    let ticked = errand.write(move |tx| actions::tick_todo(tx, of.problem, of.todo, tick.done));
    ticked.await.map(|()| StatusCode::NO_CONTENT)
}

/// It need not be done.
#[utoipa::path(delete, path = "/problems/{problem}/todos/{todo}", tag = "problems",
    security(("token" = ["problems:write"])), params(OfTodo),
    responses((status = 204, description = "It is not there any more.")))]
pub(super) async fn drop_todo(errand: Errand, Named(of): Named<OfTodo>) -> Told<StatusCode> {
    errand.write(move |tx| actions::drop_todo(tx, of.problem, of.todo)).await.map(|()| StatusCode::NO_CONTENT)
}
