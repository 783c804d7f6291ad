//! Rebuilding the index, and how far that is.

use super::{Api, Error};
use crate::mirror::{Progress, Rebuilding, State};

impl Api {
    /// Begins a rebuild in the background.
    pub async fn begin_reindex(&self) -> Result<(), Error> {
        Ok(self.rebuilder.begin().await?)
    }

    /// How far a rebuild is, and what the last one came to. One that the mirror has begun by itself, since the index
    /// didn't fit, is a rebuild like any other.
    pub fn reindexing(&self) -> Rebuilding {
        let mut rebuilding = self.rebuilder.rebuilding();
        if let (None, State::Building { done, total }) = (rebuilding.running, self.status().state) {
            rebuilding.running = Some(Progress { done, total });
        }
        rebuilding
    }
}
