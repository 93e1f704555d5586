//! What people outside do: they report a problem without an account, see who looks after it, and say whether it is good.
//!
//! The actor of these verbs is [`tend_core::Actor::outside`]. A link is a secret that leads to one problem: only its hash is kept, it
//! ends by itself, and one that was guessed, is old or was withdrawn leads nowhere.

use serde_json::json;
use tend_clients::{Client, ClientKind, Consent, NewClient, NewContactPoint, Purpose};
use tend_core::{
    Actor, Result, Timestamp, Tx,
    api::token::Shown,
    auth::session::Secret,
    db::Conn,
    files::Kept,
    fold::fold,
    id::{ClientId, EntryId, LocationId, MemberId},
    time::{DAY, MINUTE},
    timeline::{self, store::Before},
};

use super::{
    asking::acknowledge,
    following::{Telling, change, contact, in_few_words, mark, place_of, targets_of, write},
    taking_in::{Hands, NewProblem, checked, taken_in},
    way::{reopened, settled},
    word,
};
use crate::{
    problem::{Dues, How, Problem, ProblemId, Severity, Source, State},
    store::{self, looks_after},
};

/// How long a link leads to its problem, in microseconds.
const LASTS_US: i64 = 365 * DAY;
/// The same words of the same client within this time are one report, sent twice.
const SENT_TWICE_US: i64 = 10 * MINUTE;

/// What somebody outside reports.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Where: the place whose page it is.
    pub location: LocationId,
    /// Who they say they are.
    pub name: String,
    /// How they are reached: a mail address or a number.
    pub reach: NewContactPoint,
    /// What happened, in their words.
    pub words: String,
    /// How bad it is for them.
    pub severity: Severity,
    /// Photos they took of it.
    pub photos: Vec<Kept>,
}

/// A report that was taken in.
#[derive(Clone)]
pub struct Reported {
    /// The problem.
    pub problem: Problem,
    /// The entry it began with: photos are attached to it.
    pub entry: EntryId,
    /// The link to its page. It goes to the address they gave and never onto the page that answers, which would tell a stranger
    /// whose address we know.
    pub link: Shown,
}

/// Takes in what somebody outside reports. It goes to the client's owner or who stands in for them, else to whoever looks after the
/// place. Sent twice, it is one.
pub fn report_from_outside(tx: &Tx, new: &NewReport) -> Result<Reported> {
    let keeper = looks_after(tx, &tx.actor, new.location, tx.now)?.id;
    // Checked for those we know, too: what is refused must not tell whether we do.
    let described = described(tx, new, keeper).checked()?;
    let client = match known(tx, new)? {
        Some(client) => client,
        None => tend_clients::store::find(tx, &tx.actor, tend_clients::actions::create_checked(tx, &described)?)?,
    };
    if let Some(problem) = sent_before(tx, &client, &new.words)? {
        return reported(tx, problem);
    }
    let owner = if store::colleague(tx, &tx.actor, client.owner)?.can_act() {
        store::who_acts(tx, &tx.actor, client.owner, tx.now)?
    } else {
        keeper
    };
    let is_another = fold(&client.name) != fold(&new.name);
    let told = NewProblem {
        told_by: if is_another { new.name.clone() } else { String::new() },
        location: Some(new.location),
        hands: Hands::Owner,
        ..NewProblem::new(client.id, new.words.clone(), new.severity)
    };
    let problem = checked(tx, &told, &client, owner, Source::Outside)?;
    taken_in(tx, &problem, &[])?;
    contact(tx, &problem)?;
    if let Some(attach) = tx.features.iter().find_map(|feature| feature.attach).filter(|_| !new.photos.is_empty()) {
        attach(tx, problem.client, problem.raised.entry, &new.photos)?;
    }
    let reported = reported(tx, problem)?;
    acknowledge(tx, &reported.problem, &new.reach, &reported.link)?;
    Ok(reported)
}

fn reported(tx: &Tx, problem: Problem) -> Result<Reported> {
    let link = linked(tx, problem.id)?;
    Ok(Reported { entry: problem.raised.entry, problem, link })
}

/// The client who is reached like that; among several the one of that name, else the one we know longest.
fn known(tx: &Tx, new: &NewReport) -> Result<Option<Client>> {
    let points = tend_clients::store::reached_under(tx, &tx.actor, new.reach.kind, &new.reach.value, 20)?;
    let ids: Vec<ClientId> = points.into_iter().map(|point| point.client).collect();
    let mut clients = tend_clients::store::found(tx, &tx.actor, &ids)?;
    clients.sort_by_key(|client| (fold(&client.name) != fold(&new.name), client.created_at, client.id));
    Ok(clients.into_iter().next())
}

/// Somebody we do not know yet, looked after by whoever looks after the place. They asked for an answer, so we may give one.
fn described(tx: &Tx, new: &NewReport, keeper: MemberId) -> NewClient {
    let mut client = NewClient::new(ClientKind::Person, new.name.clone(), keeper, new.location);
    let answer = Consent {
        purpose: Purpose::Answer,
        allowed: true,
        since: Some(tx.now.day_in(&tx.actor.zone)),
        source: "Reported a problem and asked for an answer".to_owned(),
    };
    client.contact_points.push(NewContactPoint { consents: vec![answer], ..new.reach.clone() });
    client
}

