//! A client in other hands: what a colleague should know first, and how they are given.

use tend_core::{
    Actor, Result, Timestamp, Tx, ago,
    briefing::{BriefingLine, Handed, HandedOver, Part},
    db::Conn,
    id::{ClientId, MemberId},
    timeline,
};
use uuid::Uuid;

use crate::{actions, client::ClientKind, contact::may_we_write, moment::MomentKind, pages::client_url, store, words};

/// So many people, days and moments are told: a briefing is read.
const FEW: i64 = 4;
/// Among so many entries the last words are looked for.
const LOOKED_AT: i64 = 60;

/// A whole client can be handed over.
pub(crate) const HANDED: HandedOver = HandedOver { subject: "client", find, give, briefing: None };

fn find(db: &Conn, actor: &Actor, id: Uuid) -> Result<Handed> {
    let client = store::find(db, actor, ClientId(id))?;
    let over = client.archived_at.map(|_| format!("{} was laid aside.", client.name));
    Ok(Handed { client: client.id, href: client_url(client.id), owner: client.owner, words: client.name, over })
}

fn give(tx: &Tx, id: Uuid, to: MemberId) -> Result<()> {
    actions::give(tx, ClientId(id), to).map(drop)
}

/// Who they are, who belongs to them, how to reach them, and what was said last.
pub(crate) fn briefing(db: &Conn, actor: &Actor, id: ClientId, now: Timestamp) -> Result<Vec<BriefingLine>> {
    let client = store::find(db, actor, id)?;
    let mut lines = Vec::new();
    let kind = if client.kind == ClientKind::Organization { ", an organization" } else { "" };
    let about = if client.about.is_empty() { String::new() } else { format!(": {}", client.about) };
    lines.push(BriefingLine::new(Part::Who, format!("{}{kind}{about}", client.name)));
    let since = client.since.map(|day| format!("with us since {}, ", words::month(day))).unwrap_or_default();
    let rhythm = client.cadence_days.map(|days| format!(", {}", words::every(days).to_lowercase())).unwrap_or_default();
    let spoke = client
        .last_contact_at
        .map_or("not spoken yet".to_owned(), |at| format!("spoke {}", ago::ago(at, now, &actor.zone)));
    let home = capital(&format!("{since}at home at {}{rhythm}, {spoke}", client.location_name));
    lines.push(BriefingLine::new(Part::Who, home));
    lines.extend(belongs(db, actor, &client)?);
    let (ways, _) = may_we_write(&store::contact_points(db, actor, id)?);
    if !ways.is_empty() {
        lines.push(BriefingLine::new(Part::Who, format!("May we write? {ways}")));
    }
    for date in store::dates(db, actor, id)?.into_iter().take(FEW as usize) {
        lines.push(BriefingLine::new(Part::Known, format!("{}: {}", date.label, date.words())));
    }
    lines.extend(last_words(db, actor, id)?);
    Ok(lines)
}

/// Their people, or where they belong.
fn belongs(db: &Conn, actor: &Actor, client: &crate::Client) -> Result<Vec<BriefingLine>> {
    let others = match client.kind {
        ClientKind::Organization => store::people_of(db, actor, client.id, FEW)?,
        ClientKind::Person => store::organizations_of(db, actor, client.id, FEW)?,
    };
    let current = others.into_iter().filter(|other| other.until.is_none());
    Ok(current
        .map(|other| {
            let parts = [other.other_name, other.title, other.other_about];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            BriefingLine::new(Part::Who, parts.join(", "))
        })
        .collect())
}

/// What was noted of the last calls, visits and notes.
fn last_words(db: &Conn, actor: &Actor, id: ClientId) -> Result<Vec<BriefingLine>> {
    let newest = timeline::store::newer(db, actor.workspace, id, Uuid::nil(), LOOKED_AT)?;
    let is_moment = |kind: &str| MomentKind::ALL.iter().any(|moment| moment.entry() == kind);
    let moments = newest.into_iter().filter(|entry| is_moment(&entry.kind) && !entry.text.is_empty());
    Ok(moments
        .take(FEW as usize)
        .map(|entry| {
            let day = entry.happened_at.in_zone(&actor.zone).strftime("%-d %B").to_string();
            BriefingLine::new(Part::Known, format!("{day}: {}", entry.text))
        })
        .collect())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
