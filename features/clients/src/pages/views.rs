//! Keeping a view of the list, and changing one.

use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use maud::{Markup, html};
use tend_core::{
    Error, Problem, Result,
    db::Conn,
    ui::{self, Icon, Tone, Width},
    web::{Page, Visit, see_other, told},
};

use super::{
    list::question,
    sent::{Sent, id},
};
use crate::{
    actions, store,
    view::{AskedFor, NewView, View, ViewId},
};

/// A view, or a new one.
#[derive(Clone, Debug, Default)]
pub(crate) struct OneView {
    /// The view as it stands; none for a new one.
    pub view: Option<View>,
    /// What was typed.
    pub draft: NewView,
    /// What it shows, in words.
    pub words: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// That somebody was faster.
    pub overtaken: Option<String>,
}

fn url(id: ViewId) -> String {
    format!("/clients?view={id}")
}

/// `GET /clients/views/new`, with what the list was asked for.
pub(super) async fn new(visit: Visit, Query(asked): Query<Sent>) -> Result<Response> {
    visit.actor.may_write()?;
    visit
        .page(move |db, visit| {
            // What a view that was changed asks for is all in the address already.
            let asked = AskedFor::of(asked.0.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let draft = NewView { asked, ..NewView::default() };
            draft_page(db, visit, draft, Vec::new())
        })
        .await
}

fn draft_page(db: &Conn, visit: &Visit, draft: NewView, problems: Vec<Problem>) -> Result<Page> {
    let words = in_words(db, visit, &draft.asked)?;
    Ok(Page::new("Keep this view", new_view(&OneView { draft, words, problems, ..OneView::default() })))
}

fn in_words(db: &Conn, visit: &Visit, asked: &AskedFor) -> Result<Vec<String>> {
    let question = question(db, &visit.actor, visit.now, &Sent(asked.0.clone()), &[])?;
    let of = match question.of {
        super::Of::Mine => "Whoever looks at it sees their own clients",
        super::Of::Everyone => "Everyone’s clients",
        super::Of::Aside => "Clients laid aside",
    };
    Ok(std::iter::once(of.to_owned()).chain(question.said.into_iter().map(|said| said.words)).collect())
}

fn read(sent: &Sent) -> NewView {
    let asked: Vec<(String, String)> = serde_json::from_str(sent.get("asked")).unwrap_or_default();
    NewView {
        name: sent.get("name").to_owned(),
        shared: !sent.get("shared").is_empty(),
        asked: AskedFor::of(asked.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
    }
}

/// `POST /clients/views`
pub(super) async fn keep(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let draft = read(&sent);
    let typed = draft.clone();
    match visit.write(move |tx| actions::keep_view(tx, &draft)).await {
        Ok(view) => Ok(told(url(view), format!("Kept: {}", typed.name.trim()), None)),
        Err(Error::Invalid(problems)) => {
            visit.page(move |db, visit| Ok(draft_page(db, visit, typed.clone(), problems.clone())?.not_taken())).await
        }
        Err(other) => Err(other),
    }
}

/// `GET /clients/views/{view}`
pub(super) async fn one(visit: Visit, Path(view): Path<String>) -> Result<Response> {
    let view: ViewId = id(&view)?;
    visit.page(move |db, visit| page(db, visit, view, OneView::default())).await
}

fn page(db: &Conn, visit: &Visit, id: ViewId, shown: OneView) -> Result<Page> {
    let view = store::view(db, &visit.actor, id)?;
    if view.is_gone {
        return Err(Error::NotFound);
    }
    let fresh = shown.problems.is_empty() && shown.overtaken.is_none();
    let draft = if fresh {
        NewView { name: view.name.clone(), shared: view.shared, asked: view.asked.clone() }
    } else {
        shown.draft.clone()
    };
    let words = in_words(db, visit, &view.asked)?;
    Ok(Page::new(view.name.clone(), one_view(&OneView { draft, words, view: Some(view), ..shown })))
}

/// `POST /clients/views/{view}`: its name, whether it is shared, and the `version` its writer saw.
pub(super) async fn change(visit: Visit, Path(view): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let view: ViewId = id(&view)?;
    let (draft, version) = (read(&sent), sent.read("version").unwrap_or_default());
    let typed = draft.clone();
    let (problems, overtaken) = match visit.write(move |tx| actions::change_view(tx, view, version, &draft)).await {
        Ok(()) => return Ok(see_other(url(view))),
        Err(Error::Invalid(problems)) => (problems, None),
        Err(Error::Conflict(sentence)) => (Vec::new(), Some(sentence)),
        Err(other) => return Err(other),
    };
    let is_conflict = overtaken.is_some();
    visit
        .page(move |db, visit| {
            let shown = OneView {
                draft: typed.clone(),
                problems: problems.clone(),
                overtaken: overtaken.clone(),
                ..OneView::default()
            };
            let page = page(db, visit, view, shown)?;
            Ok(if is_conflict { page.conflict() } else { page.not_taken() })
        })
        .await
}

/// `POST /clients/views/{view}/asked`
pub(super) async fn keep_in(visit: Visit, Path(view): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let view: ViewId = id(&view)?;
    let asked = read(&sent).asked;
    visit.write(move |tx| actions::keep_in_view(tx, view, &asked)).await?;
    Ok(see_other(url(view)))
}

/// `POST /clients/views/{view}/removal`
pub(super) async fn put_away(visit: Visit, Path(view): Path<String>) -> Result<Response> {
    let view: ViewId = id(&view)?;
    let gone = visit.write(move |tx| actions::put_view_away(tx, view)).await?;
    Ok(told("/clients", format!("Put away: {}", gone.name), Some(format!("/clients/views/{view}/return"))))
}

/// `POST /clients/views/{view}/return`
pub(super) async fn bring_back(visit: Visit, Path(view): Path<String>) -> Result<Response> {
    let view: ViewId = id(&view)?;
    visit.write(move |tx| actions::bring_back_view(tx, view)).await?;
    Ok(see_other(url(view)))
}

/// Keeping a view.
pub(crate) fn new_view(shown: &OneView) -> Markup {
    let inside = html! {
        (ui::page_head("Keep this view").under("Clients", "/clients").here("A view").lede("It stands above the list, and says how many it shows."))
        (shows(shown))
        form id="new-view" method="post" action="/clients/views" data-frag {
            (ui::hidden("asked", &serde_json::to_string(&shown.draft.asked).unwrap_or_default()))
            (fields(shown))
            (ui::tools(html! { (ui::button("Keep it").primary()) (ui::link("Leave it", "/clients").quiet()) }))
        }
    };
    ui::page(Width::Narrow, inside)
}

fn shows(shown: &OneView) -> Markup {
    html! { ul.ruled { @for words in &shown.words { li dir="auto" { (words) } } } }
}

fn fields(shown: &OneView) -> Markup {
    let shared = ui::choice("yes", "Everybody here sees it", shown.draft.shared).note(
        "It stays yours: you and an admin can change it. Should you leave, it goes to whoever takes over from you.",
    );
    html! {
        (ui::problems_of_form("", &Problem::pairs(&shown.problems)))
        (ui::field("name", "What do you call them?").value(&shown.draft.name).error(Problem::about(&shown.problems, "name"))
            .placeholder("Quiet longer than usual").autocomplete("off").required().autofocus())
        (ui::checkbox("shared", &shared))
    }
}

/// One view.
pub(crate) fn one_view(shown: &OneView) -> Markup {
    let Some(view) = &shown.view else { return html! {} };
    let here = format!("/clients/views/{}", view.id);
    let inside = html! {
        (ui::page_head(&view.name).under("Clients", "/clients").here(&view.name))
        @if let Some(sentence) = &shown.overtaken {
            div role="alert" { (ui::notice(Tone::Honey, Icon::Person, html! { p data-focus tabindex="-1" { b { (sentence) } } })) }
        }
        (shows(shown))
        form id="view" method="post" action=(here) data-frag {
            (ui::hidden("version", &view.version.to_string()))
            (fields(shown))
            (ui::tools(html! { (ui::button("Keep").primary()) (ui::link("Leave it", url(view.id)).quiet()) }))
        }
        (ui::block("away", "Put it away", None, html! {
            p { "The clients stay; only this way to look at them goes." }
            (ui::press(format!("{here}/removal"), ui::button("Put it away")))
        }))
    };
    ui::page(Width::Narrow, inside)
}
