//! The filter bar: its conditions in words, each with the way to leave it out, and the form for one more.

use maud::{Markup, html};
use tend_core::{
    Actor, Error, Result,
    db::Conn,
    id::{ClientId, LocationId, MemberId},
    ui::{self, Choice, Icon, Tone, Url, icon},
};

use super::list_view::Listed;
use crate::{
    client::ClientKind,
    fields::{CustomField, FieldKind},
    filter::{Column, Condition, MOST_CONDITIONS, Operator, Standard, Takes},
    list::wants,
    store,
};

/// A condition, in words.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// The condition.
    pub condition: Condition,
    /// “Last spoke is longer ago than 60 days”.
    pub words: String,
    /// Why it does nothing.
    pub trouble: Option<String>,
}

/// Says a condition.
pub(super) fn in_words(
    db: &Conn,
    actor: &Actor,
    fields: &[CustomField],
    condition: Condition,
    trouble: Option<&String>,
) -> Result<Said> {
    let label = match condition.column {
        Column::Standard(standard) => standard.label().to_owned(),
        Column::Custom(id) => {
            fields.iter().find(|field| field.id == id).map_or_else(|| "A field".to_owned(), |field| field.name.clone())
        }
    };
    let value =
        if trouble.is_some() { condition.value.clone() } else { value_in_words(db, actor, fields, &condition)? };
    let words = match condition.operator {
        Operator::Longer => format!("{label}: longer ago than {value} days"),
        Operator::Last => format!("{label}: within the last {value} days"),
        Operator::Next => format!("{label}: within the next {value} days"),
        operator if operator.takes_value() => format!("{label} {} {value}", operator.words()),
        operator => format!("{label} {}", operator.words()),
    };
    Ok(Said { condition, words, trouble: trouble.cloned() })
}

fn value_in_words(db: &Conn, actor: &Actor, fields: &[CustomField], condition: &Condition) -> Result<String> {
    let value = condition.value.clone();
    let named = |name: Result<String>| match name {
        Ok(name) => Ok(name),
        Err(Error::NotFound) => Ok("somebody who left".to_owned()),
        Err(other) => Err(other),
    };
    match condition.column {
        Column::Standard(Standard::Owner) => match value.parse::<MemberId>() {
            Ok(id) => named(store::member_name(db, actor, id)),
            Err(_) => Ok(value),
        },
        Column::Standard(Standard::Place) => match value.parse::<LocationId>() {
            Ok(id) => named(tend_core::auth::store::location_name(db, actor.workspace, id)),
            Err(_) => Ok(value),
        },
        Column::Custom(id) => match fields.iter().find(|field| field.id == id) {
            Some(field) if field.kind == FieldKind::Client => match value.parse::<ClientId>() {
                Ok(client) => named(store::find(db, actor, client).map(|client| client.name)),
                Err(_) => Ok(value),
            },
            Some(field) if field.kind.has_choices() => {
                Ok(field.choice_name(&value).map_or(value.clone(), str::to_owned))
            }
            _ => Ok(value),
        },
        Column::Standard(_) => Ok(value),
    }
}

/// The conditions, and the way to one more.
pub(super) fn bar(listed: &Listed) -> Markup {
    html! {
        @for (place, said) in listed.said.iter().enumerate() { (chip(listed, place, said)) }
        @if listed.said.len() < MOST_CONDITIONS { (ui::menu_button("and", "one-more").small().quiet().icon(Icon::Plus)) }
        (columns_to_filter(listed))
    }
}

fn chip(listed: &Listed, place: usize, said: &Said) -> Markup {
    let without = Url::from(listed.url_without(place));
    let class = if said.trouble.is_some() { "chip condition idle" } else { "chip condition" };
    html! {
        span class=(class) {
            span dir="auto" { (said.words) }
            a href=(without) title="Leave it out" data-frag { (icon(Icon::Close)) span.vh { "Leave out: " (said.words) } }
        }
    }
}

/// All that can be filtered by, as links that open the form for it.
fn columns_to_filter(listed: &Listed) -> Markup {
    let has_wants = wants(listed.features).is_some();
    let there = Standard::ALL.iter().filter(|column| has_wants || **column != Standard::Wants);
    let standard = there.map(|column| (Column::Standard(*column), column.label()));
    let custom = listed.fields.iter().map(|field| (Column::Custom(field.id), field.name.as_str()));
    let all: Vec<(Column, &str)> = standard.chain(custom).collect();
    html! {
        div.menu.long-menu id="one-more" popover role="group" aria-label="Filter by" {
            p.menu-note { "Show those whose …" }
            @for (column, label) in all {
                a.item href=(Url::from(listed.url_with(&[("add", column.to_string())]))) dir="auto" data-frag { (label) }
            }
        }
    }
}

