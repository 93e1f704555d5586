//! PostgreSQL: a dump of our schema in the server's own format, and its way back in one transaction.

use std::{path::Path, process::Stdio, time::Duration};

use tokio::{
    io::AsyncWriteExt as _,
    process::{Child, ChildStdin, Command},
};
use tokio_postgres::SimpleQueryMessage;

use super::{
    BackupError, Programs, Replace, Restored,
    program::{command, complaint, run},
};
use crate::db::{
    Migration, StartError,
    address::without_password,
    migrate::{self, Applied},
    postgres::connect,
};

const DUMP: &str = "pg_dump";
const RESTORE: &str = "pg_restore";
const SHELL: &str = "psql";

/// What the server said about our database.
struct Facts {
    version: u32,
    schema: String,
    has_tables: bool,
    has_migrations: bool,
    others: u32,
}

const FACTS: &str = "SELECT current_setting('server_version_num'), current_schema(),
    EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace),
    to_regclass('migrations') IS NOT NULL,
    (SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'tend' AND pid <> pg_backend_pid())";

/// How long connections that were just closed are waited for.
const LEAVING: Duration = Duration::from_secs(3);

/// Dumps our schema into the file and reads the file back; says which migration was its last.
pub(super) async fn dump(url: &str, part: &Path, programs: &Programs) -> Result<i64, BackupError> {
    let facts = facts(url).await?;
    let dump = programs.find(DUMP, facts.version).await?;
    let restore = programs.find(RESTORE, facts.version).await?;
    if !facts.has_migrations {
        return Err(StartError::NotOurs { place: without_password(url) }.into());
    }
    let mut command = command(&dump, url)?;
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--no-password", "--lock-wait-timeout=30s"]);
    command.arg(format!("--schema=\"{}\"", facts.schema)).arg("--file").arg(part);
    run(command, DUMP).await?;
    read_through(&restore, url, part).await?;
    let (_, applied) = applied(&restore, url, part).await?;
    Ok(applied.last().map_or(0, |last| last.number))
}

/// Reads all of a dump, as a restore would, and throws it away.
async fn read_through(restore: &Path, url: &str, file: &Path) -> Result<(), BackupError> {
    let mut command = command(restore, url)?;
    command.args(["--exit-on-error", "--file=/dev/null"]).arg(file);
    let damaged = |cause| BackupError::Damaged { place: file.display().to_string(), cause };
    run(command, RESTORE).await.map(drop).map_err(|error| match error {
        BackupError::ProgramFailed { cause, .. } => damaged(cause),
        other => other,
    })
}

/// The schema of a dump, and the migrations that had run in it.
async fn applied(restore: &Path, url: &str, file: &Path) -> Result<(String, Vec<Applied>), BackupError> {
    let mut command = command(restore, url)?;
    command.args(["--data-only", "--table=migrations", "--file=-"]).arg(file).stdout(Stdio::piped());
    let text = String::from_utf8_lossy(&run(command, RESTORE).await?).into_owned();
    let mut lines = text.lines().skip_while(|line| !line.starts_with("COPY "));
    let table = lines.next().and_then(|line| line.strip_prefix("COPY ")?.split(" (").next()).unwrap_or_default();
    let schema = table.rsplit_once('.').map_or("", |(schema, _)| schema).trim_matches('"').to_owned();
    let mut applied: Vec<Applied> = lines.take_while(|line| *line != "\\.").filter_map(read_applied).collect();
    if applied.is_empty() {
        return Err(BackupError::NotABackup { place: file.display().to_string() });
    }
    applied.sort_by_key(|one| one.number);
    Ok((schema, applied))
}

fn read_applied(line: &str) -> Option<Applied> {
    let mut cells = line.split('\t');
    Some(Applied { number: cells.next()?.parse().ok()?, name: cells.next()?.into(), hash: cells.next()?.into() })
}

/// Reads the dump, and then lets it take our schema's place: all of it in one transaction, or nothing.
pub(super) async fn restore(
    from: &Path,
    url: &str,
    replace: Replace,
    stamp: &str,
    (migrations, programs): (&[Migration], &Programs),
) -> Result<Restored, BackupError> {
    let facts = alone(url).await?;
    let place = without_password(url);
    if facts.has_tables && !facts.has_migrations {
        return Err(StartError::NotOurs { place }.into());
    }
    let holds_something = facts.has_migrations && holds_something(url).await?;
    if holds_something && replace == Replace::Never {
        return Err(BackupError::HoldsSomething { place });
    }
    let program = programs.find(RESTORE, facts.version).await?;
    let shell = programs.find(SHELL, facts.version).await?;
    read_through(&program, url, from).await?;
    let (of_schema, applied) = applied(&program, url, from).await?;
    migrate::check_applied(migrations, &applied)?;
    if of_schema != facts.schema {
        let cause =
            format!("the backup is of the schema {of_schema}, and the user of --database works in {}", facts.schema);
        return Err(BackupError::Failed { cause });
    }
    let schema = quoted(&facts.schema);
    let kept = format!("before_{}", stamp.replace('-', "_"));
    let aside = if holds_something {
        format!("ALTER SCHEMA {schema} RENAME TO {};", quoted(&kept))
    } else {
        format!("DROP SCHEMA {schema} CASCADE;")
    };
    let opening = format!("BEGIN; SET LOCAL lock_timeout = '10s'; {aside} CREATE SCHEMA {schema};\n");
    let mut reader = command(&program, url)?;
    reader.args(["--no-owner", "--no-privileges", "--exit-on-error", "--file=-"]);
    reader.arg(format!("--schema={}", facts.schema)).arg(from);
    pass(reader, command(&shell, url)?, &opening).await?;
    let before = holds_something.then(|| format!("the schema {kept} of the same database"));
    Ok(Restored { migration: applied.last().map_or(0, |last| last.number), before })
}

