//! The list, drawn.

use std::collections::HashMap;

use maud::{Markup, html};
use tend_core::{
    Actor, Role, Timestamp,
    calls::Call,
    id::{ClientId, LocationId, MemberId},
    ui::{self, Icon, Url, labels},
};

use super::{list::COUNTED, list_rows::rows};
use crate::{
    client::{Client, ClientKind},
    list::{Cursor, Filter, Sort},
};

tend_core::words! {
    /// Whose clients the list shows.
    pub enum Of {
        /// Those the actor looks after.
        Mine = "mine",
        /// Everyone's.
        Everyone = "everyone",
        /// Those laid aside.
        Aside = "aside",
    }
}

/// A page of the list, and what stands around it.
#[derive(Clone)]
pub(crate) struct Listed {
    /// The rows.
    pub clients: Vec<Client>,
    /// What comes next for each.
    pub calls: HashMap<ClientId, Call>,
    /// How many are theirs, counted to a thousand and one; so with the others.
    pub mine: i64,
    /// How many there are.
    pub everyone: i64,
    /// How many were laid aside.
    pub aside: i64,
    /// Whose clients.
    pub of: Of,
    /// Which of them.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// What was looked for.
    pub find: String,
    /// The page before this one begins beside this row.
    pub previous: Option<Cursor>,
    /// The page after it.
    pub next: Option<Cursor>,
    /// Who works here.
    pub members: Vec<(MemberId, String)>,
    /// The places.
    pub locations: Vec<(LocationId, String)>,
    /// The tags, folded and as written.
    pub tags: Vec<(String, String)>,
    /// Who looks.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
}

impl Listed {
    fn may_write(&self) -> bool {
        self.actor.role >= Role::Member
    }

