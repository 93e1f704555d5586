//! What clients themselves can have done to many: another owner, a tag, being laid aside.

use maud::{Markup, html};
use serde_json::{Value, json};
use tend_core::{
    Error, Result, Tx,
    feature::{BulkAction, BulkForm},
    id::{ClientId, MemberId},
    ui::{self, Icon, labels},
};

use crate::{actions, store};

/// All of them.
pub(crate) const ALL: &[BulkAction] = &[
    BulkAction {
        name: "give",
        label: "Give an owner",
        icon: Icon::Handoff,
        done: "Given to their owner",
        fields: owner_field,
        apply: give,
        undo: give_back,
    },
    BulkAction {
        name: "tag",
        label: "Add a tag",
        icon: Icon::Pin,
        done: "Tagged",
        fields: tag_field,
        apply: tag,
        undo: untag,
    },
    BulkAction {
        name: "lay-aside",
        label: labels::LAY_ASIDE,
        icon: Icon::Quiet,
        done: "Laid aside",
        fields: aside_words,
        apply: lay_aside,
        undo: take_up,
    },
];

fn typed<'a>(form: &'a [(String, String)], name: &str) -> &'a str {
    form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}

fn owner_field(form: &BulkForm) -> Markup {
    let ids: Vec<String> = form.members.iter().map(|(id, _)| id.to_string()).collect();
    let chosen = form.typed("to");
    let choices = form.members.iter().zip(&ids).map(|((_, name), id)| ui::choice(id, name, id == chosen)).collect();
    html! {
        (ui::select("to", labels::OWNER, choices).required().error(form.problem("to")).hint("Their calls and open promises move along."))
    }
}

fn give(tx: &Tx, client: ClientId, form: &[(String, String)]) -> Result<Option<Value>> {
    let to: MemberId =
        typed(form, "to").parse().map_err(|_| Error::invalid("to", "Choose somebody who works here."))?;
    if store::member_name(tx, &tx.actor, to).is_err() {
        return Err(Error::invalid("to", "Choose somebody who works here."));
    }
    let before = store::find(tx, &tx.actor, client)?.owner;
    if before == to {
        return Ok(None);
    }
    actions::give(tx, client, to)?;
    Ok(Some(json!({ "from": before, "to": to })))
}

fn give_back(tx: &Tx, client: ClientId, before: &Value) -> Result<bool> {
    let read = |key: &str| before[key].as_str().and_then(|id| id.parse::<MemberId>().ok());
    let (Some(from), Some(to)) = (read("from"), read("to")) else { return Ok(false) };
    // Given on since, or their former owner left: they stay where they are.
    if store::find(tx, &tx.actor, client)?.owner != to || store::member_name(tx, &tx.actor, from).is_err() {
        return Ok(false);
    }
    actions::give(tx, client, from)?;
    Ok(true)
}

fn tag_field(form: &BulkForm) -> Markup {
    html! {
        (ui::field("word", "The tag").value(form.typed("word")).error(form.problem("word")).autocomplete("off").required().autofocus())
    }
}

fn tag(tx: &Tx, client: ClientId, form: &[(String, String)]) -> Result<Option<Value>> {
    let word = crate::client::check_tag(typed(form, "word")).map_err(|sentence| Error::invalid("word", sentence))?;
    let folded = tend_core::fold::fold(&word);
    let has = store::tags_of(tx, &tx.actor, client)?.iter().any(|tag| tend_core::fold::fold(tag) == folded);
    if has {
        return Ok(None);
    }
    actions::tag(tx, client, &word)?;
    Ok(Some(json!({ "tag": word })))
}

fn untag(tx: &Tx, client: ClientId, before: &Value) -> Result<bool> {
    actions::untag(tx, client, before["tag"].as_str().unwrap_or_default())?;
    Ok(true)
}

fn aside_words(_: &BulkForm) -> Markup {
    html! { p { "Out of the lists and of everybody’s day. Nothing is lost, and it can be taken back." } }
}

fn lay_aside(tx: &Tx, client: ClientId, _: &[(String, String)]) -> Result<Option<Value>> {
    if store::find(tx, &tx.actor, client)?.archived_at.is_some() {
        return Ok(None);
    }
    actions::archive(tx, client)?;
    Ok(Some(json!({})))
}

fn take_up(tx: &Tx, client: ClientId, _: &Value) -> Result<bool> {
    if store::find(tx, &tx.actor, client)?.archived_at.is_none() {
        return Ok(false);
    }
    actions::restore(tx, client)?;
    Ok(true)
}
