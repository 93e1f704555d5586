//! What every feature of Tend stands on; it knows no feature.

pub mod actor;
pub mod ago;
pub mod api;
pub mod app;
pub mod auth;
pub mod briefing;
pub mod calls;
pub mod check;
pub mod db;
pub mod error;
pub mod feature;
pub mod files;
pub mod fold;
pub mod house;
pub mod id;
pub mod jobs;
pub mod kept;
pub mod live;
pub mod log_line;
pub mod mail;
pub mod merging;
pub mod migrations;
pub mod money;
pub mod serve_first;
pub mod settings;
pub mod stats;
pub mod tables;
#[cfg(feature = "testing")]
pub mod testing;
pub mod time;
pub mod timeline;
pub mod ui;
pub mod web;
pub mod went;
pub mod words;

pub use actor::{Actor, Role};
pub use app::{App, Tx};
pub use error::{Error, Problem, Problems, Result};
pub use feature::Feature;
pub use time::{Clock, Day, Timestamp};
