//! The report itself: what is measured of a problem, and what becomes of many. Pure functions.

use std::collections::BTreeMap;

use tend_core::{
    Timestamp,
    house::Hours,
    id::LocationId,
    stats::{Lasted, Survival},
    ui::Runs,
};
use tend_problems::{ProblemId, problem::CauseId};

tend_core::words! {
    /// What is measured: how long it took until something was so for the client.
    pub enum Measure {
        /// They heard from us.
        FirstWord = "first_word",
        /// They heard from us; only the time counts in which the place was open.
        FirstWordWhileOpen = "first_word_while_open",
        /// They were safe, and knew who looks after them.
        Safe = "safe",
        /// They said it is settled.
        Settled = "settled",
    }
}

impl Measure {
    /// What it is the time to.
    pub const fn title(self) -> &'static str {
        match self {
            Measure::FirstWord => "To the first word",
            Measure::FirstWordWhileOpen => "To the first word, while we were open",
            Measure::Safe => "To being safe",
            Measure::Settled => "To settled, by their word",
        }
    }
    /// What had happened, behind “half”.
    pub const fn had(self) -> &'static str {
        match self {
            Measure::FirstWord | Measure::FirstWordWhileOpen => "had heard from us",
            Measure::Safe => "were safe",
            Measure::Settled => "were settled",
        }
    }
    /// Which time counts.
    pub const fn runs(self) -> Runs {
        match self {
            Measure::FirstWordWhileOpen => Runs::WhileOpen,
            _ => Runs::OnTheWall,
        }
    }
}

/// One problem, as far as a report looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub id: ProblemId,
    /// Its number.
    pub number: i64,
    /// What, in a line.
    pub title: String,
    /// Its place.
    pub location: LocationId,
    /// What lies behind it, and what that is called.
    pub cause: Option<(CauseId, String)>,
    /// It came with an import, open: what was said before is not known here.
    pub is_imported: bool,
    /// When it was taken in.
    pub raised_at: Timestamp,
    /// Since when it is under way this time.
    pub begun_at: Timestamp,
    /// When they heard from us first.
    pub first_word_at: Option<Timestamp>,
    /// When they were safe, this time.
    pub contained_at: Option<Timestamp>,
    /// When they said it is settled.
    pub settled_at: Option<Timestamp>,
    /// How often it came back.
    pub reopened: i64,
}

impl Told {
    /// How long it lasted until then, or has lasted so far; nothing where it is not known.
    pub fn lasted(&self, measure: Measure, now: Timestamp, hours: Option<&Hours>) -> Option<Lasted> {
        let (from, until, gone_at) = match measure {
            Measure::Settled => (self.raised_at, self.settled_at, None),
            _ if self.is_imported => return None,
            // Who says that it is settled before a word of ours, waits for none any more.
            Measure::FirstWord | Measure::FirstWordWhileOpen => (self.raised_at, self.first_word_at, self.settled_at),
            Measure::Safe => (self.begun_at, self.contained_at.or(self.settled_at), None),
        };
        let end = until.or(gone_at).unwrap_or(now);
        let us = match measure {
            Measure::FirstWordWhileOpen => hours?.opening_time_between(from, end),
            _ => end.since(from),
        };
        Some(Lasted { us, ended: until.is_some() })
    }
}

/// A measure of several problems.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What is measured.
    pub measure: Measure,
    /// Of all of them.
    pub survival: Survival,
    /// The problems themselves, while they are too few for a curve, what took longest in front.
    pub few: Vec<(Told, Lasted)>,
}

/// The problems of one place, or of one cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<I> {
    /// Which.
    pub id: I,
    /// What it is called.
    pub name: String,
    /// How many there are.
    pub n: u64,
    /// What is measured, all time counted.
    pub curves: Vec<Curve>,
}

/// How problems went.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How many are looked at.
    pub n: u64,
    /// When the first of them was taken in.
    pub since: Option<Timestamp>,
    /// There are older ones that are not looked at.
    pub capped: bool,
    /// All measures, of all of them.
    pub curves: Vec<Curve>,
    /// By place, most problems first.
    pub by_place: Vec<Group<LocationId>>,
    /// By cause, most problems first.
    pub by_cause: Vec<Group<CauseId>>,
    /// How many causes more there are.
    pub more_causes: usize,
    /// How many were settled at some time.
    pub settled: u64,
    /// How many of those came back.
    pub came_back: u64,
}

