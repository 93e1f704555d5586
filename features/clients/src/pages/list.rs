//! The list: what it is asked for, and what it reads.

use axum::{extract::Query, response::Response};
use tend_core::{
    Actor, Result,
    db::Conn,
    id::{LocationId, MemberId},
    ui::Width,
    web::{Page, Visit},
};

use super::{
    list_view::{Listed, Of, list_view},
    sent::Sent,
};
use crate::{
    client::Client,
    list::{Cursor, Filter, Sort, Way},
    store,
};

/// Rows on a page.
const ROWS: usize = 50;
/// More clients than this are not counted.
pub(super) const COUNTED: i64 = 1000;

/// `GET /clients`: `of`, `find`, `owner`, `place`, `kind`, `tag`, `sort`, `down`, and `after` or `before` a row.
pub(super) async fn list(visit: Visit, Query(asked): Query<Sent>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let listed = read(db, visit, &asked)?;
            let title = if listed.find.is_empty() { "Clients".to_owned() } else { format!("{}, clients", listed.find) };
            Ok(Page::new(title, tend_core::ui::page(Width::Full, list_view(&listed))).live("clients promises"))
        })
        .await
}

fn read(db: &Conn, visit: &Visit, asked: &Sent) -> Result<Listed> {
    let actor = &visit.actor;
    let (of, filter) = read_filter(actor, asked);
    let sort = asked.read::<Sort>("sort").filter(|sort| filter.sorts().contains(sort)).unwrap_or(Sort::Name);
    let cursor = read_cursor(asked, sort);
    let find = asked.get("find").trim().to_owned();
    let (clients, previous, next) = if find.is_empty() {
        let wanted = store::Turn { filter: &filter, sort, cursor: cursor.as_ref(), limit: row_limit() };
        turn(store::page(db, actor, &wanted)?, sort, cursor.as_ref())
    } else {
        (store::search(db, actor, &find, ROWS)?, None, None)
    };
    Ok(Listed {
        calls: store::next_calls(db, actor, &clients)?,
        mine: count(db, actor, Filter { owner: actor.member, ..Filter::default() })?,
        everyone: count(db, actor, Filter::default())?,
        aside: count(db, actor, Filter { archived: true, ..Filter::default() })?,
        members: store::members(db, actor)?,
        locations: store::locations(db, actor)?,
        tags: store::tags(db, actor)?,
        actor: actor.clone(),
        now: visit.now,
        clients,
        of,
        filter,
        sort,
        find,
        previous,
        next,
    })
}

fn row_limit() -> i64 {
    i64::try_from(ROWS).unwrap_or(i64::MAX) + 1
}

fn count(db: &Conn, actor: &Actor, filter: Filter) -> Result<i64> {
    store::count(db, actor, &filter, COUNTED + 1)
}

fn read_filter(actor: &Actor, asked: &Sent) -> (Of, Filter) {
    let place = asked.read::<LocationId>("place");
    let kind = asked.read("kind");
    let tag = Some(asked.get("tag").to_owned()).filter(|tag| !tag.is_empty() && !tag.contains('\0'));
    let owner = asked.read::<MemberId>("owner");
    // Whoever asks for somebody's clients, a tag or a kind means everyone's, unless they say mine.
    let of = match (asked.get("of"), owner) {
        ("aside", _) => Of::Aside,
        ("mine", None) => Of::Mine,
        ("everyone", _) | (_, Some(_)) => Of::Everyone,
        _ if actor.member.is_none() => Of::Everyone,
        _ => Of::Mine,
    };
    let owner = if of == Of::Mine { actor.member } else { owner };
    (of, Filter { owner, archived: of == Of::Aside, place, kind, tag, descending: asked.get("down") == "yes" })
}

fn read_cursor(asked: &Sent, sort: Sort) -> Option<Cursor> {
    let read = |way: Way| asked.find(way.word()).and_then(|text| Cursor::read(text, sort, way));
    read(Way::After).or_else(|| read(Way::Before))
}

/// The page's rows, and the cursors of the pages before and after it. A row too many says that there is more that way.
fn turn(
    mut clients: Vec<Client>,
    sort: Sort,
    cursor: Option<&Cursor>,
) -> (Vec<Client>, Option<Cursor>, Option<Cursor>) {
    let more = clients.len() > ROWS;
    let backward = cursor.is_some_and(|cursor| cursor.way == Way::Before);
    if more && backward {
        clients.remove(0);
    }
    clients.truncate(ROWS);
    let (has_previous, has_next) = if backward { (more, true) } else { (cursor.is_some(), more) };
    let previous = clients.first().filter(|_| has_previous).map(|client| Cursor::beside(client, sort, Way::Before));
    let next = clients.last().filter(|_| has_next).map(|client| Cursor::beside(client, sort, Way::After));
    (clients, previous, next)
}
