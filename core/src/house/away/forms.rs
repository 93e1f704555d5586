//! What is typed into the form of an absence, and how it is read: whole days of the place where somebody works.

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{Absence, NewAbsence};
use crate::{
    error::{Error, Problems, Result},
    id::MemberId,
    time::{Day, Timestamp},
};

/// An absence as it stands in a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AwayForm {
    pub member: String,
    pub from: String,
    pub until: String,
    pub deputy: String,
    pub note: String,
    pub version: String,
}

impl AwayForm {
    /// An empty form for somebody, from today on.
    pub(super) fn from_today(member: MemberId, now: Timestamp, zone: &TimeZone) -> Self {
        AwayForm { member: member.to_string(), from: now.day_in(zone).to_string(), ..AwayForm::default() }
    }

    /// The form that shows an absence.
    pub(super) fn of(absence: &Absence, zone: &TimeZone) -> Self {
        AwayForm {
            member: absence.member.to_string(),
            from: absence.from_at.day_in(zone).to_string(),
            until: last_day(absence, zone).to_string(),
            deputy: absence.deputy.to_string(),
            note: absence.note.clone(),
            version: absence.version.to_string(),
        }
    }

    /// Who is meant.
    pub(super) fn member(&self) -> Result<MemberId> {
        self.member.parse().map_err(|_| Error::invalid("member", "Choose who will be away."))
    }

    /// Reads it on the clock of their place, or says all that is wrong.
    pub(super) fn checked(&self, member: MemberId, zone: &TimeZone) -> Result<NewAbsence> {
        let mut problems = Problems::default();
        let day = |text: &str, missing: &str| text.trim().parse::<Day>().map_err(|_| missing.to_owned());
        let from = problems.take("from", day(&self.from, "Which is the first day? Choose one."));
        let until = problems.take("until", day(&self.until, "Which is the last day? Choose one."));
        let deputy = problems.take(
            "deputy",
            self.deputy.parse().map_err(|_| "Choose who looks after their clients meanwhile.".to_owned()),
        );
        problems.none()?;
        match (from, until, deputy) {
            (Some(from), Some(until), Some(deputy)) => Ok(NewAbsence {
                member,
                deputy,
                from_at: from.starts_at(zone),
                until_at: until.ends_at(zone),
                note: self.note.clone(),
            }),
            _ => Err(Error::ours("a form without problems gave no absence")),
        }
    }

    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or_default()
    }
}

/// The last day somebody is away.
pub(super) fn last_day(absence: &Absence, zone: &TimeZone) -> Day {
    absence.until_at.plus(-1).day_in(zone)
}
