//! The list of settings: what core has and what the features add, as far as one's role reaches.

use axum::response::Response;

use super::views;
use crate::{
    error::Result,
    feature::SettingsLink,
    web::{Page, Visit},
};

pub(super) async fn show(visit: Visit) -> Result<Response> {
    visit
        .page(|_, visit| {
            let all = visit.app.features.iter().flat_map(|feature| feature.settings);
            let links: Vec<&SettingsLink> = all.filter(|link| visit.actor.role >= link.role).collect();
            Ok(Page::new("Settings", views::settings(&links)))
        })
        .await
}
