//! Today as one sees it: the date, the question, the thread of people, and what stands around it.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use maud::{Markup, Render, html};
use tend_clients::Client;
use tend_core::{
    Result, Timestamp,
    auth::members,
    calls::CareGroup,
    db::Conn,
    house::{self, away::AbsenceId},
    id::{ClientId, MemberId},
    serve_first::{Reason, reasons},
    ui::{self, DatedHead, Logbar},
    web::Visit,
};

use super::{
    empty::{self, Nobody},
    kinds, rows,
    side::{self, Owed},
    url,
};
use crate::{
    help::HelpId,
    list,
    snooze::{self, Later},
    store,
    today::{Kinds, Standing, Today},
    when,
};

/// How many people a page shows at once; the rest is a press away.
pub(super) const SHOWN: usize = 30;
/// What the log is for, by example.
pub(super) const EXAMPLE: &str = "Log something: “Jonas rang, the spare bike helps”";

/// All that stands on the page.
pub(crate) struct View {
    pub now: Timestamp,
    pub zone: TimeZone,
    pub kinds: Kinds,
    pub today: Today,
    /// What greets the member: what they wrote themselves last evening.
    pub greetings: Vec<Markup>,
    /// Those who are shown, in order; the first of all, or all of them.
    pub rows: Vec<Row>,
    pub helped: Vec<Helped>,
    pub owed: Owed,
    /// When the member themselves is away: until when, and who acts for them.
    pub away: Option<Away>,
    /// Why nobody is there, where nobody is.
    pub nobody: Option<Nobody>,
    pub later: Vec<Later>,
    /// Guests read only.
    pub may_write: bool,
}

/// The member is away, and somebody looks after their clients.
pub(crate) struct Away {
    /// Who does.
    pub acts: String,
    /// Until when.
    pub until_at: Timestamp,
    /// Which absence it is.
    pub id: AbsenceId,
}

/// Somebody who is shown, with all that the row says about them.
#[derive(Clone)]
pub(crate) struct Row {
    pub client: Client,
    pub standing: Standing,
    /// What else they wait on us for, whoever looks after it: to be known before anything is offered.
    pub serve_first: Vec<Reason>,
}

/// Somebody who was helped today.
pub(crate) struct Helped {
    pub id: HelpId,
    pub client: Client,
    pub at: Timestamp,
    /// What was settled, in words.
    pub words: String,
}

pub(super) fn gather(db: &Conn, visit: &Visit, all: bool) -> Result<View> {
    let (actor, now) = (&visit.actor, visit.now);
    let member = actor.me()?;
    let today = list(db, actor, member, now, visit.app.features)?;
    let helped = helped(db, visit)?;
    let nobody = if today.standings.is_empty() {
        Some(empty::nobody(db, visit, !helped.is_empty(), today.put_off.len())?)
    } else {
        None
    };
    Ok(View {
        now,
        zone: actor.zone.clone(),
        kinds: kinds(visit),
        rows: rows_of(db, visit, &today, if all { today.standings.len() } else { SHOWN })?,
        greetings: greetings(db, visit)?,
        owed: side::owed(db, actor, member)?,
        away: away(db, visit, member)?,
        later: snooze::choices(now, &actor.zone),
        may_write: actor.may_write().is_ok(),
        today,
        helped,
        nobody,
    })
}

