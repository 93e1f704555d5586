//! A line of the log that says more than what happened, as the feature reads it that keeps what it says.

use uuid::Uuid;

use crate::{Result, Tx, feature::Feature, id::ClientId};

/// How a feature reads lines of the log.
#[derive(Debug)]
pub struct LogLine {
    /// Does the line say such a thing?
    pub is_said: fn(line: &str) -> bool,
    /// Writes down what it says about this client.
    pub write: fn(&Tx, ClientId, &Logged) -> Result<Written>,
    /// Takes back what it wrote, while nothing else happened to it.
    pub undo: fn(&Tx, Uuid) -> Result<()>,
}

/// A line that was logged.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its words, without its promises.
    pub text: String,
    /// They met or spoke: the line tells of a call or a visit.
    pub met: bool,
}

/// What a line became.
#[derive(Clone, Debug)]
pub struct Written {
    /// The id of what was made.
    pub id: Uuid,
    /// What the corner says about it.
    pub told: String,
}

/// The feature that reads this line as something of its own, with how it does.
pub fn reader(features: &[&'static Feature], line: &str) -> Option<(&'static str, &'static LogLine)> {
    let all = features.iter().filter_map(|feature| Some((feature.name, feature.log_line.as_ref()?)));
    let mut readers = all.filter(|(_, reader)| (reader.is_said)(line));
    readers.next()
}
