//! Mail out: letters to clients and to colleagues, and what became of each.
//!
//! A feature calls [`send`] in its verb; the letter is written down with it, and a job hands it to the mail server that whoever runs
//! this Tend named. Consent is asked before every letter that is no answer, a refusal is told in the server's words, and what went out
//! stands on the client's timeline. `docs/mail.md` tells how a feature writes one.

mod actions;
mod checks;
pub mod envelope;
mod jobs;
mod letter;
pub mod letters;
mod message;
mod pages;
mod samples;
mod server;
pub mod store;
mod story;
#[cfg(test)]
mod tests;
mod views;

pub use actions::{is_set, send, send_again, send_trial};
pub use jobs::{SEND, TIDY};
pub use letter::{Ground, Letter, LetterId, LetterState, NewLetter, Reason, SECRET, To, Words};
pub use letters::Sheet;
pub use lettre::message::Mailbox as MailAddress;
pub use server::{Outcome, Post, Secured, Server};

use crate::{
    actor::{Actor, Role},
    db::Conn,
    error::Result,
    feature::{Feature, SettingsLink},
    id::ClientId,
    merging::{Newer, goes_along},
    tables::sealed,
    ui::Icon,
};

/// Mail, as the rest of Tend knows it.
pub const FEATURE: Feature = Feature {
    name: "mail",
    pages: pages::routes,
    sentence: story::sentence,
    holds: &[goes_along("letters", "client_id")],
    newer: Some(newer),
    jobs: &[SEND, TIDY],
    tables: &[sealed("letters", &["secret", "stop"], "A one-time link is a secret, and of this address")
        .with_words(&["to_name", "to_address", "subject", "text", "html", "answer"])],
    checks: checks::ALL,
    settings: &[SettingsLink {
        label: "Mail",
        detail: "Whether letters go out, and what became of the last ones",
        href: pages::HERE,
        icon: Icon::Mail,
        role: Role::Admin,
    }],
    samples: samples::all,
    ..Feature::BARE
};

/// No more letters than these are told apart by hand.
const MOST_NEWER: i64 = 100;

/// Letters that were written to a client since.
fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid) -> Result<Vec<Newer>> {
    let letters = store::newer(db, actor.workspace, client, after, MOST_NEWER)?;
    Ok(letters
        .into_iter()
        .map(|letter| Newer { id: letter.id.0, what: "A letter", words: letter.words.subject })
        .collect())
}
