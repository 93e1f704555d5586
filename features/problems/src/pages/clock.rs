//! The clock of a problem: how long they were not safe, where we are now, and by when what is due. A picture, and the same in words.

use maud::{Markup, html};
use tend_core::Timestamp;
use tend_promises::moment;

use super::{one::One, parts::day_and_hour};
use crate::problem::{Problem, State};

/// How wide the picture is, in its own units.
const WIDTH: i64 = 1100;

/// Where the moments of a problem lie between its beginning and the last of them.
struct Line {
    begun: Timestamp,
    end: Timestamp,
    /// Until when they were not safe: until now, where they are not.
    safe: Timestamp,
    now: Timestamp,
    next_word: Timestamp,
    done: Timestamp,
}

impl Line {
    fn of(problem: &Problem, now: Timestamp) -> Line {
        let word = if problem.first_word.is_none() { problem.dues.first_word } else { problem.dues.next_word };
        let safe = problem.contained.map_or(now, |mark| mark.at);
        let end = problem.dues.done.max(now).max(word);
        Line { begun: problem.begun_at, end, safe, now, next_word: word, done: problem.dues.done }
    }
    /// Where a moment lies in the picture.
    fn x(&self, at: Timestamp) -> i64 {
        let (whole, part) = (self.end.since(self.begun).max(1), at.since(self.begun));
        (i128::from(part.clamp(0, whole)) * i128::from(WIDTH) / i128::from(whole)).try_into().unwrap_or(WIDTH)
    }
}

/// The clock while it is under way; a settled problem needs none.
pub(super) fn view(one: &One) -> Markup {
    let problem = &one.problem;
    if !problem.is_open() {
        return html! {};
    }
    let line = Line::of(problem, one.now);
    let words = words(one, &line);
    let sentence = words.iter().map(|(what, when)| format!("{what} {when}")).collect::<Vec<_>>().join(". ");
    html! {
        figure.problem-clock {
            (picture(one, &line, &sentence))
            dl { @for (what, when) in &words { div { dt { (what) } dd { (when) } } } }
        }
    }
}

/// What the picture shows, in words.
fn words(one: &One, line: &Line) -> Vec<(&'static str, String)> {
    let problem = &one.problem;
    let at = |at: Timestamp| day_and_hour(at, one.now, &one.zone);
    let mut words = vec![("Told us", at(line.begun))];
    match problem.contained {
        Some(mark) => words.push(("Safe", format!("after {}", moment::how_long(mark.at.since(line.begun))))),
        None => words.push(("Not safe", format!("for {}", moment::how_long(line.now.since(line.begun))))),
    }
    match problem.state {
        State::MadeRight => words.push(("Ask them by", at(line.next_word))),
        _ => {
            words.push((
                if problem.first_word.is_none() { "First word by" } else { "Next word by" },
                at(line.next_word),
            ));
            words.push(("Made right by", at(line.done)));
        }
    }
    words
}

fn picture(one: &One, line: &Line, sentence: &str) -> Markup {
    let problem = &one.problem;
    let [safe, now, word, done] = [line.safe, line.now, line.next_word, line.done].map(|at| line.x(at));
    let unsafe_width = safe.max(6);
    let so_far = format!("now, {}", moment::how_long(line.now.since(line.begun)));
    let begun = format!("{}, told us", day_and_hour(line.begun, one.now, &one.zone));
    let was = if problem.contained.is_some() { "not safe" } else { "not safe for" };
    let was = format!("{was} {}", moment::how_long(line.safe.since(line.begun)));
    let (now_at, now_anchor) = anchored(now);
    let (word_at, word_anchor) = anchored(word);
    let due_word = match problem.state {
        State::MadeRight => "ask them by",
        _ if problem.first_word.is_none() => "first word to them by",
        _ => "next word to them by",
    };
    let due_word = format!("{due_word} {}", day_and_hour(line.next_word, one.now, &one.zone));
    let made_right = day_and_hour(line.done, one.now, &one.zone);
    let roomy = now > 260 && now < WIDTH - 260;
    html! {
        svg viewBox={ "0 0 " (WIDTH) " 74" } role="img" aria-label=(sentence) {
            rect.unsafe x="0" y="30" width=(unsafe_width) height="10" rx="2" {}
            @if now > unsafe_width + 2 { rect.so-far x=(unsafe_width + 2) y="30" width=(now - unsafe_width - 2) height="10" rx="2" {} }
            @if WIDTH > now + 2 { rect.to-come x=(now + 2) y="30" width=(WIDTH - now - 2) height="10" rx="2" {} }
            path.now d={ "M" (now.clamp(1, WIDTH - 1)) " 20v28" } {}
            path.due d={ "M" (word.clamp(1, WIDTH - 1)) " 26v18" } {}
            path.due d={ "M" (done.clamp(1, WIDTH - 1)) " 26v18" } {}
            text x="0" y="18" { (begun) }
            @if roomy { text.strong x=(now_at) y="14" text-anchor=(now_anchor) { (so_far) } }
            @if problem.state < State::MadeRight { text x=(WIDTH) y="18" text-anchor="end" { "made right by " (made_right) } }
            @if word > 330 || word_anchor == "end" {
                text x="0" y="62" { (was) }
            }
            text x=(if word > 330 { word_at } else { word }) y="62" text-anchor=(word_anchor) { (due_word) }
        }
    }
}

/// Words at a place keep inside the picture.
fn anchored(x: i64) -> (i64, &'static str) {
    match x {
        x if x < 130 => (x, "start"),
        x if x > WIDTH - 130 => (x, "end"),
        x => (x, "middle"),
    }
}
