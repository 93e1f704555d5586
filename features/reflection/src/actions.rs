//! The verbs of the evening. They write no entry: an entry is everybody's, and nobody is to know who wrote, when, or about whom.
//! (The reason stands in docs/decisions.) What they make of a page for others, a client or a promise, has its own entry.

mod people;

use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Day, Error, Result, Role, Tx, calls,
    id::{ClientId, MemberId},
    jobs,
    timeline::{NewEntry, Strand},
};
use tend_promises::{NewPromise, PromiseId, To, due};

use crate::{
    TOMORROW,
    jobs::SCRUB,
    reflection::{
        Answers, AsideId, Reflection, ReflectionId, Shared, checked_outcome, checked_purpose, day_to_come, joined,
        lines_of, plus_days,
    },
    store::{self, Aside, Choices},
};

/// A page may be written for a day that many days back: it was left open.
const DAYS_BACK: i64 = 7;
/// More pages than anybody writes in a life.
const ALL_PAGES: i64 = 100_000;

/// Whom a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Somebody of the book.
    Known(ClientId),
    /// Somebody whose name nobody has: a new client.
    New(String),
}

/// What was written on a page.
#[derive(Clone, Debug)]
pub struct Writing {
    /// For which day.
    pub day: Day,
    /// The answers.
    pub answers: Answers,
    /// Whom they will help.
    pub people: Vec<Whom>,
    /// The version the page had when it was opened; 0 where it was not there.
    pub seen: i64,
    /// What other devices wrote and stands in the answers now.
    pub joins: Vec<AsideId>,
    /// What came of an earlier page.
    pub outcome: Option<Outcome>,
}

/// What came of an earlier page.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The page.
    pub of: ReflectionId,
    /// In the member's words.
    pub words: String,
    /// The version the page had when it was read.
    pub seen: i64,
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is kept.
    Kept(ReflectionId),
    /// It was emptied, and can be had back for a day.
    Emptied(ReflectionId),
    /// Nothing was written, and nothing was there.
    Nothing,
    /// Another device had written meanwhile: both texts are kept, for their author to join.
    Beside(ReflectionId),
}

/// Writes a page. Skipping it, emptying it and writing it twice cost nothing.
pub fn write(tx: &Tx, writing: &Writing) -> Result<Written> {
    tx.actor.may_write()?;
    let member = tx.actor.me()?;
    let answers = writing.answers.checked()?;
    let last = day_to_come(tx.now, &tx.actor.zone);
    if writing.day > last || writing.day < plus_days(last, -DAYS_BACK) {
        return Err(Error::invalid("", "This page is for another day. Open the evening again."));
    }
    if let Some(outcome) = &writing.outcome {
        come(tx, outcome)?;
    }
    let Some(before) = store::of_day(tx, &tx.actor, member, writing.day)? else {
        return begin(tx, member, writing, answers);
    };
    if before.version != writing.seen && before.answers != answers {
        return beside(tx, &before, writing, answers);
    }
    go_on(tx, before, writing, answers)
}

fn begin(tx: &Tx, member: MemberId, writing: &Writing, answers: Answers) -> Result<Written> {
    if answers.is_empty() && writing.people.is_empty() {
        return Ok(Written::Nothing);
    }
    let page = Reflection {
        id: tx.new_id(),
        member,
        for_day: writing.day,
        answers,
        came_of_it: String::new(),
        written_at: tx.now,
        deleted_at: None,
        shared: None,
        version: 1,
    };
    if !store::insert(tx, &page)? {
        return Err(faster());
    }
    people::name(tx, &page, &known(tx, &writing.people)?)?;
    Ok(Written::Kept(page.id))
}

fn go_on(tx: &Tx, before: Reflection, writing: &Writing, answers: Answers) -> Result<Written> {
    if answers.is_empty() && writing.people.is_empty() {
        return match before.is_there() {
            true => empty(tx, &before).map(|()| Written::Emptied(before.id)),
            false => Ok(Written::Nothing),
        };
    }
    let page = Reflection { answers, deleted_at: None, ..before };
    save(tx, &page)?;
    for aside in &writing.joins {
        store::delete_aside(tx, page.id, *aside)?;
    }
    people::name(tx, &page, &known(tx, &writing.people)?)?;
    Ok(Written::Kept(page.id))
}

