//! tend-demo
