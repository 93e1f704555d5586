//! tend-core
