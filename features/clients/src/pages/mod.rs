//! The pages of clients: the list, writing a new one down, the client's page and all that can be done there.

mod client;
mod deeds;
mod edit;
mod fields;
mod head;
mod list;
mod list_chosen;
mod list_columns;
mod list_csv;
mod list_edit;
mod list_filter;
mod list_rows;
mod list_tabs;
mod list_view;
mod merging;
mod moments;
mod more;
mod new;
mod pairs;
mod sent;
mod side;
mod side_forms;
mod story;
mod views;

use axum::{
    Router,
    routing::{get, post},
};
use maud::{Markup, html};
use tend_core::{
    Actor, App, Result,
    db::Conn,
    feature::Moved,
    id::ClientId,
    ui::{Icon, icon},
};

use crate::{
    client::{Client, ClientKind},
    store,
};

pub(crate) use client::{Around, Shown, view};
pub(crate) use deeds::{Asking, asking_view, deed_view};
pub(crate) use edit::{Editing, Looking};
pub(crate) use fields::{
    Fields, Of as OfFields, OneField, list_view as fields_view, new_view as new_field_view, one_view as field_view,
};
pub(crate) use list_columns::{ShownColumn, StandardColumn};
pub(crate) use list_filter::Said;
pub(crate) use list_view::{Listed, Of, Viewed, list_view};
pub(crate) use merging::{apart_view, compare_view};
pub(crate) use more::{More, being_read};
pub(crate) use new::{Draft, new_view};
pub(crate) use pairs::{Side, pairs_view, panel, panel_view};
pub(crate) use sent::Sent;
pub(crate) use views::{OneView, new_view as new_view_of_list, one_view as view_of_list};

/// Where everything is.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/clients", get(list::list).post(new::create))
        .route("/clients/columns", post(list_columns::choose))
        .route("/clients.csv", get(list_csv::file))
        .route("/clients/new", get(new::new))
        .route("/clients/deeds", post(deeds::begin))
        .route("/clients/deeds/new", get(deeds::new))
        .route("/clients/deeds/{deed}", get(deeds::one))
        .route("/clients/deeds/{deed}/undo", post(deeds::undo))
        .route("/clients/views", post(views::keep))
        .route("/clients/views/new", get(views::new))
        .route("/clients/views/{view}", get(views::one).post(views::change))
        .route("/clients/views/{view}/asked", post(views::keep_in))
        .route("/clients/views/{view}/removal", post(views::put_away))
        .route("/clients/views/{view}/return", post(views::bring_back))
        .route("/clients/alike", get(new::alike))
        .route("/clients/pairs", get(pairs::list).post(pairs::not_the_same))
        .route("/clients/pairs/{one}/{other}/return", post(pairs::ask_again))
        .route("/clients/merges/{merge}", get(merging::apart).post(merging::take_apart))
        .route("/clients/merges/{merge}/undoing", post(merging::undo))
        .route("/clients/{client}", get(client::show))
        .route("/clients/{client}/merging/{other}", get(merging::compare).post(merging::merge))
        .route("/clients/{client}/details", post(edit::details))
        .route("/clients/{client}/moments", post(moments::write))
        .route("/clients/{client}/moments/{entry}/words", post(moments::correct))
        .route("/clients/{client}/moments/{entry}/taking-back", post(moments::take_back))
        .route("/clients/{client}/archiving", post(edit::archive))
        .route("/clients/{client}/restoring", post(edit::restore))
        .route("/clients/{client}/contact-points", post(side_forms::add_point))
        .route("/clients/{client}/contact-points/{point}", post(side_forms::change_point))
        .route("/clients/{client}/contact-points/{point}/removal", post(side_forms::remove_point))
        .route("/clients/{client}/dates", post(side_forms::add_date))
        .route("/clients/{client}/dates/{date}", post(side_forms::change_date))
        .route("/clients/{client}/dates/{date}/removal", post(side_forms::remove_date))
        .route("/clients/{client}/tags", post(side_forms::tag))
        .route("/clients/{client}/tags/removal", post(side_forms::untag))
        .route("/clients/{client}/fields/{field}", post(more::fill))
        .route("/clients/{client}/affiliations", post(side_forms::affiliate))
        .route("/clients/{client}/affiliations/{affiliation}/end", post(side_forms::end_affiliation))
        .route("/settings/fields", get(fields::list))
        .route("/settings/fields/new", get(fields::new).post(fields::make))
        .route("/settings/fields/{field}", get(fields::one).post(fields::change))
        .route("/settings/fields/{field}/up", post(fields::up))
        .route("/settings/fields/{field}/down", post(fields::down))
        .route("/settings/fields/{field}/removal", post(fields::remove))
        .route("/settings/fields/{field}/return", post(fields::bring_back))
}

/// A page of somebody who became one with another is found under the other's address.
pub(crate) const MOVED: Moved = Moved { under: "/clients/", to: moved };

fn moved(db: &Conn, actor: &Actor, path: &str) -> Result<Option<String>> {
    let rest = path.strip_prefix(MOVED.under).unwrap_or_default();
    let text = rest.split(['/', '?']).next().unwrap_or_default();
    let Ok(mut id) = text.parse::<ClientId>() else { return Ok(None) };
    let gone = id;
    // A few steps are more than anybody takes; they never go round.
    for _ in 0..20 {
        match store::one_with(db, actor, id)? {
            Some(stays) => id = stays,
            None => break,
        }
    }
    Ok((id != gone).then(|| path.replacen(text, &id.to_string(), 1)))
}

/// The page of a client.
pub fn client_url(id: ClientId) -> String {
    format!("/clients/{id}")
}

/// A client's name, leading to their page. Names run their own way, whatever the page's direction is.
pub fn link(client: &Client) -> Markup {
    html! { a href=(client_url(client.id)) dir="auto" data-frag { (client.name) } }
}

/// A person or a house, small.
pub(crate) fn mark(kind: ClientKind) -> Markup {
    let (picture, word) = match kind {
        ClientKind::Person => (Icon::Person, "Person"),
        ClientKind::Organization => (Icon::Organization, "Organization"),
    };
    html! { (icon(picture)) span.vh { (word) ": " } }
}
