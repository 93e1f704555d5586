//! One problem: how it stands and since when, what can be done about it, who looks after it, and all that happened.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Result, Timestamp,
    db::Conn,
    id::MemberId,
    timeline::{self, Entry, store::Before},
    ui::{self, Icon, Step, Tone, Width, link, notice, page_head},
    web::Visit,
};
use tend_promises::moment;

use super::{BOARD, Draft, clock, deeds, parts, story};
use crate::{
    help::{Help, Touch},
    problem::{Problem, ProblemId, State},
    store,
};

/// As many moments of its story as the page shows.
const MOST_MOMENTS: i64 = 200;
/// As many known causes as the form offers.
const MOST_CAUSES: i64 = 100;

/// All that the page shows.
pub(crate) struct One {
    pub problem: Problem,
    /// What one calls the client in a sentence.
    pub called: String,
    pub client_name: String,
    pub owner_name: String,
    pub place_name: String,
    pub helpers: Vec<Help>,
    pub touches: Vec<Touch>,
    pub cause: Option<String>,
    /// Causes that are known.
    pub causes: Vec<String>,
    /// Others with the same cause: of whom, and what.
    pub others: Vec<(String, Problem)>,
    /// Those who could help.
    pub colleagues: Vec<(MemberId, String)>,
    pub story: Vec<Entry>,
    pub me: Option<MemberId>,
    pub may_write: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(crate) fn load(db: &Conn, visit: &Visit, id: ProblemId) -> Result<One> {
    let actor = &visit.actor;
    let problem = store::find(db, actor, id)?;
    let client = tend_clients::store::find(db, actor, problem.client)?;
    let may_write = actor.may_write().is_ok();
    let helpers = store::helpers(db, actor, id)?;
    let could_help = |member: MemberId| {
        member != problem.owner && !helpers.iter().any(|h| h.member == member && h.ended_at.is_none())
    };
    let colleagues = if may_write { store::colleagues(db, actor)? } else { Vec::new() };
    Ok(One {
        called: client.called().to_owned(),
        client_name: client.name.clone(),
        owner_name: store::member_name(db, actor, problem.owner)?,
        place_name: store::place(db, actor, problem.location)?.name,
        touches: store::touches(db, actor, id)?,
        cause: problem.cause.map(|cause| store::cause_name(db, actor, cause)).transpose()?,
        causes: store::causes(db, actor, MOST_CAUSES)?.into_iter().map(|(_, name)| name).collect(),
        others: others(db, visit, &problem)?,
        colleagues: colleagues.into_iter().filter(|one| could_help(one.id)).map(|one| (one.id, one.name)).collect(),
        story: timeline::store::of_subject(db, actor.workspace, id.0, Before::NEWEST, MOST_MOMENTS)?,
        helpers,
        me: actor.member,
        may_write,
        now: visit.now,
        zone: actor.zone.clone(),
        problem,
    })
}

/// As many others with the same cause as the page names.
const MOST_OTHERS: i64 = 20;

fn others(db: &Conn, visit: &Visit, problem: &Problem) -> Result<Vec<(String, Problem)>> {
    let Some(cause) = problem.cause else { return Ok(Vec::new()) };
    let found = store::of_cause(db, &visit.actor, cause, MOST_OTHERS)?;
    let found: Vec<_> = found.into_iter().filter(|other| other.id != problem.id).collect();
    let ids: Vec<_> = found.iter().map(|other| other.client).collect();
    let names = tend_clients::store::names(db, &visit.actor, &ids)?;
    let name = |other: &Problem| names.iter().find(|(id, ..)| *id == other.client).map(|(_, name, _)| name.clone());
    Ok(found.into_iter().map(|other| (name(&other).unwrap_or_default(), other)).collect())
}

pub(crate) fn view(one: &One, draft: &Draft) -> Markup {
    let main = html! {
        (conflict(draft))
        (asked_to_help(one, draft))
        (told(one))
        @if one.may_write { (deeds::view(one, draft)) }
        (story::view(one))
    };
    ui::page(
        Width::Usual,
        html! {
            (head(one))
            (track(one))
            (clock::view(one))
            (ui::columns(main, "Around this problem", parts::side(one)))
        },
    )
}

fn head(one: &One) -> Markup {
    let number = one.problem.called();
    let tell = format!("Tell {} where we are", one.called);
    let head = page_head(&one.problem.title)
        .under("Problems", BOARD)
        .under(&one.client_name, tend_clients::client_url(one.problem.client))
        .here(&number)
        .lede(lede(one));
    let tools = html! {
        @if one.problem.is_open() {
            @if !one.colleagues.is_empty() { (link("Ask a colleague for help", "#help").icon(Icon::Handoff)) }
            @if one.problem.state == State::MadeRight { (link(&format!("Ask {}", one.called), "#settlement").primary().icon(Icon::Coaching)) }
            @else { (link(&tell, "#word").primary().icon(Icon::Phone)) }
        } @else {
            (link("It came back", "#reopening").icon(Icon::Undo))
        }
    };
    if one.may_write {
        html! { (head.tools(tools)) }
    } else {
        html! { (head) }
    }
}

/// Who told us when, and how they are.
fn lede(one: &One) -> Markup {
    let problem = &one.problem;
    let told = moment::on_day(problem.raised.at.day_in(&one.zone), one.now.day_in(&one.zone));
    let who = if problem.told_by.is_empty() { &one.called } else { &problem.told_by };
    html! {
        span dir="auto" { (who) } " told us " (told) ". "
        @match problem.state {
            State::Open => { "They are not safe yet." }
            State::Contained => { "They are safe; now the cause." }
            State::Fixed => { "The cause is gone; now what they lost." }
            State::MadeRight => { "It is made right. Only their word settles it." }
            State::Settled => { "It is settled." }
        }
        @if problem.reopened > 0 { " It came back " @if problem.reopened == 1 { "once" } @else { (problem.reopened) " times" } "." }
    }
}

/// The four steps, each with when it was reached or by when it is to be.
fn track(one: &One) -> Markup {
    let problem = &one.problem;
    let by = |at: Timestamp| format!("by {}", parts::day_and_hour(at, one.now, &one.zone));
    let note = |state: State, words: &str| match problem.mark(state).filter(|_| problem.state >= state) {
        Some(mark) => format!("after {}", moment::how_long(mark.at.since(problem.begun_at))),
        None => words.to_owned(),
    };
    let good = format!("{} says it is good", one.called);
    let silent = if problem.state == State::Settled { "settled" } else { "only they can close this" };
    let notes = [
        note(State::Contained, "they are safe and know who looks after them"),
        note(State::Fixed, "the cause is gone"),
        note(State::MadeRight, &by(problem.dues.done)),
        note(State::Settled, silent),
    ];
    let words = ["Made safe", "Fixed", "Made right", &good];
    let steps: Vec<Step> = words.iter().zip(&notes).map(|(words, note)| Step { words, note, href: None }).collect();
    html! { div.problem-track { (ui::steps("How far it is", &steps, place(problem.state))) } }
}

/// How many of the four steps are done.
fn place(state: State) -> usize {
    match state {
        State::Open => 0,
        State::Contained => 1,
        State::Fixed => 2,
        State::MadeRight => 3,
        State::Settled => 4,
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

/// What was told, in the words in which it was.
fn told(one: &One) -> Markup {
    html! {
        @if !one.problem.words.is_empty() { div.problem-words { (ui::words(&one.problem.words)) } }
    }
}

/// A colleague asked whoever looks at it for help.
fn asked_to_help(one: &One, draft: &Draft) -> Markup {
    let mine = one.helpers.iter().find(|helper| Some(helper.member) == one.me && helper.ended_at.is_none());
    let Some(helper) = mine.filter(|_| one.problem.is_open()) else { return html! {} };
    let page = super::url(one.problem.id);
    notice(
        Tone::Green,
        Icon::Handoff,
        html! {
            p {
                b { (moment::given_name(&one.owner_name)) " asks for your help" }
                @if !helper.what.is_empty() { ": " (helper.what) }
            }
            div.tools {
                @if helper.agreed_at.is_none() { (ui::press(format!("{page}/help/agreement"), ui::button("I can help").small().icon(Icon::Check))) }
            }
            form.help-end method="post" action={ (page) "/help/end" } data-frag {
                (ui::field("words", "Your part is done, or you cannot").prefix("help-end").value(draft.typed("help-end", "words", "")).hint("What came of it, for who looks after it.").error(draft.problem("help-end", "words")))
                (ui::button("That is it from me").small())
            }
        },
    )
}
