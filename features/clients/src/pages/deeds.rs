//! Something done with many clients: asked once more, done, followed, taken back.

use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use maud::{Markup, html};
use tend_core::{
    Actor, Error, Problem, Result, Timestamp,
    db::Conn,
    feature::{BulkAction, BulkForm},
    id::ClientId,
    ui::{self, Icon, Tone, Width},
    web::{Page, Visit, see_other, told},
};

use super::{
    link,
    list::{count_of, question},
    list_tabs::count_words,
    sent::{Sent, id},
};
use crate::{
    actions,
    bulk::{self, Deed, DeedId, DeedState, MOST, NewDeed, Typed, Whom},
    client::Client,
    list::wants,
    store::{self, Bounds, Counted},
    view::AskedFor,
};

/// So many are named.
const NAMED: usize = 8;

/// What is asked once more before it is done.
#[derive(Debug)]
pub(crate) struct Asking {
    /// What.
    pub action: &'static BulkAction,
    /// The fields of the action.
    pub fields: Markup,
    /// Those who were ticked; some of them are named.
    pub ticked: Vec<ClientId>,
    /// Some of them.
    pub named: Vec<Client>,
    /// What all who pass were asked for, and how many they are.
    pub all: Option<(AskedFor, Counted)>,
    /// The list one came from.
    pub back: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// `GET /clients/deeds/new`: `action`, each `client` who was ticked or `all`, `asked` and `back`.
pub(super) async fn new(visit: Visit, Query(sent): Query<Sent>) -> Result<Response> {
    visit.actor.may_write()?;
    visit.page(move |db, visit| asking_page(db, visit, &sent, Vec::new())).await
}

fn asking_page(db: &Conn, visit: &Visit, sent: &Sent, problems: Vec<Problem>) -> Result<Page> {
    let action = bulk::action(visit.app.features, sent.get("action")).ok_or(Error::NotFound)?;
    let whom = read_whom(db, &visit.actor, visit.now, sent)?;
    let (ticked, all) = match whom {
        Whom::Ticked(ids) => (ids, None),
        Whom::All(filter) => {
            let asked = (&filter, wants(visit.app.features));
            (Vec::new(), Some((asked_for(sent), count_of(db, &visit.actor, asked, Bounds::PART)?)))
        }
    };
    let named = store::found(db, &visit.actor, &ticked[..ticked.len().min(NAMED)])?;
    let members = store::members(db, &visit.actor)?;
    let asking = Asking {
        fields: (action.fields)(&BulkForm { members: &members, typed: &sent.0, problems: &problems }),
        action,
        ticked,
        named,
        all,
        back: back(sent),
        problems,
    };
    Ok(Page::new(action.label, asking_view(&asking)))
}

fn asked_for(sent: &Sent) -> AskedFor {
    let asked: Vec<(String, String)> = serde_json::from_str(sent.get("asked")).unwrap_or_default();
    AskedFor::of(asked.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// The list one came from, and nowhere else.
pub(super) fn back(sent: &Sent) -> String {
    let back = sent.get("back");
    let is_list = back == "/clients" || back.starts_with("/clients?");
    if is_list && !back.chars().any(char::is_control) { back.to_owned() } else { "/clients".to_owned() }
}

fn read_whom(db: &Conn, actor: &Actor, now: Timestamp, sent: &Sent) -> Result<Whom> {
    if sent.get("all").is_empty() {
        let ticked = sent.0.iter().filter(|(name, _)| name == "client");
        return Ok(Whom::Ticked(ticked.filter_map(|(_, id)| id.parse().ok()).collect()));
    }
    let question = question(db, actor, now, &Sent(asked_for(sent).0), &[])?;
    if question.said.iter().any(|said| said.trouble.is_some()) {
        let sentence = "A part of this filter does nothing any more. Leave it out first, so that nobody is changed whom you do not mean.";
        return Err(Error::invalid("client", sentence));
    }
    Ok(Whom::All(question.filter))
}

/// `POST /clients/deeds`: the same, with what the action asks for.
pub(super) async fn begin(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let typed = sent.clone();
    let done = visit
        .write(move |tx| {
            let whom = read_whom(tx, &tx.actor, tx.now, &typed)?;
            let kept = typed.0.iter().filter(|(name, _)| !matches!(name.as_str(), "client" | "all" | "asked" | "back"));
            let new = NewDeed { action: typed.get("action").to_owned(), whom, typed: Typed(kept.cloned().collect()) };
            actions::begin_deed(tx, &new)
        })
        .await;
    match done {
        Ok(deed) if deed.state == DeedState::Done => {
            let words = done_words(bulk::action(visit.app.features, &deed.action), &deed);
            let undo = (deed.done > 0).then(|| format!("/clients/deeds/{}/undo", deed.id));
            Ok(told(back(&sent), words, undo))
        }
        Ok(deed) => Ok(see_other(format!("/clients/deeds/{}", deed.id))),
        Err(Error::Invalid(problems)) => {
            visit.page(move |db, visit| Ok(asking_page(db, visit, &sent, problems.clone())?.not_taken())).await
        }
        Err(other) => Err(other),
    }
}

/// “Tagged: 3 clients”.
fn done_words(action: Option<&BulkAction>, deed: &Deed) -> String {
    let what = action.map_or("Done", |action| action.done);
    let failed = if deed.failed > 0 { format!(", {} could not be", deed.failed) } else { String::new() };
    match deed.done {
        0 => format!("{what}: nobody, it was so already{failed}"),
        1 => format!("{what}: one client{failed}"),
        count => format!("{what}: {count} clients{failed}"),
    }
}

/// `GET /clients/deeds/{deed}`
pub(super) async fn one(visit: Visit, Path(deed): Path<String>) -> Result<Response> {
    let deed: DeedId = id(&deed)?;
    visit
        .page(move |db, visit| {
            let deed = store::deed(db, &visit.actor, deed)?;
            let action = bulk::action(visit.app.features, &deed.action);
            let title = action.map_or("Many clients", |action| action.label);
            let page = Page::new(title, deed_view(&deed, action));
            Ok(if matches!(deed.state, DeedState::Running | DeedState::Undoing) { page.live("clients") } else { page })
        })
        .await
}

/// `POST /clients/deeds/{deed}/undo`
pub(super) async fn undo(visit: Visit, Path(deed): Path<String>) -> Result<Response> {
    let id: DeedId = id(&deed)?;
    let deed = visit.write(move |tx| actions::undo_deed(tx, id)).await?;
    if deed.state == DeedState::Undone && deed.left_alone == 0 {
        return Ok(told(visit.back_or("/clients"), "Taken back", None));
    }
    Ok(see_other(format!("/clients/deeds/{id}")))
}

/// Asks once more.
pub(crate) fn asking_view(asking: &Asking) -> Markup {
    let inside = html! {
        (ui::page_head(asking.action.label).under("Clients", asking.back.as_str()).here(asking.action.label).lede(whom_words(asking)))
        @if !asking.named.is_empty() {
            p dir="auto" {
                @for (place, client) in asking.named.iter().enumerate() { @if place > 0 { ", " } (link(client)) }
                @if asking.ticked.len() > asking.named.len() { " and " (asking.ticked.len() - asking.named.len()) " more" }
            }
        }
        form id="deed" method="post" action="/clients/deeds" data-frag {
            (ui::problems_of_form("", &Problem::pairs(&asking.problems)))
            (ui::hidden("action", asking.action.name))
            (ui::hidden("back", &asking.back))
            @for id in &asking.ticked { (ui::hidden("client", &id.to_string())) }
            @if let Some((asked, _)) = &asking.all {
                (ui::hidden("all", "yes"))
                (ui::hidden("asked", &serde_json::to_string(asked).unwrap_or_default()))
            }
            (asking.fields)
            (ui::tools(html! {
                (ui::button(asking.action.label).primary().icon(asking.action.icon).off_if(asking.ticked.is_empty() && asking.all.is_none()))
                (ui::link("Leave it", asking.back.as_str()).quiet())
            }))
        }
    };
    ui::page(Width::Narrow, inside)
}

fn whom_words(asking: &Asking) -> String {
    match (&asking.all, asking.ticked.len()) {
        (Some((_, counted)), _) if counted.or_more => {
            format!("All who fit: {}. {MOST} are the most at once.", count_words(*counted))
        }
        (Some((_, counted)), _) => format!("All {} who fit.", count_words(*counted)),
        (None, 0) => "Nobody is chosen. Tick somebody in the list first.".to_owned(),
        (None, 1) => "For one client.".to_owned(),
        (None, count) => format!("For {count} clients."),
    }
}

/// How far a deed is.
pub(crate) fn deed_view(deed: &Deed, action: Option<&BulkAction>) -> Markup {
    let title = action.map_or("Many clients", |action| action.label);
    let inside = html! {
        (ui::page_head(title).under("Clients", "/clients").here(title).lede(lede(deed, action)))
        @match deed.state {
            DeedState::Running | DeedState::Undoing => {
                (ui::notice(Tone::Plain, Icon::Clock, html! {
                    p { "You can go on with something else meanwhile." }
                    p { a href={ "/clients/deeds/" (deed.id) } data-frag { "Look again" } }
                }))
            }
            DeedState::Done => {
                @if deed.done >= MOST { (ui::nothing(&format!("{MOST} are the most at once. Do it once more for the rest."))) }
                @if deed.done > 0 { (ui::press(format!("/clients/deeds/{}/undo", deed.id), ui::button("Take it all back").icon(Icon::Undo))) }
            }
            DeedState::Undone => {
                @if deed.left_alone > 0 {
                    (ui::nothing(&format!("{} stayed as they are: somebody changed them since.", deed.left_alone)))
                }
            }
        }
        (ui::tools(html! { (ui::link("Back to the clients", "/clients")) }))
    };
    ui::page(Width::Narrow, inside)
}

fn lede(deed: &Deed, action: Option<&BulkAction>) -> String {
    match deed.state {
        DeedState::Running => format!("{} so far.", done_words(action, deed)),
        DeedState::Done => format!("{}.", done_words(action, deed)),
        DeedState::Undoing => "It is being taken back.".to_owned(),
        DeedState::Undone => "Taken back.".to_owned(),
    }
}
