//! How the settings of custom fields look.

use maud::{Markup, html};
use tend_core::{
    Problem,
    time::DAY,
    ui::{self, Icon, Setting, Tone, Width, column},
};

use super::{COUNTED, Fields, LIST, Of, OneField};
use crate::{
    fields::{CustomField, FieldKind, KEPT_DAYS},
    pages::link,
    words,
};

fn settings_page(inside: Markup) -> Markup {
    ui::page(Width::Usual, html! { div.settings { (inside) } })
}

/// All fields.
pub(crate) fn list_view(shown: &Fields) -> Markup {
    let tools = html! { (ui::link("A new field", format!("{LIST}/new")).primary().icon(Icon::Plus)) };
    let lede = "What you keep about your clients besides what every client has. They stand on the client’s page, and the list can be filtered and sorted by them.";
    settings_page(html! {
        (ui::page_head("Fields").under("Settings", "/settings").here("Fields").lede(lede).tools(tools))
        @if shown.fields.is_empty() { (none_yet()) } @else { (table(shown)) }
        @if !shown.gone.is_empty() { (gone(shown)) }
    })
}

fn none_yet() -> Markup {
    let words = "Is there something you look up about every second client? A size, a contract’s end, who sent them. That is a field.";
    ui::empty(
        "No fields yet",
        words,
        html! { (ui::link("Make the first one", format!("{LIST}/new")).icon(Icon::Plus)) },
    )
}

fn table(shown: &Fields) -> Markup {
    let columns = [
        column("Name"),
        column("Takes"),
        column("New clients"),
        column("Clients who have it"),
        column("Order").unseen(),
    ];
    let last = shown.fields.len().saturating_sub(1);
    let rows = html! { @for (place, (field, of)) in shown.fields.iter().enumerate() { (row(field, of, place == 0, place == last)) } };
    ui::table("Fields", Setting::Stack, &columns, rows)
}

fn row(field: &CustomField, of: &Of, first: bool, last: bool) -> Markup {
    let (up, down) = (format!("Move {} up", field.name), format!("Move {} down", field.name));
    html! {
        tr id={ "field-" (field.id) } {
            th scope="row" {
                a href={ (LIST) "/" (field.id) } dir="auto" data-frag { (field.name) }
                @if field.rereading { small { "Its values are just being read anew" } }
            }
            td data-label="Takes" { (field.kind.label()) @if field.kind.has_choices() { small dir="auto" { (offered(field)) } } @if field.kind == FieldKind::Money { small { (field.currency) } } }
            td data-label="New clients" { @if field.required { "must have it" } @else { "may have it" } }
            td data-label="Clients who have it" { (counted(of.values)) @if of.unread > 0 { small { (counted(of.unread)) " do not read as " (field.kind.in_a_sentence()) } } }
            td {
                div.tools {
                    @if !first { (ui::press(format!("{LIST}/{}/up", field.id), ui::button(&up).small().quiet().only(Icon::Down).class("upward"))) }
                    @if !last { (ui::press(format!("{LIST}/{}/down", field.id), ui::button(&down).small().quiet().only(Icon::Down))) }
                }
            }
        }
    }
}

fn offered(field: &CustomField) -> String {
    const SAID: usize = 5;
    let names: Vec<&str> = field.offered().map(|choice| choice.name.as_str()).collect();
    match names.len().checked_sub(SAID) {
        Some(more) if more > 0 => format!("{} and {more} more", names[..SAID].join(", ")),
        _ => names.join(", "),
    }
}

fn counted(count: i64) -> String {
    if count > COUNTED { "1,000+".to_owned() } else { count.to_string() }
}

fn gone(shown: &Fields) -> Markup {
    let inside = html! {
        p { "What stood in them is kept for " (KEPT_DAYS) " days and comes back with them. Then it is gone for good." }
        ul.gone {
            @for field in &shown.gone {
                li {
                    span dir="auto" { (field.name) }
                    @if let Some(at) = field.deleted_at {
                        " " small { "until " (words::long_day(at.plus(KEPT_DAYS * DAY).day_in(&shown.actor.zone))) }
                    }
                    " " (ui::press(format!("{LIST}/{}/return", field.id), ui::button("Bring back").label(&format!("Bring back {}", field.name)).small().icon(Icon::Undo)))
                }
            }
        }
    };
    ui::block("gone", "Taken away", None, inside)
}

/// A new field.
pub(crate) fn new_view(shown: &OneField) -> Markup {
    settings_page(html! {
        (ui::page_head("A new field").under("Settings", "/settings").under("Fields", LIST).here("New").lede("Call it what you say in the shop."))
        form.sheet-form id="new-field" method="post" action={ (LIST) "/new" } data-frag {
            (ui::problems_of_form("", &Problem::pairs(&shown.problems)))
            (name(shown).autofocus())
            (kinds(shown))
            (more_choices(shown, "What can be chosen?"))
            (currency(shown))
            (required(shown))
            (ui::tools(html! { (ui::button("Make the field").primary()) (ui::link("Not now", LIST).quiet()) }))
        }
    })
}

fn name(shown: &OneField) -> ui::Field<'_> {
    ui::field("name", "Name")
        .value(&shown.draft.name)
        .error(Problem::about(&shown.problems, "name"))
        .autocomplete("off")
        .placeholder("Frame size")
        .required()
}

