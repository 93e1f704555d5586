//! Writing a promise down: to a client, or within the house to a colleague.

use axum::{Form, extract::Query, response::Response};
use maud::{Markup, html};
use tend_clients::Client;
use tend_core::{
    Actor, Error, Problem, Result, Tx,
    db::Conn,
    fold,
    id::ClientId,
    ui::{self, Width, button, choice, field, hidden, page_head, problems_of_form, radios, select},
    web::{Page, Visit, told},
};

use super::{BY_DAY, Typed, deeds::act_field, url};
use crate::{
    actions::{self, NewPromise},
    client::{due_fields, read_due},
    due,
    promise::To,
    store,
};

/// As many clients of one name as are offered.
const MOST_MATCHES: usize = 8;

/// All that the form shows.
#[derive(Default)]
pub(super) struct Blank {
    pub typed: Typed,
    pub problems: Vec<Problem>,
    /// The client it is for, where that is known already.
    pub client: Option<(ClientId, String)>,
    /// Clients who could be meant: their id, name and a line about them.
    pub matches: Vec<(ClientId, String, String)>,
    /// Colleagues one can promise something to.
    pub colleagues: Vec<(String, String)>,
}

pub(super) async fn blank(visit: Visit, Query(typed): Query<Typed>) -> Result<Response> {
    visit.actor.may_write()?;
    visit
        .page(move |db, visit| {
            let blank = load(db, &visit.actor, typed.clone(), Vec::new())?;
            Ok(Page::new("A promise", view(&blank)))
        })
        .await
}

pub(super) async fn create(visit: Visit, Form(typed): Form<Typed>) -> Result<Response> {
    let sent = typed.clone();
    let outcome = visit.write(move |tx| write(tx, &sent)).await;
    match outcome {
        Ok((back, words)) => Ok(told(back, words, None)),
        Err(Error::Invalid(problems)) => {
            let answer = move |db: &Conn, visit: &Visit| {
                let blank = load(db, &visit.actor, typed.clone(), problems.clone())?;
                Ok(Page::new("A promise", view(&blank)).not_taken())
            };
            visit.page(answer).await
        }
        Err(other) => Err(other),
    }
}

