//! Taking a problem in: of any client, of any place, by anyone.

use axum::{Form, extract::Query, response::Response};
use maud::{Markup, html};
use tend_clients::Client;
use tend_core::{
    Actor, Error, Problem as FieldProblem, Result, Tx,
    db::Conn,
    fold,
    id::ClientId,
    ui::{self, Width, button, choice, field, hidden, page_head, problems_of_form, radios},
    web::{Page, Visit, told},
};

use super::{BOARD, Typed, forms::read_since, url};
use crate::{
    actions::{self, Hands, NewProblem},
    client::{hands_field, read_hands, read_severity, severity_field, they_know_field},
    help::NewTouch,
    problem::Severity,
};

/// As many clients of one name as are offered.
const MOST_MATCHES: usize = 8;

/// All that the form shows.
#[derive(Default)]
pub(crate) struct Blank {
    pub typed: Typed,
    pub problems: Vec<FieldProblem>,
    /// The client it is about, where that is known already: id, name, and who looks after them.
    pub client: Option<(ClientId, String, String)>,
    /// Clients who could be meant: their id, name and a line about them.
    pub matches: Vec<(ClientId, String, String)>,
}

pub(super) async fn blank(visit: Visit, Query(typed): Query<Typed>) -> Result<Response> {
    visit.actor.may_write()?;
    visit
        .page(move |db, visit| {
            let blank = load(db, &visit.actor, typed.clone(), Vec::new())?;
            Ok(Page::new("Report a problem", view(&blank)))
        })
        .await
}

pub(super) async fn create(visit: Visit, Form(typed): Form<Typed>) -> Result<Response> {
    let sent = typed.clone();
    match visit.write(move |tx| write(tx, &sent)).await {
        Ok((back, words)) => Ok(told(back, words, None)),
        Err(Error::Invalid(problems)) => {
            let answer = move |db: &Conn, visit: &Visit| {
                let blank = load(db, &visit.actor, typed.clone(), problems.clone())?;
                Ok(Page::new("Report a problem", view(&blank)).not_taken())
            };
            visit.page(answer).await
        }
        Err(other) => Err(other),
    }
}

