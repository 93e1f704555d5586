//! The refused rows as a file: number, line and reason in front of the cells as they were.

use std::fmt::Write as _;

use axum::{
    body::Body,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt as _, stream};
use tend_core::{Error, Result, web::Visit};

use crate::{
    import::ImportId,
    store::{self, Refusal},
};

/// How many rows are read at once; the file is sent as it is read.
const AT_ONCE: i64 = 500;

pub(super) async fn file(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    visit.actor.may_write()?;
    let import = visit.read(move |db, actor| store::find(db, actor.workspace, id)).await?;
    let names = ["row", "line", "reason"]
        .map(str::to_owned)
        .into_iter()
        .chain(import.columns.iter().map(|column| column.name.clone()));
    // The sign at the beginning tells spreadsheets that this is UTF-8.
    let first = ["\u{feff}".as_bytes(), &in_csv([names.collect()].into_iter())?].concat();
    let parts = stream::unfold((Some(0_i64), visit, first), move |(after, visit, ready)| async move {
        let after = after?;
        let part = visit.read(move |db, actor| store::refusals(db, actor.workspace, id, after, AT_ONCE)).await;
        let (next, text) = match part {
            Ok(part) => (part.last().map(|last| last.row), in_csv(part.into_iter().map(cells))),
            Err(error) => (None, Err(error)),
        };
        let text = text.map(|text| [ready, text].concat()).map_err(std::io::Error::other);
        Some((text, (next, visit, Vec::new())))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&import.name)),
    ];
    Ok((headers, Body::from_stream(parts.fuse())).into_response())
}

/// The list's own name with what it is: plainly for old programs, and with every letter.
fn attachment(list: &str) -> String {
    let list = list.rsplit_once('.').map_or(list, |(stem, _)| stem);
    let name: String = format!("{list} refused.csv").chars().filter(|letter| !letter.is_control()).collect();
    let plain = |letter: char| if letter.is_ascii() && !"\"\\/".contains(letter) { letter } else { '_' };
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{}\"; filename*=UTF-8''{whole}", name.chars().map(plain).collect::<String>())
}

fn cells(refusal: Refusal) -> Vec<String> {
    let Refusal { row, line, reason, cells } = refusal;
    [row.to_string(), line.to_string(), reason].into_iter().chain(cells).collect()
}

fn in_csv(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(Error::ours)?;
    }
    writer.into_inner().map_err(|error| Error::ours(error.to_string()))
}
