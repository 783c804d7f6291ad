//! Assets that a complete listing did not give: how many, which, and marking them.

use time::OffsetDateTime;

use super::register::KEEPS_ITS_PLAN;
use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Transaction};
use crate::track::{AssetId, LibraryId};

/// An asset by id and address.
pub type Named = (AssetId, String);

impl Catalog {
    /// The next assets behind the URI `after` that begin with `prefix`, aren't MISSING and were not registered since
    /// `run_start`, by URI. A folder's prefix should end with `/`, or its neighbours' names may start with it.
    pub async fn unseen(
        &self,
        library: LibraryId,
        prefix: &str,
        run_start: OffsetDateTime,
        after: &str,
        limit: i64,
    ) -> Result<Vec<Named>, Error> {
        sqlx::query_as(include_str!("unseen.sql"))
            .persistent(KEEPS_ITS_PLAN)
            .bind(library)
            .bind(prefix)
            .bind(run_start)
            .bind(after)
            .bind(limit)
            .fetch_all(&self.pool)
            .await
            .map_err(Error::doing("looking for missing assets"))
    }

    /// How many assets that begin with `prefix` were known before `run_start` and aren't MISSING.
    pub async fn count_known(&self, library: LibraryId, prefix: &str, run_start: OffsetDateTime) -> Result<u64, Error> {
        let known: i64 = sqlx::query_scalar(
            "select count(*) from assets
            where library_id = $1 and left(uri, 256) ^@ left($2, 256) and uri ^@ $2
                and status <> 'MISSING' and created_at < $3",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(library)
        .bind(prefix)
        .bind(run_start)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("counting assets"))?;
        Ok(known as u64)
    }
}

/// Marks those of the assets as MISSING, with their tracks, that were not registered since `run_start`; answers how
/// many.
pub async fn mark_missing(
    transaction: &mut Transaction,
    assets: &[AssetId],
    run_start: OffsetDateTime,
) -> Result<u64, Error> {
    let missing: i64 = sqlx::query_scalar(include_str!("missing.sql"))
        .bind(assets)
        .bind(run_start)
        .fetch_one(transaction.connection())
        .await
        .map_err(Error::doing("marking missing assets"))?;
    Ok(missing as u64)
}
