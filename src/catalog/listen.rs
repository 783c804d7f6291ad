//! Waking up when something has changed.

use std::time::Duration;

use sqlx::postgres::PgListener;

use super::{Catalog, Error};

/// How long to wait after a failed reconnection.
const PAUSE: Duration = Duration::from_secs(1);

/// Hears NOTIFY; reconnects by itself. What happens meanwhile isn't heard, so poll the feed as well.
pub struct ChangeListener {
    listener: PgListener,
}

impl Catalog {
    /// Begins to listen, on a connection of its own.
    pub async fn listen_changes(&self) -> Result<ChangeListener, Error> {
        let doing = "listening for changes";
        let mut listener = PgListener::connect_with(&self.pool).await.map_err(Error::doing(doing))?;
        listener.listen("needledrop_changes").await.map_err(Error::doing(doing))?;
        Ok(ChangeListener { listener })
    }
}

impl ChangeListener {
    /// Waits until something may have changed, or for `timeout`; answers whether it may have.
    pub async fn wait(&mut self, timeout: Duration) -> bool {
        match tokio::time::timeout(timeout, self.listener.try_recv()).await {
            Ok(Ok(heard)) => {
                // A lost connection is as good as a notification: one may have gone by.
                let more = std::iter::from_fn(|| self.listener.next_buffered()).count();
                tracing::trace!(connected = heard.is_some(), more, "the catalog may have changed");
                true
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "can't listen for changes");
                tokio::time::sleep(PAUSE.min(timeout)).await;
                false
            }
            Err(_) => false,
        }
    }
}
