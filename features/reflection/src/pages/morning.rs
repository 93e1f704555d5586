//! What greets a member on Today: in the morning what they wrote, in the evening the way to the page. Nobody else is shown either.

use maud::{Markup, html};
use tend_core::{
    Actor, Result, Timestamp,
    db::Conn,
    ui::{self, Icon, button, icon, link},
};

use super::{url, view::and};
use crate::{
    reflection::{QUESTIONS, Reflection, day_to_come, has_come},
    store,
};

/// What is said at the top of the member's own day.
pub(crate) fn greeting(db: &Conn, actor: &Actor, now: Timestamp) -> Result<Option<Markup>> {
    let Some(member) = actor.member.filter(|_| actor.may_write().is_ok()) else { return Ok(None) };
    let choices = store::choices(db, actor, member)?;
    let to_come = day_to_come(now, &actor.zone);
    if choices.asks_at.is_some_and(|asks_at| has_come(asks_at, now, &actor.zone))
        && choices.skipped_day != Some(to_come)
        && store::of_day(db, actor, member, to_come)?.is_none()
    {
        return Ok(Some(evening()));
    }
    let Some(page) = store::of_day(db, actor, member, now.day_in(&actor.zone))?.filter(Reflection::is_there) else {
        return Ok(None);
    };
    let ids: Vec<_> = store::people(db, actor, page.id)?.into_iter().map(|(_, client)| client).collect();
    let names = tend_clients::store::found(db, actor, &ids)?.into_iter().map(|client| client.name).collect::<Vec<_>>();
    Ok(Some(morning(&page, &names)))
}

/// What was written last evening.
pub(crate) fn morning(page: &Reflection, names: &[String]) -> Markup {
    html! {
        section.greeting aria-labelledby="greeting-h" {
            h2 id="greeting-h" { "Last evening you wrote" }
            @if !names.is_empty() { p.meta { "You will help " (and(names)) "." } }
            dl {
                @for ((_, question), text) in QUESTIONS.iter().zip(page.answers.all()) {
                    @if !text.is_empty() { div { dt.vh { (question) } dd.said dir="auto" { (ui::words(text)) } } }
                }
            }
            p.meta.only-you { (icon(Icon::Lock)) span { "Only you see this. " a href=(url::one(page.id)) data-frag { "Read it" } } }
        }
    }
}

/// The hour has come that the member chose.
pub(crate) fn evening() -> Markup {
    html! {
        section.greeting.leads aria-labelledby="greeting-h" {
            h2 id="greeting-h" { "The day ends. Whom will you help tomorrow?" }
            p.tools {
                (link("Open the page", url::EVENING).small().icon(Icon::Evening))
                (button("Not tonight").small().quiet().of_form("skipping"))
            }
            form id="skipping" method="post" action=(url::SKIPPING) {}
        }
    }
}
