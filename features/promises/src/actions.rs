//! The verbs: each checks, changes, counts, calls, and ends with its entry, in the transaction of its caller.

mod beside;
mod following;
mod hands;
mod overdue;

use serde_json::json;
use tend_core::{
    Error, Problems, Result, Timestamp, Tx, calls,
    id::MemberId,
    timeline::{self, Strand},
};

use crate::{
    due::Due,
    promise::{self, Mark, Promise, PromiseId, State, To},
    store,
};
use following::{Telling, call_for, change, contact, ended, ending, for_change, tell, went};

pub use beside::{give_beside, keep_beside, release_beside};
pub use following::erased;
pub use hands::{give, goes_along, helped, helped_undone, member_left, owner_changed};
pub use overdue::break_overdue;

/// The longest words of a promise, in characters.
pub const MOST_WORDS: usize = 500;
/// The longest account of what happened around it, in characters.
const MOST_TOLD: usize = 4000;

/// A promise to be made.
#[derive(Clone, Debug)]
pub struct NewPromise {
    /// To whom.
    pub to: To,
    /// What.
    pub words: String,
    /// By when.
    pub due: Due,
    /// Who keeps it; nobody named: who makes it.
    pub owner: Option<MemberId>,
    /// The next kind thing, a verb with a name in it; may be empty.
    pub act: String,
    /// When it was made, if that was not now.
    pub made_at: Option<Timestamp>,
}

impl NewPromise {
    /// Made now, by who says it.
    pub fn new(to: To, words: impl Into<String>, due: Due) -> Self {
        NewPromise { to, words: words.into(), due, owner: None, act: String::new(), made_at: None }
    }
}

/// Makes a promise; its call begins on its day.
pub fn make(tx: &Tx, new: &NewPromise) -> Result<PromiseId> {
    tx.actor.may_write()?;
    let owner = match new.owner {
        Some(owner) => owner,
        None => tx.actor.me()?,
    };
    let owner = store::colleague(tx, &tx.actor, owner)?;
    let made_at = new.made_at.unwrap_or(tx.now);
    let words = checked(tx, new, &owner, made_at)?;
    let start_of_day = new.due.at.day_in(&owner.place.zone).starts_at(&owner.place.zone);
    let entry = tx.new_id();
    let made = Promise {
        id: tx.new_id(),
        to: new.to,
        owner: owner.id,
        location: owner.place.id,
        words,
        act: new.act.trim().chars().take(MOST_WORDS).collect(),
        due: new.due,
        starts_at: promise::starts_at(made_at, new.due.at, start_of_day),
        state: State::Open,
        made: Mark { at: made_at, by: tx.actor.member, entry },
        ended: None,
        kept_on_time: None,
        made_good: None,
        version: 1,
    };
    store::insert(tx, &made)?;
    call_for(tx, None, &made)?;
    let text = made.words.clone();
    tell(
        tx,
        &Telling {
            promise: &made,
            place: &owner.place,
            entry,
            kind: "promises.made",
            happened_at: made_at,
            text: &text,
        },
    )?;
    Ok(made.id)
}

fn checked(tx: &Tx, new: &NewPromise, owner: &store::Colleague, made_at: Timestamp) -> Result<String> {
    let mut problems = Problems::default();
    let words =
        problems.take("text", in_words(&new.words, MOST_WORDS, "What did you promise? A few words are enough."));
    if new.due.at <= made_at {
        problems.add("due", "That time has passed. Say a day or time that is still to come.");
    }
    if owner.has_left {
        problems.add("owner", format!("{} does not work here any more. Choose somebody else.", owner.name));
    }
    match new.to {
        To::Client(client) => {
            tend_clients::store::find(tx, &tx.actor, client)?;
        }
        To::Colleague(member) if member == owner.id => {
            problems.add("to", "That is yourself. A promise is made to somebody else.")
        }
        To::Colleague(member) if store::colleague(tx, &tx.actor, member)?.has_left => {
            problems.add("to", "They do not work here any more. Choose somebody else.");
        }
        To::Colleague(_) => {}
    }
    problems.none()?;
    Ok(words.unwrap_or_default())
}

