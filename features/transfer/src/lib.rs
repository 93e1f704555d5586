//! tend-transfer
