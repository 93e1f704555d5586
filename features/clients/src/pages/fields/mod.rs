//! The settings of custom fields: which there are, a new one, one that is changed. Only admins see them.

mod view;

use axum::{Form, extract::Path, response::Response};
use tend_core::{
    Actor, Error, Problem, Result, Role, Tx,
    db::Conn,
    web::{Page, Visit, see_other, told},
};

use super::sent::{Sent, id};
use crate::{
    actions,
    client::Client,
    fields::{CustomField, FieldDraft, FieldId},
    store,
};

pub(crate) use view::{list_view, new_view, one_view};

/// Where they are.
pub(super) const LIST: &str = "/settings/fields";
/// More values than this are not counted.
pub(super) const COUNTED: i64 = 1000;
/// So many clients are named whose value does not read.
const NAMED: i64 = 10;

/// How many clients have something in a field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Of {
    /// Anything.
    pub values: i64,
    /// Something that does not read as the field's kind.
    pub unread: i64,
}

/// All fields.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// Those there are, each with how many have it.
    pub fields: Vec<(CustomField, Of)>,
    /// Those that were taken away and can come back.
    pub gone: Vec<CustomField>,
    /// Who looks.
    pub actor: Actor,
}

/// One field, or a new one.
#[derive(Clone, Debug, Default)]
pub(crate) struct OneField {
    /// The field as it stands; none for a new one.
    pub field: Option<CustomField>,
    /// How many have it.
    pub of: Of,
    /// Some of those whose value does not read.
    pub unread: Vec<Client>,
    /// What was typed.
    pub draft: FieldDraft,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// That somebody was faster.
    pub overtaken: Option<String>,
}

/// `GET /settings/fields`
pub(super) async fn list(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    visit
        .page(|db, visit| {
            let (gone, there): (Vec<_>, Vec<_>) =
                store::all_fields(db, &visit.actor)?.into_iter().partition(|field| field.deleted_at.is_some());
            let counted = |field: CustomField| Ok((field.clone(), count(db, &visit.actor, &field)?));
            let fields = there.into_iter().map(counted).collect::<Result<Vec<_>>>()?;
            let shown = Fields { fields, gone, actor: visit.actor.clone() };
            Ok(Page::new("Fields", list_view(&shown)))
        })
        .await
}

fn count(db: &Conn, actor: &Actor, field: &CustomField) -> Result<Of> {
    Ok(Of {
        values: store::count_values(db, actor, field.id, false, COUNTED + 1)?,
        unread: store::count_values(db, actor, field.id, true, COUNTED + 1)?,
    })
}

/// `GET /settings/fields/new`
pub(super) async fn new(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    visit.page(|_, _| Ok(Page::new("A new field", new_view(&OneField::default())))).await
}

/// `POST /settings/fields/new`
pub(super) async fn make(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let draft = read(&sent);
    let typed = draft.clone();
    match visit.write(move |tx| actions::make_field(tx, &draft)).await {
        Ok(_) => Ok(see_other(LIST)),
        Err(Error::Invalid(problems)) => {
            let shown = OneField { draft: typed, problems, ..OneField::default() };
            visit.page(move |_, _| Ok(Page::new("A new field", new_view(&shown)).not_taken())).await
        }
        Err(other) => Err(other),
    }
}

/// What a form says about a field: `name`, `kind`, `choice.ID` for each choice it has, `more`, `currency`, `required`.
fn read(sent: &Sent) -> FieldDraft {
    let renamed =
        sent.0.iter().filter_map(|(name, value)| Some((name.strip_prefix("choice.")?.to_owned(), value.clone())));
    FieldDraft {
        name: sent.get("name").to_owned(),
        kind: sent.read("kind"),
        renamed: renamed.collect(),
        more: sent.get("more").to_owned(),
        currency: sent.get("currency").to_owned(),
        required: !sent.get("required").is_empty(),
    }
}

/// `GET /settings/fields/{field}`
pub(super) async fn one(visit: Visit, Path(field): Path<String>) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    let field: FieldId = id(&field)?;
    visit.page(move |db, visit| Ok(page(shown(db, &visit.actor, field)?))).await
}

fn page(shown: OneField) -> Page {
    let name = shown.field.as_ref().map(|field| field.name.clone()).unwrap_or_default();
    Page::new(name, one_view(&shown))
}

fn shown(db: &Conn, actor: &Actor, id: FieldId) -> Result<OneField> {
    let field = store::custom_field(db, actor, id)?;
    if field.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    let draft = FieldDraft {
        name: field.name.clone(),
        kind: Some(field.kind),
        renamed: field.offered().map(|choice| (choice.id.clone(), choice.name.clone())).collect(),
        more: String::new(),
        currency: field.currency.to_string(),
        required: field.required,
    };
    let unread = store::unread_holders(db, actor, id, NAMED)?;
    Ok(OneField {
        of: count(db, actor, &field)?,
        unread: store::found(db, actor, &unread)?,
        draft,
        field: Some(field),
        ..OneField::default()
    })
}

/// `POST /settings/fields/{field}`: a draft and the `version` its writer saw.
pub(super) async fn change(visit: Visit, Path(field): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let field: FieldId = id(&field)?;
    let (draft, version) = (read(&sent), sent.read("version").unwrap_or_default());
    let typed = draft.clone();
    let (problems, overtaken) = match visit.write(move |tx| actions::change_field(tx, field, version, &draft)).await {
        Ok(_) => return Ok(told(format!("{LIST}/{field}"), format!("Kept: {}", typed.name.trim()), None)),
        Err(Error::Invalid(problems)) => (problems, None),
        Err(Error::Conflict(sentence)) => (Vec::new(), Some(sentence)),
        Err(other) => return Err(other),
    };
    let is_conflict = overtaken.is_some();
    visit
        .page(move |db, visit| {
            let shown = shown(db, &visit.actor, field)?;
            let shown =
                OneField { draft: typed.clone(), problems: problems.clone(), overtaken: overtaken.clone(), ..shown };
            Ok(if is_conflict { page(shown).conflict() } else { page(shown).not_taken() })
        })
        .await
}

/// `POST /settings/fields/{field}/up`
pub(super) async fn up(visit: Visit, Path(field): Path<String>) -> Result<Response> {
    moved(&visit, &field, true).await
}

/// `POST /settings/fields/{field}/down`
pub(super) async fn down(visit: Visit, Path(field): Path<String>) -> Result<Response> {
    moved(&visit, &field, false).await
}

async fn moved(visit: &Visit, field: &str, up: bool) -> Result<Response> {
    let field: FieldId = id(field)?;
    visit.write(move |tx| actions::move_field(tx, field, up)).await?;
    Ok(see_other(LIST))
}

/// `POST /settings/fields/{field}/removal`
pub(super) async fn remove(visit: Visit, Path(field): Path<String>) -> Result<Response> {
    let field: FieldId = id(&field)?;
    let gone = visit.write(move |tx: &Tx| actions::remove_field(tx, field)).await?;
    Ok(told(LIST, format!("Taken away: {}", gone.name), Some(format!("{LIST}/{field}/return"))))
}

/// `POST /settings/fields/{field}/return`
pub(super) async fn bring_back(visit: Visit, Path(field): Path<String>) -> Result<Response> {
    let field: FieldId = id(&field)?;
    visit.write(move |tx| actions::bring_back_field(tx, field)).await?;
    Ok(see_other(LIST))
}
