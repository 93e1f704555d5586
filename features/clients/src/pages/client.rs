//! The client's page: one relationship, from who they are to everything so far.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query},
    response::Response,
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde_json::Value;
use tend_core::{
    Actor, Error, Feature, Result, Role, Timestamp,
    db::Conn,
    feature::{OpenLine, Panel},
    files,
    id::{ClientId, EntryId, LocationId, MemberId},
    serve_first::Reason,
    timeline::{self, Entry, Strand},
    ui::{self, OpenMatter, Tone, Width, labels},
    web::{Page, Visit},
};

use super::{
    edit::{Editing, Looking, again, into_looking},
    head,
    more::More,
    sent::{Sent, id},
    side, story,
};
use crate::{
    actions::Field,
    affiliation::{Affiliation, stretches},
    client::{Client, ClientKind},
    contact::ContactPoint,
    date::ImportantDate,
    serve_first, store,
};

/// How many moments a page of the story shows.
pub(super) const MOMENTS: i64 = 30;
/// How many affiliations a page shows.
const PEOPLE: i64 = 24;

/// All that the client's page shows, read in one snapshot.
pub(crate) struct Shown {
    /// The client.
    pub client: Client,
    /// How to reach them.
    pub points: Vec<ContactPoint>,
    /// Days that matter to them.
    pub dates: Vec<ImportantDate>,
    /// Their tags.
    pub tags: Vec<String>,
    /// How many more they have than are shown.
    pub more_tags: usize,
    /// Their people, or their organizations.
    pub others: Vec<Affiliation>,
    /// Text kept from imports.
    pub fields: Value,
    /// What stands in custom fields.
    pub more: More,
    /// What other features show here.
    pub panels: Vec<Panel>,
    /// What is open between us.
    pub open: Vec<OpenLine>,
    /// What they wait on us for: to be looked after before anything is offered.
    pub serve_first: Vec<Reason>,
    /// A page of the story, and one more where there is more.
    pub entries: Vec<Entry>,
    /// What other features show below entries of that page.
    pub beside: HashMap<EntryId, Vec<Markup>>,
    /// How large a file may be that comes along.
    pub most_file_bytes: u64,
    /// What lies before that page, in words.
    pub earlier: Option<String>,
    /// Who works here, while an owner is chosen.
    pub members: Vec<(MemberId, String)>,
    /// The places, while one is chosen.
    pub locations: Vec<(LocationId, String)>,
    /// Who changed what stands in the way of a form, in words.
    pub faster: Option<String>,
    /// Around it: who looks, when, where.
    pub around: Around,
}

/// Who looks at a page, when and where, and which features there are.
#[derive(Clone)]
pub(crate) struct Around {
    /// Who looks.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
    /// Which features there are.
    pub features: &'static [&'static Feature],
}

impl Around {
    /// The zone of all times on the page.
    pub fn zone(&self) -> &TimeZone {
        &self.actor.zone
    }
    /// May they write?
    pub fn may_write(&self) -> bool {
        self.actor.role >= Role::Member
    }
}

/// `GET /clients/{client}`
pub(super) async fn show(visit: Visit, Path(client): Path<String>, Query(asked): Query<Sent>) -> Result<Response> {
    let client: ClientId = id(&client)?;
    let looking = Looking {
        editing: Editing::read(asked.get("edit")),
        strand: asked.read::<Strand>("strand").filter(|strand| *strand != Strand::Unseen),
        before: story::read_before(asked.get("before")),
        writing: asked.get("write").to_owned(),
        ..Looking::default()
    };
    visit.page(move |db, visit| page(db, visit, client, &looking)).await
}

/// The page once more after a form that was not taken.
pub(super) async fn show_again(visit: &Visit, client: ClientId, looking: Looking, error: Error) -> Result<Response> {
    again(visit, client, into_looking(looking, error)?).await
}

/// The page, read and drawn.
pub(super) fn page(db: &Conn, visit: &Visit, id: ClientId, looking: &Looking) -> Result<Page> {
    let around = Around { actor: visit.actor.clone(), now: visit.now, features: visit.app.features };
    let shown = read(db, around, id, looking)?;
    // By this mark the script notes whom one opened last; a GET notes nothing.
    let main = html! { (view(&shown, looking)) span data-opened=(id) hidden {} };
    Ok(Page::new(shown.client.name.clone(), main).live(hears_of(&shown)))
}

/// What a page wants to hear of: the client, and whose words stand in an organization's story.
fn hears_of(shown: &Shown) -> String {
    let people = shown.others.iter().filter(|other| other.organization == shown.client.id).map(|other| other.person);
    std::iter::once(shown.client.id).chain(people).map(|id| format!("client:{id}")).collect::<Vec<_>>().join(" ")
}

