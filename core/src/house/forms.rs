//! What is typed into the forms of the house, and how it is read. Forms keep the text as it was typed.

use serde::Deserialize;

use super::{
    DAYS, Holiday, Location, NewLocation, NewWorkspaceSettings, Week, WorkspaceSettings,
    hours::{read_day, write_day},
    hours_in_words::week_in_words,
    zone,
};
use crate::{
    error::{Error, Problems, Result},
    time::{DAY, HOUR},
};

/// The longest name that fits on a screen.
const LONGEST_NAME: usize = 120;

/// Reads a name: no white space around it, something in it, not endless. `missing` is the sentence for an empty one.
pub(crate) fn read_name(text: &str, missing: &str) -> Result<String, String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(missing.to_owned());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("That is a very long name. {LONGEST_NAME} letters fit."));
    }
    if name.chars().any(char::is_control) {
        return Err("There is a sign in it that no name has. Type it once more.".to_owned());
    }
    Ok(name)
}

/// A location as it stands in a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LocationForm {
    pub name: String,
    pub zone: String,
    pub monday: String,
    pub tuesday: String,
    pub wednesday: String,
    pub thursday: String,
    pub friday: String,
    pub saturday: String,
    pub sunday: String,
    pub holidays: String,
    pub looked_after_by: String,
    pub version: String,
}

impl LocationForm {
    /// An empty form with the usual week.
    pub(crate) fn usual() -> Self {
        LocationForm::default().with_week(&Week::usual())
    }

    /// The form that shows a location.
    pub(super) fn of(location: &Location) -> Self {
        let form = LocationForm {
            name: location.name.clone(),
            zone: location.zone_name().to_owned(),
            holidays: location.hours.holidays.iter().map(write_holiday).collect::<Vec<_>>().join("\n"),
            looked_after_by: location.looked_after_by.map(|member| member.to_string()).unwrap_or_default(),
            version: location.version.to_string(),
            ..LocationForm::default()
        };
        form.with_week(&location.hours.week)
    }

    fn with_week(self, week: &Week) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
            week.0.each_ref().map(|day| write_day(day));
        LocationForm { monday, tuesday, wednesday, thursday, friday, saturday, sunday, ..self }
    }

    /// Field name, label and text of each day, Monday first.
    pub(crate) fn days(&self) -> [(&'static str, &'static str, &str); 7] {
        let texts =
            [&self.monday, &self.tuesday, &self.wednesday, &self.thursday, &self.friday, &self.saturday, &self.sunday];
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        std::array::from_fn(|day| (names[day], DAYS[day], texts[day].as_str()))
    }

    /// The hours in one line, as far as they can be read.
    pub(crate) fn hours_in_words(&self) -> String {
        week_in_words(&Week(self.days().map(|(_, _, text)| read_day(text).unwrap_or_default())))
    }

    /// Reads it; what is wrong is noted.
    pub(crate) fn read(&self, problems: &mut Problems) -> Option<NewLocation> {
        let name = problems.take("name", read_name(&self.name, "What do people call this place?"));
        let zone = problems.take("zone", zone::read(&self.zone));
        let week = self.days().map(|(field, _, text)| problems.take(field, read_day(text)).unwrap_or_default());
        let holidays = problems.take("holidays", read_holidays(&self.holidays));
        let looked_after_by = self.looked_after_by.parse().ok();
        Some(NewLocation { name: name?, zone: zone?, week: Week(week), holidays: holidays?, looked_after_by })
    }

    /// Reads it, or says all that is wrong.
    pub(super) fn checked(&self) -> Result<NewLocation> {
        let mut problems = Problems::default();
        let location = self.read(&mut problems);
        problems.none()?;
        location.ok_or_else(|| Error::ours("a form without problems gave no location"))
    }

    /// The version the form was read at; a form without one is met by a conflict.
    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or_default()
    }
}

fn write_holiday(holiday: &Holiday) -> String {
    format!("{} {}", holiday.day, holiday.name).trim_end().to_owned()
}

