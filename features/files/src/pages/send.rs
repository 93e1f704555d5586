//! The bytes of files: saved, never run; and smaller pictures, which we made ourselves.

use axum::{extract::Path, http::Method, response::Response};
use tend_core::{
    Error, Result,
    files::{self, Part, Size},
    web::{
        Visit,
        bytes::{Sending, send},
    },
};

use crate::{actions, file::FileId};

/// `GET /files/{file}/bytes/{name}`
pub(super) async fn bytes(visit: Visit, method: Method, Path((file, _)): Path<(String, String)>) -> Result<Response> {
    let id: FileId = file.parse().map_err(|_| Error::NotFound)?;
    let file = visit.read(move |db, actor| actions::find(db, actor, id)).await?;
    let stored = file.object.part(visit.actor.workspace, Part::Whole).ok_or(Error::NotFound)?;
    let sending =
        Sending { stored: &stored, media_type: files::told(&file.object.media_type), save_as: Some(&file.name) };
    send(&visit.app.settings.files, &method, &visit.headers, &sending).await
}

/// `GET /files/{file}/pictures/{size}`
pub(super) async fn picture(
    visit: Visit,
    method: Method,
    Path((file, size)): Path<(String, String)>,
) -> Result<Response> {
    let id: FileId = file.parse().map_err(|_| Error::NotFound)?;
    let size: Size = size.parse().map_err(|_| Error::NotFound)?;
    let file = visit.read(move |db, actor| actions::find(db, actor, id)).await?;
    let stored = file.object.part(visit.actor.workspace, Part::Picture(size)).ok_or(Error::NotFound)?;
    let sending = Sending { stored: &stored, media_type: "image/jpeg", save_as: None };
    send(&visit.app.settings.files, &method, &visit.headers, &sending).await
}
