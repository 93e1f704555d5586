//! Tags: one more, one less.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Result,
    id::ClientId,
    ui::{self, Icon},
    web::{Visit, see_other},
};

use super::small;
use crate::{
    actions,
    pages::{
        client::{Shown, show_again},
        client_url,
        edit::{Editing, Looking},
        sent::{Sent, Told as _, id},
    },
};

pub(in crate::pages) fn tags(shown: &Shown, looking: &Looking) -> Markup {
    let url = client_url(shown.client.id);
    html! {
        @if !shown.tags.is_empty() {
            ul.tag-list {
                @for tag in &shown.tags {
                    li {
                        span.chip dir="auto" { (tag) }
                        form method="post" action={ (url) "/tags/removal" } data-frag {
                            (ui::hidden("tag", tag))
                            (ui::button(&format!("Take off {tag}")).small().quiet().only(Icon::Close))
                        }
                    }
                }
            }
        }
        (small(shown, looking, "tag", "tags", html! {
            (ui::field("tag", "One more tag").prefix("tag").value(looking.value("tag", "")).error(looking.problems.of("tag")).autocomplete("off").required().autofocus())
        }))
    }
}

/// `POST …/tags`
pub(in crate::pages) async fn tag(
    visit: Visit,
    Path(client): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    match visit.write(move |tx| actions::tag(tx, client, typed.get("tag"))).await {
        Ok(()) => Ok(see_other(format!("{}?edit=tags#tags", client_url(client)))),
        Err(error) => {
            show_again(
                &visit,
                client,
                Looking {
                    editing: Editing::Tags,
                    typed: sent,
                    ..Looking::default()
                },
                error,
            )
            .await
        }
    }
}

/// `POST …/tags/removal`
pub(in crate::pages) async fn untag(
    visit: Visit,
    Path(client): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let client: ClientId = id(&client)?;
    visit
        .write(move |tx| actions::untag(tx, client, sent.get("tag")))
        .await?;
    Ok(see_other(format!("{}?edit=tags#tags", client_url(client))))
}
