//! Settings: a flag is stronger than the environment (`TEND_…`), that than the file, that than what stands here.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Deserialize;
use tend_core::{
    db::DatabaseUrl,
    files::Place,
    mail::{MailAddress, Server},
    settings::REQUESTS_PER_MINUTE,
};

use crate::trouble::Trouble;

/// What can be set by flag, environment or file. Each is optional at each of them.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Given {
    /// Where the data lies: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE [default: sqlite:./tend.db]
    #[arg(long, global = true, env = "TEND_DATABASE", value_name = "WHERE", hide_env_values = true)]
    pub database: Option<String>,
    /// The address to answer on [default: 127.0.0.1:7117]; port 0 takes a free one
    #[arg(long, global = true, env = "TEND_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// How people reach this Tend, as they type it, with http:// or https:// in front [default: made from --listen]
    #[arg(long, global = true, env = "TEND_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,
    /// The certificate with its chain, as PEM; together with --tls-key Tend speaks https itself
    #[arg(long, global = true, env = "TEND_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key, as PEM
    #[arg(long, global = true, env = "TEND_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// A proxy in front speaks https and tells the caller's address in X-Forwarded-For
    #[arg(long, global = true, env = "TEND_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true", value_name = "YES")]
    pub behind_proxy: Option<bool>,
    /// Speak plain http beyond this machine: passwords can be read on the way
    #[arg(long, global = true, env = "TEND_ALLOW_PLAIN_HTTP", num_args = 0..=1, default_missing_value = "true", value_name = "YES")]
    pub allow_plain_http: Option<bool>,
    /// How many requests a minute one token may send to the JSON door [default: 600]
    #[arg(long, global = true, env = "TEND_REQUESTS_PER_MINUTE", value_name = "NUMBER")]
    pub requests_per_minute: Option<u32>,
    /// The folder for the backups that Tend writes by itself [default: backups, beside a SQLite file; with PostgreSQL none]
    #[arg(long, global = true, env = "TEND_BACKUPS", value_name = "FOLDER")]
    pub backups: Option<PathBuf>,
    /// Where files go that people bring along: a folder, or s3://BUCKET/PREFIX, whose address and keys stand in AWS_ENDPOINT_URL,
    /// AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY [default: tend.files, beside a SQLite file; with PostgreSQL here]
    #[arg(id = "kept_files", long = "files", global = true, env = "TEND_FILES", value_name = "WHERE")]
    pub files: Option<String>,
    /// The mail server that takes our letters: smtps://USER:PASSWORD@HOST, starttls://USER:PASSWORD@HOST, or smtp://127.0.0.1 for one
    /// on this machine; a sign like @ in a password is written %40. Without it no letter goes out, and links are shown instead
    #[arg(long, global = true, env = "TEND_SMTP", value_name = "WHERE", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Whom letters are from: "Linden Cycles <hello@linden.example>"
    #[arg(long, global = true, env = "TEND_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Where letters come back to that cannot be delivered, each with a mark after a plus: bounce+MARK@linden.example
    /// [default: --mail-from, without a mark]
    #[arg(long, global = true, env = "TEND_MAIL_BOUNCE", value_name = "ADDRESS")]
    pub mail_bounce: Option<String>,
    /// What to log: error, warn, info, debug, or module=level [default: warn,tend=info]
    #[arg(long, global = true, env = "TEND_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
    /// Log as JSON, one object a line
    #[arg(long, global = true, env = "TEND_LOG_JSON", num_args = 0..=1, default_missing_value = "true", value_name = "YES")]
    pub log_json: Option<bool>,
}

/// What holds after all was weighed.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Where the data lies.
    pub database: DatabaseUrl,
    /// The address to answer on.
    pub listen: SocketAddr,
    /// How people reach this Tend; made from the address where it is not given.
    pub base_url: Option<String>,
    /// Certificate and key.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// A proxy stands in front.
    pub behind_proxy: bool,
    /// How many requests a minute one token may send.
    pub requests_per_minute: u32,
    /// Where backups go.
    pub backups: Option<PathBuf>,
    /// Where files go.
    pub files: Place,
    /// Nobody said where files go, and there is no database of ours to put them beside.
    pub files_are_here: bool,
    /// How letters go out; not at all where nobody named a mail server.
    pub mail: Option<SettledMail>,
    /// What to log.
    pub log: String,
    /// Log as JSON.
    pub log_json: bool,
}

