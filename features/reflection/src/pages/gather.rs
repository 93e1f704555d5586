//! All that stands on the evening page, read in one snapshot.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use tend_clients::Client;
use tend_core::{
    Day, Problem, Result, Timestamp,
    db::Conn,
    id::{ClientId, MemberId},
    time::HOUR,
    web::Visit,
};
use tend_promises::{Promise, State};

use super::form::{Ask, Sent};
use crate::{
    reflection::{Answers, Reflection, day_to_come, lines_of, plus_days},
    store::{self, Aside, Choices},
};

/// As many of those who call tomorrow are offered.
const OFFERED: usize = 6;
/// Tomorrow is looked at from this hour of it on.
const MORNING: i64 = 9 * HOUR;
/// The names that complete what is typed.
const COMPLETED: usize = 60;

/// The evening page.
pub(crate) struct Evening {
    pub name: String,
    pub house: String,
    pub zone: TimeZone,
    pub now: Timestamp,
    /// The day one writes for.
    pub day: Day,
    /// What is kept, unless it was emptied.
    pub page: Option<Reflection>,
    /// Emptied today, and still to be had back.
    pub emptied: Option<Reflection>,
    /// What stands in the fields.
    pub answers: Answers,
    pub seen: i64,
    pub chips: Vec<Chip>,
    pub names: String,
    pub completions: Vec<String>,
    pub asks: Vec<Ask>,
    pub problems: Vec<Problem>,
    /// What other devices wrote, to be joined.
    pub asides: Vec<Aside>,
    /// The page that was written for today, to be asked about.
    pub earlier: Option<Earlier>,
    pub helped: Vec<Helped>,
    /// What one hoped to feel a week ago.
    pub last_week: Option<Reflection>,
    pub ways: Vec<Way>,
    pub promised: Vec<Promise>,
    pub choices: Choices,
    pub house_purpose: String,
    pub coaches: Vec<(MemberId, String)>,
    /// How many are shared with this member.
    pub shared: usize,
}

/// Somebody one can choose.
#[derive(Clone, Debug)]
pub(crate) struct Chip {
    pub id: ClientId,
    pub name: String,
    pub chosen: bool,
}

/// The page for the day that ends.
pub(crate) struct Earlier {
    pub page: Reflection,
    pub names: Vec<String>,
    /// What stands in the field.
    pub words: String,
    pub seen: i64,
}

/// Somebody who was helped today.
pub(crate) struct Helped {
    pub at: Timestamp,
    pub client: Client,
    pub words: String,
}

/// A line that can become a promise, with whom it could be made to, the likeliest first.
pub(crate) struct Way {
    pub line: String,
    pub to: Vec<(ClientId, String)>,
}

/// What was typed and not taken.
pub(crate) struct Typed {
    pub sent: Sent,
    pub asks: Vec<Ask>,
    pub problems: Vec<Problem>,
}

pub(super) fn evening(db: &Conn, visit: &Visit, typed: Option<Typed>) -> Result<Evening> {
    let (actor, now) = (&visit.actor, visit.now);
    let member = actor.me()?;
    let to_come = day_to_come(now, &actor.zone);
    let day = typed.as_ref().map_or(to_come, |typed| typed.sent.day.min(to_come));
    let found = store::of_day(db, actor, member, day)?;
    let version = found.as_ref().map_or(0, |page| page.version);
    let (page, emptied) = found.map_or((None, None), |page| match page.is_there() {
        true => (Some(page), None),
        false => (None, Some(page)),
    });
    let named = page.as_ref().map(|page| people(db, visit, page)).transpose()?.unwrap_or_default();
    let asides = page.as_ref().map(|page| store::asides(db, actor, page.id)).transpose()?.unwrap_or_default();
    let kept = page.as_ref().map(|page| page.answers.clone()).unwrap_or_default();
    let joined = asides.iter().fold(kept, |all, aside| all.joined_with(&aside.answers));
    let chosen: Vec<ClientId> = match &typed {
        Some(typed) => typed.sent.chosen.clone(),
        None => named.iter().map(|(id, _)| *id).collect(),
    };
    let promised = match &page {
        Some(page) => promised(db, visit, page)?,
        None => Vec::new(),
    };
    let earlier = earlier(db, visit, day, typed.as_ref())?;
    Ok(Evening {
        name: actor.name.split_whitespace().next().unwrap_or(&actor.name).to_owned(),
        house: tend_core::house::store::workspace(db, actor.workspace)?.name,
        zone: actor.zone.clone(),
        now,
        day,
        ways: page.as_ref().map(|page| ways(page, &named, &promised)).unwrap_or_default(),
        chips: chips(db, visit, day, &chosen)?,
        completions: completions(db, visit, &chosen)?,
        coaches: store::coaches(db, actor, member)?,
        shared: store::shared_with(db, actor, member, true, 20)?.len(),
        helped: helped(db, visit, plus_days(day, -1))?,
        last_week: last_week(db, visit, day)?,
        choices: store::choices(db, actor, member)?,
        house_purpose: store::house_purpose(db, actor.workspace)?.0,
        seen: typed.as_ref().map_or(version, |typed| typed.sent.seen),
        names: typed.as_ref().map(|typed| typed.sent.names.clone()).unwrap_or_default(),
        answers: typed.as_ref().map_or(joined, |typed| typed.sent.answers.clone()),
        asks: typed.as_ref().map(|typed| typed.asks.clone()).unwrap_or_default(),
        problems: typed.map(|typed| typed.problems).unwrap_or_default(),
        page,
        emptied,
        asides,
        earlier,
        promised,
    })
}

