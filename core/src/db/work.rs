//! A read or a write on its way to a thread: what runs, and who waits for the answer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use super::{Conn, Error};

/// What a piece of work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A snapshot.
    Read,
    /// A transaction that may share its commit with others.
    Write,
    /// A long transaction that shares its commit with nobody.
    WriteAlone,
}

/// How a closure ended, before anything is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// It wants its writes kept.
    Well,
    /// It failed by its own account; its writes are not kept.
    Badly,
}

/// One piece of work, whatever its types.
pub(super) trait Work: Send {
    /// Runs the closure (again). Remembers what it answered.
    fn run(&mut self, conn: &Conn) -> Ended;
    /// Tells the caller: what the closure answered or, where that could not be kept, the error.
    fn answer(self: Box<Self>, kept: Result<(), Error>);
    /// Has the caller gone away?
    fn is_forgotten(&self) -> bool;
    /// What it is for.
    fn purpose(&self) -> Purpose;
    /// How long it may take.
    fn limit(&self) -> Duration;
    /// When it began to wait.
    fn waits_since(&self) -> Instant;
}

/// Makes a piece of work and the place where its answer arrives.
pub(super) fn new<T, E, F>(f: F, purpose: Purpose, limit: Duration) -> (Box<dyn Work>, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: Fn(&Conn) -> Result<T, E> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    (Box::new(Typed { f, purpose, limit, since: Instant::now(), result: None, sender }), receiver)
}

struct Typed<T, E, F> {
    f: F,
    purpose: Purpose,
    limit: Duration,
    since: Instant,
    result: Option<Result<T, E>>,
    sender: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Typed<T, E, F>
where
    T: Send,
    E: From<Error> + Send,
    F: Fn(&Conn) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &Conn) -> Ended {
        let result = run_closure(&self.f, conn);
        let ended = if result.is_ok() { Ended::Well } else { Ended::Badly };
        self.result = Some(result);
        ended
    }

    fn answer(self: Box<Self>, kept: Result<(), Error>) {
        let result = match (kept, self.result) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(Error::Other("the work was never run".into()).into()),
            (Err(error), _) => Err(error.into()),
        };
        // Nobody may be waiting any more; what was written stays written.
        let _ = self.sender.send(result);
    }

    fn is_forgotten(&self) -> bool {
        self.sender.is_closed()
    }
    fn purpose(&self) -> Purpose {
        self.purpose
    }
    fn limit(&self) -> Duration {
        self.limit
    }
    fn waits_since(&self) -> Instant {
        self.since
    }
}

/// Runs a closure: a panic becomes an error, and so does an answer on top of a statement that failed.
pub(super) fn run_closure<T, E: From<Error>>(f: &impl Fn(&Conn) -> Result<T, E>, conn: &Conn) -> Result<T, E> {
    match catch_unwind(AssertUnwindSafe(|| f(conn))) {
        Err(cause) => {
            conn.note_panic();
            Err(Error::panicked(&*cause).into())
        }
        Ok(Err(error)) => Err(error),
        Ok(Ok(answer)) => match conn.spoiled() {
            None => Ok(answer),
            Some(error) => Err(error.into()),
        },
    }
}
