//! Transfer: bringing the clients of a real file into Tend, and taking them out again.
//!
//! `reading` is the pure half of the import: from the bytes of a file to rows that may become
//! clients. It knows no database; what a row becomes is decided by the verbs built on top of it.

pub mod reading;
