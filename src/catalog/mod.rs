//! PostgreSQL, the source of truth. The only place with SQL; knows nothing of the index or of HTTP.

mod assets;
mod error;
mod feed;
mod health;
mod ids;
mod libraries;
pub mod migrate;
mod pool;
mod search;
mod tracks;

use std::time::Duration;

use tokio::sync::watch;

pub use assets::{Asset, AssetFacts, AssetFailure, AssetOutcome, DurationMethod, Registered, SeenAsset};
pub use error::Error;
pub use feed::{ALIVE_WITHIN, Change, Feed, FeedStatus, Node, PRUNED_AT_ONCE, Position, Seen, View};
pub use pool::{Check, Config, DatabaseUrl, Limits};
pub use search::{Found, TrackQuery};
pub use tracks::{Imported, Rejected, Saved, WriteError, Written};

/// Connection pools to the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    /// The primary: all writes, and what must be newest.
    pool: sqlx::PgPool,
    /// A streaming replica that searches and the mirror read from instead.
    replica: Option<sqlx::PgPool>,
    /// See [`Catalog::patience`].
    patience: Duration,
    /// See [`Catalog::hold`].
    holds: watch::Sender<()>,
}

/// As long as one lives, [`Catalog::until_released`] waits.
pub struct Hold {
    _held: watch::Receiver<()>,
}

impl Catalog {
    /// Where searches and the mirror read: all they read is of one server, so that a change and its track fit together.
    fn reads(&self) -> &sqlx::PgPool {
        self.replica.as_ref().unwrap_or(&self.pool)
    }

    /// The database's name.
    pub fn database(&self) -> String {
        let options = self.pool.connect_options();
        options.get_database().unwrap_or(options.get_username()).to_owned()
    }

    /// How long to wait for an answer: the server cancels what takes longer and says so. Where not even that comes, nothing will.
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
