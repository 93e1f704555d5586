//! Whom a page names, and the call of each: their author's alone, on that day alone, and without a word of the page.

use tend_core::{
    Result, Tx,
    calls::{self, NewCall, When},
    id::ClientId,
};
use uuid::Uuid;

use crate::{
    TOMORROW,
    reflection::{Reflection, ReflectionId},
    store,
};

/// Names these, and nobody else.
pub(super) fn name(tx: &Tx, page: &Reflection, clients: &[ClientId]) -> Result<()> {
    let mut there = store::people(tx, &tx.actor, page.id)?;
    for (person, _) in there.iter().filter(|(_, client)| !clients.contains(client)) {
        calls::settle(tx, TOMORROW.name, *person)?;
        store::delete_person(tx, *person)?;
    }
    there.retain(|(_, client)| clients.contains(client));
    for client in clients.iter().filter(|client| !there.iter().any(|(_, named)| named == *client)) {
        let person = tend_core::id::fresh::<ReflectionId>().0;
        store::insert_person(tx, page.id, person, *client)?;
        call(tx, page, person, *client)?;
    }
    Ok(())
}

/// They call no more.
pub(super) fn let_go(tx: &Tx, id: ReflectionId) -> Result<()> {
    for (person, _) in store::people(tx, &tx.actor, id)? {
        calls::settle(tx, TOMORROW.name, person)?;
    }
    Ok(())
}

/// They call again.
pub(super) fn call_again(tx: &Tx, page: &Reflection) -> Result<()> {
    for (person, client) in store::people(tx, &tx.actor, page.id)? {
        call(tx, page, person, client)?;
    }
    Ok(())
}

fn call(tx: &Tx, page: &Reflection, person: Uuid, client: ClientId) -> Result<()> {
    if page.for_day.ends_at(&tx.actor.zone) <= tx.now {
        return Ok(());
    }
    let new = NewCall {
        member: page.member,
        client,
        kind: &TOMORROW,
        subject: person,
        when: When::on(page.for_day, &tx.actor.zone),
        reason: "You wrote last evening that you would help them".into(),
        act: String::new(),
    };
    calls::raise_private(tx, &new)
}
