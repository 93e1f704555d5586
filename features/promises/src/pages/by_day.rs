//! Promises by day: what is owed and until when, and what is done; one's own, everyone's, or those of one place.

use jiff::{civil::Weekday, tz::TimeZone};
use maud::{Markup, html};
use tend_core::{
    Day, Result, Timestamp,
    db::Conn,
    house::{self, Location},
    id::MemberId,
    time::DAY,
    ui::{self, Bead, Icon, ServeRow, StoryRow, Tick, Tone, Width, page_head, way, when},
    web::Visit,
};

use super::{BY_DAY, Names, Recipient, url};
use crate::{
    moment,
    promise::{Promise, State},
    rate::{self, KeptRate},
    store::{self, After, Whose},
};

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

pub(super) fn view(board: &Board) -> Markup {
    let head = page_head("What have we promised?").lede(lede(board));
    let head = if board.may_write {
        head.tools(html! { (ui::link("Promise something", "/promises/new").primary().icon(Icon::Promise).key("P")) })
    } else {
        head
    };
    let main = html! { div.promises-by-day {
        (switches(board))
        @if board.rows.is_empty() { (nothing(board)) }
        @else if board.is_done { (done(board)) }
        @else { (owed(board)) }
        (pager(board))
    } };
    ui::page(Width::Usual, html! { (head) (ui::columns(main, "How promises are kept", kept(board))) })
}

fn lede(board: &Board) -> Markup {
    let waiting = board.rows.iter().filter(|row| row.promise.is_waited_on(board.now)).count();
    html! {
        @if board.is_done { "What was kept, and what came of the rest." }
        @else if board.is_later { "What comes after." }
        @else if board.rows.is_empty() { "Nothing is owed." }
        @else if waiting == 0 { "Nobody is waiting on us." }
        @else if waiting == 1 { "One is waiting on us, so it comes first." }
        @else { (moment::count_in_words(waiting)) " are waiting on us, so they come first." }
        @if !board.is_done && board.may_write && !board.rows.is_empty() { " Tick what was kept." }
    }
}

fn switches(board: &Board) -> Markup {
    let whose: Vec<_> = board.ways.iter().map(|(words, whose, chosen)| way(words, address(whose, board.is_done, None), *chosen)).collect();
    let tabs = [
        way("To keep", address(&board.whose, false, None), !board.is_done),
        way("Done", address(&board.whose, true, None), board.is_done),
    ];
    html! { div.promise-switches { (ui::segmented("To keep or done", &tabs)) (ui::filters("Whose promises", &whose)) } }
}

fn nothing(board: &Board) -> Markup {
    if board.is_done {
        return ui::empty("Nothing is done yet", "A promise that was kept, released or made good stands here, newest first.", html! {});
    }
    let tools = html! { @if board.may_write { (ui::link("Promise something", "/promises/new")) } (ui::link("See what was kept", address(&board.whose, true, None)).quiet()) };
    ui::empty("Nothing is owed", "Every promise is kept. A good moment to ask somebody what they want to do next.", tools)
}

/// What is owed, under the days on which it is due.
fn owed(board: &Board) -> Markup {
    let sections: Vec<(Section, &Row)> = board.rows.iter().map(|row| (section(&row.promise, board.now, &board.zone), row)).collect();
    ui::serve_thread(html! {
        @for same in sections.chunk_by(|one, next| one.0 == next.0) {
            @if let Some((section, _)) = same.first() {
                section aria-labelledby=(section.id()) {
                    h2 id=(section.id()) { (section.words()) }
                    ol { @for (_, row) in same { (owed_row(board, row)) } }
                }
            }
        }
    })
}

fn owed_row(board: &Board, row: &Row) -> Markup {
    let promise = &row.promise;
    let margin = moment::margin(promise, board.now, &board.zone);
    let (id, at) = (format!("promise-{}", promise.id), promise.due.at.to_string());
    let label = format!("Kept: {}", promise.words);
    let is_open = promise.state == State::Open;
    let tick = Tick { label: &label, action: format!("{}/keeping", url(promise.id)).into(), ticked: false, fields: &[] };
    let bead = match (is_open, board.may_write) {
        (true, true) => Bead::Tick(tick),
        (true, false) => Bead::Next,
        (false, _) => Bead::Picture(Icon::Promise, Tone::Clay),
    };
    let when = ui::When { words: &margin.words, small: margin.small.as_deref(), pressing: margin.pressing, datetime: Some(&at) };
    let act = (!is_open && board.may_write)
        .then(|| html! { (ui::link("Make it good", format!("{}#making-good", url(promise.id))).class("act").icon(Icon::Praise)) });
    let row = ServeRow {
        id: &id,
        when,
        bead,
        name: &promise.words,
        href: url(promise.id).into(),
        note: "",
        inside: whom(board, row),
        act,
        current: false,
        done: false,
    };
    html! { (row) }
}

