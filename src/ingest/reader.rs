//! Reading one place: a lister registers what is there, and at the same time the prober takes what is to be read.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::stream::{self, StreamExt, TryReadyChunksError, TryStreamExt};
use tokio::sync::Notify;

use super::listing::{Kind, kind};
use super::place::Place;
use super::run::{Error, Run, insist};
use super::{Event, FailedFile, Failure, Probed, Prober, convert};
use crate::audio::{PROBER_VERSION, Warning};
use crate::catalog::assets::{self, Claim};
use crate::catalog::{self, Asset, AssetOutcome, companions};
use crate::objects::{self, ObjectMeta, ObjectUri};
use crate::track::AssetUri;

/// Rows a statement: large enough that the round trip doesn't count, small enough that a kill loses little.
const BATCH: usize = 256;
/// Probes under way or queued. While a batch is written, the pool lives on these.
const IN_FLIGHT: usize = 256;
/// Longer than any claim takes, the slowest file and the queue before it included.
const LEASE: Duration = Duration::from_secs(600);

pub(super) struct Reader<'a> {
    run: &'a Run<'a>,
    place: &'a Place<'a>,
    prober: Prober,
    /// Whether the lister is done; it wakes the prober after each batch.
    listed: AtomicBool,
    registered: Notify,
}

/// A part of a listing, as the catalog takes it.
#[derive(Default)]
struct Seen {
    assets: Vec<catalog::SeenAsset>,
    companions: Vec<catalog::SeenCompanion>,
}

/// Why a place can't be read, or a run can't go on.
enum Stopped {
    Place(objects::Error),
    Run(Error),
}

impl<E: Into<Error>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Run(error.into())
    }
}

impl<'a> Reader<'a> {
    pub fn new(run: &'a Run<'a>, place: &'a Place<'a>, prober: Prober) -> Self {
        Self { run, place, prober, listed: AtomicBool::new(false), registered: Notify::new() }
    }

    /// Answers whether everything at and below the place was listed; or why nothing could be.
    pub async fn read(&self) -> Result<Result<bool, objects::Error>, Error> {
        let work = async { self.work().await.map_err(Stopped::Run) };
        match futures::try_join!(self.list(), work) {
            Ok((is_complete, ())) => {
                self.work_on_suspects().await?;
                Ok(Ok(is_complete))
            }
            Err(Stopped::Place(error)) => Ok(Err(error)),
            Err(Stopped::Run(error)) => Err(error),
        }
    }

    /// Registers what is there; answers whether that is everything at and below the place.
    async fn list(&self) -> Result<bool, Stopped> {
        let mut chunks = self.run.objects.list(self.place.uri, &self.run.options.rules).ready_chunks(BATCH);
        // Where the place is itself an object, nothing was asked about what is below it.
        let mut is_complete = true;
        while let Some(chunk) = chunks.next().await {
            let (mut seen, mut errors) = (Seen::default(), Vec::new());
            for entry in chunk {
                match entry {
                    Ok(object) => {
                        is_complete &= object.uri != *self.place.uri;
                        self.note(object, &mut seen);
                    }
                    Err(error) => errors.push(error),
                }
            }
            self.register(seen).await?;
            for error in errors {
                if self.is_gone_for_good(&error).await? {
                    continue;
                }
                if self.is_about_the_place(&error) {
                    return Err(Stopped::Place(error));
                }
                is_complete &= error.is_warning();
                self.say(&error);
            }
        }
        self.listed.store(true, Ordering::Release);
        self.registered.notify_one();
        Ok(is_complete)
    }

    /// Puts an object to those that are seen, under each of its names that may be audio's or belongs to some.
    fn note(&self, mut object: ObjectMeta, seen: &mut Seen) {
        let further = std::mem::take(&mut object.further_names);
        let has_several = !further.is_empty();
        let mut first: Option<AssetUri> = None;
        for uri in std::iter::once(object.uri.clone()).chain(further) {
            let noted = match kind(&uri, self.place.uri) {
                Kind::Audio => convert::seen(&uri, &object).map(|mut asset| {
                    let first = first.get_or_insert_with(|| asset.uri.clone());
                    asset.one_of = has_several.then(|| first.clone());
                    seen.assets.push(asset);
                }),
                Kind::Companion(companion) => {
                    convert::seen_companion(&uri, &object, companion).map(|companion| seen.companions.push(companion))
                }
                Kind::Unread(kind) => {
                    self.place.report(|report| *report.unread_kinds.entry(kind).or_default() += 1);
                    Ok(())
                }
                Kind::NoAudio => Ok(()),
            };
            if let Err(too_long) = noted {
                self.place.report(|report| report.listing_errors.push(too_long.to_string()));
            }
        }
    }

    /// Keeps what a listing says beside what it gives.
    fn say(&self, error: &objects::Error) {
        match error {
            objects::Error::LeavesItselfOut { uri } => return self.place.note_hidden(uri, 0),
            objects::Error::DanglingLink { uri } => {
                self.place.dangling.lock().expect("no holder panics").push(uri.clone());
            }
            _ => {}
        }
        self.place.report(|report| match error.is_warning() {
            true => report.warnings.push(error.to_string()),
            false => report.listing_errors.push(error.to_string()),
        });
    }

