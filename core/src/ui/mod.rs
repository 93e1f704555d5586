//! The user interface kit: typed components that return [`Markup`], the frame around pages, and the
//! three files a browser keeps.
//!
//! Serif is what people say; sans is what the book keeps. A component is a function named after what one sees; those
//! with many knobs are made in steps (`button("Keep").primary()`) and stand in `html!` as they are. Whatever can be
//! followed is a [`Url`], which cannot run anything. Nothing here writes a `style=` or a script into a page.

pub mod assets;
mod button;
mod capture;
mod chart;
mod choice;
mod composer;
#[cfg(test)]
mod contrast;
mod field;
pub mod gallery;
mod head;
mod icon;
mod label;
pub mod labels;
mod list;
mod person;
mod picker;
mod share;
pub mod shell;
mod state;
mod surface;
mod table;
mod text;
mod thread;
mod url;

pub use maud::{Markup, Render, html};

pub use button::{Button, Look, button, close_button, dialog_button, link, menu_button, press, print_button, tools};
pub use capture::Capture;
pub use chart::{Runs, TimeTo, lasting, likely, time_to};
pub use choice::{Choice, Select, big_choices, checkbox, checkboxes, choice, radios, select};
pub use composer::{Composer, Kind, Logbar, composer_row};
pub use field::{Field, error_of, field, field_id, hidden, problem_list, problems_of_form};
pub use gallery::Sample;
pub use head::{DatedHead, Head, Width, block, columns, one_relationship, page, page_head, side_block};
pub use icon::{Icon, icon};
pub use label::{Way, chip, chip_with, filters, segmented, tabs, way};
pub use list::{Line, OpenMatter, asks, goals, lines, open_matters, reasons, rest, vitals};
pub use person::{Person, Size, avatar, house, initials, people, tint, who};
pub use picker::{Picker, picker};
pub use share::{ENOUGH, Share, share};
pub use shell::{Me, NavItem, Shell, Theme};
pub use state::{Step, empty, nothing, progress, skeleton, steps};
pub use surface::{Item, Question, Toast, card, dialog, dialog_shown, leaf, menu, notice, question, sheet, toast};
pub use table::{Column, Setting, Sorted, column, find_in, key_hints, pager, table};
pub use text::{Pressing, Tone, When, key, meta, quote, said, size_in_words, time, unseen, when, words};
pub use thread::{Bead, ServeRow, StoryRow, Tick, earlier, fold, serve_group, serve_thread, story_thread};
pub use url::Url;
