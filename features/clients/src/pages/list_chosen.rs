//! Choosing clients in the list: the ticks, and the bar with what can be done with those who are ticked.

use maud::{Markup, html};
use tend_core::{
    feature::BulkAction,
    ui::{self, Url},
};

use super::list_view::Listed;
use crate::client::Client;

/// The tick before a row; it belongs to the bar's form.
pub(super) fn tick(listed: &Listed, client: &Client) -> Markup {
    html! {
        @if !listed.bulk.is_empty() {
            td.pick { input type="checkbox" form="chosen" name="client" value=(client.id) aria-label={ "Choose " (client.name) }; }
        }
    }
}

/// The bar: it appears with the first tick.
pub(super) fn bar(listed: &Listed) -> Markup {
    if listed.bulk.is_empty() || listed.clients.is_empty() {
        return html! {};
    }
    let asked = serde_json::to_string(&listed.asked_for()).unwrap_or_default();
    let is_part = listed.next.is_some() || listed.previous.is_some();
    html! {
        form.logbar.bulk id="chosen" method="get" action="/clients/deeds/new" data-frag aria-label="Those who are chosen" {
            b data-chosen { "Chosen" }
            (ui::hidden("back", &listed.url_with(&[])))
            @if is_part && listed.find.is_empty() {
                (ui::hidden("asked", &asked))
                (ui::checkbox("all", &ui::choice("yes", "all that fit", false)))
            }
            span.tools { @for action in &listed.bulk { (button(action)) } }
            button.btn.quiet.small type="reset" data-let-go { "Let go" kbd aria-hidden="true" { "Esc" } }
        }
    }
}

fn button(action: &'static BulkAction) -> Markup {
    html! { (ui::button(action.label).small().icon(action.icon).sends("action", action.name)) }
}

/// The way to edit a cell in its place: one for each cell, so it is as short as can be.
pub(super) fn edit(listed: &Listed, client: &Client, word: &str, label: &str) -> Markup {
    let url = Url::from(listed.url_with(&[("edit", format!("{}.{word}", client.id))]));
    html! { a.in-cell href=(url) aria-label={ "Change " (label) " of " (client.name) } data-edit data-frag {} }
}
