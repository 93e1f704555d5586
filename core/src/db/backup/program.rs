//! The client programs of PostgreSQL: where they are, and how they are told where the server is.

use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::process::Command;
use tokio_postgres::config::Host;

use super::BackupError;

/// Where the programs are looked for.
#[derive(Clone, Debug)]
pub struct Programs {
    folders: Vec<PathBuf>,
}

impl Programs {
    /// In these folders alone.
    pub fn within(folders: Vec<PathBuf>) -> Self {
        Programs { folders }
    }

    /// Where this machine has them: the newest that Debian installs beside each other, then the usual path.
    pub fn of_this_machine() -> Self {
        let versions = (15..=30).rev().map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")));
        let path = env::var_os("PATH").unwrap_or_default();
        Programs { folders: versions.chain(env::split_paths(&path)).collect() }
    }

    /// The program, if it is new enough for this server.
    pub(super) async fn find(&self, program: &'static str, server: u32) -> Result<PathBuf, BackupError> {
        let found = self.folders.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
        let path = found.ok_or(BackupError::NoProgram { program, version: server })?;
        let version = version_of(&path, program).await?;
        if version < server { Err(BackupError::OldProgram { program, found: version, server }) } else { Ok(path) }
    }
}

/// `pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15.
async fn version_of(path: &Path, program: &'static str) -> Result<u32, BackupError> {
    let failed = |cause: String| BackupError::ProgramFailed { program, cause };
    let output = Command::new(path).arg("--version").output().await.map_err(|error| failed(error.to_string()))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let number = said.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let major = number.and_then(|number| number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok());
    major.ok_or_else(|| failed(format!("its version cannot be read: {said}")))
}

/// A program that knows the server from its environment: a command line can be read by everybody on the machine.
pub(super) fn command(program: &Path, url: &str) -> Result<Command, BackupError> {
    let mut command = Command::new(program);
    for name in ["PGSERVICE", "PGOPTIONS", "PGSSLMODE", "PGSSLROOTCERT", "PGTARGETSESSIONATTRS"] {
        command.env_remove(name);
    }
    for (name, value) in environment(url)? {
        command.env(name, value);
    }
    command.env("PGAPPNAME", "tend backup").env("PGCONNECT_TIMEOUT", "10").env("PGCLIENTENCODING", "UTF8");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    Ok(command)
}

/// Runs it to its end; what it complains of is the error.
pub(super) async fn run(mut command: Command, program: &'static str) -> Result<Vec<u8>, BackupError> {
    let failed = |cause: String| BackupError::ProgramFailed { program, cause };
    let output = command.output().await.map_err(|error| failed(error.to_string()))?;
    if output.status.success() { Ok(output.stdout) } else { Err(failed(complaint(&output.stderr))) }
}

/// The first lines of what a program complained of, in one.
pub(super) fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(4).collect();
    lines.join("; ")
}

/// The address as the variables that the client programs read.
fn environment(url: &str) -> Result<Vec<(&'static str, String)>, BackupError> {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let is_ours = |pair: &&str| !pair.is_empty() && !pair.starts_with("ssl");
    let kept: Vec<&str> = query.split('&').filter(is_ours).collect();
    let config: tokio_postgres::Config = format!("{base}?{}", kept.join("&"))
        .parse()
        .map_err(|error: tokio_postgres::Error| BackupError::Failed { cause: error.to_string() })?;
    let hosts: Vec<String> = config.get_hosts().iter().map(host).collect();
    let ports: Vec<String> = config.get_ports().iter().map(u16::to_string).collect();
    let mut variables = vec![("PGHOST", hosts.join(",")), ("PGPORT", ports.join(","))];
    let text = |text: Option<&str>| text.map(str::to_owned);
    let password = config.get_password().map(|password| String::from_utf8_lossy(password).into_owned());
    let database = text(config.get_dbname()).or_else(|| text(config.get_user()));
    let others = [
        ("PGUSER", text(config.get_user())),
        ("PGDATABASE", database),
        ("PGPASSWORD", password),
        ("PGOPTIONS", text(config.get_options())),
    ];
    variables.extend(others.into_iter().filter_map(|(name, value)| Some((name, value?))));
    let asked = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    variables.push(("PGSSLMODE", asked("sslmode").unwrap_or("disable").to_owned()));
    variables.extend(asked("sslrootcert").map(|file| ("PGSSLROOTCERT", file.to_owned())));
    variables.extend(asked("target_session_attrs").map(|attributes| ("PGTARGETSESSIONATTRS", attributes.to_owned())));
    variables.retain(|(_, value)| !value.is_empty());
    Ok(variables)
}

fn host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_becomes_what_the_programs_read() {
        let url = "postgres://tend:p%40ss@one:5433,two:5434/shop?sslmode=require&target_session_attrs=read-write";
        let variables = environment(url).expect("it can be read");
        let find = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
        assert_eq!(find("PGHOST"), Some("one,two"));
        assert_eq!(find("PGPORT"), Some("5433,5434"));
        assert_eq!(
            (find("PGUSER"), find("PGPASSWORD"), find("PGDATABASE")),
            (Some("tend"), Some("p@ss"), Some("shop"))
        );
        assert_eq!((find("PGSSLMODE"), find("PGTARGETSESSIONATTRS")), (Some("require"), Some("read-write")));
    }
}
