//! One handoff: the briefing on a sheet, the answer below it, and how it came about.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Problem, Result, Timestamp, ago,
    briefing::{self, Part},
    db::Conn,
    timeline::{self, Entry, store::Before},
    ui::{self, Bead, Icon, StoryRow, Tone, button, field, icon, notice, page_head, when},
    web::Visit,
};

use super::{LIST, url};
use crate::{
    actions,
    handoff::{CLIENT, Handoff, HandoffId, State, given},
    store,
    story::sentence,
};

/// As many moments as its page shows; one rarely has five.
const MOST_MOMENTS: i64 = 50;

/// All that the page shows.
pub(super) struct One {
    pub handoff: Handoff,
    pub client_name: String,
    /// Where the thing stands, if it still does.
    pub href: Option<String>,
    pub story: Vec<Entry>,
    /// The visitor is asked, or answers for who is and is away.
    pub is_asked: bool,
    /// The visitor answers for them.
    pub stands_in: bool,
    /// The visitor may take it back.
    pub may_withdraw: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

/// A form that was not taken, shown again with what was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub form: &'static str,
    pub word: String,
    pub problems: Vec<Problem>,
    /// Somebody was faster.
    pub conflict: Option<String>,
}

pub(super) fn load(db: &Conn, visit: &Visit, id: HandoffId) -> Result<One> {
    let actor = &visit.actor;
    let handoff = store::find(db, actor, id)?;
    let kind = briefing::handed(visit.app.features, &handoff.subject);
    let thing = kind.and_then(|kind| (kind.find)(db, actor, handoff.thing()).ok());
    let may_write = actor.may_write().is_ok() && handoff.waits();
    Ok(One {
        client_name: tend_clients::store::find(db, actor, handoff.client)?.name,
        href: thing.map(|thing| thing.href),
        story: timeline::store::of_subject(db, actor.workspace, id.0, Before::NEWEST, MOST_MOMENTS)?,
        is_asked: may_write && actions::answers(db, actor, &handoff, visit.now)?,
        stands_in: may_write && actor.member != Some(handoff.to),
        may_withdraw: may_write && (handoff.is_of(actor.member) || actor.role >= tend_core::Role::Coach),
        handoff,
        now: visit.now,
        zone: actor.zone.clone(),
    })
}

impl One {
    /// What the page is called.
    pub(super) fn title(&self) -> String {
        if self.handoff.subject == CLIENT { self.client_name.clone() } else { self.handoff.about.clone() }
    }
}

pub(super) fn view(one: &One, draft: &Draft) -> Markup {
    let main = html! {
        (conflict(draft))
        (standing(one))
        (sheet(one))
        (answers(one, draft))
        (story(one))
    };
    ui::page(ui::Width::Usual, html! { (head(one)) (ui::columns(main, "About this handoff", side(one))) })
}

fn head(one: &One) -> Markup {
    let handoff = &one.handoff;
    let title = one.title();
    let mut head = page_head(&title).under("Handing over", LIST);
    if handoff.subject != CLIENT || one.href.is_none() {
        head = head.under(&one.client_name, tend_clients::client_url(handoff.client));
    } else if let Some(href) = &one.href {
        head = head.under(&one.client_name, href.as_str());
    }
    let day = ago::day(handoff.asked_at.day_in(&one.zone), one.now.day_in(&one.zone));
    let lede = html! {
        span dir="auto" { (given(&handoff.from_name)) } " would like " span dir="auto" { (given(&handoff.to_name)) }
        " to take over. Asked " (day) "."
    };
    html! { (head.here("Handoff").lede(lede)) }
}

/// Somebody was faster: what they did, and that nothing typed is lost.
fn conflict(draft: &Draft) -> Markup {
    html! {
        @if let Some(sentence) = &draft.conflict {
            div role="alert" {
                (notice(Tone::Honey, Icon::Info, html! {
                    p data-focus tabindex="-1" { (sentence) }
                    @if !draft.word.is_empty() { p { "What you wrote: “" (draft.word) "”" } }
                }))
            }
        }
    }
}

/// How it stands.
fn standing(one: &One) -> Markup {
    let handoff = &one.handoff;
    let (from, to, about) = (given(&handoff.from_name), given(&handoff.to_name), one.title());
    let word = html! { @if !handoff.word.is_empty() { p { "“" (handoff.word) "”" } } };
    match handoff.state {
        State::Waiting if one.is_asked && one.stands_in => notice(
            Tone::Plain,
            Icon::Info,
            html! { p { b { (to) " is away." } " You answer for " (to) ": with your yes, " (about) " is in " (to) "’s hands, and you look after it until they are back." } },
        ),
        State::Waiting if one.is_asked => html! {},
        State::Waiting => notice(
            Tone::Plain,
            Icon::Clock,
            html! { p { b { "Waiting for " (to) "." } " Until " (to) " says yes, " (about) " stays with " (from) "." } },
        ),
        State::Accepted => notice(
            Tone::Green,
            Icon::Check,
            html! { p { b { (to) " said yes." } " " (about) " is in " (to) "’s hands." } (word) },
        ),
        State::Declined => notice(
            Tone::Honey,
            Icon::Handoff,
            html! { p { b { (to) " said no." } " " (about) " stays with " (from) "." } (word) },
        ),
        State::Withdrawn => notice(
            Tone::Plain,
            Icon::Undo,
            html! { p { b { "Taken back." } " " (about) " stays with " (from) "." } (word) },
        ),
        State::Unanswered => notice(
            Tone::Honey,
            Icon::Clock,
            html! { p { b { "Nobody answered in time." } " " (about) " stays with " (from) ", who can ask again." } },
        ),
        State::Overtaken => notice(
            Tone::Plain,
            Icon::Info,
            html! { p { b { "Something else happened meanwhile." } " " (handoff.word) } },
        ),
    }
}

