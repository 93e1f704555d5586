//! The list: what it is asked for, and what it reads.

use std::collections::HashMap;

use axum::{extract::Query, response::Response};
use tend_core::{
    Actor, Feature, Result, Role, Timestamp,
    db::Conn,
    feature::ListColumn,
    id::{ClientId, LocationId, MemberId},
    kept, timeline,
    ui::Width,
    web::{Page, Visit},
};

use super::{
    list_columns::{ShownColumn, read_columns},
    list_edit,
    list_filter::{Said, in_words},
    list_view::{Listed, Of, Viewed, list_view},
    more::linked_names,
    sent::Sent,
};
use crate::{
    actions, bulk,
    client::Client,
    fields::{CustomField, FieldKind},
    filter::{self, Column, Condition, MOST_CONDITIONS, Operator, Test},
    list::{Cursor, Filter, Mark, Order, Sort, Way, wants},
    store::{self, Asked, Bounds, Counted, Turned},
    view::{AskedFor, View, ViewId},
};

/// Rows on a page.
pub(super) const ROWS: usize = 50;
/// More clients than this are not counted.
pub(super) const COUNTED: i64 = 1000;
/// So many views are counted above a list.
const VIEWS_COUNTED: usize = 8;

/// `GET /clients`: `of`, `find`, `owner`, `place`, `kind`, `tag`, `where` (conditions), `show` (columns), `view`, `sort`, `down`, and
/// `after` or `before` a row. `c`, `o` and `v` are one condition more, as a form without a script sends it.
pub(super) async fn list(visit: Visit, Query(asked): Query<Sent>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let listed = read(db, visit, &asked)?;
            let title = if listed.find.is_empty() { "Clients".to_owned() } else { format!("{}, clients", listed.find) };
            Ok(Page::new(title, tend_core::ui::page(Width::Full, list_view(&listed)))
                .live("clients promises goals today transfer"))
        })
        .await
}

/// What a list is asked for, read against what there is.
pub(super) struct Question {
    /// Whose clients.
    pub of: Of,
    /// Which of them.
    pub filter: Filter,
    /// Its conditions, in words.
    pub said: Vec<Said>,
    /// What of the address is no condition, as it stands there.
    pub unread: Vec<String>,
    /// In which order.
    pub order: Order,
    /// The custom fields there are.
    pub fields: Vec<CustomField>,
    /// The columns it shows.
    pub columns: Vec<ShownColumn>,
    /// Were they chosen?
    pub chose_columns: bool,
    /// The view it began with.
    pub view: Option<View>,
    /// What it was asked for, its view's part filled in.
    pub asked: Sent,
}

