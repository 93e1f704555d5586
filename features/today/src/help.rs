//! *Helped*: a member says they have helped a client, and every call that had started is settled by its own feature.
//! Taking it back brings each of them back as it stood.

use serde_json::json;
use tend_clients::Client;
use tend_core::{
    Feature, Result, Timestamp, Tx,
    calls::{self, Call},
    id::{ClientId, MemberId},
    timeline::{NewEntry, Strand},
};

use crate::{list, store};

tend_core::id!(
    /// One help.
    HelpId,
);

/// What a member settled by saying that they have helped.
#[derive(Clone, Debug)]
pub struct Help {
    /// Its id.
    pub id: HelpId,
    /// Who helped.
    pub member: MemberId,
    /// Whom.
    pub client: ClientId,
    /// When.
    pub helped_at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// The calls as they stood.
    pub calls: Vec<Call>,
}

/// What a tick did.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Calls were settled; perhaps one goes on calling, because a tick says too little about it.
    Helped(HelpId, Option<Call>),
    /// Nothing could be settled by a tick: this call needs words.
    Stays(Call),
    /// Nothing called any more.
    Nothing,
}

/// The member has helped this client: every call of theirs that has started is settled by the feature that raised it, and so is what
/// a colleague who is away left in their care. Saying it twice, or twice at once, is saying it once.
pub fn help(tx: &Tx, client: ClientId) -> Result<(Client, Outcome)> {
    tx.actor.may_write()?;
    let member = tx.actor.me()?;
    let client = tend_clients::store::find(tx, &tx.actor, client)?;
    let calls = list::started(tx, &tx.actor, client.id, tx.now)?;
    if calls.is_empty() {
        return Ok((client, Outcome::Nothing));
    }
    let mut help = Help { id: tx.new_id(), member, client: client.id, helped_at: tx.now, undone_at: None, calls };
    if !store::insert_help(tx, &help, &once_key(&help.calls))? {
        return Ok((client, Outcome::Nothing));
    }
    for call in &help.calls {
        settle(tx, call)?;
    }
    let staying = list::started(tx, &tx.actor, client.id, tx.now)?;
    help.calls.retain(|call| !staying.contains(call));
    if let (true, Some(stays)) = (help.calls.is_empty(), staying.first()) {
        store::forget_help(tx, &help)?;
        return Ok((client, Outcome::Stays(stays.clone())));
    }
    store::set_settled(tx, &help)?;
    store::delete_snooze(tx, member, client.id)?;
    tell(tx, &help, "today.helped");
    Ok((client, Outcome::Helped(help.id, staying.into_iter().next())))
}

/// Takes a help back: each feature takes back what it did, and the calls stand as they stood. Doing it twice changes nothing.
pub fn undo(tx: &Tx, id: HelpId) -> Result<Client> {
    tx.actor.may_write()?;
    let member = tx.actor.me()?;
    let help = store::help(tx, &tx.actor, member, id)?;
    let client = tend_clients::store::find(tx, &tx.actor, help.client)?;
    if help.undone_at.is_some() || !store::undo_help(tx, &help)? {
        return Ok(client);
    }
    // The last one settled comes back first, so that each feature finds what it left.
    for call in help.calls.iter().rev() {
        bring_back(tx, call)?;
    }
    tell(tx, &help, "today.not_helped");
    Ok(client)
}

fn settle(tx: &Tx, call: &Call) -> Result<()> {
    match feature_of(tx, call).and_then(|feature| feature.helped) {
        Some(helped) => helped(tx, call),
        None => calls::settle(tx, &call.kind, call.subject).map(drop),
    }
}

fn bring_back(tx: &Tx, call: &Call) -> Result<()> {
    let Some(undone) = feature_of(tx, call).and_then(|feature| feature.helped_undone) else {
        return calls::put_back(tx, call);
    };
    undone(tx, call)?;
    // What the feature raised anew and is the same call keeps its id. Where it decided otherwise, because something
    // happened meanwhile, its word stands.
    let now = calls::of_client(tx, tx.actor.workspace, call.client, call.member, MOST_CALLS)?;
    let same = now.iter().any(|other| Call { id: call.id, private: call.private, ..other.clone() } == *call);
    if same { calls::put_back(tx, call) } else { Ok(()) }
}

/// More calls than one client ever has for one member.
const MOST_CALLS: i64 = 1000;

fn feature_of(tx: &Tx, call: &Call) -> Option<&'static Feature> {
    tx.features.iter().copied().find(|feature| feature.calls.iter().any(|kind| kind.name == call.kind))
}

/// Names these very calls: a second press finds the same key, a call that began since makes another.
fn once_key(calls: &[Call]) -> String {
    let ids = calls.iter().fold(0u128, |all, call| all ^ call.id.0.as_u128());
    let starts = calls.iter().fold(0i64, |all, call| all.wrapping_add(call.when.start().0));
    format!("{ids:032x} {starts}")
}

fn tell(tx: &Tx, help: &Help, kind: &'static str) {
    let said: Vec<&str> = help.calls.iter().filter(|call| !call.private).map(|call| call.reason.as_str()).collect();
    tx.entry(NewEntry {
        client: Some(help.client),
        kind,
        strand: Strand::Service,
        happened_at: tx.now,
        subject: Some(help.id.0),
        text: said.join(". "),
        body: json!({ "calls": help.calls.iter().filter(|call| !call.private).map(|call| &call.kind).collect::<Vec<_>>() }),
    });
}
