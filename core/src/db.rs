//! The door to the database: one synchronous connection over two drivers, one SQL text for both.
pub mod columns;
mod door;
pub use door::*;
