//! Reading a file: from its bytes to rows that may become clients.
//!
//! ```text
//! bytes → form ─┬→ text: encoding → records → layout → rows ─┬→ survey (columns, dates, what it is about)
//!               └→ a workbook's sheet, cards: laid out as one └→ plan → candidate or refused
//! a list of what happened → happening
//! candidate → identity (the same row again)
//! ```
//!
//! Everything here is pure and streams: a file of any length is read in bounded memory, twice for
//! the survey and once more when its rows are brought in.

pub mod candidate;
pub mod cards;
pub mod columns;
pub mod dates;
pub mod encoding;
pub mod exports;
pub mod foreign;
pub mod form;
pub mod happening;
pub mod identity;
mod laid;
pub mod layout;
pub mod mapping;
pub mod plain;
pub mod records;
pub mod report;
pub mod rows;
pub mod sheet;
pub mod standing;
pub mod strangers;
pub mod survey;
pub mod ticket;
pub mod values;
