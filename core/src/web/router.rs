//! All routes of a Tend behind the layers every answer passes: who may send a form, what a page may load.

use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Version, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel, DefaultPredicate, Predicate},
};

use super::{Visit, assets, bytes::AsItIs, live};
use crate::{api, app::App, auth, error::Error, ui::assets::CONTENT_SECURITY_POLICY};

/// Everything this Tend answers to.
pub fn router(app: App) -> Router {
    let mut routes = Router::new()
        .merge(auth::pages::routes())
        .merge(assets::routes())
        .merge(live::routes())
        .merge(super::me::routes());
    for feature in app.features {
        routes = routes.merge((feature.pages)());
    }
    if app.settings.development {
        routes = routes.merge(super::gallery::routes());
    }
    routes
        .fallback(|| async { Error::NotFound })
        .layer(middleware::from_fn_with_state(app.clone(), where_it_went))
        .layer(middleware::from_fn_with_state(app.clone(), only_our_forms))
        // Programs come with a token and never with a cookie, so no site can send them in somebody's name.
        .merge(api::door(&app))
        .layer(middleware::from_fn(safe_headers))
        .layer(CatchPanicLayer::custom(|_| Error::ours("a handler panicked").into_response()))
        // The fastest level: a page shrinks to a sixth, and costs less than it took to make.
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(DefaultPredicate::new().and(may_be_packed)),
        )
        .with_state(app)
}

/// What is not there any more may have gone elsewhere; a form that was on its way is sent there as it is.
async fn where_it_went(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let all = app.features.iter().filter_map(|feature| feature.moved.as_ref());
    let Some(moved) = all.into_iter().find(|moved| path.starts_with(moved.under)) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    let Ok(visit) = Visit::from_request_parts(&mut asked, &app).await else { return response };
    let path = visit.path.clone();
    match visit.read(move |db, actor| (moved.to)(db, actor, &path)).await {
        Ok(Some(to)) => Redirect::temporary(&to).into_response(),
        _ => response,
    }
}

/// An unsafe request must come from our own pages: `Sec-Fetch-Site` says so, and for browsers without it, `Origin`.
async fn only_our_forms(State(app): State<App>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || is_ours(&app, &request) {
        return next.run(request).await;
    }
    Error::NotAllowed("This form came from another site, so nothing was done. Open Tend itself and try again.".into())
        .into_response()
}

fn is_ours(app: &App, request: &Request) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = header("host").unwrap_or_default();
            origin == app.settings.base_url || origin.split_once("://").is_some_and(|(_, rest)| rest == host)
        }
        // No browser sends a form without either; scripts with a session's cookie do, and they are no cross-site danger.
        (None, None) => true,
    }
}

async fn safe_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A file says for itself that it may do nothing at all.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    response
}

fn may_be_packed(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<AsItIs>().is_none()
}
