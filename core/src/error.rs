//! What can go wrong, in six kinds. A person reads a sentence; the log reads the cause.

use crate::db;

/// The result of everything in Tend that can go wrong.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or it is not the actor's: they are told the same.
    #[error("not found")]
    NotFound,
    /// It exists, but this actor may not do that. The sentence says who may.
    #[error("{0}")]
    NotAllowed(String),
    /// What was sent cannot be taken; one sentence for each field.
    #[error("not valid: {}", .0.iter().map(|p| format!("{}: {}", p.field, p.message)).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Problem>),
    /// Somebody else changed it meanwhile, or the state does not allow it any more.
    #[error("{0}")]
    Conflict(String),
    /// The client waits on us: help first, or say why it is offered all the same. The sentence says who waits for what.
    #[error("{0}")]
    ServeFirst(String),
    /// Our fault. The cause goes to the log, never to the page.
    #[error("{0}")]
    Ours(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is wrong with one field, in words for the person who filled it in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// The field's name in the form.
    pub field: String,
    /// A sentence: what is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// The sentence about one field, if it has one.
    pub fn about<'a>(problems: &'a [Problem], field: &str) -> Option<&'a str> {
        problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
    }
    /// Fields and sentences as the notice above a form takes them.
    pub fn pairs(problems: &[Problem]) -> Vec<(&str, &str)> {
        problems.iter().map(|problem| (problem.field.as_str(), problem.message.as_str())).collect()
    }
}

impl Error {
    /// One field that is not valid.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Error::Invalid(vec![Problem { field: field.to_owned(), message: message.into() }])
    }
    /// Our fault, with its cause.
    pub fn ours(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Ours(cause.into())
    }
    /// The database's own error behind this one, where there is one.
    pub fn database(&self) -> Option<&db::Error> {
        match self {
            Error::Ours(cause) => cause.downcast_ref(),
            _ => None,
        }
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::NoRow => Error::NotFound,
            db::Error::Conflict | db::Error::Unique { .. } => {
                Error::Conflict("Somebody changed this a moment ago. Look at it once more and try again.".into())
            }
            other => Error::ours(other),
        }
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::ours(error)
    }
}

/// Gathers what is wrong with a form, field by field, so that all of it is told at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Notes that a field is not valid.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(Problem { field: field.to_owned(), message: message.into() });
    }
    /// Keeps the value, or notes its problem and gives nothing.
    pub fn take<T>(&mut self, field: &str, value: Result<T, String>) -> Option<T> {
        value.map_err(|message| self.add(field, message)).ok()
    }
    /// Goes on only if nothing was noted.
    pub fn none(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}
