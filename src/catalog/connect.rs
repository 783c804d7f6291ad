//! Connecting, and refusing a database that can't hold a catalog.

use super::{Catalog, Config, Error};

impl Catalog {
    pub async fn connect(_config: &Config) -> Result<Self, Error> {
        todo!()
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }
}
