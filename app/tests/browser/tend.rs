//! The program under test: the real binary, on a free port, with a database of its own.

use std::process::Command;

use tempfile::TempDir;

use crate::child::Running;

/// A running Tend; it ends, and its data goes, when it is dropped.
pub struct Tend {
    _program: Running,
    folder: TempDir,
    opens_on: String,
}

impl Tend {
    /// Nobody has been here yet.
    pub fn empty() -> Self {
        Self::start("serve", &["--database", "sqlite:tend.db"])
    }

    /// The demo company, with a link that signs in and opens on Today.
    pub fn demo() -> Self {
        Self::start("demo", &[])
    }

    /// Nobody has been here yet, and letters go out through this server.
    pub fn with_mail(server: &str) -> Self {
        let from = "Linden Cycles <hello@linden.example>";
        Self::start("serve", &["--database", "sqlite:tend.db", "--smtp", server, "--mail-from", from])
    }

    fn start(command: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let arguments = [&[command, "--listen", "127.0.0.1:0"], arguments].concat();
        let program = Running::start(env!("CARGO_BIN_EXE_tend"), &arguments, folder.path());
        let opens_on = program.says(|line| {
            let address = &line[line.find("http://127.0.0.1:")?..];
            Some(address.split_whitespace().next()?.trim_end_matches(['.', ',']).to_owned())
        });
        Self { _program: program, folder, opens_on }
    }

    /// Invites somebody from the command line, beside the running program, and gives back their link.
    pub fn invites(&self, address: &str, name: &str) -> String {
        let listen = self.url("").replace("http://", "");
        let arguments = ["user", "add", address, "--name", name, "--listen", &listen, "--database", "sqlite:tend.db"];
        let output = Command::new(env!("CARGO_BIN_EXE_tend")).args(arguments).current_dir(self.folder.path()).output();
        let said = String::from_utf8_lossy(&output.expect("tend starts").stdout).into_owned();
        let link = said.split_whitespace().find(|word| word.contains("/link/"));
        link.unwrap_or_else(|| panic!("no link in: {said}")).to_owned()
    }

    /// The address it printed at its start.
    pub fn opens_on(&self) -> &str {
        &self.opens_on
    }

    pub fn url(&self, path: &str) -> String {
        let host_begins = "http://".len();
        let host_ends = self.opens_on[host_begins..].find('/').map_or(self.opens_on.len(), |end| end + host_begins);
        format!("{}{path}", &self.opens_on[..host_ends])
    }

    /// Writes a file beside its database and says where.
    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("a file in the temporary folder");
        path.to_string_lossy().into_owned()
    }
}
