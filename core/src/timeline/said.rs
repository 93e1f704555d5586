//! What was said, found again by its words: the newest first, each with the place in it that was meant.

use super::{Entry, Strand, store};
use crate::{
    app::Tx,
    db::{Conn, search::said},
    error::Result,
    fold,
    id::{ClientId, WorkspaceId},
};

/// So many entries are read at once.
const AT_ONCE: usize = 50;
/// A quote has about so many letters before the word that was meant, and so many in all.
const BEFORE: usize = 40;
const LONGEST: usize = 160;

/// What an entry is found by, if it is found at all: what the book keeps is not looked for.
pub(super) fn words(client: Option<ClientId>, strand: Strand, text: &str) -> Option<&str> {
    let is_told = client.is_some() && !matches!(strand, Strand::Book | Strand::Unseen);
    Some(text).filter(|text| is_told && !text.is_empty())
}

impl Entry {
    /// What it is found by.
    pub(super) fn words(&self) -> Option<&str> {
        words(self.client, self.strand, &self.text)
    }
}

/// Entries that have all words of a query, each at the beginning of one of theirs: the newest first.
pub fn said(db: &Conn, workspace: WorkspaceId, query: &str, limit: usize) -> Result<Vec<Entry>> {
    let newest = store::newest_number(db, workspace)?;
    let found = said::find(db, workspace.0, newest, query, limit)?;
    let mut entries = Vec::with_capacity(limit);
    for (at, numbers) in found.numbers.chunks(AT_ONCE).enumerate() {
        let mut read = store::of_numbers(db, workspace, numbers)?;
        read.sort_by_key(|entry| std::cmp::Reverse(entry.number));
        // What shares a sign with another block, or holds only the rarer words, is not what was looked for.
        let is_read = (at + 1) * AT_ONCE <= found.unread_from;
        read.retain(|entry| entry.words().is_some_and(|words| is_read || said::holds(words, query)));
        entries.extend(read);
        if entries.len() >= limit {
            break;
        }
    }
    entries.truncate(limit);
    Ok(entries)
}

/// Puts the next entries into search, from behind one on; gives the last of them, or nothing when all are in.
pub fn to_search(tx: &Tx, after: Option<uuid::Uuid>) -> Result<Option<uuid::Uuid>> {
    let next = store::next_by_id(tx, tx.actor.workspace, after.unwrap_or(uuid::Uuid::nil()))?;
    renew(tx, &next)?;
    Ok(next.last().map(|entry| entry.id.0))
}

/// Writes what entries are found by anew.
pub(super) fn renew(tx: &Tx, entries: &[Entry]) -> Result<()> {
    let said: Vec<_> =
        entries.iter().map(|entry| (entry.number, entry.words().unwrap_or_default().to_owned())).collect();
    Ok(said::renew(tx, tx.actor.workspace.0, &said)?)
}

/// A piece of what was said, with the words that were meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The piece, in parts: each with whether it was meant.
    pub parts: Vec<(String, bool)>,
}

/// The piece of an entry's words around the first word that was looked for.
pub fn quote(entry: &Entry, query: &str) -> Quote {
    let text = entry.words().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let asked = fold::words(query);
    let spans = spans(&text);
    let is_meant = |span: &(usize, usize)| {
        let word = fold::words(&text[span.0..span.1]);
        asked.iter().any(|asked| word.iter().any(|word| word.starts_with(asked.as_str())))
    };
    let meant: Vec<(usize, usize)> = spans.into_iter().filter(is_meant).collect();
    let (start, end) = piece(&text, meant.first().map_or(0, |span| span.0));
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut push = |words: &str, is_meant: bool| {
        if !words.is_empty() {
            parts.push((words.to_owned(), is_meant));
        }
    };
    let mut at = start;
    push(if start > 0 { "… " } else { "" }, false);
    for (from, to) in meant.into_iter().filter(|(from, to)| *from >= start && *to <= end) {
        push(&text[at..from], false);
        push(&text[from..to], true);
        at = to;
    }
    push(&text[at..end], false);
    push(if end < text.len() { " …" } else { "" }, false);
    Quote { parts }
}

/// Where words begin and end.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric() || crate::fold::is_mark(letter), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                spans.push((from, at));
                begun = None;
            }
            _ => {}
        }
    }
    spans.extend(begun.map(|from| (from, text.len())));
    spans
}

/// Where a piece of a text begins and ends that has this place in it; between words.
fn piece(text: &str, place: usize) -> (usize, usize) {
    let back = text[..place].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let start = if back == 0 { 0 } else { text[back..place].find(' ').map_or(place, |blank| back + blank + 1) };
    let Some((far, _)) = text[start..].char_indices().nth(LONGEST) else { return (start, text.len()) };
    let end = text[start..start + far].rfind(' ').filter(|blank| start + blank > place).unwrap_or(far);
    (start, start + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::EntryId, time::Timestamp};

    fn entry(text: &str) -> Entry {
        Entry {
            id: EntryId(uuid::Uuid::nil()),
            number: 1,
            client: Some(ClientId(uuid::Uuid::nil())),
            kind: "clients.note".into(),
            strand: Strand::Words,
            happened_at: Timestamp(0),
            written_at: Timestamp(0),
            by: None,
            by_name: String::new(),
            subject: None,
            text: text.into(),
            body: serde_json::Value::Null,
        }
    }

    fn marked(text: &str, query: &str) -> String {
        let parts = quote(&entry(text), query).parts;
        parts.into_iter().map(|(words, is_meant)| if is_meant { format!("[{words}]") } else { words }).collect()
    }

    #[test]
    fn a_quote_marks_what_was_meant() {
        assert_eq!(marked("Rang about the Straße again", "strass ran"), "[Rang] about the [Straße] again");
        assert_eq!(marked("Cafe\u{301} at nine", "cafe"), "[Cafe\u{301}] at nine");
        let long = format!(
            "{} the saddle is too hard {}",
            "Once more about this and that.".repeat(9),
            "and so on ".repeat(40)
        );
        let quoted = marked(&long, "saddle");
        assert!(quoted.starts_with("… ") && quoted.ends_with(" …") && quoted.contains("[saddle]"), "{quoted}");
        assert!(quoted.chars().count() < LONGEST + BEFORE, "{quoted}");
        assert_eq!(marked(&"x".repeat(500), "x").chars().count(), 162);
        assert_eq!(marked("", "x"), "");
    }
}
