//! Reading: one's own evenings, what colleagues share, one page, and all of one's own in clear.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use serde_json::{Value, json};
use tend_core::{
    Actor, Day, Error, Result, Role,
    db::Conn,
    id::MemberId,
    ui::{self, Icon, Width, button, icon, link},
    web::{Page, Visit},
};

use super::{gather, parts, url, view};
use crate::{
    reflection::{QUESTIONS, Reflection, day_to_come, plus_days},
    store,
};

/// Pages that a list shows; older ones are reached from the last of them.
const SHOWN: i64 = 60;
/// More than anybody writes in a life.
const ALL: i64 = 100_000;

/// One line of a list.
pub(crate) struct Line {
    pub page: Reflection,
    /// Who wrote it, where that is a colleague.
    pub by: Option<String>,
}

pub(super) async fn yours(visit: Visit, query: axum::extract::Query<Before>) -> Result<Response> {
    let before: Option<Day> = query.before.parse().ok();
    visit
        .page(move |db, visit| {
            let last = plus_days(day_to_come(visit.now, &visit.actor.zone), 1);
            let before = before.unwrap_or(last);
            let mut pages = store::own_before(db, &visit.actor, visit.actor.me()?, before, SHOWN + 1)?;
            let older = i64::try_from(pages.len()).is_ok_and(|found| found > SHOWN);
            pages.truncate(SHOWN as usize);
            let older = pages.last().filter(|_| older).map(|last| last.for_day);
            let lines: Vec<Line> = pages.into_iter().map(|page| Line { page, by: None }).collect();
            Ok(Page::new("Your evenings", yours_view(&lines, older)))
        })
        .await
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Before {
    before: String,
}

pub(super) async fn shared(visit: Visit) -> Result<Response> {
    visit
        .page(|db, visit| {
            let (member, with_team) = (visit.actor.me()?, visit.actor.role >= Role::Member);
            let pages = store::shared_with(db, &visit.actor, member, with_team, SHOWN)?;
            let line = |page: Reflection| {
                let by = Some(tend_clients::store::member_name(db, &visit.actor, page.member)?);
                Ok(Line { page, by })
            };
            let lines = pages.into_iter().map(line).collect::<Result<Vec<_>>>()?;
            Ok(Page::new("Shared with you", shared_view(&lines)))
        })
        .await
}

pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = super::reflection(&id)?;
    visit
        .page(move |db, visit| {
            let page = store::find(db, &visit.actor, id)?;
            if !page.is_there() || !page.may_be_read_by(&visit.actor) {
                return Err(Error::NotFound);
            }
            let people = gather::people(db, visit, &page)?.into_iter().map(|(_, name)| name).collect();
            let is_own = visit.actor.member == Some(page.member);
            let by = tend_clients::store::member_name(db, &visit.actor, page.member)?;
            let coaches = if is_own { store::coaches(db, &visit.actor, page.member)? } else { Vec::new() };
            Ok(Page::new("Evening", one_view(&One { page, people, by, is_own, coaches })))
        })
        .await
}

/// One page to be read.
pub(crate) struct One {
    pub page: Reflection,
    pub people: Vec<String>,
    pub by: String,
    pub is_own: bool,
    pub coaches: Vec<(MemberId, String)>,
}

pub(crate) fn one_view(one: &One) -> Markup {
    let (page, answers) = (&one.page, one.page.answers.all());
    let title = format!("For {}", page.for_day.0.strftime("%A, %-d %B"));
    let head = match one.is_own {
        true => ui::page_head(&title).under("Your evenings", url::YOURS).here("One of them"),
        false => ui::page_head(&title).under("Shared with you", url::SHARED).here(&one.by),
    };
    let lede = if one.is_own { "You wrote this the evening before." } else { "Shared for you to read; it is theirs." };
    let inside = html! {
        (head.lede(lede))
        dl.evening-read {
            @if !one.people.is_empty() { div { dt { "Whom" } dd { (view::and(&one.people)) } } }
            @for ((_, question), text) in QUESTIONS.iter().zip(answers) {
                @if !text.is_empty() { div { dt { (question) } dd.said dir="auto" { (ui::words(text)) } } }
            }
            @if one.is_own && !page.came_of_it.is_empty() { div { dt { "What came of it" } dd.said dir="auto" { (ui::words(&page.came_of_it)) } } }
        }
        @if one.is_own {
            section.evening-more { (parts::sharing(page, &one.coaches)) (ui::press(url::deed(page.id, "erasing"), button("Erase this page for good").small())) }
        }
    };
    ui::page(Width::Narrow, inside)
}

