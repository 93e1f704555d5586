//! The list under any filter and in any order, at a bounded cost.
//!
//! Where one part of the filter leaves a small set, all of it is looked at and the answer is exact, in any order. Else the index that
//! carries the order is read from where the page begins, a bounded number of clients is looked at, and the page says how far it came.

mod around;
mod compile;
mod scan;
mod sets;
mod wants;

use std::{cmp::Ordering, collections::HashMap};

use tend_core::{
    Actor, Result,
    db::Conn,
    feature::ListColumn,
    fold,
    id::{ClientId, LocationId, MemberId},
};

use self::{
    around::Around,
    compile::{Bound, conditions},
    scan::{Look, Looked, Stretch, stretches},
};
use super::found;
use crate::{
    client::Client,
    filter::Test,
    list::{Filter, Mark, Order, Sort, Stand, Way},
};

/// How much work an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// A set of at most so many clients is looked at as a whole.
    pub small: usize,
    /// So many are looked at along an index.
    pub looked: usize,
}

impl Bounds {
    /// For a page.
    pub const PAGE: Bounds = Bounds { small: 500, looked: 600 };
    /// For a page where somebody asks to look further.
    pub const FAR: Bounds = Bounds { looked: 20_000, ..Bounds::PAGE };
    /// For a count beside others.
    pub const COUNT: Bounds = Bounds { small: 500, looked: 200 };
    /// For a file, or work in the background: part after part.
    pub const PART: Bounds = Bounds { looked: 5000, ..Bounds::PAGE };
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Whom the list shows.
    pub filter: &'a Filter,
    /// In which order.
    pub order: Order,
    /// Where the page begins; at the top where nothing is said.
    pub mark: Option<&'a Mark>,
    /// How many rows.
    pub rows: usize,
    /// How much work it may take.
    pub bounds: Bounds,
    /// Who knows what they want to do, in their words.
    pub wants: Option<&'static ListColumn>,
}

/// A page of the list.
#[derive(Clone, Debug, Default)]
pub struct Turned {
    /// Its rows.
    pub clients: Vec<Client>,
    /// Where the page before begins.
    pub previous: Option<Mark>,
    /// Where the page after begins.
    pub next: Option<Mark>,
    /// How many pass in all, where all could be looked at.
    pub all: Option<usize>,
    /// How many were looked at before the page was left unfinished.
    pub looked: Option<usize>,
    /// No index carries the order asked for among so many: this is by name.
    pub unsorted: bool,
}

/// How many pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// So many.
    pub count: usize,
    /// Or more.
    pub or_more: bool,
}

/// A page of the list.
pub fn turn(db: &Conn, actor: &Actor, asked: &Asked) -> Result<Turned> {
    if let Some(ids) = sets::small(db, actor, asked.filter, asked.bounds.small)? {
        return whole(db, actor, asked, &ids);
    }
    let places = super::all_locations(db, actor)?;
    match stretches(asked.filter, asked.order, &places) {
        Some(stretches) => scanned(db, actor, asked, &stretches),
        None => {
            let by_name = Asked { order: Order::Standard(Sort::Name), ..asked.clone() };
            let stretches = stretches(asked.filter, by_name.order, &places).unwrap_or_default();
            Ok(Turned { unsorted: true, ..scanned(db, actor, &by_name, &stretches)? })
        }
    }
}

/// How many pass, counted up to so many rows within these bounds; in which order says nothing.
pub fn count_filtered(db: &Conn, actor: &Actor, asked: &Asked) -> Result<Counted> {
    let Asked { filter, rows: most, bounds, wants, .. } = *asked;
    if let Some(ids) = sets::small(db, actor, filter, bounds.small)? {
        let count = passing(db, actor, (filter, wants), &ids)?.len();
        return Ok(Counted { count: count.min(most), or_more: count > most });
    }
    let order = Order::Standard(Sort::Name);
    let stretches = stretches(filter, order, &[]).unwrap_or_default();
    let scan = scan(db, actor, &Asked { order, mark: None, ..asked.clone() }, &stretches)?;
    Ok(Counted { count: scan.stands.len().min(most), or_more: scan.stands.len() > most || scan.stopped.is_some() })
}