/// Takes it in; gives where to go on and what to tell. All that is wrong is told at once.
fn write(tx: &Tx, typed: &Typed) -> Result<(String, String)> {
    let mut problems = Vec::new();
    let mut take = |error: Error| match error {
        Error::Invalid(found) => {
            problems.extend(found);
            Ok(())
        }
        other => Err(other),
    };
    let client = whom(tx, &tx.actor, typed).map(Some).or_else(|error| take(error).map(|()| None))?;
    let severity = read_severity(typed.get("severity")).or_else(|error| take(error).map(|()| Severity::Hinders))?;
    let hands = read_hands(typed.get("hands")).or_else(|error| take(error).map(|()| Hands::Mine))?;
    let since = read_since(typed.get("since"), &tx.actor.zone).or_else(|error| take(error).map(|()| None))?;
    if typed.get("title").trim().is_empty() && typed.get("text").trim().is_empty() {
        problems
            .push(FieldProblem { field: "title".into(), message: "What went wrong? A few words are enough.".into() });
    }
    let (Some(client), true) = (client, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let touch = NewTouch { words: typed.get("touch").to_owned(), ..NewTouch::default() };
    let new = NewProblem {
        title: typed.get("title").to_owned(),
        told_by: typed.get("told_by").to_owned(),
        place: typed.get("place").to_owned(),
        since,
        hands,
        they_know: typed.get("they_know") == "yes",
        touches: vec![touch],
        ..NewProblem::new(client, typed.get("text"), severity)
    };
    let id = actions::take_in(tx, &new)?;
    let taken = crate::store::find(tx, &tx.actor, id)?;
    let owner = crate::store::member_name(tx, &tx.actor, taken.owner)?;
    let whose =
        if tx.actor.member == Some(taken.owner) { "It is yours".to_owned() } else { format!("{owner} looks after it") };
    Ok((url(id), format!("{} is taken in. {whose}.", taken.called())))
}

/// Whose problem it is: a client by id, or by name.
fn whom(db: &Conn, actor: &Actor, typed: &Typed) -> Result<ClientId> {
    if let Ok(client) = typed.get("client").parse() {
        return Ok(client);
    }
    let whom = typed.get("whom").trim();
    if whom.is_empty() {
        return Err(Error::invalid("whom", "For whom did it go wrong? Their name is enough."));
    }
    the_one_meant(&matches(db, actor, whom)?, whom).map_err(|sentence| Error::invalid("whom", sentence))
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

fn load(db: &Conn, actor: &Actor, typed: Typed, problems: Vec<FieldProblem>) -> Result<Blank> {
    let client = typed.get("client").parse().ok();
    let client = client.map(|id| tend_clients::store::find(db, actor, id)).transpose()?;
    let whom = typed.get("whom").trim();
    let found = if client.is_none() && !whom.is_empty() { matches(db, actor, whom)? } else { Vec::new() };
    let several = if found.len() > 1 { found } else { Vec::new() };
    Ok(Blank {
        problems,
        client: client.map(|client| (client.id, client.name, client.owner_name)),
        matches: several.into_iter().map(|client| (client.id, client.name, client.about)).collect(),
        typed,
    })
}

pub(crate) fn view(blank: &Blank) -> Markup {
    let typed = &blank.typed;
    let problem = |name: &str| FieldProblem::about(&blank.problems, name);
    let head = page_head("What went wrong?").under("Problems", BOARD);
    let head = match &blank.client {
        Some((id, name, _)) => head.under(name, tend_clients::client_url(*id)),
        None => head,
    };
    let severity = read_severity(typed.get("severity")).unwrap_or(Severity::Hinders);
    let hands = read_hands(typed.get("hands")).unwrap_or(Hands::Mine);
    let form = html! {
        form method="post" action=(BOARD) data-frag {
            (problems_of_form("", &FieldProblem::pairs(&blank.problems)))
            (for_whom(blank))
            (field("title", "What, in a line").value(typed.get("title")).placeholder("Brakes fade in rain").required().autofocus().error(problem("title")))
            (field("text", "What happened, in their words").value(typed.get("text")).words().error(problem("text")))
            (severity_field("", severity, problem("severity")))
            div.side-by-side {
                (field("touch", "What it touches").value(typed.get("touch")).placeholder("Bike 9, order 3087").error(problem("touch")))
                (field("place", "Where it happened").value(typed.get("place")).error(problem("place")))
            }
            div.side-by-side {
                (field("since", "Since when").moment().value(typed.get("since")).error(problem("since")))
                (field("told_by", "Who told us, if not they").value(typed.get("told_by")).error(problem("told_by")))
            }
            (hands_field("", hands, problem("hands")))
            (they_know_field(typed.get("they_know") == "yes"))
            div.tools { (button("Take it in").primary()) (ui::link("Not now", BOARD).quiet()) }
        }
    };
    let lede = html! {
        @match &blank.client {
            Some((_, name, owner)) => {
                "For " span dir="auto" { (name) } ", whom " span dir="auto" { (owner) } " looks after. It is yours from now on, unless you give it to them."
            }
            None => { "Of any client, at any place. It is yours from now on, unless you give it to who looks after them." }
        }
    };
    ui::page(Width::Narrow, html! { (head.here("New").lede(lede)) (form) })
}

/// For whom: known already, to be chosen among several, or a name still to be written.
fn for_whom(blank: &Blank) -> Markup {
    if let Some((id, ..)) = &blank.client {
        return hidden("client", &id.to_string());
    }
    let ids: Vec<String> = blank.matches.iter().map(|(id, ..)| id.to_string()).collect();
    let matches: Vec<_> =
        blank.matches.iter().zip(&ids).map(|((_, name, about), id)| choice(id, name, false).note(about)).collect();
    html! {
        (field("whom", "For which client").hint("Their name is enough.").value(blank.typed.get("whom")).autocomplete("off").error(FieldProblem::about(&blank.problems, "whom")))
        @if !matches.is_empty() { (radios("client", "Whom do you mean?", &matches)) }
    }
}
