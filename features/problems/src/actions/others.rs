//! Others like it: clients of whom we know the same, and a word to each of them before they have to come to us. A letter where we may
//! write one, else a call, promised by whoever looks after theirs.

use serde_json::json;
use tend_clients::Client;
use tend_core::{
    Actor, Error, Problems, Result, Tx,
    db::Conn,
    house,
    id::ClientId,
    mail::{self, Ground, NewLetter, Reason, To},
};
use tend_promises::{Due, NewPromise, To as PromisedTo, actions as promises};

use super::{
    following::{Telling, change, for_change, next_word, somebody_was_faster, write},
    note, tell, word,
};
use crate::{
    letters::to_each::{ToOne, to_each},
    problem::{LONGEST_TITLE, Problem, ProblemId, in_words},
    store,
};

/// As many others as are looked at.
pub const MOST_OTHERS: i64 = 100;
/// The longest words to each, in characters.
pub const LONGEST_TO_EACH: usize = 3000;

/// How somebody with the same hears from us first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a letter to this address.
    Letter(String),
    /// By a call: why no letter goes there.
    Call(&'static str),
}

/// A client with a problem like it.
#[derive(Clone, Debug)]
pub struct Other {
    /// Theirs.
    pub problem: Problem,
    /// Who.
    pub client: ClientId,
    /// Their whole name.
    pub name: String,
    /// What one calls them in a sentence.
    pub called: String,
    /// How they hear from us.
    pub way: Way,
}

/// What is said to each.
#[derive(Clone, Debug, Default)]
pub struct ToEach {
    /// To whom: their problems.
    pub to: Vec<ProblemId>,
    /// Under which subject.
    pub subject: String,
    /// What is said once for all; `{name}` and `{problem}` stand for each one's own.
    pub words: String,
}

/// Who was reached how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Letters that are on their way.
    pub letters: usize,
    /// Calls that are promised.
    pub calls: usize,
}

/// The other clients with the same cause, or the same thing in it: each once, first those who still wait.
pub fn others(db: &Conn, actor: &Actor, problem: &Problem, mail_is_set: bool) -> Result<Vec<Other>> {
    let mut found = match problem.cause {
        Some(cause) => store::of_cause(db, actor, cause, MOST_OTHERS)?,
        None => Vec::new(),
    };
    found.extend(store::touching_the_same(db, actor, problem.id, MOST_OTHERS)?);
    found.sort_by_key(|other| (!other.is_open(), std::cmp::Reverse(other.id)));
    let mut seen: Vec<ClientId> = vec![problem.client];
    found.retain(|other| {
        let is_new = !seen.contains(&other.client);
        seen.push(other.client);
        is_new
    });
    found.truncate(usize::try_from(MOST_OTHERS).unwrap_or(usize::MAX));
    let ids: Vec<ClientId> = found.iter().map(|other| other.client).collect();
    let clients = tend_clients::store::found(db, actor, &ids)?;
    let of = |id: ClientId| clients.iter().find(|client| client.id == id);
    let known = found.into_iter().filter_map(|other| of(other.client).map(|client| (other, client)));
    let other = |(problem, client): (Problem, &Client)| {
        let way = way_to(db, actor, client.id, mail_is_set)?;
        Ok(Other { problem, client: client.id, name: client.name.clone(), called: client.called().to_owned(), way })
    };
    known.map(other).collect()
}

/// A letter, where they did not say no and have an address.
fn way_to(db: &Conn, actor: &Actor, client: ClientId, mail_is_set: bool) -> Result<Way> {
    if !mail_is_set {
        return Ok(Way::Call("no letters go out here yet"));
    }
    Ok(match tend_clients::actions::address_for(db, actor, client, Reason::Answer)? {
        Some(address) => Way::Letter(address),
        None => Way::Call("no address to which we may write"),
    })
}

/// Writes to each of those chosen, or promises them a call with what is to be said noted for it. The version seen keeps a double click
/// from writing twice.
pub fn write_to_each(tx: &Tx, id: ProblemId, new: &ToEach, seen: Option<i64>) -> Result<Reached> {
    let problem = for_change(tx, id, seen)?;
    let new = checked(new)?;
    let others = others(tx, &tx.actor, &problem, mail::is_set(tx))?;
    for to in &new.to {
        store::find(tx, &tx.actor, *to)?;
    }
    let chosen: Vec<&Other> = others.iter().filter(|other| new.to.contains(&other.problem.id)).collect();
    if chosen.is_empty() {
        return Err(Error::invalid("to", "To whom? Choose one of them at least."));
    }
    // Its own row counts: of two who write to the same at once, the later is told.
    if !store::save(tx, &problem)? {
        return Err(somebody_was_faster());
    }
    let mut reached = Reached::default();
    for other in chosen {
        let to = ToOne { called: &other.called, title: &other.problem.title };
        match &other.way {
            Way::Letter(address) => {
                letter(tx, other, address, (&to, &new))?;
                reached.letters += 1;
            }
            Way::Call(_) => {
                call(tx, other, &to.fitted(&new.words))?;
                reached.calls += 1;
            }
        }
    }
    let more = json!({ "letters": reached.letters, "calls": reached.calls });
    let entry = tx.new_id();
    write(tx, Telling { problem: &problem, entry, kind: "problems.to_each", text: &new.words, more });
    Ok(reached)
}

fn checked(new: &ToEach) -> Result<ToEach> {
    let mut problems = Problems::default();
    let subject = in_words(new.subject.trim(), LONGEST_TITLE, Some("What is it about?"));
    let subject = problems.take("subject", subject).unwrap_or_default();
    let words = in_words(&new.words, LONGEST_TO_EACH, Some("What do you say to each of them?"));
    let words = problems.take("words", words).unwrap_or_default();
    problems.none()?;
    Ok(ToEach { to: new.to.clone(), subject, words })
}

/// A letter, and with it they heard from us about theirs.
fn letter(tx: &Tx, other: &Other, address: &str, (to, new): (&ToOne, &ToEach)) -> Result<()> {
    let house = house::store::workspace(tx, tx.actor.workspace)?.name;
    let words = to_each(&house, to, &new.subject, &new.words);
    let ground = Ground::Answer(other.problem.id.0);
    let (client, name) = (other.client, other.name.clone());
    let to_client = To::Client { client, name, address: address.to_owned(), ground };
    let about = Some(other.problem.id.0);
    mail::send(tx, NewLetter { to: to_client, kind: "problems.to_each", about, words, secret: None })?;
    if other.problem.is_open() { tell(tx, other.problem.id, &to.fitted(&new.words), None, None) } else { Ok(()) }
}

/// A call that is promised, by whoever looks after theirs; what is to be said is noted with it.
fn call(tx: &Tx, other: &Other, words: &str) -> Result<()> {
    note(tx, other.problem.id, words)?;
    let due = next_word(tx, &other.problem)?;
    if !other.problem.is_open() {
        let owner = store::colleague(tx, &tx.actor, other.problem.owner)?;
        let owner = if owner.can_act() { owner.id } else { tx.actor.me()? };
        let words = format!("call about {}: {}", other.problem.called(), other.problem.title);
        let due = Due { at: due, whole_day: false };
        let promise = NewPromise::new(PromisedTo::Client(other.client), words, due);
        return promises::make(tx, &NewPromise { owner: Some(owner), ..promise }).map(drop);
    }
    if other.problem.promised_word().is_some() {
        return Ok(());
    }
    let after = word::due_by(tx, &other.problem, due)?;
    change(tx, &other.problem, &after)
}
