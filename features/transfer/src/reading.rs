//! Reading a file: from its bytes to rows that may become clients.

pub mod columns;
pub mod dates;
pub mod encoding;
pub mod foreign;
pub mod layout;
pub mod records;
pub mod rows;
pub mod survey;
pub mod values;
