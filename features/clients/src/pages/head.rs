//! The head of a client's page: who they are, the few things one wants to know at once, each changed in its place.

use maud::{Markup, html};
use tend_core::{
    ago, briefing,
    ui::{self, Icon, Item, Size, Tone, labels},
};

use super::{
    client::Shown,
    client_url,
    edit::{Editing, Looking},
    sent::Told as _,
};
use crate::{
    actions::Field,
    affiliation::{Affiliation, heard_from},
    client::{Client, ClientKind},
    contact::may_we_write,
    store, words,
};

/// A client's face beside the title.
pub(super) fn face(client: &Client, size: Size) -> Markup {
    match client.kind {
        ClientKind::Person => ui::avatar(&client.name, client.id.0, size),
        ClientKind::Organization => ui::house(client.id.0, size),
    }
}

/// Name, line, since; what can be done.
pub(super) fn head(shown: &Shown) -> Markup {
    let client = &shown.client;
    let since = client.since.map(|day| format!("With us since {}.", words::month(day)));
    let about = full_stop(&client.about);
    let edit = shown.around.may_write().then_some("edit");
    let lede = html! {
        span dir="auto" { (about) } @if !about.is_empty() && since.is_some() { " " } @if let Some(since) = &since { (since) }
        @if about.is_empty() && since.is_none() && edit.is_some() { a.quiet-link href="?edit=about" data-frag data-edit { "Say in a line who they are" } }
    };
    html! {
        (ui::page_head(&client.name).face(face(client, Size::Large)).lede(lede).tools(tools(shown)))
    }
}

/// “Home-care nurses on 14 e-bikes.”: a line that stands before another sentence ends as one.
fn full_stop(line: &str) -> String {
    match line.chars().next_back() {
        Some(last) if last.is_alphanumeric() => format!("{line}."),
        _ => line.to_owned(),
    }
}

fn tools(shown: &Shown) -> Markup {
    let url = client_url(shown.client.id);
    let tabs = shown.around.features.iter().flat_map(|feature| feature.composer);
    html! {
        @if shown.around.may_write() && shown.client.archived_at.is_none() {
            @for tab in tabs {
                @let key = tab.label.chars().next().map(String::from).unwrap_or_default();
                (ui::link(tab.label, format!("{url}?write={}#composer", tab.kind)).icon(tab.icon).key(&key))
            }
        }
        (ui::menu_button("More about this client", "more").only(Icon::More))
        (menu(shown))
    }
}

fn menu(shown: &Shown) -> Markup {
    let url = client_url(shown.client.id);
    let mut items = Vec::new();
    if shown.around.may_write() {
        items.push(Item::Go(Icon::Note, "Change name or line", format!("{url}?edit=name").into()));
        items.extend(hand_over(shown).map(|href| Item::Go(Icon::Handoff, "Hand over to a colleague", href.into())));
        items.push(Item::Go(Icon::Person, "Change who looks after them", format!("{url}?edit=owner").into()));
    }
    items.push(Item::Print("Print the client brief"));
    if shown.around.may_write() {
        items.push(Item::Rule);
        items.push(match shown.client.archived_at {
            None => Item::Do(Icon::Quiet, labels::LAY_ASIDE, format!("{url}/archiving").into()),
            Some(_) => Item::Do(Icon::Undo, "Take up again", format!("{url}/restoring").into()),
        });
    }
    ui::menu("more", "More about this client", &items)
}

/// Where they are handed over: while they are in the lists, and where a feature of this Tend does that.
fn hand_over(shown: &Shown) -> Option<String> {
    let client = &shown.client;
    let url = briefing::hand_over_url(shown.around.features, "client", client.id.0);
    url.filter(|_| client.archived_at.is_none())
}

