//! What all of a run shares.

use time::OffsetDateTime;

use super::worker::Worker;
use super::{FailedFile, Options};
use crate::catalog::assets;
use crate::catalog::{self, Catalog};
use crate::objects::Objects;
use crate::track::LibraryId;

/// So often a statement is tried that PostgreSQL ends because of others.
const MOST_TRIES: usize = 10;

/// What a caller may want to show while a run goes on.
pub enum Event<'a> {
    /// So many more objects were found that may be audio.
    Listed(u64),
    /// So many more need no probe.
    Unchanged(u64),
    /// So many more were probed and written.
    Probed(u64),
    /// Could not be read.
    Failed(&'a FailedFile),
    /// Could not be read before, and wasn't tried again.
    FailedBefore(&'a FailedFile),
}

/// Why a run ended early. What it had written stays, and the next run goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    #[error("the probing threads can't start: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

pub(super) struct Run<'a> {
    pub library: LibraryId,
    pub objects: &'a Objects,
    pub catalog: &'a Catalog,
    pub options: &'a Options,
    pub worker: Worker,
    pub began: OffsetDateTime,
    pub tell: &'a (dyn Fn(Event<'_>) + Sync),
}

impl Run<'_> {
    /// Takes back what processes of this machine had claimed when they were killed.
    pub async fn bury_the_dead(&self) -> Result<(), Error> {
        for worker in self.catalog.claimants().await? {
            if self.worker.knows_to_be_dead(&worker) {
                let mut transaction = self.catalog.begin().await?;
                let released = assets::release_worker(&mut transaction, &worker).await?;
                transaction.commit().await?;
                tracing::info!(worker, released, "took back the claims of a process that is gone");
            }
        }
        Ok(())
    }
}

/// Does it again where PostgreSQL had to end it for the sake of another that was in its way.
pub(super) async fn insist<T>(work: impl AsyncFn() -> Result<T, catalog::Error>) -> Result<T, catalog::Error> {
    for _ in 1..MOST_TRIES {
        match work().await {
            Err(error) if error.is_deadlock() => tracing::debug!(%error, "trying again"),
            ended => return ended,
        }
    }
    work().await
}
