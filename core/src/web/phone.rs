//! Tend on a phone: what makes it installable, what the browser keeps of it, and the page for when there is no network.

use std::sync::LazyLock;

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use maud::{Markup, html};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    error::{Error, Result},
    ui::{
        self, Capture, Sample,
        assets::{ICONS, SCRIPT},
        shell::{self, Shell},
    },
};

/// Where one writes something down with one hand.
pub(super) const CAPTURE: &str = "/capture";
/// What the browser shows where the network is away.
const OFFLINE: &str = "/offline";

/// The icon in the sizes that phones ask for.
const PICTURES: [(&str, &[u8]); 3] = [
    ("icon-180.png", include_bytes!("phone/icon-180.png")),
    ("icon-192.png", include_bytes!("phone/icon-192.png")),
    ("icon-512.png", include_bytes!("phone/icon-512.png")),
];
const DRAWN: &str = include_str!("phone/icon.svg");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/manifest.webmanifest", get(manifest))
        .route("/worker.js", get(worker))
        .route(OFFLINE, get(offline))
        .route("/icons/{name}", get(picture))
}

async fn manifest() -> Response {
    let icon = |source: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": source, "sizes": sizes, "type": kind, "purpose": purpose });
    let about = json!({
        "name": "Tend",
        "short_name": "Tend",
        "description": "Who will I help today?",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf9f6",
        "theme_color": "#faf9f6",
        "icons": [
            icon("/icons/icon.svg", "any", "image/svg+xml", "any"),
            icon("/icons/icon-192.png", "192x192", "image/png", "any maskable"),
            icon("/icons/icon-512.png", "512x512", "image/png", "any maskable"),
        ],
        "shortcuts": [{ "name": "Write something down", "url": CAPTURE }],
    });
    (
        [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")],
        Json(about).0.to_string(),
    )
        .into_response()
}

/// The service worker: it carries a hash of what it keeps, so that a new release is seen at once.
async fn worker(State(app): State<App>) -> Response {
    let assets = [&app.assets.stylesheet.path, &SCRIPT.path, &ICONS.path];
    let text = include_str!("phone/worker.js")
        .replace("VERSION", &version(&assets))
        .replace("ASSETS", &assets.map(|path| format!("'{path}'")).join(", "));
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text)
        .into_response()
}

fn version(assets: &[&String]) -> String {
    static PAGE: LazyLock<String> = LazyLock::new(|| offline_page("").into_string());
    let mut hash = Sha256::new();
    assets.iter().for_each(|path| hash.update(path.as_bytes()));
    hash.update(PAGE.as_bytes());
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A page that is the same for everybody: it knows nobody.
async fn offline(State(app): State<App>) -> Response {
    ([(header::CACHE_CONTROL, "no-cache")], offline_page(&app.assets.stylesheet.path)).into_response()
}

fn offline_page(stylesheet: &str) -> Markup {
    let shell = Shell { title: "No network".into(), stylesheet: stylesheet.to_owned(), ..Shell::default() };
    shell::bare(&shell, offline_view())
}

fn offline_view() -> Markup {
    html! {
        div.wide-sign {
            h1 { "No network just now" }
            p.lede { "Nothing is lost. What you write here is kept on this phone and sent once, when the network is back." }
            (Capture { action: CAPTURE.into(), line: "", name: "", once: "", error: None })
            p.or { "or" }
            p { (ui::link("Try again", "/")) }
        }
    }
}

/// The page for when there is no network, for the gallery.
pub(crate) fn samples() -> Vec<Sample> {
    vec![Sample::bare("phone/offline", "usual", offline_view())]
}

async fn picture(axum::extract::Path(name): axum::extract::Path<String>) -> Result<Response> {
    let kept = (header::CACHE_CONTROL, "public, max-age=86400");
    if name == "icon.svg" {
        return Ok(([(header::CONTENT_TYPE, "image/svg+xml"), kept], DRAWN).into_response());
    }
    let (_, bytes) = PICTURES.iter().find(|(known, _)| *known == name).ok_or(Error::NotFound)?;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "image/png"), kept], *bytes).into_response())
}
