//! A moment with a client that somebody writes down: a note, a call, a visit.

use tend_core::{Result, Timestamp};

pub use crate::text::LONGEST_TEXT;

use crate::text;

tend_core::words! {
    /// What kind of moment it was.
    pub enum MomentKind {
        /// Something to remember.
        Note = "note",
        /// We spoke on the phone.
        Call = "call",
        /// We met.
        Visit = "visit",
    }
}

impl MomentKind {
    /// The kind of its entry.
    pub const fn entry(self) -> &'static str {
        match self {
            MomentKind::Note => "clients.note",
            MomentKind::Call => "clients.call",
            MomentKind::Visit => "clients.visit",
        }
    }
    /// The word on its tab.
    pub const fn label(self) -> &'static str {
        match self {
            MomentKind::Note => "Note",
            MomentKind::Call => "Call",
            MomentKind::Visit => "Visit",
        }
    }
}

/// A moment that is to be written down.
#[derive(Clone, Debug)]
pub struct NewMoment {
    /// What kind of moment it was.
    pub kind: MomentKind,
    /// What was said or seen.
    pub text: String,
    /// When; nothing is now.
    pub happened_at: Option<Timestamp>,
    /// A note about words that passed between us: it counts as contact. Calls and visits always do.
    pub contact: bool,
    /// Files come along with it; they can be all there is to say.
    pub with_files: bool,
}

impl NewMoment {
    /// A moment that happens now.
    pub fn now(kind: MomentKind, text: impl Into<String>) -> Self {
        NewMoment { kind, text: text.into(), happened_at: None, contact: false, with_files: false }
    }
    /// The same at another time.
    pub fn at(self, happened_at: Timestamp) -> Self {
        NewMoment { happened_at: Some(happened_at), ..self }
    }
    /// The same, and we heard from each other.
    pub fn contact(self) -> Self {
        NewMoment { contact: true, ..self }
    }
    /// Did we hear from each other?
    pub fn is_contact(&self) -> bool {
        self.contact || self.kind != MomentKind::Note
    }
    /// Its words, tidied. A note needs some; a call or a visit may be a bare fact.
    pub(crate) fn words(&self) -> Result<String, String> {
        let words = text::lines(&self.text)?;
        if words.is_empty() && self.kind == MomentKind::Note && !self.with_files {
            return Err("What happened? A few words are enough.".into());
        }
        Ok(words)
    }
}