/// How letters go out.
#[derive(Clone, Debug)]
pub struct SettledMail {
    /// The server that takes them.
    pub server: Server,
    /// Whom they are from.
    pub from: MailAddress,
    /// Where they come back to.
    pub bounce: Option<MailAddress>,
}

/// The file that is read when none is named, if it is there.
const USUAL_FILE: &str = "tend.toml";

impl Given {
    /// Weighs flags and environment (clap has joined these) against the file.
    pub fn settle(self, file: Option<&Path>) -> Result<Settled, Trouble> {
        let file = read_file(file)?;
        let database = self.database.or(file.database).unwrap_or_else(|| "sqlite:./tend.db".into());
        let tls = match (self.tls_cert.or(file.tls_cert), self.tls_key.or(file.tls_key)) {
            (Some(cert), Some(key)) => Some((cert, key)),
            (None, None) => None,
            _ => return Err("Https needs both --tls-cert and --tls-key. Give the other one too.".into()),
        };
        let database = database.parse::<DatabaseUrl>()?;
        let mail = settle_mail(
            self.smtp.or(file.smtp),
            self.mail_from.or(file.mail_from),
            self.mail_bounce.or(file.mail_bounce),
        )?;
        let files = self.files.or(file.files);
        let settled = Settled {
            files_are_here: files.is_none() && matches!(database, DatabaseUrl::Postgres(_)),
            files: files
                .map_or_else(|| usual_files(&database), |place| place.parse().unwrap_or_else(|never| match never {})),
            backups: self.backups.or(file.backups).or_else(|| usual_backups(&database)),
            database,
            mail,
            listen: self.listen.or(file.listen).unwrap_or(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7117)),
            base_url: self.base_url.or(file.base_url).map(|url| url.trim_end_matches('/').to_owned()),
            tls,
            behind_proxy: self.behind_proxy.or(file.behind_proxy).unwrap_or(false),
            requests_per_minute: self.requests_per_minute.or(file.requests_per_minute).unwrap_or(REQUESTS_PER_MINUTE),
            log: self.log.or(file.log).unwrap_or_else(|| crate::log::USUAL.into()),
            log_json: self.log_json.or(file.log_json).unwrap_or(false),
        };
        settled.check(self.allow_plain_http.or(file.allow_plain_http).unwrap_or(false))?;
        Ok(settled)
    }
}

impl Settled {
    fn check(&self, allow_plain_http: bool) -> Result<(), Trouble> {
        if let Some(url) = &self.base_url
            && !(url.starts_with("http://") || url.starts_with("https://"))
        {
            return Err(format!(
                "--base-url is “{url}”; it begins with http:// or https://, as in https://tend.example"
            )
            .into());
        }
        let is_https = self.tls.is_some()
            || (self.behind_proxy && self.base_url.as_ref().is_some_and(|url| url.starts_with("https://")));
        if self.listen.ip().is_loopback() || is_https || allow_plain_http {
            return Ok(());
        }
        Err(format!(
            "Tend does not speak plain http beyond this machine ({}): passwords could be read on the way. Give --tls-cert and --tls-key, \
             or put a proxy in front (--behind-proxy --base-url https://…), or say --allow-plain-http if the network is yours alone.",
            self.listen
        )
        .into())
    }
    /// How people reach a Tend that answers on this address.
    pub fn url_at(&self, address: SocketAddr) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        self.base_url.clone().unwrap_or_else(|| format!("{scheme}://{address}"))
    }
}

/// A server needs somebody whom letters are from.
fn settle_mail(
    smtp: Option<String>,
    from: Option<String>,
    bounce: Option<String>,
) -> Result<Option<SettledMail>, Trouble> {
    let address = |flag: &str, text: &str| {
        text.parse::<MailAddress>().map_err(|_| {
            Trouble(format!(
                "{flag} is “{text}”; it is written hello@linden.example or Linden Cycles <hello@linden.example>."
            ))
        })
    };
    let (server, from) = match (smtp, from) {
        (Some(smtp), Some(from)) => (smtp.parse::<Server>().map_err(Trouble)?, address("--mail-from", &from)?),
        (Some(_), None) => {
            return Err("Letters need somebody they are from: give --mail-from besides --smtp.".into());
        }
        (None, _) => return Ok(None),
    };
    let bounce = bounce.map(|bounce| address("--mail-bounce", &bounce)).transpose()?;
    Ok(Some(SettledMail { server, from, bounce }))
}

