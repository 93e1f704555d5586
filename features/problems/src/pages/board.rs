//! The board: what is open, first what is due first, and what is settled; one's own, everyone's, or those of one place.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Actor, Result, Timestamp,
    db::Conn,
    house,
    id::MemberId,
    ui::{self, Bead, Icon, Pressing, ServeRow, Tone, Width, page_head, way},
    web::Visit,
};
use tend_promises::moment;

use super::{BOARD, url};
use crate::{
    client::standing,
    problem::Problem,
    store::{self, After, Whose},
};

/// How many problems one page shows.
pub(super) const ON_A_PAGE: i64 = 50;
const MOST_COUNTED: i64 = 100;

/// What the address asks for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// `mine`, `all`, or the id of a place.
    #[serde(default)]
    whose: String,
    /// `open` or `settled`.
    #[serde(default)]
    tab: String,
    /// Where the page begins: the moment and id of the last problem shown.
    #[serde(default)]
    after: String,
}

/// One problem of the board.
pub(super) struct Row {
    pub problem: Problem,
    pub client_name: String,
    pub owner_name: String,
}

/// All that the page shows.
pub(super) struct Board {
    pub is_settled: bool,
    /// The words, address and whether it is chosen, of each of the ways to look.
    pub ways: Vec<(String, String, bool)>,
    pub whose: String,
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub is_later: bool,
    pub me: Option<MemberId>,
    pub may_write: bool,
    pub now: Timestamp,
    pub zone: TimeZone,
}

pub(super) fn load(db: &Conn, visit: &Visit, asked: &Asked) -> Result<Board> {
    let actor = &visit.actor;
    let places = house::store::open_locations(db, actor.workspace)?;
    let place = places.iter().find(|place| place.id.to_string() == asked.whose);
    let whose = match (place, actor.member) {
        (Some(place), _) => Whose::Place(place.id),
        (None, Some(me)) if asked.whose != "all" => Whose::Member(me),
        _ => Whose::Everyone,
    };
    let is_settled = asked.tab == "settled";
    let after = read_after(&asked.after);
    let mut problems = if is_settled {
        store::settled(db, actor, whose, after.unwrap_or(After::NEWEST), ON_A_PAGE + 1)?
    } else {
        store::open(db, actor, whose, after.unwrap_or(After::FIRST), ON_A_PAGE + 1)?
    };
    let next = next_after(&mut problems);
    let mut ways = Vec::new();
    if actor.member.is_some() {
        ways.push(("Yours".to_owned(), "mine".to_owned(), matches!(whose, Whose::Member(_))));
    }
    ways.push(("Everyone’s".to_owned(), "all".to_owned(), whose == Whose::Everyone));
    ways.extend(places.iter().map(|place| (place.name.clone(), place.id.to_string(), whose == Whose::Place(place.id))));
    Ok(Board {
        is_settled,
        whose: ways.iter().find(|way| way.2).map_or_else(String::new, |way| way.1.clone()),
        ways,
        rows: rows(db, actor, problems)?,
        next,
        is_later: after.is_some(),
        me: actor.member,
        may_write: actor.may_write().is_ok(),
        now: visit.now,
        zone: actor.zone.clone(),
    })
}

/// Each with the names behind it: clients in a few statements, members one by one, each once.
fn rows(db: &Conn, actor: &Actor, problems: Vec<Problem>) -> Result<Vec<Row>> {
    let ids: Vec<_> = problems.iter().map(|problem| problem.client).collect();
    let clients: BTreeMap<_, _> =
        tend_clients::store::names(db, actor, &ids)?.into_iter().map(|(id, name, _)| (id, name)).collect();
    let mut owners: BTreeMap<MemberId, String> = BTreeMap::new();
    let row = |problem: Problem| {
        let owner_name = match owners.get(&problem.owner) {
            Some(name) => name.clone(),
            None => {
                let name = store::member_name(db, actor, problem.owner)?;
                owners.insert(problem.owner, name.clone());
                name
            }
        };
        let client_name = clients.get(&problem.client).cloned().unwrap_or_default();
        Ok(Row { client_name, owner_name, problem })
    };
    problems.into_iter().map(row).collect()
}

/// Keeps one page, and says where the next one begins.
fn next_after(problems: &mut Vec<Problem>) -> Option<String> {
    let page = usize::try_from(ON_A_PAGE).ok().filter(|page| problems.len() > *page)?;
    problems.truncate(page);
    problems.last().map(write_after)
}

/// A place in a list: the moment by which it is in order, and the id.
pub(crate) fn write_after(problem: &Problem) -> String {
    let at = problem.settled.map(|mark| mark.at).or(problem.due_at()).unwrap_or(problem.begun_at);
    format!("{}.{}", at.0, problem.id)
}

/// Reads what [`write_after`] wrote.
pub(crate) fn read_after(text: &str) -> Option<After> {
    let (at, id) = text.split_once('.')?;
    Some(After { at: Timestamp(at.parse().ok()?), id: id.parse().ok()? })
}

fn address(whose: &str, is_settled: bool, after: Option<&str>) -> String {
    let tab = if is_settled { "&tab=settled" } else { "" };
    let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
    format!("{BOARD}?whose={whose}{tab}{after}")
}

/// The number beside the word in the rail: the open problems one looks after.
pub fn count(db: &Conn, actor: &Actor, _: Timestamp) -> Result<u64> {
    actor.member.map_or(Ok(0), |me| store::count_open(db, actor, me, MOST_COUNTED))
}

