//! The list, drawn.

use std::{collections::HashMap, fmt::Write as _};

use maud::{Markup, html};
use serde_json::{Map, Value as Json};
use tend_core::{
    Actor, Role, Timestamp,
    calls::Call,
    feature::BulkAction,
    id::{ClientId, LocationId, MemberId},
    ui::{self, Icon, Url, labels},
};

use super::{
    list::{COUNTED, ROWS},
    list_chosen,
    list_columns::{self, ShownColumn},
    list_filter::{self, Said},
    list_rows::rows,
    list_tabs::{counted, keeping, tabs},
};
use crate::{
    client::{Client, ClientKind},
    fields::CustomField,
    filter::{Column, Test},
    list::{Filter, Order, Sort, Way},
    store::{Bounds, Counted},
    view::{AskedFor, View},
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

/// A saved view, and how many it shows.
#[derive(Clone, Debug)]
pub(crate) struct Viewed {
    /// The view.
    pub view: View,
    /// How many, if they were counted.
    pub count: Option<Counted>,
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
    /// Its conditions, in words.
    pub said: Vec<Said>,
    /// What of the address is no condition, as it stands there.
    pub unread: Vec<String>,
    /// In which order.
    pub order: Order,
    /// What was looked for.
    pub find: String,
    /// The page before this one begins beside this row.
    pub previous: Option<(Way, String)>,
    /// The page after it.
    pub next: Option<(Way, String)>,
    /// How many pass in all, where all were looked at.
    pub all: Option<usize>,
    /// How many were looked at before this page was left unfinished.
    pub looked: Option<usize>,
    /// The order asked for cannot be had among so many.
    pub unsorted: bool,
    /// The workspace's custom fields.
    pub fields: Vec<CustomField>,
    /// The columns that are shown.
    pub columns: Vec<ShownColumn>,
    /// Were they chosen?
    pub chose_columns: bool,
    /// What stands in custom fields.
    pub customs: HashMap<ClientId, Map<String, Json>>,
    /// What the clients are called that they link to.
    pub names: HashMap<ClientId, String>,
    /// Their tags.
    pub tags_of: HashMap<ClientId, Vec<String>>,
    /// The column somebody is about to filter by.
    pub adding: Option<Column>,
    /// The cell that is edited: a client and a column.
    pub editing: Option<(ClientId, String)>,
    /// What can be done with many; nothing for who may not write.
    pub bulk: Vec<&'static BulkAction>,
    /// Saved views.
    pub views: Vec<Viewed>,
    /// The one this list began with.
    pub view: Option<View>,
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
    pub(super) fn may_write(&self) -> bool {
        self.actor.role >= Role::Member
    }

    /// What this list was asked for, but for its page.
    pub(super) fn state(&self) -> Vec<(&'static str, String)> {
        [self.query(), self.order()].concat()
    }

    /// The same as a view keeps it.
    pub(super) fn asked_for(&self) -> AskedFor {
        AskedFor::of(self.state().iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// The custom fields it is filtered or ordered by.
    pub(super) fn asked_fields(&self) -> impl Iterator<Item = &CustomField> {
        self.fields.iter().filter(|field| {
            let tested = |test: &Test| matches!(test, Test::Custom(id, _, _) if *id == field.id);
            self.order == Order::Custom(field.id) || self.filter.tests.iter().any(tested)
        })
    }

    /// What this list was asked for, but for its order and its page.
    fn query(&self) -> Vec<(&'static str, String)> {
        self.query_without(None)
    }

    fn query_without(&self, left_out: Option<usize>) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let owner = filter.owner.filter(|_| self.of != Of::Mine);
        let pairs = [
            ("of", Some(self.of.to_string())),
            ("owner", owner.map(|owner| owner.to_string())),
            ("place", filter.place.map(|place| place.to_string())),
            ("kind", filter.kind.map(|kind| kind.to_string())),
            ("tag", filter.tag.clone()),
            ("view", self.view.as_ref().map(|view| view.id.to_string())),
        ];
        let mut pairs: Vec<_> = pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let said = self.said.iter().enumerate().filter(|(place, _)| Some(*place) != left_out);
        pairs.extend(said.map(|(_, said)| ("where", said.condition.to_string())));
        if self.chose_columns {
            pairs.extend(self.columns.iter().map(|column| ("show", column.word())));
        }
        pairs
    }

    /// This list, and these asked for besides.
    pub(super) fn url_with(&self, more: &[(&'static str, String)]) -> String {
        address(&[self.state(), more.to_vec()].concat())
    }

    /// This list in another order.
    pub(super) fn url_sorted(&self, order: &[(&'static str, String)]) -> String {
        address(&[self.query(), order.to_vec()].concat())
    }

    /// This list without one of its conditions.
    pub(super) fn url_without(&self, place: usize) -> String {
        address(&[self.query_without(Some(place)), self.order()].concat())
    }

    /// Can it be put in that order? In any, where all of it was looked at.
    pub(super) fn sorts_by(&self, order: Order) -> bool {
        let by_an_index = !matches!(order, Order::Standard(Sort::Owner | Sort::About | Sort::Rhythm | Sort::Next))
            && !self.filter.archived;
        self.find.is_empty() && (order == Order::Standard(Sort::Name) || by_an_index || self.is_small())
    }

    fn is_small(&self) -> bool {
        let all = match self.of {
            Of::Aside => self.aside,
            Of::Mine => self.mine,
            Of::Everyone => self.everyone,
        };
        self.all.is_some() || all <= COUNTED
    }

    fn order(&self) -> Vec<(&'static str, String)> {
        let sort = (self.order != Order::Standard(Sort::Name)).then(|| ("sort", self.order.to_string()));
        let down = self.filter.descending.then(|| ("down", "yes".to_owned()));
        sort.into_iter().chain(down).collect()
    }
}

fn address(pairs: &[(&'static str, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    url(&pairs)
}

/// The list's address with these asked for.
pub(crate) fn url(pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { "/clients".to_owned() } else { format!("/clients?{}", query.join("&")) }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The whole list.
pub(crate) fn list_view(listed: &Listed) -> Markup {
    if listed.everyone == 0 && listed.aside == 0 {
        return nobody_yet(listed);
    }
    html! {
        (ui::page_head("Clients").tools(tools(listed)))
        div.views { (tabs(listed)) span.tools { @if listed.may_write() { (keeping(listed)) } (list_columns::menu(listed)) } }
        div.filterbar {
            (ui::find_in("/clients", "Name or line about them", &listed.find, &[]))
            @if listed.find.is_empty() { (filter(listed)) (list_filter::bar(listed)) }
            @else { p.sentence { (found_words(listed)) " " a href=(listed.url_with(&[])) data-frag { "Back to the list" } } }
        }
        (list_filter::below(listed))
        @if listed.unsorted { (ui::nothing("Among more than 1,000 that order cannot be had; this is by name. Ask for fewer.")) }
        @if listed.clients.is_empty() { (none_here(listed)) @if listed.looked.is_some() { (foot(listed)) } }
        @else { (rows(listed)) (foot(listed)) (list_chosen::bar(listed)) }
    }
}

fn found_words(listed: &Listed) -> String {
    match listed.clients.len() {
        0 => format!("Nobody is found by “{}”.", listed.find),
        1 => format!("One is found by “{}”.", listed.find),
        ROWS => format!("The first {ROWS} that are found by “{}”.", listed.find),
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

/// “Show clients of anyone at any place …”: a sentence of lists. With the script each sends at once.
fn filter(listed: &Listed) -> Markup {
    let filter = &listed.filter;
    let owner = filter.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let place = filter.place.map(|place| place.to_string()).unwrap_or_default();
    let members: Vec<(String, &str)> =
        listed.members.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let places: Vec<(String, &str)> =
        listed.locations.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let tags: Vec<(String, &str)> = listed.tags.iter().map(|(folded, name)| (folded.clone(), name.as_str())).collect();
    let kinds = [("person".to_owned(), "persons"), ("organization".to_owned(), "organizations")];
    html! {
        form.sentence method="get" action="/clients" data-frag {
            @for (name, value) in listed.state() { @if !matches!(name, "owner" | "place" | "kind" | "tag") { (ui::hidden(name, &value)) } }
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
    all.extend(choices.iter().map(|(value, words)| ui::choice(value, words, value == chosen)));
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
    let page = |mark: &Option<(Way, String)>| {
        mark.as_ref().map(|(way, mark)| Url::from(listed.url_with(&[(way.word(), mark.clone())])))
    };
    html! {
        @if let Some(looked) = listed.looked { (looked_at(listed, looked)) }
        (ui::pager(&how_many(listed), page(&listed.previous).as_ref(), page(&listed.next).as_ref()))
        @if listed.find.is_empty() {
            p.meta { a href=(Url::from(listed.url_with(&[]).replacen("/clients", "/clients.csv", 1))) { "All of these as a file for a spreadsheet" } }
        }
        (ui::key_hints(&[(&["J", "K"], "move"), (&["X"], "choose"), (&["E"], "edit"), (&["Enter"], "open"), (&["/"], "find"), (&["N"], "new client")]))
    }
}

/// Honest about what was not looked at.
fn looked_at(listed: &Listed, looked: usize) -> Markup {
    let fit = match listed.clients.len() {
        0 => "nobody fits".to_owned(),
        1 => "one fits".to_owned(),
        count => format!("{count} fit"),
    };
    let further = listed.next.as_ref().or(listed.previous.as_ref()).filter(|_| looked <= Bounds::PAGE.looked);
    let further =
        further.map(|(way, mark)| Url::from(listed.url_with(&[(way.word(), mark.clone()), ("far", "yes".to_owned())])));
    html! {
        (ui::nothing(&format!("Looked at {} clients in this order; {fit}. There may be more further on.", thousands(looked))))
        @if let Some(further) = further { div.tools { (ui::link("Look further", further).small()) } }
    }
}

pub(super) fn thousands(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// “50 of 84” where all can be counted; else how many are on this page.
fn how_many(listed: &Listed) -> String {
    let shown = listed.clients.len();
    let whole = listed.previous.is_none() && listed.next.is_none();
    let plain = listed.filter.is_plain() && !(listed.of == Of::Everyone && listed.filter.owner.is_some());
    let total = match listed.of {
        _ if whole => None,
        _ if listed.all.is_some() => listed.all.map(|all| all.to_string()),
        _ if !plain => None,
        Of::Mine => Some(counted(listed.mine)),
        Of::Everyone => Some(counted(listed.everyone)),
        Of::Aside => Some(counted(listed.aside)),
    };
    match total {
        Some(total) => format!("{shown} of {total}"),
        None if shown == 1 => "1 client".to_owned(),
        None if whole => format!("{shown} clients"),
        None => format!("{shown} on this page"),
    }
}
