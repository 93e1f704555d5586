//! Stories through the pages and the verbs, on both engines, with the cast of the demo company.

mod api;
mod changing;
mod dates;
mod deeds;
mod fields;
mod filtering;
mod finding;
mod letters;
mod listing;
mod merging;
mod organization;
mod reaching;
mod seen;
mod shop;
mod story;
mod views;
mod writing_down;