/// That they were laid aside, and the way back.
pub(super) fn laid_aside(shown: &Shown) -> Markup {
    let Some(at) = shown.client.archived_at else {
        return html! {};
    };
    let day = words::long_day(at.day_in(shown.around.zone()));
    let inside = html! {
        p { b { "Laid aside on " (day) "." } " They are in no list and in nobody’s day. Nothing is lost." }
        @if shown.around.may_write() {
            div.tools { (ui::press(format!("{}/restoring", client_url(shown.client.id)), ui::button("Take up again").small().icon(Icon::Undo))) }
        }
    };
    ui::notice(Tone::Plain, Icon::Quiet, inside)
}

/// What stands in the way of a form: what is wrong with it, or what somebody else wrote meanwhile.
pub(super) fn in_the_way(shown: &Shown, looking: &Looking) -> Markup {
    let Some(sentence) = &looking.overtaken else {
        return html! {};
    };
    let what = shown.faster.as_ref().unwrap_or(sentence);
    let inside = html! {
        p data-focus tabindex="-1" { b { (what) } }
        p { "What you typed is still here. Keep yours, or leave theirs." }
    };
    html! { div role="alert" { (ui::notice(Tone::Honey, Icon::Person, inside)) } }
}

/// The form of name, line and since, on a sheet below the head.
pub(super) fn form(shown: &Shown, looking: &Looking) -> Markup {
    if looking.editing != Editing::Head || !shown.around.may_write() {
        return html! {};
    }
    let client = &shown.client;
    let since = store::day_text(client.since);
    let inside = html! {
        form id="edit-head" method="post" action={ (client_url(client.id)) "/details" } data-frag {
            div.side-by-side {
                (was(client, Field::Name))
                (ui::field("name", "Name").prefix("head").value(looking.value("name", &client.name)).error(looking.problems.of("name")).autocomplete("off").required().autofocus())
                (was(client, Field::Since))
                (ui::field("since", "With us since").prefix("head").day().value(looking.value("since", &since)).error(looking.problems.of("since")))
            }
            (was(client, Field::About))
            (ui::field("about", "One line about them").prefix("head").hint("What one should remember first.")
                .value(looking.value("about", &client.about)).error(looking.problems.of("about")).autocomplete("off"))
            (keep(shown, looking))
        }
    };
    ui::sheet(inside)
}

/// What the writer of a form saw, sent along with it.
fn was(client: &Client, field: Field) -> Markup {
    ui::hidden(&format!("{}-was", field.word()), &field.of(client))
}

/// The two ways out of a form.
pub(super) fn keep(shown: &Shown, looking: &Looking) -> Markup {
    let (yes, no) = if looking.overtaken.is_some() { ("Keep mine", "Leave theirs") } else { ("Save", "Leave it") };
    html! { div.tools { (ui::button(yes).small().primary()) (ui::link(no, client_url(shown.client.id)).small().quiet().class("leave")) } }
}

/// The few things one wants to know at once.
pub(super) fn vitals(shown: &Shown, looking: &Looking) -> Markup {
    let others = match shown.client.kind {
        ClientKind::Organization => "People",
        ClientKind::Person => "Organization",
    };
    ui::vitals(&[
        (labels::OWNER, vital(shown, looking, Field::Owner)),
        (others, affiliations(shown)),
        (labels::PLACE, vital(shown, looking, Field::Place)),
        (labels::RHYTHM, vital(shown, looking, Field::Rhythm)),
        (labels::MAY_WE_WRITE, may_we(shown)),
    ])
}

fn vital(shown: &Shown, looking: &Looking, field: Field) -> Markup {
    if looking.editing == Editing::Vital(field) && shown.around.may_write() {
        return vital_form(shown, looking, field);
    }
    let client = &shown.client;
    let value = match field {
        Field::Owner => ui::who(&client.owner_name, client.owner.0),
        Field::Rhythm => rhythm(shown),
        other => html! { (other.words(client)) },
    };
    let change = format!("Change the {}", field.label());
    html! {
        @if shown.around.may_write() {
            a.editable href={ (client_url(client.id)) "?edit=" (field) } title=(change) data-edit data-frag { (value) span.vh { ", " (change) } }
        } @else { (value) }
    }
}