/// Both texts are kept. A page that was emptied meanwhile is written anew: there is nothing to join.
fn beside(tx: &Tx, before: &Reflection, writing: &Writing, answers: Answers) -> Result<Written> {
    if answers.is_empty() {
        return Ok(Written::Kept(before.id));
    }
    if !before.is_there() {
        return go_on(tx, before.clone(), writing, answers);
    }
    let named = store::people(tx, &tx.actor, before.id)?.into_iter().map(|(_, client)| client);
    let both: Vec<ClientId> = named.chain(known(tx, &writing.people)?).collect();
    people::name(tx, before, &both)?;
    let there = store::asides(tx, &tx.actor, before.id)?;
    if !there.iter().any(|aside| aside.answers == answers) {
        store::insert_aside(tx, before.id, &Aside { id: tx.new_id(), answers })?;
    }
    Ok(Written::Beside(before.id))
}

fn save(tx: &Tx, page: &Reflection) -> Result<()> {
    if store::save(tx, page)? { Ok(()) } else { Err(faster()) }
}

fn faster() -> Error {
    Error::Conflict(
        "Another device of yours wrote this page a moment ago. Send it once more: both texts are kept.".into(),
    )
}

/// The clients of a page; new ones are written into the book.
fn known(tx: &Tx, people: &[Whom]) -> Result<Vec<ClientId>> {
    let mut clients = Vec::new();
    for whom in people {
        let client = match whom {
            Whom::Known(id) => tend_clients::store::find(tx, &tx.actor, *id)?.id,
            Whom::New(name) => {
                let place = tx.actor.location.ok_or(Error::NotFound)?;
                let new = NewClient::new(ClientKind::Person, name.as_str(), tx.actor.me()?, place);
                tend_clients::actions::create(tx, &new)?
            }
        };
        if !clients.contains(&client) {
            clients.push(client);
        }
    }
    Ok(clients)
}

fn empty(tx: &Tx, page: &Reflection) -> Result<()> {
    save(tx, &Reflection { deleted_at: Some(tx.now), shared: None, ..page.clone() })?;
    people::let_go(tx, page.id)
}

/// An emptied page stands there again, with its calls.
pub fn bring_back(tx: &Tx, id: ReflectionId) -> Result<()> {
    tx.actor.may_write()?;
    let page = store::own(tx, &tx.actor, tx.actor.me()?, id)?;
    if page.is_there() {
        return Ok(());
    }
    save(tx, &Reflection { deleted_at: None, ..page.clone() })?;
    people::call_again(tx, &page)
}

/// Says what came of an earlier page. What another device said meanwhile stays, and stands above.
fn come(tx: &Tx, outcome: &Outcome) -> Result<()> {
    let words = checked_outcome(&outcome.words)?;
    let page = store::own(tx, &tx.actor, tx.actor.me()?, outcome.of)?;
    if !page.is_there() || page.came_of_it == words {
        return Ok(());
    }
    let came_of_it = if page.version == outcome.seen { words } else { joined(&page.came_of_it, &words) };
    save(tx, &Reflection { came_of_it, ..page })
}

/// Takes a page away for good: from the tables at once, from the file of the database by the job that follows.
pub fn erase(tx: &Tx, id: ReflectionId) -> Result<()> {
    let page = store::own(tx, &tx.actor, tx.actor.me()?, id)?;
    forget(tx, page.id)?;
    jobs::enqueue(tx, &SCRUB, tx.now, Some("reflection.scrub"), &serde_json::json!({}))
}

/// Takes all pages of the member away for good.
pub fn erase_all(tx: &Tx) -> Result<()> {
    let member = tx.actor.me()?;
    let last = plus_days(day_to_come(tx.now, &tx.actor.zone), 1);
    for page in store::own_before(tx, &tx.actor, member, last, ALL_PAGES)? {
        forget(tx, page.id)?;
    }
    for id in store::emptied(tx, &tx.actor, member)? {
        forget(tx, id)?;
    }
    jobs::enqueue(tx, &SCRUB, tx.now, Some("reflection.scrub"), &serde_json::json!({}))
}

