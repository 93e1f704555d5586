//! Changing a client in place: what is being edited, what was typed, what stood in the way.

use axum::{Form, extract::Path, response::Response};
use tend_core::{
    Error, Problem, Result,
    files::Kept,
    id::{ClientId, EntryId},
    timeline::{Strand, store::Before},
    web::{Visit, see_other, told},
};

use super::{
    client::{page, show_again},
    client_url,
    sent::{Sent, id},
};
use crate::{
    actions::{self, Change, Field},
    affiliation::AffiliationId,
    contact::ContactPointId,
    date::DateId,
    fields::FieldId,
};

/// What is being edited on a client's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Editing {
    /// Nothing.
    #[default]
    Nothing,
    /// Name, line and since, together.
    Head,
    /// One of the vitals.
    Vital(Field),
    /// Ways to reach them: one, or a new one.
    Reach(Option<ContactPointId>),
    /// Days that matter: one, or a new one.
    Days(Option<DateId>),
    /// Tags.
    Tags,
    /// Who belongs to whom: a new one, or one that ends.
    People(Option<AffiliationId>),
    /// A custom field.
    Custom(FieldId),
    /// The words of a moment.
    Words(EntryId),
}

impl Editing {
    /// Reads what an address asks for: `rhythm`, `reach`, `reach.ID`.
    pub fn read(text: &str) -> Editing {
        let (what, which) = text.split_once('.').unwrap_or((text, ""));
        match what {
            "name" | "about" | "since" => Editing::Head,
            "reach" => Editing::Reach(which.parse().ok()),
            "days" => Editing::Days(which.parse().ok()),
            "tags" => Editing::Tags,
            "people" => Editing::People(which.parse().ok()),
            "field" => which.parse().map_or(Editing::Nothing, Editing::Custom),
            "words" => which.parse().map_or(Editing::Nothing, Editing::Words),
            field => field.parse().map_or(Editing::Nothing, Editing::Vital),
        }
    }
}

/// How somebody looks at a client's page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looking {
    /// What they edit.
    pub editing: Editing,
    /// Which strand of the story they look at; all where none.
    pub strand: Option<Strand>,
    /// Where their page of the story begins.
    pub before: Option<Before>,
    /// Which tab of the composer is open.
    pub writing: String,
    /// What they typed, if it was not taken.
    pub typed: Sent,
    /// Files that came with it, and are kept until it is taken.
    pub kept: Vec<Kept>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// That somebody was faster, in words.
    pub overtaken: Option<String>,
    /// Whether something was offered to them while they wait on us.
    pub serve_first: bool,
}

impl Looking {
    /// What stands in a form's field: what was typed, else what is there.
    pub fn value<'a>(&'a self, field: &str, now: &'a str) -> &'a str {
        self.typed.find(field).unwrap_or(now)
    }
}

/// `POST /clients/{client}/details`: fields of [`Field`], each beside what its writer saw (`rhythm`, `rhythm-was`).
pub(super) async fn details(visit: Visit, Path(client): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let changes: Vec<Change> = Field::ALL.iter().filter_map(|field| read_change(&sent, *field)).collect();
    let editing = match changes.as_slice() {
        [one] if !matches!(one.field, Field::Name | Field::About | Field::Since) => Editing::Vital(one.field),
        _ => Editing::Head,
    };
    match visit.write(move |tx| actions::change(tx, client, &changes)).await {
        Ok(_) => Ok(see_other(where_from(&sent, client))),
        Err(error) => show_again(&visit, client, Looking { editing, typed: sent, ..Looking::default() }, error).await,
    }
}

/// Back to the list where a cell of it was edited, else to the client's page.
pub(super) fn where_from(sent: &Sent, client: ClientId) -> String {
    if sent.find("back").is_some() { super::deeds::back(sent) } else { client_url(client) }
}

fn read_change(sent: &Sent, field: Field) -> Option<Change> {
    let to = sent.find(field.word())?.to_owned();
    Some(Change { field, was: sent.get(&format!("{}-was", field.word())).to_owned(), to })
}

/// `POST /clients/{client}/archiving`
pub(super) async fn archive(visit: Visit, Path(client): Path<String>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let name = visit
        .write(move |tx| {
            actions::archive(tx, client)?;
            Ok(crate::store::find(tx, &tx.actor, client)?.name)
        })
        .await?;
    let back = format!("{}/restoring", client_url(client));
    Ok(told(client_url(client), format!("Laid aside: {name}"), Some(back)))
}

/// `POST /clients/{client}/restoring`
pub(super) async fn restore(visit: Visit, Path(client): Path<String>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    visit.write(move |tx| actions::restore(tx, client)).await?;
    Ok(see_other(client_url(client)))
}

/// The page once more after a form that was not taken; other troubles go their own way.
pub(super) async fn again(visit: &Visit, client: ClientId, looking: Looking) -> Result<Response> {
    let overtaken = looking.overtaken.is_some() || looking.serve_first;
    visit
        .page(move |db, visit| {
            let page = page(db, visit, client, &looking)?;
            Ok(if overtaken { page.conflict() } else { page.not_taken() })
        })
        .await
}

/// Sorts what went wrong with a form into the page it came from.
pub(super) fn into_looking(looking: Looking, error: Error) -> Result<Looking> {
    match error {
        Error::Invalid(problems) => Ok(Looking { problems, ..looking }),
        Error::Conflict(sentence) => Ok(Looking { overtaken: Some(sentence), ..looking }),
        Error::ServeFirst(_) => Ok(Looking { serve_first: true, ..looking }),
        other => Err(other),
    }
}