/// “Every 3 weeks, spoke yesterday”; of an organization “spoke yesterday, with Jonas Weber”.
fn rhythm(shown: &Shown) -> Markup {
    let client = &shown.client;
    let (now, zone) = (shown.around.now, shown.around.zone());
    // Who belongs to an organization speaks for it.
    let of_people = if client.kind == ClientKind::Organization { heard_from(&shown.others, zone) } else { None };
    let spoke = match (client.last_contact_at, of_people) {
        (own, Some((one, at))) if own.is_none_or(|own| own < at) => {
            format!("spoke {}, with {}", ago::ago(at, now, zone), one.other_name)
        }
        (Some(at), _) => format!("spoke {}", ago::ago(at, now, zone)),
        (None, _) => "not spoken yet".to_owned(),
    };
    html! { (Field::Rhythm.words(client)) " " small { (spoke) } }
}

fn vital_form(shown: &Shown, looking: &Looking, field: Field) -> Markup {
    let client = &shown.client;
    html! {
        form.in-place id={ "edit-" (field) } method="post" action={ (client_url(client.id)) "/details" } data-frag {
            (was(client, field))
            @match field {
                Field::Rhythm => { (rhythm_field(shown, looking)) }
                Field::Owner => { (one_of(looking, field, &field.of(client), shown.members.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect())) }
                _ => { (one_of(looking, field, &field.of(client), shown.locations.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect())) }
            }
            (keep(shown, looking))
        }
    }
}

fn one_of(looking: &Looking, field: Field, now: &str, choices: Vec<(String, &str)>) -> Markup {
    let chosen = looking.value(field.word(), now);
    let choices = choices.iter().map(|(id, name)| ui::choice(id, name, id == chosen)).collect();
    html! { (ui::select(field.word(), field.label(), choices).bare().autofocus().error(looking.problems.of(field.word()))) }
}

fn rhythm_field(shown: &Shown, looking: &Looking) -> Markup {
    let now = Field::Rhythm.of(&shown.client);
    html! {
        (ui::field("rhythm", "Days between two words from us").prefix("vital").number().list("rhythms").hint("Empty: no rhythm.")
            .value(looking.value("rhythm", &now)).error(looking.problems.of("rhythm")).autofocus())
        (usual_rhythms())
    }
}

/// The rhythms most people want, for a field of days.
pub(super) fn usual_rhythms() -> Markup {
    html! { datalist id="rhythms" { @for days in words::RHYTHMS { option value=(days) { (words::every(days)) } } } }
}

/// The first two of their people, and how many more.
fn affiliations(shown: &Shown) -> Markup {
    const NAMED: usize = 2;
    let current: Vec<&Affiliation> = shown.others.iter().filter(|other| other.until.is_none()).collect();
    let more = current.len().saturating_sub(NAMED);
    html! {
        @for (index, other) in current.iter().take(NAMED).enumerate() {
            @if index > 0 { ", " }
            a href=(client_url(other.other(shown.client.id))) dir="auto" data-frag { (other.other_name) }
        }
        @if more > 0 { " " a href="#people" { small { "+" (more) } } }
        @if current.is_empty() {
            @if shown.around.may_write() { a.editable.faint href={ (client_url(shown.client.id)) "?edit=people#people" } data-frag { "Nobody yet" } }
            @else { span.faint { "Nobody yet" } }
        }
    }
}

fn may_we(shown: &Shown) -> Markup {
    let (ways, newsletter) = may_we_write(&shown.points);
    html! {
        a.editable.faint[ways.is_empty()] href="#reach" {
            @if ways.is_empty() { "Not asked yet" } @else { (ways) }
            @if !newsletter.is_empty() { " " small { (newsletter) } }
        }
    }
}
