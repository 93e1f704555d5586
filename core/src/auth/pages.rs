//! The pages of sign-in.

use axum::Router;

use crate::app::App;

/// Routes of sign-in.
pub fn routes() -> Router<App> {
    Router::new()
}
