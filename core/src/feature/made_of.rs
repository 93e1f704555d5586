//! What a feature makes of what others show or bring: a column of the list, words in an entry, a line of a list that comes in.

use crate::{
    actor::Actor,
    app::Tx,
    db::Conn,
    error::Result,
    id::{ClientId, EntryId},
};

/// A column that the list of clients can show besides its own.
#[derive(Debug)]
pub struct ListColumn {
    /// Its word in addresses: `wants`.
    pub word: &'static str,
    /// What it is called: “Wants to”.
    pub label: &'static str,
    /// What stands in it for the clients of one page, in their own words; one statement.
    pub cells: fn(&Conn, &Actor, &[ClientId]) -> Result<Vec<(ClientId, String)>>,
}

/// A column is known by its word.
impl PartialEq for ListColumn {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}
impl Eq for ListColumn {}

/// What can be made of words in an entry: its link stands below the entry, and beside words that somebody marks there.
#[derive(Debug)]
pub struct FromEntry {
    /// The words for it: “They want to…”.
    pub label: &'static str,
    /// The letter that does it for the entry one is at.
    pub key: char,
    /// The page of it; marked words are added as `words`.
    pub href: fn(ClientId, EntryId) -> String,
}

/// What a list that is brought in can say about a client, for the feature whose it is.
#[derive(Debug)]
pub struct FromList {
    /// The word that a column goes to: `goal`.
    pub target: &'static str,
    /// Writes it down; nothing where the client has it already.
    pub bring: fn(&Tx, ClientId, &str) -> Result<Option<uuid::Uuid>>,
    /// Takes it back when the list is taken back; no where somebody changed it since.
    pub take_back: fn(&Tx, uuid::Uuid) -> Result<bool>,
}
