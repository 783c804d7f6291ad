//! Assets that could not be read, and why.

use time::OffsetDateTime;

use super::register::KEEPS_ITS_PLAN;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;
use crate::track::LibraryId;

/// An asset that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FailedAsset {
    pub uri: String,
    /// Stable, such as `UNSUPPORTED_FORMAT`.
    pub code: String,
    pub message: String,
}

impl Catalog {
    /// How many assets at `place` and below it, that a run has seen which began at `run_start`, are said to be audio
    /// and could not be read: because of the file, and for a cause outside.
    pub async fn count_failed(
        &self,
        library: LibraryId,
        place: &str,
        below: &str,
        run_start: OffsetDateTime,
    ) -> Result<(u64, u64), Error> {
        let (file, outside): (i64, i64) = sqlx::query_as(
            "select count(*) filter (where error_cause is distinct from 'OUTSIDE'), count(*) filter (where error_cause = 'OUTSIDE')
            from assets
            where library_id = $1 and left(uri, 256) ^@ left($2, 256) and (uri = $2 or uri ^@ $3)
                and status = 'FAILED' and error_code not in ('NOT_AUDIO', 'NO_AUDIO_TRACK') and last_seen_at >= $4",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(library)
        .bind(place)
        .bind(below)
        .bind(run_start)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("counting what could not be read"))?;
        Ok((file as u64, outside as u64))
    }

    /// The first assets that begin with `prefix`, are there and said to be audio, and could not be read.
    pub async fn failed_assets(&self, library: LibraryId, prefix: &str, limit: i64) -> Result<Vec<FailedAsset>, Error> {
        sqlx::query_as(
            "select uri, error_code as code, coalesce(error_message, '') as message
            from assets
            where library_id = $1 and left(uri, 256) ^@ left($2, 256) and uri ^@ $2
                and status = 'FAILED' and error_code not in ('NOT_AUDIO', 'NO_AUDIO_TRACK')
            order by uri
            limit $3",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(library)
        .bind(prefix)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("reading what could not be read"))
    }
}
