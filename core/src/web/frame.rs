//! The house's frame around a page: rail, tab bar, user menu; or the bare `<main>` for who has the rest already.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{Page, Visit, theme, visit};
use crate::{
    app::App,
    auth,
    db::Conn,
    error::Result,
    timeline::store::newest_number,
    ui::shell::{self, Me, NavItem, Shell},
};

/// The frame of pages for people who are not signed in.
pub fn bare_shell(app: &App, headers: &HeaderMap, title: impl Into<String>) -> Shell {
    Shell {
        title: title.into(),
        stylesheet: app.assets.stylesheet.path.clone(),
        theme: theme::of(headers),
        toasts: visit::toasts(headers),
        ..Shell::default()
    }
}

pub(super) fn framed(db: &Conn, visit: &Visit, page: Page) -> Result<Response> {
    let shell = Shell {
        nav: nav(db, visit, page.waiting)?,
        settings: Some(("/settings".to_owned(), is_under(&visit.path, "/settings"))),
        me: Some(me(db, visit)?),
        keys: theme::keys(&visit.headers),
        number: page.live.is_some().then(|| newest_number(db, visit.actor.workspace)).transpose()?,
        live: page.live,
        find: Some("/find".to_owned()),
        log: Some(super::phone::CAPTURE.to_owned()),
        here: visit.path.clone(),
        ..bare_shell(&visit.app, &visit.headers, page.title)
    };
    let markup = if visit.fragment { shell::fragment(&shell, page.main) } else { shell::document(&shell, page.main) };
    let mut response = (page.status, [(header::CACHE_CONTROL, "no-store")], markup).into_response();
    if !shell.toasts.is_empty() {
        let forget = HeaderValue::from_static("told=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
        response.headers_mut().append(header::SET_COOKIE, forget);
    }
    Ok(response)
}

fn nav(db: &Conn, visit: &Visit, waiting: Option<u64>) -> Result<Vec<NavItem>> {
    let mut items = Vec::new();
    let shown = visit.app.features.iter().filter(|feature| visit.actor.role >= feature.nav_role);
    for nav in shown.filter_map(|feature| feature.nav.as_ref()) {
        let current = is_under(&visit.path, nav.href);
        let count = match (nav.count, waiting.filter(|_| current)) {
            (Some(_), Some(known)) => Some(known),
            (Some(count), None) => Some(count(db, &visit.actor, visit.now)?),
            (None, _) => None,
        };
        items.push(NavItem {
            label: nav.label.to_owned(),
            href: nav.href.to_owned(),
            icon: nav.icon,
            key: Some(nav.key),
            count,
            current,
            group: None,
        });
    }
    Ok(items)
}

/// `/clients/7` is under `/clients`; `/` only under itself.
fn is_under(path: &str, href: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

fn me(db: &Conn, visit: &Visit) -> Result<Me> {
    let place = match visit.actor.location {
        Some(location) => auth::store::location_name(db, visit.actor.workspace, location)?,
        None => String::new(),
    };
    Ok(Me { name: visit.actor.name.clone(), id: visit.actor.member.map_or(Uuid::nil(), |member| member.0), place })
}
