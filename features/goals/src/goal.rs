//! The goal itself: its states, and the rules by which it goes from one to the next. Nothing here reads or writes.

use jiff::{Span, tz::TimeZone};
use tend_core::{
    Day, Error, Result, Timestamp,
    calls::{CallKind, NewCall, When},
    id::{ClientId, EntryId, MemberId},
};

use crate::{QUIET, WANTED};

tend_core::id!(
    /// One goal.
    GoalId,
);

tend_core::words! {
    /// Where a goal stands.
    pub enum State {
        /// They said it.
        Named = "named",
        /// Something is being done about it, by whomever.
        Underway = "underway",
        /// They said that they are there.
        Attained = "attained",
        /// They do not want it any more.
        LetGo = "let_go",
    }
}

tend_core::words! {
    /// What helps them there.
    pub enum Help {
        /// Something of ours.
        Ours = "ours",
        /// Something of another's.
        Others = "others",
        /// Nothing bought: they get there without us.
        Nothing = "nothing",
    }
}

impl Help {
    /// In words, as a form and a page say it.
    pub fn label(self) -> &'static str {
        match self {
            Help::Ours => "Something of ours",
            Help::Others => "Something of another’s",
            Help::Nothing => "Nothing bought",
        }
    }
}

/// How long nobody has to say a word about a goal before it calls, where nobody chose.
pub const USUAL_CADENCE_DAYS: i64 = 42;
/// The shortest and the longest that one can choose.
pub const CADENCE_DAYS: std::ops::RangeInclusive<i64> = 1..=730;
/// So many days before the day they want it by, it calls.
const AHEAD_DAYS: i64 = 7;
/// So much of their words stands in the reason of a call, in characters.
const IN_A_REASON: usize = 90;

/// Who put it there, when, and which entry of the timeline says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where the house did it by itself.
    pub by: Option<MemberId>,
    /// The entry that says so.
    pub entry: EntryId,
}

/// What a client wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// Whose it is.
    pub client: ClientId,
    /// What they want to do, in their words.
    pub words: String,
    /// Who said it, where that is not simply the client.
    pub said_by: String,
    /// The entry it was quoted from.
    pub from_entry: Option<EntryId>,
    /// Why it matters to them.
    pub why: String,
    /// How they will know that it worked.
    pub measure: String,
    /// By when they want it.
    pub wanted_by: Option<Day>,
    /// Its place among theirs; what matters most has the lowest.
    pub rank: i64,
    /// Another goal of theirs that it serves.
    pub serves: Option<GoalId>,
    /// Where it stands.
    pub state: State,
    /// What helps them there, once somebody knows.
    pub help: Option<Help>,
    /// The same in words.
    pub help_words: String,
    /// Their latest word about it.
    pub their_word: String,
    /// After so many days without a move it calls.
    pub cadence_days: i64,
    /// Who wrote it down, and when.
    pub named: Mark,
    /// When somebody last moved it.
    pub moved_at: Timestamp,
    /// When somebody moved it before that.
    pub moved_before_at: Timestamp,
    /// How it ended, once it has.
    pub ended: Option<Mark>,
    /// Counts its changes, so that two people at once cannot undo each other unseen.
    pub version: i64,
}

