//! What must hold of objects, for `tend check`: the room they take, and that their bytes are there and are what they were.

use super::{Files, Part, store};
use crate::{app::App, check::Check, db::Conn, error::Result, id::WorkspaceId};

/// What the rows say.
pub(crate) const ROOM: Check =
    Check { name: "files.room", says: "The room that files take is what they take together", run: room };

fn room(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let counted = store::counted(db, workspace)?;
    let said = store::room(db, workspace)?.map_or(0, |room| room.bytes);
    Ok(if counted == said {
        Vec::new()
    } else {
        vec![format!("files take {counted} bytes together, and {said} are said")]
    })
}

/// How many are named.
const NAMED: usize = 20;
/// Objects that are read at once.
const PAGE: i64 = 500;

/// Looks at all bytes of a workspace: those that are held must be there, and be what they were.
pub(crate) async fn stored(app: &App, workspace: WorkspaceId) -> Result<Vec<String>> {
    let (mut wrong, mut after) = (Vec::new(), String::new());
    loop {
        let from = after.clone();
        let page = app.read(move |db| store::page(db, workspace, &from, PAGE)).await?;
        let Some(last) = page.last() else { return Ok(wrong) };
        after = last.sha256.clone();
        for stored in page.iter().filter(|object| object.holders > 0).flat_map(|object| object.stored(workspace)) {
            if let Err(what) = look(&app.settings.files, &stored).await {
                let which = if stored.part == Part::Whole { "a file" } else { "a smaller picture" };
                wrong.push(format!("{which} {}: {what}", stored.object));
            }
            if wrong.len() == NAMED {
                return Ok(wrong);
            }
        }
    }
}

async fn look(files: &Files, stored: &super::Stored) -> Result<(), String> {
    match files.hand_on(stored, |_| Ok(())).await {
        Ok(found) => found.map_err(str::to_owned),
        Err(trouble) => Err(trouble.to_string()),
    }
}
