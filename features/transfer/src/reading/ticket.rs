//! A row of what went wrong for a client in another program, or of what was said about it.

use super::{
    columns::EntryPart,
    dates::Moment,
    happening::Happening,
    standing::{Standing, is_new},
    values::{fold, yes_or_no},
};

tend_core::words! {
    /// How bad it was, as the program has it.
    pub enum Urgency {
        /// Nothing goes any more.
        Urgent = "urgent",
        /// As most are.
        Usual = "usual",
        /// A small thing.
        Low = "low",
    }
}

/// What went wrong, or what was said about it, as a row tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// Whose it is, when, and its words.
    pub told: Happening,
    /// The number of the problem it is about; nothing where it is the problem itself.
    pub about: Option<String>,
    /// Its status, in the program's word.
    pub status: String,
    /// Where it stands here.
    pub standing: Standing,
    /// When it was closed.
    pub ended: Option<Moment>,
    /// How bad it was.
    pub urgency: Urgency,
    /// They had an answer.
    pub is_answered: bool,
    /// They could read it, too.
    pub is_open: bool,
    /// Who wrote it: numbers, names.
    pub authors: Vec<String>,
}

impl Ticket {
    /// A row of which nothing is known but what its list holds.
    #[must_use]
    pub fn new(told: Happening) -> Self {
        Ticket {
            told,
            about: None,
            status: String::new(),
            standing: Standing::AsDated,
            ended: None,
            urgency: Urgency::Usual,
            is_answered: false,
            is_open: true,
            authors: Vec::new(),
        }
    }

    /// Takes a value in that only a problem has; false where it is another's.
    pub(super) fn take(&mut self, part: EntryPart, value: &str) -> bool {
        match part {
            EntryPart::State if self.status.is_empty() => value.clone_into(&mut self.status),
            EntryPart::Severity => self.urgency = urgency(value),
            EntryPart::Answered => self.is_answered = true,
            EntryPart::Open => self.is_open = yes_or_no(value) != Some(false),
            EntryPart::Author => self.authors.push(value.to_owned()),
            _ => return false,
        }
        true
    }

    /// Settles where it stands, as its status means.
    pub(super) fn stands(&mut self, means: impl Fn(&str) -> Standing) {
        let is_closed = self.ended.is_some() || self.told.is_open == Some(false);
        self.is_answered |= !self.status.is_empty() && !is_new(&self.status);
        self.standing = match means(&self.status) {
            Standing::AsDated if is_closed => Standing::Settled,
            Standing::AsDated => Standing::Open,
            known => known,
        };
    }
}

fn urgency(value: &str) -> Urgency {
    match fold(value).as_str() {
        "urgent" | "critical" | "highest" | "blocker" | "p1" => Urgency::Urgent,
        "low" | "lowest" | "trivial" | "minor" => Urgency::Low,
        _ => Urgency::Usual,
    }
}
