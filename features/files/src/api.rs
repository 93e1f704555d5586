//! Files through the JSON door. A file itself is sent and read as plain bytes.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use serde::{Deserialize, Serialize};
use tend_core::{
    App, Error,
    api::{
        Asked, Create, Errand, Made, Named, Once, OpenApiRouter, Paged, Paging, Refusal, Told, page_of, routes,
        shapes::Moment,
    },
    files::{self, Arrived, Bounds, Part, Trouble},
    id::{ClientId, EntryId, MemberId},
    web::bytes::{Sending, send},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actions,
    file::{ClientFile, FileId},
    store,
};

/// The operations about files.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_files, bring_file))
        .routes(routes!(read_file))
        .routes(routes!(show_file, remove_file))
}

/// A file of a client.
#[derive(Clone, Serialize, ToSchema)]
struct FileShape {
    /// Its id.
    id: FileId,
    /// Whose it is.
    client_id: ClientId,
    /// The entry it came with.
    entry_id: EntryId,
    /// What it is called.
    name: String,
    /// What it is, by what is in it and not by its name.
    media_type: String,
    /// How many bytes it has.
    bytes: i64,
    /// The SHA-256 of what is in it, in hexadecimal.
    sha256: String,
    /// The width of a picture, as it is looked at.
    width: Option<i64>,
    /// Its height.
    height: Option<i64>,
    /// When it was brought.
    added_at: Moment,
    /// Who brought it.
    added_by: Option<MemberId>,
}

impl From<ClientFile> for FileShape {
    fn from(file: ClientFile) -> Self {
        FileShape {
            id: file.id,
            client_id: file.client,
            entry_id: file.entry,
            name: file.name,
            media_type: file.object.media_type,
            bytes: file.object.bytes,
            sha256: file.object.sha256,
            width: file.object.points.map(|points| points.0),
            height: file.object.points.map(|points| points.1),
            added_at: file.added_at.into(),
            added_by: file.added_by,
        }
    }
}

/// The client an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfClient {
    /// The client.
    client: ClientId,
}

/// The file an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfFile {
    /// The file.
    file: FileId,
}

/// Which page.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// A client's files, the newest first, a page at a time.
#[utoipa::path(get, path = "/clients/{client}/files", tag = "files", security(("token" = ["files:read"])),
    params(OfClient, Listing), responses((status = 200, body = Paged<FileShape>)))]
async fn list_files(
    errand: Errand,
    Named(of): Named<OfClient>,
    Asked(asked): Asked<Listing>,
) -> Told<Json<Paged<FileShape>>> {
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    let (before, limit) = (paging.start(|text| text.parse::<FileId>().ok())?, paging.ask());
    let rows = errand.read(move |db, errand| {
        let client = tend_clients::store::find(db, &errand.actor, of.client)?;
        store::of_client(db, &errand.actor, client.id, before, limit)
    });
    Ok(Json(page_of(&paging, rows.await?, |file| file.id.to_string(), FileShape::from)))
}

/// What a new file is called.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Called {
    /// Its name, with its ending: `bill.pdf`.
    #[param(min_length = 1, max_length = 255)]
    name: String,
}

/// Bring a file for a client.
///
/// The body is the file, as it is. What it is, is told by what is in it, whatever `Content-Type` says.
#[utoipa::path(post, path = "/clients/{client}/files", tag = "files", security(("token" = ["files:write"])),
    params(OfClient, Called, Once), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = FileShape)))]
async fn bring_file(
    errand: Errand,
    Named(of): Named<OfClient>,
    Asked(called): Asked<Called>,
    new: Create<()>,
    body: Body,
) -> Told<Made> {
    let room = errand.read(move |db, errand| {
        tend_clients::store::find(db, &errand.actor, of.client)?;
        files::room(db, &errand.actor)
    });
    let file = room.await?.most_file_bytes.unsigned_abs();
    let bounds = Bounds { file, rest: files::MOST_AT_ONCE };
    let arrived = files::receive(&called.name, bounds, body.into_data_stream()).await.map_err(refused)?;
    let kept = files::keep(&errand.app, &errand.actor, &arrived).await.map_err(refused)?;
    let new = new.with(kept, fingerprint(&arrived));
    let made = errand.create(new, move |tx, kept| {
        let ids = actions::add(tx, of.client, std::slice::from_ref(kept))?;
        let id = ids.first().copied().ok_or(Error::NotFound)?;
        Made::at(format!("files/{id}"), &FileShape::from(actions::find(tx, &tx.actor, id)?))
    });
    made.await
}

fn fingerprint(arrived: &Arrived) -> &[u8] {
    arrived.sha256.as_bytes()
}

fn refused(trouble: Trouble) -> Refusal {
    match trouble {
        Trouble::TooLarge { .. } | Trouble::TooMuch(_) => Refusal::too_large(trouble.to_string()),
        ours if ours.is_ours() => Error::ours(ours).into(),
        Trouble::Other(error) => error.into(),
        other => Refusal::field("", other.to_string()),
    }
}

/// One file: what it is called and what is in it.
#[utoipa::path(get, path = "/files/{file}", tag = "files", security(("token" = ["files:read"])),
    params(OfFile), responses((status = 200, body = FileShape)))]
async fn show_file(errand: Errand, Named(of): Named<OfFile>) -> Told<Json<FileShape>> {
    let file = errand.read(move |db, errand| actions::find(db, &errand.actor, of.file)).await?;
    Ok(Json(file.into()))
}

/// The bytes of a file.
///
/// Always to be saved, never to be shown; a part of them with `Range`.
#[utoipa::path(get, path = "/files/{file}/bytes", tag = "files", security(("token" = ["files:read"])),
    params(OfFile), responses((status = 200, description = "The file, as it was brought.", content_type = "application/octet-stream", body = Vec<u8>)))]
async fn read_file(
    State(app): State<App>,
    errand: Errand,
    Named(of): Named<OfFile>,
    method: Method,
    headers: HeaderMap,
) -> Told<Response> {
    let file = errand.read(move |db, errand| actions::find(db, &errand.actor, of.file)).await?;
    let stored = file.object.part(errand.actor.workspace, Part::Whole).ok_or(Error::NotFound)?;
    let sending = Sending { stored: &stored, media_type: "application/octet-stream", save_as: Some(&file.name) };
    Ok(send(&app.settings.files, &method, &headers, &sending).await?)
}

/// Take a file away.
///
/// The book keeps who did and when. For a week it can come back, in the browser.
#[utoipa::path(delete, path = "/files/{file}", tag = "files", security(("token" = ["files:write"])),
    params(OfFile), responses((status = 204, description = "It is gone; the book keeps that it was there.")))]
async fn remove_file(errand: Errand, Named(of): Named<OfFile>) -> Told<StatusCode> {
    errand.write(move |tx| actions::remove(tx, of.file)).await.map(|_| StatusCode::NO_CONTENT)
}