/// Beside a SQLite file; beside a PostgreSQL there is no place of ours.
fn usual_backups(database: &DatabaseUrl) -> Option<PathBuf> {
    match database {
        DatabaseUrl::Sqlite(path) => Some(path.with_file_name("backups")),
        DatabaseUrl::Postgres(_) => None,
    }
}

/// Beside a SQLite file, under its name; beside a PostgreSQL there is no place of ours, so where Tend was started.
fn usual_files(database: &DatabaseUrl) -> Place {
    Place::Folder(match database {
        DatabaseUrl::Sqlite(path) => path.with_extension("files"),
        DatabaseUrl::Postgres(_) => PathBuf::from("tend.files"),
    })
}

fn read_file(named: Option<&Path>) -> Result<Given, Trouble> {
    let path = named.unwrap_or(Path::new(USUAL_FILE));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok(Given::default()),
        Err(error) => return Err(format!("The settings file {} cannot be read: {error}.", path.display()).into()),
    };
    toml::from_str(&text)
        .map_err(|error| Trouble(format!("The settings file {} is not right: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tend.toml");
        std::fs::write(&path, text).expect("written");
        (folder, path)
    }

    #[test]
    fn a_flag_is_stronger_than_the_file() {
        let (_folder, path) = file("listen = \"127.0.0.1:1\"\ndatabase = \"sqlite:from-file.db\"");
        let given = Given { listen: Some("127.0.0.1:2".parse().expect("an address")), ..Given::default() };
        let settled = given.settle(Some(&path)).expect("settled");
        assert_eq!((settled.listen.port(), settled.database.to_string()), (2, "sqlite:from-file.db".into()));
    }

    #[test]
    fn files_lie_beside_the_database_or_where_one_says() {
        let (_folder, path) = file("");
        let place = |database: &str, files: Option<&str>| {
            let given = Given { database: Some(database.into()), files: files.map(str::to_owned), ..Given::default() };
            let settled = given.settle(Some(&path)).expect("settled");
            (settled.files.to_string(), settled.files_are_here)
        };
        assert_eq!(place("sqlite:/var/lib/shop.db", None), ("/var/lib/shop.files".into(), false));
        assert_eq!(place("postgres://tend@db/tend", None), ("tend.files".into(), true));
        assert_eq!(place("postgres://tend@db/tend", Some("s3://linden/files")), ("s3://linden/files".into(), false));
    }

    #[test]
    fn a_word_nobody_knows_is_named() {
        let (_folder, path) = file("lisen = \"127.0.0.1:1\"");
        let trouble = Given::default().settle(Some(&path)).expect_err("refused").to_string();
        assert!(trouble.contains("lisen") && trouble.contains("line 1"), "{trouble}");
    }

    #[test]
    fn a_mail_server_needs_somebody_letters_are_from() {
        let (_folder, path) = file("smtp = \"smtps://hello:geheim@mail.linden.example\"");
        let trouble = Given::default().settle(Some(&path)).expect_err("refused").to_string();
        assert!(trouble.contains("--mail-from") && !trouble.contains("geheim"), "{trouble}");
        let from = |text: &str| Given { mail_from: Some(text.into()), ..Given::default() };
        let settled = from("Linden Cycles <hello@linden.example>").settle(Some(&path)).expect("settled");
        assert!(!format!("{settled:?}").contains("geheim"));
        assert_eq!(settled.mail.expect("set").from.email.to_string(), "hello@linden.example");
        assert!(from("hello").settle(Some(&path)).expect_err("refused").to_string().contains("“hello”"));
    }

    #[test]
    fn plain_http_beyond_this_machine_wants_a_word() {
        let everywhere = || Given { listen: Some("0.0.0.0:80".parse().expect("an address")), ..Given::default() };
        let (_folder, path) = file("");
        assert!(everywhere().settle(Some(&path)).is_err());
        assert!(Given { allow_plain_http: Some(true), ..everywhere() }.settle(Some(&path)).is_ok());
    }
}
