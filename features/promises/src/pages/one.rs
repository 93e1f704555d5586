//! One promise: what was said to whom and until when, what can be done about it, and its story.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Result, Timestamp,
    db::Conn,
    feature::Sentence,
    id::MemberId,
    timeline::{self, Entry, store::Before},
    ui::{self, Bead, Icon, StoryRow, Tone, Width, button, labels, notice, page_head, press, when},
    web::Visit,
};

use super::{BY_DAY, Draft, Names, Recipient, by_day::ended_as, deeds, url};
use crate::{
    moment,
    promise::{Promise, PromiseId, State},
    store,
    story::on_its_page,
};

/// As many moments of its story as the page shows; a promise rarely has ten.
const MOST_MOMENTS: i64 = 100;

/// All that the page shows.
pub(super) struct One {
    pub promise: Promise,
    pub to: Recipient,
    pub owner_name: String,
    pub made_by_name: String,
    pub place_name: String,
    /// Those who could keep it.
    pub colleagues: Vec<(MemberId, String)>,
    pub story: Vec<Entry>,
    pub may_write: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(super) fn load(db: &Conn, visit: &Visit, id: PromiseId) -> Result<One> {
    let actor = &visit.actor;
    let promise = store::find(db, actor, id)?;
    let names = Names::of(db, actor, std::slice::from_ref(&promise))?;
    let may_write = actor.may_write().is_ok();
    let colleagues = if may_write && promise.is_owed() { store::colleagues(db, actor)? } else { Vec::new() };
    let can_keep = |colleague: MemberId| colleague != promise.owner && Some(colleague) != promise.to.colleague();
    Ok(One {
        to: names.recipient(promise.to),
        owner_name: names.member(promise.owner),
        made_by_name: promise.made.by.map(|by| store::member_name(db, actor, by)).transpose()?.unwrap_or_default(),
        place_name: store::place(db, actor, promise.location)?.name,
        colleagues: colleagues.into_iter().filter(|(id, _)| can_keep(*id)).collect(),
        story: timeline::store::of_subject(db, actor.workspace, promise.id.0, Before::NEWEST, MOST_MOMENTS)?,
        promise,
        may_write,
        now: visit.now,
        zone: actor.zone.clone(),
    })
}

pub(super) fn view(one: &One, draft: &Draft) -> Markup {
    let main = html! {
        (conflict(draft))
        (standing(one))
        @if one.may_write { (deeds::view(one, draft)) }
        (story(one))
    };
    ui::page(Width::Usual, html! { (head(one)) (ui::columns(main, "About this promise", side(one))) })
}

fn head(one: &One) -> Markup {
    let mut head = page_head(&one.promise.words).under("Promises", BY_DAY);
    if let Some(href) = &one.to.href {
        head = head.under(&one.to.name, href);
    }
    let page = url(one.promise.id);
    let tools = match one.promise.state {
        State::Open => press(format!("{page}/keeping"), button("Kept").primary().icon(Icon::Check).key("X")),
        State::Kept => press(format!("{page}/keeping/undo"), button("It is open after all").icon(Icon::Undo)),
        State::Broken | State::Released => html! {},
    };
    let head = head.here("Promise").lede(lede(one));
    if one.may_write {
        html! { (head.tools(tools)) }
    } else {
        html! { (head) }
    }
}

fn lede(one: &One) -> Markup {
    let (promise, today) = (&one.promise, one.now.day_in(&one.zone));
    let made = moment::on_day(promise.made.at.day_in(&one.zone), today);
    let by = moment::given_name(if one.made_by_name.is_empty() { &one.owner_name } else { &one.made_by_name });
    let was = if promise.due.at < one.now || !promise.is_owed() { "It was due" } else { "Due" };
    html! {
        span dir="auto" { (by) } " promised " span dir="auto" { (one.to.name) } " " (made) ". "
        (was) " " (moment::by_when(promise, one.now, &one.zone)) "."
    }
}

/// Somebody was faster: what they did, and that nothing typed is lost.
fn conflict(draft: &Draft) -> Markup {
    html! {
        @if let Some(sentence) = &draft.conflict {
            div.somebody-was-faster role="alert" { (notice(Tone::Honey, Icon::Info, html! { (sentence) })) }
        }
    }
}

/// How it stands, where that needs a word.
fn standing(one: &One) -> Markup {
    let promise = &one.promise;
    let day = |at: Timestamp| moment::on_day(at.day_in(&one.zone), one.now.day_in(&one.zone));
    let ended = promise.ended.map(|ending| day(ending.mark.at)).unwrap_or_default();
    match promise.state {
        State::Open if promise.is_late(one.now) => {
            let long = moment::how_long(one.now.since(promise.due.at));
            notice(
                Tone::Clay,
                Icon::Clock,
                html! {
                    b { span dir="auto" { (one.to.name) } " has been waiting for " (long) "." }
                    " Keep it, or tell them a new time and move it."
                },
            )
        }
        State::Open => html! {},
        State::Kept => notice(
            Tone::Green,
            Icon::Check,
            html! { b { "Kept" } " " (ended) @if promise.kept_on_time == Some(true) { ", on time." } @else { ", after its time." } },
        ),
        State::Released => {
            notice(Tone::Plain, Icon::Coaching, html! { "They released us " (ended) ". Nothing is owed." })
        }
        State::Broken => match promise.made_good {
            None => notice(
                Tone::Clay,
                Icon::Warn,
                html! { b { "Not kept." } " It calls until somebody says what was done for them about it." },
            ),
            Some(mark) => notice(
                Tone::Green,
                Icon::Praise,
                html! { b { "Made good" } " " (day(mark.at)) ". It was broken " (ended) "." },
            ),
        },
    }
}

fn side(one: &One) -> Markup {
    let promise = &one.promise;
    let act = if promise.act.is_empty() { None } else { Some(promise.act.as_str()) };
    let to = html! {
        @match &one.to.href {
            Some(href) => { a href=(href) dir="auto" data-frag { (one.to.name) } }
            None => { span dir="auto" { (one.to.name) } ", within the house" }
        }
    };
    let inside = html! {
        dl.promise-facts {
            div { dt { "To" } dd { (to) } }
            div { dt { "Kept by" } dd { (ui::who(&one.owner_name, promise.owner.0)) } }
            div { dt { "By when" } dd { (crate::due::in_words(promise.due, &one.zone)) } }
            div { dt { (labels::PLACE) } dd { (one.place_name) } }
            @if promise.state != State::Open { div { dt { "State" } dd { (ended_as(promise)) } } }
            @if let Some(act) = act { div { dt { (labels::NEXT_KIND_THING) } dd { (act) } } }
        }
    };
    ui::side_block("promise-facts", "The promise", inside)
}

fn story(one: &One) -> Markup {
    let rows: Vec<Markup> =
        one.story.iter().filter_map(|entry| on_its_page(entry).map(|said| moment_row(one, entry, &said))).collect();
    let inside = html! { div.thread.story data-rows { @for row in &rows { (row) } } };
    ui::block("story", "What happened so far", None, inside)
}

fn moment_row(one: &One, entry: &Entry, said: &Sentence) -> Markup {
    let (id, at) = (format!("entry-{}", entry.id), entry.happened_at.to_string());
    let day = moment::day(entry.happened_at.day_in(&one.zone), one.now.day_in(&one.zone));
    let hour = moment::clock(entry.happened_at, &one.zone);
    let tone = match entry.kind.as_str() {
        "promises.kept" | "promises.made_good" => Tone::Green,
        "promises.broken" => Tone::Clay,
        _ => Tone::Plain,
    };
    let row = StoryRow {
        id: &id,
        when: when(&day).small(&hour).at(&at),
        bead: Bead::Picture(said.icon, tone),
        title: html! { (said.title) },
        note: "",
        inside: html! {
            @if let Some(quote) = &said.quote { (ui::words(quote)) }
            @if let Some(note) = &said.note { p.lines-kept { (note) } }
        },
    };
    html! { (row) }
}
