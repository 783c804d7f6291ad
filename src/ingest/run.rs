//! One run over one place: a lister registers what is there, and at the same time the prober takes what is to be read.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::stream::{self, StreamExt, TryReadyChunksError, TryStreamExt};
use time::OffsetDateTime;
use tokio::sync::Notify;

use super::worker::Worker;
use super::{FailedFile, Failure, Prober, Report, audio_below, convert};
use crate::catalog::{self, Asset, AssetOutcome, Catalog, assets};
use crate::cpu::Cpu;
use crate::objects::{self, ObjectUri, Objects};
use crate::track::{AssetId, LibraryId};

/// Rows a statement: large enough that the round trip doesn't count, small enough that a kill loses little.
const BATCH: usize = 256;
/// Probes under way or queued. While a batch is written, the pool lives on these.
const IN_FLIGHT: usize = 256;
/// Longer than any claim takes, the slowest file and the queue before it included.
const LEASE: Duration = Duration::from_secs(600);

/// What a caller may want to show while a run goes on.
pub enum Event<'a> {
    /// So many more objects were found that may be audio.
    Listed(u64),
    /// So many more need no probe.
    Unchanged(u64),
    /// So many more were probed and written.
    Probed(u64),
    Failed(&'a FailedFile),
}

/// Why a run ended early. What it had written stays, and the next run goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Place(#[from] objects::Error),
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    #[error("the probing threads can't start: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Brings a library of the catalog up to date with everything at and below `place`.
///
/// Several runs may share the catalog. Dropping the future is safe, as is killing the process.
pub async fn ingest(
    place: &ObjectUri,
    library: LibraryId,
    objects: &Objects,
    catalog: &Catalog,
    cpu: &Cpu,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Report, Error> {
    let run = Run {
        place,
        library,
        objects,
        catalog,
        prober: Prober::new(objects, cpu, place.scheme())?,
        worker: Worker::new(),
        began: catalog.begin_run().await?,
        listed: AtomicBool::new(false),
        registered: Notify::new(),
        report: Mutex::default(),
        deferred: Mutex::default(),
        tell,
    };
    run.bury_the_dead().await?;
    futures::try_join!(run.list(), run.work())?;
    run.finish().await
}

struct Run<'a> {
    place: &'a ObjectUri,
    library: LibraryId,
    objects: &'a Objects,
    catalog: &'a Catalog,
    prober: Prober,
    worker: Worker,
    began: OffsetDateTime,
    /// Whether the lister is done; it wakes the prober after each batch.
    listed: AtomicBool,
    registered: Notify,
    // std locks: held for a few instructions, never across an await.
    report: Mutex<Report>,
    deferred: Mutex<Vec<AssetId>>,
    tell: &'a (dyn Fn(Event<'_>) + Sync),
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

    async fn list(&self) -> Result<(), Error> {
        let mut chunks = audio_below(self.objects, self.place).ready_chunks(BATCH);
        // Where the place is itself an object, nothing was asked about what is below it.
        let mut sees_all_below = true;
        while let Some(chunk) = chunks.next().await {
            let (found, errors): (Vec<_>, Vec<_>) = chunk.into_iter().partition(Result::is_ok);
            for error in errors.into_iter().filter_map(Result::err) {
                if self.is_about_the_place(&error) {
                    return Err(error.into());
                }
                sees_all_below &= !error.hides_objects();
                self.report(|report| report.name_listing_error(error.to_string()));
            }
            let found: Vec<_> = found.into_iter().filter_map(Result::ok).collect();
            sees_all_below &= found.iter().all(|object| object.uri != *self.place);
            let mut seen = Vec::with_capacity(found.len());
            for object in found {
                match convert::seen(object) {
                    Ok(asset) => seen.push(asset),
                    Err(too_long) => self.report(|report| report.name_listing_error(too_long.to_string())),
                }
            }
            self.register(seen).await?;
        }
        if sees_all_below {
            let mut transaction = self.catalog.begin().await?;
            let missing =
                assets::mark_missing(&mut transaction, self.library, &self.place.folder_prefix(), self.began).await?;
            transaction.commit().await?;
            self.report(|report| report.missing = missing);
        }
        self.listed.store(true, Ordering::Release);
        self.registered.notify_one();
        Ok(())
    }

    /// A place that can't be listed at all ends the run; one bad folder in it doesn't.
    fn is_about_the_place(&self, error: &objects::Error) -> bool {
        self.report(|report| report.listed == 0) && error.uri() == self.place.as_str()
    }

    async fn register(&self, seen: Vec<catalog::SeenAsset>) -> Result<(), Error> {
        if seen.is_empty() {
            return Ok(());
        }
        let mut transaction = self.catalog.begin().await?;
        let registered = assets::register(&mut transaction, self.library, &seen).await?;
        transaction.commit().await?;
        self.report(|report| {
            report.listed += seen.len() as u64;
            report.new += registered.new;
            report.changed += registered.changed;
            report.unchanged += registered.unchanged;
        });
        (self.tell)(Event::Listed(seen.len() as u64));
        (self.tell)(Event::Unchanged(registered.unchanged));
        self.registered.notify_one();
        Ok(())
    }

    /// Probes until nothing is left and the lister is done. Claiming, probing and writing overlap.
    async fn work(&self) -> Result<(), Error> {
        let claims =
            stream::try_unfold((), |()| async { Ok::<_, Error>(self.claim().await?.map(|claim| (claim, ()))) });
        let claimed = claims.map_ok(|claim| stream::iter(claim.into_iter().map(Ok::<_, Error>))).try_flatten();
        let outcomes = claimed.map_ok(|asset| async { Ok(self.probe(asset).await) }).try_buffer_unordered(IN_FLIGHT);
        let batches = outcomes.try_ready_chunks(BATCH).map_err(|TryReadyChunksError(_, error)| error);
        batches.try_for_each(|batch| self.complete(batch)).await
    }

    /// The next assets to probe; waits while the lister may still find some.
    async fn claim(&self) -> Result<Option<Vec<Asset>>, Error> {
        loop {
            let is_last = self.listed.load(Ordering::Acquire);
            let prefix = self.place.as_str();
            let mut transaction = self.catalog.begin().await?;
            let claim =
                assets::claim(&mut transaction, self.library, self.worker.name(), prefix, BATCH as i64, LEASE).await?;
            transaction.commit().await?;
            match (claim.is_empty(), is_last) {
                (false, _) => return Ok(Some(claim)),
                (true, true) => return Ok(None),
                (true, false) => self.registered.notified().await,
            }
        }
    }

    /// `None` where the store was at fault: the asset is left for the next run.
    async fn probe(&self, asset: Asset) -> Option<AssetOutcome> {
        let uri = match ObjectUri::parse(asset.uri.as_str()) {
            Ok(uri) => uri,
            Err(error) => return Some(convert::unreadable(&asset, &error)),
        };
        let probed = self.prober.probe(uri.clone()).await;
        self.report(|report| report.bytes_read += probed.bytes_read);
        if let Err(Failure { code, message, is_transient }) = &probed.result {
            let failure = FailedFile { uri: asset.uri.to_string(), code, message: message.clone() };
            (self.tell)(Event::Failed(&failure));
            self.report(|report| report.name_failure(failure));
            if *is_transient {
                self.deferred.lock().expect("no holder panics").push(asset.id);
                return None;
            }
        }
        Some(convert::outcome(&asset, &uri, probed))
    }

    async fn complete(&self, batch: Vec<Option<AssetOutcome>>) -> Result<(), Error> {
        let outcomes: Vec<AssetOutcome> = batch.into_iter().flatten().collect();
        let mut transaction = self.catalog.begin().await?;
        assets::complete(&mut transaction, &outcomes).await?;
        transaction.commit().await?;
        self.report(|report| {
            report.probed += outcomes.len() as u64;
            report.failed += outcomes.iter().filter(|outcome| outcome.result.is_err()).count() as u64;
        });
        (self.tell)(Event::Probed(outcomes.len() as u64));
        Ok(())
    }

    async fn finish(self) -> Result<Report, Error> {
        let deferred = self.deferred.into_inner().expect("no holder panics");
        let mut report = self.report.into_inner().expect("no holder panics");
        let mut transaction = self.catalog.begin().await?;
        report.deferred = assets::release(&mut transaction, self.worker.name(), &deferred).await?;
        transaction.commit().await?;
        Ok(report)
    }

    fn report<T>(&self, change: impl FnOnce(&mut Report) -> T) -> T {
        change(&mut self.report.lock().expect("no holder panics"))
    }
}
