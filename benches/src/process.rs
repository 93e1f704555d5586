//! The measured server: a child process, with its CPU time and memory as Linux tells them.

use std::{
    fs,
    io::{self, BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use crate::http::now;

/// A running `tend serve`; ended when dropped.
pub struct Server {
    child: Child,
    /// Held open: a program that cannot say its second line ends.
    _says: BufReader<ChildStdout>,
    /// Where it answers.
    pub address: SocketAddr,
    /// From the start of the process to the first answer.
    pub started_in: Duration,
}

impl Server {
    /// Starts the program on a free port and waits for its first answer.
    pub fn start(program: &Path, database: &str) -> io::Result<Self> {
        let start = now();
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database, "--log", "error"])
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()?;
        let stdout = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
        let mut line = String::new();
        let mut says = BufReader::new(stdout);
        says.read_line(&mut line)?;
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/');
        let address = address.parse().map_err(|_| io::Error::other(format!("the server said “{line}”")))?;
        crate::http::Connection::open(address, "")?.get("/sign-in")?;
        Ok(Server { child, _says: says, address, started_in: start.elapsed() })
    }

    /// CPU seconds used so far, user and system.
    pub fn cpu_s(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |index: usize| fields.get(index).and_then(|t| t.parse::<f64>().ok()).unwrap_or(0.0);
        // Fields 14 and 15 of proc(5), counted here from the one behind the name; Linux counts in hundredths.
        (ticks(11) + ticks(12)) / 100.0
    }

    /// Resident memory now and at its highest, in MB.
    pub fn resident_mb(&self) -> (f64, f64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kb = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0)
        };
        (kb("VmRSS:") / 1024.0, kb("VmHWM:") / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
