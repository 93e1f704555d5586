//! One run of one transaction on one connection, and how it ended.

use std::{
    hash::{BuildHasher, RandomState},
    ops::Deref,
    time::{Duration, Instant},
};

use deadpool_postgres::{ClientWrapper, Object};
use tokio::runtime::Handle;
use tokio_postgres::SimpleQueryMessage;

use crate::db::{
    Conn, Error, Result,
    conn::in_time,
    work::{self, Purpose},
};

/// What a transaction is for and how long it may take.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) purpose: Purpose,
    pub(super) limit: Duration,
    pub(super) deadline: Instant,
}

/// How a run ended.
pub(super) enum End<T, E> {
    /// This is the answer.
    Done(Result<T, E>),
    /// Nothing was kept, and running it again may go well.
    Again(Error),
    /// COMMIT was sent and not answered.
    InDoubt {
        /// Which transaction it was.
        number: Number,
        /// What the closure answered.
        answer: T,
        /// How the connection broke.
        cause: Error,
    },
}

/// A transaction's number, and the life of the server in which it counts: after a crash or on a standby that took over, the
/// same number may belong to another transaction.
pub(super) struct Number {
    transaction: String,
    life: String,
}

impl Number {
    /// A snapshot has none.
    fn none() -> Self {
        Number { transaction: String::new(), life: String::new() }
    }
}

/// What became of a transaction.
pub(super) enum Fate {
    Kept,
    NotKept,
    Open,
    Unknown,
}

/// A lock is waited for this long at once; then the transaction is taken back and tried again.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// A connection that remembers more statements than this forgets them.
const STATEMENTS: usize = 500;
/// The server's life: when it started, and the timeline of its log.
const LIFE: &str = "pg_postmaster_start_time()::text || left(pg_walfile_name(pg_current_wal_lsn()), 8)";

/// A connection that goes back to the pool only when its transaction ended cleanly.
struct Borrowed {
    connection: Option<Object>,
    clean: bool,
}

impl Borrowed {
    /// Ends a snapshot and gives the connection back.
    async fn give_back(mut self, end_by: Instant) {
        self.clean = in_time(end_by, self.batch_execute("COMMIT")).await.is_ok();
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        if !self.clean {
            // Closing it makes the server roll back.
            drop(Object::take(connection));
        } else if connection.statement_cache.size() > STATEMENTS {
            connection.statement_cache.clear();
        }
    }
}

impl Deref for Borrowed {
    type Target = ClientWrapper;
    fn deref(&self) -> &ClientWrapper {
        self.connection.as_ref().expect("it is there until the drop")
    }
}

/// Runs the closure once, on a thread that may block.
pub(super) fn run<T, E: From<Error>>(
    connection: Object,
    runtime: &Handle,
    f: &impl Fn(&Conn) -> Result<T, E>,
    plan: Plan,
) -> End<T, E> {
    let mut borrowed = Borrowed { connection: Some(connection), clean: false };
    let (number, opening) = match plan.purpose {
        // Sent with the first statement: nothing can go wrong between the two that a snapshot would mind.
        Purpose::Read => (Number::none(), Some(opening(plan))),
        Purpose::Write | Purpose::WriteAlone => match runtime.block_on(begin(&borrowed, plan)) {
            Ok(number) => (number, None),
            Err(error) => return failed(error),
        },
    };
    let conn = Conn::postgres(&borrowed, runtime, plan.deadline).opening_with(opening);
    let result = work::run_closure(f, &conn);
    let (spoiled, panicked, unopened) = (conn.spoiled(), conn.panicked(), conn.is_unopened());
    let end_by = Instant::now().max(plan.deadline);
    let answer = match result {
        Ok(answer) => answer,
        Err(error) => {
            // A connection that lost something, be it only a plan, is not used again.
            let fit = !panicked && !matches!(spoiled, Some(Error::Lost(_)));
            let rolled_back = || runtime.block_on(in_time(end_by, borrowed.batch_execute("ROLLBACK"))).is_ok();
            let clean = fit && (unopened || rolled_back());
            borrowed.clean = clean;
            return match spoiled {
                Some(spoiled) if spoiled.passes() => End::Again(spoiled),
                _ => End::Done(Err(error)),
            };
        }
    };
    if unopened {
        borrowed.clean = true;
        return End::Done(Ok(answer));
    }
    if plan.purpose == Purpose::Read {
        // A snapshot has nothing to keep: its answer is right, and nobody need wait for its end.
        runtime.spawn(borrowed.give_back(end_by));
        return End::Done(Ok(answer));
    }
    match runtime.block_on(in_time(end_by, borrowed.batch_execute("COMMIT"))) {
        Ok(()) => {
            borrowed.clean = true;
            End::Done(Ok(answer))
        }
        Err(cause @ Error::Lost(_)) => End::InDoubt { number, answer, cause },
        Err(error) => failed(error),
    }
}

fn failed<T, E: From<Error>>(error: Error) -> End<T, E> {
    if error.passes() { End::Again(error) } else { End::Done(Err(error.into())) }
}

/// Begins, sets the limits and asks for the number, in one round trip.
async fn begin(client: &ClientWrapper, plan: Plan) -> Result<Number> {
    let text = format!("{} SELECT pg_current_xact_id()::text, {LIFE}", opening(plan));
    let messages = in_time(plan.deadline, client.simple_query(&text)).await?;
    Ok(number_in(&messages))
}

/// What begins a transaction and limits its time.
fn opening(plan: Plan) -> String {
    let left = plan.deadline.saturating_duration_since(Instant::now()).min(plan.limit);
    let (left, lock) = (left.as_millis().max(1), left.min(LOCK_WAIT).as_millis().max(1));
    let idle = left + 5_000;
    let limits =
        format!("SET LOCAL statement_timeout = {left}; SET LOCAL idle_in_transaction_session_timeout = {idle};");
    match plan.purpose {
        Purpose::Read => format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {limits}"),
        Purpose::Write | Purpose::WriteAlone => {
            format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {limits} SET LOCAL lock_timeout = {lock};")
        }
    }
}

fn number_in(messages: &[SimpleQueryMessage]) -> Number {
    let row =
        messages.iter().find_map(|message| if let SimpleQueryMessage::Row(row) = message { Some(row) } else { None });
    let cell = |place| row.and_then(|row| row.get(place)).unwrap_or_default().to_owned();
    Number { transaction: cell(0), life: cell(1) }
}

/// Asks what became of a transaction.
pub(super) async fn fate(client: &ClientWrapper, number: &Number) -> Result<Fate> {
    let text = format!("SELECT pg_xact_status('{}'::xid8), {LIFE}", number.transaction);
    let answer = in_time(Instant::now() + Duration::from_secs(5), client.simple_query(&text)).await;
    let messages = match answer {
        Ok(messages) => messages,
        // The server has never heard of it: it came back from a crash without it.
        Err(Error::Other(text)) if text.contains("in the future") => return Ok(Fate::NotKept),
        Err(error) => return Err(error),
    };
    let Number { transaction: status, life } = number_in(&messages);
    Ok(match status.as_str() {
        "aborted" => Fate::NotKept,
        "in progress" => Fate::Open,
        "committed" if life == number.life => Fate::Kept,
        _ => Fate::Unknown,
    })
}

/// How long to wait before the next run: longer each time, and never the same for two that met.
pub(super) fn back_off(tries: u32) -> Duration {
    let longest = 10_u64 << tries.min(6);
    let chance = RandomState::new().hash_one(tries) % longest;
    Duration::from_millis(longest / 2 + chance)
}
