//! Handing many clients over at once, chosen in their list: each with a briefing of its own, each accepted as usual.

use maud::{Markup, html};
use serde_json::{Value, json};
use tend_core::{
    Error, Result, Tx,
    feature::{BulkAction, BulkForm},
    id::ClientId,
    ui::{self, Icon},
};

use crate::{
    actions::{self, NewHandoff},
    handoff::{CLIENT, HandoffId},
    store,
};

/// The name of this deed, in forms.
pub(crate) const NAME: &str = "hand-over";

/// Asks a colleague about each.
pub(crate) const HAND_OVER: BulkAction = BulkAction {
    name: NAME,
    label: "Hand over, with their yes",
    icon: Icon::Handoff,
    done: "Asked about",
    fields,
    apply,
    undo,
};

fn fields(form: &BulkForm) -> Markup {
    let ids: Vec<String> = form.members.iter().map(|(id, _)| id.to_string()).collect();
    let chosen = form.typed("to");
    let nobody = ui::choice("", "Choose a colleague", chosen.is_empty());
    let choices = form.members.iter().zip(&ids).map(|((_, name), id)| ui::choice(id, name, id == chosen));
    html! {
        (ui::select("to", "Who is asked?", std::iter::once(nobody).chain(choices).collect()).required().error(form.problem("to"))
            .hint("Tend writes a briefing about each. Each stays where it is until they say yes."))
    }
}

/// Whoever is with them already, or waits for an answer, is left as they are.
fn apply(tx: &Tx, client: ClientId, form: &[(String, String)]) -> Result<Option<Value>> {
    let to = form.iter().find(|(name, _)| name == "to").map_or("", |(_, value)| value.as_str());
    let to = to.parse().map_err(|_| Error::invalid("to", "Choose somebody who works here."))?;
    if tend_clients::store::find(tx, &tx.actor, client)?.owner == to {
        return Ok(None);
    }
    let new = NewHandoff { subject: CLIENT.to_owned(), thing: client.0, to, briefing: String::new() };
    let id = actions::ask(tx, &new)?;
    Ok(Some(json!({ "handoff": id })))
}

/// Only while they did not answer.
fn undo(tx: &Tx, _: ClientId, before: &Value) -> Result<bool> {
    let id: Option<HandoffId> = before["handoff"].as_str().and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(false) };
    match store::find(tx, &tx.actor, id) {
        Ok(handoff) if handoff.waits() => actions::withdraw(tx, id, "").map(|()| true),
        Ok(_) | Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
