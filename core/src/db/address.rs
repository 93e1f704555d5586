//! Where the database is: `sqlite:PATH` or `postgres://…`.

use std::{fmt, path::PathBuf, str::FromStr};

/// Where the database is. Reads from text; shows itself without the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// One file.
    Sqlite(PathBuf),
    /// A server, or several of which one takes writes: the text as libpq reads it.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err("After sqlite: comes the path of the file, as in sqlite:./tend.db".into());
            }
            return Ok(DatabaseUrl::Sqlite(path.into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(text.to_owned()));
        }
        Err("The database is given as sqlite:PATH or as postgres://USER:PASSWORD@HOST/DATABASE".into())
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(text) => f.write_str(&without_password(text)),
        }
    }
}

/// The same address with `***` for the password, wherever it stands.
pub(crate) fn without_password(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").unwrap_or(("postgres", text));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let rest = match rest.rsplit_once('@') {
        Some((who, place)) => match who.split_once(':') {
            Some((user, _)) => format!("{user}:***@{place}"),
            None => rest.to_owned(),
        },
        None => rest.to_owned(),
    };
    let query = query.map(|query| {
        let hide = |pair: &str| {
            if pair.starts_with("password=") { "password=***".to_owned() } else { pair.to_owned() }
        };
        query.split('&').map(hide).collect::<Vec<_>>().join("&")
    });
    format!("{scheme}://{rest}{}", query.map(|query| format!("?{query}")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_and_never_shows_its_password() -> Result<(), String> {
        assert_eq!("sqlite:./tend.db".parse::<DatabaseUrl>()?, DatabaseUrl::Sqlite("./tend.db".into()));
        assert_eq!("sqlite:///srv/tend.db".parse::<DatabaseUrl>()?, DatabaseUrl::Sqlite("/srv/tend.db".into()));
        let server = "postgres://tend:p%40ss@one:5432,two:5432/tend?target_session_attrs=read-write&password=x"
            .parse::<DatabaseUrl>()?;
        assert_eq!(
            server.to_string(),
            "postgres://tend:***@one:5432,two:5432/tend?target_session_attrs=read-write&password=***"
        );
        assert!("mysql://x".parse::<DatabaseUrl>().is_err() && "sqlite:".parse::<DatabaseUrl>().is_err());
        Ok(())
    }
}
