//! A moment with a client that somebody writes down: a note, a call, a visit, an offer.

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
        /// We offered them something.
        Offer = "offer",
    }
}

impl MomentKind {
    /// The kind of its entry.
    pub const fn entry(self) -> &'static str {
        match self {
            MomentKind::Note => "clients.note",
            MomentKind::Call => "clients.call",
            MomentKind::Visit => "clients.visit",
            MomentKind::Offer => "clients.offer",
        }
    }
    /// The word on its tab.
    pub const fn label(self) -> &'static str {
        match self {
            MomentKind::Note => "Note",
            MomentKind::Call => "Call",
            MomentKind::Visit => "Visit",
            MomentKind::Offer => "Offer",
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
    /// A note about words that passed between us: it counts as contact. Calls, visits and offers always do.
    pub contact: bool,
    /// Files come along with it; they can be all there is to say.
    pub with_files: bool,
    /// Why something is offered although they wait on us.
    pub going_on: Option<String>,
}

impl NewMoment {
    /// A moment that happens now.
    pub fn now(kind: MomentKind, text: impl Into<String>) -> Self {
        NewMoment { kind, text: text.into(), happened_at: None, contact: false, with_files: false, going_on: None }
    }
    /// The same at another time.
    pub fn at(self, happened_at: Timestamp) -> Self {
        NewMoment { happened_at: Some(happened_at), ..self }
    }
    /// The same, and we heard from each other.
    pub fn contact(self) -> Self {
        NewMoment { contact: true, ..self }
    }
    /// The same, offered although they wait on us.
    pub fn going_on(self, why: impl Into<String>) -> Self {
        NewMoment { going_on: Some(why.into()), ..self }
    }
    /// Did we hear from each other?
    pub fn is_contact(&self) -> bool {
        self.contact || self.kind != MomentKind::Note
    }
    /// Its words, tidied. A note and an offer need some; a call or a visit may be a bare fact.
    pub(crate) fn words(&self) -> Result<String, String> {
        let words = text::lines(&self.text)?;
        match self.kind {
            _ if !words.is_empty() || self.with_files => Ok(words),
            MomentKind::Note => Err("What happened? A few words are enough.".into()),
            MomentKind::Offer => Err("What did you offer them? A few words are enough.".into()),
            MomentKind::Call | MomentKind::Visit => Ok(words),
        }
    }
}