    /// A place that can't be listed at all ends the run; one bad folder in it doesn't.
    fn is_about_the_place(&self, error: &objects::Error) -> bool {
        self.place.report(|report| report.listed == 0) && error.uri() == self.place.uri.as_str()
    }

    /// Whether the place isn't there, and all that was in it is meant to be missing. Nothing ever was in one whose name
    /// is misspelled.
    async fn is_gone_for_good(&self, error: &objects::Error) -> Result<bool, Error> {
        let is_meant = self.run.options.allow_missing
            && self.is_about_the_place(error)
            && matches!(error, objects::Error::NotFound { .. });
        let (place, below) = (self.place.uri.as_str(), self.place.uri.folder_prefix());
        Ok(is_meant && self.run.catalog.has_known(self.run.library, place, &below).await?)
    }

    async fn register(&self, seen: Seen) -> Result<(), Error> {
        let Seen { assets: seen, companions: beside } = seen;
        if !beside.is_empty() {
            insist(async || {
                let mut transaction = self.run.catalog.begin().await?;
                companions::register(&mut transaction, self.run.library, &beside, self.run.began).await?;
                transaction.commit().await
            })
            .await?;
        }
        if seen.is_empty() {
            return Ok(());
        }
        let registered = insist(async || {
            let mut transaction = self.run.catalog.begin().await?;
            let (library, began, force) = (self.run.library, self.run.began, self.run.options.force);
            let registered = assets::register(&mut transaction, library, &seen, began, force, PROBER_VERSION).await?;
            transaction.commit().await.map(|()| registered)
        })
        .await?;
        let listed = (seen.len() - registered.further_names.len()) as u64;
        self.place.report(|report| {
            report.listed += listed;
            report.new += registered.new;
            report.changed += registered.changed;
            report.retried += registered.retried;
            report.resumed += registered.resumed;
            report.unchanged += registered.unchanged;
            registered.further_names.into_iter().for_each(|uri| report.name_alias(uri));
        });
        (self.run.tell)(Event::Listed(listed));
        (self.run.tell)(Event::Unchanged(registered.unchanged));
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
        let place = self.place.uri.as_str();
        let mut transaction = self.run.catalog.begin().await?;
        let claimed = assets::claim(
            &mut transaction,
            self.run.library,
            self.run.worker.name(),
            place,
            claim,
            self.run.began,
            LEASE,
        )
        .await?;
        transaction.commit().await?;
        Ok(claimed)
    }

    async fn probe(&self, asset: Asset) -> AssetOutcome {
        let (path, probed) = match ObjectUri::parse(asset.uri.as_str()) {
            Ok(uri) => (self.telling_path(&uri), self.prober.probe(uri, u64::try_from(asset.size_bytes).ok()).await),
            // Another program wrote the address.
            Err(error) => (String::new(), Probed { result: Err(Failure::of_store(&error)), bytes_read: 0 }),
        };
        self.place.report(|report| report.bytes_read += probed.bytes_read);
        if let Ok(facts) = &probed.result {
            self.place.report(|report| {
                report.rescued += u64::from(facts.warnings.contains(&Warning::Rescued));
                report.truncated += u64::from(facts.warnings.contains(&Warning::Truncated));
            });
        }
        if let Err(failure) = probed.result.as_ref().map_err(Clone::clone) {
            let is_no_audio = failure.is_no_audio();
            let Failure { code, message, is_about_the_file } = failure;
            let failed = FailedFile { uri: asset.uri.to_string(), code: code.to_owned(), message };
            if !is_no_audio {
                (self.run.tell)(Event::Failed(&failed));
            }
            self.place.report(|report| match (is_no_audio, is_about_the_file) {
                // Counted when all is read.
                (true, _) => {}
                (false, true) => report.failed += 1,
                (false, false) => report.deferred += 1,
            });
            if !is_no_audio {
                self.place.report(|report| report.failures.push(failed));
            }
        }
        convert::outcome(&asset, &path, &self.run.options.names, probed)
    }

    /// What of an address may say something of its track: what is above a folder that was given may be called anything.
    fn telling_path(&self, uri: &ObjectUri) -> String {
        let path = uri.readable_path();
        let place = format!("{}/", self.place.uri.readable_path().trim_end_matches('/'));
        path.strip_prefix(&place).map_or(path.clone(), str::to_owned)
    }

    async fn complete(&self, outcomes: Vec<AssetOutcome>) -> Result<(), Error> {
        insist(async || {
            let mut transaction = self.run.catalog.begin().await?;
            assets::complete(&mut transaction, &outcomes, self.run.began).await?;
            transaction.commit().await
        })
        .await?;
        self.place.report(|report| report.probed += outcomes.len() as u64);
        (self.run.tell)(Event::Probed(outcomes.len() as u64));
        Ok(())
    }
}
