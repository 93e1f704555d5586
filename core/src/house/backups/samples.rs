//! The page of backups in every state, for the gallery.

use jiff::tz::TimeZone;
use maud::Markup;

use super::{
    pages::PlanForm,
    plan::{Done, Plan},
    views::{self, Shown},
};
use crate::{
    error::Problem,
    time::{DAY, Timestamp},
    ui::Sample,
};

/// Tuesday night in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_853_200_000_000);
const FOLDER: &str = "/var/lib/tend/backups";
const TROUBLE: &str = "The disk is full: there is no room for tend-20261012-030000.db. The database is as it was. Free some space and try again.";

/// All of them.
pub fn samples() -> Vec<Sample> {
    let kept: Vec<Done> = (0..14).map(|night| done(night, "")).collect();
    let failed: Vec<Done> = std::iter::once(done(0, TROUBLE)).chain((1..4).map(|night| done(night, ""))).collect();
    let wrong = [("at", "A time of day, such as 03:00."), ("keep", "A number from 1 to 365.")];
    let wrong: Vec<Problem> =
        wrong.iter().map(|(field, message)| Problem { field: (*field).into(), message: (*message).into() }).collect();
    [
        ("usual", shown(Some(FOLDER), true, &kept, &[])),
        ("empty", shown(Some(FOLDER), true, &[], &[])),
        ("failed", shown(Some(FOLDER), true, &failed, &[])),
        ("nowhere", shown(None, true, &[], &[])),
        ("shared", shown(Some(FOLDER), false, &[], &[])),
        ("error", shown(Some(FOLDER), true, &kept[..1], &wrong)),
    ]
    .map(|(state, markup)| Sample::framed("settings/backups", state, markup))
    .into()
}

fn shown(folder: Option<&str>, is_ours: bool, newest: &[Done], problems: &[Problem]) -> Markup {
    let form = PlanForm::of(&Plan::USUAL, 1);
    let shown = Shown { form: &form, plan: Plan::USUAL, folder, is_ours, newest, zone: &TimeZone::UTC };
    views::backups(&shown, problems, None)
}

fn done(night: i64, trouble: &str) -> Done {
    let began_at = NOW.plus(-night * DAY);
    let stamp = began_at.to_jiff().strftime("%Y%m%d-%H%M%S");
    Done {
        id: uuid::Uuid::from_u128(night.unsigned_abs().into()).into(),
        began_at,
        ended_at: began_at.plus(2_000_000),
        file: format!("{FOLDER}/tend-{stamp}.db"),
        bytes: 48_300_000 - night * 70_000,
        trouble: trouble.to_owned(),
    }
}
