//! What one line of the log becomes: whom it is about, what is written, what must be asked first; and how it is taken back.

use serde::{Deserialize, Serialize};
use tend_clients::{Client, ClientKind, MomentKind, NewClient, NewMoment};
use tend_core::{
    Actor, Error, Result, Timestamp, Tx,
    db::Conn,
    feature::Feature,
    id::{ClientId, MemberId},
    log_line::{self, LogLine, Logged},
};
use tend_promises::{Due, NewPromise, PromiseId, To};

use crate::{
    apart::{self, Likely},
    dated::{Undated, by_when},
    log::{self, Candidate, Happened, Meant, Reading},
    store, when,
};

mod undo;

pub use undo::undo;

tend_core::id!(
    /// One line of the log.
    WrittenId,
);

/// What the form of the log sends: the line, and what was answered to questions about it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The line.
    pub text: String,
    /// The chosen client's id, or `new`.
    pub client: String,
    /// A new client's name.
    pub name: String,
    /// `person` or `organization`, of a new client.
    pub kind: String,
    /// By when, where the line does not say it.
    pub due: String,
    /// `ours` or `theirs`: whose promise it was.
    pub whose: String,
}

/// What a line becomes.
#[derive(Clone, Debug)]
pub enum Understood {
    /// All is clear.
    Plan(Box<Plan>),
    /// Something must be asked.
    Ask(Ask),
}

/// A question about a line.
#[derive(Clone, Debug)]
pub enum Ask {
    /// Which of these is meant, or is it somebody new of that name?
    Who(Vec<Likely>, String),
    /// Nobody of that name is known; the name may be empty.
    New(String),
    /// Did we promise it, or they?
    Whose(Box<Client>),
    /// By when? With what was promised, and what was wrong with the answer.
    When {
        /// The client it was promised to; a new one has only a name yet.
        name: String,
        /// What was promised.
        words: String,
        /// Why the answer could not be read.
        problem: Option<String>,
    },
}

/// What will be written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// About whom.
    pub whom: Whom,
    /// A call, a visit or a note.
    pub happened: Option<Happened>,
    /// What a feature reads in it, in place of that.
    pub own: Option<Own>,
    /// Promises, each with its time.
    pub promised: Vec<(String, Due)>,
    /// When it happened, where that was before now.
    pub at: Option<Timestamp>,
}

/// A line that says something of a feature's own: a problem.
#[derive(Clone, Debug)]
pub struct Own {
    /// The feature.
    pub feature: &'static str,
    /// How it reads and writes it.
    pub reader: &'static LogLine,
    /// The line.
    pub logged: Logged,
}

/// About whom a line is.
#[derive(Clone, Debug)]
pub enum Whom {
    /// Somebody in the book.
    Known(Box<Client>),
    /// Somebody new.
    New(ClientKind, String),
}

impl Whom {
    fn name(&self) -> &str {
        match self {
            Whom::Known(client) => &client.name,
            Whom::New(_, name) => name,
        }
    }
}

/// A line that was written, and how it can be taken back.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its id.
    pub id: WrittenId,
    /// Who wrote it.
    pub member: MemberId,
    /// About whom.
    pub client: ClientId,
    /// When.
    pub written_at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// What it became.
    pub wrote: Wrote,
}

/// What a line became.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wrote {
    /// The kind of moment.
    pub moment: Option<MomentKind>,
    /// The promises.
    pub promises: Vec<PromiseId>,
    /// What a feature made of it: the feature, and the id there.
    pub own: Option<(String, uuid::Uuid)>,
    /// The client was new.
    pub new_client: bool,
    /// When we had last heard from each other before.
    pub last_contact_before: Option<Timestamp>,
}

/// What a line is understood with: when, and by which features of this Tend.
#[derive(Clone, Copy, Debug)]
pub struct Ears {
    /// The moment it was written.
    pub now: Timestamp,
    /// All features; some read lines of their own.
    pub features: &'static [&'static Feature],
}

