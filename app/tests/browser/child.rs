//! Programs that the tests start, and that end with them, however the tests end.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// Starts a program in a session of its own and ends that session when our end of the pipe closes: on drop, and also
/// when the tests are killed.
const SHELL: &str =
    r#"setsid "$@" </dev/null 2>&1 & program=$!; exec >/dev/null 2>&1; cat; kill -- -$program; wait $program"#;
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    name: String,
}

impl Running {
    pub fn start(program: &str, arguments: &[&str], folder: &Path) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", SHELL, "sh", program])
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh starts");
        let output = child.stdout.take().expect("it was asked for");
        let (sender, lines) = channel();
        // Reads to the end, so that the program never waits for a reader.
        thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)))
        });
        Self { child, lines, name: format!("{program} {}", arguments.join(" ")) }
    }

    /// Reads what it prints until this finds something in a line.
    pub fn says<T>(&self, find: impl Fn(&str) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        let mut said = Vec::new();
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => match find(&line) {
                    Some(found) => return found,
                    None => said.push(line),
                },
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{} did not say it within a minute:\n{}", self.name, said.join("\n"))
                }
                Err(RecvTimeoutError::Disconnected) => panic!("{} ended:\n{}", self.name, said.join("\n")),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // It is going away in any case; nothing is left to do about it.
        let _ = self.child.wait();
    }
}
