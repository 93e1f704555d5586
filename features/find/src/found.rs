//! What was found, and in which order.

use std::collections::HashMap;

use tend_clients::{Client, client_url, store as clients};
use tend_core::{
    Actor, Feature, Result,
    db::Conn,
    feature::{Doing, DoneBy},
    fold,
    id::ClientId,
    timeline::{self, Entry, Quote},
    ui::Icon,
};

use crate::store;

/// So many clients are shown.
pub const CLIENTS: usize = 8;
/// Fewer than this many are few: then names that are close to what was typed come in.
const FEW: usize = 3;
/// So many entries are shown.
pub const SAID: usize = 6;
/// So many pages, and so many things to do.
const PAGES: usize = 6;
/// So many clients are named as those for whom something may be done.
const NAMED: usize = 3;
/// More than this nobody types; the rest is not looked at.
pub const LONGEST: usize = 200;

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Whom the member opened last, where nothing was typed.
    pub recent: Vec<Hit>,
    /// Clients.
    pub clients: Vec<Hit>,
    /// Clients whose names are close to what was typed.
    pub close: Vec<Hit>,
    /// What was said.
    pub said: Vec<Said>,
    /// What one can do.
    pub doings: Vec<Ready>,
    /// Where one can go.
    pub pages: Vec<Ready>,
    /// Writing down somebody new under what was typed.
    pub fresh: Vec<Ready>,
}

/// A client who was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Who.
    pub client: Client,
    /// The address or number under which they were found.
    pub through: Option<String>,
}

/// Something that was said.
#[derive(Clone, Debug)]
pub struct Said {
    /// The entry.
    pub entry: Entry,
    /// With whom.
    pub client: ClientId,
    /// What they are called.
    pub name: String,
    /// Who did what, in the words of the feature that wrote it.
    pub title: String,
    /// The piece of it that was meant.
    pub quote: Quote,
}

impl Said {
    /// The client's page, opened where this was said.
    pub fn url(&self) -> String {
        let Entry { happened_at, id, .. } = &self.entry;
        format!("{}?before={}.{}#moment-{id}", client_url(self.client), happened_at.0, uuid_after_all())
    }
}

/// Behind every other id of the same moment.
fn uuid_after_all() -> &'static str {
    "ffffffff-ffff-ffff-ffff-ffffffffffff"
}

/// A page to go to, or a thing to do, ready to be pressed.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The words for it.
    pub label: String,
    /// The name it ends with, in their writing.
    pub name: Option<String>,
    /// Where it leads, or which form it sends.
    pub to: To,
    /// Its icon.
    pub icon: Icon,
    /// Its keys.
    pub keys: Vec<String>,
}

/// Where something leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// To a page.
    Page(String),
    /// It is sent, as a form without fields.
    Form(String),
}

impl Found {
    /// How much was found.
    pub fn count(&self) -> usize {
        self.recent.len()
            + self.clients.len()
            + self.close.len()
            + self.said.len()
            + self.doings.len()
            + self.pages.len()
            + self.fresh.len()
    }
}