/// The form for a condition more, where one was chosen; and what does nothing, said.
pub(super) fn below(listed: &Listed) -> Markup {
    html! {
        (unread(listed))
        @for said in &listed.said {
            @if let Some(trouble) = &said.trouble { (ui::notice(Tone::Honey, Icon::Info, html! { p { (trouble) } })) }
        }
        @if let Some(column) = listed.adding { (one_more(listed, column)) }
        @if let Some(field) = listed.asked_fields().find(|field| field.rereading) { (super::more::being_read(field)) }
    }
}

/// What of the address nobody can read is said, and does nothing.
fn unread(listed: &Listed) -> Markup {
    const SHOWN: usize = 3;
    const LETTERS: usize = 80;
    if listed.unread.is_empty() {
        return html! {};
    }
    let short = |text: &str| {
        let cut: String = text.chars().take(LETTERS).collect();
        if cut.len() < text.len() { format!("“{cut}…”") } else { format!("“{cut}”") }
    };
    let named: Vec<String> = listed.unread.iter().take(SHOWN).map(|text| short(text)).collect();
    let more = listed.unread.len().saturating_sub(SHOWN);
    let all = if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") };
    let words = if listed.said.len() == MOST_CONDITIONS {
        format!("A list has up to {MOST_CONDITIONS} conditions. This does nothing here: {all}.")
    } else {
        format!(
            "The address of this list asks for something that is no condition: {all}. It does nothing here; perhaps a link was cut."
        )
    };
    ui::notice(
        Tone::Honey,
        Icon::Info,
        html! { p dir="auto" { (words) " " a href=(Url::from(listed.url_with(&[]))) data-frag { "The list without it" } } },
    )
}

fn one_more(listed: &Listed, column: Column) -> Markup {
    let Some(takes) = Takes::of(column, &listed.fields) else { return html! {} };
    let label = match column {
        Column::Standard(standard) => standard.label(),
        Column::Custom(id) => listed.fields.iter().find(|field| field.id == id).map_or("", |field| field.name.as_str()),
    };
    let operators: Vec<Choice<'_>> = takes
        .operators()
        .iter()
        .filter(|operator| offers(column, **operator))
        .enumerate()
        .map(|(place, operator)| ui::choice(operator.word(), operator.words(), place == 0))
        .collect();
    let word = column.to_string();
    html! {
        form.one-more method="get" action="/clients" data-frag {
            @for (name, value) in listed.state() { (ui::hidden(name, &value)) }
            (ui::hidden("c", &word))
            span dir="auto" { (label) }
            (ui::select("o", "How", operators).prefix("more").bare().autofocus())
            (value_control(listed, column, takes))
            (ui::button("Show these").small().primary())
            (ui::link("Leave it", listed.url_with(&[])).small().quiet().class("leave"))
        }
    }
}

/// What everybody has is never unknown.
fn offers(column: Column, operator: Operator) -> bool {
    let has_always = matches!(
        column,
        Column::Standard(Standard::Name | Standard::Kind | Standard::Owner | Standard::Place | Standard::Added)
    );
    !(has_always && matches!(operator, Operator::Some | Operator::None))
}

fn value_control(listed: &Listed, column: Column, takes: Takes) -> Markup {
    if takes == Takes::One
        && let Some(choices) = choices(listed, column)
    {
        let choices = choices.iter().map(|(value, words)| ui::choice(value, words, false)).collect();
        return html! { (ui::select("v", "What", choices).prefix("more").bare()) };
    }
    let placeholder = match takes {
        Takes::Day | Takes::Ago => "2026-10-13, or days",
        Takes::Number => "a number",
        Takes::Text => "a word",
        Takes::One => "a name",
    };
    html! { (ui::field("v", "What").prefix("more").unlabelled().placeholder(placeholder).autocomplete("off")) }
}

/// What can be chosen; `None` where there are too many, and one types.
fn choices(listed: &Listed, column: Column) -> Option<Vec<(String, String)>> {
    /// As many tags are read for a list.
    const TAGS: usize = 200;
    Some(match column {
        Column::Standard(Standard::Kind) => {
            ClientKind::ALL.iter().map(|kind| (kind.to_string(), format!("a {kind}").replace("a o", "an o"))).collect()
        }
        Column::Standard(Standard::Owner) => {
            listed.members.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
        }
        Column::Standard(Standard::Place) => {
            listed.locations.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
        }
        Column::Standard(Standard::Tag) if listed.tags.len() < TAGS => listed.tags.clone(),
        Column::Custom(id) => {
            let field = listed.fields.iter().find(|field| field.id == id)?;
            match field.kind {
                FieldKind::YesNo => vec![("yes".into(), "yes".into()), ("no".into(), "no".into())],
                FieldKind::Choice | FieldKind::Choices => {
                    field.choices.iter().map(|choice| (choice.id.clone(), choice.name.clone())).collect()
                }
                _ => return None,
            }
        }
        Column::Standard(_) => return None,
    })
}
