//! What stands around a client: what features know, their people, how to reach them, their days, their tags.

use maud::{Markup, html};
use tend_core::ui::{self, Icon, Size, Url, icon, labels};

use super::{
    client::Shown,
    client_url,
    edit::{Editing, Looking},
    side_forms as forms,
};
use crate::{
    affiliation::Affiliation,
    client::ClientKind,
    contact::{Consent, ContactKind, ContactPoint, Purpose},
    date::ImportantDate,
    words,
};

/// The side of a client's page.
pub(super) fn side(shown: &Shown, looking: &Looking) -> Markup {
    html! {
        @for panel in shown.panels.iter().filter(|panel| panel.side) { (panel.markup) }
        (people(shown, looking))
        (reach(shown, looking))
        (days(shown, looking))
        (tags(shown, looking))
        (super::more::more(shown, looking))
        (kept(shown))
    }
}

/// A heading of the side with its small way to add something.
fn part(shown: &Shown, id: &str, heading: &str, add: &str, inside: Markup) -> Markup {
    let url = format!("{}?edit={id}#{id}", client_url(shown.client.id));
    // On a phone these stand before the story, the others behind it.
    let is_near = matches!(id, "people" | "reach");
    html! {
        section.near[is_near] id=(id) aria-labelledby={ (id) "-h" } {
            div.head {
                h2 id={ (id) "-h" } { (heading) }
                @if shown.around.may_write() && !add.is_empty() { (ui::link(add, url).small().quiet().only(Icon::Plus)) }
            }
            (inside)
        }
    }
}

fn people(shown: &Shown, looking: &Looking) -> Markup {
    let (heading, add) = match shown.client.kind {
        ClientKind::Organization => (labels::THEIR_PEOPLE, "Add somebody"),
        ClientKind::Person => ("Where they belong", "Add where they belong"),
    };
    let inside = html! {
        @if !shown.others.is_empty() { ul.people { @for other in &shown.others { (belongs(shown, looking, other)) } } }
        @if let Editing::People(None) = looking.editing { (forms::belonging(shown, looking)) }
        @else if shown.others.is_empty() { (ui::nothing("Nobody yet.")) }
    };
    part(shown, "people", heading, add, inside)
}

fn belongs(shown: &Shown, looking: &Looking, other: &Affiliation) -> Markup {
    let id = other.other(shown.client.id);
    let face = match shown.client.kind {
        ClientKind::Organization => ui::avatar(&other.other_name, id.0, Size::Middle),
        ClientKind::Person => ui::house(id.0, Size::Middle),
    };
    let until = other.until.map(|day| format!("until {}", words::long_day(day)));
    let since = other.since.filter(|_| until.is_none()).map(|day| format!("since {}", words::month(day)));
    let about = Some(other.other_about.clone()).filter(|about| !about.is_empty());
    let title = Some(other.title.clone()).filter(|title| !title.is_empty());
    let there = [title, until, since].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let note =
        [Some(there).filter(|there| !there.is_empty()), about].into_iter().flatten().collect::<Vec<_>>().join(". ");
    html! {
        li id={ "at-" (other.id) } {
            (face)
            span.fill {
                a href=(client_url(id)) dir="auto" data-frag { (other.other_name) }
                @if !note.is_empty() { small dir="auto" { (note) } }
                @if looking.editing == Editing::People(Some(other.id)) { (forms::leaving(shown, looking, other)) }
            }
            @if shown.around.may_write() && other.until.is_none() { (change(shown, &format!("people.{}", other.id), "people", &format!("{} has left", other.other_name))) }
        }
    }
}

/// The small pencil at the end of a line.
fn change(shown: &Shown, edit: &str, part: &str, words: &str) -> Markup {
    html! { (ui::link(words, format!("{}?edit={edit}#{part}", client_url(shown.client.id))).small().quiet().only(Icon::Note).class("at-line")) }
}

fn reach(shown: &Shown, looking: &Looking) -> Markup {
    let inside = html! {
        @if !shown.points.is_empty() { ul.reach { @for point in &shown.points { (way(shown, looking, point)) } } }
        @if looking.editing == Editing::Reach(None) { (forms::new_way(shown, looking)) }
        @else if shown.points.is_empty() { (ui::nothing("No address or number yet.")) }
    };
    part(shown, "reach", "How to reach them", "Add a way to reach them", inside)
}

fn way(shown: &Shown, looking: &Looking, point: &ContactPoint) -> Markup {
    let editing = looking.editing == Editing::Reach(Some(point.id));
    html! {
        li id={ "way-" (point.id) } {
            (icon(picture(point.kind)))
            span.fill {
                @match address(point) {
                    Some(url) => { a href=(url) dir="auto" { (point.value) } }
                    None => { span dir="auto" { (point.value) } }
                }
                @if !point.label.is_empty() { " " small.beside { (point.label) } }
                small { (consents(&point.consents)) }
                @if editing { (forms::way(shown, looking, point)) }
            }
            @if shown.around.may_write() && !editing { (change(shown, &format!("reach.{}", point.id), "reach", &format!("Change {}", point.value))) }
        }
    }
}