pub(crate) fn yours_view(lines: &[Line], older: Option<Day>) -> Markup {
    let inside = html! {
        (ui::page_head("Your evenings").under("Evening", url::EVENING).here("Yours")
            .lede("Only you can read these. Nobody counts them."))
        @if lines.is_empty() { (ui::nothing("Nothing is written. The page is there at any time, and skipping it costs nothing.")) }
        (list(lines))
        @if let Some(older) = older { (ui::earlier("Earlier ones", format!("{}?before={older}", url::YOURS))) }
        @if !lines.is_empty() {
            (ui::tools(html! { (link("Take them along as a file", url::FILE).icon(Icon::Download).whole_page()) }))
            (ui::fold("erase-all", "Erase all of them", html! {
                p { "All your evenings go at once, from every table and from the file of the database. There is no way back." }
                (ui::press(url::ERASING, button("Erase all of them for good").small()))
            }))
        }
    };
    ui::page(Width::Narrow, inside)
}

pub(crate) fn shared_view(lines: &[Line]) -> Markup {
    let inside = html! {
        (ui::page_head("Shared with you").under("Evening", url::EVENING).here("Shared")
            .lede("Evenings that colleagues want you to read, until they take them back."))
        @if lines.is_empty() { (ui::nothing("Nothing is shared with you just now.")) }
        (list(lines))
    };
    ui::page(Width::Narrow, inside)
}

fn list(lines: &[Line]) -> Markup {
    html! {
        ul.evening-list {
            @for Line { page, by } in lines {
                li {
                    a href=(url::one(page.id)) data-frag { (page.for_day.0.strftime("%a, %-d %b %Y").to_string()) }
                    @if let Some(by) = by { small { (by) } }
                    @if by.is_none() && page.shared.is_some() { small { (icon(Icon::Eye)) "Shared" } }
                    @if let Some(first) = page.answers.all().iter().find(|text| !text.is_empty()) { span dir="auto" { (first) } }
                }
            }
        }
    }
}

/// All that a member wrote, as JSON, for them alone.
pub(super) fn in_clear(db: &Conn, actor: &Actor) -> Result<String> {
    let member = actor.me()?;
    let end: Day = "9999-12-31".parse().map_err(Error::ours)?;
    let mut all = Vec::new();
    for page in store::own_before(db, actor, member, end, ALL)? {
        let ids: Vec<_> = store::people(db, actor, page.id)?.into_iter().map(|(_, client)| client).collect();
        let names: Vec<String> =
            tend_clients::store::found(db, actor, &ids)?.into_iter().map(|client| client.name).collect();
        all.push(of(&page, &names));
    }
    let choices = store::choices(db, actor, member)?;
    Ok(serde_json::to_string_pretty(&json!({ "purpose": choices.purpose, "evenings": all }))?)
}

fn of(page: &Reflection, names: &[String]) -> Value {
    let mut fields = serde_json::Map::new();
    fields.insert("for_day".into(), json!(page.for_day));
    fields.insert("written_at".into(), json!(page.written_at.to_string()));
    fields.insert("people".into(), json!(names));
    for ((field, _), text) in QUESTIONS.iter().zip(page.answers.all()) {
        fields.insert((*field).into(), json!(text));
    }
    fields.insert("came_of_it".into(), json!(page.came_of_it));
    Value::Object(fields)
}
