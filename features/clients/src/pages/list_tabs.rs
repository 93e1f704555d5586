//! Above the list: whose clients, saved views with their counts, and the way to keep one.

use maud::{Markup, html};
use tend_core::{
    Role,
    ui::{self, Icon, Url},
};

use super::{
    list::COUNTED,
    list_view::{Listed, Of, Viewed, url},
};
use crate::{store::Counted, view::View};

pub(super) fn tabs(listed: &Listed) -> Markup {
    let of = |of: Of| url(&[("of", of.word())]);
    let tab = |words: &str, which: Of, count: i64| {
        let chosen = listed.of == which && listed.find.is_empty() && listed.view.is_none();
        html! { a href=(Url::from(of(which))) aria-current=[chosen.then_some("true")] data-frag { (words) " " span.count { (counted(count)) } } }
    };
    html! {
        nav.tabs aria-label="Whose clients" {
            @if listed.actor.member.is_some() { (tab("Mine", Of::Mine, listed.mine)) }
            (tab("Everyone", Of::Everyone, listed.everyone))
            @if listed.aside > 0 || listed.of == Of::Aside { (tab("Laid aside", Of::Aside, listed.aside)) }
            @for viewed in &listed.views { (view_tab(listed, viewed)) }
        }
    }
}

fn view_tab(listed: &Listed, viewed: &Viewed) -> Markup {
    let view = &viewed.view;
    let chosen = listed.find.is_empty() && listed.view.as_ref().is_some_and(|chosen| chosen.id == view.id);
    let title = (Some(view.owner) != listed.actor.member).then(|| format!("Shared by {}", view.owner_name));
    html! {
        a href=(Url::from(url(&[("view", &view.id.to_string())]))) aria-current=[chosen.then_some("true")] title=[title] dir="auto" data-frag {
            (view.name) @if let Some(count) = viewed.count { " " span.count { (count_words(count)) } }
        }
    }
}

/// “84”; “1,000+” and “12+” where not all could be counted.
pub(super) fn count_words(count: Counted) -> String {
    let number = if count.count >= 1000 { "1,000".to_owned() } else { count.count.to_string() };
    if count.or_more { format!("{number}+") } else { number }
}

/// Keeping what is asked for: as a view, or in the one it began with.
pub(super) fn keeping(listed: &Listed) -> Markup {
    let asked = listed.asked_for();
    let own = |view: &View| Some(view.owner) == listed.actor.member || listed.actor.role >= Role::Admin;
    html! {
        @if let Some(view) = &listed.view {
            @if view.asked != asked && own(view) {
                form.press method="post" action={ "/clients/views/" (view.id) "/asked" } data-frag {
                    (ui::hidden("asked", &serde_json::to_string(&asked).unwrap_or_default()))
                    (ui::button(&format!("Keep in {}", view.name)).small().quiet().icon(Icon::Check))
                }
            }
            @if own(view) { (ui::link(&format!("Change {}", view.name), format!("/clients/views/{}", view.id)).small().quiet().only(Icon::Note)) }
        }
        @if listed.find.is_empty() && listed.view.as_ref().is_none_or(|view| view.asked != asked) {
            (ui::link("Keep this view", listed.url_with(&[]).replacen("/clients", "/clients/views/new", 1)).small().quiet().icon(Icon::Plus))
        }
    }
}

/// Counted to a thousand; beyond, it says so.
pub(super) fn counted(count: i64) -> String {
    if count > COUNTED { "1,000+".to_owned() } else { count.to_string() }
}