/// Understands a line, as far as it can be without asking.
pub fn understand(db: &Conn, actor: &Actor, said: &Said, ears: Ears) -> Result<Understood> {
    let now = ears.now;
    let text = checked(&said.text)?;
    let whom = match whom(db, actor, said, text, now)? {
        Ok(whom) => whom,
        Err(ask) => return Ok(Understood::Ask(ask)),
    };
    let span = where_named(&whom, text);
    let reading = log::read(text, span.as_ref());
    let reading = match (reading.promised.iter().any(|promised| promised.maybe_theirs), said.whose.as_str()) {
        (true, "") => match whom {
            Whom::Known(client) => return Ok(Understood::Ask(Ask::Whose(client))),
            Whom::New(..) => log::read_ours(text, span.as_ref()),
        },
        (true, "theirs") => log::read_ours(text, span.as_ref()),
        _ => reading,
    };
    let Reading { happened, promised } = reading;
    let (happened, own) = told_by(ears.features, happened, text);
    Ok(match by_when(db, actor, &promised, &said.due, now)? {
        Ok(promised) => Understood::Plan(Box::new(Plan { whom, happened, own, promised, at: None })),
        Err(Undated { words, problem }) => Understood::Ask(Ask::When { name: whom.name().to_owned(), words, problem }),
    })
}

/// What happened, or what a feature reads in it: the whole line decides, its words without the promises are what is written.
fn told_by(features: &[&'static Feature], happened: Option<Happened>, line: &str) -> (Option<Happened>, Option<Own>) {
    let Some(happened) = happened else { return (None, None) };
    let Some((feature, reader)) = log_line::reader(features, line) else { return (Some(happened), None) };
    let met = matches!(happened.kind, MomentKind::Call | MomentKind::Visit);
    (None, Some(Own { feature, reader, logged: Logged { text: happened.text, met } }))
}

fn checked(text: &str) -> Result<&str> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::invalid("text", "Write a few words first: who it was, and what they said.")),
        length if length > log::LONGEST => Err(Error::invalid(
            "text",
            format!(
                "That is {length} characters long. One line has up to {}; the client’s page takes more.",
                log::LONGEST
            ),
        )),
        _ => Ok(text),
    }
}

/// About whom the line is: what was answered, else who is named in it; or the question.
fn whom(db: &Conn, actor: &Actor, said: &Said, text: &str, now: Timestamp) -> Result<Result<Whom, Ask>> {
    if said.client == "new" {
        let name = said.name.trim();
        // Chosen among those who could be meant, somebody new has a name and no kind yet.
        return Ok(match said.kind.parse() {
            Ok(kind) if !name.is_empty() => Ok(Whom::New(kind, name.to_owned())),
            _ => Err(Ask::New(name.to_owned())),
        });
    }
    if let Ok(id) = said.client.parse::<ClientId>() {
        return Ok(Ok(Whom::Known(Box::new(tend_clients::store::find(db, actor, id)?))));
    }
    let clients = who_could_be(db, actor, text)?;
    let candidates: Vec<Candidate> = clients.iter().map(candidate).collect();
    let find = |id: &ClientId| clients.iter().find(|client| client.id == *id).cloned();
    Ok(match log::meant(text, &candidates) {
        Meant::One(id, _) => find(&id).map(|client| Whom::Known(Box::new(client))).ok_or(Ask::New(String::new())),
        Meant::Several { clients, written } => {
            let name = text.get(written).unwrap_or_default();
            let likely = apart::told(db, actor, clients.iter().filter_map(find).collect(), now)?;
            Err(Ask::Who(likely, as_a_name(name)))
        }
        Meant::Nobody => Err(Ask::New(as_a_name(log::guess(text).and_then(|span| text.get(span)).unwrap_or_default()))),
    })
}

/// A name as one writes it, also where the line was typed in small letters.
fn as_a_name(written: &str) -> String {
    if written.chars().any(char::is_uppercase) {
        return written.to_owned();
    }
    let large = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    written.split(' ').map(large).collect::<Vec<_>>().join(" ")
}

/// The most clients one search gives.
const MOST_OF_A_NAME: usize = 12;

/// Everybody whose name begins like a word of the line. Those laid aside do not answer to it.
fn who_could_be(db: &Conn, actor: &Actor, text: &str) -> Result<Vec<Client>> {
    let mut clients: Vec<Client> = Vec::new();
    for query in log::queries(text) {
        for client in tend_clients::store::search(db, actor, &query, MOST_OF_A_NAME)? {
            if client.archived_at.is_none() && clients.iter().all(|known| known.id != client.id) {
                clients.push(client);
            }
        }
    }
    Ok(clients)
}

fn candidate(client: &Client) -> Candidate {
    Candidate { client: client.id, name: client.name.clone(), person: client.kind == ClientKind::Person }
}

/// Where the client stands in the line, or where a name does.
fn where_named(whom: &Whom, text: &str) -> Option<std::ops::Range<usize>> {
    let named = match whom {
        Whom::Known(client) => log::meant(text, &[candidate(client)]),
        Whom::New(_, name) => {
            return text.find(name.as_str()).map(|at| at..at + name.len()).or_else(|| log::guess(text));
        }
    };
    match named {
        Meant::One(_, span) | Meant::Several { written: span, .. } => Some(span),
        Meant::Nobody => log::guess(text),
    }
}

