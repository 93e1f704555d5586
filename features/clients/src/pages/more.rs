//! Custom fields on a client's page and in forms: what stands there, and the control that changes it in its place.

use std::collections::HashMap;

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use serde_json::{Map, Value as Json};
use tend_core::{
    Actor, Result,
    db::Conn,
    id::ClientId,
    ui::{self, Icon, Tone, Url},
    web::{Visit, see_other},
};

use super::{
    client::{Shown, show_again},
    client_url,
    edit::{Editing, Looking, where_from},
    head::keep,
    sent::{Sent, Told as _, id},
};
use crate::{
    actions,
    fields::{CustomField, FieldId, FieldKind, Held, Value},
    store,
};

/// What a client has in the workspace's custom fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct More {
    /// The fields, in their order.
    pub fields: Vec<CustomField>,
    /// What stands in them, by their ids.
    pub custom: Map<String, Json>,
    /// What the clients are called that it links to.
    pub names: HashMap<ClientId, String>,
}

impl More {
    /// Reads them.
    pub fn read(db: &Conn, actor: &Actor, client: ClientId) -> Result<More> {
        let fields = store::custom_fields(db, actor)?;
        if fields.is_empty() {
            return Ok(More::default());
        }
        let custom = store::custom(db, actor, client)?;
        let names = linked_names(db, actor, &fields, [&custom])?;
        Ok(More { fields, custom, names })
    }

    /// What stands in one of them.
    pub fn held(&self, field: &CustomField) -> Option<Held> {
        held(field, &self.custom, &self.names)
    }
}

/// What stands in a field.
pub(crate) fn held(field: &CustomField, custom: &Map<String, Json>, names: &HashMap<ClientId, String>) -> Option<Held> {
    Held::of_json(field, custom.get(&field.id.to_string())?, &|id| names.get(&id).cloned())
}

/// What the clients are called that these values link to.
pub(crate) fn linked_names<'a>(
    db: &Conn,
    actor: &Actor,
    fields: &[CustomField],
    customs: impl IntoIterator<Item = &'a Map<String, Json>>,
) -> Result<HashMap<ClientId, String>> {
    let links: Vec<String> =
        fields.iter().filter(|field| field.kind == FieldKind::Client).map(|field| field.id.to_string()).collect();
    let values = customs.into_iter().flat_map(|custom| links.iter().filter_map(|key| custom.get(key)));
    let mut ids: Vec<ClientId> = values
        .filter_map(|json| match Value::of_json(FieldKind::Client, json) {
            Some(Value::Client(id)) => Some(id),
            _ => None,
        })
        .collect();
    ids.sort();
    ids.dedup();
    Ok(store::found(db, actor, &ids)?.into_iter().map(|client| (client.id, client.name)).collect())
}

/// The part of a client's page; nothing where the workspace keeps nothing more.
pub(super) fn more(shown: &Shown, looking: &Looking) -> Markup {
    if shown.more.fields.is_empty() {
        return html! {};
    }
    let is_shown = |field: &&CustomField| {
        field.required || shown.more.held(field).is_some() || looking.editing == Editing::Custom(field.id)
    };
    let (filled, empty): (Vec<_>, Vec<_>) = shown.more.fields.iter().partition(is_shown);
    let list = |fields: &[&CustomField]| html! { dl.kept.more-fields-of { @for field in fields { (one(shown, looking, field)) } } };
    html! {
        section id="more-about" aria-labelledby="more-about-h" {
            div.head { h2 id="more-about-h" { "More about them" } }
            @if !filled.is_empty() { (list(&filled)) }
            @if !empty.is_empty() && shown.around.may_write() { (ui::fold("more-fields", &to_fill_in(empty.len()), list(&empty))) }
            @else if filled.is_empty() { (ui::nothing("Nothing yet.")) }
        }
    }
}

fn to_fill_in(count: usize) -> String {
    if count == 1 { "1 more to fill in".to_owned() } else { format!("{count} more to fill in") }
}

