//! Registering, claiming and completing assets, so that ingest resumes and workers don't meet.

use std::time::Duration;

use time::OffsetDateTime;

use super::{Asset, AssetOutcome, Catalog, Error, Registered, SeenAsset};

impl Catalog {
    /// The server's clock at the start of a run: what `mark_missing` compares with.
    pub async fn begin_run(&self) -> Result<OffsetDateTime, Error> {
        todo!()
    }

    /// Notes that the objects are there now. New, changed and missing ones become PENDING.
    pub async fn register_assets(&self, _seen: &[SeenAsset]) -> Result<Registered, Error> {
        todo!()
    }

    /// Takes up to `limit` assets below `prefix` that are PENDING, or PROCESSING with a lapsed lease, for `worker`.
    pub async fn claim_assets(
        &self,
        _worker: &str,
        _prefix: &str,
        _limit: i64,
        _lease: Duration,
    ) -> Result<Vec<Asset>, Error> {
        todo!()
    }

    /// Writes what the workers found and the tracks made from it, in one transaction; answers how many were written.
    ///
    /// The outcome of an asset that is no longer PROCESSING is left out: it changed meanwhile and is probed again.
    pub async fn complete_assets(&self, _outcomes: &[AssetOutcome]) -> Result<u64, Error> {
        todo!()
    }

    /// Marks assets whose URI starts with `prefix` and that were not registered since `run_start` as MISSING, with
    /// their tracks; answers how many.
    pub async fn mark_missing(&self, _prefix: &str, _run_start: OffsetDateTime) -> Result<u64, Error> {
        todo!()
    }
}
