//! The card of a place: its page for guests as a short address and as a QR code, to be printed and put on the tables.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use tend_core::{
    Error, Result, Role, house,
    id::LocationId,
    ui::{self, Width, link, page_head, print_button, tools},
    web::{Page, Visit},
};

use crate::desk;

/// Where it is.
pub(super) fn url(location: LocationId) -> String {
    format!("/settings/places/{location}/card")
}

/// What stands on it.
pub(super) struct Card {
    pub location: LocationId,
    pub house: String,
    pub place: String,
    /// The address of the page.
    pub href: String,
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    let location: LocationId = id.parse().map_err(|_| Error::NotFound)?;
    visit
        .page(move |db, visit| {
            let workspace = visit.actor.workspace;
            let place = house::store::location(db, workspace, location)?;
            if place.closed_at.is_some() {
                return Err(Error::NotFound);
            }
            let card = Card {
                location,
                house: house::store::workspace(db, workspace)?.name,
                place: place.name,
                href: format!("{}/report/{}", visit.app.settings.base_url, desk::code(location)),
            };
            Ok(Page::new("The page for guests", view(&card)?))
        })
        .await
}

pub(super) fn view(card: &Card) -> Result<Markup> {
    let place = format!("/settings/places/{}", card.location);
    let (_, short) = card.href.split_once("://").unwrap_or(("", &card.href));
    let squares = squares(&card.href)?;
    Ok(ui::page(
        Width::Usual,
        html! {
            (page_head("The page for guests").under("Settings", "/settings").under("Places", "/settings/places").under(&card.place, place.as_str()).here("Guests")
                .lede("Guests tell this place what is not right, by phone and without an account. Print the card and put it where they are.")
                .tools(html! { (link("Look at the page", card.href.as_str())) (print_button("Print the card").primary()) }))
            div.table-card {
                b { (card.house) }
                small { (card.place) }
                h2 { "Something isn’t right? Tell us." }
                (squares)
                p { (short) }
            }
            (tools(html! { (link("Back to the place", place.as_str()).quiet()) }))
        },
    ))
}

/// Every dark square as a square, with the room around them that readers need.
fn squares(text: &str) -> Result<Markup> {
    const AROUND: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::ours)?;
    let width = code.width();
    let colours = code.to_colors();
    let dark = colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark);
    let path: String =
        dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + AROUND, at / width + AROUND)).collect();
    let side = width + 2 * AROUND;
    Ok(html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label={ "QR code of " (text) } { path d=(path) {} }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_square_lies_inside_the_quiet_room() {
        let drawn = squares("https://tend.example/report/0123abcd").expect("short enough").into_string();
        let code =
            QrCode::with_error_correction_level("https://tend.example/report/0123abcd", EcLevel::M).expect("a code");
        let dark = code.to_colors().iter().filter(|colour| **colour == Color::Dark).count();
        assert_eq!(drawn.matches("h1v1h-1z").count(), dark);
        assert!(drawn.contains("M4 4h1"), "a finder pattern begins behind four squares of nothing");
    }
}
