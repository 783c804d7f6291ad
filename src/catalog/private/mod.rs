//! A PostgreSQL of our own in the data directory, for whoever has not set DATABASE_URL.
//!
//! Several processes share it: the first starts it, the last stops it.

use std::path::Path;

use super::DatabaseUrl;

/// Why the private PostgreSQL can't run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no PostgreSQL was found")]
    NotInstalled,
}

/// A running server, and our share in it.
pub struct PrivateServer {
    url: DatabaseUrl,
}

impl PrivateServer {
    /// Joins the server of this data directory, starting and creating it where needed.
    pub async fn start(_data_dir: &Path) -> Result<Self, Error> {
        todo!()
    }

    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Gives up our share; the last one out stops the server.
    pub async fn stop(self) -> Result<(), Error> {
        todo!()
    }
}
