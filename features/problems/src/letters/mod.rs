//! What problems write to clients, one file a letter.

pub mod to_each;
