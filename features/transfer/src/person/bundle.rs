//! All that is held about one client as one zip: the papers, and their files as they came.

use std::{collections::BTreeSet, io::Write as _, path::Path};

use jiff::tz::TimeZone;
use tend_core::{Error, Result, Timestamp, files::Files};

use super::{Held, as_json, as_page, as_vcard};
use crate::whole::{shelf::Shelf, write::full};

/// Writes it into a file.
pub async fn bundle(held: &Held, files: &Files, (zone, now): (&TimeZone, Timestamp), to: &Path) -> Result<()> {
    let mut shelf = Shelf::zip(to).map_err(full)?;
    let papers = [
        ("everything.html", as_page(held, zone, now).into_string()),
        ("everything.json", serde_json::to_string_pretty(&as_json(held))?),
        ("everything.vcf", as_vcard(held)),
    ];
    for (name, text) in papers {
        shelf.begin(name).and_then(|()| shelf.write_all(text.as_bytes())).map_err(full)?;
    }
    let (mut taken, mut lost) = (BTreeSet::new(), Vec::new());
    for (name, stored) in &held.files {
        if files.hand_on(stored, |_| Ok(())).await?.is_err() {
            lost.push(name.as_str());
            continue;
        }
        shelf.begin(&format!("files/{}", free(name, &mut taken))).map_err(full)?;
        if files.hand_on(stored, |bytes| shelf.write_all(bytes)).await?.is_err() {
            return Err(Error::ours(format!("the bytes of {} changed while they were read", stored.object)));
        }
    }
    if !lost.is_empty() {
        let text =
            format!("These files are not where they should be, or are not what they were:\n{}\n", lost.join("\n"));
        shelf.begin("lost.txt").and_then(|()| shelf.write_all(text.as_bytes())).map_err(full)?;
    }
    shelf.finish().map_err(full)
}

/// The name, or the next one that is free: “bill.pdf”, “2 bill.pdf”.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(free.to_lowercase()) {
        free = format!("{number} {name}");
        number += 1;
    }
    free
}