/// Looks for what was typed; for nothing, shows whom one opened last and what one can do.
pub fn look(db: &Conn, actor: &Actor, features: &[&'static Feature], typed: &str) -> Result<Found> {
    let typed: String = typed.chars().take(LONGEST).collect();
    let typed = typed.trim();
    if fold::words(typed).is_empty() {
        let recent = recent(db, actor)?;
        return Ok(Found {
            recent,
            doings: doings(actor, features, typed),
            pages: pages(actor, features, ""),
            ..Found::default()
        });
    }
    let found = clients_and_said(db, actor, features, typed)?;
    let mut doings = doings(actor, features, typed);
    doings.extend(doings_for(db, actor, features, typed, &found)?);
    Ok(Found { doings, pages: pages(actor, features, typed), fresh: fresh(actor, features, typed, &found), ..found })
}

/// Clients and what was said with them, by words.
pub fn clients_and_said(db: &Conn, actor: &Actor, features: &[&Feature], typed: &str) -> Result<Found> {
    let hits = found_clients(db, actor, typed)?;
    let close = if hits.len() < FEW { close_to(db, actor, typed, &hits)? } else { Vec::new() };
    Ok(Found { clients: hits, close, said: said(db, actor, features, typed)?, ..Found::default() })
}

fn recent(db: &Conn, actor: &Actor) -> Result<Vec<Hit>> {
    let Some(member) = actor.member else { return Ok(Vec::new()) };
    let ids = store::recent(db, actor, member, CLIENTS as i64)?;
    Ok(clients::in_order(db, actor, &ids)?.into_iter().map(hit).collect())
}

fn hit(client: Client) -> Hit {
    Hit { client, through: None }
}

/// By their names and the line about them, then by how they are reached.
fn found_clients(db: &Conn, actor: &Actor, typed: &str) -> Result<Vec<Hit>> {
    let by_words = clients::search(db, actor, typed, CLIENTS)?;
    let points = clients::search_points(db, actor, typed, CLIENTS as i64)?;
    let reached: Vec<ClientId> = points.iter().map(|point| point.client).collect();
    let is_named = |client: &Client| {
        let words = fold::words(&client.name);
        fold::words(typed).iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
    };
    let (named, others): (Vec<Client>, Vec<Client>) = by_words.into_iter().partition(is_named);
    let mut hits: Vec<Hit> = named.into_iter().map(hit).collect();
    for client in clients::in_order(db, actor, &reached)? {
        let through = points.iter().find(|point| point.client == client.id).map(|point| point.value.clone());
        hits.push(Hit { client, through });
    }
    hits.extend(others.into_iter().map(hit));
    let mut seen = Vec::new();
    hits.retain(|hit| {
        !seen.contains(&hit.client.id) && {
            seen.push(hit.client.id);
            true
        }
    });
    hits.truncate(CLIENTS);
    Ok(hits)
}

fn close_to(db: &Conn, actor: &Actor, typed: &str, hits: &[Hit]) -> Result<Vec<Hit>> {
    let close = clients::search_close(db, actor, typed, CLIENTS)?;
    let new = close.into_iter().filter(|client| hits.iter().all(|hit| hit.client.id != client.id));
    Ok(new.map(hit).collect())
}

fn said(db: &Conn, actor: &Actor, features: &[&Feature], typed: &str) -> Result<Vec<Said>> {
    // What happens to one promise says its words again and again: its newest entry stands for all.
    let mut subjects = Vec::new();
    let mut entries = timeline::said(db, actor.workspace, typed, 3 * SAID)?;
    entries.retain(|entry| {
        let is_new = entry.subject.is_none_or(|subject| !subjects.contains(&subject));
        subjects.extend(entry.subject);
        is_new
    });
    entries.truncate(SAID);
    let ids: Vec<ClientId> = entries.iter().filter_map(|entry| entry.client).collect();
    let names: HashMap<ClientId, String> =
        clients::found(db, actor, &ids)?.into_iter().map(|client| (client.id, client.name)).collect();
    let tell = |entry: Entry| {
        let client = entry.client?;
        let feature = features.iter().find(|feature| feature.name == entry.feature());
        let title = feature.and_then(|feature| (feature.sentence)(&entry)).map_or_else(String::new, |told| told.title);
        let title = title.strip_suffix(&format!(": {}", entry.text)).unwrap_or(&title).to_owned();
        Some(Said { client, name: names.get(&client)?.clone(), title, quote: timeline::quote(&entry, typed), entry })
    };
    Ok(entries.into_iter().filter_map(tell).collect())
}

/// Whether each typed word begins one of these.
fn fits(words: &[String], typed: &str) -> bool {
    fold::words(typed).iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
}

/// Places in the rail and pages of settings that the member may see.
fn pages(actor: &Actor, features: &[&Feature], typed: &str) -> Vec<Ready> {
    let shown = features.iter().filter(|feature| actor.role >= feature.nav_role);
    let rail = shown.filter_map(|feature| feature.nav.as_ref()).map(|nav| {
        let keys = vec!["G".to_owned(), nav.key.to_uppercase().to_string()];
        (
            fold::words(nav.label),
            Ready { label: nav.label.into(), name: None, to: To::Page(nav.href.into()), icon: nav.icon, keys },
        )
    });
    let settings = features.iter().flat_map(|feature| feature.settings).filter(|link| actor.role >= link.role);
    let settings = settings.map(|link| {
        let to = To::Page(link.href.into());
        let words = fold::words(&format!("{} {} settings", link.label, link.detail));
        (words, Ready { label: link.label.into(), name: None, to, icon: link.icon, keys: Vec::new() })
    });
    let all: Vec<(Vec<String>, Ready)> = rail.chain(settings).collect();
    if typed.is_empty() {
        return all.into_iter().map(|(_, page)| page).filter(|page| !page.keys.is_empty()).collect();
    }
    all.into_iter().filter(|(words, _)| fits(words, typed)).map(|(_, page)| page).take(PAGES).collect()
}

fn may(actor: &Actor, features: &[&'static Feature]) -> Vec<&'static Doing> {
    features.iter().flat_map(|feature| feature.doings).filter(|doing| actor.role >= doing.role).collect()
}

fn words_of(doing: &Doing) -> Vec<String> {
    fold::words(&format!("{} {}", doing.label, doing.words))
}

/// What one can do without naming a client.
fn doings(actor: &Actor, features: &[&'static Feature], typed: &str) -> Vec<Ready> {
    let ready = |doing: &Doing, to: To| Ready {
        label: doing.label.into(),
        name: None,
        to,
        icon: doing.icon,
        keys: doing.key.map(str::to_owned).into_iter().collect(),
    };
    let fitting = may(actor, features).into_iter().filter(|doing| typed.is_empty() || fits(&words_of(doing), typed));
    let mut doings: Vec<Ready> = fitting
        .filter_map(|doing| match doing.by {
            DoneBy::Page(href) => Some(ready(doing, To::Page(href.into()))),
            DoneBy::Typed(href) => Some(ready(doing, To::Page(href("")))),
            DoneBy::Form(action) if !typed.is_empty() => Some(ready(doing, To::Form(action.into()))),
            DoneBy::Form(_) | DoneBy::Client(_) => None,
        })
        .collect();
    doings.truncate(PAGES);
    doings
}

/// What one can do for the clients that were found or named: “Note for Jonas Weber”.
fn doings_for(
    db: &Conn,
    actor: &Actor,
    features: &[&'static Feature],
    typed: &str,
    found: &Found,
) -> Result<Vec<Ready>> {
    let all = may(actor, features);
    let mut ready = Vec::new();
    if let Some((first, rest)) = typed.split_once(char::is_whitespace).filter(|(_, rest)| !rest.trim().is_empty()) {
        let rest = rest.trim().strip_prefix("for ").unwrap_or(rest.trim());
        for doing in all.iter().filter(|doing| first.chars().count() > 2 && fits(&words_of(doing), first)) {
            let DoneBy::Client(href) = doing.by else { continue };
            let named = clients::search(db, actor, rest, NAMED)?;
            ready.extend(named.into_iter().map(|client| for_client(doing, href, &client)));
        }
    }
    if ready.is_empty() {
        let best = found.clients.first().or(found.close.first()).map(|hit| &hit.client);
        for (doing, client) in all.iter().filter_map(|doing| Some((doing, best?))) {
            if let DoneBy::Client(href) = doing.by {
                ready.push(for_client(doing, href, client));
            }
        }
    }
    Ok(ready)
}

/// What takes along what was typed, where nobody goes by it.
fn fresh(actor: &Actor, features: &[&'static Feature], typed: &str, found: &Found) -> Vec<Ready> {
    if !found.clients.is_empty() || typed.chars().any(|letter| letter.is_ascii_digit() || letter == '@') {
        return Vec::new();
    }
    let of = |doing: &Doing| match doing.by {
        DoneBy::Typed(href) => Some(Ready {
            label: format!("{}:", doing.label),
            name: Some(typed.to_owned()),
            to: To::Page(href(typed)),
            icon: doing.icon,
            keys: Vec::new(),
        }),
        _ => None,
    };
    may(actor, features).into_iter().filter_map(of).collect()
}

fn for_client(doing: &Doing, href: fn(ClientId) -> String, client: &Client) -> Ready {
    Ready {
        label: doing.label.into(),
        name: Some(client.name.clone()),
        to: To::Page(href(client.id)),
        icon: doing.icon,
        keys: Vec::new(),
    }
}
