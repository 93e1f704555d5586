//! The forms of the side, and what they do.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Result, Tx,
    id::ClientId,
    ui::{self, Icon},
    web::{Visit, see_other},
};

use super::{
    client::{Shown, show_again},
    client_url,
    edit::{Editing, Looking},
    head::keep,
    sent::{Sent, Told as _, id},
};
use crate::{
    actions,
    affiliation::{Affiliation, AffiliationId},
    client::{Client, ClientKind, NewClient},
    contact::{Consent, ContactKind, ContactPoint, ContactPointId, NewContactPoint, Purpose},
    date::{DateId, ImportantDate, NewDate},
    store,
};

/// A small form of the side: where it goes and what is in it.
fn small(shown: &Shown, looking: &Looking, name: &str, to: &str, inside: Markup) -> Markup {
    html! {
        form.in-place id={ "form-" (name) } method="post" action={ (client_url(shown.client.id)) "/" (to) } data-frag {
            (inside)
            (keep(shown, looking))
        }
    }
}

/// A second form beside it: one quiet button that takes the thing away.
fn away(shown: &Shown, to: &str, words: &str) -> Markup {
    ui::press(format!("{}/{to}", client_url(shown.client.id)), ui::button(words).small().quiet())
}

pub(super) fn new_way(shown: &Shown, looking: &Looking) -> Markup {
    let chosen = looking.value("kind", "email");
    let kinds = ContactKind::ALL.iter().map(|kind| ui::choice(kind.word(), kind.label(), kind.word() == chosen)).collect();
    let error = ContactKind::ALL.iter().find_map(|kind| looking.problems.of(kind.word()));
    let inside = html! {
        (ui::select("kind", "By", kinds).prefix("way"))
        (ui::field("value", "Address or number").prefix("way").value(looking.value("value", "")).error(error).autocomplete("off").required().autofocus())
        (ui::field("label", "For").prefix("way").placeholder("work, home").value(looking.value("label", "")).error(looking.problems.of("label")).autocomplete("off"))
        (said(looking, &[]))
    };
    small(shown, looking, "way", "contact-points", inside)
}