/// One day a line, with its name behind it if one likes.
fn read_holidays(text: &str) -> Result<Vec<Holiday>, String> {
    let mut holidays =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(read_holiday).collect::<Result<Vec<_>, _>>()?;
    holidays.sort_by_key(|holiday| holiday.day);
    holidays.dedup_by_key(|holiday| holiday.day);
    Ok(holidays)
}

fn read_holiday(line: &str) -> Result<Holiday, String> {
    let (day, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let day = day.trim_end_matches([',', ':', ';']).parse();
    let day = day.map_err(|_| format!("We could not read “{line}”. Begin with the day, like 2026-12-25 Christmas."))?;
    Ok(Holiday { day, name: name.trim().to_owned() })
}

/// What is set for the whole workspace, as it stands in a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WorkspaceForm {
    pub name: String,
    pub grace: String,
    pub grace_unit: String,
    pub version: String,
}

/// Nobody waits longer than this for a promise to be called broken, in days.
const LONGEST_GRACE_DAYS: i64 = 90;

impl WorkspaceForm {
    /// The form that shows what is set.
    pub(super) fn of(settings: &WorkspaceSettings) -> Self {
        let hours = settings.promise_grace_us / HOUR;
        let in_days = hours % 24 == 0 && hours > 0;
        WorkspaceForm {
            name: settings.name.clone(),
            grace: (if in_days { hours / 24 } else { hours }).to_string(),
            grace_unit: (if in_days { "days" } else { "hours" }).to_owned(),
            version: settings.version.to_string(),
        }
    }

    /// Reads it, or says all that is wrong.
    pub(super) fn checked(&self) -> Result<NewWorkspaceSettings> {
        let mut problems = Problems::default();
        let name = problems.take("name", read_name(&self.name, "What is your company called?"));
        let grace = problems.take("grace", self.read_grace());
        problems.none()?;
        let (Some(name), Some(promise_grace_us)) = (name, grace) else {
            return Err(Error::ours("a form without problems gave no settings"));
        };
        Ok(NewWorkspaceSettings { name, promise_grace_us })
    }

    fn read_grace(&self) -> Result<i64, String> {
        let count: i64 = self.grace.trim().parse().map_err(|_| "Write a number, such as 1.".to_owned())?;
        let unit_us = if self.grace_unit == "days" { DAY } else { HOUR };
        let grace_us = count.saturating_mul(unit_us);
        if count < 0 || grace_us > LONGEST_GRACE_DAYS * DAY {
            return Err(format!("Between nothing and {LONGEST_GRACE_DAYS} days."));
        }
        Ok(grace_us)
    }

    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let form = LocationForm { monday: "nine".into(), holidays: "Christmas".into(), ..LocationForm::usual() };
        let Err(Error::Invalid(problems)) = form.checked() else { panic!("such a form is not taken") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "zone", "monday", "holidays"]);
    }

    #[test]
    fn holidays_are_read_in_any_order_and_once() {
        let days = read_holidays("2027-01-01\n\n2026-12-25  Christmas Day\n2026-12-25 again").expect("readable");
        assert_eq!(days.iter().map(write_holiday).collect::<Vec<_>>(), ["2026-12-25 Christmas Day", "2027-01-01"]);
    }

    #[test]
    fn a_grace_reads_in_the_largest_unit_that_fits() {
        let form = |promise_grace_us| {
            let settings =
                WorkspaceSettings { id: crate::id::fresh(), name: "Linden".into(), promise_grace_us, version: 1 };
            WorkspaceForm::of(&settings)
        };
        let words = |form: &WorkspaceForm| format!("{} {}", form.grace, form.grace_unit);
        assert_eq!([0, 6 * HOUR, 2 * DAY].map(|us| words(&form(us))), ["0 hours", "6 hours", "2 days"]);
        assert_eq!([0, 6 * HOUR, 2 * DAY].map(|us| form(us).read_grace()), [Ok(0), Ok(6 * HOUR), Ok(2 * DAY)]);
        assert!(WorkspaceForm { grace: "-1".into(), ..WorkspaceForm::default() }.read_grace().is_err());
        assert!(
            WorkspaceForm { grace: "91".into(), grace_unit: "days".into(), ..WorkspaceForm::default() }
                .read_grace()
                .is_err()
        );
    }
}
