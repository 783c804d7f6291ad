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

/// How many assets could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FailedCounts {
    /// Said to be audio, because of the file.
    pub damaged: i64,
    /// For a cause outside.
    pub unreached: i64,
    /// As they are no audio, and don't say so.
    pub not_audio: i64,
}

impl Catalog {
    /// How many assets at `place` and below it, that a run has seen which began at `run_start`, could not be read.
    pub async fn count_failed(
        &self,
        library: LibraryId,
        place: &str,
        below: &str,
        run_start: OffsetDateTime,
    ) -> Result<FailedCounts, Error> {
        sqlx::query_as(
            "select
                count(*) filter (where error_cause is distinct from 'OUTSIDE' and error_code <> 'NOT_AUDIO') as damaged,
                count(*) filter (where error_cause = 'OUTSIDE') as unreached,
                count(*) filter (where error_code = 'NOT_AUDIO') as not_audio
            from assets
            where library_id = $1 and left(uri, 256) ^@ left($2, 256) and (uri = $2 or uri ^@ $3)
                and status = 'FAILED' and last_seen_at >= $4",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(library)
        .bind(place)
        .bind(below)
        .bind(run_start)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("counting what could not be read"))
    }

    /// The assets at `place` and below it, that a run has seen which began at `run_start`, are said to be audio, and
    /// could not be read.
    pub async fn failed_assets(
        &self,
        library: LibraryId,
        place: &str,
        below: &str,
        run_start: OffsetDateTime,
    ) -> Result<Vec<FailedAsset>, Error> {
        sqlx::query_as(
            "select uri, error_code as code, coalesce(error_message, '') as message
            from assets
            where library_id = $1 and left(uri, 256) ^@ left($2, 256) and (uri = $2 or uri ^@ $3)
                and status = 'FAILED' and error_code <> 'NOT_AUDIO' and last_seen_at >= $4
            order by uri",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(library)
        .bind(place)
        .bind(below)
        .bind(run_start)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("reading what could not be read"))
    }
}
