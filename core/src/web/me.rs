//! One's own settings: colours, keys, sessions, password.

use axum::Router;

use crate::app::App;

/// Routes under `/me`.
pub fn routes() -> Router<App> {
    Router::new()
}
