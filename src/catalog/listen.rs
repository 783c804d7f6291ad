//! Waking up when something has changed.

use std::time::Duration;

use super::{Catalog, Error};

/// Hears NOTIFY; reconnects by itself. What happens meanwhile isn't heard, so poll the feed as well.
pub struct ChangeListener {
    #[expect(dead_code)]
    listener: sqlx::postgres::PgListener,
}

impl Catalog {
    pub async fn listen_changes(&self) -> Result<ChangeListener, Error> {
        todo!()
    }
}

impl ChangeListener {
    /// Waits until something has changed, or for `timeout`; answers whether it heard something. Cancel-safe.
    pub async fn wait(&mut self, _timeout: Duration) -> bool {
        todo!()
    }
}