fn kinds(shown: &OneField) -> Markup {
    let chosen = shown.draft.kind;
    let choices: Vec<ui::Choice<'_>> = FieldKind::ALL
        .iter()
        .map(|kind| ui::choice(kind.word(), kind.label(), chosen == Some(*kind)).note(kind.example()))
        .collect();
    html! {
        (ui::big_choices("kind", "What does it take?", &choices))
        @if let Some(error) = Problem::about(&shown.problems, "kind") { p.error id="f-kind" { (ui::icon(Icon::Warn)) span { (error) } } }
    }
}

fn more_choices(shown: &OneField, label: &str) -> Markup {
    html! {
        (ui::field("more", label).our_words().hint("For a choice alone. One a line, in the order in which they are to stand.")
            .value(&shown.draft.more).error(Problem::about(&shown.problems, "more")))
    }
}

fn currency(shown: &OneField) -> Markup {
    html! {
        (ui::field("currency", "Currency").hint("For money alone: its three letters. Empty: EUR.").placeholder("EUR").autocomplete("off")
            .value(&shown.draft.currency).error(Problem::about(&shown.problems, "currency")))
    }
}

fn required(shown: &OneField) -> Markup {
    let choice = ui::choice("yes", "Every new client must have it", shown.draft.required)
        .note("Whoever writes somebody down is asked for it. Imports and quick notes do not stop at it; the client’s page says that it is missing.");
    ui::checkbox("required", &choice)
}

/// One field.
pub(crate) fn one_view(shown: &OneField) -> Markup {
    let Some(field) = &shown.field else { return html! {} };
    let here = format!("{LIST}/{}", field.id);
    settings_page(html! {
        (ui::page_head(&field.name).under("Settings", "/settings").under("Fields", LIST).here(&field.name).lede(lede(field, &shown.of)))
        (crate::pages::being_read(field))
        (overtaken(shown))
        (unread(shown, field))
        form id="field" method="post" action=(here) data-frag {
            (ui::hidden("version", &field.version.to_string()))
            (ui::problems_of_form("", &Problem::pairs(&shown.problems)))
            (name(shown))
            (choices_now(shown, field))
            (more_choices(shown, if field.choices.is_empty() { "What can be chosen?" } else { "What more can be chosen?" }))
            (currency(shown))
            (required(shown))
            (ui::fold("another-kind", "Take something else", another_kind(shown)))
            (ui::tools(html! { (ui::button("Keep").primary()) (ui::link("Leave it", LIST).quiet()) }))
        }
        (ui::block("away", "Take it away", None, away(field, &here)))
    })
}

fn lede(field: &CustomField, of: &Of) -> String {
    match of.values {
        0 => format!("{}. Nobody has it yet.", field.kind.label()),
        1 => format!("{}. One client has it.", field.kind.label()),
        count => format!("{}. {} clients have it.", field.kind.label(), counted(count)),
    }
}

fn overtaken(shown: &OneField) -> Markup {
    let Some(sentence) = &shown.overtaken else { return html! {} };
    let inside = html! { p data-focus tabindex="-1" { b { (sentence) } } p { "What you typed is still here." } };
    html! { div role="alert" { (ui::notice(Tone::Honey, Icon::Person, inside)) } }
}

/// Who has something there that does not read.
fn unread(shown: &OneField, field: &CustomField) -> Markup {
    if shown.of.unread == 0 {
        return html! {};
    }
    let inside = html! {
        p {
            b { "What stands there does not read as " (field.kind.in_a_sentence()) " for " (counted(shown.of.unread)) @if shown.of.unread == 1 { " client" } @else { " clients" } "." }
            " It is kept as it was written, and shown so, until somebody changes it."
        }
        p { @for (place, client) in shown.unread.iter().enumerate() { @if place > 0 { ", " } (link(client)) } @if shown.of.unread > 10 { " …" } }
    };
    ui::notice(Tone::Honey, Icon::Info, inside)
}

/// The choices there are: a changed name renames one, an empty one takes it away.
fn choices_now(shown: &OneField, field: &CustomField) -> Markup {
    let names: Vec<(String, &str)> =
        shown.draft.renamed.iter().map(|(id, name)| (format!("choice.{id}"), name.as_str())).collect();
    if names.is_empty() || !field.kind.has_choices() {
        return html! {};
    }
    html! {
        fieldset.field {
            legend { "What can be chosen" }
            p.hint { "Write another name to rename one. Empty one to take it away: clients who have it keep it." }
            @for (place, (control, name)) in names.iter().enumerate() {
                (ui::field(control, &format!("Choice {}", place + 1)).unlabelled().value(name).autocomplete("off"))
            }
        }
    }
}

fn another_kind(shown: &OneField) -> Markup {
    html! {
        p { "What is there is read anew: what reads as the other kind becomes that, what does not is kept as it was written and named here. Changing back brings it back as it was, as far as it still reads." }
        (kinds(shown))
    }
}

fn away(field: &CustomField, here: &str) -> Markup {
    html! {
        p { "Then it stands on no page and in no list. What stood in it is kept for " (KEPT_DAYS) " days; until then it can be brought back." }
        (ui::press(format!("{here}/removal"), ui::button("Take it away").label(&format!("Take {} away", field.name))))
    }
}