fn one(shown: &Shown, looking: &Looking, field: &CustomField) -> Markup {
    let held = shown.more.held(field);
    let editing = looking.editing == Editing::Custom(field.id) && shown.around.may_write();
    let change = format!("Change {}", field.name);
    html! {
        div id={ "field-" (field.id) } {
            dt dir="auto" { (field.name) }
            dd dir="auto" {
                @if editing { (form(shown, looking, field, held.as_ref())) }
                @else {
                    @match &held {
                        Some(held) => { (said(field, held, &shown.more.names)) }
                        None if field.required => { span.soon { "Still missing" } }
                        None => { span.faint { "Nothing yet" } }
                    }
                    @if shown.around.may_write() {
                        " " (ui::link(&change, format!("{}?edit=field.{}#field-{}", client_url(shown.client.id), field.id, field.id)).small().quiet().only(Icon::Note).class("at-line"))
                    }
                }
            }
        }
    }
}

/// A value as the page says it: a link leads there, a client to their page; what does not read says so.
pub(crate) fn said(field: &CustomField, held: &Held, names: &HashMap<ClientId, String>) -> Markup {
    let words = held.words(field, &|id| names.get(&id).cloned());
    match held {
        Held::Value(Value::Link(address)) => {
            let seen = address.trim_start_matches("https://").trim_end_matches('/').to_owned();
            match Url::website(address) {
                Some(url) => html! { a href=(url) rel="noreferrer" { (seen) } },
                None => html! { (words) },
            }
        }
        Held::Value(Value::Client(id)) if names.contains_key(id) => {
            html! { a href=(client_url(*id)) data-frag { (words) } }
        }
        Held::Unread(_) => {
            html! { (words) " " small.unread { "kept as it was written: it does not read as " (field.kind.in_a_sentence()) } }
        }
        Held::Value(_) => html! { (words) },
    }
}

fn form(shown: &Shown, looking: &Looking, field: &CustomField, held: Option<&Held>) -> Markup {
    let now = held.map(Held::typed).unwrap_or_default();
    let control = field.control();
    let sent = actions::of_form(&looking.typed.0).into_iter().find(|(known, _)| *known == field.id);
    let typed = match sent {
        Some((_, typed)) => typed,
        None if looking.typed.0.is_empty() => shown_in_control(held, &now, &shown.more.names),
        None => String::new(),
    };
    html! {
        form.in-place id={ "form-" (control) } method="post" action={ (client_url(shown.client.id)) "/fields/" (field.id) } data-frag {
            (ui::hidden("was", &now))
            (Control { field, typed: &typed, error: looking.problems.of(&control), prefix: "", bare: true, autofocus: true })
            (keep(shown, looking))
        }
    }
}

/// What a control shows of a value: a client by their name.
pub(crate) fn shown_in_control(held: Option<&Held>, typed: &str, names: &HashMap<ClientId, String>) -> String {
    held.and_then(Held::client).and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| typed.to_owned())
}

/// The control of a custom field.
pub(crate) struct Control<'a> {
    /// Which.
    pub field: &'a CustomField,
    /// What stands in it: choices by their ids, one a line.
    pub typed: &'a str,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// Before the names of its ids, where a page has several.
    pub prefix: &'a str,
    /// Its label stands beside it already.
    pub bare: bool,
    /// It takes the cursor.
    pub autofocus: bool,
}

impl maud::Render for Control<'_> {
    fn render(&self) -> Markup {
        match self.field.kind {
            FieldKind::Choice => self.choice(),
            FieldKind::Choices => self.choices(),
            FieldKind::YesNo => self.select(vec![
                ui::choice("yes", "Yes", self.typed == "yes"),
                ui::choice("no", "No", self.typed == "no"),
            ]),
            _ => self.line(),
        }
    }
}

