//! The forms of the side, and what they do: how to reach them, their days, their tags, their people.

mod days;
mod people;
mod reach;
mod tags;

pub(super) use days::{add_date, change_date, day, new_day, remove_date};
pub(super) use people::{affiliate, belonging, end_affiliation, leaving};
pub(super) use reach::{add_point, change_point, new_way, remove_point, way};
pub(super) use tags::{tag, tags, untag};

use axum::response::Response;
use maud::{Markup, html};
use tend_core::{
    Result,
    id::ClientId,
    ui,
    web::{Visit, see_other},
};

use super::{
    client::{Shown, show_again},
    client_url,
    edit::{Editing, Looking},
    head::keep,
    sent::Sent,
};

/// A small form of the side: where it goes and what is in it.
fn small(shown: &Shown, looking: &Looking, name: &str, to: &str, inside: Markup) -> Markup {
    html! {
        form.in-place id={ "form-" (name) } method="post" action={ (client_url(shown.client.id)) "/" (to) } data-frag {
            (inside)
            (keep(shown, looking))
        }
    }
}

/// A second form beside it: one quiet button that takes the thing away.
fn away(shown: &Shown, to: &str, words: &str) -> Markup {
    ui::press(
        format!("{}/{to}", client_url(shown.client.id)),
        ui::button(words).small().quiet(),
    )
}

/// Back to the page, or the page once more with what was typed.
async fn answer(visit: &Visit, client: ClientId, done: Result<()>, editing: Editing, typed: Sent) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(client_url(client))),
        Err(error) => {
            show_again(
                visit,
                client,
                Looking {
                    editing,
                    typed,
                    ..Looking::default()
                },
                error,
            )
            .await
        }
    }
}
