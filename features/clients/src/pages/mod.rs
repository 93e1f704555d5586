//! The pages of clients: the list, the client's page, writing a new one down.

use maud::{Markup, html};
use tend_core::id::ClientId;

use crate::client::Client;

/// The page of a client.
pub fn client_url(id: ClientId) -> String {
    format!("/clients/{id}")
}

/// A client's name, leading to their page. Names run their own way, whatever the page's direction is.
pub fn link(client: &Client) -> Markup {
    html! { a href=(client_url(client.id)) dir="auto" data-frag { (client.name) } }
}
