//! Matching the columns, and looking through the first rows as they would come in.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_clients::store as clients;
use tend_core::{
    Error, Result, Timestamp,
    db::Conn,
    id::MemberId,
    ui::{self, Choice, Icon, Setting, Tone, column},
    web::{Page, Visit, see_other},
};

use super::{
    choose, head, press, standing,
    targets::{Targets, targets_of},
    url, worth_view,
};
use crate::{
    actions,
    import::{Brings, FoundColumn, Import, ImportId, State, TwinAnswer},
    look::is_unreachable,
    made,
    people::People,
    reading::{
        candidate::{Kind, Outcome},
        dates::Order,
        exports::Recognized,
        happening::Happening,
        mapping::Mapping,
        ticket::Ticket,
    },
    store,
};

/// How many rows are shown before anything is saved.
const FIRST: usize = 20;

/// The table: each column, its first values, where it goes, how sure that is.
pub(crate) fn match_view(import: &Import) -> Markup {
    let columns = [column("Your column"), column("The first rows say"), column("Goes to"), column("How sure").unseen()];
    let rows =
        html! { @for (at, found) in import.columns.iter().enumerate() { (match_row(at, found, targets_of(import))) } };
    let inside = html! {
        (head(import, 1))
        @if import.looked_through.sheets.len() > 1 { (sheets(import)) }
        form #match method="post" action=(format!("{}/columns", url(import.id))) data-frag {
            (ui::block("columns", "Your columns, and where they go", None, ui::table("Columns", Setting::Stack, &columns, rows)))
            (standing::block(import))
            @if !import.warnings.is_empty() { (ui::block("worth", "Worth a look before we start", None, warnings(&import.warnings))) }
        }
        div.tools {
            (ui::button(&format!("Look through {FIRST} of them")).primary().of_form("match"))
            (ui::link("Keep for later", "/settings/import").quiet())
            (press(&format!("{}/aside", url(import.id)), "Put this file away", false))
        }
    };
    ui::page(ui::Width::Usual, inside)
}

/// Which sheet of a workbook is meant.
fn sheets(import: &Import) -> Markup {
    let looked = &import.looked_through;
    let choices = looked.sheets.iter().map(|name| choice(name, name, *name == looked.sheet)).collect();
    html! {
        form.tools method="post" action=(format!("{}/columns", url(import.id))) data-frag {
            (ui::select("sheet", "Sheet of this workbook", choices))
            (ui::button("Read this one").quiet())
        }
    }
}

fn match_row(at: usize, found: &FoundColumn, all: Targets) -> Markup {
    let is_open = !found.sure && (found.target.starts_with("custom") || !found.two_ways.is_empty());
    html! {
        tr id={ "column-" (at) } class=[is_open.then_some("ask")] {
            th scope="row" { (found.name) input type="hidden" name={ "name-" (at) } value=(found.name); }
            td data-label="The first rows say" { (found.examples.join(", ")) }
            td data-label="Goes to" { (targets(at, found, all)) }
            td {
                @if !found.two_ways.is_empty() { (orders(at, found)) }
                @else if found.sure { (ui::chip_with(Icon::Check, "Sure", Tone::Green)) }
                @else { span.meta { (found.reason) } }
                @if found.two_ways.is_empty() && !found.dates.is_empty() { input type="hidden" name={ "dates-" (at) } value=(found.dates); }
            }
        }
    }
}

fn targets(at: usize, found: &FoundColumn, all: Targets) -> Markup {
    let kept = [("custom", "Keep as text"), ("leave out", "Leave it out")];
    let known =
        all.iter().flat_map(|(_, targets)| targets.iter()).chain(&kept).any(|(target, _)| *target == found.target);
    let name = format!("to-{at}");
    let option = |(target, words): &(&'static str, &'static str)| choice(target, words, *target == found.target);
    // A target with a label (email:work) stands as it was found, first in the list.
    let words = in_words(&found.target, all);
    let own = (!known).then(|| choice(&found.target, &words, true));
    let mut select = ui::select(&name, &found.name, own.into_iter().chain(kept.iter().map(option)).collect()).bare();
    for (heading, targets) in all {
        select = select.group(heading, targets.iter().map(option).collect());
    }
    html! { (select) }
}

