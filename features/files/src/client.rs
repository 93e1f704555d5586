//! Files on a client's page: the newest beside the story, and each below the entry it came with.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tend_core::{
    Actor, Result, Timestamp,
    db::Conn,
    feature::Panel,
    files::{Part, Stored},
    id::{ClientId, EntryId},
    merging::Newer,
    ui,
};
use uuid::Uuid;

use crate::{
    file::ClientFile,
    pages::{list_url, views},
    store,
};

/// How many stand beside the story.
const NEWEST: i64 = 6;
/// More than this are not counted.
const COUNTED: i64 = 1000;
/// As many as somebody is asked about who takes two clients apart.
const MOST_NEWER: i64 = 50;

/// The newest files, and the way to all of them; nothing where there are none.
pub fn panel(db: &Conn, actor: &Actor, client: ClientId, _: Timestamp) -> Result<Option<Panel>> {
    let files = store::of_client(db, actor, client, None, NEWEST)?;
    if files.is_empty() {
        return Ok(None);
    }
    let count = store::count_of_client(db, actor, client, COUNTED + 1)?;
    Ok(Some(Panel { side: true, markup: panel_view(client, &files, count) }))
}

/// The panel.
pub(crate) fn panel_view(client: ClientId, files: &[ClientFile], count: i64) -> Markup {
    ui::side_block(
        "files",
        "Files",
        html! {
            (views::files(files))
            (ui::rest(all_words(count), list_url(client)))
        },
    )
}

fn all_words(count: i64) -> String {
    match count {
        1 => "Look at it, or bring more".to_owned(),
        count if count > COUNTED => "All of more than 1,000 files".to_owned(),
        count => format!("All {count} files"),
    }
}

/// The files that came with entries.
pub fn beside(db: &Conn, actor: &Actor, entries: &[EntryId]) -> Result<Vec<(EntryId, Markup)>> {
    let mut by_entry: BTreeMap<EntryId, Vec<ClientFile>> = BTreeMap::new();
    for file in store::of_entries(db, actor, entries)? {
        by_entry.entry(file.entry).or_default().push(file);
    }
    Ok(by_entry.into_iter().map(|(entry, files)| (entry, views::files(&files))).collect())
}

/// All their files, those that were taken away and are still kept too.
pub fn bytes(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<(String, Stored)>> {
    let files = store::every_of_client(db, actor.workspace, client)?;
    let whole = |file: ClientFile| Some((file.name, file.object.part(actor.workspace, Part::Whole)?));
    Ok(files.into_iter().filter_map(whole).collect())
}

/// What was brought after this id: it goes with them, or stays, when two clients are taken apart.
pub fn newer(db: &Conn, actor: &Actor, client: ClientId, after: Uuid) -> Result<Vec<Newer>> {
    let files = store::newer(db, actor, client, after, MOST_NEWER)?;
    Ok(files.into_iter().map(|file| Newer { id: file.id.0, what: "A file", words: file.name }).collect())
}
