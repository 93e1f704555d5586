//! The problem itself: its states, and the rules by which it goes from one to the next, forth and back. Nothing here reads or writes.

use serde::{Deserialize, Serialize};
use tend_core::{
    Error, Result, Timestamp,
    id::{ClientId, EntryId, LocationId, MemberId},
};
use tend_promises::PromiseId;

tend_core::id!(
    /// One problem.
    ProblemId,
    /// What lies behind several problems.
    CauseId,
);

tend_core::words! {
    /// Where a problem stands.
    pub enum State {
        /// Somebody looks after it; the client is not safe yet.
        Open = "open",
        /// The client is safe and knows who looks after them.
        Contained = "contained",
        /// The cause is gone.
        Fixed = "fixed",
        /// What they lost is made good.
        MadeRight = "made_right",
        /// The client said so, or stayed silent when asked twice.
        Settled = "settled",
    }
}

impl State {
    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            State::Open => "Open",
            State::Contained => "Made safe",
            State::Fixed => "Fixed",
            State::MadeRight => "Made right",
            State::Settled => "Settled",
        }
    }
}

tend_core::words! {
    /// How bad it is for the client.
    pub enum Severity {
        /// Somebody is not safe, or nothing goes any more.
        Unsafe = "unsafe",
        /// It keeps them from what they want to do.
        Hinders = "hinders",
        /// A small thing, and still a thing.
        Small = "small",
    }
}

impl Severity {
    /// The words on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Severity::Unsafe => "Not safe, or nothing goes",
            Severity::Hinders => "It keeps them from what they want",
            Severity::Small => "A small thing",
        }
    }
}

tend_core::words! {
    /// How it reached us.
    pub enum Source {
        /// A member took it in.
        Member = "member",
        /// The client, or somebody for them, reported it from outside.
        Outside = "outside",
        /// It came with an import.
        Import = "import",
    }
}

tend_core::words! {
    /// How we know that it is settled.
    pub enum How {
        /// They said so to one of us.
        Said = "said",
        /// They said so themselves, by their link.
        Link = "link",
        /// Asked twice, a day or more apart, they stayed silent.
        Silence = "silence",
        /// It came so with an import; reports leave it out.
        Import = "import",
    }
}

/// Who put it there, when, and which entry of the timeline says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where the house did it by itself, or somebody from outside.
    pub by: Option<MemberId>,
    /// The entry that says so.
    pub entry: EntryId,
}

/// By when what is to have happened, in the opening time of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dues {
    /// The client has heard from us.
    pub first_word: Timestamp,
    /// They hear from us again.
    pub next_word: Timestamp,
    /// It is made right.
    pub done: Timestamp,
}

/// The next word to them, as a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The promise.
    pub promise: PromiseId,
    /// Since when it is due no more: it was given, not needed, or broken.
    pub ended_at: Option<Timestamp>,
}

/// Something that went wrong for a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// The number people see: P-221.
    pub number: i64,
    /// For whom it went wrong.
    pub client: ClientId,
    /// Whose it is, from the first second until the client says it is settled.
    pub owner: MemberId,
    /// The place whose opening hours count.
    pub location: LocationId,
    /// What, in a line.
    pub title: String,
    /// What happened, as it was told; may be empty.
    pub words: String,
    /// Who told us, where it was not the client; may be empty.
    pub told_by: String,
    /// Where it happened, in words; may be empty.
    pub place: String,
    /// Since when, as far as anybody knows.
    pub since: Option<Timestamp>,
    /// How bad it is for them.
    pub severity: Severity,
    /// How it reached us.
    pub source: Source,
    /// Where it stands.
    pub state: State,
    /// What lies behind it, where somebody knows.
    pub cause: Option<CauseId>,
    /// Who took it in.
    pub raised: Mark,
    /// The client heard from us for the first time.
    pub first_word: Option<Mark>,
    /// The client became safe.
    pub contained: Option<Mark>,
    /// The cause was gone.
    pub fixed: Option<Mark>,
    /// What they lost was made good.
    pub made_right: Option<Mark>,
    /// It was settled.
    pub settled: Option<Mark>,
    /// How we know that.
    pub settled_how: Option<How>,
    /// Since when it is under way this time.
    pub begun_at: Timestamp,
    /// How often it came back.
    pub reopened: i64,
    /// When they last heard from us about it.
    pub last_word_at: Option<Timestamp>,
    /// By when what is to have happened.
    pub dues: Dues,
    /// The last time somebody promised when they hear from us again.
    pub word: Option<Word>,
    /// Counts its changes, so that two people at once cannot undo each other unseen.
    pub version: i64,
}

