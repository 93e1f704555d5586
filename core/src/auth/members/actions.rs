//! The verbs of members. Only admins look after people; one's own name and place are one's own.

use super::{Added, Leaving, Member, NewMember, store};
use crate::{
    actor::Role,
    app::Tx,
    auth::{
        Address, Purpose, Secret, actions,
        store::{self as users, User, Workplace},
    },
    error::{Error, Result},
    house,
    id::{LocationId, MemberId, UserId},
    mail::{self, NewLetter, SECRET, To, letters},
};

/// Adds a colleague and makes the link they come in by.
///
/// Somebody who works in another workspace of this Tend already gets no link: whoever could hand one out would hold the key to
/// the other workspace, too. They sign in as they always do and choose.
pub fn add(tx: &Tx, new: &NewMember) -> Result<Added> {
    tx.actor.must_be(Role::Admin)?;
    let place = house::store::location(tx, tx.actor.workspace, new.location)?;
    if place.closed_at.is_some() {
        return Err(Error::invalid("location", format!("{} is closed. Choose another place.", place.name)));
    }
    let before = store::with_address(tx, tx.actor.workspace, &new.address.folded())?;
    let member = match &before {
        Some(member) if member.left_at.is_none() => {
            return Err(Error::invalid("address", format!("{} works here already with this address.", member.name)));
        }
        Some(member) => member.id,
        None => tx.new_id(),
    };
    not_on_the_way_elsewhere(tx, &new.address)?;
    let user = join(tx, member, new)?;
    let needs_link = new.password_hash.is_none() && works_only_here(tx, user)?;
    let link =
        if needs_link { Some(actions::issue(tx, Purpose::Invite, user, here(tx, member), tx.now)?) } else { None };
    Ok(Added { member, user, link })
}

/// [`add`], and writes to them where letters go out; the link is shown to whoever invites in any case.
pub fn invite(tx: &Tx, new: &NewMember) -> Result<Added> {
    let added = add(tx, new)?;
    let Some(secret) = added.link.as_ref().filter(|_| mail::is_set(tx)) else { return Ok(added) };
    let house = house::store::workspace(tx, tx.actor.workspace)?.name;
    let link = format!("{}/link/{SECRET}", tx.settings.base_url);
    let words = letters::invitation(&house, &tx.actor.name, &new.name, &link);
    let secret = Some(secret.0.clone());
    let to = To::Member(added.member);
    mail::send(tx, NewLetter { to, kind: "members.invited", about: None, words, secret })?;
    Ok(added)
}

/// An invitation of another workspace that still waits would end here, and its guest could come in nowhere.
fn not_on_the_way_elsewhere(tx: &Tx, address: &Address) -> Result<()> {
    let Some(user) = users::user_with(tx, &address.folded())? else {
        return Ok(());
    };
    if user.password_hash.is_some() || works_only_here(tx, user.id)? {
        return Ok(());
    }
    Err(Error::invalid(
        "address",
        "Another workspace invited this address and waits for it. Invite it again once they have come in there.",
    ))
}

fn works_only_here(tx: &Tx, user: UserId) -> Result<bool> {
    Ok(users::workplaces_of(tx, user)?.iter().all(|place| place.workspace == tx.actor.workspace))
}

fn here(tx: &Tx, member: MemberId) -> Workplace {
    Workplace { workspace: tx.actor.workspace, member }
}

/// Writes the member and, if nobody has this address yet, the person behind them.
pub(in crate::auth) fn join(tx: &Tx, member: MemberId, new: &NewMember) -> Result<UserId> {
    let user = match users::user_with(tx, &new.address.folded())? {
        Some(user) => user.id,
        None => insert_user(tx, &new.address, new.password_hash.clone())?,
    };
    // A link made in one workspace must not become a key to the next one.
    users::delete_open_links_of(tx, user)?;
    users::insert_workplace(tx, user, here(tx, member))?;
    match store::find(tx, tx.actor.workspace, member) {
        Ok(_) => store::come_back(tx, member, new)?,
        Err(Error::NotFound) => store::insert(tx, member, user, new)?,
        Err(other) => return Err(other),
    }
    house::note(tx, "members.joined", member.0, new.name.clone());
    Ok(user)
}

fn insert_user(tx: &Tx, address: &Address, password_hash: Option<String>) -> Result<UserId> {
    let user = User { id: tx.new_id(), email: address.text().to_owned(), password_hash };
    users::insert_user(tx, &user, &address.folded(), tx.now)?;
    Ok(user.id)
}

/// Changes what a member may do and where they work. Somebody has to stay admin.
pub fn change(tx: &Tx, id: MemberId, role: Role, location: LocationId, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    house::store::hold(tx, tx.actor.workspace)?;
    let member = still_here(tx, id)?;
    if role != Role::Admin {
        not_the_last_admin(tx, &member, "role")?;
    }
    if role == Role::Guest {
        looks_after_no_place(tx, &member, "role")?;
        has_nothing_in_hand(tx, &member)?;
    }
    open_place(tx, location, member.location)?;
    store::set_post(tx, id, role, location, version)?;
    house::note(tx, "members.role", id.0, format!("{}: {}", member.name, super::role_name(role)));
    Ok(())
}

/// Changes one's own name and place.
pub fn edit_me(tx: &Tx, name: &str, location: LocationId) -> Result<()> {
    let me = tx.actor.me()?;
    let member = still_here(tx, me)?;
    open_place(tx, location, member.location)?;
    store::set_name(tx, me, name, location)?;
    house::note(tx, "members.changed", me.0, name.to_owned());
    Ok(())
}

