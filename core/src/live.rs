//! Live: what changed, told to all who look, in the order of the entries' numbers.

use serde::Serialize;
use tokio::sync::broadcast;

use crate::id::{ClientId, MemberId, WorkspaceId};

/// One entry that was committed, as the pages hear of it.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// Whose it is; never leaves the server.
    #[serde(skip)]
    pub workspace: WorkspaceId,
    /// The entry's number in its workspace.
    pub number: i64,
    /// The client it concerns, if one.
    pub client: Option<ClientId>,
    /// What happened: `clients.note`.
    pub kind: String,
    /// Who did it.
    pub by: Option<MemberId>,
    /// Their name.
    pub name: String,
}

/// Tells listeners in this process. Listeners in others find the same in the entries' numbers.
#[derive(Clone)]
pub struct Live(broadcast::Sender<Change>);

impl Live {
    /// Nobody listens yet.
    pub fn new() -> Self {
        // A slow listener that falls 1024 changes behind catches up from the entries.
        Live(broadcast::channel(1024).0)
    }
    /// Tells everybody who listens.
    pub fn tell(&self, changes: Vec<Change>) {
        for change in changes {
            // Nobody listening is no error.
            let _ = self.0.send(change);
        }
    }
    /// Listens from here on.
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.0.subscribe()
    }
}
impl Default for Live {
    fn default() -> Self {
        Live::new()
    }
}