/// A page and its calls are gone.
pub(crate) fn forget(tx: &Tx, id: ReflectionId) -> Result<()> {
    people::let_go(tx, id)?;
    store::delete(tx, id)
}

/// Shows one page to a coach, or to the team where nobody is named.
pub fn share(tx: &Tx, id: ReflectionId, to: Option<MemberId>) -> Result<()> {
    let page = store::own(tx, &tx.actor, tx.actor.me()?, id)?;
    if !page.is_there() {
        return Err(Error::NotFound);
    }
    if let Some(to) = to
        && !store::coaches(tx, &tx.actor, page.member)?.iter().any(|(coach, _)| *coach == to)
    {
        return Err(Error::invalid("with", "Choose a coach, or the team."));
    }
    save(tx, &Reflection { shared: Some(Shared { at: tx.now, to }), ..page })
}

/// Takes back that a page is shared.
pub fn unshare(tx: &Tx, id: ReflectionId) -> Result<()> {
    let page = store::own(tx, &tx.actor, tx.actor.me()?, id)?;
    if page.shared.is_none() { Ok(()) } else { save(tx, &Reflection { shared: None, ..page }) }
}

/// Makes a promise of one of the ways, due on the day of the page. That is for everybody to see, and has its own entry.
pub fn promise(tx: &Tx, id: ReflectionId, client: ClientId, line: &str) -> Result<PromiseId> {
    tx.actor.may_write()?;
    let me = tx.actor.me()?;
    let page = store::own(tx, &tx.actor, me, id)?;
    let line = lines_of(&page.answers.ways).find(|way| *way == line.trim()).ok_or_else(|| {
        Error::Conflict("This way was changed meanwhile. Look at the page once more; nothing was promised.".into())
    })?;
    let place = tend_promises::store::colleague(tx, &tx.actor, me)?.place;
    let due = due::read(&page.for_day.to_string(), tx.now, &place.zone, &place.closing)
        .map_err(|sentence| Error::invalid("", sentence))?;
    let promise = tend_promises::actions::make(tx, &NewPromise::new(To::Client(client), line, due))?;
    store::insert_promise(tx, page.id, promise)?;
    Ok(promise)
}

/// Not tonight: Today asks no more until tomorrow.
pub fn skip(tx: &Tx) -> Result<()> {
    let member = tx.actor.me()?;
    let choices = store::choices(tx, &tx.actor, member)?;
    store::put_choices(tx, member, &Choices { skipped_day: Some(day_to_come(tx.now, &tx.actor.zone)), ..choices })
}

/// When Today leads to the page, and why the member does this work.
pub fn choose(tx: &Tx, asks_at: Option<i64>, purpose: &str) -> Result<()> {
    let member = tx.actor.me()?;
    let purpose = checked_purpose(purpose)?;
    let choices = store::choices(tx, &tx.actor, member)?;
    store::put_choices(tx, member, &Choices { asks_at, purpose, ..choices })
}

/// Writes why the house does its work: for everybody, so it is an entry.
pub fn set_house_purpose(tx: &Tx, purpose: &str, seen: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let purpose = checked_purpose(purpose)?;
    if store::house_purpose(tx, tx.actor.workspace)?.0 == purpose {
        return Ok(());
    }
    if !store::put_house_purpose(tx, &purpose, seen)? {
        let sentence = "Somebody changed this a moment ago. Look at it once more; what you typed is still here.";
        return Err(Error::Conflict(sentence.into()));
    }
    tx.entry(NewEntry {
        client: None,
        kind: "reflection.purpose",
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text: purpose,
        body: serde_json::json!({}),
    });
    Ok(())
}

/// A member leaves. What they wrote is nobody else's, so nobody takes it over: it is shared no more, its calls end, and after thirty days
/// it is erased.
pub fn member_left(tx: &Tx, gone: MemberId, _to: MemberId) -> Result<()> {
    calls::settle_all(tx, TOMORROW.name, gone)?;
    store::unshare_all(tx, gone)
}