/// Takes back that it was made, by who made it and while nothing else happened to it: as if it had never been said. Its entry stays in
/// the book and says so. Doing it twice changes nothing.
pub fn take_back_making(tx: &Tx, id: PromiseId) -> Result<()> {
    tx.actor.may_write()?;
    let promise = match store::find(tx, &tx.actor, id) {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    if promise.made.by != tx.actor.member {
        return Err(Error::NotAllowed("Only who made this promise can take it back.".into()));
    }
    if promise.state != State::Open || promise.version != 1 {
        return Err(Error::Conflict("Something happened with this promise since. Look at how it stands now.".into()));
    }
    if promise.client().is_some() {
        calls::settle(tx, crate::DUE.name, promise.id.0)?;
    }
    went(tx, &promise, "taken_back", "")?;
    store::delete(tx, &promise)?;
    let made = timeline::store::find(tx, tx.actor.workspace, promise.made.entry)?;
    let mut body = made.body.clone();
    body["taken_back_at"] = json!(tx.now);
    timeline::store::rewrite(tx, &timeline::Entry { body, strand: Strand::Book, ..made })?;
    let place = store::place(tx, &tx.actor, promise.location)?;
    let (entry, text) = (tx.new_id(), promise.words.as_str());
    tell(
        tx,
        &Telling { promise: &promise, place: &place, entry, kind: "promises.taken_back", happened_at: tx.now, text },
    )
}

/// It was done, just now. Doing it twice is doing it once; who comes second to somebody else is told.
pub fn keep(tx: &Tx, id: PromiseId) -> Result<()> {
    keep_at(tx, id, tx.now)
}

/// It was done at `kept_at`, which decides whether that was in time.
pub fn keep_at(tx: &Tx, id: PromiseId, kept_at: Timestamp) -> Result<()> {
    tx.actor.may_write()?;
    let before = store::find(tx, &tx.actor, id)?;
    if before.state == State::Kept {
        return already_kept(tx, &before);
    }
    if kept_at > tx.now {
        return Err(Error::invalid(
            "kept_at",
            "That is still to come. Say when it was done, or leave it empty for now.",
        ));
    }
    let place = store::place(tx, &tx.actor, before.location)?;
    let after = before.kept(ending(tx, &place, kept_at))?;
    change(tx, &before, &after)?;
    ended(tx, &after, &place, "promises.kept", &after.words)?;
    went(tx, &after, "kept", "")
}

/// A second press by the same person changes nothing and is no trouble; somebody else hears who was first.
fn already_kept(tx: &Tx, promise: &Promise) -> Result<()> {
    let by = promise.ended.and_then(|ending| ending.mark.by);
    match by {
        Some(member) if tx.actor.member != Some(member) => Err(Error::Conflict(format!(
            "{} kept this promise a moment before you. It is kept; nothing else was changed.",
            store::member_name(tx, &tx.actor, member)?
        ))),
        _ => Ok(()),
    }
}

/// Takes back that it was kept: it is open again, with the same words, time and call as before.
pub fn take_back_keeping(tx: &Tx, id: PromiseId) -> Result<()> {
    tx.actor.may_write()?;
    let before = store::find(tx, &tx.actor, id)?;
    if before.state == State::Open {
        return Ok(());
    }
    let after = before.not_kept()?;
    change(tx, &before, &after)?;
    let place = store::place(tx, &tx.actor, after.location)?;
    let (entry, text) = (tx.new_id(), after.words.as_str());
    tell(
        tx,
        &Telling { promise: &after, place: &place, entry, kind: "promises.open_again", happened_at: tx.now, text },
    )?;
    went(tx, &after, "open_again", "")
}

/// Its owner says that it will not be done, or was not; `why` may be empty.
pub fn break_(tx: &Tx, id: PromiseId, why: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let why = in_few_words("why", why)?;
    let place = store::place(tx, &tx.actor, before.location)?;
    let after = before.broken(ending(tx, &place, tx.now))?;
    change(tx, &before, &after)?;
    ended(tx, &after, &place, "promises.broken", &why)?;
    went(tx, &after, "broken", &why)
}

/// They said, in these words, that it is not needed any more.
pub fn release(tx: &Tx, id: PromiseId, their_words: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let their_words = said("their_words", their_words, "What did they say? Their own words, as short as they were.")?;
    let place = store::place(tx, &tx.actor, before.location)?;
    let after = before.released(ending(tx, &place, tx.now))?;
    change(tx, &before, &after)?;
    contact(tx, &after)?;
    ended(tx, &after, &place, "promises.released", &their_words)?;
    went(tx, &after, "released", &their_words)
}

/// It is due at another time, and they were told: `told` says how.
pub fn move_to(tx: &Tx, id: PromiseId, due: Due, told: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let told = said("told", told, "How did you tell them? A promise moves once they know.")?;
    if due.at <= tx.now {
        return Err(Error::invalid("due", "That time has passed. Say a day or time that is still to come."));
    }
    let place = store::place(tx, &tx.actor, before.location)?;
    let start_of_day = due.at.day_in(&place.zone).starts_at(&place.zone);
    let after = before.moved(due, promise::starts_at(tx.now, due.at, start_of_day))?;
    change(tx, &before, &after)?;
    contact(tx, &after)?;
    let entry = tx.new_id();
    tell(
        tx,
        &Telling { promise: &after, place: &place, entry, kind: "promises.moved", happened_at: tx.now, text: &told },
    )?;
    went(tx, &after, "moved", &told)
}

/// It was broken, and this was done for them about it.
pub fn make_good(tx: &Tx, id: PromiseId, done: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let done = said("done", done, "What did you do for them about it?")?;
    let entry = tx.new_id();
    let after = before.put_right(Mark { at: tx.now, by: tx.actor.member, entry })?;
    change(tx, &before, &after)?;
    contact(tx, &after)?;
    let place = store::place(tx, &tx.actor, after.location)?;
    tell(
        tx,
        &Telling {
            promise: &after,
            place: &place,
            entry,
            kind: "promises.made_good",
            happened_at: tx.now,
            text: &done,
        },
    )
}

fn said(field: &str, text: &str, when_empty: &str) -> Result<String> {
    in_words(text, MOST_TOLD, when_empty).map_err(|message| Error::invalid(field, message))
}

fn in_few_words(field: &str, text: &str) -> Result<String> {
    if text.trim().is_empty() { Ok(String::new()) } else { said(field, text, "") }
}

fn in_words(text: &str, most: usize, when_empty: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(when_empty.to_owned()),
        length if length > most => Err(format!("That is {length} characters long. Say it in {most} or fewer.")),
        _ => Ok(text.to_owned()),
    }
}
