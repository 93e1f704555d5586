//! How much room the files of a workspace take, and may.

use super::store;
use crate::{
    actor::{Actor, Role},
    app::Tx,
    db::Conn,
    error::{Problems, Result},
};

/// What one file may have, where an admin set nothing else: 25 MB.
pub const USUAL_MOST_FILE_BYTES: i64 = 25 * MB;
/// What all files of a workspace may have, where an admin set nothing else: 50 GB.
pub const USUAL_MOST_BYTES: i64 = 50 * 1024 * MB;
/// A file can be no larger than what comes at once.
const LARGEST_FILE: i64 = 200 * MB;
const LARGEST_ROOM: i64 = 1_000_000_000 * MB;
const MB: i64 = 1024 * 1024;

/// The room of a workspace, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What is taken, the smaller pictures included.
    pub bytes: i64,
    /// What may be.
    pub most_bytes: i64,
    /// What one file may have.
    pub most_file_bytes: i64,
    /// How often the bounds were changed; 0 where nobody did.
    pub version: i64,
}

impl Room {
    /// A workspace without a file.
    pub const EMPTY: Room =
        Room { bytes: 0, most_bytes: USUAL_MOST_BYTES, most_file_bytes: USUAL_MOST_FILE_BYTES, version: 0 };
}

/// The room of the actor's workspace.
pub fn room(db: &Conn, actor: &Actor) -> Result<Room> {
    Ok(store::room(db, actor.workspace)?.unwrap_or(Room::EMPTY))
}

/// Sets how much room there is, in megabytes, as an admin typed it; what is there already stays, however much it is.
pub fn set_room(tx: &Tx, most: &str, most_file: &str, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let mut problems = Problems::default();
    let most = problems.take("most", read(most, LARGEST_ROOM));
    let most_file = problems.take("most_file", read(most_file, LARGEST_FILE));
    problems.none()?;
    let (Some(most_bytes), Some(most_file_bytes)) = (most, most_file) else { return Ok(()) };
    store::make_room(tx)?;
    store::set_bounds(tx, most_bytes, most_file_bytes, version)?;
    crate::house::note(
        tx,
        "files.room",
        tx.actor.workspace.0,
        format!("{} MB, {} MB a file", most_bytes / MB, most_file_bytes / MB),
    );
    Ok(())
}

fn read(text: &str, largest: i64) -> Result<i64, String> {
    let text = text.trim().replace([',', ' ', '\u{a0}'], "");
    let number: i64 = text.parse().map_err(|_| "A number of megabytes, please: 25.".to_owned())?;
    let bytes = number.checked_mul(MB).filter(|bytes| (MB..=largest).contains(bytes));
    bytes.ok_or_else(|| format!("At least 1 and at most {} megabytes.", largest / MB))
}
