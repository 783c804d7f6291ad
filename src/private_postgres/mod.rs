//! A PostgreSQL of our own in the data directory, for whoever has not set DATABASE_URL.
//!
//! Several processes share it: each holds a shared lock on `users.lock`; the first starts the server, the last stops
//! it. All of that happens under `start.lock`. While it is in use, each of them looks whether it still runs, and one
//! starts it again where it doesn't. A process that is killed leaves the server to the others, or to the next one.

mod account;
mod cluster;
mod error;
mod install;
mod launched;
mod lock;
mod log;
mod place;
mod processes;
mod supervise;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::JoinHandle;

pub use error::Error;

use account::Account;
use cluster::{Cluster, Shutdown};
use install::Installation;
use lock::open_lock;
use place::Place;

/// A running server, and our share in it. Dropped without [`PrivateServer::stop`], it leaves the server running for the
/// next process on this data directory.
pub struct PrivateServer {
    cluster: Arc<Cluster>,
    url: String,
    home: PathBuf,
    users: File,
    supervision: JoinHandle<()>,
}

impl PrivateServer {
    /// Joins the server of this data directory, starting and creating it where needed, with the programs in `bin_dir`
    /// or else those of an installation in one of the usual places. Where this is given up on the way, what it has
    /// started ends.
    pub async fn start(data_dir: &Path, bin_dir: Option<&Path>) -> Result<Self, Error> {
        let home = place::prepare_home(data_dir)?;
        let start_lock = home.join("start.lock");
        let starting = lock::exclusive(&start_lock).await?;
        let account = Account::choose(&place::data_of(&home))?;
        let place = Place::prepare(&home, &account)?;
        let installation = Installation::find(bin_dir, place.version()?)?;
        let cluster = Arc::new(Cluster { installation, place, account });

        // Only whoever stops the server locks it exclusively, and does so under the start lock, which is ours now.
        let users = open_lock(&home.join("users.lock"))?;
        users.lock_shared().map_err(Error::at(&home.join("users.lock")))?;
        cluster.ensure_created().await?;
        let launched = cluster.ensure_running().await?;
        let url = cluster.ensure_database().await?;
        launched.into_iter().for_each(launched::Launched::keep);
        let supervised = Arc::clone(&cluster);
        let supervision = tokio::spawn(async move { supervise::keep_running(&supervised, &start_lock).await });
        drop(starting);
        Ok(Self { cluster, url, home, users, supervision })
    }

    /// The URL to connect by, over its unix socket.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Gives up our share; the last one out stops the server.
    pub async fn stop(&self) -> Result<(), Error> {
        self.leave(Shutdown::Fast).await
    }

    /// The same without a moment's delay, and in spite of a [`PrivateServer::stop`] that was given up: the server has
    /// no time to write what is in memory, and recovers at its next start.
    pub async fn stop_at_once(&self) -> Result<(), Error> {
        self.leave(Shutdown::Immediate).await
    }

    async fn leave(&self, shutdown: Shutdown) -> Result<(), Error> {
        self.supervision.abort();
        let _starting = lock::exclusive(&self.home.join("start.lock")).await?;
        let path = self.home.join("users.lock");
        self.users.unlock().map_err(Error::at(&path))?;
        let stopped = match self.users.try_lock() {
            Ok(()) => self.cluster.stop(shutdown).await,
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(source)) => return Err(Error::at(&path)(source)),
        };
        self.users.unlock().map_err(Error::at(&path))?;
        stopped
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        self.supervision.abort();
    }
}
