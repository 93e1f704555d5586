//! The noun: what a handoff is, how it ends, and until when it waits. No I/O.

use jiff::ToSpan;
use tend_core::{
    Day, Timestamp,
    house::Hours,
    id::{ClientId, MemberId},
};
use uuid::Uuid;

tend_core::id!(
    /// One handoff.
    HandoffId,
);

tend_core::words! {
    /// How a handoff stands.
    pub enum State {
        /// For an answer.
        Waiting = "waiting",
        /// They said yes: it is theirs.
        Accepted = "accepted",
        /// They said no: it stays where it was.
        Declined = "declined",
        /// Whoever asked took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Unanswered = "unanswered",
        /// Something else happened meanwhile: it changed hands, was laid aside, or they left.
        Overtaken = "overtaken",
    }
}

/// The word for a whole client among what can be handed over.
pub const CLIENT: &str = "client";
/// The longest briefing, in characters.
pub const LONGEST_BRIEFING: usize = 8000;
/// The longest word with an answer, in characters.
pub const LONGEST_WORD: usize = 1000;
/// So many opening days somebody has for an answer, unless an admin sets another number.
pub const ANSWER_DAYS: i64 = 2;
/// No more than this can be set.
pub const MOST_ANSWER_DAYS: i64 = 30;

/// A client, or something of theirs, that is to be passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handoff {
    /// Its id.
    pub id: HandoffId,
    /// Whom it is about.
    pub client: ClientId,
    /// What is passed: `client`, `problem`.
    pub subject: String,
    /// Which one; none where it is the whole client.
    pub subject_id: Option<Uuid>,
    /// What it was called when somebody asked.
    pub about: String,
    /// Whose it is until they say yes.
    pub from: MemberId,
    /// Their name.
    pub from_name: String,
    /// Who is asked.
    pub to: MemberId,
    /// Their name.
    pub to_name: String,
    /// Who asked: the owner, or an admin or coach for them.
    pub asked_by: Option<MemberId>,
    /// When.
    pub asked_at: Timestamp,
    /// Until when it waits.
    pub answer_by: Timestamp,
    /// What they should read first.
    pub briefing: String,
    /// How it stands.
    pub state: State,
    /// Since when it waits no more.
    pub ended_at: Option<Timestamp>,
    /// Who ended it; nobody where time did.
    pub ended_by: Option<MemberId>,
    /// What was said with the answer; may be empty.
    pub word: String,
    /// Counts its changes.
    pub version: i64,
}

impl Handoff {
    /// The thing itself.
    pub fn thing(&self) -> Uuid {
        self.subject_id.unwrap_or(self.client.0)
    }

    /// Does it still wait?
    pub fn waits(&self) -> bool {
        self.state == State::Waiting
    }

    /// May this member take it back? Whose it is, and who asked.
    pub fn is_of(&self, member: Option<MemberId>) -> bool {
        member.is_some() && (member == Some(self.from) || member == self.asked_by)
    }

    /// How it ended, for whoever comes too late.
    pub fn already(&self) -> String {
        let (to, from) = (given(&self.to_name), given(&self.from_name));
        let about = &self.about;
        match self.state {
            State::Waiting => format!("{to} was not asked in vain: it still waits for an answer."),
            State::Accepted => format!("{to} said yes a moment before. {about} is in {to}’s hands."),
            State::Declined => format!("{to} said no a moment before. {about} stays with {from}."),
            State::Withdrawn => format!("It was taken back a moment before. {about} stays with {from}."),
            State::Unanswered => format!("Nobody answered in time. {about} stayed with {from}; {from} can ask again."),
            State::Overtaken => format!("Something else happened meanwhile: {}", self.word),
        }
    }

    /// The same, ended.
    pub fn ended(&self, state: State, at: Timestamp, by: Option<MemberId>, word: impl Into<String>) -> Handoff {
        Handoff { state, ended_at: Some(at), ended_by: by, word: word.into(), ..self.clone() }
    }
}