/// The briefing, on a sheet: something one holds and reads.
fn sheet(one: &One) -> Markup {
    ui::leaf(
        "briefing",
        "What you should know",
        html! { div.briefing dir="auto" { (briefing_text(&one.handoff.briefing)) } },
    )
}

/// Headings, lines and what else somebody wrote, as they stand in the text.
pub(super) fn briefing_text(text: &str) -> Markup {
    let is_heading = |line: &str| Part::ALL.iter().any(|part| part.label() == line);
    let mut blocks: Vec<(Option<&str>, Vec<&str>, Vec<&str>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_heading(line) || blocks.is_empty() {
            blocks.push((is_heading(line).then_some(line), Vec::new(), Vec::new()));
        }
        let Some((_, lines, words)) = blocks.last_mut().filter(|_| !is_heading(line)) else { continue };
        match line.strip_prefix(['–', '-', '•', '*']) {
            Some(rest) => lines.push(rest.trim()),
            None => words.push(line),
        }
    }
    html! {
        @for (heading, lines, words) in &blocks {
            @if let Some(heading) = heading { h3 { (heading) } }
            @for words in words { p { (words) } }
            @if !lines.is_empty() { ul { @for line in lines { li { (line) } } } }
        }
    }
}

/// Yes, or no with a word; for whoever asked, taking it back.
fn answers(one: &One, draft: &Draft) -> Markup {
    let page = url(one.handoff.id);
    let from = given(&one.handoff.from_name);
    html! {
        @if one.is_asked {
            form.answer id="acceptance" method="post" action={ (page) "/acceptance" } data-frag {
                (word(draft, "acceptance", "A word with your yes", "You can leave this empty."))
                (ui::tools(html! { (button("Yes, I take over").primary().icon(Icon::Check)) }))
            }
            details.deed open[draft.form == "declining"] {
                summary { (icon(Icon::Handoff)) span { "I cannot take over" } (icon(Icon::Down)) }
                form id="declining" method="post" action={ (page) "/declining" } data-frag {
                    (word(draft, "declining", "Why not?", "So that they know whom to ask next. It stays with them."))
                    (ui::tools(html! { (button("No, not this time")) }))
                }
            }
        }
        @if one.may_withdraw {
            details.deed open[draft.form == "withdrawal"] {
                summary { (icon(Icon::Undo)) span { "Take it back" } (icon(Icon::Down)) }
                form id="withdrawal" method="post" action={ (page) "/withdrawal" } data-frag {
                    (word(draft, "withdrawal", "Why?", "You can leave this empty."))
                    (ui::tools(html! { (button("Take it back")) " " span.meta { "It stays with " (from) "." } }))
                }
            }
        }
    }
}

fn word(draft: &Draft, form: &'static str, label: &'static str, hint: &'static str) -> Markup {
    let is_this = draft.form == form;
    let typed = if is_this { draft.word.as_str() } else { "" };
    let problem = if is_this { Problem::about(&draft.problems, "word") } else { None };
    html! { (field("word", label).prefix(form).our_words().hint(hint).value(typed).error(problem)) }
}

fn side(one: &One) -> Markup {
    let handoff = &one.handoff;
    let until = handoff.answer_by.in_zone(&one.zone).strftime("%A %-d %B, %H:%M").to_string();
    let inside = html! {
        dl.handoff-facts {
            div { dt { "From" } dd { (ui::who(&handoff.from_name, handoff.from.0)) } }
            div { dt { "To" } dd { (ui::who(&handoff.to_name, handoff.to.0)) } }
            @if handoff.waits() { div { dt { "An answer by" } dd { (ui::time(&handoff.answer_by.to_string(), &until)) } } }
            div { dt { "What" } dd {
                @match &one.href {
                    Some(href) => { a href=(ui::Url::from(href.as_str())) dir="auto" data-frag { (one.title()) } }
                    None => { span dir="auto" { (one.title()) } }
                }
            } }
        }
        @if handoff.waits() { p.meta { "Silence past that time leaves it with " (given(&handoff.from_name)) ", and says so." } }
    };
    ui::side_block("handoff-facts", "The handoff", inside)
}

fn story(one: &One) -> Markup {
    let rows: Vec<Markup> =
        one.story.iter().filter_map(|entry| sentence(entry).map(|said| moment(one, entry, &said))).collect();
    let inside = html! { div.thread.story data-rows { @for row in &rows { (row) } } };
    html! { @if !rows.is_empty() { (ui::block("story", "What happened so far", None, inside)) } }
}

fn moment(one: &One, entry: &Entry, said: &tend_core::feature::Sentence) -> Markup {
    let (id, at) = (format!("entry-{}", entry.id), entry.happened_at.to_string());
    let day = ago::day(entry.happened_at.day_in(&one.zone), one.now.day_in(&one.zone));
    let hour = ago::clock(entry.happened_at, &one.zone);
    let tone = if entry.kind == "handoffs.accepted" { Tone::Green } else { Tone::Plain };
    let row = StoryRow {
        id: &id,
        when: when(&day).small(&hour).at(&at),
        bead: Bead::Picture(said.icon, tone),
        title: html! { (said.title) },
        note: "",
        inside: html! { @if let Some(note) = &said.note { p.lines-kept { (note) } } },
    };
    html! { (row) }
}
