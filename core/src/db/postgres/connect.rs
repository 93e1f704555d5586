//! Making connections: the address, TLS, and the first one, which tells at once what is wrong.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deadpool_postgres::{Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime};
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::CertificateDer, pki_types::pem::PemObject};
use tokio_postgres::{Client, Config, NoTls, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::db::{DbOptions, Error, StartError, address::without_password, error::with_causes};

/// The oldest server that works: `server_version_num`.
const OLDEST: i32 = 150_000;

/// The pool. Makes no connection yet.
pub(super) fn pool(url: &str, options: &DbOptions) -> Result<Pool, StartError> {
    let Address { mut config, tls } = read(url)?;
    config.application_name("tend").connect_timeout(Duration::from_secs(5));
    config.keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(Duration::from_secs(20));
    let manage = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match tls {
        Some(tls) => Manager::from_config(config, MakeRustlsConnect::new(tls), manage),
        None => Manager::from_config(config, NoTls, manage),
    };
    let builder = Pool::builder(manager).max_size(options.readers + 4).runtime(Runtime::Tokio1);
    builder.build().map_err(|error| StartError::Other(error.to_string()))
}

struct Address {
    config: Config,
    tls: Option<ClientConfig>,
}

/// Reads the address. `sslmode` is `disable` unless it is given; with any other, the server's certificate is checked, against
/// the well-known authorities or the file in `sslrootcert`.
fn read(url: &str) -> Result<Address, StartError> {
    let unreadable = |cause: String| StartError::Address { cause };
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut kept, mut mode, mut roots) = (Vec::new(), "disable", None);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = value,
            Some(("sslrootcert", value)) => roots = Some(value),
            _ => kept.push(pair),
        }
    }
    let mut config: Config =
        format!("{base}?{}", kept.join("&")).parse().map_err(|error| unreadable(with_causes(&error)))?;
    config.ssl_mode(match mode {
        "disable" | "allow" => SslMode::Disable,
        "prefer" => SslMode::Prefer,
        "require" | "verify-ca" | "verify-full" => SslMode::Require,
        other => {
            return Err(unreadable(format!("sslmode={other} is not known; take disable, prefer or require")));
        }
    });
    let tls = if config.get_ssl_mode() == SslMode::Disable { None } else { Some(tls(roots)?) };
    Ok(Address { config, tls })
}

fn tls(file: Option<&str>) -> Result<ClientConfig, StartError> {
    let told = |cause: String| StartError::Address { cause };
    let mut roots = RootCertStore::empty();
    match file {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(file) => {
            let certificates =
                CertificateDer::pem_file_iter(file).map_err(|error| told(format!("sslrootcert {file}: {error}")))?;
            for certificate in certificates {
                let certificate = certificate.map_err(|error| told(format!("sslrootcert {file}: {error}")))?;
                roots.add(certificate).map_err(|error| told(format!("sslrootcert {file}: {error}")))?;
            }
        }
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| told(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// One connection beside the pool, for an operator's tool.
pub(in crate::db) async fn single(url: &str, name: &str) -> Result<Client, StartError> {
    let Address { mut config, tls } = read(url)?;
    config.application_name(name).connect_timeout(Duration::from_secs(5));
    let told = |error| StartError::postgres(url, &error);
    match tls {
        Some(tls) => {
            let (client, connection) = config.connect(MakeRustlsConnect::new(tls)).await.map_err(told)?;
            tokio::spawn(connection);
            Ok(client)
        }
        None => {
            let (client, connection) = config.connect(NoTls).await.map_err(told)?;
            tokio::spawn(connection);
            Ok(client)
        }
    }
}

/// The first connection. Waits a little for a server that is still starting, but not for a wrong password.
pub(super) async fn first(pool: &Pool, url: &str, limit: Duration) -> Result<(), StartError> {
    let until = Instant::now() + limit;
    let client = loop {
        let trouble = match pool.get().await {
            Ok(client) => break client,
            Err(PoolError::Backend(error)) => StartError::postgres(url, &error),
            Err(error) => told(url, &Error::Lost(error.to_string())),
        };
        if !matches!(trouble, StartError::NotReachable { .. }) || Instant::now() > until {
            return Err(trouble);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    };
    let sql = "SELECT current_setting('server_version_num')::int, current_setting('server_version')";
    let row = client.query_one(sql, &[]).await.map_err(|error| StartError::postgres(url, &error))?;
    if row.get::<_, i32>(0) < OLDEST {
        return Err(StartError::TooOld { place: without_password(url), found: row.get(1) });
    }
    Ok(())
}

/// The sentence for an error of the pool.
pub(super) fn told(url: &str, error: &Error) -> StartError {
    StartError::NotReachable { place: without_password(url), cause: error.to_string() }
}
