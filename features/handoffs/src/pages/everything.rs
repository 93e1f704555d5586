//! Handing over everything, for somebody who leaves: place by place, each with somebody proposed; asked, or decided by an admin.

use axum::{Form, extract::Path, response::Response};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;
use tend_clients::bulk::{NewDeed, Typed, Whom};
use tend_core::{
    Error, Problem, Result, Role, Timestamp, ago,
    id::{LocationId, MemberId},
    ui::{self, Icon, Line, button, choice, hidden, page_head, select, tools, when},
    web::{Page, Visit, told},
};

use super::{LIST, everything_url, url};
use crate::{
    bulk,
    handoff::{Handoff, State, given},
    leaving::{COUNTED, Everything, OfPlace, everything, filter},
};

/// What the page shows besides.
pub(super) struct Shown {
    pub all: Everything,
    /// May decide without asking.
    pub is_admin: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(super) async fn show(visit: Visit, Path(member): Path<String>) -> Result<Response> {
    page(&visit, member.parse().map_err(|_| Error::NotFound)?, Vec::new()).await
}

async fn page(visit: &Visit, member: MemberId, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let all = everything(db, &visit.actor, member, visit.now)?;
            let is_admin = visit.actor.role == Role::Admin;
            let shown = Shown { all, is_admin, now: visit.now, zone: visit.actor.zone.clone() };
            let page = Page::new("Hand over everything", view(&shown, &problems)).live("handoffs");
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    place: String,
    to: String,
    how: String,
}

pub(super) async fn send(visit: Visit, Path(member): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let member: MemberId = member.parse().map_err(|_| Error::NotFound)?;
    let place: LocationId = sent.place.parse().map_err(|_| Error::NotFound)?;
    let decides = sent.how == "give";
    if decides {
        visit.actor.must_be(Role::Admin)?;
    }
    let new = NewDeed {
        action: if decides { "give".to_owned() } else { bulk::NAME.to_owned() },
        whom: Whom::All(filter(member, place)),
        typed: Typed(vec![("to".to_owned(), sent.to.clone())]),
    };
    let begun = visit.write(move |tx| {
        everything(tx, &tx.actor, member, tx.now)?;
        tend_clients::actions::begin_deed(tx, &new)
    });
    match begun.await {
        Ok(deed) => {
            let words = if decides {
                "Given. It is done for all of that place."
            } else {
                "Asked. Each stays until they say yes."
            };
            let words =
                if deed.failed > 0 { format!("{words} {} could not be.", deed.failed) } else { words.to_owned() };
            Ok(told(everything_url(member), words, Some(format!("/clients/deeds/{}/undo", deed.id))))
        }
        Err(Error::Invalid(problems)) => page(&visit, member, problems).await,
        Err(error) => Err(error),
    }
}

pub(super) fn view(shown: &Shown, problems: &[Problem]) -> Markup {
    let all = &shown.all;
    let name = given(&all.member.name);
    let lede = if all.places.is_empty() {
        format!("{name} looks after nobody any more.")
    } else {
        format!("Place by place. Each client stays with {name} until somebody says yes.")
    };
    let main = html! {
        @if let Some(problem) = problems.first() { p.error role="alert" { (ui::icon(Icon::Warn)) span { (problem.message) } } }
        @for place in &all.places { (of_place(shown, place)) }
        @if all.places.is_empty() { (ui::nothing("Nobody is left alone.")) }
    };
    let side = html! {
        (ui::side_block("waiting", "Waiting for an answer", asked(shown, &all.waiting, "Nobody is asked.")))
        @if !all.ended.is_empty() { (ui::side_block("ended", "What came of it", asked(shown, &all.ended, ""))) }
    };
    let title = format!("Hand over what {name} looks after");
    ui::page(
        ui::Width::Usual,
        html! {
            (page_head(&title).under("Handing over", LIST).here(&all.member.name).lede(lede))
            (ui::columns(main, "What was asked", side))
        },
    )
}

fn of_place(shown: &Shown, of: &OfPlace) -> Markup {
    let all = &shown.all;
    let ids: Vec<String> = all.colleagues.iter().map(|other| other.id.to_string()).collect();
    let choices = all
        .colleagues
        .iter()
        .zip(&ids)
        .map(|(other, id)| choice(id, &other.name, Some(other.id) == of.proposed))
        .collect();
    let prefix = of.place.id.to_string();
    let count = match of.count {
        1 => "One client is at home here.".to_owned(),
        count if count >= COUNTED => format!("{COUNTED} clients or more are at home here."),
        count => format!("{count} clients are at home here."),
    };
    let inside = html! {
        p { (count) " " a href={ "/clients?owner=" (all.member.id) "&place=" (of.place.id) } data-frag { "Look at them" } }
        @if all.colleagues.is_empty() { (ui::nothing("Nobody is there who could take over.")) } @else {
            form.everything-form method="post" action=(everything_url(all.member.id)) data-frag {
                (hidden("place", &prefix))
                (select("to", "Who takes over?", choices).prefix(&prefix).required())
                (tools(html! {
                    (button("Ask them").primary().sends("how", "ask"))
                    @if shown.is_admin { (button("Decide: give them now").sends("how", "give")) }
                }))
            }
        }
    };
    ui::block(&format!("place-{prefix}"), &of.place.name, None, inside)
}

fn asked(shown: &Shown, handoffs: &[Handoff], when_empty: &str) -> Markup {
    let said: Vec<(String, String)> = handoffs
        .iter()
        .map(|handoff| {
            let to = given(&handoff.to_name);
            let at = handoff.ended_at.unwrap_or(handoff.answer_by);
            let note = match handoff.state {
                State::Waiting => format!("{to} is asked"),
                State::Accepted => format!("{to} said yes"),
                State::Declined => format!("{to} said no"),
                State::Withdrawn => "Taken back".to_owned(),
                State::Unanswered => format!("{to} did not answer"),
                State::Overtaken => "Something else happened".to_owned(),
            };
            (note, ago::day(at.day_in(&shown.zone), shown.now.day_in(&shown.zone)))
        })
        .collect();
    let lines: Vec<Line> = handoffs
        .iter()
        .zip(&said)
        .map(|(handoff, (note, day))| Line {
            when: when(day),
            face: None,
            words: html! { a href=(url(handoff.id)) dir="auto" data-frag { (handoff.about) } },
            note,
        })
        .collect();
    html! { @if lines.is_empty() { (ui::nothing(when_empty)) } @else { (ui::lines(&lines)) } }
}
