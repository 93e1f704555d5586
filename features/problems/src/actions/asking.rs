//! Letters to whom it went wrong for: that their report is here, and whether it is good again.

use jiff::tz::TimeZone;
use tend_clients::{ContactKind, NewContactPoint};
use tend_core::{
    Error, Result, Timestamp, Tx,
    api::token::Shown,
    house,
    mail::{self, Ground, NewLetter, Reason, SECRET, To, Words},
};

use super::{following::place_of, outside::linked, way::settled};
use crate::{
    asking::{ASK, Next, next},
    letters,
    problem::{How, Problem, ProblemId},
    store,
};

/// As many letters about a problem as are looked at.
const MOST_LETTERS: i64 = 100;

/// Their own page, with a secret that is put in when the letter goes out.
fn link_in_letter(tx: &Tx) -> String {
    format!("{}/care/{}.{SECRET}", tx.settings.base_url, tx.actor.workspace)
}

/// Writes that their report is here to the address they gave, and to no other; whether they can be written to is told to nobody.
pub(super) fn acknowledge(tx: &Tx, problem: &Problem, reach: &NewContactPoint, link: &Shown) -> Result<()> {
    if reach.kind != ContactKind::Email {
        return Ok(());
    }
    let place = place_of(tx, problem)?;
    let owner = store::member_name(tx, &tx.actor, problem.owner)?;
    let by = moment_in_words(problem.dues.first_word, place.zone());
    let words = letters::acknowledged(&house_name(tx)?, &owner, &by, &link_in_letter(tx));
    send(tx, problem, &reach.value, ("problems.here", words, link))
}

/// Asks whether it is good, where they have an address at which they may be asked. Else a person asks.
pub(super) fn ask(tx: &Tx, problem: &Problem) -> Result<()> {
    let Some(address) = tend_clients::actions::address_for(tx, &tx.actor, problem.client, Reason::Answer)? else {
        return Ok(());
    };
    if !mail::is_set(tx) {
        return Ok(());
    }
    let client = tend_clients::store::find(tx, &tx.actor, problem.client)?;
    let link = linked(tx, problem.id)?;
    let words = letters::is_it_settled(&house_name(tx)?, client.called(), &problem.title, &link_in_letter(tx));
    send(tx, problem, &address, (ASK, words, &link))
}

fn send(tx: &Tx, problem: &Problem, address: &str, (kind, words, link): (&'static str, Words, &Shown)) -> Result<()> {
    if !mail::is_set(tx) {
        return Ok(());
    }
    let name = tend_clients::store::find(tx, &tx.actor, problem.client)?.name;
    let ground = Ground::Answer(problem.id.0);
    let to = To::Client { client: problem.client, name, address: address.to_owned(), ground };
    let secret = Some(link.secret.0.clone());
    match mail::send(tx, NewLetter { to, kind, about: Some(problem.id.0), words, secret }) {
        // They said no to letters, or no letter can go to such an address: then a person speaks with them.
        Ok(_) | Err(Error::Conflict(_) | Error::Invalid(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

fn house_name(tx: &Tx) -> Result<String> {
    Ok(house::store::workspace(tx, tx.actor.workspace)?.name)
}

/// “10:30 on Monday 12 October”: a letter is read whenever it is read.
fn moment_in_words(at: Timestamp, zone: &TimeZone) -> String {
    at.in_zone(zone).strftime("%H:%M on %A %-d %B").to_string()
}

/// What is next about a problem that is made right: they are asked, asked once more, or their silence settles it.
pub fn follow_up(tx: &Tx, id: ProblemId) -> Result<()> {
    let problem = store::find(tx, &tx.actor, id)?;
    let letters = mail::store::about(tx, tx.actor.workspace, id.0, MOST_LETTERS)?;
    match next(&problem, &letters, tx.now) {
        Next::Wait => Ok(()),
        Next::Ask => ask(tx, &problem),
        Next::Silence { first, second } => {
            let zone = place_of(tx, &problem)?.hours.zone;
            let days = [first, second].map(|at| at.in_zone(&zone).strftime("%-d %B").to_string());
            let why = format!("We asked on {} and on {}, and heard nothing.", days[0], days[1]);
            settled(tx, &problem, How::Silence, &why)
        }
    }
}
