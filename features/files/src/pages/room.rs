//! The settings of files: how large one may be, how much room all of them may take, and how much they do.

use axum::{Form, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Error, Problem, Result, Role,
    files::{self, Room},
    ui::{self, Icon, Tone, button, field, hidden, notice, size_in_words},
    web::{Page, Visit, told},
};

use super::SETTINGS;

/// The form as it was typed.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RoomForm {
    pub most: String,
    pub most_file: String,
    #[serde(default)]
    pub version: i64,
}

impl RoomForm {
    pub(crate) fn of(room: &Room) -> RoomForm {
        const MB: i64 = 1024 * 1024;
        RoomForm {
            most: (room.most_bytes / MB).to_string(),
            most_file: (room.most_file_bytes / MB).to_string(),
            version: room.version,
        }
    }
}

/// `GET /settings/files`
pub(super) async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    page(&visit, None, Vec::new(), None).await
}

async fn page(
    visit: &Visit,
    form: Option<RoomForm>,
    problems: Vec<Problem>,
    conflict: Option<String>,
) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let room = files::room(db, &visit.actor)?;
            let typed = form.clone().map(|form| RoomForm { version: room.version, ..form });
            let place = visit.app.settings.files.place().to_string();
            let form = typed.unwrap_or_else(|| RoomForm::of(&room));
            let page = Page::new("Files", room_view(&room, &place, &form, &problems, conflict.as_deref()));
            Ok(match (&conflict, problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

/// `POST /settings/files`
pub(super) async fn set(visit: Visit, Form(form): Form<RoomForm>) -> Result<Response> {
    let typed = form.clone();
    match visit.write(move |tx| files::set_room(tx, &typed.most, &typed.most_file, typed.version)).await {
        Ok(()) => Ok(told(SETTINGS, "Kept", None)),
        Err(Error::Invalid(problems)) => page(&visit, Some(form), problems, None).await,
        Err(Error::Conflict(sentence)) => page(&visit, Some(form), Vec::new(), Some(sentence)).await,
        Err(other) => Err(other),
    }
}

/// The page.
pub(crate) fn room_view(
    room: &Room,
    place: &str,
    form: &RoomForm,
    problems: &[Problem],
    conflict: Option<&str>,
) -> Markup {
    let of = |name: &'static str| Problem::about(problems, name);
    let words = |bytes: i64| size_in_words(bytes.unsigned_abs());
    let inside = html! {
        (ui::page_head("Files").under("Settings", "/settings").here("Files")
            .lede("What people bring along with a note, a call or a visit: papers, photos, anything. Each is kept as it came; nothing in it is ever run."))
        @if let Some(sentence) = conflict { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) }
        (ui::problem_list("", problems))
        (ui::leaf("room", "How much there is", html! {
            p { "Files take " b { (words(room.bytes)) } " of " (words(room.most_bytes)) "." }
            (ui::progress("Room that is taken", room.bytes.unsigned_abs(), room.most_bytes.unsigned_abs()))
            p.meta { "They lie in " code { (place) } ". The same file is kept once, however often it is brought." }
        }))
        form.room method="post" action=(SETTINGS) data-frag {
            (hidden("version", &form.version.to_string()))
            (field("most_file", "One file, in MB").value(&form.most_file).hint("At most 200.").error(of("most_file")))
            (field("most", "All files together, in MB").value(&form.most).hint("What is there already stays, however much it is.").error(of("most")))
            div.tools { (button("Keep it").primary()) }
        }
    };
    ui::page(ui::Width::Narrow, inside)
}