/// Names the line and the page it was typed on. Without a page's name every line is its own.
pub fn once_key(page: &str, text: &str, now: Timestamp) -> String {
    let page = if page.is_empty() { now.0.to_string() } else { page.chars().take(20).collect() };
    // FNV-1a: short, the same in every build, and good enough to tell two lines of one page apart.
    let sum = text
        .trim()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{page} {sum:016x}")
}

/// A line that is in the book.
#[derive(Clone, Debug)]
pub struct InTheBook {
    /// About whom.
    pub client: ClientId,
    /// How it can be taken back; nothing where it stood there already.
    pub id: Option<WrittenId>,
    /// What the corner says of what a feature made of it.
    pub told: Option<String>,
}

/// Writes what a line says. `once` names the page it was typed on: the same line from the same page is one line.
pub fn write(tx: &Tx, plan: &Plan, once: &str) -> Result<InTheBook> {
    tx.actor.may_write()?;
    let member = tx.actor.me()?;
    if let Some(client) = store::written_once(tx, member, once)? {
        return Ok(InTheBook { client, id: None, told: None });
    }
    let client = match &plan.whom {
        Whom::Known(client) => client.id,
        Whom::New(kind, name) => new_client(tx, *kind, name, member)?,
    };
    let last_contact_before = tend_clients::store::find(tx, &tx.actor, client)?.last_contact_at;
    let wrote = Wrote { new_client: matches!(plan.whom, Whom::New(..)), last_contact_before, ..Wrote::default() };
    let mut written = Written { id: tx.new_id(), member, client, written_at: tx.now, undone_at: None, wrote };
    if !store::insert_written(tx, &written, once)? {
        return Err(Error::Conflict("This line was written down a moment ago. It stands in the book once.".into()));
    }
    if let Some(happened) = &plan.happened {
        let moment = NewMoment { happened_at: plan.at, ..NewMoment::now(happened.kind, &happened.text) };
        tend_clients::actions::note(tx, client, &moment)?;
        written.wrote.moment = Some(happened.kind);
    }
    let own = plan.own.as_ref().map(|own| (own.reader.write)(tx, client, &own.logged)).transpose()?;
    written.wrote.own = plan.own.as_ref().zip(own.as_ref()).map(|(own, made)| (own.feature.to_owned(), made.id));
    for (words, due) in &plan.promised {
        let promise = tend_promises::actions::make(tx, &NewPromise::new(To::Client(client), words, *due))?;
        written.wrote.promises.push(promise);
    }
    store::finish_written(tx, &written)?;
    Ok(InTheBook { client, id: Some(written.id), told: own.map(|made| made.told) })
}

fn new_client(tx: &Tx, kind: ClientKind, name: &str, owner: MemberId) -> Result<ClientId> {
    let location = tx
        .actor
        .location
        .ok_or_else(|| Error::NotAllowed("Choose where you work first, then write this down.".into()))?;
    tend_clients::actions::create(tx, &NewClient::new(kind, name, owner, location))
}

/// Says what was written, with what a feature said about its part.
pub fn told(plan: &Plan, done: &InTheBook, now: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    let parts = [done.told.clone().unwrap_or_default(), in_words(plan, now, zone)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Says what was written, for the toast: “A call with Jonas Weber. Promised: call back, Thu 15:00.”
pub fn in_words(plan: &Plan, now: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    let name = plan.whom.name();
    let mut words = match (&plan.happened, &plan.whom) {
        (Some(happened), _) => match happened.kind {
            MomentKind::Call => format!("Your call with {name} is written down."),
            MomentKind::Visit => format!("{name}’s visit is written down."),
            MomentKind::Offer => format!("Your offer to {name} is written down."),
            MomentKind::Note => format!("Noted with {name}."),
        },
        (None, _) => String::new(),
    };
    if !plan.promised.is_empty() {
        let each: Vec<String> =
            plan.promised.iter().map(|(deed, due)| format!("{deed}, {}", by(*due, now, zone))).collect();
        let promised = if words.is_empty() { format!("Promised {name}") } else { " Promised".to_owned() };
        words.push_str(&format!("{promised}: {}.", each.join("; ")));
    }
    if matches!(plan.whom, Whom::New(..)) {
        words.push_str(&format!(" {name} is in your book now."));
    }
    words
}

fn by(due: Due, now: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    if due.whole_day { when::on_day(due.at.day_in(zone), now.day_in(zone)) } else { when::at_time(due.at, now, zone) }
}
