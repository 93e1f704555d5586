//! Answering: the listener, https where it is set, jobs beside it, and a clean end.

use std::{net::SocketAddr, time::Duration};

use axum_server::{Handle, tls_rustls::RustlsConfig};
use tend_core::{App, jobs, web};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use crate::{house, settings::Settled, trouble::Trouble};

/// Whoever still waits for an answer when the program ends has this long.
const PATIENCE: Duration = Duration::from_secs(5);

/// A Tend that is ready to answer.
pub struct Ready {
    /// The app.
    pub app: App,
    /// How people reach it.
    pub url: String,
    listener: std::net::TcpListener,
    tls: Option<RustlsConfig>,
}

/// Takes the port first, so that a port in use is said before anything is opened, then the database.
pub async fn prepare(settled: &Settled) -> Result<Ready, Trouble> {
    let listener = TcpListener::bind(settled.listen).await.map_err(|error| not_listening(settled.listen, &error))?;
    let address = listener.local_addr().map_err(|error| not_listening(settled.listen, &error))?;
    let listener = listener.into_std().map_err(|error| not_listening(settled.listen, &error))?;
    let tls = tls(settled).await?;
    let url = settled.url_at(address);
    let app = house::open(settled, url.clone()).await?;
    Ok(Ready { app, url, listener, tls })
}

fn not_listening(address: SocketAddr, error: &std::io::Error) -> Trouble {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "Another program answers on {address} already, perhaps another Tend. End it, or choose another port: --listen {}:{}.",
            address.ip(),
            address.port().wrapping_add(1).max(1024)
        ),
        std::io::ErrorKind::PermissionDenied => {
            format!("This user may not answer on {address}. Choose a port from 1024 on (--listen {}:7117), with a proxy in front.", address.ip())
        }
        _ => format!("Tend cannot answer on {address}: {error}. Choose another address with --listen."),
    }
    .into()
}

async fn tls(settled: &Settled) -> Result<Option<RustlsConfig>, Trouble> {
    let Some((cert, key)) = &settled.tls else {
        return Ok(None);
    };
    // Another part of the program may have chosen it already; then it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(cert, key).await.map(Some).map_err(|error| {
        Trouble(format!(
            "The certificate {} or its key {} cannot be used: {error}. Both are PEM files.",
            cert.display(),
            key.display()
        ))
    })
}

impl Ready {
    /// Answers until Ctrl-C or SIGTERM, then ends what has begun.
    pub async fn answer(self) -> Result<(), Trouble> {
        let (stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(jobs::work(self.app.clone(), stopped));
        let handle = Handle::new();
        tokio::spawn(end_on_signal(handle.clone(), self.app.clone()));
        let service = web::router(self.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        match self.tls {
            Some(tls) => {
                axum_server::from_tcp_rustls(self.listener, tls).map_err(ended)?.handle(handle).serve(service).await
            }
            None => axum_server::from_tcp(self.listener).map_err(ended)?.handle(handle).serve(service).await,
        }
        .map_err(ended)?;
        stop.send_replace(true);
        // A worker that panicked has said so in the log.
        let _ = worker.await;
        self.app.db.close().await;
        Ok(())
    }
}

fn ended(error: std::io::Error) -> Trouble {
    Trouble(format!("Tend had to stop answering: {error}. What was saved is safe; start it again."))
}

async fn end_on_signal(handle: Handle<SocketAddr>, app: App) {
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard; use Ctrl-C");
            return;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("ending");
    app.live.end();
    handle.graceful_shutdown(Some(PATIENCE));
}
