//! How the entries of problems read: on a timeline, where each names its problem, on the problem's own page, and to the client. And
//! what they say about how it stands: its timeline explains its state.

use serde_json::Value;
use tend_core::{Timestamp, feature::Sentence, id::MemberId, timeline::Entry, ui::Icon};

use crate::{
    actions::Care,
    problem::{State, called},
};
use tend_promises::moment::{given_name, how_long};

/// Who did what about which problem; nothing for an entry of a kind that is not ours.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let what = deed(entry, "a problem")?;
    let title = said(entry, "problem");
    let title = match kind(entry) {
        "targets" | "allowance" => what,
        _ if title.is_empty() => what,
        _ => format!("{what}: {title}"),
    };
    Some(with_words(entry, title))
}

/// The same on the problem's own page, which has said already which problem it is.
pub fn on_its_page(entry: &Entry) -> Option<Sentence> {
    deed(entry, "it").map(|title| with_words(entry, title))
}

/// The same in the client's eyes; nothing for what colleagues do among themselves.
pub fn for_the_client(entry: &Entry) -> Option<Care> {
    let (who, owner) = (entry.who(), said(entry, "owner_name"));
    let is_theirs = entry.by.is_none();
    let what = match kind(entry) {
        "taken_in" if is_theirs => format!("You told us. {} looks after it.", name_or(owner, "We")),
        "taken_in" => format!("{} looks after it.", name_or(owner, who)),
        "contained" => format!("{who} made sure you are safe."),
        "fixed" => format!("{who} says the cause is gone."),
        "made_right" => format!("{who} made good what you lost."),
        "told" => format!("{who} told you where we are."),
        "given" => format!("{} looks after it now.", given_name(&entry.text)),
        "help_agreed" => format!("{who} helps with it."),
        "back" => format!("{who} found that there is more to do."),
        "settled" if said(entry, "how") == "silence" => {
            "We asked you twice and heard nothing, so we took it as settled. Tell us if it is not.".to_owned()
        }
        "settled" if is_theirs => "You said that it is good.".to_owned(),
        "settled" => format!("{who} wrote down that it is good."),
        "reopened" if is_theirs => "You said that it is not good yet. It is open again.".to_owned(),
        "reopened" => format!("{who} opened it again."),
        "not_good" => "You said that it is not good yet.".to_owned(),
        _ => return None,
    };
    let are_words = (is_theirs || kind(entry) == "settled") && said(entry, "how") != "silence";
    Some(Care { at: entry.happened_at, what, said: if are_words { entry.text.clone() } else { String::new() } })
}

fn name_or<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.is_empty() { otherwise } else { given_name(name) }
}

/// The word after the dot.
fn kind(entry: &Entry) -> &str {
    entry.kind.strip_prefix("problems.").unwrap_or_default()
}

/// Who did what with it, where it is called like that.
fn deed(entry: &Entry, it: &str) -> Option<String> {
    let (who, owner) = (who(entry), said(entry, "owner_name"));
    Some(match kind(entry) {
        "taken_in" if entry.by.is_none() => format!("{who} reported {it}"),
        "taken_in" => match said(entry, "owner_name") {
            "" => format!("{who} took in {it}"),
            owner => format!("{who} took in {it} for {}", given_name(owner)),
        },
        "told" if is(entry, "first") => format!("{who} gave them the first word about {it}"),
        "told" => format!("{who} told them where we are with {it}"),
        "contained" => format!("{who} made them safe from {it}"),
        "fixed" => format!("{who} fixed {it}"),
        "made_right" => format!("{who} made {it} right"),
        "back" => format!("{who} took {it} back to {}", state_in_words(entry)),
        "settled" => match said(entry, "how") {
            "silence" => format!("Asked twice, they stayed silent about {it}"),
            "link" => format!("{who} says {it} is settled"),
            "import" => format!("Tend brought in {it} as settled"),
            _ => format!("They told {who} that {it} is settled"),
        },
        "reopened" if owner.is_empty() => format!("{who} opened {it} again"),
        "reopened" => format!("{who} opened {it} again, for {}", given_name(owner)),
        "not_good" => format!("{who} says {it} is not good yet"),
        "word_broken" => format!("{who} did not give them the word about {it} that was promised"),
        "word_dropped" => format!("The word about {it} that was promised is not needed"),
        "word_again" => format!("The word about {it} that was promised is due again"),
        "taken_back" => format!("{who} took back that there was {it}"),
        "changed" => format!("{who} said anew what {it} is"),
        "touches" => format!("{who} wrote down what {it} touches"),
        "untouched" => format!("{who} took away something that {it} does not touch"),
        "cause" if entry.text.is_empty() => format!("{who} took the cause of {it} away"),
        "cause" => format!("{who} found the cause of {it}"),
        "noted" => format!("{who} noted something about {it}"),
        "given" => format!("{who} gave {it} to {}", given_name(&entry.text)),
        "help_asked" => format!("{who} asked {} to help with {it}", given_name(said(entry, "helper"))),
        "help_agreed" => format!("{who} helps with {it}"),
        "help_ended" => format!("{who} has done their part of {it}"),
        "gesture" => format!("{who} gave {} for {it}", said(entry, "worth")),
        "gesture_asked" => format!("{who} wants to give {} for {it}", said(entry, "worth")),
        "gesture_granted" => format!("{who} said yes to {} for {it}", said(entry, "worth")),
        "gesture_refused" => format!("{who} said no to {} for {it}", said(entry, "worth")),
        "todo" => format!("{who} wrote down what to do about {it}"),
        "todo_done" => format!("{who} did something about {it}"),
        "todo_undone" => format!("{who} found something of {it} undone"),
        "todo_dropped" => format!("{who} took away something to do about {it}"),
        "allowance" => format!("{who} set what may be given for problems"),
        "link_made" => format!("{who} made a link to {it} for them"),
        "links_withdrawn" => format!("{who} withdrew the links to {it}"),
        "targets" => format!("{who} set by when problems are looked after"),
        _ => return None,
    })
}

