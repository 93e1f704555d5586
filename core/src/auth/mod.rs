//! Who is there: sign-in, sessions, members, links that work once.

pub mod pages;
pub mod session;
pub mod store;
