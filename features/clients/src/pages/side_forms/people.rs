//! Who belongs to whom: somebody more, somebody who has left.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{Error, Result, Tx, id::ClientId, ui, web::Visit};

use super::{answer, small};
use crate::{
    actions,
    affiliation::{Affiliation, AffiliationId},
    client::{Client, ClientKind, NewClient},
    pages::{
        client::Shown,
        edit::{Editing, Looking},
        sent::{Sent, Told as _, id},
    },
    store,
};

pub(in crate::pages) fn belonging(shown: &Shown, looking: &Looking) -> Markup {
    let (label, hint) = match shown.client.kind {
        ClientKind::Organization => ("Their name", "Somebody new is written down with it."),
        ClientKind::Person => ("Name of the organization", "One that is new is written down with it."),
    };
    let inside = html! {
        (ui::field("other", label).prefix("belongs").hint(hint).value(looking.value("other", "")).error(looking.problems.of("other")).autocomplete("off").required().autofocus())
        (ui::field("title", "As what").prefix("belongs").placeholder("Director").value(looking.value("title", "")).error(looking.problems.of("title")).autocomplete("off"))
        (ui::field("since", "Since").prefix("belongs").day().value(looking.value("since", "")).error(looking.problems.of("since")))
    };
    small(shown, looking, "belongs", "affiliations", inside)
}

pub(in crate::pages) fn leaving(shown: &Shown, looking: &Looking, other: &Affiliation) -> Markup {
    let today = shown.around.now.day_in(shown.around.zone()).to_string();
    let inside = html! {
        (ui::field("until", "Was there until").prefix("leaves").day().autofocus().value(looking.value("until", &today)).error(looking.problems.of("until")))
    };
    small(shown, looking, "leaves", &format!("affiliations/{}/end", other.id), inside)
}

/// `POST …/affiliations`
pub(in crate::pages) async fn affiliate(
    visit: Visit,
    Path(client): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    let done = visit.write(move |tx| {
        let here = store::find(tx, &tx.actor, client)?;
        let since = actions::read_day(typed.get("since")).map_err(|message| Error::invalid("since", message))?;
        let other = known_or_new(tx, &here, typed.get("other"))?;
        let (person, organization) = if here.kind == ClientKind::Person { (client, other) } else { (other, client) };
        actions::affiliate(tx, person, organization, typed.get("title"), since).map(drop)
    });
    answer(&visit, client, done.await, Editing::People(None), sent).await
}

/// The one client who is called so, or a new one beside this one. Two of the same name: say which.
fn known_or_new(tx: &Tx, here: &Client, name: &str) -> Result<ClientId> {
    let kind = if here.kind == ClientKind::Person { ClientKind::Organization } else { ClientKind::Person };
    let same: Vec<Client> =
        store::named(tx, &tx.actor, name, 20)?.into_iter().filter(|client| client.kind == kind).collect();
    match same.as_slice() {
        [] => actions::create(tx, &NewClient::new(kind, name, here.owner, here.location)).map_err(about_other),
        [one] => Ok(one.id),
        several => Err(Error::invalid(
            "other",
            format!("{} are called that. Open the one you mean and add this from there.", several.len()),
        )),
    }
}

/// What is wrong with the new one's name is wrong with what was typed here.
fn about_other(error: Error) -> Error {
    match error {
        Error::Invalid(problems) => Error::Invalid(
            problems.into_iter().map(|problem| tend_core::Problem { field: "other".into(), ..problem }).collect(),
        ),
        other => other,
    }
}

/// `POST …/affiliations/{affiliation}/end`
pub(in crate::pages) async fn end_affiliation(
    visit: Visit,
    Path((client, affiliation)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (client, affiliation): (ClientId, AffiliationId) = (id(&client)?, id(&affiliation)?);
    let typed = sent.clone();
    let done = visit.write(move |tx| {
        let until = actions::read_day(typed.get("until")).map_err(|message| Error::invalid("until", message))?;
        let until = until.unwrap_or_else(|| tx.now.day_in(&tx.actor.zone));
        let here = store::find(tx, &tx.actor, client)?;
        let person = match here.kind {
            ClientKind::Person => client,
            ClientKind::Organization => store::person_of(tx, &tx.actor, client, affiliation)?,
        };
        actions::end_affiliation(tx, person, affiliation, until)
    });
    answer(&visit, client, done.await, Editing::People(Some(affiliation)), sent).await
}
