//! How to reach them: the forms of an address and of what it may be used for.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Result, Tx,
    id::ClientId,
    ui,
    web::{Visit, see_other},
};

use super::{answer, away, small};
use crate::{
    actions,
    contact::{Consent, ContactKind, ContactPoint, ContactPointId, NewContactPoint, Purpose},
    pages::{
        client::Shown,
        client_url,
        edit::{Editing, Looking},
        sent::{Sent, Told as _, id},
    },
    store,
};

pub(in crate::pages) fn new_way(shown: &Shown, looking: &Looking) -> Markup {
    let chosen = looking.value("kind", "email");
    let kinds =
        ContactKind::ALL.iter().map(|kind| ui::choice(kind.word(), kind.label(), kind.word() == chosen)).collect();
    let error = ContactKind::ALL.iter().find_map(|kind| looking.problems.of(kind.word()));
    let inside = html! {
        (ui::select("kind", "By", kinds).prefix("way"))
        (ui::field("value", "Address or number").prefix("way").value(looking.value("value", "")).error(error).autocomplete("off").required().autofocus())
        (ui::field("label", "For").prefix("way").placeholder("work, home").value(looking.value("label", "")).error(looking.problems.of("label")).autocomplete("off"))
        (said(looking, &[]))
    };
    small(shown, looking, "way", "contact-points", inside)
}

pub(in crate::pages) fn way(shown: &Shown, looking: &Looking, point: &ContactPoint) -> Markup {
    let inside = html! {
        (ui::hidden("version", &point.version.to_string()))
        (ui::field("value", point.kind.label()).prefix("way").value(looking.value("value", &point.value)).error(looking.problems.of(point.kind.word())).autocomplete("off").required().autofocus())
        (ui::field("label", "For").prefix("way").placeholder("work, home").value(looking.value("label", &point.label)).error(looking.problems.of("label")).autocomplete("off"))
        (said(looking, &point.consents))
    };
    html! {
        (small(shown, looking, "way", &format!("contact-points/{}", point.id), inside))
        (away(shown, &format!("contact-points/{}/removal", point.id), "Take it away"))
    }
}

/// What they said about its use: yes, no or not asked, for each purpose; since when; from where.
fn said(looking: &Looking, consents: &[Consent]) -> Markup {
    let of = |purpose: Purpose| match consents.iter().find(|consent| consent.purpose == purpose) {
        None => "",
        Some(consent) if consent.allowed => "yes",
        Some(_) => "no",
    };
    html! {
        fieldset.consents {
            legend { "May we use it to …" }
            @for purpose in Purpose::ALL {
                @let chosen = looking.value(purpose.word(), of(*purpose));
                div.consent {
                    label for={ "way-" (purpose) } { (purpose.label()) }
                    (ui::select(purpose.word(), purpose.label(), [("", "Not asked"), ("yes", "Yes"), ("no", "No")].map(|(value, words)| ui::choice(value, words, value == chosen)).to_vec()).prefix("way").bare())
                }
            }
            (ui::field("source", "How do we know?").prefix("way").placeholder("said so on the phone").value(looking.value("source", "")).error(looking.problems.of("source")).autocomplete("off"))
            (ui::field("said-on", "Since").prefix("way").day().hint("Empty: today.").value(looking.value("said-on", "")).error(looking.problems.of("said-on")))
        }
    }
}

/// `POST …/contact-points`
pub(in crate::pages) async fn add_point(
    visit: Visit,
    Path(client): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    let done = visit.write(move |tx| {
        let kind: ContactKind = typed.read("kind").ok_or(Error::NotFound)?;
        let consents = read_consents(tx, &typed, &[])?;
        let new =
            NewContactPoint { kind, label: typed.get("label").into(), value: typed.get("value").into(), consents };
        actions::add_point(tx, client, &new).map(drop)
    });
    answer(&visit, client, done.await, Editing::Reach(None), sent).await
}

/// `POST …/contact-points/{point}`
pub(in crate::pages) async fn change_point(
    visit: Visit,
    Path((client, point)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (client, point): (ClientId, ContactPointId) = (id(&client)?, id(&point)?);
    let typed = sent.clone();
    let done = visit.write(move |tx| {
        let version = typed.read("version").unwrap_or_default();
        let before = store::contact_point(tx, &tx.actor, client, point)?;
        if before.value != typed.get("value").trim() || before.label != typed.get("label").trim() {
            let words = actions::Words { label: typed.get("label").into(), value: typed.get("value").into() };
            actions::change_point(tx, client, point, version, &words)?;
        }
        actions::allow(tx, client, point, &read_consents(tx, &typed, &before.consents)?)
    });
    answer(&visit, client, done.await, Editing::Reach(Some(point)), sent).await
}

/// What was newly said: only what differs from what stands there, so that an old consent keeps its day and its source.
fn read_consents(tx: &Tx, sent: &Sent, before: &[Consent]) -> Result<Vec<Consent>> {
    let day = actions::read_day(sent.get("said-on")).map_err(|message| Error::invalid("said-on", message))?;
    let since = Some(day.unwrap_or_else(|| tx.now.day_in(&tx.actor.zone)));
    let said = Purpose::ALL.iter().filter_map(|purpose| {
        let allowed = match sent.get(purpose.word()) {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        let known = before.iter().any(|consent| consent.purpose == *purpose && consent.allowed == allowed);
        (!known).then(|| Consent { purpose: *purpose, allowed, since, source: sent.get("source").to_owned() })
    });
    Ok(said.collect())
}

/// `POST …/contact-points/{point}/removal`
pub(in crate::pages) async fn remove_point(
    visit: Visit,
    Path((client, point)): Path<(String, String)>,
) -> Result<Response> {
    let (client, point): (ClientId, ContactPointId) = (id(&client)?, id(&point)?);
    visit.write(move |tx| actions::remove_point(tx, client, point)).await?;
    Ok(see_other(client_url(client)))
}
