//! The write-ahead log: its pages go into the file on a thread of their own, so that no writer waits for it.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, hooks::Wal};

use crate::db::StartError;

/// From this many pages of 4 KB on the keeper copies them into the file.
const COPY_FROM: i32 = 1000;
/// From this many on the writer itself starts the log anew: readers that follow each other closely can keep it from
/// being used again, and it would grow without an end.
const RESTART_FROM: i32 = 16_000;

/// A new start waits for the readers of the moment; while a long one reads, it is tried only this often.
const BETWEEN_RESTARTS: Duration = Duration::from_secs(10);
/// And then waits no longer than this.
const RESTART_WAIT: Duration = Duration::from_millis(200);

/// Watches the length of the log.
pub(super) struct Log {
    pages: Arc<AtomicI32>,
    restarted_at: Cell<Option<Instant>>,
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
        writer.wal_hook(Some(hook)).map_err(|error| StartError::Other(error.to_string()))?;
        let (wake, calls) = mpsc::sync_channel(1);
        let thread = thread::Builder::new().name("log-keeper".into());
        thread.spawn(move || keep(&keeper, &calls)).map_err(|error| StartError::Other(error.to_string()))?;
        Ok(Log { pages, restarted_at: Cell::new(None), wake })
    }

    /// After a commit.
    pub(super) fn look_after(&self, writer: &Connection) {
        let pages = self.pages.swap(0, Ordering::Relaxed);
        let lately = self.restarted_at.get().is_some_and(|at| at.elapsed() < BETWEEN_RESTARTS);
        if pages > RESTART_FROM && !lately {
            self.restarted_at.set(Some(Instant::now()));
            let _ = writer.busy_timeout(RESTART_WAIT);
            if let Err(error) = checkpoint(writer, "RESTART") {
                tracing::warn!(%error, pages, "the log could not be started anew yet");
            }
            let _ = writer.busy_timeout(super::open::BUSY);
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
