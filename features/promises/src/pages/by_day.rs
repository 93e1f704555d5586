//! Promises by day: what is owed and until when, and what is done; one's own, everyone's, or those of one place.

mod section;
mod view;

use jiff::tz::TimeZone;
use tend_core::{
    Day, Result, Timestamp,
    db::Conn,
    house::{self, Location},
    id::MemberId,
    time::DAY,
    web::Visit,
};

use super::{BY_DAY, Names, Recipient};
use crate::{
    promise::Promise,
    rate::{self, KeptRate},
    store::{self, After, Whose},
};
pub(super) use view::{ended_as, view};

/// How many promises one page shows.
pub(super) const ON_A_PAGE: i64 = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// `mine`, `all`, or the id of a place.
    #[serde(default)]
    whose: String,
    /// `owed` or `done`.
    #[serde(default)]
    tab: String,
    /// Where the page begins: the moment and id of the last promise shown.
    #[serde(default)]
    after: String,
}

/// One promise of the list.
pub(super) struct Row {
    pub promise: Promise,
    pub to: Recipient,
    pub owner_name: String,
}

/// All that the page shows.
pub(super) struct Board {
    pub is_done: bool,
    /// The words, address and whether it is chosen, of each of the ways to look.
    pub ways: Vec<(String, String, bool)>,
    pub whose: String,
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub is_later: bool,
    pub rates: Vec<(String, KeptRate)>,
    pub me: Option<MemberId>,
    pub may_write: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(super) fn load(db: &Conn, visit: &Visit, asked: &Asked) -> Result<Board> {
    let (actor, now) = (&visit.actor, visit.now);
    let places = house::store::open_locations(db, actor.workspace)?;
    let place = places.iter().find(|place| place.id.to_string() == asked.whose);
    let whose = match (place, actor.member) {
        (Some(place), _) => Whose::Place(place.id),
        (None, Some(me)) if asked.whose != "all" => Whose::Member(me),
        _ => Whose::Everyone,
    };
    let is_done = asked.tab == "done";
    let start = if is_done { After::NEWEST } else { After::FIRST };
    let after = read_after(&asked.after);
    let mut promises = if is_done {
        store::done(db, actor, whose, after.unwrap_or(start), ON_A_PAGE + 1)?
    } else {
        store::owed(db, actor, whose, after.unwrap_or(start), ON_A_PAGE + 1)?
    };
    let next = next_after(&mut promises, is_done);
    let names = Names::of(db, actor, &promises)?;
    let mut ways = Vec::new();
    if actor.member.is_some() {
        ways.push(("Yours".to_owned(), "mine".to_owned(), matches!(whose, Whose::Member(_))));
    }
    ways.push(("Everyone’s".to_owned(), "all".to_owned(), whose == Whose::Everyone));
    ways.extend(places.iter().map(|place| (place.name.clone(), place.id.to_string(), whose == Whose::Place(place.id))));
    Ok(Board {
        is_done,
        whose: ways.iter().find(|way| way.2).map_or_else(String::new, |way| way.1.clone()),
        ways,
        rows: promises
            .into_iter()
            .map(|promise| Row { to: names.recipient(promise.to), owner_name: names.member(promise.owner), promise })
            .collect(),
        next,
        is_later: after.is_some(),
        rates: rates(db, visit, whose, place)?,
        me: actor.member,
        may_write: actor.may_write().is_ok(),
        now,
        zone: actor.zone.clone(),
    })
}

/// The share of the list one looks at, and the house beside it.
fn rates(db: &Conn, visit: &Visit, whose: Whose, place: Option<&Location>) -> Result<Vec<(String, KeptRate)>> {
    let since = Day(visit.now.plus(-rate::DAYS * DAY).day_in(&visit.actor.zone).0);
    let rate = |whose| store::kept_rate(db, &visit.actor, whose, since, visit.now);
    let mut rates = Vec::new();
    match (whose, place) {
        (Whose::Member(_), _) => rates.push(("You".to_owned(), rate(whose)?)),
        (Whose::Place(_), Some(place)) => rates.push((place.name.clone(), rate(whose)?)),
        _ => {}
    }
    rates.push(("The house".to_owned(), rate(Whose::Everyone)?));
    Ok(rates)
}

/// Keeps one page, and says where the next one begins.
fn next_after(promises: &mut Vec<Promise>, is_done: bool) -> Option<String> {
    let page = usize::try_from(ON_A_PAGE).ok().filter(|page| promises.len() > *page)?;
    promises.truncate(page);
    let last = promises.last()?;
    let at = if is_done { last.done_at()? } else { last.due.at };
    Some(format!("{}.{}", at.0, last.id))
}

fn read_after(text: &str) -> Option<After> {
    let (at, id) = text.split_once('.')?;
    Some(After { at: Timestamp(at.parse().ok()?), id: id.parse().ok()? })
}

fn address(whose: &str, is_done: bool, after: Option<&str>) -> String {
    let tab = if is_done { "&tab=done" } else { "" };
    let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
    format!("{BY_DAY}?whose={whose}{tab}{after}")
}

/// The number beside the word in the rail: what is due by the end of today, and what is waited for.
pub fn count(db: &Conn, actor: &tend_core::Actor, now: Timestamp) -> Result<u64> {
    let Some(me) = actor.member else { return Ok(0) };
    store::count_due(db, actor, me, now.day_in(&actor.zone).ends_at(&actor.zone), MOST_COUNTED)
}

const MOST_COUNTED: i64 = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promise::PromiseId;

    #[test]
    fn a_place_in_the_list_reads_back() {
        let id: PromiseId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().expect("an id");
        let place = After { at: Timestamp(1_790_000_000_000_000), id };
        assert_eq!(read_after(&format!("{}.{}", place.at.0, place.id)), Some(place));
        for broken in ["", ".", "1.", "x.y", "1.2"] {
            assert_eq!(read_after(broken), None, "{broken}");
        }
    }
}
