//! Registering, claiming and completing assets, so that ingest resumes and workers don't meet.

use std::sync::LazyLock;
use std::time::Duration;

use time::OffsetDateTime;

use super::asset::{Asset, AssetOutcome, Completed, Force, Registered, SeenAsset};
use super::asset_row;
use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Transaction};
use crate::catalog::tracks::columns::statement;
use crate::catalog::tracks::share;
use crate::track::LibraryId;

static COMPLETE: LazyLock<String> = LazyLock::new(|| statement(include_str!("complete.sql")));

const DOING: &str = "completing assets";
/// So often an asset was claimed that its workers may have died over.
const SUSPECT_ATTEMPTS: i32 = 3;
/// So often it is tried in all.
const MOST_ATTEMPTS: i32 = 6;
/// Statements on what begins with a text are planned anew each time: only by the text itself does the planner know
/// which part of the index that is.
pub(super) const KEEPS_ITS_PLAN: bool = false;

impl Catalog {
    /// The server's clock at the start of a run: what was seen before it wasn't seen by it.
    pub async fn begin_run(&self) -> Result<OffsetDateTime, Error> {
        sqlx::query_scalar("select clock_timestamp()")
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("reading the server's clock"))
    }
}

/// Notes that the objects are there, as a run sees that began at `began`. Those to be read become PENDING; missing ones
/// that are back as they were need no second probe.
pub async fn register(
    transaction: &mut Transaction,
    library: LibraryId,
    seen: &[SeenAsset],
    began: OffsetDateTime,
    force: Force,
    prober_version: i32,
) -> Result<Registered, Error> {
    let (new, changed, retried, resumed, unchanged, further_names): (i64, i64, i64, i64, i64, Vec<String>) =
        sqlx::query_as(include_str!("register.sql"))
            .bind(seen.iter().map(|asset| asset.uri.as_str()).collect::<Vec<_>>())
            .bind(seen.iter().map(|asset| asset.size_bytes).collect::<Vec<_>>())
            .bind(seen.iter().map(|asset| asset.etag.as_deref()).collect::<Vec<_>>())
            .bind(seen.iter().map(|asset| asset.last_modified).collect::<Vec<_>>())
            .bind(seen.iter().map(|asset| asset.changed_at).collect::<Vec<_>>())
            .bind(library)
            .bind(force == Force::Everything)
            .bind(force == Force::Failed)
            .bind(prober_version)
            .bind(began)
            .bind(seen.iter().map(|asset| asset.one_of.as_ref().map(|uri| uri.as_str())).collect::<Vec<_>>())
            .fetch_one(transaction.connection())
            .await
            .map_err(Error::doing("registering assets"))?;
    Ok(Registered {
        new: new as u64,
        changed: changed as u64,
        retried: retried as u64,
        resumed: resumed as u64,
        unchanged: unchanged as u64,
        further_names,
    })
}

/// Which assets are claimed: those that may have killed the workers that claimed them are probed each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Up to so many that nobody has died over.
    Batch(i64),
    /// One that several workers have claimed and not completed. That was mostly bad luck; one that goes on so becomes
    /// FAILED.
    Suspect,
}

/// Takes assets at or below `place`, if they are PENDING, or PROCESSING with a lapsed lease, for `worker`.
pub async fn claim(
    transaction: &mut Transaction,
    library: LibraryId,
    worker: &str,
    place: &str,
    claim: Claim,
    began: OffsetDateTime,
    lease: Duration,
) -> Result<Vec<Asset>, Error> {
    // A folder's neighbours may begin like it.
    let below = if place.is_empty() || place.ends_with('/') { place.to_owned() } else { format!("{place}/") };
    let (limit, fewest, most) = match claim {
        Claim::Batch(limit) => (limit, 0, SUSPECT_ATTEMPTS - 1),
        Claim::Suspect => (1, SUSPECT_ATTEMPTS, i32::MAX),
    };
    sqlx::query_as(include_str!("claim.sql"))
        .persistent(KEEPS_ITS_PLAN)
        .bind(worker)
        .bind(place)
        .bind(limit)
        .bind(lease.as_secs_f64())
        .bind(fewest)
        .bind(most)
        .bind(MOST_ATTEMPTS)
        .bind(below)
        .bind(library)
        .bind(began)
        .fetch_all(transaction.connection())
        .await
        .map_err(Error::doing("claiming assets"))
}

/// Writes what the workers found and the tracks made from it. The transaction has more patience from here on.
///
/// Audio that isn't what was at its address before, and that other assets have had, may have come from there: what was
/// found is kept, and [`decided`](super::decided) writes it. `began` is when the run did.
///
/// The outcome of an asset whose claim is no longer the one it was probed under is left out: it changed meanwhile, or
/// the lease lapsed, and it is probed again. Values that the tables would refuse (a year of 99999) are left out or cut:
/// a bad tag is no reason to lose a file.
pub async fn complete(
    transaction: &mut Transaction,
    outcomes: &[AssetOutcome],
    began: OffsetDateTime,
) -> Result<Completed, Error> {
    let rows: Vec<_> = outcomes.iter().map(asset_row::AssetRow::of).collect();
    let rows = serde_json::to_string(&rows).expect("rows hold nothing that JSON can't");
    be_patient(transaction).await?;
    // Somebody may be giving a track of the same URI just now: whoever comes second must see it.
    share(transaction.connection(), outcomes.iter().map(|outcome| outcome.uri.as_str())).await?;
    write(transaction, &rows, Some(began)).await
}

/// A part of an import may take long, and is no reason to end a run.
pub(super) async fn be_patient(transaction: &mut Transaction) -> Result<(), Error> {
    sqlx::query("select set_config('statement_timeout', '10min', true), set_config('lock_timeout', '10min', true)")
        .execute(transaction.connection())
        .await
        .map_err(Error::doing(DOING))?;
    Ok(())
}

/// Writes rows as [`complete`] does; without `began`, it is decided which file is whose.
pub(super) async fn write(
    transaction: &mut Transaction,
    rows: &str,
    began: Option<OffsetDateTime>,
) -> Result<Completed, Error> {
    let (completed, failed, deferred, open): (i64, i64, i64, i64) = sqlx::query_as(COMPLETE.as_str())
        .bind(rows)
        .bind(began)
        .bind(began.is_none())
        .fetch_one(transaction.connection())
        .await
        .map_err(Error::doing(DOING))?;
    Ok(Completed { completed: completed as u64, failed: failed as u64, deferred: deferred as u64, open: open as u64 })
}