impl Control<'_> {
    fn line(&self) -> Markup {
        let (name, currency) = (self.field.control(), self.field.currency.code());
        let mut line = ui::field(&name, &self.field.name)
            .prefix(self.prefix)
            .value(self.typed)
            .error(self.error)
            .autocomplete("off");
        line = match self.field.kind {
            // A line that is no day would not be seen in a control for days.
            FieldKind::Date if self.typed.is_empty() || self.typed.parse::<tend_core::Day>().is_ok() => line.day(),
            FieldKind::Date => line.hint("A day: 2026-10-13."),
            FieldKind::Money => line.hint(currency),
            FieldKind::Client => line.hint("Their whole name, or the address of their page."),
            FieldKind::Link => line.placeholder("example.org"),
            _ => line,
        };
        if self.autofocus {
            line = line.autofocus();
        }
        if self.bare {
            line = line.unlabelled();
        }
        html! { (line) }
    }

    fn choice(&self) -> Markup {
        let chosen = self.field.choice_of(self.typed).map_or(self.typed, |choice| choice.id.as_str());
        let offered = self.field.choices.iter().filter(|choice| !choice.gone || choice.id == chosen);
        self.select(offered.map(|choice| ui::choice(&choice.id, &choice.name, choice.id == chosen)).collect())
    }

    fn select(&self, mut choices: Vec<ui::Choice<'_>>) -> Markup {
        let name = self.field.control();
        let any = choices.iter().any(|choice| choice.chosen);
        choices.insert(0, ui::choice("", "Nothing", !any));
        let mut select = ui::select(&name, &self.field.name, choices).prefix(self.prefix).error(self.error);
        if self.bare {
            select = select.bare();
        }
        if self.autofocus {
            select = select.autofocus();
        }
        html! { (select) }
    }

    fn choices(&self) -> Markup {
        let typed: Vec<&str> = self.typed.lines().map(str::trim).collect();
        let offered = self.field.choices.iter().filter(|choice| !choice.gone || typed.contains(&choice.id.as_str()));
        let choices: Vec<ui::Choice<'_>> =
            offered.map(|choice| ui::choice(&choice.id, &choice.name, typed.contains(&choice.id.as_str()))).collect();
        html! {
            (ui::checkboxes(&self.field.control(), &self.field.name, &choices))
            @if let Some(error) = self.error { p.error { (ui::icon(Icon::Warn)) span { (error) } } }
        }
    }
}

/// `POST /clients/{client}/fields/{field}`: the field's control beside what its writer saw (`was`).
pub(super) async fn fill(
    visit: Visit,
    Path((client, field)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (client, field): (ClientId, FieldId) = (id(&client)?, id(&field)?);
    let typed = actions::of_form(&sent.0).into_iter().find(|(known, _)| *known == field).map(|(_, typed)| typed);
    let there = where_from(&sent, client);
    let (was, typed) = (sent.get("was").to_owned(), typed.unwrap_or_default());
    match visit.write(move |tx| actions::fill(tx, client, field, &was, &typed)).await {
        Ok(()) => Ok(see_other(there)),
        Err(error) => {
            let looking = Looking { editing: Editing::Custom(field), typed: sent, ..Looking::default() };
            show_again(&visit, client, looking, error).await
        }
    }
}

/// The required fields of a new client's form.
pub(super) fn required(fields: &[CustomField], typed: &Sent, problems: &[tend_core::Problem]) -> Markup {
    let sent = actions::of_form(&typed.0);
    html! {
        @for field in fields.iter().filter(|field| field.required) {
            @let control = field.control();
            @let typed = sent.iter().find(|(id, _)| *id == field.id).map(|(_, typed)| typed.as_str()).unwrap_or_default();
            (Control { field, typed, error: problems.of(&control), prefix: "", bare: false, autofocus: false })
        }
    }
}

/// That a field is being read anew: its values may not be found by it yet.
pub(crate) fn being_read(field: &CustomField) -> Markup {
    if !field.rereading {
        return html! {};
    }
    ui::notice(
        Tone::Honey,
        Icon::Clock,
        html! { p { "What stands in " b { (field.name) } " is just being read anew. Until that is done, some are not found by it." } },
    )
}
