//! The reflection itself: four answers for one day, who may read them, and how two texts of one evening become one. Nothing here reads
//! or writes.

use jiff::{ToSpan, tz::TimeZone};
use tend_core::{Actor, Day, Error, Problems, Result, Role, Timestamp, id::MemberId, time::DAY};

tend_core::id!(
    /// One reflection.
    ReflectionId,
);
tend_core::id!(
    /// What another device wrote for the same day.
    AsideId,
);

/// The night belongs to the evening before it until this hour.
const NIGHT_ENDS: i8 = 4;
/// The longest answer, in characters.
const LONGEST: usize = 5000;
/// A purpose is one sentence.
const LONGEST_PURPOSE: usize = 200;
/// An emptied page can be had back for this long.
pub const UNDO_US: i64 = DAY;
/// What somebody who left wrote is erased after this long.
pub const AFTER_LEAVING_US: i64 = 30 * DAY;

/// The four questions, in their order, each with the name of its field.
pub const QUESTIONS: [(&str, &str); 4] = [
    ("help", "Whom will I help tomorrow?"),
    ("ways", "In what ways?"),
    ("they_feel", "How will they feel?"),
    ("i_feel", "How will I feel?"),
];

/// The answers to the four questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Whom will I help tomorrow?
    pub help: String,
    /// In what ways?
    pub ways: String,
    /// How will they feel?
    pub they_feel: String,
    /// How will I feel?
    pub i_feel: String,
}

impl Answers {
    /// In the order of the questions.
    pub fn all(&self) -> [&str; 4] {
        [&self.help, &self.ways, &self.they_feel, &self.i_feel]
    }
    /// From what stands in that order.
    pub fn of([help, ways, they_feel, i_feel]: [String; 4]) -> Answers {
        Answers { help, ways, they_feel, i_feel }
    }
    /// Nothing is written.
    pub fn is_empty(&self) -> bool {
        self.all().iter().all(|answer| answer.is_empty())
    }
    /// As they are kept: lines end alike, nothing stands around them, none is longer than a page.
    pub fn checked(&self) -> Result<Answers> {
        let mut problems = Problems::default();
        let kept = self.all().map(|answer| answer.replace("\r\n", "\n").trim().to_owned());
        for ((field, _), answer) in QUESTIONS.iter().zip(&kept) {
            check_length(&mut problems, field, answer);
        }
        problems.none()?;
        Ok(Answers::of(kept))
    }
    /// Both texts, one below the other where they differ.
    #[must_use]
    pub fn joined_with(&self, other: &Answers) -> Answers {
        let both = self.all().into_iter().zip(other.all()).map(|(one, two)| joined(one, two));
        let mut both = both.collect::<Vec<_>>().into_iter();
        Answers::of([(); 4].map(|()| both.next().unwrap_or_default()))
    }
}

/// Both texts; one where it holds the other.
pub fn joined(one: &str, two: &str) -> String {
    match (one, two) {
        (one, "") => one.to_owned(),
        ("", two) => two.to_owned(),
        (one, two) if one.contains(two) => one.to_owned(),
        (one, two) if two.contains(one) => two.to_owned(),
        (one, two) => format!("{one}\n{two}"),
    }
}

fn check_length(problems: &mut Problems, field: &str, answer: &str) {
    let length = answer.chars().count();
    if length > LONGEST {
        problems.add(field, format!("That is {length} characters long. A page holds {LONGEST}."));
    }
}

/// What came of it, as it is kept.
pub fn checked_outcome(text: &str) -> Result<String> {
    let kept = text.replace("\r\n", "\n").trim().to_owned();
    let mut problems = Problems::default();
    check_length(&mut problems, "came_of_it", &kept);
    problems.none()?;
    Ok(kept)
}

/// A purpose, as it is kept: one sentence on one line.
pub fn checked_purpose(text: &str) -> Result<String> {
    let kept = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = kept.chars().count();
    if length > LONGEST_PURPOSE {
        let sentence =
            format!("That is {length} characters long. Say it in one sentence of {LONGEST_PURPOSE} or fewer.");
        return Err(Error::invalid("purpose", sentence));
    }
    Ok(kept)
}

