//! One run over one place: a lister registers what is there, and at the same time the prober takes what is to be read.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::stream::{self, StreamExt, TryReadyChunksError, TryStreamExt};
use rustc_hash::FxHashSet;
use time::OffsetDateTime;
use tokio::sync::Notify;

use super::worker::Worker;
use super::{FailedFile, Failure, Options, Probed, Prober, Report, audio_below, convert};
use crate::audio::PROBER_VERSION;
use crate::catalog::assets::{self, Claim};
use crate::catalog::{self, Asset, AssetOutcome, Catalog};
use crate::cpu::Cpu;
use crate::objects::{self, ObjectUri, Objects};
use crate::track::LibraryId;

/// Rows a statement: large enough that the round trip doesn't count, small enough that a kill loses little.
const BATCH: usize = 256;
/// Probes under way or queued. While a batch is written, the pool lives on these.
const IN_FLIGHT: usize = 256;
/// So often a statement is tried that PostgreSQL ends because of others.
const MOST_TRIES: usize = 10;
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
    /// Could not be read, now or before.
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
    options: &Options,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Report, Error> {
    let run = Run {
        place,
        library,
        objects,
        catalog,
        options,
        prober: Prober::new(objects, cpu, place.scheme())?,
        worker: Worker::new(),
        began: catalog.begin_run().await?,
        listed: AtomicBool::new(false),
        registered: Notify::new(),
        report: Mutex::default(),
        tell,
    };
    run.bury_the_dead().await?;
    let (is_complete, ()) = futures::try_join!(run.list(), run.work())?;
    run.work_on_suspects().await?;
    // What has moved is not missing.
    if run.decide(is_complete).await? && is_complete {
        run.mark_missing().await?;
    }
    run.name_what_stays_unread().await?;
    Ok(run.report.into_inner().expect("no holder panics"))
}

