//! The pages of files: all of a client, one of them, and its bytes; and how much room there is.

mod list;
mod one;
mod room;
mod send;
pub(crate) mod views;

use axum::{
    Router,
    routing::{get, post},
};
use tend_core::{App, files::Size, id::ClientId};

use crate::file::{ClientFile, FileId};

pub(crate) use list::{List, list_view};
pub(crate) use one::one_view;
pub(crate) use room::{RoomForm, room_view};

/// The settings of files.
pub const SETTINGS: &str = "/settings/files";

/// Where everything is.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/clients/{client}/files", get(list::show).post(list::bring))
        .route("/files/{file}", get(one::show))
        .route("/files/{file}/removal", post(one::remove))
        .route("/files/{file}/return", post(one::bring_back))
        .route("/files/{file}/pictures/{size}", get(send::picture))
        .route("/files/{file}/bytes/{name}", get(send::bytes))
        .route(SETTINGS, get(room::show).post(room::set))
}

/// The files of a client.
pub fn list_url(client: ClientId) -> String {
    format!("/clients/{client}/files")
}

/// The page of a file.
pub fn url(id: FileId) -> String {
    format!("/files/{id}")
}

/// Where a file is saved from. Its name stands there for people; what counts is its id.
pub fn bytes_url(file: &ClientFile) -> String {
    format!("/files/{}/bytes/{}", file.id, tend_core::files::percent(&file.name))
}

/// A smaller picture of it.
pub fn picture_url(file: &ClientFile, size: Size) -> String {
    format!("/files/{}/pictures/{size}", file.id)
}
