//! Goals on a client's page, first of all; in a column of the list; and out of words that somebody marks in an entry.

use maud::{Markup, html};
use tend_clients::list;
use tend_core::{
    Actor, Day, Result, Timestamp,
    briefing::{BriefingLine, Part},
    calls::Call,
    db::Conn,
    feature::{FromEntry, ListColumn, Panel},
    id::ClientId,
    merging::Newer,
    ui::{self, Icon, Item, Tone, link, menu_button},
};
use uuid::Uuid;

use crate::{
    goal::{Goal, GoalId, Help, State, in_words, shortened},
    pages::{list_url, new_url, quoting_url, url},
    store,
};

/// So many open goals stand on the client's page.
const FIRST: usize = 8;
/// More that ended are not counted.
const COUNTED: i64 = 100;
/// As many as somebody is asked about who takes two clients apart.
const MOST_NEWER: i64 = 50;
/// As many goals as a colleague reads about who takes over.
const BRIEFED: i64 = 8;
/// Of another goal so much is said, in characters.
const OF_ANOTHER: usize = 48;

/// “Wants to”, in the list of clients.
pub const WANTS_TO: ListColumn =
    ListColumn { word: list::WANTS, label: list::WANTS_TO, cells: store::first_of_clients };

/// “They want to…”, of words in an entry.
pub const THEY_WANT_TO: FromEntry = FromEntry { label: "They want to…", key: 'w', href: quoting_url };

/// What they want to do, first of all on their page.
pub fn panel(db: &Conn, actor: &Actor, client: ClientId, now: Timestamp) -> Result<Option<Panel>> {
    let open = store::open_of_client(db, actor, client, FIRST as i64 + 1)?;
    let ended = store::count_ended(db, actor, client, COUNTED)?;
    let above = above(db, actor, &open)?;
    let shown = Shown {
        client,
        open,
        above,
        ended,
        may_write: actor.may_write().is_ok(),
        today: now.day_in(&actor.zone),
        whole: false,
    };
    Ok(Some(Panel { side: false, markup: block(&shown) }))
}

/// The words of the goals that these serve, where they stand not among them.
pub(crate) fn above(db: &Conn, actor: &Actor, goals: &[Goal]) -> Result<Vec<Goal>> {
    let mut above: Vec<Goal> = Vec::new();
    for id in goals.iter().filter_map(|goal| goal.serves) {
        if goals.iter().chain(&above).all(|goal| goal.id != id) {
            above.push(store::find(db, actor, id)?);
        }
    }
    Ok(above)
}

/// What was named after this id: it goes with them, or stays, when two clients are taken apart.
pub fn newer(db: &Conn, actor: &Actor, client: ClientId, after: Uuid) -> Result<Vec<Newer>> {
    let goals = store::newer(db, actor, client, after, MOST_NEWER)?;
    Ok(goals.into_iter().map(|goal| Newer { id: goal.id.0, what: "A goal", words: goal.words }).collect())
}

/// What they want, in their words, for a colleague who takes over.
pub fn briefing(db: &Conn, actor: &Actor, client: ClientId, _: Timestamp) -> Result<Vec<BriefingLine>> {
    let open = store::open_of_client(db, actor, client, BRIEFED)?;
    Ok(open.iter().map(briefed).collect())
}

fn briefed(goal: &Goal) -> BriefingLine {
    let by = if goal.said_by.is_empty() { String::new() } else { format!(" ({})", goal.said_by) };
    let day = goal.wanted_by.map(|day| format!(", by {}", in_words(day))).unwrap_or_default();
    let why = if goal.why.is_empty() { String::new() } else { format!(". Why: {}", goal.why) };
    BriefingLine::new(Part::Wants, format!("“{}”{by}{day}{why}", goal.words))
}

/// A call about a goal leads to the goal, where one writes what they said.
pub fn call_url(call: &Call) -> String {
    format!("{}#word", url(GoalId(call.subject)))
}

/// What the list of a client's goals shows.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Whose.
    pub client: ClientId,
    /// What they still want, in its order.
    pub open: Vec<Goal>,
    /// Goals that these serve and that do not stand among them.
    pub above: Vec<Goal>,
    /// How many ended.
    pub ended: i64,
    /// May who looks write?
    pub may_write: bool,
    /// Today where they are.
    pub today: Day,
    /// All of them, not the first few.
    pub whole: bool,
}

/// The part of the client's page.
pub(crate) fn block(shown: &Shown) -> Markup {
    let tools = shown.may_write.then(|| {
        html! { (link("Add in their words", new_url(shown.client)).small().quiet().icon(Icon::Plus).key("W")) }
    });
    let more = !shown.whole && shown.open.len() > FIRST;
    let inside = html! {
        @if shown.open.is_empty() {
            p.nothing { @if shown.ended > 0 { "Nothing else that we know of. Ask them." } @else { "What do they want to do? Ask, and write it down in their words." } }
        } @else { (list(shown)) }
        @if !shown.whole && (more || shown.ended > 0) { (ui::rest(rest_words(shown, more), list_url(shown.client))) }
    };
    ui::block("goals", "What they want to do", tools, inside)
}

