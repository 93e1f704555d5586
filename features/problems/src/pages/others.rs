//! Others like it: who has the same, how each hears from us, and what is said to all of them.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Result,
    db::Conn,
    ui::{self, Icon, Tone, Width, button, choice, empty, field, hidden, notice, page_head},
    web::{Page, Visit, told},
};
use tend_promises::moment;

use super::{BOARD, Draft, Typed, id_of, url};
use crate::{
    actions::{self, Other, Reached, ToEach, Way},
    client::standing,
    problem::{Problem, ProblemId},
    store,
};

/// All that the page shows.
pub(crate) struct Others {
    pub problem: Problem,
    pub client_name: String,
    pub cause: Option<String>,
    pub others: Vec<Other>,
    /// The member who would write.
    pub me: String,
    pub may_write: bool,
}

/// Where one writes to others like it.
pub(crate) fn others_url(id: ProblemId) -> String {
    format!("{}/others", url(id))
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    visit.page(move |db, visit| page(db, visit, id, &Draft::default())).await
}

fn page(db: &Conn, visit: &Visit, id: ProblemId, draft: &Draft) -> Result<Page> {
    let others = load(db, visit, id)?;
    Ok(Page::new("Others like it", view(&others, draft)).live("problems"))
}

fn load(db: &Conn, visit: &Visit, id: ProblemId) -> Result<Others> {
    let actor = &visit.actor;
    let problem = store::find(db, actor, id)?;
    Ok(Others {
        client_name: tend_clients::store::find(db, actor, problem.client)?.name,
        cause: problem.cause.map(|cause| store::cause_name(db, actor, cause)).transpose()?,
        others: actions::others(db, actor, &problem, visit.app.settings.mail.is_some())?,
        me: moment::given_name(&actor.name).to_owned(),
        may_write: actor.may_write().is_ok(),
        problem,
    })
}

pub(super) async fn write(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    let id = id_of(&id)?;
    let sent = typed.clone();
    match visit.write(move |tx| actions::write_to_each(tx, id, &read(&sent), sent.seen())).await {
        Ok(reached) => Ok(told(url(id), in_words(reached), None)),
        Err(error) => {
            let draft = match error {
                Error::Invalid(problems) => Draft { form: "to-each", typed, problems, conflict: None },
                Error::Conflict(said) => Draft { form: "to-each", typed, problems: Vec::new(), conflict: Some(said) },
                other => return Err(other),
            };
            let answer = move |db: &Conn, visit: &Visit| {
                let page = page(db, visit, id, &draft)?;
                Ok(if draft.conflict.is_some() { page.conflict() } else { page.not_taken() })
            };
            visit.page(answer).await
        }
    }
}

fn read(typed: &Typed) -> ToEach {
    let chosen = typed.0.iter().filter(|(_, value)| *value == "yes").filter_map(|(name, _)| name.strip_prefix("to-"));
    ToEach {
        to: chosen.filter_map(|id| id.parse().ok()).collect(),
        subject: typed.get("subject").to_owned(),
        words: typed.get("words").to_owned(),
    }
}

/// “Two letters are on their way. One call is promised.”
fn in_words(reached: Reached) -> String {
    let part = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("One {one}.")),
        count => Some(format!("{count} {many}.")),
    };
    let parts = [
        part(reached.letters, "letter is on its way", "letters are on their way"),
        part(reached.calls, "call is promised", "calls are promised"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

pub(crate) fn view(page: &Others, draft: &Draft) -> Markup {
    let number = page.problem.called();
    let head = page_head("Others like it")
        .under("Problems", BOARD)
        .under(&number, url(page.problem.id))
        .here("Others like it")
        .lede(lede(page));
    ui::page(
        Width::Narrow,
        html! {
            (head)
            @if let Some(sentence) = &draft.conflict { (notice(Tone::Honey, Icon::Info, html! { p role="alert" { (sentence) } })) }
            @if page.others.is_empty() { (nobody(page)) }
            @else if page.may_write { (form(page, draft)) }
            @else { ul.problem-others { @for other in &page.others { li { (other.name) " " small { (about(other)) } } } } }
        },
    )
}

fn lede(page: &Others) -> Markup {
    html! {
        span dir="auto" { (page.client_name) } ": " span dir="auto" { (page.problem.title) } "."
        @if let Some(cause) = &page.cause { " What lies behind it: " span dir="auto" { (cause) } "." }
    }
}

fn nobody(page: &Others) -> Markup {
    let words = match page.cause {
        Some(_) => "No other client is known with this cause, or with the same thing in it.",
        None => "Say what lies behind it, or what it touches: whoever has the same stands here then.",
    };
    let back = ui::link("Back to the problem", url(page.problem.id));
    empty("Nobody else so far", words, html! { (back) })
}

fn form(page: &Others, draft: &Draft) -> Markup {
    let (subject, words) = usual_words(page);
    let open = page.others.iter().filter(|other| other.problem.is_open()).count();
    html! {
        form.to-each method="post" action=(others_url(page.problem.id)) data-frag {
            (hidden("version", &page.problem.version.to_string()))
            fieldset.field {
                legend { "Write to each first" }
                p.hint { (open) " of them still wait. Each hears it from us before they have to ask." }
                @for other in &page.others { (one_of_them(other, draft)) }
                @if let Some(problem) = draft.problem("to-each", "to") { p.error role="alert" { (ui::icon(Icon::Warn)) span { (problem) } } }
            }
            (field("subject", "Subject of the letters").value(draft.typed("to-each", "subject", &subject)).error(draft.problem("to-each", "subject")))
            (field("words", "What you say to all of them").value(draft.typed("to-each", "words", &words)).our_words()
                .hint("{name} and {problem} become each one’s own. Whom we may not write to is called: these words are noted for the call.")
                .error(draft.problem("to-each", "words")))
            div.tools { (button("Write to each").primary().icon(Icon::Mail)) }
        }
    }
}

fn one_of_them(other: &Other, draft: &Draft) -> Markup {
    let name = format!("to-{}", other.problem.id);
    let was_sent = draft.form == "to-each";
    let is_chosen = if was_sent { draft.typed.get(&name) == "yes" } else { other.problem.is_open() };
    let about = about(other);
    ui::checkbox(&name, &choice("yes", &other.name, is_chosen).note(&about))
}

/// What is theirs, how it stands, and how they hear from us.
fn about(other: &Other) -> String {
    let way = match &other.way {
        Way::Letter(address) => format!("a letter to {address}"),
        Way::Call(why) => format!("a call: {why}"),
    };
    format!("{}: {}, {}. By {way}", other.problem.called(), other.problem.title, standing(other.problem.state))
}

/// What a letter says, until it is said better.
fn usual_words(page: &Others) -> (String, String) {
    let behind = match &page.cause {
        Some(cause) => format!("We know now what lies behind it: {cause}."),
        None => "Somebody else told us of the same, and we know more about it now.".to_owned(),
    };
    let words = format!(
        "Dear {{name}},\n\nyou told us: “{{problem}}”. {behind}\n\nYou need not do anything. We look after it and tell you what comes next.\n\n{}",
        page.me
    );
    ("About what you told us: {problem}".to_owned(), words)
}
