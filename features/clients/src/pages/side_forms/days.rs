//! Days that matter: the form of one, and what it does.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Result,
    id::ClientId,
    ui::{self, Icon},
    web::{Visit, see_other},
};

use super::{answer, away, small};
use crate::{
    actions,
    date::{DateId, ImportantDate, NewDate},
    pages::{
        client::Shown,
        client_url,
        edit::{Editing, Looking},
        sent::{Sent, Told as _, id},
    },
};

pub(in crate::pages) fn new_day(shown: &Shown, looking: &Looking) -> Markup {
    small(shown, looking, "day", "dates", day_fields(looking, None))
}

pub(in crate::pages) fn day(shown: &Shown, looking: &Looking, date: &ImportantDate) -> Markup {
    html! {
        (small(shown, looking, "day", &format!("dates/{}", date.id), day_fields(looking, Some(date))))
        (away(shown, &format!("dates/{}/removal", date.id), "Take it away"))
    }
}

fn day_fields(looking: &Looking, date: Option<&ImportantDate>) -> Markup {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let (day, year) = (number(date.map(|date| date.day)), number(date.and_then(|date| date.year)));
    let month = looking.value("month", "").parse().ok().or(date.map(|date| date.month));
    let months: Vec<(String, String)> = (1..=12_i8)
        .map(|month| (month.to_string(), jiff::civil::date(2024, month, 1).strftime("%B").to_string()))
        .collect();
    let months = months
        .iter()
        .map(|(value, name)| {
            ui::choice(value, name, Some(value.as_str()) == month.map(|month: i64| month.to_string()).as_deref())
        })
        .collect();
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
        year => Some(
            year.parse()
                .map_err(|_| Error::invalid("date", "A year has four digits. Leave it empty where nobody knows."))?,
        ),
    };
    let number = |name| sent.read(name).unwrap_or(0);
    Ok(NewDate { label: sent.get("label").into(), month: number("month"), day: number("day"), year })
}

/// `POST …/dates`
pub(in crate::pages) async fn add_date(
    visit: Visit,
    Path(client): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let typed = sent.clone();
    let done = visit.write(move |tx| actions::add_date(tx, client, &read_date(&typed)?).map(drop)).await;
    answer(&visit, client, done, Editing::Days(None), sent).await
}

/// `POST …/dates/{date}`
pub(in crate::pages) async fn change_date(
    visit: Visit,
    Path((client, date)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (client, date): (ClientId, DateId) = (id(&client)?, id(&date)?);
    let typed = sent.clone();
    let done = visit
        .write(move |tx| {
            actions::change_date(tx, client, date, typed.read("version").unwrap_or_default(), &read_date(&typed)?)
        })
        .await;
    answer(&visit, client, done, Editing::Days(Some(date)), sent).await
}

/// `POST …/dates/{date}/removal`
pub(in crate::pages) async fn remove_date(
    visit: Visit,
    Path((client, date)): Path<(String, String)>,
) -> Result<Response> {
    let (client, date): (ClientId, DateId) = (id(&client)?, id(&date)?);
    visit.write(move |tx| actions::remove_date(tx, client, date)).await?;
    Ok(see_other(client_url(client)))
}
