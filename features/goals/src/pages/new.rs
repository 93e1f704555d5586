//! Naming a goal: in the client's words, quoted from an entry where there is one.

use axum::{Form, extract::Query, response::Response};
use maud::{Markup, html};
use tend_core::{
    Actor, Error, Problem, Result, Tx,
    db::Conn,
    id::{ClientId, EntryId},
    timeline::Entry,
    ui::{self, Width, button, choice, field, hidden, page_head, problem_list, select},
    web::{Page, Visit, told},
};

use super::{GOALS, Typed, new_url, url};
use crate::{
    actions::{self, MOST_OPEN, MOST_WORDS, NewGoal},
    goal::{Goal, GoalId, Help, shortened},
    store,
};

/// All that the form shows.
pub(super) struct Blank {
    pub typed: Typed,
    pub problems: Vec<Problem>,
    pub client: (ClientId, String),
    /// The words of the entry it is quoted from.
    pub quoted: Option<String>,
    /// What they want already: what this may serve.
    pub others: Vec<(GoalId, String)>,
}

/// `GET /goals/new`: of a `client`, perhaps quoting an `entry`, perhaps these `words` of it.
pub(super) async fn blank(visit: Visit, Query(mut typed): Query<Typed>) -> Result<Response> {
    visit.actor.may_write()?;
    // A text that the script marked arrives as words; more than a goal holds is cut there.
    if let Some(words) = typed.0.get_mut("words") {
        *words = words.trim().chars().take(MOST_WORDS).collect();
    }
    visit
        .page(move |db, visit| {
            let blank = load(db, &visit.actor, typed.clone(), None)?;
            Ok(Page::new("They want to…", view(&blank)))
        })
        .await
}

pub(super) async fn create(visit: Visit, Form(typed): Form<Typed>) -> Result<Response> {
    let sent = typed.clone();
    match visit.write(move |tx| write(tx, &sent)).await {
        Ok((back, id)) => {
            Ok(told(back, "It stands on their page, in their words", Some(format!("{}/naming/undo", url(id)))))
        }
        Err(Error::Invalid(problems)) => {
            let answer = move |db: &Conn, visit: &Visit| {
                let blank = load(db, &visit.actor, typed.clone(), Some(problems.clone()))?;
                Ok(Page::new("They want to…", view(&blank)).not_taken())
            };
            visit.page(answer).await
        }
        Err(other) => Err(other),
    }
}

fn client_of(typed: &Typed) -> Result<ClientId> {
    typed.get("client").parse().map_err(|_| Error::NotFound)
}

fn write(tx: &Tx, typed: &Typed) -> Result<(String, GoalId)> {
    let client = client_of(typed)?;
    let help = typed.help()?.map(|help| (help, typed.get("help_words").trim().to_owned()));
    let new = NewGoal {
        wording: typed.wording(),
        from_entry: typed.get("entry").parse::<EntryId>().ok(),
        serves: typed.serves()?,
        help,
        ..NewGoal::new(client, "")
    };
    let id = actions::name(tx, &new)?;
    Ok((tend_clients::client_url(client), id))
}

fn load(db: &Conn, actor: &Actor, mut typed: Typed, problems: Option<Vec<Problem>>) -> Result<Blank> {
    let client = tend_clients::store::find(db, actor, client_of(&typed)?)?;
    let entry = typed.get("entry").parse::<EntryId>().ok();
    let entry = entry.map(|entry| actions::quotable(db, actor, client.id, entry)).transpose()?;
    if let (Some(entry), None) = (&entry, &problems) {
        prefill(db, actor, &mut typed, entry, client.id)?;
    }
    let others = store::open_of_client(db, actor, client.id, MOST_OPEN as i64)?;
    Ok(Blank {
        typed,
        problems: problems.unwrap_or_default(),
        quoted: entry.map(|entry| entry.text),
        others: others.into_iter().map(|goal| (goal.id, goal.words)).collect(),
        client: (client.id, client.name),
    })
}

