//! The readers: a few threads, each with a connection that cannot write, and one queue before them.
//!
//! Threads of our own rather than the runtime's: the same two hops, but a queue with an end and in order, and a
//! connection that stays with its thread.

use std::{collections::VecDeque, sync::Arc, thread, time::Duration};

use parking_lot::{Condvar, Mutex};

use super::open::Limited;
use crate::db::{Conn, Error, Result, StartError, work::Work};

/// Reads that wait beyond this number are turned away at once.
const QUEUE_END: usize = 4096;

/// The threads and their queue.
pub(super) struct Readers {
    queue: Arc<Queue>,
}

struct Queue {
    state: Mutex<State>,
    news: Condvar,
    wait_limit: Duration,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Box<dyn Work>>,
    closed: bool,
}

impl Readers {
    /// Starts one thread for each connection.
    pub(super) fn start(connections: Vec<Limited>, wait_limit: Duration) -> Result<Self, StartError> {
        let queue = Arc::new(Queue { state: Mutex::default(), news: Condvar::new(), wait_limit });
        for (number, limited) in connections.into_iter().enumerate() {
            let queue = Arc::clone(&queue);
            let thread = thread::Builder::new().name(format!("read-{number}"));
            thread.spawn(move || queue.serve(&limited)).map_err(|error| StartError::Other(error.to_string()))?;
        }
        Ok(Readers { queue })
    }

    /// Hands over a read. It is answered, whatever happens.
    pub(super) fn take(&self, work: Box<dyn Work>) {
        let mut state = self.queue.state.lock();
        if state.closed || state.waiting.len() >= QUEUE_END {
            let error =
                if state.closed { Error::closed() } else { Error::Busy(format!("{QUEUE_END} reads are waiting")) };
            drop(state);
            return work.answer(Err(error));
        }
        state.waiting.push_back(work);
        drop(state);
        self.queue.news.notify_one();
    }

    /// No more reads; those that wait are still answered.
    pub(super) fn close(&self) {
        self.queue.state.lock().closed = true;
        self.queue.news.notify_all();
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.close();
    }
}

impl Queue {
    fn serve(&self, limited: &Limited) {
        while let Some(work) = self.next() {
            if work.is_forgotten() {
                continue;
            }
            if work.waits_since().elapsed() > self.wait_limit {
                work.answer(Err(Error::Busy("no reader was free in time".into())));
                continue;
            }
            read(limited, work);
        }
    }

    fn next(&self) -> Option<Box<dyn Work>> {
        let mut state = self.state.lock();
        loop {
            match state.waiting.pop_front() {
                Some(work) => return Some(work),
                None if state.closed => return None,
                None => self.news.wait(&mut state),
            }
        }
    }
}

/// One read in one snapshot.
fn read(limited: &Limited, mut work: Box<dyn Work>) {
    let run = |sql| limited.connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
    let deadline = limited.stop_after(work.limit());
    if let Err(error) = run("BEGIN DEFERRED") {
        return work.answer(Err(error.into()));
    }
    work.run(&Conn::sqlite(&limited.connection, deadline));
    limited.never_stop();
    if let Err(error) = run("COMMIT") {
        tracing::error!(%error, "a read did not end; its connection is cleared");
        let _ = run("ROLLBACK");
    }
    work.answer(Ok(()));
}