/// A target with a label: “Phone, fax”.
fn in_words(target: &str, all: Targets) -> String {
    let (word, label) = target.split_once(':').unwrap_or((target, ""));
    let known = all.iter().flat_map(|(_, targets)| targets.iter()).find(|(known, _)| *known == word);
    let words = match (known, word) {
        (Some((_, words)), _) => words,
        (None, "custom") => "Keep as text",
        (None, "organization id") => "The number of their organization",
        (None, "date") => "A day to remember",
        (None, "consent") => "May we write?",
        (None, "no consent") => "May we write? No",
        (None, other) => other,
    };
    // Of several columns that say the same the labels are an order, and nobody's words.
    if label.is_empty() || label.bytes().all(|byte| byte.is_ascii_digit()) {
        words.to_owned()
    } else {
        format!("{words}, {label}")
    }
}

fn orders(at: usize, found: &FoundColumn) -> Markup {
    let (name, label) = (format!("dates-{at}"), format!("How to read the dates of {}", found.name));
    let words = |order: &String| Order::named(order).map_or("", Order::words);
    let mut choices = vec![choice("", "Which way round?", true)];
    choices.extend(found.two_ways.iter().map(|order| choice(order, words(order), false)));
    html! { span.meta { "These dates can be read two ways." } (ui::select(&name, &label, choices).bare()) }
}

fn choice<'a>(value: &'a str, words: &'a str, chosen: bool) -> Choice<'a> {
    Choice { value, words, chosen, ..Choice::default() }
}

fn warnings(sentences: &[String]) -> Markup {
    html! { ul.ruled { @for sentence in sentences { li { (sentence) } } } }
}

/// The form: for each column its name, where it goes and how its dates are read.
pub(super) async fn decide(
    visit: Visit,
    Path(id): Path<ImportId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let import = visit.read(move |db, actor| store::find(db, actor.workspace, id)).await?;
    let mut mapping = Mapping::from_toml(&import.mapping).map_err(Error::ours)?;
    let field = |name: String| fields.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    if let Some(sheet) = field("sheet".to_owned()) {
        // Another sheet has other columns: what was said of these does not hold there.
        mapping.columns.clear();
        mapping.told.sheet = Some(sheet.to_owned());
        let (source, looked) = choose::looked(&visit, visit.actor.workspace, id, mapping).await?;
        choose::keep_looked(&visit, id, &import.name, source, looked).await?;
        return Ok(see_other(url(id)));
    }
    for at in 0..import.columns.len() {
        let (Some(name), Some(to)) = (field(format!("name-{at}")), field(format!("to-{at}"))) else { continue };
        let rule = mapping.columns.entry(name.to_owned()).or_default();
        rule.to = Some(to.parse().map_err(|sentence: String| Error::invalid("file", sentence))?);
        rule.dates = field(format!("dates-{at}")).and_then(Order::named).or(rule.dates);
    }
    standing::decide(&fields, &mut mapping);
    let (source, looked) = choose::looked(&visit, visit.actor.workspace, id, mapping).await?;
    choose::keep_looked(&visit, id, &import.name, source, looked).await?;
    Ok(see_other(format!("{}/first", url(id))))
}

/// A row as it would come in.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its number in the file.
    pub row: u64,
    /// The name, or why it is refused.
    pub name: Result<(String, bool), String>,
    /// The short line.
    pub about: String,
    /// How to reach them.
    pub reach: String,
    /// What could not be taken as it was meant.
    pub troubles: Vec<String>,
    /// Nobody could write or call them.
    pub is_unreachable: bool,
    /// What was answered about it.
    pub answer: Option<TwinAnswer>,
}

impl Row {
    /// A row of which nothing is known.
    fn bare() -> Self {
        let (name, about, reach) = (Err(String::new()), String::new(), String::new());
        Row { row: 0, name, about, reach, troubles: Vec::new(), is_unreachable: false, answer: None }
    }

    /// What becomes of it by the answers; nothing where it is a client of its own.
    fn mark(&self, import: &Import) -> Option<&'static str> {
        match self.answer {
            Some(TwinAnswer::LeaveOut) => Some("You leave it out."),
            _ if self.is_unreachable && import.looked_through.leave_out_unreachable => Some("You leave it out."),
            Some(TwinAnswer::Same) => Some("The same as somebody who is there."),
            _ => None,
        }
    }
}