/// What the entry says already: the words, where it has few; and who said them, where they belong to somebody else than the page.
fn prefill(db: &Conn, actor: &Actor, typed: &mut Typed, entry: &Entry, client: ClientId) -> Result<()> {
    if typed.get("words").is_empty() && entry.text.chars().count() <= MOST_WORDS {
        typed.0.insert("words".into(), entry.text.clone());
    }
    if let Some(person) = entry.client.filter(|person| *person != client && typed.get("said_by").is_empty()) {
        let person = tend_clients::store::find(db, actor, person)?;
        typed.0.insert("said_by".into(), person.called().to_owned());
    }
    Ok(())
}

pub(super) fn view(blank: &Blank) -> Markup {
    let (id, name) = &blank.client;
    let head = page_head("What do they want to do?")
        .under("Clients", "/clients")
        .under(name, tend_clients::client_url(*id))
        .here("New")
        .lede(html! { span dir="auto" { (name) } ". In their words, before anything of ours." });
    let form = html! {
        (problem_list("", &blank.problems))
        @if let Some(quoted) = &blank.quoted { div.leaf.goal-quoted { (ui::words(quoted)) p.meta { "From their story. Leave only what they want." } } }
        form method="post" action=(GOALS) data-frag {
            (hidden("client", &id.to_string()))
            @if !blank.typed.get("entry").is_empty() { (hidden("entry", blank.typed.get("entry"))) }
            (wording(&blank.typed, &blank.problems, ""))
            (serves_field(&blank.others, None, blank.typed.get("serves"), ("", Problem::about(&blank.problems, "serves"))))
            (help_fields(blank.typed.get("help"), blank.typed.get("help_words"), ("", &blank.problems)))
            div.tools { (button("Write it down").primary()) (ui::link("Not now", tend_clients::client_url(*id)).quiet()) }
        }
    };
    ui::page(Width::Narrow, html! { (head) (form) })
}

/// What, why, how they will know, by when.
pub(super) fn wording(typed: &Typed, problems: &[Problem], prefix: &str) -> Markup {
    let of = |name: &'static str, label: &'static str| {
        field(name, label).prefix(prefix).value(typed.get(name)).error(Problem::about(problems, name))
    };
    let words = of("words", "They want to…").words().required().placeholder("Our nurses should arrive dry and on time");
    html! {
        (if prefix.is_empty() { words.autofocus() } else { words })
        (of("why", "Why does it matter to them?").words())
        (of("measure", "How will they know that it worked?").words())
        div.side-by-side {
            (of("said_by", "Who said it?").hint("Where it is not simply the client.").autocomplete("off"))
            (of("wanted_by", "By when do they want it?").day())
        }
    }
}

/// Which of their other goals it serves.
pub(super) fn serves_field(
    others: &[(GoalId, String)],
    but: Option<&Goal>,
    chosen: &str,
    (prefix, problem): (&str, Option<&str>),
) -> Markup {
    let others: Vec<(String, String)> = others
        .iter()
        .filter(|(id, _)| but.is_none_or(|goal| goal.id != *id))
        .map(|(id, words)| (id.to_string(), shortened(words, 80)))
        .collect();
    if others.is_empty() {
        return html! {};
    }
    let choices = std::iter::once(choice("", "None of them: it stands for itself", chosen.is_empty()))
        .chain(others.iter().map(|(id, words)| choice(id, words, id == chosen)))
        .collect();
    html! { (select("serves", "Does it serve another goal of theirs?", choices).prefix(prefix).error(problem)) }
}

/// What helps them there.
pub(super) fn help_fields(help: &str, words: &str, (prefix, problems): (&str, &[Problem])) -> Markup {
    let kinds: Vec<(String, &str)> = Help::ALL.iter().map(|help| (help.to_string(), help.label())).collect();
    let choices = std::iter::once(choice("", "Nobody knows yet", help.is_empty()))
        .chain(kinds.iter().map(|(word, label)| choice(word, label, word == help)))
        .collect();
    html! {
        div.side-by-side {
            (select("help", "What helps them there?", choices).prefix(prefix).hint("Without us is a way too.").error(Problem::about(problems, "help")))
            (field("help_words", "In a few words").prefix(prefix).value(words).autocomplete("off").error(Problem::about(problems, "help_words")))
        }
    }
}

/// Where one goes to name another.
pub(super) fn another(client: ClientId) -> Markup {
    html! { (ui::link("Add in their words", new_url(client)).small().icon(ui::Icon::Plus)) }
}