fn greetings(db: &Conn, visit: &Visit) -> Result<Vec<Markup>> {
    let all = visit.app.features.iter().filter_map(|feature| feature.greets);
    Ok(all
        .map(|greets| greets(db, &visit.actor, visit.now))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

fn away(db: &Conn, visit: &Visit, member: MemberId) -> Result<Option<Away>> {
    let (actor, now) = (&visit.actor, visit.now);
    let absences = house::away::store::of_member(db, actor.workspace, member, now)?;
    let Some(absence) = absences.into_iter().find(|absence| absence.holds_at(now)) else { return Ok(None) };
    let acts = house::who_acts(db, actor, member, now)?;
    let acts = members::find(db, actor.workspace, acts)?.name;
    Ok(Some(Away { acts, until_at: absence.until_at, id: absence.id }))
}

/// The first of all who need the member, with what is known about them.
fn rows_of(db: &Conn, visit: &Visit, today: &Today, most: usize) -> Result<Vec<Row>> {
    let shown = &today.standings[..today.standings.len().min(most)];
    let ids: Vec<_> = shown.iter().map(|standing| standing.client).collect();
    let mut clients: HashMap<ClientId, Client> =
        tend_clients::store::found(db, &visit.actor, &ids)?.into_iter().map(|client| (client.id, client)).collect();
    let mut waits = reasons(visit.app.features, db, &visit.actor, &ids, visit.now)?;
    let row = |standing: &Standing| {
        let serve_first = unsaid(standing, waits.remove(&standing.client).unwrap_or_default());
        Some(Row { client: clients.remove(&standing.client)?, standing: standing.clone(), serve_first })
    };
    Ok(shown.iter().filter_map(row).collect())
}

/// The reasons to help them first that the row does not say already by one of its calls.
fn unsaid(standing: &Standing, reasons: Vec<Reason>) -> Vec<Reason> {
    let is_said = |reason: &Reason| standing.calls.iter().any(|call| call.subject == reason.subject);
    reasons.into_iter().filter(|reason| !is_said(reason)).collect()
}

fn helped(db: &Conn, visit: &Visit) -> Result<Vec<Helped>> {
    let (actor, now) = (&visit.actor, visit.now);
    let since = now.day_in(&actor.zone).starts_at(&actor.zone);
    let helps = store::helped_since(db, actor, actor.me()?, since)?;
    let ids: Vec<_> = helps.iter().map(|help| help.client).collect();
    let clients = tend_clients::store::found(db, actor, &ids)?;
    let with_client = helps.into_iter().filter_map(|help| {
        let client = clients.iter().find(|client| client.id == help.client)?.clone();
        let words: Vec<&str> = help.calls.iter().map(|call| call.reason.as_str()).collect();
        Some(Helped { id: help.id, client, at: help.helped_at, words: words.join(". ") })
    });
    Ok(with_client.collect())
}

pub(crate) fn page(view: &View) -> Markup {
    let inside = html! {
        (head(view))
        @if let Some(away) = &view.away { (side::i_am_away(away, view)) }
        (ui::columns(main(view), "Around today", side::side(view)))
    };
    html! {
        (ui::page(ui::Width::Usual, inside))
        @if view.may_write {
            (Logbar { action: url::log(&view.now.0.to_string()).into(), text: "", placeholder: EXAMPLE })
        }
    }
}

fn head(view: &View) -> Markup {
    let today = view.now.in_zone(&view.zone);
    let (datetime, day, rest) =
        (today.date().to_string(), today.day().to_string(), today.strftime("%a, %b").to_string());
    let head = DatedHead {
        datetime: &datetime,
        day: &day,
        rest: &rest,
        title: "Who will I help today?",
        lede: html! { (lede(view)) },
    };
    head.render()
}

fn main(view: &View) -> Markup {
    let thread = html! {
        @for group in CareGroup::ALL { (rows::group(view, group)) }
        @if let Some(nobody) = &view.nobody { (empty::empty(nobody, view.may_write)) }
        @if !view.helped.is_empty() { (rows::helped(view)) }
        @if !view.today.put_off.is_empty() { (rows::put_off(view)) }
    };
    html! {
        @for greeting in &view.greetings { (greeting) }
        (ui::serve_thread(thread))
        (more(view))
    }
}

/// What is not shown, said honestly.
fn more(view: &View) -> Markup {
    let all = view.today.standings.len();
    let hidden = all - view.rows.len();
    html! {
        @if hidden > 0 { (ui::earlier(&format!("Show all {all} people"), url::ALL)) }
        @if view.today.capped {
            p.meta.more {
                "More people need you than one page looks at: of each group it looks at the " (list::LOOK_AT)
                " calls that began first. Whom you help makes room for the next."
            }
        }
    }
}

/// How many people, and who comes first: “Seven people. Two are waiting on us, so they come first.”
pub(super) fn lede(view: &View) -> String {
    let in_group = |group| view.today.standings.iter().filter(|standing| standing.place.group == group).count();
    let (all, waiting, promised) =
        (view.today.standings.len(), in_group(CareGroup::WaitingOnUs), in_group(CareGroup::PromisedForToday));
    if all == 0 {
        return empty::lede(view.nobody.as_ref());
    }
    let people =
        if all == 1 { "One person".to_owned() } else { format!("{} people", when::capital(&when::number(all))) };
    let people = if view.today.capped { format!("More than {}", when::number(all)) + " people" } else { people };
    let is_or_are = |count: usize, rest: &str| {
        let who = when::capital(&when::number(count));
        if count == 1 {
            format!("{who} is {rest}, and comes first.")
        } else {
            format!("{who} are {rest}, so they come first.")
        }
    };
    match (all, waiting, promised) {
        (1, 1, _) => format!("{people}, and they are waiting on us."),
        (1, _, 1) => format!("{people}, and they have our word for today."),
        (1, ..) => format!("{people}. Nobody is waiting on us."),
        (_, waiting, _) if waiting == all => format!("{people}. All of them are waiting on us."),
        (_, 0, 0) => format!("{people}. Nobody is waiting on us."),
        (_, 0, 1) => format!("{people}. Nobody is waiting on us; one has our word for today."),
        (_, 0, promised) => {
            format!("{people}. Nobody is waiting on us; {} have our word for today.", when::number(promised))
        }
        (_, waiting, _) => format!("{people}. {}", is_or_are(waiting, "waiting on us")),
    }
}
