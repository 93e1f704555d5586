//! The verbs: each is one transaction that checks, writes and leaves its entry in the book.

mod affiliate;
mod archive;
mod bulk;
mod cadence;
mod change;
mod create;
mod dates;
mod fields;
mod fill;
mod hello;
mod keys;
mod letters;
mod merging;
mod moments;
mod pairs;
mod points;
mod tags;
mod views;

pub use affiliate::{affiliate, end_affiliation};
pub use archive::{archive, forget, restore};
pub use bulk::{begin_deed, undo_deed};
pub(crate) use bulk::{forget_deeds, go_on};
pub use change::{Change, Field, change, give, keep_fields, take_over};
pub(crate) use change::{read_day, read_rhythm};
pub use create::{create, create_checked, write_down};
pub use dates::{add_date, change_date, remove_date, renew_dates};
pub use fields::{bring_back_field, change_field, make_field, move_field, remove_field};
pub(crate) use fields::{forget_some, read_value, reread_done, reread_some};
pub use fill::fill;
pub(crate) use fill::{missing, of_form};
pub use hello::{helped, helped_undone};
pub use letters::{address_for, may_write, no_more};
pub use merging::{MOST_NEWER, merge, newer, take_apart};
pub use moments::{correct, not_touched, note, retract, touched};
pub(crate) use moments::{is_corrected, is_taken_back};
pub use pairs::{not_the_same, pair_up, perhaps_the_same};
pub use points::{Words, add_point, allow, change_point, put_consents_back, remove_point};
pub use tags::{erased, tag, untag};
pub use views::{bring_back_view, change_view, choose_columns, keep_in_view, keep_view, put_view_away};

use serde_json::{Value, json};
use tend_core::{
    Result, Tx,
    calls::{CallKind, CareGroup},
    id::ClientId,
    time::DAY,
    timeline::{NewEntry, Strand},
    ui::Icon,
};

use crate::{client::Client, store};

/// A client whose rhythm has passed without a word between us.
pub const CADENCE: CallKind = CallKind {
    name: "clients.cadence",
    group: CareGroup::WorthAHello,
    overdue_group: None,
    weight: 0.3,
    grace_us: DAY,
    icon: Icon::Quiet,
};

/// A day that matters to a client.
pub const DATE: CallKind = CallKind {
    name: "clients.date",
    group: CareGroup::WorthAHello,
    overdue_group: None,
    weight: 0.4,
    grace_us: DAY,
    icon: Icon::Cake,
};

/// The client, if the actor may write about them.
fn to_write(tx: &Tx, id: ClientId) -> Result<Client> {
    tx.actor.may_write()?;
    store::find(tx, &tx.actor, id)
}

/// One thing that changed, readable: what, from what, to what.
fn before_and_after(what: &str, before: &str, after: &str) -> Value {
    json!({ "changes": [{ "what": what, "before": before, "after": after }] })
}

/// An entry of what the book keeps about a client, now.
fn book_entry(tx: &Tx, client: ClientId, kind: &'static str, text: impl Into<String>, body: Value) {
    tx.entry(NewEntry {
        client: Some(client),
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text: text.into(),
        body,
    });
}