/// Colleagues go by their given names.
pub fn given(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// How far ahead opening days are looked for.
const LOOK_AHEAD_DAYS: i64 = 400;

/// Until when an answer is waited for: until the place closes on that many opening days after the day of asking. A place that is never
/// open counts every day.
pub fn answer_by(asked_at: Timestamp, hours: &Hours, days: i64) -> Timestamp {
    let today = asked_at.day_in(&hours.zone);
    let mut closings =
        (1..=LOOK_AHEAD_DAYS).filter_map(|ahead| closing(hours, today.0.checked_add(ahead.days()).ok()?));
    let nth = usize::try_from(days.max(1) - 1).unwrap_or(0);
    closings.nth(nth).unwrap_or_else(|| {
        let last = today.0.checked_add(days.max(1).days()).unwrap_or(today.0);
        Day(last).ends_at(&hours.zone)
    })
}

/// When a place closes on that day; nothing where it does not open.
fn closing(hours: &Hours, day: jiff::civil::Date) -> Option<Timestamp> {
    if hours.is_holiday(day) {
        return None;
    }
    let last = hours.week.on(day.weekday()).last()?;
    let closing_day = if last.is_overnight() { day.tomorrow().ok()? } else { day };
    closing_day.to_datetime(last.closes).to_zoned(hours.zone.clone()).ok().map(|at| Timestamp::from(&at))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use tend_core::{
        house::{Holiday, Week},
        time::DAY,
    };

    use super::*;

    fn berlin(holidays: &[&str]) -> Hours {
        let holidays = holidays.iter().map(|day| Holiday { day: day.parse().expect("a day"), name: String::new() });
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        Hours { week: Week::usual(), holidays: holidays.collect(), zone }
    }
    fn by(asked: &str, hours: &Hours, days: i64) -> String {
        answer_by(asked.parse().expect("a moment"), hours, days).to_string()
    }

    #[test]
    fn an_answer_is_waited_for_on_opening_days() {
        // Tuesday morning: until Thursday evening.
        assert_eq!(by("2026-10-13T08:00:00Z", &berlin(&[]), 2), "2026-10-15T16:00:00Z");
        // Thursday: until Monday, for nobody is there at the weekend; and a holiday does not count.
        assert_eq!(by("2026-10-15T08:00:00Z", &berlin(&[]), 2), "2026-10-19T16:00:00Z");
        assert_eq!(by("2026-10-15T08:00:00Z", &berlin(&["2026-10-19"]), 2), "2026-10-20T16:00:00Z");
        // The clocks go back on Sunday: still at six on the wall.
        assert_eq!(by("2026-10-23T08:00:00Z", &berlin(&[]), 1), "2026-10-26T17:00:00Z");
        let never = Hours { week: Week::default(), ..berlin(&[]) };
        assert_eq!(by("2026-10-13T08:00:00Z", &never, 2), "2026-10-15T22:00:00Z");
    }

    proptest! {
        #[test]
        fn nobody_is_hurried(asked in 0..2000 * DAY, days in 1..30i64) {
            let asked = Timestamp(1_790_000_000_000_000).plus(asked);
            let until = answer_by(asked, &berlin(&[]), days);
            prop_assert!(until > asked);
            prop_assert!(answer_by(asked, &berlin(&[]), days + 1) > until);
        }
    }

    #[test]
    fn whoever_comes_late_hears_how_it_ended() {
        let id = |number| MemberId(Uuid::from_u128(number));
        let waiting = Handoff {
            id: HandoffId(Uuid::from_u128(9)),
            client: ClientId(Uuid::from_u128(8)),
            subject: CLIENT.into(),
            subject_id: None,
            about: "Marta Kovács".into(),
            from: id(1),
            from_name: "Tomás Ribeiro".into(),
            to: id(2),
            to_name: "Wen Liu".into(),
            asked_by: Some(id(1)),
            asked_at: Timestamp(0),
            answer_by: Timestamp(DAY),
            briefing: String::new(),
            state: State::Waiting,
            ended_at: None,
            ended_by: None,
            word: String::new(),
            version: 1,
        };
        let said = |state| waiting.ended(state, Timestamp(1), Some(id(2)), "Noor has her now").already();
        assert_eq!(said(State::Accepted), "Wen said yes a moment before. Marta Kovács is in Wen’s hands.");
        assert_eq!(said(State::Withdrawn), "It was taken back a moment before. Marta Kovács stays with Tomás.");
        assert_eq!(said(State::Overtaken), "Something else happened meanwhile: Noor has her now");
        assert!(waiting.is_of(Some(id(1))) && !waiting.is_of(Some(id(2))) && !waiting.is_of(None));
        assert_eq!(waiting.thing(), waiting.client.0);
    }
}
