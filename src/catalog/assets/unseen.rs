//! Assets that a complete listing did not give: how many, which, and marking them.

use time::OffsetDateTime;

use super::register::KEEPS_ITS_PLAN;
use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Transaction};
use crate::track::{AssetId, LibraryId};

/// An asset by id and address.
pub type Named = (AssetId, String);

impl Catalog {
    /// The next assets behind the URI `after` that are at `place` or begin with `prefix`, aren't MISSING and were not
    /// registered since `run_start`, by URI. A folder's prefix should end with `/`, or its neighbours' names may start
    /// with it.
    pub async fn unseen(
        &self,
        library: LibraryId,
        place: &str,
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
            .bind(place)
            .fetch_all(&self.pool)
            .await
            .map_err(Error::doing("looking for missing assets"))
    }

    /// Whether anything was ever catalogued at `place` or below it, where URIs begin with `prefix`.
    pub async fn has_known(&self, library: LibraryId, place: &str, prefix: &str) -> Result<bool, Error> {
        sqlx::query_scalar(
            "select exists (
                select from assets
                where library_id = $1 and left(uri, 256) ^@ left($2, 256) and (uri = $2 or uri ^@ $3)
            )",
        )
        .bind(library)
        .bind(place)
        .bind(prefix)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("looking for what is known"))
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

/// Of these assets that are MISSING the first ones whose audio is at another address, and whose tracks are others: from
/// where to where, and how many there are.
pub async fn copies_of(
    transaction: &mut Transaction,
    assets: &[AssetId],
    limit: i64,
) -> Result<(u64, Vec<(String, String)>), Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select a.uri, c.uri, count(*) over ()
        from assets a
        cross join lateral (
            select g.uri
            from assets g
            where g.library_id = a.library_id and g.audio_sha256 = a.audio_sha256 and g.status = 'COMPLETED'
                and exists (select from audio_tracks t where t.asset_id = g.id)
            order by g.uri
            limit 1
        ) c
        where a.id = any($1) and a.status = 'MISSING'
            and exists (select from audio_tracks t where t.asset_id = a.id)
        order by a.uri
        limit $2",
    )
    .bind(assets)
    .bind(limit)
    .fetch_all(transaction.connection())
    .await
    .map_err(Error::doing("looking for copies of what is missing"))?;
    let count = rows.first().map_or(0, |(.., count)| *count as u64);
    Ok((count, rows.into_iter().map(|(from, to, _)| (from, to)).collect()))
}
