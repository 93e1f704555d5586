//! Transfer: bringing the clients of a real file into Tend.
//!
//! `reading` is the pure half: from the bytes of a file to rows that may become clients. It knows no database. The other half
//! brings rows in, a batch a transaction: every row ends as created, updated, unchanged or refused; the same file again
//! changes nothing; likely duplicates are marked, never merged; and all of it can be taken back for 30 days.

pub mod actions;
pub mod import;
mod made;
pub mod people;
pub mod reading;
pub mod source;
pub mod store;
pub mod work;