fn read(db: &Conn, around: Around, id: ClientId, looking: &Looking) -> Result<Shown> {
    let (actor, now, features) = (&around.actor, around.now, around.features);
    let client = store::find(db, actor, id)?;
    let others = match client.kind {
        ClientKind::Organization => store::people_of(db, actor, id, PEOPLE)?,
        ClientKind::Person => store::organizations_of(db, actor, id, PEOPLE)?,
    };
    let people = if client.kind == ClientKind::Organization { stretches(&others, around.zone()) } else { Vec::new() };
    let entries = story::read(db, actor, (id, &people), looking)?;
    let tags = store::tags_of(db, actor, id)?;
    let is_whole = tags.len() < store::TAGS_SHOWN;
    let more_tags = if is_whole { 0 } else { store::count_tags(db, actor, id)?.saturating_sub(tags.len()) };
    let choosing = |field: Field| looking.editing == Editing::Vital(field);
    Ok(Shown {
        points: store::contact_points(db, actor, id)?,
        dates: store::dates(db, actor, id)?,
        tags,
        more_tags,
        others,
        fields: store::fields(db, actor, id)?,
        more: More::read(db, actor, id)?,
        panels: panels(db, actor, features, id, now)?,
        open: open(db, actor, features, id, now)?,
        serve_first: serve_first::of_client(features, db, actor, id, now)?,
        beside: story::below_entries(db, actor, features, &entries)?,
        most_file_bytes: files::room(db, actor)?.most_file_bytes.unsigned_abs(),
        earlier: story::earlier_words(db, &around, (id, &people), &entries, looking)?,
        entries,
        members: if choosing(Field::Owner) { store::members(db, actor)? } else { Vec::new() },
        locations: if choosing(Field::Place) { store::locations(db, actor)? } else { Vec::new() },
        faster: if looking.overtaken.is_some() { who_was_faster(db, &around, id, looking)? } else { None },
        client,
        around,
    })
}

fn panels(db: &Conn, actor: &Actor, features: &[&Feature], client: ClientId, now: Timestamp) -> Result<Vec<Panel>> {
    let panels = features.iter().filter_map(|feature| feature.panel).map(|panel| panel(db, actor, client, now));
    Ok(panels.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn open(db: &Conn, actor: &Actor, features: &[&Feature], client: ClientId, now: Timestamp) -> Result<Vec<OpenLine>> {
    let lines = features.iter().filter_map(|feature| feature.open).map(|open| open(db, actor, client, now));
    let mut lines: Vec<OpenLine> = lines.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    lines.sort_by_key(|line| line.due_at);
    Ok(lines)
}

/// “Tomás changed the rhythm at 09:12, from “Every 3 weeks” to “Every 2 weeks”.”: the newest entry about what was typed.
fn who_was_faster(db: &Conn, around: &Around, client: ClientId, looking: &Looking) -> Result<Option<String>> {
    let book = timeline::store::of_client(
        db,
        around.actor.workspace,
        client,
        Some(Strand::Book),
        timeline::store::Before::NEWEST,
        20,
    )?;
    let typed = |field: &str| looking.typed.find(field).is_some();
    Ok(book.iter().find_map(|entry| {
        let change =
            entry.body["changes"].as_array()?.iter().find(|change| change["field"].as_str().is_some_and(typed))?;
        let text = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
        let at = tend_core::ago::clock(entry.happened_at, around.zone());
        let day = match entry.happened_at.day_in(around.zone()) {
            day if day == around.now.day_in(around.zone()) => String::new(),
            day => format!(" {}", crate::words::on_day(day)),
        };
        let who = entry.who();
        Some(format!(
            "{who} changed the {}{day} at {at}, from “{}” to “{}”.",
            text("what"),
            text("before"),
            text("after")
        ))
    }))
}

/// The whole page.
pub(crate) fn view(shown: &Shown, looking: &Looking) -> Markup {
    let lead = html! {
        @for panel in shown.panels.iter().filter(|panel| !panel.side) { (panel.markup) }
        (open_between_us(shown))
    };
    let label = format!("Around {}", shown.client.name);
    let inside = html! {
        (head::head(shown))
        (head::laid_aside(shown))
        (head::in_the_way(shown, looking))
        (head::form(shown, looking))
        (head::vitals(shown, looking))
        (ui::one_relationship(lead, story::story(shown, looking), &label, side::side(shown, looking)))
    };
    ui::page(Width::Usual, inside)
}

fn open_between_us(shown: &Shown) -> Markup {
    if shown.open.is_empty() {
        return html! {};
    }
    let (now, zone) = (shown.around.now, shown.around.zone());
    let whens: Vec<String> = shown.open.iter().map(|line| when_words(line, now, zone)).collect();
    let matters: Vec<OpenMatter<'_>> = shown.open.iter().zip(&whens).map(|(line, when)| matter(line, when)).collect();
    ui::block("open", labels::OPEN_BETWEEN_US, None, ui::open_matters(&matters))
}

fn when_words(line: &OpenLine, now: Timestamp, zone: &TimeZone) -> String {
    if line.waiting && line.due_at <= now {
        tend_core::ago::short(line.due_at, now, zone)
    } else {
        tend_core::ago::by_when(line.due_at, now, zone)
    }
}

fn matter<'a>(line: &'a OpenLine, when: &'a str) -> OpenMatter<'a> {
    let when = ui::when(when);
    OpenMatter {
        id: None,
        icon: line.icon,
        tone: if line.waiting { Tone::Clay } else { Tone::Plain },
        title: &line.title,
        note: &line.detail,
        href: (!line.href.is_empty()).then(|| line.href.as_str().into()),
        when: if line.waiting { when.waiting() } else { when },
        tools: line.actions.clone(),
    }
}