/// A colleague by their given name; somebody from outside by the name they gave.
fn who(entry: &Entry) -> &str {
    match (entry.by, said(entry, "from")) {
        (None, from) if !from.is_empty() => from,
        _ => entry.who(),
    }
}

/// Adds what was said or noted, below the title.
fn with_words(entry: &Entry, title: String) -> Sentence {
    let noted =
        |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty() && words != said(entry, "problem"));
    let text = entry.text.as_str();
    let (icon, quote, note) = match kind(entry) {
        "taken_in" => (Icon::Problem, noted(text), told_by(entry)),
        "settled" if said(entry, "how") == "silence" => (Icon::Check, None, noted(text)),
        "settled" => (Icon::Check, noted(text), after(entry)),
        "not_good" => (Icon::Problem, noted(text), None),
        "reopened" if entry.by.is_none() => (Icon::Problem, noted(text), None),
        "told" => (Icon::Phone, None, noted(text)),
        "contained" => (Icon::Praise, None, Some(with_time(text, "Safe", entry))),
        "fixed" => (Icon::Wrench, None, noted(text)),
        "made_right" => (Icon::Praise, None, noted(text)),
        "given" | "help_asked" | "help_agreed" | "help_ended" => {
            (Icon::Handoff, None, noted(text).filter(|_| kind(entry) != "given"))
        }
        "link_made" | "links_withdrawn" => (Icon::Link, None, None),
        "gesture" | "gesture_asked" | "gesture_granted" | "gesture_refused" => (Icon::Praise, None, gesture(entry)),
        "todo_done" => (Icon::Check, None, noted(text)),
        "noted" => (Icon::Note, None, noted(text)),
        "changed" => (Icon::Problem, None, was(entry)),
        _ => (Icon::Problem, None, noted(text)),
    };
    Sentence { icon, title, quote, note }
}

/// “Safe after 19 min. A spare bike.”
fn with_time(text: &str, word: &str, entry: &Entry) -> String {
    match since_us(entry) {
        Some(us) => format!("{word} after {}. {text}", how_long(us)),
        None => text.to_owned(),
    }
}

fn after(entry: &Entry) -> Option<String> {
    since_us(entry).map(|us| format!("After {}", how_long(us)))
}

fn since_us(entry: &Entry) -> Option<i64> {
    entry.body.get("since_us").and_then(Value::as_i64)
}

fn told_by(entry: &Entry) -> Option<String> {
    let told_by = said(entry, "told_by");
    let number = entry.body.get("number").and_then(Value::as_i64).map(called).unwrap_or_default();
    Some(if told_by.is_empty() { number } else { format!("{number}. We heard it from {told_by}") })
}

/// “The pads off order 3087. A winter with it.”
fn gesture(entry: &Entry) -> Option<String> {
    let (words, text) = (said(entry, "gesture"), entry.text.as_str());
    Some(if text.is_empty() || text == words { words.to_owned() } else { format!("{words}. {text}") })
}

fn was(entry: &Entry) -> Option<String> {
    let was = said(entry, "was");
    (was != entry.text).then(|| format!("It was called: {was}"))
}

fn state_in_words(entry: &Entry) -> String {
    state_of(entry).map_or_else(String::new, |state| state.label().to_lowercase())
}

fn said<'a>(entry: &'a Entry, field: &str) -> &'a str {
    entry.body.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn is(entry: &Entry, field: &str) -> bool {
    entry.body.get(field).and_then(Value::as_bool).unwrap_or_default()
}

fn state_of(entry: &Entry) -> Option<State> {
    said(entry, "state").parse().ok()
}

/// How a problem stands, as its timeline tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it stands.
    pub state: State,
    /// Whose it is.
    pub owner: MemberId,
    /// Since when it stands there.
    pub since: Timestamp,
}

/// What the entries of one problem, the oldest first, say about how it stands; nothing where they contradict each other: each entry
/// that moves it names where it was and where it went.
pub fn told(entries: &[Entry]) -> Option<Told> {
    let mut told: Option<Told> = None;
    for entry in entries.iter().filter(|entry| entry.feature() == "problems") {
        let (state, owner) = (state_of(entry)?, said(entry, "owner").parse().ok()?);
        let from: Option<State> = said(entry, "from_state").parse().ok();
        let moved = |to: State| to == state && from.is_none_or(|from| told.is_some_and(|told| told.state == from));
        let fits = match kind(entry) {
            "taken_in" => told.is_none() && state == State::Open,
            "contained" => moved(State::Contained),
            "fixed" => moved(State::Fixed),
            "made_right" => moved(State::MadeRight),
            "settled" => moved(State::Settled),
            "reopened" => told.is_some_and(|told| told.state == State::Settled) && state == State::Open,
            "back" | "not_good" => told.is_some_and(|told| state <= told.state),
            _ => told.is_some_and(|told| told.state == state),
        };
        let may_change_hands = matches!(kind(entry), "taken_in" | "given" | "reopened");
        if !fits || (!may_change_hands && told.is_some_and(|told| told.owner != owner)) {
            return None;
        }
        let since = told.filter(|told| told.state == state).map_or(entry.happened_at, |told| told.since);
        told = Some(Told { state, owner, since });
    }
    told
}
