//! A letter: to whom, why we may write, its words, and what became of it. Pure.

use uuid::Uuid;

use crate::{
    error::{Error, Problems, Result},
    id::{ClientId, MemberId},
    time::{DAY, HOUR, MINUTE, Timestamp},
};

crate::id!(
    /// One letter.
    LetterId
);

crate::words! {
    /// Where a letter stands.
    pub enum LetterState {
        /// It waits to be sent, or to be tried again.
        Waiting = "waiting",
        /// The mail server took it.
        Sent = "sent",
        /// The mail server refused it, or it was given up.
        Refused = "refused",
    }
}

crate::words! {
    /// Why a letter may be written, as it is kept.
    pub enum Reason {
        /// It answers something.
        Answer = "answer",
        /// They said that we may write of our own accord.
        Reach = "reach",
        /// They want to hear from us with many others.
        Newsletter = "newsletter",
        /// It is to a colleague, about how they come in or what they asked for.
        House = "house",
    }
}

/// Why a letter may be written. Whoever writes says it; for a client the feature that knows their consent is asked
/// ([`crate::feature::Consents`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It answers this: their message, the problem they told us of. Needs no consent, only that they did not say no to answers.
    Answer(Uuid),
    /// It is about what is between us, of our own accord. They must have said that we may write to this address.
    Reach,
    /// It goes to many. They must have said that they want such letters at this address.
    Newsletter,
}

impl Ground {
    /// As it is kept.
    pub const fn reason(self) -> Reason {
        match self {
            Ground::Answer(_) => Reason::Answer,
            Ground::Reach => Reason::Reach,
            Ground::Newsletter => Reason::Newsletter,
        }
    }
}

/// Whom a letter is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// A client, at one of their addresses, and why we may write there.
    Client {
        /// Who.
        client: ClientId,
        /// Their name, as it stands before the address.
        name: String,
        /// The address.
        address: String,
        /// Why we may.
        ground: Ground,
    },
    /// A colleague, at the address they sign in with.
    Member(MemberId),
}

/// What a letter says: a subject, and the same words as plain text and as HTML. [`super::letters::Sheet`] makes both at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The subject, one line.
    pub subject: String,
    /// The words alone.
    pub text: String,
    /// The same for programs that show more.
    pub html: String,
}

/// A letter that is to be sent.
#[derive(Clone)]
pub struct NewLetter {
    /// Whom it is for.
    pub to: To,
    /// What kind it is, `feature.word`: `problems.ask`.
    pub kind: &'static str,
    /// What it is about: a problem, a promise.
    pub about: Option<Uuid>,
    /// What it says.
    pub words: Words,
    /// What stands where the words say [`SECRET`]: the secret of a one-time link. It is kept no longer than the letter waits, and
    /// stands in no entry and on no page.
    pub secret: Option<String>,
}

/// Stands in a letter's words for its secret, so that the words can be kept and shown without it.
pub const SECRET: &str = "__secret__";

/// A letter as it stands in the book.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its id.
    pub id: LetterId,
    /// The client it is for.
    pub client: Option<ClientId>,
    /// The colleague it is for.
    pub member: Option<MemberId>,
    /// Who wrote it; nobody where Tend did by itself.
    pub by: Option<MemberId>,
    /// What kind it is: `problems.ask`.
    pub kind: String,
    /// What it is about.
    pub about: Option<Uuid>,
    /// Why it may be written.
    pub reason: Reason,
    /// What it answers, or the contact point about which they said that we may write.
    pub ground: Option<Uuid>,
    /// The name before the address.
    pub to_name: String,
    /// The address.
    pub to_address: String,
    /// What it says; of a one-time link only that there is one.
    pub words: Words,
    /// Where it stands.
    pub state: LetterState,
    /// How often the server was asked.
    pub tries: i64,
    /// What the server said last, or why it was given up; empty where nothing went wrong.
    pub answer: String,
    /// The `Message-ID` it has out there; empty before it was first tried.
    pub message_id: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// Since when it waits: from when it was written, or sent again.
    pub queued_at: Timestamp,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// When the server took it.
    pub sent_at: Option<Timestamp>,
}

/// The longest subject, in letters.
const LONGEST_SUBJECT: usize = 200;
/// The longest text, in bytes; more is an attachment or a page.
const LONGEST_TEXT: usize = 100_000;
/// So long a letter is tried; then it is given up, and said so.
pub const GIVEN_UP_AFTER_US: i64 = 2 * DAY;

impl NewLetter {
    /// Tidies it: what stands in a header is one line without control characters, whatever was typed.
    pub(super) fn checked(&self) -> Result<Words> {
        let mut problems = Problems::default();
        let subject = one_line(&self.words.subject);
        if subject.is_empty() {
            problems.add("subject", "The letter has no subject.");
        }
        if self.words.text.trim().is_empty() {
            problems.add("text", "The letter is empty.");
        }
        if self.words.text.len().max(self.words.html.len()) > LONGEST_TEXT {
            problems.add("text", "The letter is too long. A page with a link to it serves better.");
        }
        problems.none()?;
        let text = self.words.text.replace("\r\n", "\n").replace('\r', "\n");
        let subject = subject.chars().take(LONGEST_SUBJECT).collect();
        Ok(Words { subject, text, html: self.words.html.clone() })
    }
}

impl Letter {
    /// Can it go out once more? Not without the link it was about, which is gone.
    pub fn can_go_again(&self) -> bool {
        self.state == LetterState::Refused && !self.words.text.contains(SECRET)
    }
    /// Its text as people may read it here: a one-time link is named, never shown.
    pub fn shown_text(&self) -> String {
        self.words.text.replace(SECRET, "…")
    }
    /// Is it an answer, or about an account? Then it needs no way to end such letters.
    pub const fn is_asked_for(&self) -> bool {
        matches!(self.reason, Reason::Answer | Reason::House)
    }
    /// Did nobody write it by hand?
    pub const fn is_automatic(&self) -> bool {
        self.by.is_none() || matches!(self.reason, Reason::House)
    }
    /// When it is tried again after a trouble that passes.
    pub fn next_try(&self, now: Timestamp) -> Timestamp {
        now.plus(pause_us(self.tries))
    }
    /// Has nobody taken it for two days? Then it is given up.
    pub fn is_too_old(&self, now: Timestamp) -> bool {
        now.since(self.queued_at) >= GIVEN_UP_AFTER_US
    }
}

/// The pause after so many tries: a minute, doubled each time, four hours at most.
pub fn pause_us(tries: i64) -> i64 {
    MINUTE.saturating_mul(1 << (tries - 1).clamp(0, 12)).min(4 * HOUR)
}

/// One line: whatever is a blank or a control character is one blank.
pub fn one_line(text: &str) -> String {
    let is_gap = |letter: char| letter.is_whitespace() || letter.is_control();
    text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Says no to a letter, in words.
pub(super) fn refused(sentence: impl Into<String>) -> Error {
    Error::Conflict(sentence.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pauses_grow_to_four_hours() {
        let pauses: Vec<_> = (1..=20).map(pause_us).collect();
        assert!(pauses.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((pauses[0], pauses[1], pauses[19]), (MINUTE, 2 * MINUTE, 4 * HOUR));
    }

    #[test]
    fn a_line_has_no_second_one() {
        assert_eq!(
            one_line(" Your bike\r\nBcc: all@example.org\t\u{85}x\u{2028}y "),
            "Your bike Bcc: all@example.org x y"
        );
    }

    proptest! {
        #[test]
        fn no_control_character_is_left(text in any::<String>()) {
            prop_assert!(!one_line(&text).chars().any(char::is_control));
        }
    }
}
