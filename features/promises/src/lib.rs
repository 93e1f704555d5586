//! tend-promises
