//! The verbs of letters: written, sent again, ended.

use serde_json::json;
use uuid::Uuid;

use super::{
    jobs,
    letter::{Ground, Letter, LetterId, LetterState, NewLetter, Reason, SECRET, To, refused},
    letters,
    store::{self, NewRow},
};
use crate::{
    actor::{Actor, Role},
    app::Tx,
    auth::{Secret, members},
    db::Conn,
    error::{Error, Result},
    feature::{Consents, Feature},
    house,
    id::ClientId,
    timeline::{NewEntry, Strand},
};

/// Sends a letter: it is written down in this transaction, and goes out soon after it, by a job.
///
/// * Where nobody set a mail server it is refused, in words that say so. Ask [`is_set`] first where there is another way, such as a
///   link to hand over.
/// * To a client it says why it may be written. A [`Ground::Answer`] needs no consent, only that they did not say no; a
///   [`Ground::Reach`] or [`Ground::Newsletter`] needs their yes to this address, and carries a way to end such letters. The feature
///   that keeps consent is asked now, and again when the letter goes out.
/// * What becomes of it stands in its row ([`store::find`], [`store::about`]): *waiting*, *sent* (the server took it), *refused* (with
///   the server's words). A refusal that passes (4xx, a server that is away) is tried again for two days.
/// * When it is sent, or refused for good, an entry `mail.sent` or `mail.refused` is written, on the client's timeline where it is
///   to one, in the name of whoever called this.
/// * `secret` is put where the words say [`SECRET`] only when the letter goes out, and is forgotten then.
///
/// ```ignore
/// let words = Sheet::from(&house).says("Dear Marta,").link("Tell us", format!("{}/settled/{SECRET}", tx.settings.base_url)).words("Is all well?");
/// let to = To::Client { client, name, address, ground: Ground::Answer(problem.0) };
/// mail::send(tx, NewLetter { to, kind: "problems.ask", about: Some(problem.0), words, secret: Some(secret.0) })?;
/// ```
pub fn send(tx: &Tx, new: NewLetter) -> Result<LetterId> {
    must_be_set(tx)?;
    let words = new.checked()?;
    let id = tx.new_id::<LetterId>();
    let (name, address, reason, ground) = match &new.to {
        To::Client { client, name, address, ground } => {
            let because = may_write(tx.features, tx, &tx.actor, *client, address, *ground)?;
            (name.clone(), address.clone(), ground.reason(), because)
        }
        To::Member(member) => {
            let member = members::find(tx, tx.actor.workspace, *member)?;
            (member.name, member.address, Reason::House, None)
        }
    };
    let address = address.trim();
    address
        .parse::<lettre::Address>()
        .map_err(|_| Error::invalid("address", format!("“{address}” is no mail address we can write to.")))?;
    let stop = matches!(reason, Reason::Reach | Reason::Newsletter).then(|| Secret::new().0);
    let row = NewRow {
        id,
        to: &new.to,
        name: &name,
        address,
        reason,
        ground,
        kind: new.kind,
        about: new.about,
        words: &words,
        secret: new.secret.as_deref(),
        stop: stop.as_deref(),
    };
    store::insert(tx, &row)?;
    jobs::enqueue(tx, id, tx.now)?;
    Ok(id)
}

/// Is there a mail server? Where there is none, links are shown to be handed over instead.
pub fn is_set(tx: &Tx) -> bool {
    tx.settings.mail.is_some()
}

fn must_be_set(tx: &Tx) -> Result<()> {
    if is_set(tx) {
        return Ok(());
    }
    Err(refused("This Tend sends no mail yet. Whoever runs it names a mail server: --smtp and --mail-from."))
}

/// May we write to this address of theirs, for this reason? Gives what it rests on, or says in a sentence why not.
pub(super) fn may_write(
    features: &[&Feature],
    db: &Conn,
    actor: &Actor,
    client: ClientId,
    address: &str,
    ground: Ground,
) -> Result<Option<Uuid>> {
    let consents: Vec<&Consents> = features.iter().filter_map(|feature| feature.consents.as_ref()).collect();
    let mut because = None;
    for consents in &consents {
        because = because.or((consents.may_write)(db, actor, client, address, ground.reason())?);
    }
    match ground {
        Ground::Answer(to) => Ok(Some(to)),
        Ground::Reach | Ground::Newsletter if because.is_some() => Ok(because),
        Ground::Reach | Ground::Newsletter => Err(refused(format!(
            "Nobody noted that we may write to {address}. Ask them first, and note what they said."
        ))),
    }
}

/// Sends oneself a letter, to see that letters arrive.
pub fn send_trial(tx: &Tx) -> Result<LetterId> {
    tx.actor.must_be(Role::Admin)?;
    let me = tx.actor.me()?;
    let house = house::store::workspace(tx, tx.actor.workspace)?.name;
    let words = letters::trial(&house, &tx.actor.name);
    send(tx, NewLetter { to: To::Member(me), kind: "mail.trial", about: None, words, secret: None })
}

/// Sends a refused letter once more.
pub fn send_again(tx: &Tx, id: LetterId) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    must_be_set(tx)?;
    let letter = store::find(tx, tx.actor.workspace, id)?;
    if letter.words.text.contains(SECRET) {
        return Err(refused("Its link is over, so it would lead nowhere. Make a new one instead."));
    }
    if letter.state != LetterState::Refused {
        return Err(refused("This letter was not refused, so it does not go out twice."));
    }
    still_allowed(tx, &letter)?;
    store::again(tx, id)?;
    jobs::enqueue(tx, id, tx.now)
}

/// Is what a letter rests on still so? What they said can have changed since it was written.
pub(super) fn still_allowed(tx: &Tx, letter: &Letter) -> Result<()> {
    let Some(client) = letter.client else { return Ok(()) };
    let ground = match letter.reason {
        Reason::Reach => Ground::Reach,
        Reason::Newsletter => Ground::Newsletter,
        Reason::Answer | Reason::House => Ground::Answer(letter.ground.unwrap_or_default()),
    };
    may_write(tx.features, tx, &tx.actor, client, &letter.to_address, ground).map(|_| ())
}

/// Ends letters of this kind to this address, as whoever got one asked by its link.
pub(super) fn stop(tx: &Tx, letter: &Letter) -> Result<()> {
    let (Some(client), Some(point)) = (letter.client, letter.ground) else { return Err(Error::NotFound) };
    for consents in tx.features.iter().filter_map(|feature| feature.consents.as_ref()) {
        (consents.no_more)(tx, client, point, letter.reason)?;
    }
    Ok(())
}

/// The entry of a letter that went out, or of one that did not.
pub(super) fn note(tx: &Tx, letter: &Letter, kind: &'static str, answer: &str) {
    tx.entry(NewEntry {
        client: letter.client,
        kind,
        strand: if letter.client.is_some() { Strand::Words } else { Strand::Book },
        happened_at: tx.now,
        subject: Some(letter.id.0),
        // To a colleague only what it was about: its words are between them and their account.
        text: if letter.client.is_some() { letter.shown_text() } else { letter.words.subject.clone() },
        body: json!({
            "subject": letter.words.subject, "to": letter.to_address, "name": letter.to_name, "kind": letter.kind,
            "about": letter.about, "answer": answer,
        }),
    });
}