pub(super) async fn look(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    let import = visit.read(move |db, actor| store::find(db, actor.workspace, id)).await?;
    if import.state != State::Matching {
        return Ok(see_other(url(id)));
    }
    let mapping = Mapping::from_toml(&import.mapping).map_err(Error::ours)?;
    let (mut source, looked) = choose::looked(&visit, visit.actor.workspace, id, mapping).await?;
    let people = visit.read(People::read).await?;
    let (today, program) = (visit.now.day_in(&visit.actor.zone).0, looked.survey.recognized);
    let first = tokio::task::spawn_blocking(move || looked.first_rows(&mut source, today, FIRST).map_err(Error::ours));
    let first = first.await.map_err(Error::ours)??;
    visit
        .page(move |db, visit| {
            let workspace = visit.actor.workspace;
            let answers = store::answers(db, workspace, id, (0, FIRST as i64))?;
            let answer = |row: u64| answers.get(&(row as i64)).map(|answered| answered.answer);
            let row = |outcome: &Outcome| match (outcome, program) {
                (Outcome::Happening(happening), Some(program)) => happened(db, visit, (&people, program), happening),
                (Outcome::Ticket(ticket), Some(program)) => ticket_row(db, visit, program, ticket),
                _ => Ok(row(outcome, &people, &import.name, visit.now)),
            };
            let rows = first.iter().map(row).collect::<Result<Vec<Row>>>()?;
            let rows: Vec<Row> = rows.into_iter().map(|row| Row { answer: answer(row.row), ..row }).collect();
            let (_, open) = store::count_twins(db, workspace, id)?;
            let left_out = store::count_left_out(db, workspace, id, !import.looked_through.leave_out_unreachable)?;
            let members = clients::members(db, &visit.actor)?;
            let main = look_view(&import, &rows, (open, left_out), &members);
            Ok(Page::new(format!("Look through {}", import.name), main))
        })
        .await
}

/// What went wrong, or was said about it, as it would stand in the book.
fn ticket_row(db: &Conn, visit: &Visit, program: Recognized, ticket: &Ticket) -> Result<Row> {
    let actor = &visit.actor;
    let bare = Row { row: ticket.told.row, ..Row::bare() };
    if let Some(reason) = actions::homeless_ticket(db, actor.into(), program, ticket)? {
        return Ok(Row { name: Err(reason), about: ticket.told.words().chars().take(160).collect(), ..bare });
    }
    let (name, words) = actions::would_be(db, actor, program, ticket)?;
    let at = ticket.told.at.or(ticket.told.written).and_then(|moment| moment.instant(&actor.zone)).map(Timestamp::from);
    let day = at.map(|at| at.day_in(&actor.zone).0.strftime("%-d %B %Y").to_string()).unwrap_or_default();
    Ok(Row { name: Ok((name, true)), about: words.chars().take(160).collect(), reach: day, ..bare })
}

/// What happened, as it would stand in the book: with whom, what, when and whose.
fn happened(db: &Conn, visit: &Visit, about: (&People, Recognized), happening: &Happening) -> Result<Row> {
    let actor = &visit.actor;
    let names: Vec<String> = actions::whose(db, actor, about.1, happening)?
        .clients
        .iter()
        .map(|client| Ok(clients::find(db, actor, *client)?.name))
        .collect::<Result<_>>()?;
    let told = actions::telling(happening, about, ("", visit.now));
    let homeless = actions::homeless(db, actor.into(), about.1, happening)?;
    let (name, what, when) = match (homeless, told) {
        (Some(reason), _) => (Err(reason), happening.words(), String::new()),
        (None, _) if happening.is_link => {
            (Ok((names.join(", "), true)), "Whose it is, for other lists".to_owned(), String::new())
        }
        (None, Err(reason)) => (Err(reason), happening.words(), String::new()),
        (None, Ok(told)) => {
            let (title, words) = crate::sentence::would_read(db, actor, &told)?;
            let when = told.happened_at.day_in(&actor.zone).0.strftime("%-d %B %Y").to_string();
            (Ok((names.join(", "), true)), [title, words].join(": "), when)
        }
    };
    let about = what.chars().take(160).collect();
    let (troubles, is_unreachable, answer) = (Vec::new(), false, None);
    Ok(Row { row: happening.row, name, about, reach: when, troubles, is_unreachable, answer })
}

