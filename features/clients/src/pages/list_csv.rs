//! What the list shows, as a file for a spreadsheet: every row of the filter, in the list's columns and order, sent as it is read.

use std::collections::HashMap;

use axum::{
    body::Body,
    extract::Query,
    http::header,
    response::{IntoResponse as _, Response},
};
use futures_util::{StreamExt as _, stream};
use tend_core::{
    Actor, Error, Result, Timestamp, calls::Call, db::Conn, feature::ListColumn, id::ClientId, web::Visit,
};

use super::{
    list::{Question, of_features, question},
    list_columns::{ShownColumn, StandardColumn},
    more::{held, linked_names},
    sent::Sent,
};
use crate::{
    client::Client,
    fields::Held,
    list::{Mark, wants},
    store::{self, Asked, Bounds},
};

/// Rows of one read.
const AT_ONCE: usize = 500;

/// `GET /clients.csv`, asked for as the list is.
pub(super) async fn file(visit: Visit, Query(asked): Query<Sent>) -> Result<Response> {
    let first = {
        let (asked, now, features) = (asked.clone(), visit.now, visit.app.features);
        visit.read(move |db, actor| head(&question(db, actor, now, &asked, features)?)).await?
    };
    let parts = stream::unfold((Some(None), visit, first), move |(from, visit, ready)| {
        let asked = asked.clone();
        async move {
            let from: Option<Mark> = from?;
            let (now, features) = (visit.now, visit.app.features);
            let read = move |db: &Conn, actor: &Actor| {
                part(db, actor, (question(db, actor, now, &asked, features)?, wants(features)), from.as_ref())
            };
            let part = visit.read(read).await;
            let (next, text) = match part {
                Ok((next, rows)) => (next, Ok([ready, rows].concat())),
                Err(error) => (None, Err(std::io::Error::other(error))),
            };
            Some((text, (next.map(Some), visit, String::new())))
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"clients.csv\""),
    ];
    Ok((headers, Body::from_stream(parts.fuse())).into_response())
}

fn head(question: &Question) -> Result<String> {
    if question.said.iter().any(|said| said.trouble.is_some()) {
        return Err(Error::invalid(
            "where",
            "A part of this filter does nothing any more. Leave it out first, so that the file is what you expect.",
        ));
    }
    let labels = question.columns.iter().map(|column| column.label(&question.fields).to_owned());
    let all: Vec<String> = ["Client".to_owned(), "Kind".to_owned()].into_iter().chain(labels).collect();
    // The sign at the beginning tells spreadsheets that this is UTF-8.
    Ok(format!("\u{feff}{}", line(&all)))
}

fn part(
    db: &Conn,
    actor: &Actor,
    (question, wants): (Question, Option<&'static ListColumn>),
    from: Option<&Mark>,
) -> Result<(Option<Mark>, String)> {
    let wanted = Asked {
        filter: &question.filter,
        order: question.order,
        mark: from,
        rows: AT_ONCE,
        bounds: Bounds::PART,
        wants,
    };
    let turned = store::turn(db, actor, &wanted)?;
    let ids: Vec<ClientId> = turned.clients.iter().map(|client| client.id).collect();
    let customs = store::custom_of(db, actor, &ids)?;
    let names = linked_names(db, actor, &question.fields, customs.values())?;
    let (calls, tags) = (store::next_calls(db, actor, &turned.clients)?, store::tags_of_many(db, actor, &ids)?);
    let of_features = of_features(db, actor, &question.columns, &ids)?;
    let mut text = String::new();
    for client in &turned.clients {
        let mut cells = vec![client.name.clone(), client.kind.to_string()];
        for column in &question.columns {
            cells.push(match column {
                ShownColumn::Standard(column) => {
                    standard(client, *column, calls.get(&client.id), tags.get(&client.id), actor)
                }
                ShownColumn::Of(column) => {
                    of_features.get(column.word).and_then(|cells| cells.get(&client.id)).cloned().unwrap_or_default()
                }
                ShownColumn::Custom(id) => {
                    let field = question.fields.iter().find(|field| field.id == *id);
                    let value: Option<(_, Held)> = field
                        .zip(customs.get(&client.id))
                        .and_then(|(field, custom)| Some((field, held(field, custom, &names)?)));
                    value.map(|(field, held)| plain(field, &held, &names)).unwrap_or_default()
                }
            });
        }
        text.push_str(&line(&cells));
    }
    Ok((turned.next, text))
}

fn plain(field: &crate::fields::CustomField, held: &Held, names: &HashMap<ClientId, String>) -> String {
    held.plain(field, &|id| names.get(&id).cloned())
}

fn standard(
    client: &Client,
    column: StandardColumn,
    call: Option<&Call>,
    tags: Option<&Vec<String>>,
    actor: &Actor,
) -> String {
    let day = |at: Timestamp| at.day_in(&actor.zone).to_string();
    match column {
        StandardColumn::About => client.about.clone(),
        StandardColumn::When => call.map(|call| day(call.when.due())).unwrap_or_default(),
        StandardColumn::Next => call
            .map(|call| if call.act.is_empty() { call.reason.clone() } else { call.act.clone() })
            .unwrap_or_default(),
        StandardColumn::Owner => client.owner_name.clone(),
        StandardColumn::Place => client.location_name.clone(),
        StandardColumn::Spoke => client.last_contact_at.map(day).unwrap_or_default(),
        StandardColumn::Since => client.since.map(|day| day.to_string()).unwrap_or_default(),
        StandardColumn::Rhythm => client.cadence_days.map(|days| days.to_string()).unwrap_or_default(),
        StandardColumn::Added => day(client.created_at),
        StandardColumn::Tags => tags.map(|tags| tags.join("; ")).unwrap_or_default(),
    }
}

/// One line of the file.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell, quoted where it must be. What a spreadsheet would take for a formula gets a sign before it that makes it a text.
fn quoted(cell: &str) -> String {
    let is_number = cell
        .strip_prefix(['-', '+'])
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let safe = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains(['"', ',', '\n', '\r', ';']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (cell, written) in [
            ("Marta", "Marta"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+31 20 123", "'+31 20 123"),
            ("-12.5", "-12.5"),
            ("-cmd|x", "'-cmd|x"),
            (" =x", "' =x"),
            ("a, \"b\"", "\"a, \"\"b\"\"\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