fn rest_words(shown: &Shown, more: bool) -> String {
    match (more, shown.ended) {
        (true, _) => "All of what they want".to_owned(),
        (false, 1) => "And one that is attained or let go".to_owned(),
        (false, ended) => format!("And {ended} that are attained or let go"),
    }
}

fn list(shown: &Shown) -> Markup {
    let most = if shown.whole { shown.open.len() } else { FIRST };
    let count = shown.open.len().min(most);
    let ranks = shown.may_write && count > 1;
    html! {
        ul.goals data-ranks[ranks] {
            @for (place, goal) in shown.open.iter().take(most).enumerate() {
                li id={ "goal-" (goal.id) } data-rank=[ranks.then(|| format!("{}/rank", url(goal.id)))] {
                    (one(shown, goal, (place, count)))
                }
            }
        }
    }
}

fn one(shown: &Shown, goal: &Goal, (place, count): (usize, usize)) -> Markup {
    html! {
        p.said dir="auto" { a href=(url(goal.id)) data-frag { q { (goal.words) } } }
        @if let Some(above) = serves(shown, goal) { p.so-that dir="auto" { "So that: " a href=(url(above.id)) data-frag { (shortened(&above.words, OF_ANOTHER)) } } }
        p.meta {
            span dir="auto" { (who_and_when(goal)) }
            @for (words, tone) in chips(goal, shown.today) { (ui::chip(&words, tone)) }
            @if shown.may_write { (menu(goal, place, count)) }
        }
    }
}

fn serves<'a>(shown: &'a Shown, goal: &Goal) -> Option<&'a Goal> {
    let id = goal.serves?;
    shown.open.iter().chain(&shown.above).find(|other| other.id == id && other.client == goal.client)
}

/// “Amara, March 2021”.
pub(crate) fn who_and_when(goal: &Goal) -> String {
    let month = goal.named.at.to_jiff().strftime("%B %Y");
    if goal.said_by.is_empty() { month.to_string() } else { format!("{}, {month}", goal.said_by) }
}

/// How it stands, in a word or two: only what says more than that they want it.
pub(crate) fn chips(goal: &Goal, today: Day) -> Vec<(String, Tone)> {
    let by = if goal.said_by.is_empty() { String::new() } else { format!(", says {}", goal.said_by) };
    let mut chips = Vec::new();
    match goal.state {
        State::Named => {}
        State::Underway if goal.their_word.is_empty() => chips.push(("Underway".to_owned(), Tone::Green)),
        State::Underway => chips.push((format!("{}{by}", shortened(&goal.their_word, 40)), Tone::Green)),
        State::Attained => chips.push((format!("Attained{by}"), Tone::Green)),
        State::LetGo => chips.push(("Let go".to_owned(), Tone::Plain)),
    }
    if let Some(day) = goal.wanted_by.filter(|_| goal.is_open()) {
        let soon = tend_core::ago::days_between(today, day) <= 14;
        chips.push((format!("By {}", in_words(day)), if soon { Tone::Honey } else { Tone::Plain }));
    }
    match goal.help {
        Some(Help::Nothing) => chips.push(("Without us".to_owned(), Tone::Plain)),
        Some(help) if !goal.help_words.is_empty() => {
            let whose = if help == Help::Ours { "Helped by" } else { "Helped elsewhere by" };
            chips.push((format!("{whose} {}", shortened(&goal.help_words, 40)), Tone::Plain));
        }
        Some(_) | None => {}
    }
    chips
}

/// What can be done with it right here.
fn menu(goal: &Goal, place: usize, count: usize) -> Markup {
    let (id, page) = (format!("goal-menu-{}", goal.id), url(goal.id));
    let label = format!("More about: {}", shortened(&goal.words, OF_ANOTHER));
    let mut items = Vec::new();
    if goal.state == State::Named {
        items.push(Item::Go(Icon::Check, "It has begun", format!("{page}#beginning").into()));
    }
    items.push(Item::Go(Icon::Coaching, "They said how it goes", format!("{page}#word").into()));
    items.push(Item::Go(Icon::Praise, "They are there", format!("{page}#attainment").into()));
    items.push(Item::Go(Icon::Note, "Write it anew", format!("{page}#wording").into()));
    if count > 1 {
        items.push(Item::Rule);
    }
    if place > 0 {
        items.push(Item::Do(Icon::Up, "Matters more", format!("{page}/rank/earlier").into()));
    }
    if place + 1 < count {
        items.push(Item::Do(Icon::Down, "Matters less", format!("{page}/rank/later").into()));
    }
    html! {
        (menu_button("More", &id).small().quiet().only(Icon::More).label(&label))
        (ui::menu(&id, "What can be done with this goal", &items))
    }
}

/// The id of a goal as an address has it; what is no id cannot exist.
pub(crate) fn id_of(text: &str) -> Result<GoalId> {
    text.parse().map_err(|_| tend_core::Error::NotFound)
}
