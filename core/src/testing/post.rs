//! A mail server on this machine: aiosmtpd, from Debian's package python3-aiosmtpd. What it takes, a test reads from its mailbox.
//!
//! It refuses `nobody@…` with a 550, puts `later@…` off with a 451 until a test relents, and dawdles over `slow@…`.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use serde::Deserialize;
use tempfile::TempDir;

use crate::mail::Post;

const SERVER: &str = include_str!("post.py");

/// The server and its mailbox. It ends with its owner.
pub struct PostOffice {
    folder: TempDir,
    port: u16,
    running: Option<Child>,
}

/// A letter that arrived, as another program than ours reads it.
#[derive(Clone, Debug, Deserialize)]
pub struct Arrived {
    /// The sender on the envelope.
    pub from: String,
    /// The recipients on the envelope.
    pub to: Vec<String>,
    /// Its headers, decoded, in their order.
    pub headers: Vec<(String, String)>,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The longest line as it came, in bytes.
    pub longest: usize,
}

impl Arrived {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// The rest of the first word in the text that begins like this.
    pub fn word(&self, begins: &str) -> Option<&str> {
        self.text.split_whitespace().find_map(|word| word.strip_prefix(begins))
    }
}

impl PostOffice {
    /// Opens on a free port.
    pub fn opens() -> PostOffice {
        let mut office =
            PostOffice { folder: tempfile::tempdir().expect("a folder"), port: free_port(), running: None };
        office.opens_again();
        office
    }

    /// Opens after it was closed, on the same port.
    pub fn opens_again(&mut self) {
        // Debian's own Python: the package is for that one.
        let mut running = Command::new("/usr/bin/python3")
            .args(["-c", SERVER])
            .arg(self.folder.path())
            .arg(self.port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 of Debian is there; bin/setup brings it");
        let out = running.stdout.take().expect("its words are heard");
        let mut said = String::new();
        BufReader::new(out).read_line(&mut said).expect("it speaks");
        assert_eq!(said.trim(), "ready", "the mail server did not start: install python3-aiosmtpd (bin/setup does)");
        self.running = Some(running);
    }

    /// Closes: nobody answers on its port.
    pub fn closes(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.kill().expect("it can be ended");
            running.wait().expect("it ends");
        }
    }

    /// How it is named in the settings.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The post of a Tend that sends through it.
    pub fn post(&self) -> Arc<Post> {
        let server = self.url().parse().expect("a server");
        let from = "Linden Cycles <hello@linden.example>".parse().expect("an address");
        let bounce = "bounce@linden.example".parse().expect("an address");
        Arc::new(Post::open(server, from, Some(bounce), "tend.linden.example").expect("it opens"))
    }

    /// From now on `later@…` is taken.
    pub fn relents(&self) {
        fs::write(self.folder.path().join("later"), "").expect("written");
    }

    /// What arrived so far, in its order.
    pub fn mailbox(&self) -> Vec<Arrived> {
        let mut paths: Vec<_> = fs::read_dir(self.folder.path())
            .expect("the mailbox can be read")
            .map(|file| file.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        paths.sort();
        paths.iter().map(|path| read(path)).collect()
    }
}

fn read(path: &Path) -> Arrived {
    serde_json::from_str(&fs::read_to_string(path).expect("a letter")).expect("as the server wrote it")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.closes();
    }
}
