//! Clients through the JSON door: the same verbs as the pages, in shapes of their own.

mod affiliations;
mod dates;
mod entries;
mod listing;
mod new;
mod one;
mod points;
mod shapes;
mod tags;

use serde::Deserialize;
use tend_core::{
    App,
    api::{OpenApiRouter, routes},
    id::ClientId,
};
use utoipa::IntoParams;

/// The operations about clients.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(listing::list_clients, new::create_client))
        .routes(routes!(listing::search_clients))
        .routes(routes!(one::show_client, one::change_client))
        .routes(routes!(one::archive_client))
        .routes(routes!(one::restore_client))
        .routes(routes!(points::list_contact_points, points::add_contact_point))
        .routes(routes!(points::change_contact_point, points::remove_contact_point))
        .routes(routes!(points::write_consents))
        .routes(routes!(dates::list_dates, dates::add_date))
        .routes(routes!(dates::change_date, dates::remove_date))
        .routes(routes!(tags::list_tags))
        .routes(routes!(tags::list_tags_of_client))
        .routes(routes!(tags::tag_client, tags::untag_client))
        .routes(routes!(affiliations::list_affiliations, affiliations::affiliate_client))
        .routes(routes!(affiliations::end_affiliation))
        .routes(routes!(entries::list_entries, entries::write_entry))
        .routes(routes!(entries::correct_entry, entries::retract_entry))
}

/// The client an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfClient {
    /// The client.
    client: ClientId,
}
