//! tend-clients