/// With whom an evening is shared, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Since when.
    pub at: Timestamp,
    /// With this colleague; nobody named: with the team.
    pub to: Option<MemberId>,
}

/// One member's answers for one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reflection {
    /// Its id.
    pub id: ReflectionId,
    /// Who wrote it.
    pub member: MemberId,
    /// The day it was written for.
    pub for_day: Day,
    /// What they wrote.
    pub answers: Answers,
    /// What came of it, written when the day was over.
    pub came_of_it: String,
    /// When it was written first.
    pub written_at: Timestamp,
    /// When it was emptied.
    pub deleted_at: Option<Timestamp>,
    /// With whom it is shared.
    pub shared: Option<Shared>,
    /// Counts its changes, so that two devices do not write over each other.
    pub version: i64,
}

impl Reflection {
    /// There to be read: not emptied.
    pub fn is_there(&self) -> bool {
        self.deleted_at.is_none()
    }
    /// Its author may, and with whom they share it. The role does not matter: an admin is one of the others.
    pub fn may_be_read_by(&self, actor: &Actor) -> bool {
        let Some(reader) = actor.member else { return false };
        let is_shared = match self.shared {
            None => false,
            Some(Shared { to: Some(to), .. }) => to == reader,
            Some(Shared { to: None, .. }) => actor.role >= Role::Member,
        };
        self.member == reader || (self.is_there() && is_shared)
    }
}

/// The day one writes for: tomorrow, and in the small hours the day that is about to begin.
pub fn day_to_come(now: Timestamp, zone: &TimeZone) -> Day {
    let here = now.in_zone(zone);
    if here.hour() < NIGHT_ENDS { Day(here.date()) } else { plus_days(Day(here.date()), 1) }
}

/// That many days later.
pub fn plus_days(day: Day, days: i64) -> Day {
    Day(day.0.saturating_add(days.days()))
}

/// Whether the hour has come at which a member wants to be led to the page. It lasts until the night ends.
pub fn has_come(asks_at: i64, now: Timestamp, zone: &TimeZone) -> bool {
    let here = now.in_zone(zone);
    let minutes = i64::from(here.hour()) * 60 + i64::from(here.minute());
    here.hour() < NIGHT_ENDS || minutes >= asks_at
}

/// The ways as single lines, each of which could be a promise.
pub fn lines_of(ways: &str) -> impl Iterator<Item = &str> {
    ways.lines().map(|line| line.trim().trim_start_matches(['-', '*', '•']).trim()).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answers(text: &str) -> Answers {
        Answers::of([text, "", "", ""].map(str::to_owned))
    }

    proptest! {
        #[test]
        fn joining_loses_no_word(one in "[a-z ]{0,20}", two in "[a-z ]{0,20}") {
            let (one, two) = (answers(&one).checked().expect("short"), answers(&two).checked().expect("short"));
            let both = one.joined_with(&two);
            prop_assert!(both.help.contains(&one.help) && both.help.contains(&two.help));
            prop_assert_eq!(&both.joined_with(&two), &both, "joining twice is joining once");
        }
    }

    #[test]
    fn the_small_hours_belong_to_the_evening_before() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let day = |at: &str| day_to_come(at.parse().expect("a moment"), &zone).to_string();
        assert_eq!(day("2026-10-13T19:00:00Z"), "2026-10-14");
        assert_eq!(day("2026-10-13T23:30:00Z"), "2026-10-14");
        assert_eq!(day("2026-10-14T03:00:00Z"), "2026-10-15");
    }

    #[test]
    fn the_hour_comes_and_stays_until_the_night_ends() {
        let came = |at: &str| has_come(21 * 60, at.parse().expect("a moment"), &TimeZone::UTC);
        assert!(!came("2026-10-13T20:59:00Z") && came("2026-10-13T21:00:00Z"));
        assert!(came("2026-10-14T03:59:00Z") && !came("2026-10-14T04:00:00Z"));
    }

    #[test]
    fn lines_are_ways_whatever_stands_before_them() {
        let ways: Vec<&str> = lines_of("- One page for Jonas\n\n  • the school hill \n").collect();
        assert_eq!(ways, ["One page for Jonas", "the school hill"]);
    }
}
