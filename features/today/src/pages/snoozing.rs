//! *Not now*: until when, and why.

use maud::{Markup, html};
use tend_clients::Client;
use tend_core::{
    Problem, Result,
    db::Conn,
    id::ClientId,
    ui::{self, button, field, hidden},
    web::{Page, Visit},
};

use super::url;
use crate::snooze::{self, Later, Until};

/// The small form behind a row's dots: a reason, and one press for a time.
pub(super) fn form(client: &Client, later: &[Later]) -> Markup {
    let (id, prefix) = (client.id.to_string(), format!("later-{}", client.id));
    html! {
        form.not-now method="post" action=(url::SNOOZES) data-frag id=(prefix) {
            (hidden("client", &id))
            (field("reason", "Not now, because").prefix(&prefix).placeholder("They are away until Thursday").required())
            div.tools { @for time in later { (button(time.words).small().sends("until", time.word)) } }
            div.other-time {
                (field("other", "Or another time").prefix(&prefix).placeholder("Thu 15:00").unlabelled())
                (button("Put off").small().sends("until", "other"))
            }
        }
    }
}

/// The same as a page, where something was missing.
pub(super) fn page(db: &Conn, visit: &Visit, id: ClientId, until: &Until, problems: &[Problem]) -> Result<Page> {
    let client = tend_clients::store::find(db, &visit.actor, id)?;
    let later = snooze::choices(visit.now, &visit.actor.zone);
    Ok(Page::new(format!("Not now: {}", client.name), sheet(&client, &later, until, problems)).not_taken())
}

pub(super) fn sheet(client: &Client, later: &[Later], until: &Until, problems: &[Problem]) -> Markup {
    let of = |name: &str| problems.iter().find(|problem| problem.field == name).map(|problem| problem.message.as_str());
    let pairs: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| {
            (if problem.field == "until" { "other" } else { problem.field.as_str() }, problem.message.as_str())
        })
        .collect();
    let title = format!("{}, not now", client.name);
    let head = ui::page_head(&title)
        .under("Today", url::TODAY)
        .here("Not now")
        .lede("When shall they come back, and why not now?");
    let inside = html! {
        (head)
        (ui::problems_of_form("", &pairs))
        form.not-now-page method="post" action=(url::SNOOZES) data-frag id="not-now" {
            (hidden("client", &client.id.to_string()))
            (field("reason", "Why not now?").value(&until.reason).error(of("reason")).required())
            (field("other", "Until when?").value(&until.typed).error(of("until")).placeholder("Thu 15:00, or tomorrow"))
            (ui::tools(html! {
                (button("Put off until then").sends("until", "other").primary())
                @for time in later { (button(time.words).sends("until", time.word)) }
            }))
        }
    };
    ui::page(ui::Width::Narrow, inside)
}
