//! The way to the catalog, as everybody holds it: pools of connections.

use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::watch;

/// Connection pools to the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    /// The primary: all writes, and what must be newest.
    pub(in crate::catalog) pool: PgPool,
    /// A streaming replica that searches and the mirror read from instead.
    pub(in crate::catalog) replica: Option<PgPool>,
    /// See [`Catalog::patience`].
    pub(super) patience: Duration,
    /// See [`Catalog::hold`].
    pub(super) holds: watch::Sender<()>,
}

/// As long as one lives, [`Catalog::until_released`] waits.
pub struct Hold {
    _held: watch::Receiver<()>,
}

impl Catalog {
    /// Where searches and the mirror read: all they read is of one server, so that a change and its track fit together.
    pub(in crate::catalog) fn reads(&self) -> &PgPool {
        self.replica.as_ref().unwrap_or(&self.pool)
    }

    /// The database's name.
    pub fn database(&self) -> String {
        let options = self.pool.connect_options();
        options.get_database().unwrap_or(options.get_username()).to_owned()
    }

    /// How long to wait for an answer: the server cancels what takes longer and says so. Where not even that comes,
    /// nothing will.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// For work that has something left to say to the catalog when it was told to stop.
    pub fn hold(&self) -> Hold {
        Hold { _held: self.holds.subscribe() }
    }

    /// Waits until nobody holds the catalog any more.
    pub async fn until_released(&self) {
        self.holds.closed().await;
    }

    /// Whether reads go to a replica, which shows a commit a little after the primary has told of it.
    pub fn has_replica(&self) -> bool {
        self.replica.is_some()
    }
}
