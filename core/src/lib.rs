//! What every feature of Tend stands on.

pub mod ui;