const fn picture(kind: ContactKind) -> Icon {
    match kind {
        ContactKind::Email => Icon::Mail,
        ContactKind::Phone => Icon::Phone,
        ContactKind::Postal => Icon::Pin,
        ContactKind::Handle => Icon::Person,
        ContactKind::Website => Icon::Globe,
    }
}

fn address(point: &ContactPoint) -> Option<Url> {
    match point.kind {
        ContactKind::Email => Url::mail(&point.value),
        ContactKind::Phone => Url::phone(&point.value),
        ContactKind::Website => Url::website(&point.value),
        ContactKind::Postal | ContactKind::Handle => None,
    }
}

/// “Answer them, write or call first; no newsletter. Said so on the phone, 3 May 2026”.
fn consents(consents: &[Consent]) -> String {
    if consents.is_empty() {
        return "Not asked yet what for".to_owned();
    }
    let words = |allowed: bool| {
        let words = Purpose::ALL
            .iter()
            .filter(|purpose| consents.iter().any(|c| c.purpose == **purpose && c.allowed == allowed));
        words.map(|purpose| purpose.label().to_lowercase()).collect::<Vec<_>>()
    };
    let (yes, no) = (words(true), words(false));
    let yes = (!yes.is_empty()).then(|| format!("May {}", yes.join(", ")));
    let no = (!no.is_empty()).then(|| format!("not {}", no.join(", ")));
    let what = [yes, no].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let last = consents.iter().max_by_key(|consent| consent.since);
    let source = last.map(|c| c.source.clone()).filter(|source| !source.is_empty());
    let since = last.and_then(|c| c.since).map(words::long_day);
    let from = [source, since].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let what = what
        .chars()
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(what.chars().skip(1)).collect());
    if from.is_empty() { what } else { format!("{what}. {from}") }
}

fn days(shown: &Shown, looking: &Looking) -> Markup {
    let inside = html! {
        @if !shown.dates.is_empty() { ul.reach { @for date in &shown.dates { (day(shown, looking, date)) } } }
        @if looking.editing == Editing::Days(None) { (forms::new_day(shown, looking)) }
        @else if shown.dates.is_empty() { (ui::nothing("No birthday or other day yet.")) }
    };
    part(shown, "days", "Days to remember", "Add a day", inside)
}

fn day(shown: &Shown, looking: &Looking, date: &ImportantDate) -> Markup {
    let editing = looking.editing == Editing::Days(Some(date.id));
    html! {
        li id={ "day-" (date.id) } {
            (icon(Icon::Cake))
            span.fill {
                span dir="auto" { (date.label) } small { (date.words()) }
                @if editing { (forms::day(shown, looking, date)) }
            }
            @if shown.around.may_write() && !editing { (change(shown, &format!("days.{}", date.id), "days", &format!("Change {}", date.label))) }
        }
    }
}

fn tags(shown: &Shown, looking: &Looking) -> Markup {
    let editing = looking.editing == Editing::Tags && shown.around.may_write();
    let inside = html! {
        @if editing { (forms::tags(shown, looking)) }
        @else if shown.tags.is_empty() { (ui::nothing("No tags.")) }
        @else {
            p.chips { @for tag in &shown.tags { a.chip href=(tag_url(tag)) dir="auto" data-frag { (tag) } } }
        }
        @if shown.more_tags > 0 { p.meta { "These are the first by name; there are " (super::list_view::thousands(shown.more_tags)) " more." } }
    };
    part(shown, "tags", "Tags", "Change the tags", inside)
}

/// Everyone with this tag.
fn tag_url(tag: &str) -> String {
    super::list_view::url(&[("of", "everyone"), ("tag", tag)])
}

/// Text kept from the list they came in.
fn kept(shown: &Shown) -> Markup {
    let Some(fields) = shown.fields.as_object().filter(|fields| !fields.is_empty()) else {
        return html! {};
    };
    let inside = html! {
        dl.kept { @for (name, value) in fields { div { dt dir="auto" { (name) } dd dir="auto" { (value.as_str().map_or_else(|| value.to_string(), str::to_owned)) } } } }
    };
    html! { section id="kept" aria-labelledby="kept-h" { h2 id="kept-h" { "From the list they came in" } (ui::fold("kept-fields", &kept_words(fields.len()), inside)) } }
}

fn kept_words(count: usize) -> String {
    if count == 1 { "1 more thing it said".to_owned() } else { format!("{count} more things it said") }
}