/// The words of a client that stand in no folded column.
fn passes_words(filter: &Filter, about: &str) -> bool {
    let mut tests = filter.tests.iter().filter_map(|test| match test {
        Test::About(text) => Some(text),
        _ => None,
    });
    let folded = std::cell::OnceCell::new();
    tests.all(|test| test.passes(folded.get_or_init(|| fold::fold(about))))
}

/// A client as far as a filter and an order ask.
struct Light {
    id: ClientId,
    name: String,
    about: String,
    spoke: i64,
    since: String,
    place: LocationId,
    owner: MemberId,
    rhythm: Option<i64>,
}

/// Those of a small set who pass.
fn passing(
    db: &Conn,
    actor: &Actor,
    (filter, wants): (&Filter, Option<&ListColumn>),
    ids: &[ClientId],
) -> Result<Vec<Light>> {
    const CHUNK: usize = 100;
    let mut clients = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut bound = Bound::new(actor);
        let places: Vec<String> = (0..CHUNK).map(|at| bound.bind(*chunk.get(at).unwrap_or(last))).collect();
        let asked = conditions(filter, &mut bound);
        let sql = format!(
            "SELECT c.id, c.name_folded, c.about, c.last_contact_at, c.since, c.location_id, c.owner_id, c.cadence_days \
             FROM clients c WHERE c.workspace_id = $1 AND c.id IN ({}) AND {asked}",
            places.join(", ")
        );
        clients.extend(db.query_map(&sql, &bound.params(), |row| {
            Ok(Light {
                id: row.get(0)?,
                name: row.get(1)?,
                about: row.get(2)?,
                spoke: row.get(3)?,
                since: row.get(4)?,
                place: row.get(5)?,
                owner: row.get(6)?,
                rhythm: row.get(7)?,
            })
        })?);
    }
    clients.retain(|client| passes_words(filter, &client.about));
    let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
    if let Some(who) = wants::who_want(db, actor, (filter, wants), &ids)? {
        clients.retain(|client| who.contains(&client.id));
    }
    Ok(clients)
}

/// A page of a small set: all of it in order, then the page cut out.
fn whole(db: &Conn, actor: &Actor, asked: &Asked, ids: &[ClientId]) -> Result<Turned> {
    let clients = passing(db, actor, (asked.filter, asked.wants), ids)?;
    let around = Around::read(db, actor, asked, &clients)?;
    let mut rows: Vec<Stand> = clients.into_iter().map(|client| around.stand(client, asked.order)).collect();
    let compare = |a: &Stand, b: &Stand| compare(a, b, asked, &around.places);
    rows.sort_by(compare);
    let all = rows.len();
    let (from, until) = match asked.mark {
        None => (0, asked.rows),
        Some(mark) if mark.way == Way::After => {
            let from = rows.partition_point(|stand| compare(stand, &mark.stand) != Ordering::Greater);
            (from, from + asked.rows)
        }
        Some(mark) => {
            let until = rows.partition_point(|stand| compare(stand, &mark.stand) == Ordering::Less);
            (until.saturating_sub(asked.rows), until)
        }
    };
    let until = until.min(all);
    let beside = |at: usize, way| rows.get(at).map(|stand| Mark { way, stand: stand.clone() });
    let (previous, next) = (
        (from > 0).then(|| beside(from, Way::Before).or_else(|| turned_round(asked))).flatten(),
        (until < all).then(|| until.checked_sub(1).and_then(|last| beside(last, Way::After))).flatten(),
    );
    let ids: Vec<ClientId> = rows[from.min(until)..until].iter().map(|stand| stand.id).collect();
    Ok(Turned { clients: in_this_order(db, actor, &ids)?, previous, next, all: Some(all), ..Turned::default() })
}

