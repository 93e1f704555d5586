//! The load: each page at 1 and at 16 connections, for a while, with what the server spent on it.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use crate::{
    http::{Connection, now},
    process::Server,
};

/// What one kind of request does; gets a running number, so that the pages asked for differ.
pub type Ask = dyn Fn(&mut Connection, u64) -> io::Result<u16> + Send + Sync;

/// What came out of one run.
pub struct Outcome {
    /// Requests a second.
    pub per_s: f64,
    /// Milliseconds at the median.
    pub p50_ms: f64,
    /// Milliseconds at the 99th percentile.
    pub p99_ms: f64,
    /// The server's CPU milliseconds a request.
    pub cpu_ms: f64,
}

/// Asks over that many connections for that long; the first tenth warms up and does not count.
pub fn run(server: &Server, cookie: &str, connections: u64, lasting: Duration, ask: &Ask) -> io::Result<Outcome> {
    let warm_until = now() + lasting / 10;
    let end = warm_until + lasting;
    let (cpu_before, begun) = (server.cpu_s(), now());
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..connections)
            .map(|worker| scope.spawn(move || one(server.address, cookie, worker * 1_000_003, (warm_until, end), ask)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| io::Error::other("a worker panicked"))?)
            .collect::<io::Result<Vec<_>>>()
    })?
    .concat();
    let cpu_s = (server.cpu_s() - cpu_before) * lasting.as_secs_f64() / begun.elapsed().as_secs_f64();
    Ok(outcome(times, lasting, cpu_s))
}

fn one(
    address: SocketAddr,
    cookie: &str,
    from: u64,
    (warm_until, end): (Instant, Instant),
    ask: &Ask,
) -> io::Result<Vec<Duration>> {
    let mut connection = Connection::open(address, cookie)?;
    let mut times = Vec::new();
    for number in from.. {
        let start = now();
        if start >= end {
            break;
        }
        let status = ask(&mut connection, number)?;
        if !(200..400).contains(&status) {
            return Err(io::Error::other(format!("the server answered {status}: {}", connection.text())));
        }
        if start >= warm_until {
            times.push(start.elapsed());
        }
    }
    Ok(times)
}

/// Puts times in order and reads the percentiles.
pub fn outcome(mut times: Vec<Duration>, lasting: Duration, cpu_s: f64) -> Outcome {
    times.sort_unstable();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
        times.get(index).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    };
    Outcome {
        per_s: times.len() as f64 / lasting.as_secs_f64(),
        p50_ms: at(0.5),
        p99_ms: at(0.99),
        cpu_ms: cpu_s * 1000.0 / times.len().max(1) as f64,
    }
}
