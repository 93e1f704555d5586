//! The program: its features, its settings, its commands.

pub mod command;
pub mod features;
pub mod house;
pub mod log;
pub mod serve;
pub mod settings;
pub mod trouble;
