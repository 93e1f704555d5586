//! The timeline: all that ever happened with a client, one entry per happening, and every change of state.
//!
//! Entries carry a number of their workspace in the order of commits: live updates, webhooks and the audit
//! log follow that number.

mod said;
pub mod store;

pub use said::{Quote, quote, said, to_search};

use serde_json::Value;

use crate::{
    app::{Changes, Tx},
    db::search,
    error::Result,
    id::{ClientId, EntryId, MemberId},
    live::Change,
    time::Timestamp,
};

crate::words! {
    /// What an entry is about; the filter over *everything so far*.
    pub enum Strand {
        /// What was said: notes, calls, mails, visits.
        Words = "words",
        /// Problems, promises, acts of service.
        Service = "service",
        /// Purchases, payments.
        Money = "money",
        /// Facts, answers, goals.
        Learned = "learned",
        /// What the book keeps: settings, owners, imports.
        Book = "book",
        /// What only the order of the book needs: that an older entry reads differently now. No story shows it.
        Unseen = "unseen",
    }
}

/// A happening that is to be written at the end of the transaction.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The client it concerns; none for what concerns the house.
    pub client: Option<ClientId>,
    /// What happened, `feature.word`: `clients.note`, `promises.kept`.
    pub kind: &'static str,
    /// Which filter shows it.
    pub strand: Strand,
    /// When it happened, which can be long before it was written.
    pub happened_at: Timestamp,
    /// The thing it is about: a promise, a problem.
    pub subject: Option<uuid::Uuid>,
    /// The words: what was said or noted, or what changed.
    pub text: String,
    /// What the feature's sentence needs besides.
    pub body: Value,
}

/// A new entry with its id and whose it is.
pub(crate) struct Noted {
    pub id: EntryId,
    pub by: Option<MemberId>,
    pub entry: NewEntry,
}

/// A happening as it stands in the book.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its number in the workspace, in the order of commits.
    pub number: i64,
    /// The client it concerns.
    pub client: Option<ClientId>,
    /// What happened: `clients.note`.
    pub kind: String,
    /// Which filter shows it.
    pub strand: Strand,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was written down.
    pub written_at: Timestamp,
    /// Who wrote it.
    pub by: Option<MemberId>,
    /// Their name now; empty for the house.
    pub by_name: String,
    /// The thing it is about.
    pub subject: Option<uuid::Uuid>,
    /// The words.
    pub text: String,
    /// What the feature's sentence needs besides.
    pub body: Value,
}

impl Entry {
    /// The feature that wrote it: the word before the dot.
    pub fn feature(&self) -> &str {
        self.kind.split_once('.').map_or(self.kind.as_str(), |(feature, _)| feature)
    }
    /// Who did it, as every feature's sentence names them: colleagues go by their given names, and the house is Tend.
    pub fn who(&self) -> &str {
        self.by_name.split_whitespace().next().unwrap_or("Tend")
    }
}

/// Numbers and writes the transaction's entries; its last statements.
pub(crate) fn write(tx: &Tx, entries: Vec<Noted>) -> Result<Changes> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let actor = &tx.actor;
    let first = store::take_numbers(tx, actor.workspace, entries.len() as i64)?;
    let (mut changes, mut said) = (Vec::with_capacity(entries.len()), Vec::new());
    for (number, noted) in (first..).zip(entries) {
        store::insert(tx, number, &noted)?;
        let entry = noted.entry;
        said.extend(said::words(entry.client, entry.strand, &entry.text).map(|words| (number, words.to_owned())));
        changes.push(Change {
            workspace: actor.workspace,
            number,
            client: entry.client,
            kind: entry.kind.to_owned(),
            by: actor.member,
            name: actor.name.clone(),
            told: Vec::new(),
        });
    }
    search::said::write(tx, actor.workspace.0, &said)?;
    Ok(changes)
}
