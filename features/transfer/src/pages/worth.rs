//! What is worth a look before anything is brought in: groups of rows, each with the choices there are.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Error, Result,
    id::MemberId,
    ui::{self, Icon, OpenMatter, Tone, choice},
    web::{Visit, see_other},
};

use super::{number, url};
use crate::{
    actions,
    import::{Import, ImportId, LookedThrough, Owners},
};

/// The groups; nothing where there is nothing to look at.
pub(crate) fn worth_view(import: &Import, open: i64, members: &[(MemberId, String)]) -> Option<Markup> {
    let looked = &import.looked_through;
    let groups: Vec<Markup> = [
        alike(import, looked, open),
        unreachable(import, looked),
        kept_as_text(looked),
        ownerless(import, looked, members),
    ]
    .into_iter()
    .flatten()
    .collect();
    if groups.is_empty() && import.warnings.is_empty() {
        return None;
    }
    let inside = html! {
        @for group in groups { (group) }
        @if looked.rows < import.rows && looked.rows > 0 {
            p.meta { "These are of the first " (number(looked.rows)) " rows. The rest is checked in the same way while it comes in: whoever looks like somebody is created and marked." }
        }
        @if !import.warnings.is_empty() { ul.ruled { @for sentence in &import.warnings { li { (sentence) } } } }
    };
    Some(ui::block("worth", "Worth a look before we start", None, inside))
}

fn group(id: &str, icon: Icon, title: &str, note: &str, href: Option<String>, tools: Option<Markup>) -> Markup {
    ui::open_matters(&[OpenMatter {
        id: Some(id),
        icon,
        tone: Tone::Honey,
        title,
        note,
        href: href.map(ui::Url::from),
        when: ui::When::default(),
        tools,
    }])
}

fn alike(import: &Import, looked: &LookedThrough, open: i64) -> Option<Markup> {
    let page = format!("{}/alike", url(import.id));
    let title = match looked.alike {
        0 => return None,
        1 => "1 looks like somebody you already know, or like an earlier row".to_owned(),
        many => format!("{} look like people you already know, or like an earlier row", number(many)),
    };
    let named = looked.alike_names.join(", ");
    let more = looked.alike - looked.alike_names.len() as i64;
    let who = if more > 0 { format!("{named} and {} more", number(more)) } else { named };
    let answered = match looked.alike - open {
        0 => "Without an answer they are created and marked.".to_owned(),
        1 if open == 0 => "It is answered.".to_owned(),
        many if open == 0 => format!("All {} are answered.", number(many)),
        many => format!("{} answered; the others are created and marked.", number(many)),
    };
    let tools = ui::link("Compare side by side", page.clone()).small();
    Some(group("alike", Icon::Clients, &title, &format!("{who}. {answered}"), Some(page), Some(html! { (tools) })))
}

fn unreachable(import: &Import, looked: &LookedThrough) -> Option<Markup> {
    if looked.unreachable == 0 {
        return None;
    }
    let is_out = looked.leave_out_unreachable;
    let title = format!("{} have no mail and no phone", number(looked.unreachable));
    let note = if is_out { "They are left out." } else { "You could still greet them in the shop." };
    let press = |value: &str, words: &str, is_chosen: bool| {
        html! { button.btn.small name="unreachable" value=(value) aria-pressed=(if is_chosen { "true" } else { "false" }) { (words) } }
    };
    let tools = html! {
        form.tools method="post" action={ (url(import.id)) "/groups" } data-frag {
            (press("in", "Bring them in", !is_out)) (press("out", "Leave out", is_out))
        }
    };
    Some(group("unreachable", Icon::Mail, &title, note, None, Some(tools)))
}

fn kept_as_text(looked: &LookedThrough) -> Option<Markup> {
    let title = match looked.kept_as_text {
        0 => return None,
        1 => "1 value does not say what its column says".to_owned(),
        many => format!("{} values do not say what their columns say", number(many)),
    };
    let note = format!(
        "{} Nothing is lost: the words are kept on the client’s page, the field stays empty.",
        looked.first_kept
    );
    Some(group("kept", Icon::Calendar, &title, &note, None, None))
}

fn ownerless(import: &Import, looked: &LookedThrough, members: &[(MemberId, String)]) -> Option<Markup> {
    if looked.ownerless == 0 {
        return None;
    }
    let title = match looked.ownerless {
        1 => "1 has no owner".to_owned(),
        many => format!("{} have no owner", number(many)),
    };
    let ids: Vec<String> = members.iter().map(|(id, _)| id.to_string()).collect();
    let mut choices = vec![
        choice("", "You", looked.owners == Owners::WhoBringsThem),
        choice("place", "Whoever works at their place, in turn", looked.owners == Owners::AtTheirPlace),
    ];
    let each = members.iter().zip(&ids);
    choices.extend(each.map(|((id, name), value)| choice(value, name, looked.owners == Owners::Member(*id))));
    let tools = html! {
        form.tools method="post" action={ (url(import.id)) "/groups" } data-frag {
            (ui::select("owner", "Who looks after those without an owner", choices).bare().sends_at_once())
            (ui::button("Take this owner").small())
        }
    };
    Some(group("ownerless", Icon::Person, &title, "Everyone deserves one name.", None, Some(tools)))
}

#[derive(Deserialize)]
pub(super) struct Groups {
    unreachable: Option<String>,
    owner: Option<String>,
}

pub(super) async fn answer(visit: Visit, Path(id): Path<ImportId>, Form(form): Form<Groups>) -> Result<Response> {
    let leave_out = form.unreachable.as_deref().map(|word| word == "out");
    let owners = form.owner.as_deref().map(owners).transpose()?;
    visit.write(move |tx| actions::answer_groups(tx, id, leave_out, owners)).await?;
    Ok(see_other(format!("{}/first", url(id))))
}

fn owners(word: &str) -> Result<Owners> {
    match word {
        "" => Ok(Owners::WhoBringsThem),
        "place" => Ok(Owners::AtTheirPlace),
        id => id.parse().map(Owners::Member).map_err(|_| Error::invalid("owner", "Choose somebody who works here.")),
    }
}
