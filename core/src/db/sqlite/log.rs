//! The write-ahead log: its pages go into the file on a thread of their own, so that no writer waits for it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use rusqlite::{Connection, hooks::Wal};

use crate::db::StartError;

/// From this many pages of 4 KB on the keeper copies them into the file.
const COPY_FROM: i32 = 1000;
/// From this many on the writer itself starts the log anew: readers that follow each other closely can keep it from
/// being used again, and it would grow without an end.
const RESTART_FROM: i32 = 16_000;

/// Watches the length of the log.
pub(super) struct Log {
    pages: Arc<AtomicI32>,
    wake: mpsc::SyncSender<()>,
}

impl Log {
    /// Counts the writer's pages from here on and starts the keeper.
    pub(super) fn start(writer: &mut Connection, keeper: Connection) -> Result<Self, StartError> {
        let pages = Arc::new(AtomicI32::new(0));
        let count = Arc::clone(&pages);
        let hook = move |_: &mut Wal, pages: i32| {
            count.store(pages, Ordering::Relaxed);
            Ok(())
        };
        writer
            .wal_hook(Some(hook))
            .map_err(|error| StartError::Other(error.to_string()))?;
        let (wake, calls) = mpsc::sync_channel(1);
        let thread = thread::Builder::new().name("log-keeper".into());
        thread
            .spawn(move || keep(&keeper, &calls))
            .map_err(|error| StartError::Other(error.to_string()))?;
        Ok(Log { pages, wake })
    }

    /// After a commit.
    pub(super) fn look_after(&self, writer: &Connection) {
        let pages = self.pages.swap(0, Ordering::Relaxed);
        if pages > RESTART_FROM {
            let _ = writer.busy_timeout(Duration::from_millis(200));
            if let Err(error) = checkpoint(writer, "RESTART") {
                tracing::warn!(%error, pages, "the log could not be started anew yet");
            }
            let _ = writer.busy_timeout(Duration::from_secs(5));
        } else if pages > COPY_FROM {
            let _ = self.wake.try_send(());
        }
    }
}

fn keep(keeper: &Connection, calls: &mpsc::Receiver<()>) {
    while calls.recv().is_ok() {
        if let Err(error) = checkpoint(keeper, "PASSIVE") {
            tracing::warn!(%error, "the log's pages could not be copied into the file yet");
        }
    }
}

fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<()> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()))
}
