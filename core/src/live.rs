//! Live: what changed, told to all who look, in the order of the entries' numbers.

use serde::Serialize;
use tokio::sync::{broadcast, watch};

use crate::{
    id::{ClientId, MemberId, WorkspaceId},
    push::Notice,
};

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
    /// What whoever hears this is told at once with it; the stream of each member fills in theirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Notice>,
}

/// Tells listeners in this process. Listeners in others find the same in the entries' numbers.
#[derive(Clone)]
pub struct Live {
    changes: broadcast::Sender<Change>,
    ended: watch::Sender<bool>,
}

impl Live {
    /// Nobody listens yet.
    pub fn new() -> Self {
        // A slow listener that falls 1024 changes behind catches up from the entries.
        Live { changes: broadcast::channel(1024).0, ended: watch::Sender::new(false) }
    }
    /// Tells everybody who listens.
    pub fn tell(&self, changes: Vec<Change>) {
        for change in changes {
            // Nobody listening is no error.
            let _ = self.changes.send(change);
        }
    }
    /// Listens from here on.
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }
    /// The program ends: streams end too, so that it need not wait for them.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }
    /// Tells when the program ends.
    pub fn until_end(&self) -> watch::Receiver<bool> {
        self.ended.subscribe()
    }
}
impl Default for Live {
    fn default() -> Self {
        Live::new()
    }
}