/// A link by which a member chooses a new password; older links of theirs end.
pub fn reset_link(tx: &Tx, id: MemberId) -> Result<Secret> {
    tx.actor.must_be(Role::Admin)?;
    let member = still_here(tx, id)?;
    // The house itself is whoever runs this Tend; they can do everything anyway.
    if tx.actor.member.is_some() && !works_only_here(tx, member.user)? {
        return Err(Error::NotAllowed(format!(
            "{} also works in another workspace, so no admin of one can make this link. Whoever runs this Tend can: tend user reset.",
            member.name
        )));
    }
    users::delete_open_links_of(tx, member.user)?;
    let purpose = if member.has_come { Purpose::Reset } else { Purpose::Invite };
    let secret = actions::issue(tx, purpose, member.user, here(tx, id), tx.now)?;
    house::note(tx, "members.link", id.0, member.name);
    Ok(secret)
}

/// A link that signs a member in without a password, for the demo. Only the house itself makes one.
pub fn sign_in_link(tx: &Tx, id: MemberId) -> Result<Secret> {
    if tx.actor.member.is_some() {
        return Err(Error::NotAllowed("Only the program itself makes such links.".into()));
    }
    let member = still_here(tx, id)?;
    actions::issue(tx, Purpose::SignIn, member.user, here(tx, id), tx.now)
}

/// A member leaves: a colleague takes over whom they look after and what they promised, somebody looks after their place, and their
/// sessions here end. Without a name for each it is refused.
pub fn leave(tx: &Tx, id: MemberId, leaving: impl Into<Leaving>) -> Result<()> {
    let Leaving { successor, keeper } = leaving.into();
    tx.actor.must_be(Role::Admin)?;
    house::store::hold(tx, tx.actor.workspace)?;
    let member = still_here(tx, id)?;
    not_the_last_admin(tx, &member, "successor")?;
    if successor == id {
        return Err(Error::invalid("successor", format!("Choose somebody other than {} to take over.", member.name)));
    }
    let successor = looks_after_clients(tx, "successor", successor)?;
    let keeper = match keeper {
        Some(keeper) if keeper != id => Some(looks_after_clients(tx, "keeper", keeper)?),
        _ => {
            looks_after_no_place(tx, &member, "keeper")?;
            None
        }
    };
    if let Some(keeper) = &keeper {
        house::store::give_places(tx, id, keeper.id)?;
    }
    for hand_over in tx.features.iter().filter_map(|feature| feature.member_left) {
        hand_over(tx, id, successor.id)?;
    }
    house::away::ends_with(tx, id, successor.id, keeper.map_or(successor.id, |keeper| keeper.id))?;
    store::set_left(tx, id)?;
    users::delete_sessions_in(tx, tx.actor.workspace, member.user)?;
    users::delete_workplace(tx, member.user, tx.actor.workspace)?;
    users::delete_open_links_of(tx, member.user)?;
    house::note(tx, "members.left", id.0, format!("{}; {} takes over", member.name, successor.name));
    Ok(())
}

/// A member who has not left; anybody else is not found.
fn still_here(tx: &Tx, id: MemberId) -> Result<Member> {
    let member = store::find(tx, tx.actor.workspace, id)?;
    if member.left_at.is_none() { Ok(member) } else { Err(Error::NotFound) }
}

/// Somebody who has not left and does more than read.
fn looks_after_clients(tx: &Tx, field: &str, id: MemberId) -> Result<Member> {
    let member = still_here(tx, id)?;
    if member.role > Role::Guest {
        return Ok(member);
    }
    Err(Error::invalid(field, format!("{} only reads here. Choose somebody who looks after clients.", member.name)))
}

/// A place is somebody's: who looks after one says first who does from now on.
fn looks_after_no_place(tx: &Tx, member: &Member, field: &str) -> Result<()> {
    let places = house::store::looked_after_by(tx, tx.actor.workspace, member.id)?;
    if places.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = places.into_iter().map(|place| place.name).collect();
    let names = super::in_words(&names);
    Err(Error::invalid(field, format!("{} looks after {names}. Say first who does from now on.", member.name)))
}

/// Who only reads can look after nothing: what is in their hands is handed over first.
fn has_nothing_in_hand(tx: &Tx, member: &Member) -> Result<()> {
    let mut in_hand = Vec::new();
    for of_feature in tx.features.iter().filter_map(|feature| feature.in_hand) {
        in_hand.extend(of_feature(tx, &tx.actor, member.id)?);
    }
    if in_hand.is_empty() {
        return Ok(());
    }
    let (name, in_hand) = (&member.name, super::in_words(&in_hand));
    Err(Error::invalid("role", format!("{name} looks after {in_hand}. Hand that over first, then they can only read.")))
}

fn not_the_last_admin(tx: &Tx, member: &Member, field: &str) -> Result<()> {
    if member.role != Role::Admin || store::has_other_admin(tx, tx.actor.workspace, member.id)? {
        return Ok(());
    }
    Err(Error::invalid(field, format!("{} is the only admin. Make somebody else admin first.", member.name)))
}

fn open_place(tx: &Tx, location: LocationId, before: LocationId) -> Result<()> {
    let place = house::store::location(tx, tx.actor.workspace, location)?;
    if place.closed_at.is_none() || location == before {
        return Ok(());
    }
    Err(Error::invalid("location", format!("{} is closed. Choose another place.", place.name)))
}
