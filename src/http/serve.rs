//! Listening, and ending well: requests in flight are answered, up to a deadline.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use super::Metrics;
use super::refusal::Explaining;

const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// Why the server can't listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error(
        "{address} is in use by another program; choose another with --listen, such as --listen 127.0.0.1:0 for any free port"
    )]
    InUse { address: String },
    #[error("can't listen on {address}: {source}; choose another with --listen")]
    Other { address: String, source: io::Error },
}

/// Takes the address, so that what is wrong with it is known before anything else is started.
pub async fn bind(address: &str) -> Result<TcpListener, BindError> {
    TcpListener::bind(address).await.map_err(|source| {
        let address = address.to_owned();
        match source.kind() {
            io::ErrorKind::AddrInUse => BindError::InUse { address },
            _ => BindError::Other { address, source },
        }
    })
}

/// Answers requests until `stop`, and then those in flight for at most `drain_timeout`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    metrics: Arc<Metrics>,
    stop: impl Future<Output = ()> + Clone + Send + 'static,
    drain_timeout: Duration,
) -> io::Result<()> {
    // Answers are written whole; waiting to fill a packet would only delay them.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!("TCP_NODELAY could not be set: {error}");
        }
    });
    let serving = axum::serve(Explaining(listener), router).with_graceful_shutdown(stop.clone());
    tokio::select! {
        ended = serving => ended,
        () = upkeep(metrics) => Ok(()),
        () = async { stop.await; tokio::time::sleep(drain_timeout).await } => {
            tracing::warn!("some requests were still running after {drain_timeout:?} and were cut off");
            Ok(())
        }
    }
}

async fn upkeep(metrics: Arc<Metrics>) {
    loop {
        tokio::time::sleep(UPKEEP_EVERY).await;
        metrics.upkeep();
    }
}
