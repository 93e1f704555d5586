//! What a form sent: its fields by name, as they were typed.

use std::str::FromStr;

use serde::Deserialize;
use tend_core::{Error, Problem, Result};

/// A form's fields, in the order they were sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sent(pub Vec<(String, String)>);

impl Sent {
    /// What was typed into a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }
    /// What was typed into a field, if the form has it.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
    /// The same as `get`, read into a type; what does not read is not found.
    pub fn read<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).trim().parse().ok()
    }
}

/// What was wrong with a form, by its fields.
pub(crate) trait Told {
    /// The sentence for a field.
    fn of(&self, field: &str) -> Option<&str>;
    /// All of it, for the summary above a form.
    fn pairs(&self) -> Vec<(&str, &str)>;
}
impl Told for [Problem] {
    fn of(&self, field: &str) -> Option<&str> {
        self.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
    }
    fn pairs(&self) -> Vec<(&str, &str)> {
        self.iter().map(|problem| (problem.field.as_str(), problem.message.as_str())).collect()
    }
}

/// An id out of an address. What is no id cannot exist: it is not found.
pub(crate) fn id<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::NotFound)
}
