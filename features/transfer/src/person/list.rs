//! Who was erased, so that a restore of an older backup erases them again: kept in the database that is replaced, and, where that
//! is gone, in a file beside the backups. It holds ids and nothing else.

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

use tend_core::{
    Actor, App, Result,
    db::Conn,
    house,
    id::{ClientId, WorkspaceId},
};

use super::erase;
use crate::store::erasures;

/// A client that was erased, and whose they were.
pub type Erased = (WorkspaceId, ClientId);

/// Its name beside the backups.
const NAME: &str = "erased.txt";
/// So many are read at once.
const PAGE: i64 = 1000;
/// How long it may take to erase again whom a restore brought back.
const LIMIT: Duration = Duration::from_secs(3600);

/// All that this database knows of.
pub async fn in_database(app: &App) -> Result<Vec<Erased>> {
    app.db.read_within(LIMIT, all).await
}

fn all(db: &Conn) -> Result<Vec<Erased>> {
    let mut list = Vec::new();
    for house in house::store::all(db)? {
        let mut last = ClientId(uuid::Uuid::nil());
        loop {
            let page = erasures::all(db, house.id, last, PAGE)?;
            let Some(end) = page.last() else { break };
            last = *end;
            list.extend(page.into_iter().map(|client| (house.id, client)));
        }
    }
    Ok(list)
}

/// What the file beside a backup names. A line that cannot be read names nobody.
pub fn beside(backup: &Path) -> Vec<Erased> {
    let text = fs::read_to_string(backup.with_file_name(NAME)).unwrap_or_default();
    let read = |line: &str| {
        let (workspace, client) = line.split_once(' ')?;
        Some((WorkspaceId(workspace.parse().ok()?), ClientId(client.trim().parse().ok()?)))
    };
    text.lines().filter_map(read).collect()
}

/// Writes the file, with those it named before.
pub fn write(folder: &Path, list: &[Erased]) -> io::Result<()> {
    let path = folder.join(NAME);
    let all: BTreeSet<Erased> = beside(&path).into_iter().chain(list.iter().copied()).collect();
    if all.is_empty() || !folder.is_dir() {
        return Ok(());
    }
    let part: PathBuf = folder.join(format!("{NAME}.part"));
    let mut file = fs::File::create(&part)?;
    for (workspace, client) in all {
        writeln!(file, "{workspace} {client}")?;
    }
    file.sync_all()?;
    fs::rename(&part, &path)?;
    fs::File::open(folder)?.sync_all()
}

/// Erases again whom a restore brought back; says how many that were.
pub async fn erase_again(app: &App, list: &[Erased]) -> Result<usize> {
    let mut back = 0;
    for house in app.read(house::store::all).await? {
        let ids: Vec<ClientId> =
            list.iter().filter(|(workspace, _)| *workspace == house.id).map(|(_, client)| *client).collect();
        if ids.is_empty() {
            continue;
        }
        let actor = Actor::house(house.id, house.zone);
        back += app.write_within(&actor, LIMIT, move |tx| erase::erase_again(tx, &ids)).await?;
    }
    if back > 0 {
        app.db.scrub().await?;
    }
    Ok(back)
}
