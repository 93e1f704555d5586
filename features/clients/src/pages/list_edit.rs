//! Editing in the list: one cell becomes a form where it stands, and goes where the client's page would send it.

use maud::{Markup, html};
use tend_core::{id::ClientId, ui};

use super::{
    client_url,
    head::usual_rhythms,
    list_columns::{ShownColumn, StandardColumn},
    list_view::Listed,
    more::{Control, held, shown_in_control},
};
use crate::{actions::Field, client::Client, fields::CustomField};

/// The field of a client that a column changes.
pub(super) const fn field_of(column: StandardColumn) -> Option<Field> {
    match column {
        StandardColumn::About => Some(Field::About),
        StandardColumn::Owner => Some(Field::Owner),
        StandardColumn::Place => Some(Field::Place),
        StandardColumn::Since => Some(Field::Since),
        StandardColumn::Rhythm => Some(Field::Rhythm),
        StandardColumn::When
        | StandardColumn::Next
        | StandardColumn::Spoke
        | StandardColumn::Added
        | StandardColumn::Tags => None,
    }
}

/// What an address asks to edit: a client and a column, `ID.rhythm`.
pub(super) fn read(text: &str) -> Option<(ClientId, String)> {
    let (client, column) = text.split_once('.')?;
    Some((client.parse().ok()?, column.to_owned()))
}

/// Is this the cell that is edited?
pub(super) fn is_edited(listed: &Listed, client: &Client, column: ShownColumn) -> bool {
    listed.may_write() && listed.editing.as_ref().is_some_and(|(id, word)| *id == client.id && *word == column.word())
}

/// A standard cell as a form.
pub(super) fn standard(listed: &Listed, client: &Client, field: Field) -> Markup {
    let now = field.of(client);
    let control = match field {
        Field::Owner => {
            one_of(field, &now, listed.members.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect())
        }
        Field::Place => {
            one_of(field, &now, listed.locations.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect())
        }
        Field::Since => {
            html! { (ui::field(field.word(), field.label()).prefix("cell").day().value(&now).unlabelled().autofocus()) }
        }
        Field::Rhythm => html! {
            (ui::field(field.word(), "Days between two words from us").prefix("cell").number().list("rhythms").value(&now).unlabelled().autofocus())
            (usual_rhythms())
        },
        Field::Name | Field::About => {
            html! { (ui::field(field.word(), field.label()).prefix("cell").value(&now).unlabelled().autocomplete("off").autofocus()) }
        }
    };
    let inside = html! { (ui::hidden(&format!("{field}-was"), &now)) (control) };
    form(listed, &format!("{}/details", client_url(client.id)), inside)
}

fn one_of(field: Field, now: &str, choices: Vec<(String, &str)>) -> Markup {
    let choices = choices.iter().map(|(id, name)| ui::choice(id, name, id == now)).collect();
    html! { (ui::select(field.word(), field.label(), choices).prefix("cell").bare().autofocus()) }
}

/// A custom cell as a form.
pub(super) fn custom(listed: &Listed, client: &Client, field: &CustomField) -> Markup {
    let held = listed.customs.get(&client.id).and_then(|custom| held(field, custom, &listed.names));
    let now = held.as_ref().map(crate::fields::Held::typed).unwrap_or_default();
    let typed = shown_in_control(held.as_ref(), &now, &listed.names);
    let inside = html! {
        (ui::hidden("was", &now))
        (Control { field, typed: &typed, error: None, prefix: "cell", bare: true, autofocus: true })
    };
    form(listed, &format!("{}/fields/{}", client_url(client.id), field.id), inside)
}

fn form(listed: &Listed, action: &str, inside: Markup) -> Markup {
    html! {
        form.in-place.in-list id="edit-cell" method="post" action=(action) data-frag {
            (ui::hidden("back", &listed.url_with(&[])))
            (inside)
            div.tools { (ui::button("Save").small().primary()) (ui::link("Leave it", listed.url_with(&[])).small().quiet().class("leave")) }
        }
    }
}
