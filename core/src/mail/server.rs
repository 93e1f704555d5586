//! The mail server that takes our letters: how it is named in the settings, and how it is talked to.

use std::{fmt, str::FromStr, time::Duration};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        Error as SmtpError, PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use parking_lot::Mutex;
use url::{Host, Url};

use crate::time::{MINUTE, Timestamp};

/// So long the server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long one letter may take in all; a worker's lease is much longer.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(90);
/// A server that could not be reached is left alone so long at first, and at most.
const REST_US: i64 = MINUTE / 2;
const LONGEST_REST_US: i64 = 10 * MINUTE;

/// How a connection to the server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secured {
    /// From the first byte: `smtps://`.
    FromTheStart,
    /// After a word in the clear, or not at all: `starttls://`.
    ByStartTls,
    /// Where the server offers it: `smtp://`.
    WhereOffered,
}

/// A mail server, as it stands in the settings.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or number.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept secret.
    pub secured: Secured,
    /// As whom we sign in there; nobody where it takes letters as they come.
    pub user: Option<String>,
    password: String,
    is_here: bool,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words())
    }
}

impl Server {
    /// Where it is and how it is reached, without its password.
    pub fn in_words(&self) -> String {
        let user = self.user.as_ref().map(|user| format!(" as {user}")).unwrap_or_default();
        let secured = match self.secured {
            Secured::FromTheStart => "over TLS",
            Secured::ByStartTls => "over TLS, by STARTTLS",
            Secured::WhereOffered if self.is_here => "on this machine",
            Secured::WhereOffered => "over TLS where it offers that",
        };
        format!("{}:{}{user}, {secured}", self.host, self.port)
    }
}

impl FromStr for Server {
    type Err = String;
    /// Reads `smtps://user:password@host:port`, `starttls://…` or `smtp://…`. What it says in return never shows the text, which
    /// may hold a password.
    fn from_str(text: &str) -> Result<Self, String> {
        let shape =
            "A mail server is written smtps://USER:PASSWORD@HOST, starttls://USER:PASSWORD@HOST or smtp://HOST:PORT";
        let url = Url::parse(text.trim()).map_err(|error| format!("{shape}. This one cannot be read: {error}."))?;
        let (secured, usual) = match url.scheme() {
            "smtps" => (Secured::FromTheStart, 465),
            "starttls" => (Secured::ByStartTls, 587),
            "smtp" => (Secured::WhereOffered, 25),
            other => return Err(format!("{shape}. This one begins with {other}.")),
        };
        let host =
            url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| format!("{shape}. The host is missing."))?;
        let said = |part: &str| {
            let text = part.replace('+', "%2B").replace('&', "%26");
            let read = url::form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
            read.unwrap_or_default()
        };
        let (user, password) = (said(url.username()), said(url.password().unwrap_or_default()));
        if url.query().is_some() || url.fragment().is_some() || !matches!(url.path(), "" | "/") {
            return Err(format!("{shape}. Signs like # / ? @ in a password are written %23 %2F %3F %40."));
        }
        let is_here = is_here(host);
        if secured == Secured::WhereOffered && !user.is_empty() && !is_here {
            return Err(
                "Over smtp:// the password could be read on the way. Write starttls:// or smtps:// instead.".into()
            );
        }
        let port = url.port().unwrap_or(usual);
        let user = Some(user).filter(|user| !user.is_empty());
        Ok(Server { host: host.to_owned(), port, secured, user, password, is_here })
    }
}

/// Is it this machine?
fn is_here(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(Host::Ipv6(ip)) => ip.is_loopback(),
        Ok(Host::Domain(name)) => name == "localhost",
        Err(_) => false,
    }
}

/// What became of a letter at the server's door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took it.
    Taken,
    /// It said no, for good, in these words.
    Refused(String),
    /// Not now, it said about this letter.
    Later(String),
    /// The server itself is away or does not let us in; other letters need not try.
    Away(String),
}

/// The post office of this Tend: its server, and the addresses letters come from.
pub struct Post {
    /// The server.
    pub server: Server,
    /// Whom letters are from.
    pub from: Mailbox,
    /// Where what cannot be delivered comes back to; to the address letters are from where nobody said.
    pub bounce: Option<Address>,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    rest: Mutex<Rest>,
}

/// A server that could not be reached is left alone for a while.
#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    until: Option<Timestamp>,
    times: u32,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("server", &self.server).field("from", &self.from).finish_non_exhaustive()
    }
}