fn in_this_order(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<Vec<Client>> {
    let mut clients = found(db, actor, ids)?;
    let places: HashMap<ClientId, usize> = ids.iter().copied().zip(0..).collect();
    clients.sort_by_key(|client| places.get(&client.id).copied());
    clients.dedup_by_key(|client| client.id);
    Ok(clients)
}

/// The other way from where a page began, that row among them; for a page on which nobody stands.
fn turned_round(asked: &Asked) -> Option<Mark> {
    let mark = asked.mark?;
    let way = if mark.way == Way::After { Way::Before } else { Way::After };
    // Among those with the same keys the first or the last id stands beside all of them.
    let beyond = (way == Way::Before) != asked.filter.descending;
    let id = ClientId(if beyond { uuid::Uuid::max() } else { uuid::Uuid::nil() });
    Some(Mark { way, stand: Stand { id, ..mark.stand.clone() } })
}

/// Groups stand in their own order whichever way the list runs; places run with it.
fn compare(a: &Stand, b: &Stand, asked: &Asked, places: &[String]) -> Ordering {
    let down = asked.filter.descending;
    let turn = |order: Ordering| if down { order.reverse() } else { order };
    let groups = match asked.order {
        Order::Standard(Sort::Place) => {
            let place = |stand: &Stand| places.iter().position(|place| *place == stand.group);
            turn(place(a).cmp(&place(b)))
        }
        // Those with something there come before those without.
        _ => b.group.cmp(&a.group),
    };
    groups.then_with(|| turn(a.keys.cmp(&b.keys).then_with(|| a.id.cmp(&b.id))))
}

/// What a scan came to.
struct Scan {
    /// Where those stand who pass, in the order they were met.
    stands: Vec<Stand>,
    /// Where it stopped because it had looked at enough.
    stopped: Option<Stand>,
    /// The last one it looked at.
    last: Option<Stand>,
    /// How many it looked at.
    looked: usize,
}

/// Reads along the stretches until there are enough, or enough were looked at.
fn scan(db: &Conn, actor: &Actor, asked: &Asked, stretches: &[Stretch]) -> Result<Scan> {
    const FIRST: usize = 64;
    let forward = asked.mark.is_none_or(|mark| mark.way == Way::After);
    let mut scan = Scan { stands: Vec::new(), stopped: None, last: None, looked: 0 };
    let begin = asked.mark.and_then(|mark| stretches.iter().position(|stretch| stretch.group == mark.stand.group));
    let (ahead, behind) = stretches.split_at(begin.map_or(0, |begin| if forward { begin } else { begin + 1 }));
    let way: Vec<&Stretch> = if forward { behind.iter().collect() } else { ahead.iter().rev().collect() };
    for (place, stretch) in way.into_iter().enumerate() {
        let mut from: Option<Stand> =
            asked.mark.filter(|_| place == 0 && begin.is_some()).map(|mark| mark.stand.clone());
        let mut most = FIRST;
        loop {
            let allowed = most.min(asked.bounds.looked.saturating_sub(scan.looked)).max(1);
            let look = Look { filter: asked.filter, wants: asked.wants, from: from.as_ref(), forward, most: allowed };
            let found = stretch.look(db, actor, &look)?;
            let is_end = found.len() < allowed;
            for Looked { stand, passes } in found {
                scan.looked += 1;
                from = Some(stand.clone());
                scan.last = Some(stand.clone());
                if passes {
                    scan.stands.push(stand);
                }
                if scan.stands.len() > asked.rows {
                    return Ok(scan);
                }
            }
            if is_end {
                break;
            }
            if scan.looked >= asked.bounds.looked {
                scan.stopped = from;
                return Ok(scan);
            }
            most *= 4;
        }
    }
    Ok(scan)
}

fn scanned(db: &Conn, actor: &Actor, asked: &Asked, stretches: &[Stretch]) -> Result<Turned> {
    let forward = asked.mark.is_none_or(|mark| mark.way == Way::After);
    let Scan { mut stands, stopped, last: last_looked, looked } = scan(db, actor, asked, stretches)?;
    let more = stands.len() > asked.rows;
    stands.truncate(asked.rows);
    let ahead = if more { stands.last().cloned() } else { stopped.clone() };
    if !forward {
        stands.reverse();
    }
    let mark = |stand: Stand, way| Mark { way, stand };
    let first = stands.first().cloned().map(|stand| mark(stand, Way::Before));
    let last = stands.last().cloned().map(|stand| mark(stand, Way::After));
    let beside_last = last_looked.map(|stand| mark(stand, if forward { Way::Before } else { Way::After }));
    let back = if forward { first } else { last }.or(beside_last).or_else(|| turned_round(asked));
    let back = asked.mark.and(back);
    let ahead = ahead.map(|stand| mark(stand, if forward { Way::After } else { Way::Before }));
    let (previous, next) = if forward { (back, ahead) } else { (ahead, back) };
    let ids: Vec<ClientId> = stands.iter().map(|stand| stand.id).collect();
    let clients = in_this_order(db, actor, &ids)?;
    Ok(Turned { clients, previous, next, looked: (!more && stopped.is_some()).then_some(looked), ..Turned::default() })
}
