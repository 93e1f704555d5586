//! Being away through the JSON door.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Absence, AbsenceId, NewAbsence, actions, store};
use crate::{
    actor::Actor,
    api::{
        Create, Errand, IfMatch, Made, Named, Once, OpenApiRouter, Paged, Seen, Sent, Tagged, Told, Versioned, routes,
        shapes::Moment,
    },
    app::App,
    db::Conn,
    error::Result,
    id::MemberId,
};

/// The operations of absences.
pub(in crate::house) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_absences, say_absence)).routes(routes!(
        show_absence,
        change_absence,
        end_absence
    ))
}

/// A time in which a member is not there.
#[derive(Clone, Serialize, ToSchema)]
struct AbsenceShape {
    /// Its id.
    id: AbsenceId,
    /// Who is away.
    member_id: MemberId,
    /// Who looks after their clients meanwhile.
    deputy_id: MemberId,
    /// From then on.
    from_at: Moment,
    /// They are back from then on.
    until_at: Moment,
    /// What the deputy should know.
    note: String,
    /// Counts its changes.
    version: i64,
}

impl Versioned for AbsenceShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Absence> for AbsenceShape {
    fn from(absence: Absence) -> Self {
        AbsenceShape {
            id: absence.id,
            member_id: absence.member,
            deputy_id: absence.deputy,
            from_at: Moment(absence.from_at),
            until_at: Moment(absence.until_at),
            note: absence.note,
            version: absence.version,
        }
    }
}

fn shape(db: &Conn, actor: &Actor, id: AbsenceId) -> Result<AbsenceShape> {
    store::find(db, actor.workspace, id).map(AbsenceShape::from)
}

/// The most that are listed.
const MOST: i64 = 500;
/// Where the verb's names of fields stand in the body.
const POINTERS: &[(&str, &str)] =
    &[("member", "/member_id"), ("deputy", "/deputy_id"), ("from", "/from_at"), ("until", "/until_at")];

/// Who is away, and who will be.
///
/// Soonest back first, the first 500. What is over is not among them.
#[utoipa::path(get, path = "/absences", tag = "house", security(("token" = ["house:read"])),
    responses((status = 200, body = Paged<AbsenceShape>)))]
async fn list_absences(errand: Errand) -> Told<Json<Paged<AbsenceShape>>> {
    let now = errand.now;
    let all = errand.read(move |db, errand| store::not_over(db, errand.actor.workspace, now, MOST)).await?;
    Ok(Json(Paged { items: all.into_iter().map(AbsenceShape::from).collect(), next: None }))
}

/// An absence, as somebody says it.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAbsenceShape {
    /// Who will be away; the token's member where it is missing. For anybody else only a coach or an admin can say it.
    #[serde(default)]
    member_id: Option<MemberId>,
    /// Who looks after their clients meanwhile.
    deputy_id: MemberId,
    /// From when on.
    from_at: Moment,
    /// When they are back.
    until_at: Moment,
    /// What the deputy should know.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

impl NewAbsenceShape {
    fn of(&self, member: MemberId) -> NewAbsence {
        NewAbsence {
            member,
            deputy: self.deputy_id,
            from_at: self.from_at.0,
            until_at: self.until_at.0,
            note: self.note.clone(),
        }
    }
}

/// Say that somebody will be away.
///
/// Nothing changes hands: whoever stands in finds it in their day.
#[utoipa::path(post, path = "/absences", tag = "house", security(("token" = ["house:write"])),
    params(Once), request_body = NewAbsenceShape, responses((status = 201, body = AbsenceShape)))]
async fn say_absence(errand: Errand, new: Create<NewAbsenceShape>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        let member = new.member_id.map_or_else(|| tx.actor.me(), Ok)?;
        let id = actions::say(tx, &new.of(member))?;
        Made::at("absences", &shape(tx, &tx.actor, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// What an address names.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct OfAbsence {
    /// The absence.
    absence: AbsenceId,
}

/// One absence.
#[utoipa::path(get, path = "/absences/{absence}", tag = "house", security(("token" = ["house:read"])),
    params(OfAbsence), responses((status = 200, body = AbsenceShape)))]
async fn show_absence(errand: Errand, Named(of): Named<OfAbsence>) -> Told<Tagged<AbsenceShape>> {
    errand.read(move |db, errand| shape(db, &errand.actor, of.absence)).await.map(Tagged)
}

/// Say an absence anew.
///
/// Whose it is stays.
#[utoipa::path(put, path = "/absences/{absence}", tag = "house", security(("token" = ["house:write"])),
    params(OfAbsence, IfMatch), request_body = NewAbsenceShape, responses((status = 200, body = AbsenceShape)))]
async fn change_absence(
    errand: Errand,
    Named(of): Named<OfAbsence>,
    seen: Seen,
    Sent(wanted): Sent<NewAbsenceShape>,
) -> Told<Tagged<AbsenceShape>> {
    let changed = errand.change(
        seen,
        move |db, actor| shape(db, actor, of.absence),
        move |tx, before: &AbsenceShape| {
            if wanted.member_id.is_some_and(|member| member != before.member_id) {
                return Err(crate::Error::invalid("member", "Whose it is stays. Call it off and say another."));
            }
            actions::change(tx, of.absence, &wanted.of(before.member_id), before.version)
        },
    );
    changed.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// End an absence, or call it off.
///
/// Doing it twice changes nothing.
#[utoipa::path(delete, path = "/absences/{absence}", tag = "house", security(("token" = ["house:write"])),
    params(OfAbsence), responses((status = 204, description = "They are back, or stay after all.")))]
async fn end_absence(errand: Errand, Named(of): Named<OfAbsence>) -> Told<StatusCode> {
    errand.write(move |tx| actions::end(tx, of.absence)).await.map(|()| StatusCode::NO_CONTENT)
}