impl Post {
    /// Opens it. `hello` is the name by which we greet the server: the host of our own address.
    pub fn open(server: Server, from: Mailbox, bounce: Option<Address>, hello: &str) -> Result<Post, String> {
        let parameters =
            || TlsParameters::new(server.host.clone()).map_err(|error| format!("TLS cannot be set up: {error}"));
        let tls = match server.secured {
            Secured::FromTheStart => Tls::Wrapper(parameters()?),
            Secured::ByStartTls => Tls::Required(parameters()?),
            // A server of this machine has no certificate for its name, and nobody listens in between.
            Secured::WhereOffered if server.is_here => Tls::None,
            Secured::WhereOffered => Tls::Opportunistic(parameters()?),
        };
        let pool = PoolConfig::new().max_size(2).idle_timeout(Duration::from_secs(30));
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .pool_config(pool);
        if let Ok(Host::Domain(name)) = Host::parse(hello) {
            builder = builder.hello_name(ClientId::Domain(name));
        }
        if let Some(user) = &server.user {
            builder = builder.credentials(Credentials::new(user.clone(), server.password.clone()));
        }
        Ok(Post { transport: builder.build(), server, from, bounce, rest: Mutex::default() })
    }

    /// Hands a letter to the server.
    pub async fn hand(&self, message: Message, now: Timestamp) -> Outcome {
        let sent = tokio::time::timeout(PATIENCE_IN_ALL, self.transport.send(message)).await;
        let outcome = match sent {
            Ok(Ok(_)) => Outcome::Taken,
            Ok(Err(error)) => outcome(&error),
            Err(_) => Outcome::Away("The server took too long.".into()),
        };
        let mut rest = self.rest.lock();
        *rest = match outcome {
            Outcome::Away(_) => rest.longer(now),
            _ => Rest::default(),
        };
        outcome
    }

    /// Until when the server is left alone, where it could not be reached a moment ago.
    pub fn rests_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.rest.lock().until.filter(|until| *until > now)
    }
}

impl Rest {
    fn longer(self, now: Timestamp) -> Rest {
        let pause_us = REST_US.saturating_mul(1 << self.times.min(8)).min(LONGEST_REST_US);
        Rest { until: Some(now.plus(pause_us)), times: self.times.saturating_add(1) }
    }
}

/// What the server's answer means for the letter.
fn outcome(error: &SmtpError) -> Outcome {
    let words = in_words(error);
    let code = error.status().map(u16::from);
    match code {
        // It does not let us in, or closes: that says nothing about the letter.
        Some(421 | 454 | 530..=538) => Outcome::Away(words),
        Some(_) if error.is_permanent() => Outcome::Refused(words),
        Some(_) => Outcome::Later(words),
        // An address with letters that this server cannot carry, and the like.
        None if error.is_client() => Outcome::Refused(words),
        None => Outcome::Away(words),
    }
}

/// The server's own words behind its number; without one, what went wrong on the way to it.
fn in_words(error: &SmtpError) -> String {
    let mut said: Vec<String> = error.status().map(|code| code.to_string()).into_iter().collect();
    let mut cause = std::error::Error::source(error);
    if cause.is_none() {
        said.push(error.to_string());
    }
    while let Some(one) = cause {
        let words = super::letter::one_line(&one.to_string());
        if !said.iter().any(|before| before.contains(&words)) {
            said.push(words);
        }
        cause = one.source();
    }
    said.join(" ").chars().take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Server, String> {
        text.parse()
    }

    #[test]
    fn a_server_is_read_and_never_shows_its_password() {
        let server = read("smtps://hello%40linden.example:s%3Acret%2Bplus+&=@mail.linden.example").expect("read");
        assert_eq!((server.port, server.password.as_str()), (465, "s:cret+plus+&="));
        assert_eq!(format!("{server:?}"), "mail.linden.example:465 as hello@linden.example, over TLS");
        assert_eq!(read("starttls://u:p@mail.example").expect("read").port, 587);
        assert_eq!(read("smtp://127.0.0.1:2525").expect("read").in_words(), "127.0.0.1:2525, on this machine");
        assert_eq!(read("smtp://u:p@localhost").expect("read").user.as_deref(), Some("u"));
    }

    #[test]
    fn what_cannot_be_read_is_said_without_its_secret() {
        for wrong in [
            "mail.example",
            "http://mail.example",
            "smtps://",
            "smtp://user:geheim@mail.example",
            "smtps://user:gehe#im@mail.example",
            "smtps://user:gehe/im@mail.example",
            "smtps://user:geheim@mail.example/inbox",
            "smtps://user:geheim@mail.example:99999",
        ] {
            let said = read(wrong).expect_err(wrong);
            assert!(!said.contains("gehe"), "{said}");
        }
    }

    #[test]
    fn a_server_that_is_away_rests_longer_each_time() {
        let mut rest = Rest::default();
        let pauses: Vec<i64> = (0..12)
            .map(|_| {
                rest = rest.longer(Timestamp(0));
                rest.until.expect("rests").0
            })
            .collect();
        assert_eq!((pauses[0], pauses[1], pauses[11]), (REST_US, 2 * REST_US, LONGEST_REST_US));
    }
}
