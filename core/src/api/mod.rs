//! The JSON door, `/api/v1`: what every feature's part of it stands on.
//!
//! A program comes with a token ([`token`]), runs an [`Errand`] as the member the token belongs to, and calls the verbs the pages
//! call. The document of the door ([`document`]) is made from the code, and the gate reads from it which scope an operation needs:
//! what is not in the document is not let in. Errors are problems of RFC 9457 with a pointer for each field ([`Refusal`]), lists are
//! paged by key ([`Paged`]), a creation may be sent twice ([`Create`]), a change says what it saw ([`Seen`]).

pub mod actions;
mod asked;
mod cursor;
pub mod document;
mod errand;
mod gate;
mod jobs;
mod once;
mod pace;
mod pages;
mod path;
mod refusal;
mod samples;
mod scope;
mod seen;
mod sent;
pub mod shapes;
pub mod store;
#[cfg(test)]
mod tests;
pub mod token;

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::any};
use tower_http::catch_panic::CatchPanicLayer;
pub use utoipa;
pub use utoipa_axum::{router::OpenApiRouter, routes};

pub use asked::Asked;
pub use cursor::{Paged, Paging, page_of};
pub use errand::{Errand, Made, Tagged, Versioned};
pub use once::{Create, Once};
pub use path::Named;
pub use refusal::{Flaw, Problem, Refusal, Told};
pub use scope::Scope;
pub use seen::{IfMatch, Seen};
pub use sent::Sent;

use crate::{
    actor::Role,
    app::App,
    error::Error,
    feature::{Feature, SettingsLink},
    tables::left_out,
    ui::Icon,
};

/// Where the door stands.
pub const PREFIX: &str = "/api/v1";
/// The largest body that is read, in bytes, where an operation does not say otherwise.
const MOST_BYTES: usize = 1024 * 1024;

/// The JSON door, as the rest of Tend knows it: its tokens and the page that explains it.
pub const FEATURE: Feature = Feature {
    name: "api",
    pages: pages::routes,
    member_left: Some(actions::die_with),
    erased: Some(actions::forget_answers),
    jobs: jobs::ALL,
    tables: &[
        left_out("tokens", "A token is a secret of this Tend, and opens no other"),
        left_out("token_answers", "Answers are kept for a day, for programs that ask this Tend twice"),
    ],
    settings: &[SettingsLink {
        label: "Tokens",
        detail: "For programs that read or write here on your behalf",
        href: pages::LIST,
        icon: Icon::Link,
        role: Role::Member,
    }],
    samples: samples::all,
    ..Feature::BARE
};

/// All operations, behind the layers that each of them passes.
pub(crate) fn door(app: &App) -> Router<App> {
    let (routes, document) = document::split(app.features);
    let gate = gate::Gate::new(app.clone(), &document);
    routes
        .merge(document::routes(document))
        .route(PREFIX, any(nothing_here))
        .route(&format!("{PREFIX}/{{*rest}}"), any(nothing_here))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(gate, gate::admit))
        .layer(CatchPanicLayer::custom(|_| refusal::after_a_panic()))
        .layer(middleware::from_fn(refusal::speaks_json))
}

async fn nothing_here() -> Refusal {
    Error::NotFound.into()
}
