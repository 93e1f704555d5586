//! Reading a file: from its bytes to rows that may become clients.

pub mod dates;
pub mod encoding;
pub mod records;
pub mod values;