fn sent_before(tx: &Tx, client: &Client, words: &str) -> Result<Option<Problem>> {
    let open = store::of_client_open(tx, &tx.actor, client.id, 10)?;
    let same = |problem: &Problem| {
        let told = if problem.words.is_empty() { &problem.title } else { &problem.words };
        problem.source == Source::Outside
            && told.trim() == words.trim()
            && tx.now.since(problem.raised.at) < SENT_TWICE_US
    };
    Ok(open.into_iter().find(same))
}

/// A member makes a link to hand over; it is shown this once.
pub fn make_link(tx: &Tx, id: ProblemId) -> Result<Shown> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let link = linked(tx, id)?;
    write(tx, Telling { problem: &problem, entry: tx.new_id(), kind: "problems.link_made", text: "", more: json!({}) });
    Ok(link)
}

pub(super) fn linked(tx: &Tx, problem: ProblemId) -> Result<Shown> {
    let shown = Shown { workspace: tx.actor.workspace, secret: Secret::new() };
    store::insert_link(tx, problem, &shown.secret.hash(), tx.now.plus(LASTS_US))?;
    Ok(shown)
}

/// No link leads to it any more. Saying so twice changes nothing.
pub fn withdraw_links(tx: &Tx, id: ProblemId) -> Result<()> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    if store::withdraw_links(tx, id)? > 0 {
        let entry = tx.new_id();
        write(tx, Telling { problem: &problem, entry, kind: "problems.links_withdrawn", text: "", more: json!({}) });
    }
    Ok(())
}

/// The problem a link leads to. Anything else is not found, whatever is wrong with it.
pub fn problem_of_link(db: &Conn, actor: &Actor, secret: &Secret, now: Timestamp) -> Result<Problem> {
    let id = store::linked(db, actor, &secret.hash(), now)?;
    store::find(db, actor, id)
}

/// The client says, by their link, that it is good; gives whether that settled it just now. `words` may be empty.
pub fn settle_by_client(tx: &Tx, secret: &Secret, words: &str) -> Result<bool> {
    let problem = problem_of_link(tx, &tx.actor, secret, tx.now)?;
    let words = in_few_words("words", words)?;
    if !problem.is_open() {
        return Ok(false);
    }
    settled(tx, &problem, How::Link, &words)?;
    contact(tx, &problem)?;
    Ok(true)
}

/// The client says, by their link, that it is not good: what was settled is open again, and what was done did not help.
pub fn not_settled_by_client(tx: &Tx, secret: &Secret, words: &str) -> Result<()> {
    let before = problem_of_link(tx, &tx.actor, secret, tx.now)?;
    let words = in_few_words("words", words)?;
    if said_before(tx, &before, &words)? {
        return Ok(());
    }
    if !before.is_open() {
        reopened(tx, &before, &words)?;
        return contact(tx, &before);
    }
    let mark = mark(tx);
    let to = before.not_good();
    let mut after = if to == before.state { before.clone() } else { before.stepped(to, mark)? };
    let soon = targets_of(tx, &before)?.dues(&place_of(tx, &before)?.hours, tx.now);
    let soon = soon.next_word.min(before.dues.next_word).max(tx.now.plus(MINUTE));
    after.dues = Dues { next_word: word::unless_promised(&before, soon), ..after.dues };
    change(tx, &before, &after)?;
    let more = json!({ "from_state": before.state });
    write(tx, Telling { problem: &after, entry: mark.entry, kind: "problems.not_good", text: &words, more });
    contact(tx, &after)
}

/// They said the same a moment ago: a second press of the button.
fn said_before(tx: &Tx, problem: &Problem, words: &str) -> Result<bool> {
    let story = timeline::store::of_subject(tx, tx.actor.workspace, problem.id.0, Before::NEWEST, 1)?;
    Ok(story.first().is_some_and(|entry| {
        matches!(entry.kind.as_str(), "problems.reopened" | "problems.not_good")
            && entry.by.is_none()
            && entry.text == words
            && tx.now.since(entry.happened_at) < SENT_TWICE_US
    }))
}

/// Who looked after it, when, and what is next, in the client's eyes: what colleagues noted among themselves is not in it.
#[derive(Clone, Debug)]
pub struct ChainOfCare {
    /// The problem.
    pub problem: Problem,
    /// Who looks after it.
    pub owner_name: String,
    /// The place.
    pub place_name: String,
    /// By when they hear from us; nothing once it is settled.
    pub next_word: Option<Timestamp>,
    /// What happened, the oldest first.
    pub steps: Vec<Care>,
}

/// One step in the chain of care.
#[derive(Clone, Debug)]
pub struct Care {
    /// When.
    pub at: Timestamp,
    /// What was done, in a sentence.
    pub what: String,
    /// The client's own words, where they said something.
    pub said: String,
}

/// As many entries as a chain is made of.
const MOST_ENTRIES: i64 = 500;

/// The chain of care of a problem.
pub fn chain_of_care(db: &Conn, actor: &Actor, problem: Problem) -> Result<ChainOfCare> {
    let mut entries = timeline::store::of_subject(db, actor.workspace, problem.id.0, Before::NEWEST, MOST_ENTRIES)?;
    entries.reverse();
    let word = if problem.first_word.is_none() { problem.dues.first_word } else { problem.dues.next_word };
    Ok(ChainOfCare {
        owner_name: store::member_name(db, actor, problem.owner)?,
        place_name: store::place(db, actor, problem.location)?.name,
        next_word: (problem.state != State::Settled).then_some(word),
        steps: entries.iter().filter_map(crate::story::for_the_client).collect(),
        problem,
    })
}