/// Whom a page names, as they are called.
pub(super) fn people(db: &Conn, visit: &Visit, page: &Reflection) -> Result<Vec<(ClientId, String)>> {
    let ids: Vec<ClientId> = store::people(db, &visit.actor, page.id)?.into_iter().map(|(_, client)| client).collect();
    names(db, visit, &ids)
}

/// In the order of the ids, each once.
fn names(db: &Conn, visit: &Visit, ids: &[ClientId]) -> Result<Vec<(ClientId, String)>> {
    let clients = tend_clients::store::found(db, &visit.actor, ids)?;
    let mut seen = HashSet::new();
    let name = |id: &ClientId| Some((*id, clients.iter().find(|client| client.id == *id)?.name.clone()));
    Ok(ids.iter().filter(|id| seen.insert(**id)).filter_map(name).collect())
}

/// Those who are chosen, then those who call tomorrow: the list of Today as it will stand in the morning.
fn chips(db: &Conn, visit: &Visit, day: Day, chosen: &[ClientId]) -> Result<Vec<Chip>> {
    let member = visit.actor.me()?;
    let morning = day.starts_at(&visit.actor.zone).plus(MORNING).max(visit.now);
    let tomorrow = tend_today::list(db, &visit.actor, member, morning, visit.app.features)?;
    let offered = tomorrow.standings.into_iter().map(|standing| standing.client);
    let offered: Vec<ClientId> = offered.filter(|client| !chosen.contains(client)).take(OFFERED).collect();
    let chip = |(id, name): (ClientId, String)| Chip { id, name, chosen: chosen.contains(&id) };
    Ok(names(db, visit, &[chosen, &offered].concat())?.into_iter().map(chip).collect())
}

/// Names to complete what is typed with: of those one looks after whom one spoke with last.
fn completions(db: &Conn, visit: &Visit, chosen: &[ClientId]) -> Result<Vec<String>> {
    let (member, at) = (visit.actor.me()?, visit.now.plus(30 * 24 * HOUR));
    let soon = tend_today::list(db, &visit.actor, member, at, visit.app.features)?;
    let names = soon.standings.into_iter().filter(|standing| !chosen.contains(&standing.client));
    Ok(names.map(|standing| standing.name).take(COMPLETED).collect())
}

fn promised(db: &Conn, visit: &Visit, page: &Reflection) -> Result<Vec<Promise>> {
    let ids = store::promises(db, &visit.actor, page.id)?;
    let promises = ids.into_iter().map(|id| tend_promises::store::find(db, &visit.actor, id));
    promises.filter(|promise| promise.as_ref().map_or(true, |promise| promise.state != State::Released)).collect()
}

/// The lines that are no promise yet. A line that says a name is most likely about them.
fn ways(page: &Reflection, named: &[(ClientId, String)], promised: &[Promise]) -> Vec<Way> {
    let open = lines_of(&page.answers.ways).filter(|line| promised.iter().all(|promise| promise.words != *line));
    open.map(|line| {
        let says = |name: &str| name.split_whitespace().any(|word| word.chars().count() > 2 && line.contains(word));
        let mut to = named.to_vec();
        to.sort_by_key(|(_, name)| !says(name));
        Way { line: line.to_owned(), to }
    })
    .filter(|way| !way.to.is_empty())
    .collect()
}

/// What was written for the day that ends.
fn earlier(db: &Conn, visit: &Visit, day: Day, typed: Option<&Typed>) -> Result<Option<Earlier>> {
    let page = store::of_day(db, &visit.actor, visit.actor.me()?, plus_days(day, -1))?;
    let Some(page) = page.filter(Reflection::is_there) else { return Ok(None) };
    let names = people(db, visit, &page)?.into_iter().map(|(_, name)| name).collect();
    let outcome = typed.and_then(|typed| typed.sent.outcome.as_ref()).filter(|outcome| outcome.of == page.id);
    let words = outcome.map_or_else(|| page.came_of_it.clone(), |outcome| outcome.words.clone());
    let seen = outcome.map_or(page.version, |outcome| outcome.seen);
    Ok(Some(Earlier { page, names, words, seen }))
}

/// Whom one helped on the day that ends, in the order of the day.
fn helped(db: &Conn, visit: &Visit, day: Day) -> Result<Vec<Helped>> {
    let actor = &visit.actor;
    let helps = tend_today::store::helped_since(db, actor, actor.me()?, day.starts_at(&actor.zone))?;
    let ids: Vec<ClientId> = helps.iter().map(|help| help.client).collect();
    let clients = tend_clients::store::found(db, actor, &ids)?;
    let helped = helps.into_iter().rev().filter_map(|help| {
        let client = clients.iter().find(|client| client.id == help.client)?.clone();
        let said: Vec<&str> = help.calls.iter().filter(|call| !call.private).map(|call| call.reason.as_str()).collect();
        Some(Helped { at: help.helped_at, client, words: said.join(". ") })
    });
    Ok(helped.collect())
}

fn last_week(db: &Conn, visit: &Visit, day: Day) -> Result<Option<Reflection>> {
    let page = store::of_day(db, &visit.actor, visit.actor.me()?, plus_days(day, -7))?;
    Ok(page.filter(|page| page.is_there() && !page.answers.i_feel.is_empty()))
}
