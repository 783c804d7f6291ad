//! What the standing check has found, for whoever asks.

use std::sync::{Mutex, PoisonError};

use time::OffsetDateTime;

/// What the standing check has found so far.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    /// When it has looked last; none before the first time.
    pub at: Option<OffsetDateTime>,
    /// What was wrong then and is not mended yet.
    pub trouble: Option<String>,
    /// How often the index was mended since the server began.
    pub repairs: u64,
    pub last_repair: Option<WatchedRepair>,
}

/// The index was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedRepair {
    pub at: OffsetDateTime,
    /// What the check had found.
    pub reason: String,
    /// How many tracks were written anew.
    pub tracks: u64,
}

/// Where the check writes it.
#[derive(Default)]
pub struct Notes(Mutex<Watched>);

impl Notes {
    pub fn read(&self) -> Watched {
        self.with(|watched| watched.clone())
    }

    pub fn looked(&self, trouble: Option<String>) {
        self.with(|watched| {
            watched.at = Some(OffsetDateTime::now_utc());
            watched.trouble = trouble;
        });
    }

    pub fn repaired(&self, reason: String, tracks: u64) {
        self.with(|watched| {
            watched.repairs += 1;
            watched.last_repair = Some(WatchedRepair { at: OffsetDateTime::now_utc(), reason, tracks });
        });
    }

    /// Poisoned or not, the notes are plain values.
    fn with<T>(&self, work: impl FnOnce(&mut Watched) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
