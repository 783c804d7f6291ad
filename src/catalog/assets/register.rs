//! Registering, claiming and completing assets, so that ingest resumes and workers don't meet.

use std::sync::LazyLock;
use std::time::Duration;

use time::OffsetDateTime;

use super::asset::{Asset, AssetOutcome, Registered, SeenAsset};
use super::asset_row;
use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Transaction};
use crate::catalog::tracks::columns::statement;
use crate::catalog::tracks::share;
use crate::track::{AssetId, LibraryId};

static COMPLETE: LazyLock<String> = LazyLock::new(|| statement(include_str!("complete.sql")));

/// So often an asset is tried whose workers die over it.
const MOST_ATTEMPTS: i32 = 5;
/// Statements on what begins with a text are planned anew each time: only by the text itself does the planner know
/// which part of the index that is.
const KEEPS_ITS_PLAN: bool = false;

impl Catalog {
    /// The server's clock at the start of a run: what `mark_missing` compares with.
    pub async fn begin_run(&self) -> Result<OffsetDateTime, Error> {
        sqlx::query_scalar("select clock_timestamp()")
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("reading the server's clock"))
    }
}

/// Notes that the objects are there now. New and changed ones become PENDING; missing ones that are back as they were
/// need no second probe.
pub async fn register(
    transaction: &mut Transaction,
    library: LibraryId,
    seen: &[SeenAsset],
) -> Result<Registered, Error> {
    let (new, changed, unchanged): (i64, i64, i64) = sqlx::query_as(include_str!("register.sql"))
        .bind(seen.iter().map(|asset| asset.uri.as_str()).collect::<Vec<_>>())
        .bind(seen.iter().map(|asset| asset.size_bytes).collect::<Vec<_>>())
        .bind(seen.iter().map(|asset| asset.etag.as_deref()).collect::<Vec<_>>())
        .bind(seen.iter().map(|asset| asset.last_modified).collect::<Vec<_>>())
        .bind(library)
        .fetch_one(transaction.connection())
        .await
        .map_err(Error::doing("registering assets"))?;
    Ok(Registered { new: new as u64, changed: changed as u64, unchanged: unchanged as u64 })
}

/// Takes up to `limit` assets at or below `place`, if they are PENDING, or PROCESSING with a lapsed lease, for
/// `worker`. One that killed its workers again and again becomes FAILED instead.
pub async fn claim(
    transaction: &mut Transaction,
    library: LibraryId,
    worker: &str,
    place: &str,
    limit: i64,
    lease: Duration,
) -> Result<Vec<Asset>, Error> {
    // A folder's neighbours may begin like it.
    let below = if place.is_empty() || place.ends_with('/') { place.to_owned() } else { format!("{place}/") };
    sqlx::query_as(include_str!("claim.sql"))
        .persistent(KEEPS_ITS_PLAN)
        .bind(worker)
        .bind(place)
        .bind(limit)
        .bind(lease.as_secs_f64())
        .bind(MOST_ATTEMPTS)
        .bind(below)
        .bind(library)
        .fetch_all(transaction.connection())
        .await
        .map_err(Error::doing("claiming assets"))
}

/// Gives claimed assets back untouched, for instance when the store can't be reached or the program ends.
pub async fn release(transaction: &mut Transaction, worker: &str, ids: &[AssetId]) -> Result<u64, Error> {
    let released = sqlx::query(
        "update assets
        set status = 'PENDING', claimed_by = null, claimed_until = null, attempts = greatest(attempts - 1, 0)
        where id = any($1) and claimed_by = $2 and status = 'PROCESSING'",
    )
    .bind(ids)
    .bind(worker)
    .execute(transaction.connection())
    .await
    .map_err(Error::doing("giving assets back"))?;
    Ok(released.rows_affected())
}

/// Writes what the workers found and the tracks made from it; answers how many were written. The transaction has more
/// patience from here on.
///
/// The outcome of an asset whose claim is no longer the one it was probed under is left out: it changed meanwhile, or
/// the lease lapsed, and it is probed again. Values that the tables would refuse (a year of 99999) are left out or cut:
/// a bad tag is no reason to lose a file.
pub async fn complete(transaction: &mut Transaction, outcomes: &[AssetOutcome]) -> Result<u64, Error> {
    let rows: Vec<_> = outcomes.iter().map(asset_row::AssetRow::of).collect();
    let rows = serde_json::to_string(&rows).expect("rows hold nothing that JSON can't");
    let doing = "completing assets";
    let connection = transaction.connection();
    // A part of an import may take long, and is no reason to end a run.
    sqlx::query("select set_config('statement_timeout', '10min', true), set_config('lock_timeout', '10min', true)")
        .execute(&mut *connection)
        .await
        .map_err(Error::doing(doing))?;
    // Somebody may be giving a track of the same URI just now: whoever comes second must see it.
    share(connection, outcomes.iter().map(|outcome| outcome.uri.as_str())).await?;
    let written: i64 =
        sqlx::query_scalar(COMPLETE.as_str()).bind(rows).fetch_one(connection).await.map_err(Error::doing(doing))?;
    Ok(written as u64)
}

/// Marks assets whose URI starts with `prefix` and that were not registered since `run_start` as MISSING, with
/// their tracks; answers how many. A folder's prefix should end with `/`, or its neighbours' names may start with it.
pub async fn mark_missing(
    transaction: &mut Transaction,
    library: LibraryId,
    prefix: &str,
    run_start: OffsetDateTime,
) -> Result<u64, Error> {
    let missing: i64 = sqlx::query_scalar(include_str!("missing.sql"))
        .persistent(KEEPS_ITS_PLAN)
        .bind(prefix)
        .bind(run_start)
        .bind(library)
        .fetch_one(transaction.connection())
        .await
        .map_err(Error::doing("marking missing assets"))?;
    Ok(missing as u64)
}
