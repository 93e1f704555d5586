//! The page of backups: how the last ones went, when the next ones come.

use axum::{
    Form, Router,
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    plan::Plan,
    store,
    views::{self, Shown},
};
use crate::{
    actor::Role,
    app::App,
    error::{Error, Problem, Problems, Result},
    web::{Page, Visit, told},
};

const HERE: &str = "/settings/backups";
/// So many are listed.
const MOST_SHOWN: i64 = 60;
/// No more are kept than this.
const MOST_KEPT: i64 = 365;

/// Routes under `/settings/backups`.
pub fn routes() -> Router<App> {
    Router::new().route(HERE, get(show).post(set)).route("/settings/backups/now", post(now))
}

/// The plan as it stands in a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PlanForm {
    pub every_days: String,
    pub at: String,
    pub keep: String,
    pub version: String,
}

impl PlanForm {
    pub(super) fn of(plan: &Plan, version: i64) -> Self {
        PlanForm {
            every_days: plan.every_days.to_string(),
            at: plan.clock(),
            keep: plan.keep.to_string(),
            version: version.to_string(),
        }
    }

    fn checked(&self) -> Result<Plan> {
        let mut problems = Problems::default();
        let every_days = match self.every_days.as_str() {
            "0" | "1" | "7" => Ok(self.every_days.parse().unwrap_or(1)),
            _ => Err("Choose how often.".to_owned()),
        };
        let every_days = problems.take("every_days", every_days);
        let at_minute = problems.take("at", read_clock(&self.at));
        let keep = self.keep.trim().parse().ok().filter(|keep| (1..=MOST_KEPT).contains(keep));
        let keep = problems.take("keep", keep.ok_or_else(|| format!("A number from 1 to {MOST_KEPT}.")));
        problems.none()?;
        match (every_days, at_minute, keep) {
            (Some(every_days), Some(at_minute), Some(keep)) => Ok(Plan { every_days, at_minute, keep }),
            _ => Err(Error::ours("a form without problems gave no plan")),
        }
    }
}

/// `3:00` and `03:00` are three o'clock.
fn read_clock(text: &str) -> Result<i64, String> {
    let read = || {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    };
    read().ok_or_else(|| "A time of day, such as 03:00.".to_owned())
}

async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    page(&visit, None, Vec::new(), None).await
}

async fn page(
    visit: &Visit,
    form: Option<PlanForm>,
    problems: Vec<Problem>,
    conflict: Option<String>,
) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let workspace = visit.actor.workspace;
            let (plan, version) = store::plan(db, workspace)?.unwrap_or((Plan::USUAL, 0));
            let kept = PlanForm::of(&plan, version);
            let form =
                form.clone().map_or_else(|| kept.clone(), |form| PlanForm { version: kept.version.clone(), ..form });
            let folder = visit.app.settings.backups.as_ref().map(|folder| folder.display().to_string());
            let shown = Shown {
                form: &form,
                plan,
                folder: folder.as_deref(),
                is_ours: store::first_house(db)? == Some(workspace),
                newest: &store::newest(db, workspace, MOST_SHOWN)?,
                zone: &visit.actor.zone,
            };
            let page = Page::new("Backups", views::backups(&shown, &problems, conflict.as_deref()));
            Ok(match (&conflict, problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

async fn set(visit: Visit, Form(form): Form<PlanForm>) -> Result<Response> {
    let version = form.version.parse().unwrap_or_default();
    let set = match form.checked() {
        Ok(plan) => visit.write(move |tx| super::set_plan(tx, &plan, version)).await,
        Err(problems) => Err(problems),
    };
    match set {
        Ok(()) => Ok(told(HERE, "Kept", None)),
        Err(Error::Invalid(problems)) => page(&visit, Some(form), problems, None).await,
        Err(Error::Conflict(sentence)) => page(&visit, Some(form), Vec::new(), Some(sentence)).await,
        Err(other) => Err(other),
    }
}

async fn now(visit: Visit) -> Result<Response> {
    if visit.app.settings.backups.is_none() {
        return Err(Error::Conflict("Nobody has said yet where backups go: start Tend with --backups FOLDER.".into()));
    }
    visit.write(super::ask).await?;
    Ok(told(HERE, "On its way. Look again in a moment.", None))
}
