//! tend-today