pub(super) fn view(board: &Board) -> Markup {
    let head = page_head("What went wrong?").lede(lede(board));
    let head = if board.may_write {
        head.tools(html! { (ui::link("Report a problem", "/problems/new").primary().icon(Icon::Problem).key("B")) })
    } else {
        head
    };
    let main = html! { div.problem-board {
        (switches(board))
        @if board.rows.is_empty() { (nothing(board)) } @else { (list(board)) }
        (pager(board))
    } };
    ui::page(Width::Usual, html! { (head) (main) })
}

fn lede(board: &Board) -> Markup {
    let late = board.rows.iter().filter(|row| row.problem.is_late(board.now)).count();
    html! {
        @if board.is_settled { "What they said is good, the newest first." }
        @else if board.is_later { "What comes after." }
        @else if board.rows.is_empty() { "Nobody waits for something to be put right." }
        @else if late == 0 { "All of it is in hand." }
        @else if late == 1 { "One waits longer than we want, so it comes first." }
        @else { (moment::count_in_words(late)) " wait longer than we want, so they come first." }
    }
}

fn switches(board: &Board) -> Markup {
    let whose: Vec<_> = board
        .ways
        .iter()
        .map(|(words, whose, chosen)| way(words, address(whose, board.is_settled, None), *chosen))
        .collect();
    let tabs = [
        way("Open", address(&board.whose, false, None), !board.is_settled),
        way("Settled", address(&board.whose, true, None), board.is_settled),
    ];
    html! { div.promise-switches { (ui::segmented("Open or settled", &tabs)) (ui::filters("Whose problems", &whose)) } }
}

fn nothing(board: &Board) -> Markup {
    if board.is_settled {
        return ui::empty(
            "Nothing is settled yet",
            "A problem stands here once the client has said that it is good.",
            html! {},
        );
    }
    let tools = html! {
        @if board.may_write { (ui::link("Report a problem", "/problems/new")) }
        (ui::link("See what is settled", address(&board.whose, true, None)).quiet())
    };
    ui::empty(
        "Nothing is open",
        "Whatever goes wrong can be told to anyone, anywhere. Whoever hears it takes it in.",
        tools,
    )
}

fn list(board: &Board) -> Markup {
    let rows: Vec<Markup> = board.rows.iter().map(|row| one_row(board, row)).collect();
    ui::serve_thread(html! {
        section aria-labelledby="board-rows" {
            h2.vh id="board-rows" { @if board.is_settled { "Settled" } @else { "Open, first what is due first" } }
            ol { @for row in &rows { (row) } }
        }
    })
}

fn one_row(board: &Board, row: &Row) -> Markup {
    let problem = &row.problem;
    let at = problem.settled.map(|mark| mark.at).or(problem.due_at()).unwrap_or(problem.begun_at);
    let (id, datetime) = (format!("problem-{}", problem.id), at.to_string());
    let (words, small, pressing) = margin(problem, board.now, &board.zone);
    let tone = if problem.comes_first() { Tone::Clay } else { Tone::Plain };
    let number = problem.called();
    let row = ServeRow {
        id: &id,
        when: ui::When { words: &words, small: small.as_deref(), pressing, datetime: Some(&datetime) },
        bead: if problem.is_open() { Bead::Picture(Icon::Problem, tone) } else { Bead::Done },
        name: &problem.title,
        href: url(problem.id).into(),
        note: &number,
        inside: about(board, row),
        act: None,
        current: false,
        done: false,
    };
    html! { (row) }
}

/// How long they wait already, or by when something is due.
fn margin(problem: &Problem, now: Timestamp, zone: &TimeZone) -> (String, Option<String>, Pressing) {
    let today = now.day_in(zone);
    let said = |at: Timestamp| (moment::day(at.day_in(zone), today), moment::clock(at, zone));
    if let Some(mark) = problem.settled {
        let (day, hour) = said(mark.at);
        return (day, Some(hour), Pressing::Calm);
    }
    let due = problem.due_at().unwrap_or(problem.begun_at);
    if due < now {
        return (moment::how_long(now.since(due)), None, Pressing::Waiting);
    }
    let (day, hour) = said(due);
    if due.day_in(zone) == today { (hour, None, Pressing::Soon) } else { (day, Some(hour), Pressing::Calm) }
}

/// Of whom, how it stands, and who looks after it where that is somebody else.
fn about(board: &Board, row: &Row) -> Markup {
    let problem = &row.problem;
    let is_mine = board.me == Some(problem.owner);
    html! {
        p.meta {
            a href=(tend_clients::client_url(problem.client)) dir="auto" data-frag { (row.client_name) }
            " · " (standing(problem.state))
            @if problem.is_open() { ", for " (moment::how_long(board.now.since(problem.begun_at))) }
            @if !is_mine { " · " span dir="auto" { (moment::given_name(&row.owner_name)) } " looks after it" }
            @if problem.reopened > 0 { " · came back" }
        }
    }
}

fn pager(board: &Board) -> Markup {
    let first = board.is_later.then(|| address(&board.whose, board.is_settled, None).into());
    let next = board.next.as_deref().map(|next| address(&board.whose, board.is_settled, Some(next)).into());
    html! { @if first.is_some() || next.is_some() { (ui::pager("", first.as_ref(), next.as_ref())) } }
}