/// Too few for a curve: the problems themselves are shown.
pub const ENOUGH: usize = tend_core::ui::ENOUGH as usize;
/// What is measured by place and by cause.
const BY_GROUP: [Measure; 3] = [Measure::FirstWord, Measure::Safe, Measure::Settled];
/// More causes than these are counted, not shown.
const MOST_CAUSES: usize = 12;

/// The places, each with its name and when it is open.
pub type Places = BTreeMap<LocationId, (String, Hours)>;

/// What becomes of these problems at `now`.
pub fn report(told: &[Told], capped: bool, places: &Places, now: Timestamp) -> Report {
    let all: Vec<&Told> = told.iter().collect();
    let name_of = |location: LocationId| places.get(&location).map_or("", |(name, _)| name.as_str()).to_owned();
    let by_place = groups(&all, |one| Some((one.location, name_of(one.location))), places, now);
    let mut by_cause = groups(&all, |one| one.cause.clone(), places, now);
    let more_causes = by_cause.len().saturating_sub(MOST_CAUSES);
    by_cause.truncate(MOST_CAUSES);
    Report {
        n: told.len() as u64,
        since: told.iter().map(|one| one.raised_at).min(),
        capped,
        curves: Measure::ALL.iter().map(|measure| curve(*measure, &all, places, now)).collect(),
        by_place,
        by_cause,
        more_causes,
        settled: told.iter().filter(|one| one.settled_at.is_some() || one.reopened > 0).count() as u64,
        came_back: told.iter().filter(|one| one.reopened > 0).count() as u64,
    }
}

fn curve(measure: Measure, told: &[&Told], places: &Places, now: Timestamp) -> Curve {
    let hours = |one: &Told| places.get(&one.location).map(|(_, hours)| hours);
    let lasted: Vec<(&Told, Lasted)> =
        told.iter().filter_map(|one| Some((*one, one.lasted(measure, now, hours(one))?))).collect();
    let mut few = Vec::new();
    if lasted.len() < ENOUGH {
        few = lasted.iter().map(|(one, lasted)| ((*one).clone(), *lasted)).collect();
        few.sort_by_key(|(one, lasted)| (std::cmp::Reverse(lasted.us), one.number));
    }
    Curve { measure, survival: Survival::of(lasted.into_iter().map(|(_, lasted)| lasted)), few }
}

/// The problems by what they share; most in front, then by name.
fn groups<I: Ord + Copy>(
    told: &[&Told],
    key: impl Fn(&Told) -> Option<(I, String)>,
    places: &Places,
    now: Timestamp,
) -> Vec<Group<I>> {
    let mut by: BTreeMap<I, (String, Vec<&Told>)> = BTreeMap::new();
    for one in told {
        if let Some((id, name)) = key(one) {
            by.entry(id).or_insert_with(|| (name, Vec::new())).1.push(one);
        }
    }
    let group = |(id, (name, told)): (I, (String, Vec<&Told>))| Group {
        id,
        name,
        n: told.len() as u64,
        curves: BY_GROUP.iter().map(|measure| curve(*measure, &told, places, now)).collect(),
    };
    let mut groups: Vec<Group<I>> = by.into_iter().map(group).collect();
    groups.sort_by(|one, other| other.n.cmp(&one.n).then_with(|| one.name.cmp(&other.name)));
    groups
}

