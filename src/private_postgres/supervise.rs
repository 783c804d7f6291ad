//! Keeps the server running for as long as somebody uses it, whoever of its users has started it.

use std::path::Path;
use std::time::Duration;

use super::cluster::Cluster;
use super::{Error, lock};

/// A look costs a few small reads of /proc.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
const SLOWEST_RETRY: Duration = Duration::from_secs(10);

/// Starts the server again whenever it has ended, whatever has ended it. One that crashes in one of its processes does
/// so by itself. `start_lock` is taken meanwhile: each user of the server looks after it, and one of them starts it.
pub(super) async fn keep_running(cluster: &Cluster, start_lock: &Path) {
    let mut pause = LOOK_AGAIN;
    loop {
        tokio::time::sleep(pause).await;
        pause = if cluster.is_running() {
            LOOK_AGAIN
        } else {
            match start_again(cluster, start_lock).await {
                Ok(()) => LOOK_AGAIN,
                Err(error) => {
                    tracing::error!("the private PostgreSQL has ended and can't be started again: {error}");
                    SLOWEST_RETRY.min(pause * 2)
                }
            }
        };
    }
}

async fn start_again(cluster: &Cluster, start_lock: &Path) -> Result<(), Error> {
    let _starting = lock::exclusive(start_lock).await?;
    if let Some(launched) = cluster.ensure_running().await? {
        launched.keep();
        tracing::warn!("the private PostgreSQL had ended, and was started again; see {}", cluster.place.log.display());
    }
    Ok(())
}