    /// What this list was asked for, but for its order and its page.
    fn query(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let owner = filter.owner.filter(|_| self.of != Of::Mine);
        let pairs = [
            ("of", Some(self.of.to_string())),
            ("owner", owner.map(|owner| owner.to_string())),
            ("place", filter.place.map(|place| place.to_string())),
            ("kind", filter.kind.map(|kind| kind.to_string())),
            ("tag", filter.tag.clone()),
        ];
        pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    pub(super) fn url_with(&self, more: &[(&'static str, String)]) -> String {
        let mut pairs = self.query();
        pairs.extend(more.iter().cloned());
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        url(&pairs)
    }

    fn order(&self) -> Vec<(&'static str, String)> {
        let sort = (self.sort != Sort::Name).then(|| ("sort", self.sort.to_string()));
        let down = self.filter.descending.then(|| ("down", "yes".to_owned()));
        sort.into_iter().chain(down).collect()
    }
}

/// The list's address with these asked for.
pub(crate) fn url(pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if query.is_empty() {
        "/clients".to_owned()
    } else {
        format!("/clients?{}", query.join("&"))
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The whole list.
pub(crate) fn list_view(listed: &Listed) -> Markup {
    if listed.everyone == 0 && listed.aside == 0 {
        return nobody_yet(listed);
    }
    html! {
        (ui::page_head("Clients").tools(tools(listed)))
        div.views { (tabs(listed)) }
        div.filterbar {
            (ui::find_in("/clients", "Name or line about them", &listed.find, &[]))
            @if listed.find.is_empty() { (filter(listed)) }
            @else { p.sentence { (found_words(listed)) " " a href=(listed.url_with(&[])) data-frag { "Back to the list" } } }
        }
        @if listed.clients.is_empty() { (none_here(listed)) }
        @else { (rows(listed)) (foot(listed)) }
    }
}

fn found_words(listed: &Listed) -> String {
    match listed.clients.len() {
        0 => format!("Nobody is found by “{}”.", listed.find),
        1 => format!("One is found by “{}”.", listed.find),
        50 => format!("The first 50 that are found by “{}”.", listed.find),
        count => format!("{count} are found by “{}”.", listed.find),
    }
}

fn nobody_yet(listed: &Listed) -> Markup {
    let tools = html! {
        @if listed.may_write() {
            (ui::link("Write down the first one", "/clients/new").primary().icon(Icon::Plus))
            (ui::link(labels::BRING_IN, "/settings/import").icon(Icon::Upload))
        }
    };
    html! {
        (ui::page_head("Clients"))
        (ui::empty(
            "Nobody here yet",
            "Start with one person you helped this week. Write down what they wanted to do, in their words. That is already a client.",
            tools,
        ))
    }
}

fn tools(listed: &Listed) -> Markup {
    html! {
        @if listed.may_write() {
            (ui::link(labels::BRING_IN, "/settings/import").icon(Icon::Upload))
            (ui::link("New client", "/clients/new").primary().icon(Icon::Plus).key("N"))
        }
    }
}

fn tabs(listed: &Listed) -> Markup {
    let of = |of: Of| url(&[("of", of.word())]);
    let tab = |words: &str, which: Of, count: i64| {
        let chosen = listed.of == which && listed.find.is_empty();
        html! { a href=(Url::from(of(which))) aria-current=[chosen.then_some("true")] data-frag { (words) " " span.count { (counted(count)) } } }
    };
    html! {
        nav.tabs aria-label="Whose clients" {
            @if listed.actor.member.is_some() { (tab("Mine", Of::Mine, listed.mine)) }
            (tab("Everyone", Of::Everyone, listed.everyone))
            @if listed.aside > 0 || listed.of == Of::Aside { (tab("Laid aside", Of::Aside, listed.aside)) }
        }
    }
}

/// Counted to a thousand; beyond, it says so.
fn counted(count: i64) -> String {
    if count > COUNTED {
        "1,000+".to_owned()
    } else {
        count.to_string()
    }
}

/// “Show clients of anyone at any place …”: a sentence of lists. With the script each sends at once.
fn filter(listed: &Listed) -> Markup {
    let filter = &listed.filter;
    let owner = filter.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let place = filter.place.map(|place| place.to_string()).unwrap_or_default();
    let members: Vec<(String, &str)> = listed
        .members
        .iter()
        .map(|(id, name)| (id.to_string(), name.as_str()))
        .collect();
    let places: Vec<(String, &str)> = listed
        .locations
        .iter()
        .map(|(id, name)| (id.to_string(), name.as_str()))
        .collect();
    let tags: Vec<(String, &str)> = listed
        .tags
        .iter()
        .map(|(folded, name)| (folded.clone(), name.as_str()))
        .collect();
    let kinds = [
        ("person".to_owned(), "persons"),
        ("organization".to_owned(), "organizations"),
    ];
    html! {
        form.sentence method="get" action="/clients" data-frag {
            (ui::hidden("of", listed.of.word()))
            @for (name, value) in listed.order() { (ui::hidden(name, &value)) }
            "Show "
            (one_of("kind", "Kind", "persons and organizations", &kinds, filter.kind.map_or("", ClientKind::word)))
            @if listed.of != Of::Mine { " of " (one_of("owner", labels::OWNER, "anyone", &members, &owner)) }
            " at " (one_of("place", labels::PLACE, "any place", &places, &place))
            @if !tags.is_empty() { " tagged " (one_of("tag", "Tag", "anything", &tags, &tend_core::fold::fold(filter.tag.as_deref().unwrap_or_default()))) }
            " " noscript { (ui::button("Show").small()) }
        }
    }
}

fn one_of(name: &str, label: &str, any: &str, choices: &[(String, &str)], chosen: &str) -> Markup {
    let mut all = vec![ui::choice("", any, chosen.is_empty())];
    all.extend(
        choices
            .iter()
            .map(|(value, words)| ui::choice(value, words, value == chosen)),
    );
    html! { (ui::select(name, label, all).prefix("show").bare().sends_at_once()) }
}

fn none_here(listed: &Listed) -> Markup {
    let words = match listed.of {
        _ if !listed.find.is_empty() => "Another spelling may help: the beginning of a name is enough.",
        Of::Mine if listed.filter.is_plain() => "You look after nobody yet. Everyone’s clients are one step away.",
        Of::Aside if listed.filter.is_plain() => "Nobody is laid aside.",
        _ => "Nobody fits all of that. Ask for less.",
    };
    html! {
        (ui::nothing(words))
        @if listed.of == Of::Mine && listed.find.is_empty() { div.tools { (ui::link("Everyone", url(&[("of", "everyone")])).small()) } }
        @if !listed.find.is_empty() && listed.may_write() {
            div.tools { (ui::link("Write them down", format!("/clients/new?name={}", encoded(&listed.find))).small().icon(Icon::Plus)) }
        }
    }
}

fn foot(listed: &Listed) -> Markup {
    let page = |cursor: &Option<Cursor>| {
        cursor.as_ref().map(|cursor| {
            let mut more = listed.order();
            more.push((cursor.way.word(), cursor.write()));
            Url::from(listed.url_with(&more))
        })
    };
    html! {
        (ui::pager(&how_many(listed), page(&listed.previous).as_ref(), page(&listed.next).as_ref()))
        (ui::key_hints(&[(&["J", "K"], "move"), (&["Enter"], "open"), (&["/"], "find"), (&["N"], "new client")]))
    }
}

/// “50 of 84” where all can be counted; else how many are on this page.
fn how_many(listed: &Listed) -> String {
    let shown = listed.clients.len();
    let whole = listed.previous.is_none() && listed.next.is_none();
    let total = match listed.of {
        _ if whole || !listed.filter.is_plain() || (listed.of == Of::Everyone && listed.filter.owner.is_some()) => None,
        Of::Mine => Some(listed.mine),
        Of::Everyone => Some(listed.everyone),
        Of::Aside => Some(listed.aside),
    };
    match total {
        Some(total) => format!("{shown} of {}", counted(total)),
        None if shown == 1 => "1 client".to_owned(),
        None if whole => format!("{shown} clients"),
        None => format!("{shown} on this page"),
    }
}
