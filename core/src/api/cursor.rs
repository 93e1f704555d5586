//! Lists, a page at a time, by key: `next` is where the next page begins, and nothing on a page grows with the database.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use utoipa::ToSchema;

use super::refusal::Refusal;
use crate::error::Result;

/// As many at once where nobody says how many.
const USUAL: i64 = 50;
/// As many at most.
const MOST: i64 = 100;

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Paged<T> {
    /// What is on it, in the order of the list.
    pub items: Vec<T>,
    /// Where the next page begins: send it as `cursor`, with everything else the same. Nothing: this is the last one.
    pub next: Option<String>,
}

/// Which page of a list.
#[derive(Clone, Debug)]
pub struct Paging {
    /// Where it begins, as the list wrote it; at its top where there is none.
    pub from: Option<String>,
    /// How many at most.
    pub limit: i64,
}

impl Paging {
    /// Reads what the address says.
    pub fn read(cursor: Option<&str>, limit: Option<i64>) -> Result<Paging, Refusal> {
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Refusal::parameter("limit", format!("A page has 1 to {MOST}.")));
        }
        let from = match cursor {
            None => None,
            Some(cursor) => Some(opened(cursor).ok_or_else(not_a_cursor)?),
        };
        Ok(Paging { from, limit })
    }
    /// Reads where the page begins; what this list did not write is refused.
    pub fn start<C>(&self, read: impl FnOnce(&str) -> Option<C>) -> Result<Option<C>, Refusal> {
        self.from.as_deref().map(|from| read(from).ok_or_else(not_a_cursor)).transpose()
    }
    /// As many as one asks the store for: one more than are shown says whether there is more.
    pub fn ask(&self) -> i64 {
        self.limit + 1
    }
}

fn not_a_cursor() -> Refusal {
    Refusal::parameter(
        "cursor",
        "This is no cursor of this list. Send the “next” of the page before, or none for the first one.",
    )
}

fn opened(cursor: &str) -> Option<String> {
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok().filter(|text| !text.contains('\0'))
}

/// A page of what the store gave (one more than is shown, where there is more); `beside` writes where a row stands.
pub fn page_of<R, T>(
    paging: &Paging,
    mut rows: Vec<R>,
    beside: impl FnOnce(&R) -> String,
    shape: impl FnMut(R) -> T,
) -> Paged<T> {
    let shown = usize::try_from(paging.limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > shown;
    rows.truncate(shown);
    let next = rows.last().filter(|_| has_more).map(|row| BASE64_URL_SAFE_NO_PAD.encode(beside(row)));
    Paged { items: rows.into_iter().map(shape).collect(), next }
}