impl Goal {
    /// They still want it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Named | State::Underway)
    }

    /// Somebody spoke with them about it, now.
    pub fn moved(&self, now: Timestamp) -> Goal {
        Goal { moved_at: now, moved_before_at: self.moved_at, ..self.clone() }
    }
    /// As it was before it was last moved.
    pub fn not_moved(&self) -> Goal {
        Goal { moved_at: self.moved_before_at, ..self.clone() }
    }
    /// Something is being done about it. They may have said a word about that.
    pub fn begun(&self, their_word: &str, now: Timestamp) -> Result<Goal> {
        if self.state != State::Named {
            return Err(self.refusal());
        }
        Ok(Goal { state: State::Underway, ..self.moved(now) }.with_word(their_word))
    }
    /// They said how it goes.
    pub fn spoken_of(&self, their_word: &str, now: Timestamp) -> Result<Goal> {
        self.must_be_open()?;
        Ok(self.moved(now).with_word(their_word))
    }
    /// They said that they are there. Without their word nobody is.
    pub fn attained(&self, their_word: &str, mark: Mark) -> Result<Goal> {
        self.must_be_open()?;
        if their_word.trim().is_empty() {
            return Err(Error::invalid("their_word", NO_WORD));
        }
        Ok(Goal { state: State::Attained, ended: Some(mark), ..self.moved(mark.at) }.with_word(their_word))
    }
    /// They do not want it any more.
    pub fn let_go(&self, their_word: &str, mark: Mark) -> Result<Goal> {
        self.must_be_open()?;
        Ok(Goal { state: State::LetGo, ended: Some(mark), ..self.moved(mark.at) }.with_word(their_word))
    }
    /// They want it after all, or are not there yet.
    pub fn taken_up_again(&self, now: Timestamp) -> Result<Goal> {
        if self.is_open() {
            return Err(self.refusal());
        }
        Ok(Goal { state: State::Underway, ended: None, ..self.moved(now) })
    }
    /// Something helps them there, or nothing has to.
    pub fn helped_by(&self, help: Help, words: &str) -> Goal {
        Goal { help: Some(help), help_words: words.to_owned(), ..self.clone() }
    }

    fn with_word(self, their_word: &str) -> Goal {
        if their_word.is_empty() { self } else { Goal { their_word: their_word.to_owned(), ..self } }
    }
    fn must_be_open(&self) -> Result<()> {
        if self.is_open() { Ok(()) } else { Err(self.refusal()) }
    }
    /// Why nothing more can be done with it, in words.
    fn refusal(&self) -> Error {
        Error::Conflict(match self.state {
            State::Named => "This is named and open. Nothing was changed.".into(),
            State::Underway => "This is underway already. Nothing was changed.".into(),
            State::Attained => "They said already that they are there. Nothing was changed.".into(),
            State::LetGo => "They let this go already. Nothing was changed.".into(),
        })
    }
}

/// What is said where the client's word is missing.
pub const NO_WORD: &str = "What did they say? Only their word makes it attained.";

/// Around a goal, for its call.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Who looks after the client.
    pub owner: MemberId,
    /// What one calls the client.
    pub called: &'a str,
    /// The zone of the client's place.
    pub zone: &'a TimeZone,
}

/// The call that a goal raises while it is open: a while before the day they want it by, on that day itself, or when nobody has moved
/// it for its cadence; whichever comes first after somebody last moved it.
pub fn call(goal: &Goal, around: Around) -> Option<NewCall> {
    if !goal.is_open() {
        return None;
    }
    let quiet = later(goal.moved_at.day_in(around.zone), goal.cadence_days).starts_at(around.zone);
    let wanted = goal.wanted_by.and_then(|day| {
        let marks = [later(day, -AHEAD_DAYS), day].map(|day| day.starts_at(around.zone));
        let start = marks.into_iter().find(|start| *start > goal.moved_at)?;
        (start <= quiet).then(|| When::From { start, due: day.ends_at(around.zone) })
    });
    let words = shortened(&goal.words, IN_A_REASON);
    let (kind, when, reason): (&'static CallKind, When, String) = match (wanted, goal.wanted_by) {
        (Some(when), Some(day)) => (&WANTED, when, format!("They want this by {}: “{words}”", in_words(day))),
        _ => {
            let when = When::From { start: quiet, due: quiet.plus(QUIET.grace_us) };
            let since = in_words(goal.moved_at.day_in(around.zone));
            (&QUIET, when, format!("No word since {since} on what they want: “{words}”"))
        }
    };
    let whom = if goal.said_by.is_empty() { around.called } else { &goal.said_by };
    let act = format!("Ask {whom} how it goes");
    Some(NewCall { member: around.owner, client: goal.client, kind, subject: goal.id.0, when, reason, act })
}

fn later(day: Day, days: i64) -> Day {
    Day(day.0.checked_add(Span::new().days(days)).unwrap_or(day.0))
}

/// `12 October 2026`.
pub fn in_words(day: Day) -> String {
    day.0.strftime("%-d %B %Y").to_string()
}

