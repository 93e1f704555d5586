//! What one is asked to take over, what one asked others, and what came of it.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Result, Timestamp, ago,
    db::Conn,
    ui::{self, Icon, OpenMatter, Tone, nothing, page_head, when},
    web::Visit,
};

use super::url;
use crate::{
    handoff::{Handoff, HandoffId, State, given},
    store,
};

/// As many of each as the page shows.
const SHOWN: i64 = 50;
/// So many that came to an end.
const ENDED: i64 = 15;

/// All that the page shows.
pub(super) struct List {
    /// What waits for the visitor's answer.
    pub mine: Vec<Handoff>,
    /// What the visitor asked.
    pub theirs: Vec<Handoff>,
    /// What came to an end lately, newest first.
    pub ended: Vec<Handoff>,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(super) fn load(db: &Conn, visit: &Visit) -> Result<List> {
    let (actor, me) = (&visit.actor, visit.actor.me()?);
    let first = HandoffId(uuid::Uuid::nil());
    let mut ended = store::ended_to(db, actor, me, ENDED)?;
    ended.extend(store::ended_from(db, actor, me, ENDED)?);
    ended.sort_by_key(|handoff| std::cmp::Reverse((handoff.ended_at, handoff.id)));
    ended.dedup_by_key(|handoff| handoff.id);
    ended.truncate(usize::try_from(ENDED).unwrap_or(usize::MAX));
    Ok(List {
        mine: store::waiting_for(db, actor, me, first, SHOWN)?,
        theirs: store::asked_from(db, actor, me, first, SHOWN)?,
        ended,
        now: visit.now,
        zone: actor.zone.clone(),
    })
}

pub(super) fn view(list: &List) -> Markup {
    let inside = html! {
        (page_head("Handing over").lede("Until the other says yes, a client stays where they are."))
        @if list.mine.is_empty() && list.theirs.is_empty() && list.ended.is_empty() {
            (ui::empty("Nobody asks anybody", "Hand a client over from the client’s page: Tend writes what a colleague should know first.", html! {
                (ui::link("Look through your clients", "/clients").icon(Icon::Clients))
            }))
        } @else {
            (ui::block("mine", "Waiting for your answer", None, lines(list, &list.mine, "Nothing waits for you.")))
            (ui::block("theirs", "Waiting for theirs", None, lines(list, &list.theirs, "You asked nobody.")))
            @if !list.ended.is_empty() { (ui::block("ended", "What came of it", None, lines(list, &list.ended, ""))) }
        }
    };
    ui::page(ui::Width::Usual, html! { div.handoffs { (inside) } })
}

fn lines(list: &List, handoffs: &[Handoff], when_empty: &str) -> Markup {
    let said: Vec<(String, String, String)> = handoffs.iter().map(|handoff| said(list, handoff)).collect();
    let ids: Vec<String> = handoffs.iter().map(|handoff| format!("handoff-{}", handoff.id)).collect();
    let matters: Vec<OpenMatter> = handoffs
        .iter()
        .zip(&said)
        .zip(&ids)
        .map(|((handoff, (note, day, at)), id)| OpenMatter {
            id: Some(id),
            icon: icon_of(handoff.state),
            tone: if handoff.state == State::Accepted { Tone::Green } else { Tone::Plain },
            title: &handoff.about,
            note,
            href: Some(url(handoff.id).into()),
            when: when(day).at(at),
            tools: None,
        })
        .collect();
    html! { @if matters.is_empty() { (nothing(when_empty)) } @else { (ui::open_matters(&matters)) } }
}

fn icon_of(state: State) -> Icon {
    match state {
        State::Waiting | State::Declined => Icon::Handoff,
        State::Accepted => Icon::Check,
        State::Withdrawn => Icon::Undo,
        State::Unanswered => Icon::Clock,
        State::Overtaken => Icon::Info,
    }
}

/// What stands beside it: who, and by when or since when.
fn said(list: &List, handoff: &Handoff) -> (String, String, String) {
    let (from, to) = (given(&handoff.from_name), given(&handoff.to_name));
    let at = handoff.ended_at.unwrap_or(handoff.answer_by);
    let day = match handoff.ended_at {
        Some(ended_at) => ago::day(ended_at.day_in(&list.zone), list.now.day_in(&list.zone)),
        None => ago::by_when(handoff.answer_by, list.now, &list.zone),
    };
    let note = match handoff.state {
        State::Waiting => format!("{from} asks {to}; an answer by {day}"),
        State::Accepted => format!("{to} took over from {from}"),
        State::Declined => format!("{to} said no: {}", handoff.word),
        State::Withdrawn => format!("Taken back; it stays with {from}"),
        State::Unanswered => format!("{to} did not answer; it stays with {from}"),
        State::Overtaken => handoff.word.clone(),
    };
    (note, day, at.to_string())
}