pub(super) fn way(shown: &Shown, looking: &Looking, point: &ContactPoint) -> Markup {
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
pub(super) async fn add_point(visit: Visit, Path(client): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    let done = visit.write(move |tx| {
        let kind: ContactKind = typed.read("kind").ok_or(Error::NotFound)?;
        let consents = read_consents(tx, &typed, &[])?;
        let new = NewContactPoint { kind, label: typed.get("label").into(), value: typed.get("value").into(), consents };
        actions::add_point(tx, client, &new)
    });
    answer(&visit, client, done.await, Editing::Reach(None), sent).await
}

/// `POST …/contact-points/{point}`
pub(super) async fn change_point(visit: Visit, Path((client, point)): Path<(String, String)>, Form(sent): Form<Sent>) -> Result<Response> {
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
pub(super) async fn remove_point(visit: Visit, Path((client, point)): Path<(String, String)>) -> Result<Response> {
    let (client, point): (ClientId, ContactPointId) = (id(&client)?, id(&point)?);
    visit.write(move |tx| actions::remove_point(tx, client, point)).await?;
    Ok(see_other(client_url(client)))
}

pub(super) fn new_day(shown: &Shown, looking: &Looking) -> Markup {
    small(shown, looking, "day", "dates", day_fields(looking, None))
}

pub(super) fn day(shown: &Shown, looking: &Looking, date: &ImportantDate) -> Markup {
    html! {
        (small(shown, looking, "day", &format!("dates/{}", date.id), day_fields(looking, Some(date))))
        (away(shown, &format!("dates/{}/removal", date.id), "Take it away"))
    }
}

fn day_fields(looking: &Looking, date: Option<&ImportantDate>) -> Markup {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let (day, year) = (number(date.map(|date| date.day)), number(date.and_then(|date| date.year)));
    let month = looking.value("month", "").parse().ok().or(date.map(|date| date.month));
    let months: Vec<(String, String)> = (1..=12_i8).map(|month| (month.to_string(), jiff::civil::date(2024, month, 1).strftime("%B").to_string())).collect();
    let months = months.iter().map(|(value, name)| ui::choice(value, name, Some(value.as_str()) == month.map(|month: i64| month.to_string()).as_deref())).collect();
    html! {
        (ui::hidden("version", &date.map_or(0, |date| date.version).to_string()))
        (ui::field("label", "What day is it?").prefix("day").placeholder("Birthday").value(looking.value("label", date.map_or("", |date| &date.label))).autocomplete("off").autofocus())
        div.day-fields {
            (ui::field("day", "Day").prefix("day").number().value(looking.value("day", &day)).required())
            (ui::select("month", "Month", months).prefix("day"))
            (ui::field("year", "Year").prefix("day").number().placeholder("if known").value(looking.value("year", &year)))
        }
        @if let Some(error) = looking.problems.of("date") { p.error role="alert" { (ui::icon(Icon::Warn)) span { (error) } } }
    }
}

fn read_date(sent: &Sent) -> Result<NewDate> {
    let year = match sent.get("year").trim() {
        "" => None,
        year => Some(year.parse().map_err(|_| Error::invalid("date", "A year has four digits. Leave it empty where nobody knows."))?),
    };
    let number = |name| sent.read(name).unwrap_or(0);
    Ok(NewDate { label: sent.get("label").into(), month: number("month"), day: number("day"), year })
}

/// `POST …/dates`
pub(super) async fn add_date(visit: Visit, Path(client): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    let done = visit.write(move |tx| actions::add_date(tx, client, &read_date(&typed)?)).await;
    answer(&visit, client, done, Editing::Days(None), sent).await
}

/// `POST …/dates/{date}`
pub(super) async fn change_date(visit: Visit, Path((client, date)): Path<(String, String)>, Form(sent): Form<Sent>) -> Result<Response> {
    let (client, date): (ClientId, DateId) = (id(&client)?, id(&date)?);
    let typed = sent.clone();
    let done = visit
        .write(move |tx| actions::change_date(tx, client, date, typed.read("version").unwrap_or_default(), &read_date(&typed)?))
        .await;
    answer(&visit, client, done, Editing::Days(Some(date)), sent).await
}

/// `POST …/dates/{date}/removal`
pub(super) async fn remove_date(visit: Visit, Path((client, date)): Path<(String, String)>) -> Result<Response> {
    let (client, date): (ClientId, DateId) = (id(&client)?, id(&date)?);
    visit.write(move |tx| actions::remove_date(tx, client, date)).await?;
    Ok(see_other(client_url(client)))
}

pub(super) fn tags(shown: &Shown, looking: &Looking) -> Markup {
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
pub(super) async fn tag(visit: Visit, Path(client): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    match visit.write(move |tx| actions::tag(tx, client, typed.get("tag"))).await {
        Ok(()) => Ok(see_other(format!("{}?edit=tags#tags", client_url(client)))),
        Err(error) => show_again(&visit, client, Looking { editing: Editing::Tags, typed: sent, ..Looking::default() }, error).await,
    }
}

/// `POST …/tags/removal`
pub(super) async fn untag(visit: Visit, Path(client): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    visit.write(move |tx| actions::untag(tx, client, sent.get("tag"))).await?;
    Ok(see_other(format!("{}?edit=tags#tags", client_url(client))))
}

pub(super) fn belonging(shown: &Shown, looking: &Looking) -> Markup {
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

pub(super) fn leaving(shown: &Shown, looking: &Looking, other: &Affiliation) -> Markup {
    let today = shown.around.now.day_in(shown.around.zone()).to_string();
    let inside = html! {
        (ui::field("until", "Was there until").prefix("leaves").day().autofocus().value(looking.value("until", &today)).error(looking.problems.of("until")))
    };
    small(shown, looking, "leaves", &format!("affiliations/{}/end", other.id), inside)
}

/// `POST …/affiliations`
pub(super) async fn affiliate(visit: Visit, Path(client): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    let done = visit.write(move |tx| {
        let here = store::find(tx, &tx.actor, client)?;
        let since = actions::read_day(typed.get("since")).map_err(|message| Error::invalid("since", message))?;
        let other = known_or_new(tx, &here, typed.get("other"))?;
        let (person, organization) = if here.kind == ClientKind::Person { (client, other) } else { (other, client) };
        actions::affiliate(tx, person, organization, typed.get("title"), since)
    });
    answer(&visit, client, done.await, Editing::People(None), sent).await
}

/// The one client who is called so, or a new one beside this one. Two of the same name: say which.
fn known_or_new(tx: &Tx, here: &Client, name: &str) -> Result<ClientId> {
    let kind = if here.kind == ClientKind::Person { ClientKind::Organization } else { ClientKind::Person };
    let same: Vec<Client> = store::named(tx, &tx.actor, name, 20)?.into_iter().filter(|client| client.kind == kind).collect();
    match same.as_slice() {
        [] => actions::create(tx, &NewClient::new(kind, name, here.owner, here.location)).map_err(about_other),
        [one] => Ok(one.id),
        several => Err(Error::invalid("other", format!("{} are called that. Open the one you mean and add this from there.", several.len()))),
    }
}

/// What is wrong with the new one's name is wrong with what was typed here.
fn about_other(error: Error) -> Error {
    match error {
        Error::Invalid(problems) => {
            Error::Invalid(problems.into_iter().map(|problem| tend_core::Problem { field: "other".into(), ..problem }).collect())
        }
        other => other,
    }
}

/// `POST …/affiliations/{affiliation}/end`
pub(super) async fn end_affiliation(
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

/// Back to the page, or the page once more with what was typed.
async fn answer(visit: &Visit, client: ClientId, done: Result<()>, editing: Editing, typed: Sent) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(client_url(client))),
        Err(error) => show_again(visit, client, Looking { editing, typed, ..Looking::default() }, error).await,
    }
}