impl Problem {
    /// “P-221”.
    pub fn called(&self) -> String {
        called(self.number)
    }
    /// Somebody still has to do something.
    pub fn is_open(&self) -> bool {
        self.state != State::Settled
    }
    /// A client with such a problem is served first: they are not safe yet, or what hurt them is still there.
    pub fn comes_first(&self) -> bool {
        matches!(self.state, State::Open | State::Contained)
    }
    /// Something about it is past its time.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.due_at().is_some_and(|due| due < now)
    }
    /// The promise of the next word, while it is due.
    pub fn promised_word(&self) -> Option<PromiseId> {
        self.word.filter(|word| word.ended_at.is_none()).map(|word| word.promise)
    }
    /// The promised word is due no more.
    pub fn without_word(self, at: Timestamp) -> Problem {
        let word = self.word.map(|word| Word { ended_at: word.ended_at.or(Some(at)), ..word });
        Problem { word, ..self }
    }
    /// The first of what is due with it; nothing once it is settled.
    pub fn due_at(&self) -> Option<Timestamp> {
        let word = if self.first_word.is_none() { self.dues.first_word } else { self.dues.next_word };
        match self.state {
            State::Settled => None,
            State::MadeRight => Some(word),
            State::Open | State::Contained | State::Fixed => Some(word.min(self.dues.done)),
        }
    }
    /// Who put it into a state, and when; of a state it went past, the mark of going past.
    pub fn mark(&self, state: State) -> Option<Mark> {
        match state {
            State::Open => Some(self.raised),
            State::Contained => self.contained,
            State::Fixed => self.fixed,
            State::MadeRight => self.made_right,
            State::Settled => self.settled,
        }
    }

    /// It goes forth to made safe, fixed or made right, past what lies between, or back to one of those or to open.
    pub fn stepped(&self, to: State, mark: Mark) -> Result<Problem> {
        if to == self.state || to == State::Settled || !self.is_open() {
            return Err(self.refusal());
        }
        let passed = |state: State, before: Option<Mark>| match state {
            state if state > to => None,
            state if state > self.state => Some(mark),
            _ => before,
        };
        Ok(Problem {
            state: to,
            contained: passed(State::Contained, self.contained),
            fixed: passed(State::Fixed, self.fixed),
            made_right: passed(State::MadeRight, self.made_right),
            ..self.clone()
        })
    }
    /// The client says it is good, or stayed silent.
    pub fn settled(&self, how: How, mark: Mark) -> Result<Problem> {
        if !self.is_open() {
            return Err(self.refusal());
        }
        Ok(Problem { state: State::Settled, settled: Some(mark), settled_how: Some(how), ..self.clone() })
    }
    /// It came back: it is open again, and everything is due anew.
    pub fn opened_again(&self, at: Timestamp, dues: Dues) -> Result<Problem> {
        if self.is_open() {
            return Err(self.refusal());
        }
        Ok(Problem {
            state: State::Open,
            contained: None,
            fixed: None,
            made_right: None,
            settled: None,
            settled_how: None,
            begun_at: at,
            reopened: self.reopened + 1,
            dues,
            ..self.clone()
        })
    }
    /// The client says that it is not good yet: what was done did not help, so the cause is still there.
    pub fn not_good(&self) -> State {
        if self.contained.is_some() { State::Contained } else { State::Open }
    }
    /// They heard from us; they hear again by `next`.
    pub fn told(&self, mark: Mark, next: Timestamp) -> Result<Problem> {
        if !self.is_open() {
            return Err(self.refusal());
        }
        Ok(Problem {
            first_word: self.first_word.or(Some(mark)),
            last_word_at: Some(mark.at),
            dues: Dues { next_word: next, ..self.dues },
            ..self.clone()
        })
    }
    /// Another member looks after it from now on.
    pub fn given(&self, owner: MemberId) -> Result<Problem> {
        if owner == self.owner {
            return Err(Error::invalid("owner", "It is theirs already. Choose somebody else."));
        }
        Ok(Problem { owner, ..self.clone() })
    }

    /// Why it cannot go there, in words.
    pub fn refusal(&self) -> Error {
        Error::Conflict(match self.state {
            State::Open => "This problem is open. Nothing was changed.".into(),
            State::Contained => "They are safe already. Nothing was changed.".into(),
            State::Fixed => "It is fixed already. Nothing was changed.".into(),
            State::MadeRight => "It is made right already. Nothing was changed.".into(),
            State::Settled => "This problem is settled. Open it again if it came back.".into(),
        })
    }
}

