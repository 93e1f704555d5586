//! The pages of files in every state, for the gallery. Pictures live in no store, so their places are empty there.

use jiff::tz::TimeZone;
use maud::html;
use tend_clients::{Client, ClientKind};
use tend_core::{
    Problem, Timestamp,
    files::{self, Kept, Object, Room, Unshown},
    id::{ClientId, EntryId, LocationId, MemberId},
    time::DAY,
    ui::{self, Sample},
};
use uuid::Uuid;

use crate::{
    client::panel_view,
    file::{ClientFile, FileId},
    pages::{List, RoomForm, list_view, one_view, room_view},
};

/// All of them.
pub fn all() -> Vec<Sample> {
    let list = |state, list: &List| Sample::framed("files/list", state, list_view(list));
    let one =
        |state, file: &ClientFile| Sample::framed("files/one", state, one_view(file, &clinic(), true, &TimeZone::UTC));
    let panel = ui::page(ui::Width::Narrow, panel_view(clinic().id, &some(), 12));
    vec![
        list("usual", &usual()),
        list("empty", &List { files: Vec::new(), ..usual() }),
        list("error", &refused()),
        list("guest", &List { may_write: false, ..usual() }),
        list(
            "many",
            &List {
                files: (0..40).map(|number| paper(number, "Offer.pdf", "application/pdf")).collect(),
                next: Some(FileId(id(1))),
                is_first: false,
                ..usual()
            },
        ),
        one("picture", &picture(1, "The wobbling wheel.jpg", (1200, 900))),
        one("paper", &paper(2, "Offer for the spare bikes.pdf", "application/pdf")),
        one("unshown", &unshown(Unshown::TooLarge)),
        one("unreadable", &unshown(Unshown::Unreadable)),
        one(
            "long",
            &paper(3, &format!("{}.txt", "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3)), "text/plain"),
        ),
        // A panel stands below its client's name.
        Sample::framed("files/panel", "usual", html! { (ui::page_head("Harbour Clinic")) (panel) }),
        room("usual", &RoomForm::of(&taken()), &[], None),
        room("error", &RoomForm { most: "a lot".into(), most_file: "9000".into(), version: 1 }, &wrong(), None),
        room(
            "conflict",
            &RoomForm::of(&taken()),
            &[],
            Some("Somebody changed this a moment ago. Look at it once more and try again."),
        ),
    ]
}

fn room(state: &'static str, form: &RoomForm, problems: &[Problem], conflict: Option<&str>) -> Sample {
    Sample::framed("files/room", state, room_view(&taken(), "/var/lib/tend/tend.files", form, problems, conflict))
}

fn taken() -> Room {
    Room { bytes: 3_400_000_000, version: 1, ..Room::EMPTY }
}

fn problem(field: &str, message: &str) -> Problem {
    Problem { field: field.into(), message: message.into() }
}

fn wrong() -> Vec<Problem> {
    vec![
        problem("most", "A number of megabytes, please: 25."),
        problem("most_file", "At least 1 and at most 200 megabytes."),
    ]
}

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn object(media_type: &str, bytes: i64) -> Object {
    Object {
        sha256: "0f".repeat(32),
        media_type: media_type.into(),
        bytes,
        points: None,
        unshown: Unshown::No,
        small: Default::default(),
        large: Default::default(),
        holders: 1,
    }
}

fn paper(number: u128, name: &str, media_type: &str) -> ClientFile {
    ClientFile {
        id: FileId(id(100 + number)),
        client: clinic().id,
        entry: EntryId(id(200 + number)),
        name: name.into(),
        added_at: Timestamp(1_791_871_200_000_000).plus(-DAY),
        added_by: Some(MemberId(id(2))),
        by_name: "Noor Haddad".into(),
        removed_at: None,
        object: object(media_type, 348_160),
    }
}

fn picture(number: u128, name: &str, points: (i64, i64)) -> ClientFile {
    let object = Object { points: Some(points), ..object("image/jpeg", 2_400_000) };
    ClientFile { object, ..paper(number, name, "image/jpeg") }
}

fn unshown(why: Unshown) -> ClientFile {
    let object = Object { unshown: why, ..object("image/png", 41_000) };
    ClientFile { object, ..paper(4, "Map of the town.png", "image/png") }
}

fn some() -> Vec<ClientFile> {
    vec![
        paper(1, "Offer for the spare bikes.pdf", "application/pdf"),
        paper(2, "Order.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        paper(3, "Call with Amara.m4a", "audio/m4a"),
        unshown(Unshown::TooLarge),
    ]
}

fn usual() -> List {
    List {
        client: clinic(),
        files: some(),
        next: None,
        is_first: true,
        may_write: true,
        kept: Vec::new(),
        problems: Vec::new(),
        most_file_bytes: files::USUAL_MOST_FILE_BYTES.unsigned_abs(),
        zone: TimeZone::UTC,
    }
}

fn refused() -> List {
    let kept = Kept { name: "Offer.pdf".into(), sha256: "0f".repeat(32), bytes: 348_160 };
    let message = "“Film of the ride.mp4” is larger than 25 MB, and no file may be. Make it smaller, or write down where it lies.";
    List { kept: vec![kept], problems: vec![problem(files::FIELD, message)], ..usual() }
}

fn clinic() -> Client {
    Client {
        id: ClientId(id(10)),
        kind: ClientKind::Organization,
        name: "Harbour Clinic".into(),
        given: String::new(),
        family: String::new(),
        about: String::new(),
        owner: MemberId(id(2)),
        owner_name: "Noor Haddad".into(),
        location: LocationId(id(3)),
        location_name: "Market Street".into(),
        cadence_days: None,
        since: None,
        last_contact_at: None,
        created_at: Timestamp(0),
        archived_at: None,
        archived_by: None,
        version: 1,
    }
}
