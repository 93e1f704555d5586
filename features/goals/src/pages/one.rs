//! One goal: what they want, why, how they will know, what serves it, what can be done about it, and its story.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Error, Result, Timestamp, ago,
    db::Conn,
    feature::Sentence,
    timeline::{self, Entry, store::Before},
    ui::{self, Bead, Icon, StoryRow, Tone, Width, button, notice, page_head, press, when},
    web::Visit,
};

use super::{Draft, deeds, list_url, url};
use crate::{
    actions::MOST_OPEN,
    client::{chips, who_and_when},
    goal::{Goal, GoalId, State, in_words, shortened},
    store,
    story::on_its_page,
};

/// As many moments of its story as the page shows.
const MOST_MOMENTS: i64 = 200;
/// As many goals that serve it.
const MOST_SERVING: i64 = 20;

/// All that the page shows.
pub(super) struct One {
    pub goal: Goal,
    pub client_name: String,
    pub named_by: String,
    /// Their other open goals: what it may serve.
    pub others: Vec<(GoalId, String)>,
    pub above: Option<Goal>,
    pub serving: Vec<Goal>,
    /// The words of the entry it was quoted from.
    pub quoted: Option<Entry>,
    pub story: Vec<Entry>,
    pub may_write: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(super) fn load(db: &Conn, visit: &Visit, id: GoalId) -> Result<One> {
    let actor = &visit.actor;
    let goal = store::find(db, actor, id)?;
    let client = tend_clients::store::find(db, actor, goal.client)?;
    let others = store::open_of_client(db, actor, goal.client, MOST_OPEN as i64)?;
    let quoted = goal.from_entry.map(|entry| timeline::store::find(db, actor.workspace, entry));
    Ok(One {
        client_name: client.name,
        named_by: goal.named.by.map(|by| store::member_name(db, actor, by)).transpose()?.unwrap_or_default(),
        others: others.into_iter().map(|goal| (goal.id, goal.words)).collect(),
        above: goal.serves.map(|above| store::find(db, actor, above)).transpose()?,
        serving: store::serving(db, actor, id, MOST_SERVING)?,
        quoted: there(quoted)?,
        story: timeline::store::of_subject(db, actor.workspace, id.0, Before::NEWEST, MOST_MOMENTS)?,
        goal,
        may_write: actor.may_write().is_ok(),
        now: visit.now,
        zone: actor.zone.clone(),
    })
}

/// An entry may be gone with whoever said it.
fn there(entry: Option<Result<Entry, Error>>) -> Result<Option<Entry>> {
    match entry {
        Some(Err(Error::NotFound)) | None => Ok(None),
        Some(found) => found.map(Some),
    }
}

pub(super) fn view(one: &One, draft: &Draft) -> Markup {
    let main = html! {
        (conflict(draft))
        (standing(one))
        (serving(one))
        @if one.may_write { (deeds::view(one, draft)) }
        (story(one))
    };
    ui::page(Width::Usual, html! { (head(one)) (ui::columns(main, "About this goal", side(one))) })
}

fn head(one: &One) -> Markup {
    let words = format!("“{}”", one.goal.words);
    let head = page_head(&words)
        .under("Clients", "/clients")
        .under(&one.client_name, tend_clients::client_url(one.goal.client))
        .under("What they want to do", list_url(one.goal.client))
        .here("Goal");
    let chips = chips(&one.goal, one.now.day_in(&one.zone));
    let lede = html! {
        span dir="auto" { (who_and_when(&one.goal)) }
        @for (words, tone) in &chips { " " (ui::chip(words, *tone)) }
    };
    let head = head.lede(lede);
    if one.may_write && one.goal.version == 1 {
        let undo = format!("{}/naming/undo", url(one.goal.id));
        return html! { (head.tools(press(undo, button("Take it back").quiet().icon(Icon::Undo)))) };
    }
    html! { (head) }
}

/// Somebody was faster: what they did, and that nothing typed is lost.
fn conflict(draft: &Draft) -> Markup {
    html! {
        @if let Some(sentence) = &draft.conflict {
            div.somebody-was-faster role="alert" { (notice(Tone::Honey, Icon::Info, html! { (sentence) })) }
        }
    }
}

/// How it ended, in their word.
fn standing(one: &One) -> Markup {
    let goal = &one.goal;
    let day = goal.ended.map(|mark| ago::day(mark.at.day_in(&one.zone), one.now.day_in(&one.zone))).unwrap_or_default();
    match goal.state {
        State::Attained => notice(
            Tone::Green,
            Icon::Praise,
            html! { b { "They are there" } ", since " (day) ". " span dir="auto" { q { (goal.their_word) } } },
        ),
        State::LetGo => notice(
            Tone::Plain,
            Icon::Info,
            html! { "They let it go, " (day) "." @if !goal.their_word.is_empty() { " " span dir="auto" { q { (goal.their_word) } } } },
        ),
        State::Named | State::Underway => html! {},
    }
}

fn serving(one: &One) -> Markup {
    let above = one.above.as_ref().filter(|above| above.client == one.goal.client);
    html! {
        @if let Some(above) = above {
            (ui::block("above", "So that", None, html! { p.said dir="auto" { a href=(url(above.id)) data-frag { q { (above.words) } } } }))
        }
        @if !one.serving.is_empty() {
            (ui::block("serving", "It is served by", None, html! {
                ul.lines-of-goals { @for goal in &one.serving { li dir="auto" { a href=(url(goal.id)) data-frag { q { (shortened(&goal.words, 120)) } } } } }
            }))
        }
    }
}

fn side(one: &One) -> Markup {
    let goal = &one.goal;
    let told = |label: &str, text: &str| html! { @if !text.is_empty() { div { dt { (label) } dd.lines-kept dir="auto" { (text) } } } };
    let help = goal.help.map(|help| match goal.help_words.as_str() {
        "" => help.label().to_owned(),
        words => format!("{}: {words}", help.label()),
    });
    let inside = html! {
        dl.goal-facts {
            div { dt { "Whose" } dd { a href=(tend_clients::client_url(goal.client)) dir="auto" data-frag { (one.client_name) } } }
            (told("Who said it", &goal.said_by))
            (told("Why it matters to them", &goal.why))
            (told("How they will know", &goal.measure))
            @if let Some(day) = goal.wanted_by { div { dt { "Wanted by" } dd { (in_words(day)) } } }
            @if let Some(help) = &help { (told("What helps", help)) }
            @if goal.is_open() { div { dt { "Asked about" } dd { "after " (goal.cadence_days) " days without a word" } } }
            @if !one.named_by.is_empty() { (told("Written down by", &one.named_by)) }
        }
    };
    let quoted = one.quoted.as_ref().map(|entry| {
        let href = format!("{}#moment-{}", tend_clients::client_url(goal.client), entry.id);
        html! { (ui::words(&shortened(&entry.text, 400))) p.meta { a href=(href) data-frag { "In their story" } } }
    });
    html! {
        (ui::side_block("goal-facts", "The goal", inside))
        @if let Some(quoted) = quoted { (ui::side_block("quoted", "Where they said it", quoted)) }
    }
}

fn story(one: &One) -> Markup {
    let rows: Vec<Markup> =
        one.story.iter().filter_map(|entry| on_its_page(entry).map(|said| moment_row(one, entry, &said))).collect();
    ui::block(
        "story",
        "What happened so far",
        None,
        html! { div.thread.story data-rows { @for row in &rows { (row) } } },
    )
}

fn moment_row(one: &One, entry: &Entry, said: &Sentence) -> Markup {
    let (id, at) = (format!("entry-{}", entry.id), entry.happened_at.to_string());
    let day = ago::day(entry.happened_at.day_in(&one.zone), one.now.day_in(&one.zone));
    let hour = ago::clock(entry.happened_at, &one.zone);
    let tone = if entry.kind == "goals.attained" { Tone::Green } else { Tone::Plain };
    let row = StoryRow {
        id: &id,
        when: when(&day).small(&hour).at(&at),
        bead: Bead::Picture(said.icon, tone),
        title: html! { span dir="auto" { (said.title) } },
        note: "",
        inside: html! {
            @if let Some(quote) = &said.quote { div dir="auto" { (ui::said(quote)) } }
            @if let Some(note) = &said.note { p.lines-kept dir="auto" { (note) } }
        },
    };
    html! { (row) }
}
