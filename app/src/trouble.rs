//! Why a command could not do what it was asked: a sentence, and the code the program ends with.

use std::fmt;

use tend_core::{
    Error,
    db::{StartError, backup::BackupError},
};

/// A sentence for the person at the terminal.
#[derive(Debug)]
pub struct Trouble(pub String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl From<String> for Trouble {
    fn from(sentence: String) -> Self {
        Trouble(sentence)
    }
}
impl From<&str> for Trouble {
    fn from(sentence: &str) -> Self {
        Trouble(sentence.to_owned())
    }
}
impl From<StartError> for Trouble {
    fn from(error: StartError) -> Self {
        Trouble(error.to_string())
    }
}
impl From<BackupError> for Trouble {
    fn from(error: BackupError) -> Self {
        Trouble(error.to_string())
    }
}
impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Trouble(match error {
            Error::NotFound => "There is no such thing here. Nothing was changed.".into(),
            Error::Invalid(problems) => {
                problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("\n")
            }
            other => other.to_string(),
        })
    }
}
