//! Does what the database holds fit together? The engine's own pages and keys, the schema, and what each feature says must hold
//! of its rows: counts against what is counted, calls against what they are about.

pub mod store;

use std::time::Duration;

use serde::Serialize;

pub use store::found;

use crate::{
    app::App,
    db::{self, Conn, Migration, examine},
    error::Result,
    id::WorkspaceId,
};

/// Something that must hold in a workspace, registered by the feature whose rows it is about.
#[derive(Debug)]
pub struct Check {
    /// `promises.calls`.
    pub name: &'static str,
    /// What holds, in a sentence.
    pub says: &'static str,
    /// Where it does not, a few sentences at most.
    pub run: fn(&Conn, WorkspaceId) -> Result<Vec<String>>,
}

/// What was looked at and what was found there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The workspace's name; none for what concerns the whole database.
    pub workspace: Option<String>,
    /// The check's name.
    pub check: &'static str,
    /// What must hold.
    pub says: &'static str,
    /// Where it does not.
    pub found: Vec<String>,
}

/// How long one check may take: at a million clients seconds, on a slow disk a while.
const LIMIT: Duration = Duration::from_secs(3600);

/// Looks at everything. A check that cannot be made is a finding too: a damaged page shows itself so.
pub async fn all(app: &App, migrations: &'static [Migration]) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    for (check, says, run) in WHOLE {
        let found = app.db.read_within(LIMIT, move |db| run(db, migrations)).await;
        let found = found.unwrap_or_else(|error| vec![error.to_string()]);
        outcomes.push(Outcome { workspace: None, check, says, found });
    }
    if outcomes.iter().any(|outcome| !outcome.found.is_empty()) {
        // On tables that are not as they should be, the features' questions would only fail one after the other.
        return Ok(outcomes);
    }
    for (workspace, name) in app.db.read(store::workspaces).await? {
        for check in app.features.iter().flat_map(|feature| feature.checks) {
            let found: Result<_> = app.db.read_within(LIMIT, move |db| (check.run)(db, workspace)).await;
            let found = found.unwrap_or_else(|error| vec![error.to_string()]);
            outcomes.push(Outcome { workspace: Some(name.clone()), check: check.name, says: check.says, found });
        }
        let found = crate::files::stored(app, workspace).await.unwrap_or_else(|error| vec![error.to_string()]);
        let says = "The bytes of each file are there, and are what they were";
        outcomes.push(Outcome { workspace: Some(name), check: "files.bytes", says, found });
    }
    Ok(outcomes)
}

type Whole = fn(&Conn, &[Migration]) -> db::Result<Vec<String>>;

/// What concerns the whole database.
const WHOLE: [(&str, &str, Whole); 4] = [
    ("database.pages", "The engine finds its own pages and indexes whole", |db, _| examine::engine(db)),
    ("database.keys", "What a row leans on is there", |db, _| examine::keys(db)),
    ("database.schema", "Tables, columns and indexes are those that the migrations make", examine::schema),
    ("database.search", "The full-text index holds what can be searched, and nothing else", |db, _| {
        examine::search(db)
    }),
];

/// What must hold of core's own rows.
pub const HOUSE: &[Check] = &[
    Check { name: "house.entries", says: "No entry is numbered beyond the workspace's counter", run: store::numbers },
    Check { name: "house.writers", says: "Whoever wrote an entry is a member", run: store::entries_of_nobody },
    Check { name: "house.people", says: "Each member is somebody who can sign in", run: store::members_without_user },
    crate::files::ROOM,
    crate::house::away::AWAY,
    crate::house::away::PLACES,
    Check { name: "house.doors", says: "Each way into the workspace leads to a member", run: store::doors_to_nobody },
];