/// Makes the promise; gives where to go on and what to tell.
fn write(tx: &Tx, typed: &Typed) -> Result<(String, String)> {
    let me = store::colleague(tx, &tx.actor, tx.actor.me()?)?;
    let mut problems = Vec::new();
    let mut take = |error: Error| match error {
        Error::Invalid(found) => {
            problems.extend(found);
            Ok(())
        }
        other => Err(other),
    };
    let to = recipient(tx, &tx.actor, typed).map(Some).or_else(|error| take(error).map(|()| None))?;
    let due = read_due(&typed.due(), tx.now, &me.place).map(Some).or_else(|error| take(error).map(|()| None))?;
    if typed.get("text").trim().is_empty() {
        problems
            .push(Problem { field: "text".into(), message: "What did you promise? A few words are enough.".into() });
    }
    let (Some(to), Some(due), true) = (to, due, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let new = NewPromise { act: typed.get("act").to_owned(), ..NewPromise::new(to, typed.get("text"), due) };
    let id = actions::make(tx, &new)?;
    let back =
        to.client().filter(|_| !typed.get("client").is_empty()).map_or_else(|| url(id), tend_clients::client_url);
    Ok((back, format!("Promised for {}", due::in_words(due, &me.place.zone))))
}

/// Whom the form means: a client by id, a colleague, or a client by name.
fn recipient(db: &Conn, actor: &Actor, typed: &Typed) -> Result<To> {
    if let Ok(client) = typed.get("client").parse() {
        return Ok(To::Client(client));
    }
    let (whom, colleague) = (typed.get("whom").trim(), typed.get("colleague"));
    match (whom.is_empty(), colleague.is_empty()) {
        (true, true) => Err(Error::invalid("whom", "To whom? Write a client’s name, or choose a colleague.")),
        (false, false) => Err(Error::invalid("whom", "To a client or to a colleague? Leave one of the two empty.")),
        (true, false) => colleague
            .parse()
            .map(To::Colleague)
            .map_err(|_| Error::invalid("colleague", "Choose one of your colleagues.")),
        (false, true) => match the_one_meant(&matches(db, actor, whom)?, whom) {
            Ok(client) => Ok(To::Client(client)),
            Err(sentence) => Err(Error::invalid("whom", sentence)),
        },
    }
}

fn matches(db: &Conn, actor: &Actor, whom: &str) -> Result<Vec<Client>> {
    tend_clients::store::search(db, actor, whom, MOST_MATCHES)
}

/// The only match, or the only one of exactly that name.
fn the_one_meant(clients: &[Client], whom: &str) -> Result<ClientId, String> {
    let same: Vec<&Client> = clients.iter().filter(|client| fold::fold(&client.name) == fold::fold(whom)).collect();
    match (clients, same.as_slice()) {
        ([], _) => Err(format!("Nobody here is called “{whom}”. Write the name as it stands on their page.")),
        ([client], _) => Ok(client.id),
        (_, [client]) => Ok(client.id),
        _ => Err("Several could be meant. Choose one below.".into()),
    }
}

fn load(db: &Conn, actor: &Actor, typed: Typed, problems: Vec<Problem>) -> Result<Blank> {
    let client = typed.get("client").parse().ok();
    let client =
        client.map(|id| tend_clients::store::find(db, actor, id)).transpose()?.map(|client| (client.id, client.name));
    let whom = typed.get("whom").trim();
    let found = if client.is_none() && !whom.is_empty() { matches(db, actor, whom)? } else { Vec::new() };
    let colleagues = if client.is_none() { store::colleagues(db, actor)? } else { Vec::new() };
    let others = colleagues.into_iter().filter(|(id, _)| Some(*id) != actor.member);
    Ok(Blank {
        problems,
        client,
        matches: if found.len() > 1 {
            found.into_iter().map(|client| (client.id, client.name, client.about)).collect()
        } else {
            Vec::new()
        },
        colleagues: others.map(|(id, name)| (id.to_string(), name)).collect(),
        typed,
    })
}

pub(super) fn view(blank: &Blank) -> Markup {
    let head = page_head("What do you promise?").under("Promises", BY_DAY);
    let head = match &blank.client {
        Some((id, name)) => head.under(name, tend_clients::client_url(*id)),
        None => head,
    };
    let problem = |name: &str| {
        blank.problems.iter().find(|problem| problem.field == name).map(|problem| problem.message.as_str())
    };
    let told: Vec<(&str, &str)> =
        blank.problems.iter().map(|problem| (problem.field.as_str(), problem.message.as_str())).collect();
    let form = html! {
        form method="post" action=(BY_DAY) data-frag {
            (problems_of_form("", &told))
            (whom(blank))
            (field("text", "What").value(blank.typed.get("text")).our_words().placeholder("Child seat fitted and checked before she comes").required().error(problem("text")))
            div.side-by-side { (due_fields("", &blank.typed.due(), problem("due"))) }
            (act_field(blank.typed.get("act"), problem("act")))
            div.tools { (button("Promise it").primary()) (ui::link("Not now", BY_DAY).quiet()) }
        }
    };
    let lede = match &blank.client {
        Some((_, name)) => html! { "To " span dir="auto" { (name) } ". Say it as you said it to them." },
        None => html! { "Say it as you said it to them." },
    };
    ui::page(Width::Narrow, html! { (head.here("New").lede(lede)) (form) })
}

/// To whom: known already, to be chosen among several, or a name still to be written.
fn whom(blank: &Blank) -> Markup {
    if let Some((id, _)) = &blank.client {
        return hidden("client", &id.to_string());
    }
    let problem = |name: &str| {
        blank.problems.iter().find(|problem| problem.field == name).map(|problem| problem.message.as_str())
    };
    let chosen = blank.typed.get("colleague");
    let colleagues = std::iter::once(choice("", "Nobody: it is for a client", chosen.is_empty()))
        .chain(blank.colleagues.iter().map(|(id, name)| choice(id, name, id == chosen)))
        .collect();
    let ids: Vec<String> = blank.matches.iter().map(|(id, ..)| id.to_string()).collect();
    let matches: Vec<_> =
        blank.matches.iter().zip(&ids).map(|((_, name, about), id)| choice(id, name, false).note(about)).collect();
    html! {
        div.side-by-side {
            (field("whom", "To which client").hint("Their name is enough.").value(blank.typed.get("whom")).autocomplete("off").error(problem("whom")))
            @if !blank.colleagues.is_empty() {
                (select("colleague", "Or to a colleague", colleagues).hint("A promise within the house.").error(problem("colleague")))
            }
        }
        @if !matches.is_empty() { (radios("client", "Whom do you mean?", &matches)) }
    }
}
