//! One promise to each of many clients, chosen in their list.

use maud::{Markup, html};
use serde_json::{Value, json};
use tend_core::{
    Error, Problem, Result, Tx,
    feature::{BulkAction, BulkForm},
    id::ClientId,
    ui::{Icon, field},
};

use crate::{
    actions,
    client::{Typed, due_fields, write},
    promise::PromiseId,
};

/// A promise to each.
pub(crate) const PROMISE: BulkAction = BulkAction {
    name: "promise",
    label: "Promise something",
    icon: Icon::Promise,
    done: "Promised",
    fields,
    apply,
    undo,
};

fn fields(form: &BulkForm) -> Markup {
    let typed = Typed { words: form.typed("due"), moment: form.typed("due_at") };
    html! {
        (field("text", "What do you promise each of them?").our_words().value(form.typed("text")).error(form.problem("text")).required().autofocus())
        div.side-by-side { (due_fields("", &typed, form.problem("due"))) }
    }
}

/// Each is a promise of its own, by whoever makes it.
fn apply(tx: &Tx, client: ClientId, form: &[(String, String)]) -> Result<Option<Value>> {
    let text = form.iter().find(|(name, _)| name == "text").map_or("", |(_, value)| value.as_str());
    if text.trim().is_empty() {
        let message = "What did you promise? A few words are enough.".to_owned();
        return Err(Error::Invalid(vec![Problem { field: "text".into(), message }]));
    }
    let made = write(tx, client, text, form)?;
    Ok(Some(json!({ "promise": made.to_string() })))
}

/// Only while nothing came of it.
fn undo(tx: &Tx, _: ClientId, before: &Value) -> Result<bool> {
    let id: Option<PromiseId> = before["promise"].as_str().and_then(|id| id.parse().ok());
    match id.map(|id| actions::take_back_making(tx, id)) {
        Some(Ok(())) => Ok(true),
        None | Some(Err(Error::NotFound | Error::Conflict(_))) => Ok(false),
        Some(Err(other)) => Err(other),
    }
}