/// “P-221”.
pub fn called(number: i64) -> String {
    format!("P-{number}")
}

/// The longest line that says what is wrong, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The longest account, in characters.
pub const LONGEST_WORDS: usize = 4000;
/// As many letters of what was told make a title.
const USUAL_TITLE: usize = 90;

/// A title made of what was told: its first sentence, or as much of it as a line holds.
pub fn title_of(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default().trim();
    let end = line.find(['.', '!', '?']).filter(|end| *end > 0).unwrap_or(line.len());
    let sentence = &line[..end];
    if sentence.chars().count() <= USUAL_TITLE {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(USUAL_TITLE).collect();
    let whole = cut.rfind(' ').map_or(cut.as_str(), |blank| &cut[..blank]);
    format!("{} …", whole.trim_end_matches([',', ';', ':']))
}

/// What somebody typed, without space around it; refused where it is too long, or empty though it must not be.
pub fn in_words(text: &str, most: usize, when_empty: Option<&str>) -> Result<String, String> {
    let text = text.trim();
    match (text.chars().count(), when_empty) {
        (0, Some(sentence)) => Err(sentence.to_owned()),
        (length, _) if length > most => Err(format!("That is {length} characters long. Say it in {most} or fewer.")),
        _ if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\r' && letter != '\t') => {
            Err("There is a character in it that cannot be shown.".to_owned())
        }
        _ => Ok(text.replace("\r\n", "\n")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples::a_problem;

    fn mark(at: i64) -> Mark {
        Mark { at: Timestamp(at), by: None, entry: EntryId(uuid::Uuid::from_u128(at.unsigned_abs().into())) }
    }

    #[test]
    fn a_title_is_the_first_sentence() {
        assert_eq!(title_of(" The brakes fade in rain. She is fine but shaken."), "The brakes fade in rain");
        assert_eq!(title_of("Spilled wine\nnew blouse on us"), "Spilled wine");
        let long = title_of(&"and on and on ".repeat(20));
        assert!(long.chars().count() <= USUAL_TITLE + 2 && long.ends_with('…'), "{long}");
        assert_eq!(title_of(""), "");
    }

    #[test]
    fn going_past_a_state_marks_it_and_going_back_forgets_it() {
        let open = a_problem();
        let right = open.stepped(State::MadeRight, mark(5)).expect("forth");
        assert_eq!((right.contained, right.fixed, right.made_right), (Some(mark(5)), Some(mark(5)), Some(mark(5))));
        let back = right.stepped(State::Contained, mark(9)).expect("back");
        assert_eq!((back.contained, back.fixed, back.made_right), (Some(mark(5)), None, None));
        assert_eq!(back.stepped(State::Open, mark(10)).expect("back").contained, None);
    }

    #[test]
    fn only_the_way_of_settling_settles() {
        let open = a_problem();
        assert!(open.stepped(State::Settled, mark(1)).is_err());
        let settled = open.settled(How::Said, mark(1)).expect("settled");
        assert_eq!((settled.state, settled.due_at()), (State::Settled, None));
        assert!(settled.stepped(State::Fixed, mark(2)).is_err() && settled.settled(How::Link, mark(2)).is_err());
        let again = settled.opened_again(Timestamp(7), open.dues).expect("open again");
        assert_eq!((again.state, again.reopened, again.settled), (State::Open, 1, None));
    }

    proptest! {
        #[test]
        fn a_state_is_marked_if_it_was_reached(steps in proptest::collection::vec(0usize..4, 1..12)) {
            let mut problem = a_problem();
            for (index, step) in steps.into_iter().enumerate() {
                let to = State::ALL[step];
                if let Ok(next) = problem.stepped(to, mark(index as i64)) {
                    problem = next;
                }
                for state in [State::Contained, State::Fixed, State::MadeRight] {
                    prop_assert_eq!(problem.mark(state).is_some(), state <= problem.state);
                }
            }
        }
    }
}