/// Sends what `reader` says to a `psql`, between the opening and a COMMIT that is only said when the reader came to its end.
async fn pass(mut reader: Command, mut shell: Command, opening: &str) -> Result<(), BackupError> {
    let failed = |program, error: std::io::Error| BackupError::ProgramFailed { program, cause: error.to_string() };
    shell.args(["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--file=-"]);
    let mut shell = shell.stdin(Stdio::piped()).spawn().map_err(|error| failed(SHELL, error))?;
    let mut reader = reader.stdout(Stdio::piped()).spawn().map_err(|error| failed(RESTORE, error))?;
    let input = shell.stdin.take();
    // A shell that gave up closes the pipe: its complaint says more than ours.
    let passed = match input {
        Some(input) => pour(&mut reader, input, opening).await,
        None => Ok(false),
    };
    if !matches!(passed, Ok(true)) {
        let _ = reader.start_kill();
    }
    let shell = shell.wait_with_output().await.map_err(|error| failed(SHELL, error))?;
    if !shell.status.success() {
        return Err(BackupError::ProgramFailed { program: SHELL, cause: complaint(&shell.stderr) });
    }
    match passed {
        Ok(true) => Ok(()),
        Ok(false) => Err(BackupError::ProgramFailed { program: RESTORE, cause: "it ended before the file did".into() }),
        Err(error) => Err(failed(SHELL, error)),
    }
}

/// Says whether the COMMIT was said.
async fn pour(reader: &mut Child, mut input: ChildStdin, opening: &str) -> std::io::Result<bool> {
    input.write_all(opening.as_bytes()).await?;
    if let Some(mut output) = reader.stdout.take() {
        tokio::io::copy(&mut output, &mut input).await?;
    }
    if !reader.wait().await?.success() {
        return Ok(false);
    }
    input.write_all(b"\nCOMMIT;\n").await?;
    input.shutdown().await?;
    Ok(true)
}

/// The facts, once no other Tend is connected; those that were just closed have a moment to leave.
async fn alone(url: &str) -> Result<Facts, BackupError> {
    let tries = 15;
    for _ in 0..tries {
        let facts = facts(url).await?;
        if facts.others == 0 {
            return Ok(facts);
        }
        tokio::time::sleep(LEAVING / tries).await;
    }
    Err(BackupError::InUse { place: without_password(url) })
}

async fn facts(url: &str) -> Result<Facts, BackupError> {
    let cells = ask(url, FACTS).await?;
    let cell = |index: usize| cells.get(index).map(String::as_str).unwrap_or_default();
    let is_so = |index: usize| cell(index) == "t";
    if cell(1).is_empty() {
        return Err(BackupError::Failed { cause: "the database user has no schema of its own to work in".into() });
    }
    Ok(Facts {
        version: cell(0).parse::<u32>().unwrap_or(0) / 10_000,
        schema: cell(1).to_owned(),
        has_tables: is_so(2),
        has_migrations: is_so(3),
        others: cell(4).parse().unwrap_or(0),
    })
}

async fn holds_something(url: &str) -> Result<bool, BackupError> {
    let there = ask(url, "SELECT to_regclass('workspaces') IS NOT NULL").await?;
    if there.first().map(String::as_str) != Some("t") {
        return Ok(false);
    }
    Ok(ask(url, "SELECT EXISTS (SELECT 1 FROM workspaces)").await?.first().map(String::as_str) == Some("t"))
}

/// One row of an answer, as text.
async fn ask(url: &str, sql: &str) -> Result<Vec<String>, BackupError> {
    let connection = connect::single(url, "tend backup").await?;
    let messages = connection.simple_query(sql).await;
    let messages = messages.map_err(|error| BackupError::from(StartError::postgres(url, &error)))?;
    let row = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some((0..row.len()).map(|cell| row.get(cell).unwrap_or_default().to_owned())),
        _ => None,
    });
    Ok(row.map(Iterator::collect).unwrap_or_default())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