#[cfg(test)]
mod tests {
    use tend_core::time::{DAY, HOUR};
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_791_878_640_000_000);

    fn told(number: u128) -> Told {
        Told {
            id: ProblemId(Uuid::from_u128(number)),
            number: i64::try_from(number).unwrap_or_default(),
            title: format!("Bike {number}"),
            location: LocationId(Uuid::from_u128(1)),
            cause: None,
            is_imported: false,
            raised_at: NOW.plus(-5 * DAY),
            begun_at: NOW.plus(-5 * DAY),
            first_word_at: None,
            contained_at: None,
            settled_at: None,
            reopened: 0,
        }
    }

    fn usual() -> Hours {
        Hours {
            week: tend_core::house::Week::usual(),
            holidays: Vec::new(),
            zone: jiff::tz::TimeZone::get("Europe/Amsterdam").expect("a zone"),
        }
    }

    #[test]
    fn what_waits_counts_as_long_as_it_waits() {
        let open = told(1);
        for measure in [Measure::FirstWord, Measure::Safe, Measure::Settled] {
            assert_eq!(open.lasted(measure, NOW, None), Some(Lasted::so_far(5 * DAY)), "{measure}");
        }
        let heard = Told { first_word_at: Some(open.raised_at.plus(HOUR)), ..open };
        assert_eq!(heard.lasted(Measure::FirstWord, NOW, None), Some(Lasted::until_its_end(HOUR)));
    }

    #[test]
    fn who_settles_it_without_a_word_of_ours_goes_out_of_sight_and_is_safe() {
        let settled = Told { settled_at: Some(NOW.plus(-4 * DAY)), ..told(1) };
        assert_eq!(settled.lasted(Measure::FirstWord, NOW, None), Some(Lasted::so_far(DAY)));
        assert_eq!(settled.lasted(Measure::Safe, NOW, None), Some(Lasted::until_its_end(DAY)));
        assert_eq!(settled.lasted(Measure::Settled, NOW, None), Some(Lasted::until_its_end(DAY)));
    }

    #[test]
    fn what_came_back_is_to_be_safe_anew_and_settled_since_the_beginning() {
        let back = Told { begun_at: NOW.plus(-DAY), reopened: 1, ..told(1) };
        assert_eq!(back.lasted(Measure::Safe, NOW, None), Some(Lasted::so_far(DAY)));
        assert_eq!(back.lasted(Measure::Settled, NOW, None), Some(Lasted::so_far(5 * DAY)));
    }

    #[test]
    fn a_night_is_no_opening_time() {
        let (evening, morning) = ("2026-10-12T17:00:00+02:00", "2026-10-13T11:00:00+02:00");
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let one = Told { raised_at: at(evening), first_word_at: Some(at(morning)), ..told(1) };
        let open = usual().opening_time_between(at(evening), at(morning));
        assert_eq!(one.lasted(Measure::FirstWordWhileOpen, NOW, Some(&usual())), Some(Lasted::until_its_end(open)));
        assert!(open < 4 * HOUR, "{open}");
        assert_eq!(one.lasted(Measure::FirstWord, NOW, None), Some(Lasted::until_its_end(18 * HOUR)));
    }

    #[test]
    fn what_came_open_with_an_import_tells_only_when_it_was_settled() {
        let one = Told { is_imported: true, settled_at: Some(NOW), ..told(1) };
        assert_eq!(one.lasted(Measure::FirstWord, NOW, None), None);
        assert_eq!(one.lasted(Measure::Settled, NOW, None), Some(Lasted::until_its_end(5 * DAY)));
    }

    #[test]
    fn few_are_told_one_by_one_and_groups_stand_by_size() {
        let pads = (CauseId(Uuid::from_u128(7)), "Glazed pads".to_owned());
        let mut all: Vec<Told> = (0..14).map(told).collect();
        all[0].cause = Some(pads.clone());
        all[1].location = LocationId(Uuid::from_u128(2));
        (all[2].reopened, all[3].settled_at) = (1, Some(NOW));
        let places: Places = [(1, "Market Street"), (2, "Canal Yard")]
            .map(|(id, name)| (LocationId(Uuid::from_u128(id)), (name.to_owned(), usual())))
            .into();
        let report = report(&all, false, &places, NOW);
        assert_eq!((report.n, report.settled, report.came_back), (14, 2, 1));
        let names: Vec<(&str, u64)> = report.by_place.iter().map(|group| (group.name.as_str(), group.n)).collect();
        assert_eq!(names, [("Market Street", 13), ("Canal Yard", 1)]);
        assert_eq!(report.by_cause.len(), 1);
        assert_eq!(report.by_cause[0].curves[0].few[0].0.number, 0);
        assert!(report.curves[0].few.is_empty());
        assert_eq!(report.curves[3].survival.open(), 13);
    }
}
