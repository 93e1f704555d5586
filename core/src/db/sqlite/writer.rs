//! The writer: one thread that owns the connection and commits once for all that wait.
//!
//! Each write after the first runs in a savepoint of its own, so one that fails is taken back alone. Where SQLite throws the whole transaction
//! away (a full disk, a time limit), the one that did it gets the error and the others run again, which they may: they are `Fn`.

use std::{
    collections::VecDeque,
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{log::Log, open::Limited};
use crate::db::{
    Conn, Error, Result, StartError,
    work::{Ended, Purpose, Work},
};

/// Writes that share a commit, at most.
const TOGETHER: usize = 64;
/// A group takes no more in once it has run this long: those in it want to be answered.
const GATHERING: Duration = Duration::from_millis(10);
/// Writes that wait in the channel; more wait before it, in order.
const WAITING: usize = 1024;

/// What the thread is asked for.
enum Order {
    Write(Box<dyn Work>),
    /// Something that makes its own transactions: migrations.
    Alone(Box<dyn FnOnce(&mut Connection) + Send>),
    Close(oneshot::Sender<()>),
}

/// The way to the writer thread.
pub(super) struct Writer {
    orders: mpsc::Sender<Order>,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(mut limited: Limited, keeper: Connection, wait_limit: Duration) -> Result<Self, StartError> {
        let (orders, inbox) = mpsc::channel(WAITING);
        let log = Log::start(&mut limited.connection, keeper)?;
        let bench = Bench { limited, inbox, next: None, wait_limit, log };
        let thread = thread::Builder::new().name("write".into());
        thread.spawn(move || bench.serve()).map_err(|error| StartError::Other(error.to_string()))?;
        Ok(Writer { orders })
    }

    /// Hands over a write. Waits while too many wait already.
    pub(super) async fn take(&self, work: Box<dyn Work>) -> Result<()> {
        self.orders.send(Order::Write(work)).await.map_err(|_| Error::closed())
    }

    /// Runs `f` on the connection, outside of a transaction.
    pub(super) async fn alone<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T> {
        let (sender, answer) = oneshot::channel();
        let order = Order::Alone(Box::new(move |connection| drop(sender.send(f(connection)))));
        self.orders.send(order).await.map_err(|_| Error::closed())?;
        answer.await.map_err(|_| Error::closed())
    }

    /// Ends the thread after what waits already.
    pub(super) async fn close(&self) {
        let (sender, answer) = oneshot::channel();
        if self.orders.send(Order::Close(sender)).await.is_ok() {
            let _ = answer.await;
        }
    }
}

/// What the thread works with.
struct Bench {
    limited: Limited,
    inbox: mpsc::Receiver<Order>,
    /// Taken out of the channel, but not fit for the group at hand.
    next: Option<Order>,
    wait_limit: Duration,
    log: Log,
}

/// How one write ended inside its group.
enum One {
    /// It ran, kept or taken back; its answer waits for the commit.
    Ran(Box<dyn Work>),
    /// It did not run and has been answered.
    Left,
    /// It took the whole transaction back; it has been answered.
    Over,
}

/// Where a write stands in its group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing else is in the transaction yet, so it needs no savepoint. (Inside one, each statement of FTS5 costs more the
    /// more pages have changed: a third of the time of an import.)
    First,
    Later,
}

impl Bench {
    fn serve(mut self) {
        while let Some(order) = self.next.take().or_else(|| self.inbox.blocking_recv()) {
            match order {
                Order::Write(work) => self.group(work),
                Order::Alone(f) => f(&mut self.limited.connection),
                Order::Close(done) => {
                    self.inbox.close();
                    let _ = self.limited.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
                    drop(self);
                    let _ = done.send(());
                    return;
                }
            }
            self.log.look_after(&self.limited.connection);
        }
    }

    /// Runs this write and those that wait behind it, commits once, then answers each.
    fn group(&mut self, first: Box<dyn Work>) {
        let shares = first.purpose() == Purpose::Write;
        let mut todo = VecDeque::from([first]);
        let mut ran = Vec::new();
        let since = Instant::now();
        while !todo.is_empty() {
            if let Err(error) = self.run("BEGIN IMMEDIATE") {
                return answer_all(todo.into(), &error.into());
            }
            loop {
                let room = shares && ran.len() < TOGETHER && since.elapsed() < GATHERING;
                let Some(work) = todo.pop_front().or_else(|| if room { self.another() } else { None }) else {
                    break self.commit(std::mem::take(&mut ran));
                };
                let place = if ran.is_empty() { Place::First } else { Place::Later };
                match self.one(work, place) {
                    One::Ran(work) => ran.push(work),
                    One::Left => {}
                    One::Over => {
                        todo.extend(ran.drain(..));
                        break;
                    }
                }
            }
        }
    }

    /// The next write that may share the commit, if it waits already.
    fn another(&mut self) -> Option<Box<dyn Work>> {
        if self.next.is_some() {
            return None;
        }
        match self.inbox.try_recv().ok()? {
            Order::Write(work) if work.purpose() == Purpose::Write => Some(work),
            other => {
                self.next = Some(other);
                None
            }
        }
    }

    /// One write, taken back alone when it fails.
    fn one(&self, mut work: Box<dyn Work>, place: Place) -> One {
        if work.is_forgotten() {
            return One::Left;
        }
        if work.waits_since().elapsed() > self.wait_limit.max(work.limit()) {
            work.answer(Err(Error::Busy("the writer was not free in time".into())));
            return One::Left;
        }
        if place == Place::Later
            && let Err(error) = self.run("SAVEPOINT one")
        {
            return self.bring_down(work, error.into());
        }
        let deadline = self.limited.stop_after(work.limit());
        let conn = Conn::sqlite(&self.limited.connection, deadline);
        let ended = work.run(&conn);
        let spoiled = conn.spoiled();
        self.limited.never_stop();
        if self.limited.connection.is_autocommit() {
            let error = spoiled.unwrap_or_else(|| Error::Other("the transaction was ended from inside".into()));
            return self.bring_down(work, error);
        }
        let ended = match (ended, place) {
            (Ended::Well, Place::First) => Ok(()),
            (Ended::Well, Place::Later) => self.run("RELEASE one"),
            (Ended::Badly, Place::First) => {
                self.roll_back();
                work.answer(Ok(()));
                return One::Over;
            }
            (Ended::Badly, Place::Later) => self.run("ROLLBACK TO one").and_then(|()| self.run("RELEASE one")),
        };
        match ended {
            Ok(()) => One::Ran(work),
            Err(error) => self.bring_down(work, error.into()),
        }
    }

    fn bring_down(&self, work: Box<dyn Work>, error: Error) -> One {
        self.roll_back();
        work.answer(Err(error));
        One::Over
    }

    /// The one commit. If it fails, nothing is acknowledged.
    fn commit(&self, ran: Vec<Box<dyn Work>>) {
        match self.run("COMMIT") {
            Ok(()) => ran.into_iter().for_each(|work| work.answer(Ok(()))),
            Err(error) => {
                self.roll_back();
                tracing::error!(%error, writes = ran.len(), "a commit failed; nothing of it was kept");
                answer_all(ran, &error.into());
            }
        }
    }

    fn roll_back(&self) {
        if !self.limited.connection.is_autocommit() {
            let _ = self.run("ROLLBACK");
        }
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.limited.connection.prepare_cached(sql)?.raw_execute().map(|_| ())
    }
}

fn answer_all(works: Vec<Box<dyn Work>>, error: &Error) {
    for work in works {
        work.answer(Err(error.clone()));
    }
}