/// Reads what a list is asked for.
pub(super) fn question(
    db: &Conn,
    actor: &Actor,
    now: Timestamp,
    asked: &Sent,
    features: &[&'static Feature],
) -> Result<Question> {
    let view = match asked.read::<ViewId>("view") {
        Some(id) => store::view(db, actor, id).ok().filter(|view| !view.is_gone),
        None => None,
    };
    let asked = with_view(asked, view.as_ref());
    let all_fields = store::all_fields(db, actor)?;
    let (conditions, unread) = read_conditions(db, actor, &all_fields, &asked)?;
    let (of, mut filter) = read_filter(actor, &asked);
    let mut said = Vec::new();
    for condition in conditions {
        let around = filter::Around { fields: &all_fields, now, zone: &actor.zone };
        let read = filter::read(&condition, &around);
        said.push(in_words(db, actor, &all_fields, condition, read.as_ref().err())?);
        filter.tests.extend(read.ok());
    }
    let fields: Vec<CustomField> = all_fields.into_iter().filter(|field| field.deleted_at.is_none()).collect();
    let kept = actor.member.map(|member| store::columns_of(db, actor, member)).transpose()?.unwrap_or_default();
    let (columns, chose_columns) = read_columns(&asked, &fields, &kept, features);
    let order = read_order(&asked, &fields);
    Ok(Question { of, filter, said, unread, order, fields, columns, chose_columns, view, asked })
}

/// The view's part of an address, unless the address says itself what it asks for.
fn with_view(asked: &Sent, view: Option<&View>) -> Sent {
    let Some(view) = view else { return asked.clone() };
    let own = AskedFor::of(asked.0.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let says = |name: &str| own.0.iter().any(|(known, _)| known == name);
    let filters = ["of", "owner", "place", "kind", "tag", "where"];
    if filters.into_iter().any(says) {
        return asked.clone();
    }
    let mut pairs = asked.0.clone();
    let sorts = says("sort") || says("down");
    let taken = |name: &str| (matches!(name, "sort" | "down") && sorts) || (name == "show" && says("show"));
    pairs.extend(view.asked.0.iter().filter(|(name, _)| !taken(name)).cloned());
    Sent(pairs)
}

fn read_conditions(
    db: &Conn,
    actor: &Actor,
    fields: &[CustomField],
    asked: &Sent,
) -> Result<(Vec<Condition>, Vec<String>)> {
    let (mut conditions, mut unread) = (Vec::new(), Vec::new());
    for (_, text) in asked.0.iter().filter(|(name, text)| name == "where" && !text.trim().is_empty()) {
        match text.parse::<Condition>() {
            Ok(condition) => conditions.push(condition),
            Err(_) => unread.push(text.clone()),
        }
    }
    if let (Some(column), Some(operator)) = (asked.read::<Column>("c"), asked.read::<Operator>("o")) {
        let value = asked.get("v").trim().to_owned();
        let value = if operator.takes_value() { named(db, actor, fields, column, value)? } else { String::new() };
        conditions.push(Condition { column, operator, value });
    }
    conditions.dedup();
    unread.extend(conditions.iter().skip(MOST_CONDITIONS).map(ToString::to_string));
    conditions.truncate(MOST_CONDITIONS);
    Ok((conditions, unread))
}

/// A client somebody named, by their id.
fn named(db: &Conn, actor: &Actor, fields: &[CustomField], column: Column, typed: String) -> Result<String> {
    let Column::Custom(id) = column else { return Ok(typed) };
    let Some(field) = fields.iter().find(|field| field.id == id && field.kind == FieldKind::Client) else {
        return Ok(typed);
    };
    Ok(actions::read_value(db, actor, field, &typed)?.ok().flatten().map_or(typed, |value| value.typed()))
}

fn read(db: &Conn, visit: &Visit, asked: &Sent) -> Result<Listed> {
    let actor = &visit.actor;
    let Question { of, filter, said, unread, order, fields, columns, chose_columns, view, asked } =
        question(db, actor, visit.now, asked, visit.app.features)?;
    let find = asked.get("find").trim().to_owned();
    let far = !asked.get("far").is_empty();
    let (order, turned, previous, next) = if find.is_empty() {
        turned(db, actor, &asked, (&filter, wants(visit.app.features)), order, far)?
    } else {
        let clients = store::search(db, actor, &find, ROWS)?;
        (order, Turned { clients, ..Turned::default() }, None, None)
    };
    let Turned { clients, all, looked, unsorted, .. } = turned;
    let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
    let shows = |column: ShownColumn| columns.contains(&column);
    let customs = if columns.iter().any(|column| matches!(column, ShownColumn::Custom(_))) {
        store::custom_of(db, actor, &ids)?
    } else {
        HashMap::new()
    };
    Ok(Listed {
        features: visit.app.features,
        of_features: of_features(db, actor, &columns, &ids)?,
        calls: store::next_calls(db, actor, &clients)?,
        mine: count(db, actor, Filter { owner: actor.member, ..Filter::default() })?,
        everyone: count(db, actor, Filter::default())?,
        aside: count(db, actor, Filter { archived: true, ..Filter::default() })?,
        members: store::members(db, actor)?,
        locations: store::locations(db, actor)?,
        tags: store::tags(db, actor)?,
        views: viewed(db, visit, view.as_ref())?,
        names: linked_names(db, actor, &fields, customs.values())?,
        tags_of: if shows(ShownColumn::TAGS) { store::tags_of_many(db, actor, &ids)? } else { HashMap::new() },
        adding: asked.read("add"),
        editing: list_edit::read(asked.get("edit")),
        bulk: if actor.role >= Role::Member { bulk::actions(visit.app.features).collect() } else { Vec::new() },
        actor: actor.clone(),
        now: visit.now,
        view,
        clients,
        of,
        filter,
        said,
        unread,
        order,
        find,
        previous,
        next,
        all,
        looked,
        unsorted,
        fields,
        columns,
        chose_columns,
        customs,
    })
}

/// What stands in the columns of other features: a statement for each.
pub(super) fn of_features(
    db: &Conn,
    actor: &Actor,
    columns: &[ShownColumn],
    ids: &[ClientId],
) -> Result<HashMap<&'static str, HashMap<ClientId, String>>> {
    let mut cells = HashMap::new();
    for column in columns {
        if let ShownColumn::Of(column) = column {
            cells.insert(column.word, (column.cells)(db, actor, ids)?.into_iter().collect());
        }
    }
    Ok(cells)
}

type Ways = Option<(Way, String)>;

/// A page in the order asked for: out of an index where one carries all of it, else by a bounded look.
fn turned(
    db: &Conn,
    actor: &Actor,
    asked: &Sent,
    (filter, wants): (&Filter, Option<&'static ListColumn>),
    order: Order,
    far: bool,
) -> Result<(Order, Turned, Ways, Ways)> {
    if let Order::Standard(sort) = order
        && filter.sorts().contains(&sort)
        && (filter.kind.is_none() && (filter.owner.is_none() || filter.place.is_none()))
    {
        let cursor = read_cursor(asked, sort);
        let wanted = store::Turn { filter, sort, cursor: cursor.as_ref(), limit: row_limit() };
        let (clients, previous, next) = turn(store::page(db, actor, &wanted)?, sort, cursor.as_ref());
        let written = |cursor: Option<Cursor>| cursor.map(|cursor| (cursor.way, cursor.write()));
        return Ok((order, Turned { clients, ..Turned::default() }, written(previous), written(next)));
    }
    let read_mark = |way: Way| asked.find(way.word()).and_then(|text| Mark::read(text, order, way));
    let mark = read_mark(Way::After).or_else(|| read_mark(Way::Before));
    let bounds = if far { Bounds::FAR } else { Bounds::PAGE };
    let mut turned = store::turn(db, actor, &Asked { filter, order, mark: mark.as_ref(), rows: ROWS, bounds, wants })?;
    let written = |mark: Option<Mark>| mark.map(|mark| (mark.way, mark.write()));
    let (previous, next) = (written(turned.previous.take()), written(turned.next.take()));
    let order = if turned.unsorted { Order::Standard(Sort::Name) } else { order };
    Ok((order, turned, previous, next))
}

/// The views above the list, the first of them counted.
fn viewed(db: &Conn, visit: &Visit, chosen: Option<&View>) -> Result<Vec<Viewed>> {
    let actor = &visit.actor;
    let newest_entry = timeline::store::newest_number(db, actor.workspace)?;
    let mut viewed = Vec::new();
    for (place, view) in store::views(db, actor)?.into_iter().enumerate() {
        let count = if place < VIEWS_COUNTED || chosen.is_some_and(|chosen| chosen.id == view.id) {
            Some(count_view(db, visit, newest_entry, &view)?)
        } else {
            None
        };
        viewed.push(Viewed { view, count });
    }
    Ok(viewed)
}

fn count_view(db: &Conn, visit: &Visit, newest_entry: i64, view: &View) -> Result<Counted> {
    let actor = &visit.actor;
    let of = kept::Of { workspace: actor.workspace, member: actor.member, what: view.id.0, version: view.version };
    let count = || {
        let question = question(db, actor, visit.now, &Sent(view.asked.0.clone()), &[])?;
        let counted = count_of(db, actor, (&question.filter, wants(visit.app.features)), Bounds::COUNT)?;
        Ok((counted.count, counted.or_more))
    };
    let (count, or_more) = visit.app.kept.count(of, newest_entry, visit.now, count)?;
    Ok(Counted { count, or_more })
}

/// How many pass: out of an index alone where there is one, else among those looked at.
pub(super) fn count_of(
    db: &Conn,
    actor: &Actor,
    (filter, wants): (&Filter, Option<&'static ListColumn>),
    bounds: Bounds,
) -> Result<Counted> {
    let most = usize::try_from(COUNTED).unwrap_or(usize::MAX);
    if filter.is_plain() && filter.tests.is_empty() {
        let count = usize::try_from(count(db, actor, filter.clone())?).unwrap_or(usize::MAX);
        return Ok(Counted { count: count.min(most), or_more: count > most });
    }
    let asked = Asked { filter, order: Order::Standard(Sort::Name), mark: None, rows: most, bounds, wants };
    store::count_filtered(db, actor, &asked)
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
    let descending = asked.get("down") == "yes";
    (of, Filter { owner, archived: of == Of::Aside, place, kind, tag, tests: Vec::<Test>::new(), descending })
}

/// By name where nothing else is asked for that there is.
fn read_order(asked: &Sent, fields: &[CustomField]) -> Order {
    let order = asked.read::<Order>("sort").unwrap_or(Order::Standard(Sort::Name));
    match order {
        Order::Custom(id) if !fields.iter().any(|field| field.id == id && sorts(field)) => Order::Standard(Sort::Name),
        order => order,
    }
}

/// Can a list be put in order by it? Several choices have no one place in an order, and clients stand by their names elsewhere.
pub(super) fn sorts(field: &CustomField) -> bool {
    !matches!(field.kind, FieldKind::Choices | FieldKind::Client)
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