/// The beginning of a text, between words, with dots where something was left out.
pub fn shortened(text: &str, most: usize) -> String {
    let Some((far, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text[..far].rfind(' ').filter(|at| *at > 0).unwrap_or(far);
    format!("{} …", text[..end].trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tend_core::{calls::CareGroup, time::DAY};
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_791_900_000_000_000);

    fn goal() -> Goal {
        let mark = Mark { at: NOW, by: None, entry: EntryId(Uuid::nil()) };
        Goal {
            id: GoalId(Uuid::from_u128(1)),
            client: ClientId(Uuid::from_u128(2)),
            words: "Our nurses should arrive dry and on time".into(),
            said_by: "Amara".into(),
            from_entry: None,
            why: String::new(),
            measure: String::new(),
            wanted_by: None,
            rank: 1,
            serves: None,
            state: State::Named,
            help: None,
            help_words: String::new(),
            their_word: String::new(),
            cadence_days: 21,
            named: mark,
            moved_at: NOW,
            moved_before_at: NOW,
            ended: None,
            version: 1,
        }
    }

    fn called(goal: &Goal) -> Option<NewCall> {
        let around = Around { owner: MemberId(Uuid::from_u128(3)), called: "Harbour Clinic", zone: &TimeZone::UTC };
        call(goal, around)
    }

    fn day_of(call: &NewCall) -> Day {
        call.when.start().day_in(&TimeZone::UTC)
    }

    #[test]
    fn only_their_word_makes_it_attained() {
        let mark = Mark { at: NOW.plus(DAY), by: None, entry: EntryId(Uuid::nil()) };
        assert!(goal().attained("  ", mark).is_err());
        let there = goal().attained("Nobody talks about bikes any more", mark).expect("a word");
        assert_eq!((there.state, there.ended), (State::Attained, Some(mark)));
        assert!(there.let_go("", mark).is_err() && there.begun("", NOW).is_err());
        assert_eq!(there.taken_up_again(NOW).expect("again").state, State::Underway);
        assert_eq!(called(&there).map(|call| call.reason), None);
    }

    #[test]
    fn it_calls_when_nobody_has_moved_it_for_its_cadence() {
        let call = called(&goal()).expect("open");
        assert_eq!((call.kind.group, call.act.as_str()), (CareGroup::WorthAHello, "Ask Amara how it goes"));
        assert_eq!(day_of(&call), later(NOW.day_in(&TimeZone::UTC), 21));
        let helped = goal().moved(NOW.plus(5 * DAY));
        assert_eq!(day_of(&called(&helped).expect("open")), later(NOW.day_in(&TimeZone::UTC), 26));
        assert_eq!(helped.not_moved().moved_at, NOW);
    }

    #[test]
    fn the_day_they_want_it_by_comes_first_where_it_is_near() {
        let today = NOW.day_in(&TimeZone::UTC);
        let by = |days: i64| Goal { wanted_by: Some(later(today, days)), ..goal() };
        let start = |goal: &Goal| {
            let call = called(goal).expect("open");
            (call.kind.name, tend_core::ago::days_between(today, day_of(&call)))
        };
        assert_eq!(start(&by(20)), ("goals.wanted", 13));
        assert_eq!(start(&by(3)), ("goals.wanted", 3), "named within the week before: on the day itself");
        assert_eq!(start(&by(40)), ("goals.quiet", 21), "a hello comes first");
        assert_eq!(start(&by(-2)), ("goals.quiet", 21), "the day has passed");
    }

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(shortened("To ride again", 40), "To ride again");
        assert_eq!(shortened("To ride, again and again", 9), "To ride …");
        assert_eq!(shortened("Österreicher", 3), "Öst …");
    }

    proptest! {
        #[test]
        fn an_open_goal_calls_once_and_not_before_it_was_moved(
            cadence in CADENCE_DAYS, by in proptest::option::of(-400..400_i64), moved in 0..500_i64,
        ) {
            let today = NOW.day_in(&TimeZone::UTC);
            let goal = Goal {
                cadence_days: cadence, wanted_by: by.map(|days| later(today, days)), ..goal()
            }.moved(NOW.plus(moved * DAY));
            let call = called(&goal).expect("it is open");
            prop_assert!(call.when.start() > goal.moved_at);
            prop_assert!(call.when.due() > call.when.start());
            let quiet = later(goal.moved_at.day_in(&TimeZone::UTC), cadence).starts_at(&TimeZone::UTC);
            prop_assert!(call.when.start() <= quiet);
        }

        #[test]
        fn a_shortened_text_is_short(text in ".{0,200}", most in 1..120_usize) {
            let short = shortened(&text, most);
            prop_assert!(short.chars().count() <= most + 2);
        }
    }
}
