//! What a feature can do with many clients at once.

use maud::Markup;

use crate::{
    app::Tx,
    error::{Problem, Result},
    id::{ClientId, MemberId},
    ui::Icon,
};

/// Something that can be done with many clients at once.
#[derive(Debug)]
pub struct BulkAction {
    /// Its word in forms: `promise`.
    pub name: &'static str,
    /// The words on its button: “Promise something”.
    pub label: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// What was done, before a number: “Tagged”.
    pub done: &'static str,
    /// What it asks for.
    pub fields: fn(&BulkForm) -> Markup,
    /// Does it to one client; gives how to take it back, or nothing where nothing changed.
    pub apply: fn(&Tx, ClientId, &[(String, String)]) -> Result<Option<serde_json::Value>>,
    /// Takes it back; no where somebody changed it since.
    pub undo: fn(&Tx, ClientId, &serde_json::Value) -> Result<bool>,
}

/// What the form of a [`BulkAction`] is drawn from.
#[derive(Debug)]
pub struct BulkForm<'a> {
    /// Who works here.
    pub members: &'a [(MemberId, String)],
    /// What was typed.
    pub typed: &'a [(String, String)],
    /// What was wrong with it.
    pub problems: &'a [Problem],
}

impl BulkForm<'_> {
    /// What was typed into a field.
    pub fn typed(&self, name: &str) -> &str {
        self.typed.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }
    /// What was wrong with it.
    pub fn problem(&self, name: &str) -> Option<&str> {
        Problem::about(self.problems, name)
    }
}
