//! What a column can become, in the words of the page.

use crate::import::{Brings, Import};

/// What a column can become, in words for the page, by group.
pub(super) type Targets = &'static [(&'static str, &'static [(&'static str, &'static str)])];

/// Of a list of clients.
const TARGETS: Targets = &[
    (
        "Who they are",
        &[
            ("name", "Client name"),
            ("given name", "Given name"),
            ("family name", "Family name"),
            ("organization", "Organization"),
            ("contact person", "Their person to speak with"),
            ("title", "Title there"),
            ("kind", "Person or organization"),
            ("prefix", "Mr, Dr …"),
            ("middle name", "Middle name"),
        ],
    ),
    (
        "How to reach them",
        &[
            ("email", "Mail address"),
            ("phone", "Phone"),
            ("website", "Website"),
            ("street", "Street"),
            ("house number", "House number"),
            ("street 2", "Second line of the street"),
            ("postal code", "Postal code"),
            ("city", "Town"),
            ("region", "Region"),
            ("country", "Country"),
        ],
    ),
    (
        "How we look after them",
        &[
            ("owner", "Owner"),
            ("location", "Place"),
            ("tags", "Tags"),
            ("note", "Note"),
            ("goal", "Goal, in their words"),
            ("last contact", "Last spoke"),
            ("since", "With us since"),
            ("rhythm", "Rhythm"),
            ("date:Birthday", "Birthday"),
            ("consent:newsletter", "May we write? Newsletter"),
            ("external id", "Their number in the old program"),
        ],
    ),
];

/// The same of a list of what happened.
const ENTRY_TARGETS: Targets = &[
    (
        "Whose it is",
        &[
            ("entry person", "The number of the person"),
            ("entry organization", "The number of the organization"),
            ("entry anybody", "A number that may be a client’s"),
            ("entry id", "Its own number in the old program"),
        ],
    ),
    (
        "What happened",
        &[
            ("entry time", "When it happened"),
            ("entry written", "When it was written down"),
            ("entry title", "A line about it"),
            ("entry text", "The words"),
            ("entry by", "The colleague whose it is"),
            ("entry kind", "What it was: call, mail, visit"),
            ("entry call", "A value says it was a call"),
            ("entry closed", "Done: yes or no"),
            ("entry state", "How it stands"),
            ("entry direction", "Which way it went"),
            ("entry deleted", "Deleted there: yes or no"),
            ("entry problem", "The number of the problem it is about"),
            ("entry ended", "When it was closed"),
            ("entry severity", "How bad it was"),
            ("entry answered", "A value says they had an answer"),
            ("entry open", "They could read it: yes or no"),
            ("entry author", "Who wrote it"),
            ("entry detail", "Keep below the words"),
        ],
    ),
];

/// What a column of this file can become.
pub(super) fn targets_of(import: &Import) -> Targets {
    if import.brings() == Brings::Clients { TARGETS } else { ENTRY_TARGETS }
}
