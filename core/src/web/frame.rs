//! The house's frame around a page: rail, tab bar, user menu; or the bare `<main>` for who has the rest already.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use super::{Page, Visit};
use crate::{
    db::Conn,
    error::Result,
    ui::shell::{self, Me, NavItem, Shell},
};

pub(super) fn framed(db: &Conn, visit: &Visit, page: Page) -> Result<Response> {
    let shell = Shell {
        title: page.title,
        nav: nav(db, visit)?,
        me: Some(me(db, visit)?),
        theme: super::theme::of(&visit.headers),
        keys: super::theme::keys(&visit.headers),
        live: page.live,
    };
    let markup = if visit.fragment { shell::fragment(&shell, page.main) } else { shell::document(&shell, page.main) };
    Ok((page.status, [(header::CACHE_CONTROL, "no-store")], markup).into_response())
}

fn nav(db: &Conn, visit: &Visit) -> Result<Vec<NavItem>> {
    let mut items = Vec::new();
    for nav in visit.app.features.iter().filter_map(|feature| feature.nav.as_ref()) {
        items.push(NavItem {
            label: nav.label,
            href: nav.href,
            icon: nav.icon,
            key: nav.key,
            count: nav.count.map(|count| count(db, &visit.actor, visit.now)).transpose()?,
            current: is_under(&visit.path, nav.href),
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
        Some(location) => crate::auth::store::location_name(db, visit.actor.workspace, location)?,
        None => String::new(),
    };
    Ok(Me {
        name: visit.actor.name.clone(),
        place,
        tint: visit.actor.member.map_or(0, |member| member.0.as_u128()),
        is_admin: visit.actor.role == crate::actor::Role::Admin,
    })
}