fn row(outcome: &Outcome, people: &People, file: &str, now: Timestamp) -> Row {
    match outcome {
        Outcome::Happening(happening) => {
            let (name, about, reach) =
                (Err("of no program that is known".to_owned()), happening.words(), String::new());
            Row { row: happening.row, name, about, reach, troubles: Vec::new(), is_unreachable: false, answer: None }
        }
        Outcome::Ticket(ticket) => {
            let name = Err("of no program that is known".to_owned());
            Row { row: ticket.told.row, name, about: ticket.told.words(), ..Row::bare() }
        }
        Outcome::Refused(refused) => {
            let name = Err(refused.reasons.join(" "));
            let (about, reach) = (String::new(), String::new());
            Row { row: refused.row, name, about, reach, troubles: Vec::new(), is_unreachable: false, answer: None }
        }
        Outcome::Candidate(candidate) => {
            let new = made::new_client(candidate, people, file, now);
            let name = match new.checked() {
                Ok(_) => Ok((new.name.clone(), candidate.kind == Kind::Person)),
                Err(error) => Err(error.to_string()),
            };
            let reach =
                new.contact_points.iter().map(|point| point.value.replace('\n', ", ")).collect::<Vec<_>>().join(" · ");
            let troubles = candidate.troubles.iter().map(|trouble| trouble.message.clone()).collect();
            let is_unreachable = is_unreachable(&new);
            Row { row: candidate.row, name, about: new.about, reach, troubles, is_unreachable, answer: None }
        }
    }
}

/// What the button does by the answers so far; `left_out` counts nobody who is left out as unreachable already.
fn bring_in_words(import: &Import, left_out: i64) -> String {
    let looked = &import.looked_through;
    let unreachable = if looked.leave_out_unreachable { looked.unreachable } else { 0 };
    match (import.rows - looked.refused - left_out - unreachable).max(0) {
        1 => "Bring in 1 row".to_owned(),
        many => format!("Bring in {} rows", super::number(many)),
    }
}

/// The first rows, as they would come in.
pub(crate) fn look_view(
    import: &Import,
    rows: &[Row],
    (open, left_out): (i64, i64),
    members: &[(MemberId, String)],
) -> Markup {
    let is_of_clients = import.brings() == Brings::Clients;
    let (about, reach) = if is_of_clients { ("About", "How to reach them") } else { ("What happened", "When") };
    let columns = [column("Row"), column("Client"), column(about), column(reach), column("Worth a look")];
    let body = html! {
        @for row in rows {
            tr id={ "row-" (row.row) } {
                td data-label="Row" { (row.row) }
                @match &row.name {
                    Ok((name, is_person)) => { th scope="row" { span.named { (ui::icon(if *is_person { Icon::Person } else { Icon::Organization })) (name) } } }
                    Err(reason) => { th scope="row" { span.meta { "Not taken: " (reason) } } }
                }
                td data-label=(about) { (row.about) }
                td data-label=(reach) { (row.reach) }
                td data-label="Worth a look" { @if let Some(mark) = row.mark(import) { b { (mark) } " " } (row.troubles.join(" ")) }
            }
        }
    };
    let inside = html! {
        (head(import, 2))
        @if let Some(worth) = worth_view(import, open, members) { (worth) }
        (ui::block("rows", "The first rows, as they would come in", None, ui::table("First rows", Setting::Stack, &columns, body)))
        (ui::notice(Tone::Honey, Icon::Clients, html! {
            @if is_of_clients { "Whoever looks like somebody you already know is created and marked; nobody is merged. The same file again changes nothing." }
            @else { "Each stands on its client’s page, on its own day; nobody becomes a client by this list. The same file again changes nothing." }
        }))
        div.tools {
            (press(&format!("{}/begin", url(import.id)), &bring_in_words(import, left_out), true))
            (ui::link("Back to the columns", url(import.id)).quiet())
        }
    };
    ui::page(ui::Width::Usual, inside)
}