/// To whom, and who keeps it where that is somebody else.
fn whom(board: &Board, row: &Row) -> Markup {
    let is_mine = board.me == Some(row.promise.owner);
    html! {
        p.meta {
            @match &row.to.href {
                Some(href) => { a href=(href) dir="auto" data-frag { (row.to.name) } }
                None => { "Within the house, to " span dir="auto" { (row.to.name) } }
            }
            @if !is_mine { " · " span dir="auto" { (moment::given_name(&row.owner_name)) } " keeps it" }
            @if row.promise.is_broken_still() { " · broken, not made good yet" }
        }
    }
}

/// What is done, newest first.
fn done(board: &Board) -> Markup {
    let rows: Vec<Markup> = board.rows.iter().map(|row| done_row(board, row)).collect();
    html! {
        h2.vh { "Done, newest first" }
        div.thread.story data-rows { @for row in &rows { (row) } }
    }
}

fn done_row(board: &Board, row: &Row) -> Markup {
    let promise = &row.promise;
    let done_at = promise.done_at().unwrap_or(promise.due.at);
    let (day, hour) = (moment::day(done_at.day_in(&board.zone), board.now.day_in(&board.zone)), moment::clock(done_at, &board.zone));
    let (id, at) = (format!("promise-{}", promise.id), done_at.to_string());
    let row = StoryRow {
        id: &id,
        when: when(&day).small(&hour).at(&at),
        bead: if promise.state == State::Kept { Bead::Done } else { Bead::Picture(Icon::Promise, Tone::Plain) },
        title: html! { a href=(url(promise.id)) data-frag { (promise.words) } },
        note: ended_as(promise),
        inside: whom(board, row),
    };
    html! { (row) }
}

/// How it ended, in two words.
pub(super) fn ended_as(promise: &Promise) -> &'static str {
    match (promise.state, promise.kept_on_time) {
        (State::Open, _) => "open",
        (State::Kept, Some(true)) => "kept on time",
        (State::Kept, _) => "kept late",
        (State::Released, _) => "released by them",
        (State::Broken, _) if promise.is_broken_still() => "broken",
        (State::Broken, _) => "broken, made good",
    }
}

fn pager(board: &Board) -> Markup {
    let first = board.is_later.then(|| address(&board.whose, board.is_done, None).into());
    let next = board.next.as_deref().map(|next| address(&board.whose, board.is_done, Some(next)).into());
    html! { @if first.is_some() || next.is_some() { (ui::pager("", first.as_ref(), next.as_ref())) } }
}

/// How promises were kept: a share with its size and range, or, while there are few, the counts themselves.
fn kept(board: &Board) -> Markup {
    let inside = html! {
        dl.kept-rates {
            @for (whose, rate) in &board.rates {
                div { dt { (whose) } dd { (ui::share(rate.on_time, rate.n(), html! { (rate.in_words()) })) } }
            }
        }
        p.meta { "Kept on time, of all that were kept, broken or overdue in the last " (rate::DAYS) " days. Released ones do not count." }
    };
    ui::side_block("kept-rate", "Kept promises", inside)
}

/// The days under which promises stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Waiting,
    Today,
    Tomorrow,
    ThisWeek,
    NextWeek,
    Later,
}

impl Section {
    fn id(self) -> &'static str {
        match self {
            Section::Waiting => "waiting",
            Section::Today => "today",
            Section::Tomorrow => "tomorrow",
            Section::ThisWeek => "this-week",
            Section::NextWeek => "next-week",
            Section::Later => "later",
        }
    }
    fn words(self) -> &'static str {
        match self {
            Section::Waiting => "Waiting on us",
            Section::Today => "Today",
            Section::Tomorrow => "Tomorrow",
            Section::ThisWeek => "This week",
            Section::NextWeek => "Next week",
            Section::Later => "Later",
        }
    }
}

/// Under which heading a promise stands. Sections follow one another as due times do.
pub(super) fn section(promise: &Promise, now: Timestamp, zone: &TimeZone) -> Section {
    if promise.due.at < now {
        return Section::Waiting;
    }
    let (that, today) = (promise.due.at.day_in(zone), now.day_in(zone));
    let until_sunday = i32::from(today.0.weekday().until(Weekday::Sunday));
    match moment::days_between(today, that) {
        ..=0 => Section::Today,
        1 => Section::Tomorrow,
        days if days <= until_sunday => Section::ThisWeek,
        days if days <= until_sunday + 7 => Section::NextWeek,
        _ => Section::Later,
    }
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
