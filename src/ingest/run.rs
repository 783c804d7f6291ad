//! One run over one or more places: reads them one after another, and then decides, of all of them, what has moved and
//! what is missing.

use time::OffsetDateTime;

use super::place::Place;
use super::worker::Worker;
use super::{FailedFile, Options, Prober, Report};
use crate::catalog::assets;
use crate::catalog::{self, Catalog};
use crate::cpu::Cpu;
use crate::objects::{self, ObjectUri, Objects};
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
    /// Could not be read, now or before.
    Failed(&'a FailedFile),
}

/// Why a run ended early. What it had written stays, and the next run goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    #[error("the probing threads can't start: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// What came of each place: one that could not be listed keeps none of the others out.
pub type Reports = Vec<Result<Report, objects::Error>>;

/// Brings a library of the catalog up to date with everything at and below some places.
///
/// Several runs may share the catalog. Dropping the future is safe, as is killing the process.
pub async fn ingest(
    places: &[ObjectUri],
    library: LibraryId,
    objects: &Objects,
    catalog: &Catalog,
    cpu: &Cpu,
    options: &Options,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Reports, Error> {
    let worker = Worker::new();
    let began = catalog.begin_run().await?;
    let run = Run { library, objects, catalog, options, worker, began, tell };
    run.bury_the_dead().await?;
    let mut places: Vec<Place> = places.iter().map(Place::new).collect();
    for place in &mut places {
        place.read(&run, Prober::new(objects, cpu, place.uri.scheme())?).await?;
    }
    let listed: Vec<&Place> = places.iter().filter(|place| place.error.is_none()).collect();
    // What has moved is not missing.
    if run.decide(&listed).await? {
        for place in &listed {
            place.mark_missing(&run).await?;
        }
    }
    for place in &listed {
        place.name_what_stays_unread(&run).await?;
    }
    Ok(places.into_iter().map(Place::into_report).collect())
}

/// What all of a run shares.
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
    async fn bury_the_dead(&self) -> Result<(), Error> {
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
