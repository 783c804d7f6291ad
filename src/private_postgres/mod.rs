//! A PostgreSQL of our own in the data directory, for whoever has not set DATABASE_URL.
//!
//! Several processes share it: each holds a shared lock on `users.lock`; the first starts the server, the last stops
//! it. All of that happens under `start.lock`. A process that is killed leaves the server to the next one.

mod account;
mod cluster;
mod error;
mod install;
mod lock;
mod place;

use std::fs::File;
use std::path::{Path, PathBuf};

pub use error::Error;

use account::Account;
use cluster::Cluster;
use install::Installation;
use lock::open_lock;
use place::Place;

/// A running server, and our share in it. Dropped without [`PrivateServer::stop`], it leaves the server running for the
/// next process on this data directory.
pub struct PrivateServer {
    cluster: Cluster,
    url: String,
    home: PathBuf,
    users: File,
}

impl PrivateServer {
    /// Joins the server of this data directory, starting and creating it where needed, with the programs in `bin_dir`
    /// or else those of an installation in one of the usual places.
    pub async fn start(data_dir: &Path, bin_dir: Option<&Path>) -> Result<Self, Error> {
        let home = place::prepare_home(data_dir)?;
        let starting = lock::exclusive(&home.join("start.lock")).await?;
        let account = Account::choose(&place::data_of(&home))?;
        let place = Place::prepare(&home, &account)?;
        let installation = Installation::find(bin_dir, place.version()?)?;
        let cluster = Cluster { installation, place, account };

        // Only whoever stops the server locks it exclusively, and does so under the start lock, which is ours now.
        let users = open_lock(&home.join("users.lock"))?;
        users.lock_shared().map_err(Error::at(&home.join("users.lock")))?;
        cluster.ensure_created().await?;
        cluster.ensure_running().await?;
        let url = cluster.ensure_database().await?;
        drop(starting);
        Ok(Self { cluster, url, home, users })
    }

    /// The URL to connect by, over its unix socket.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Gives up our share; the last one out stops the server.
    pub async fn stop(self) -> Result<(), Error> {
        let _starting = lock::exclusive(&self.home.join("start.lock")).await?;
        self.users.unlock().map_err(Error::at(&self.home.join("users.lock")))?;
        match self.users.try_lock() {
            Ok(()) => self.cluster.stop().await,
            Err(std::fs::TryLockError::WouldBlock) => Ok(()),
            Err(std::fs::TryLockError::Error(source)) => Err(Error::at(&self.home.join("users.lock"))(source)),
        }
    }
}