pub(super) struct Run<'a> {
    pub(super) place: &'a ObjectUri,
    pub(super) library: LibraryId,
    pub(super) objects: &'a Objects,
    pub(super) catalog: &'a Catalog,
    pub(super) options: &'a Options,
    prober: Prober,
    pub(super) worker: Worker,
    pub(super) began: OffsetDateTime,
    /// Whether the lister is done; it wakes the prober after each batch.
    listed: AtomicBool,
    registered: Notify,
    // A std lock: held for a few instructions, never across an await.
    report: Mutex<Report>,
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

    /// Registers what is there; answers whether that is everything at and below the place.
    async fn list(&self) -> Result<bool, Error> {
        let mut chunks = audio_below(self.objects, self.place, &self.options.rules).ready_chunks(BATCH);
        // Where the place is itself an object, nothing was asked about what is below it.
        let mut is_complete = true;
        while let Some(chunk) = chunks.next().await {
            let (found, errors): (Vec<_>, Vec<_>) = chunk.into_iter().partition(Result::is_ok);
            let found: Vec<_> = found.into_iter().filter_map(Result::ok).collect();
            is_complete &= found.iter().all(|object| object.uri != *self.place);
            let mut seen = Vec::with_capacity(found.len());
            for object in found {
                match convert::seen(object) {
                    Ok(asset) => seen.push(asset),
                    Err(too_long) => self.report(|report| report.name_listing_error(too_long.to_string())),
                }
            }
            self.register(seen).await?;
            for error in errors.into_iter().filter_map(Result::err) {
                if self.is_gone_for_good(&error) {
                    continue;
                }
                if self.is_about_the_place(&error) {
                    return Err(error.into());
                }
                self.report(|report| match error.is_warning() {
                    true => report.warn(error.to_string()),
                    false => report.name_listing_error(error.to_string()),
                });
                is_complete &= error.is_warning();
            }
        }
        self.listed.store(true, Ordering::Release);
        self.registered.notify_one();
        Ok(is_complete)
    }

    /// A place that can't be listed at all ends the run; one bad folder in it doesn't.
    fn is_about_the_place(&self, error: &objects::Error) -> bool {
        self.report(|report| report.listed == 0) && error.uri() == self.place.as_str()
    }

    /// Whether the place isn't there, and all that was in it is meant to be missing.
    fn is_gone_for_good(&self, error: &objects::Error) -> bool {
        self.options.allow_missing && self.is_about_the_place(error) && matches!(error, objects::Error::NotFound { .. })
    }

    async fn register(&self, seen: Vec<catalog::SeenAsset>) -> Result<(), Error> {
        if seen.is_empty() {
            return Ok(());
        }
        let registered = insist(async || {
            let mut transaction = self.catalog.begin().await?;
            let (library, began, force) = (self.library, self.began, self.options.force);
            let registered = assets::register(&mut transaction, library, &seen, began, force, PROBER_VERSION).await?;
            transaction.commit().await.map(|()| registered)
        })
        .await?;
        self.report(|report| {
            report.listed += seen.len() as u64;
            report.new += registered.new;
            report.changed += registered.changed;
            report.retried += registered.retried;
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
            stream::try_unfold((), |()| async { Ok::<_, Error>(self.next_batch().await?.map(|claim| (claim, ()))) });
        let claimed = claims.map_ok(|claim| stream::iter(claim.into_iter().map(Ok::<_, Error>))).try_flatten();
        let outcomes = claimed.map_ok(|asset| async { Ok(self.probe(asset).await) }).try_buffer_unordered(IN_FLIGHT);
        let batches = outcomes.try_ready_chunks(BATCH).map_err(|TryReadyChunksError(_, error)| error);
        batches.try_for_each(|batch| self.complete(batch)).await
    }

    /// Probes, one by one, what other workers have claimed and not lived to complete.
    async fn work_on_suspects(&self) -> Result<(), Error> {
        loop {
            let claim = self.claim(Claim::Suspect).await?;
            if claim.is_empty() {
                return Ok(());
            }
            for asset in claim {
                let outcome = self.probe(asset).await;
                self.complete(vec![outcome]).await?;
            }
        }
    }

    /// The next assets to probe; waits while the lister may still find some.
    async fn next_batch(&self) -> Result<Option<Vec<Asset>>, Error> {
        loop {
            let is_last = self.listed.load(Ordering::Acquire);
            let claim = self.claim(Claim::Batch(BATCH as i64)).await?;
            match (claim.is_empty(), is_last) {
                (false, _) => return Ok(Some(claim)),
                (true, true) => return Ok(None),
                (true, false) => self.registered.notified().await,
            }
        }
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Asset>, Error> {
        let place = self.place.as_str();
        let mut transaction = self.catalog.begin().await?;
        let claimed =
            assets::claim(&mut transaction, self.library, self.worker.name(), place, claim, self.began, LEASE).await?;
        transaction.commit().await?;
        Ok(claimed)
    }

    async fn probe(&self, asset: Asset) -> AssetOutcome {
        let (name, probed) = match ObjectUri::parse(asset.uri.as_str()) {
            Ok(uri) => (uri.name(), self.prober.probe(uri, u64::try_from(asset.size_bytes).ok()).await),
            // Another program wrote the address.
            Err(error) => (String::new(), Probed { result: Err(Failure::of_store(&error)), bytes_read: 0 }),
        };
        self.report(|report| report.bytes_read += probed.bytes_read);
        if let Err(failure) = probed.result.as_ref().map_err(Clone::clone) {
            let is_no_audio = failure.is_no_audio();
            let Failure { code, message, is_about_the_file } = failure;
            let failed = FailedFile { uri: asset.uri.to_string(), code: code.to_owned(), message };
            if !is_no_audio {
                (self.tell)(Event::Failed(&failed));
            }
            self.report(|report| match (is_no_audio, is_about_the_file) {
                (true, _) => report.not_audio += 1,
                (false, true) => report.failed += 1,
                (false, false) => report.deferred += 1,
            });
            if !is_no_audio {
                self.report(|report| report.name_failure(failed));
            }
        }
        convert::outcome(&asset, &name, probed)
    }

    async fn complete(&self, outcomes: Vec<AssetOutcome>) -> Result<(), Error> {
        insist(async || {
            let mut transaction = self.catalog.begin().await?;
            assets::complete(&mut transaction, &outcomes, self.began).await?;
            transaction.commit().await
        })
        .await?;
        self.report(|report| report.probed += outcomes.len() as u64);
        (self.tell)(Event::Probed(outcomes.len() as u64));
        Ok(())
    }

    /// What could not be read before, and wasn't tried in this run.
    async fn name_what_stays_unread(&self) -> Result<(), Error> {
        let (place, below) = (self.place.as_str(), self.place.folder_prefix());
        let (damaged, unreached) = self.catalog.count_failed(self.library, place, &below, self.began).await?;
        let (room, names_some) = self.report(|report| {
            report.unreadable = damaged.saturating_sub(report.failed);
            report.waiting = unreached.saturating_sub(report.deferred);
            (report.room_for_failures(), report.unreadable + report.waiting > 0)
        });
        if !names_some {
            return Ok(());
        }
        let named: FxHashSet<String> =
            self.report(|report| report.failures.iter().map(|failure| failure.uri.clone()).collect());
        let limit = (room + named.len()) as i64;
        for failed in self.catalog.failed_assets(self.library, &below, limit).await? {
            if !named.contains(&failed.uri) {
                let failed = FailedFile { uri: failed.uri, code: failed.code, message: failed.message };
                (self.tell)(Event::Failed(&failed));
                self.report(|report| report.name_failure(failed));
            }
        }
        Ok(())
    }

    pub(super) fn report<T>(&self, change: impl FnOnce(&mut Report) -> T) -> T {
        change(&mut self.report.lock().expect("no holder panics"))
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
