//! A colleague who helps beside the owner, and what a problem touches.

use tend_core::{Timestamp, id::MemberId};

use crate::problem::ProblemId;

tend_core::id!(
    /// One colleague's help with one problem.
    HelpId,
    /// One thing that a problem touches.
    TouchId,
);

/// A colleague beside the owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// Its id.
    pub id: HelpId,
    /// With which problem.
    pub problem: ProblemId,
    /// Who helps.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// What they were asked for; may be empty.
    pub what: String,
    /// When they were asked.
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: Option<MemberId>,
    /// When they said yes.
    pub agreed_at: Option<Timestamp>,
    /// When their help ended.
    pub ended_at: Option<Timestamp>,
}

/// What a problem touches: a thing another feature keeps, or words while none does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Its id.
    pub id: TouchId,
    /// The feature that keeps the thing; empty for words alone.
    pub feature: String,
    /// The thing's id there.
    pub subject: Option<uuid::Uuid>,
    /// What it is called: “Bike 9, LC-0931”.
    pub words: String,
    /// More about it; may be empty.
    pub note: String,
}

/// Something that a problem touches, to be written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTouch {
    /// The feature that keeps the thing; empty for words alone.
    pub feature: String,
    /// The thing's id there.
    pub subject: Option<uuid::Uuid>,
    /// What it is called.
    pub words: String,
    /// More about it; may be empty.
    pub note: String,
}
