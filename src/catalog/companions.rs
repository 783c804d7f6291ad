//! The table of companions: what a listing sees beside the audio.

use time::OffsetDateTime;

use super::error::Error;
use super::pool::{Catalog, Transaction};
use crate::track::{AssetUri, LibraryId};

/// What a listing says of a companion.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenCompanion {
    pub uri: AssetUri,
    /// `front_cover`, `artist` or `lyrics`.
    pub kind: &'static str,
    pub mime_type: &'static str,
    pub size_bytes: i64,
    pub last_modified: Option<OffsetDateTime>,
}

impl Catalog {
    /// The companions that begin with `prefix` and were not registered since `run_start`.
    pub async fn unseen_companions(
        &self,
        library: LibraryId,
        prefix: &str,
        run_start: OffsetDateTime,
    ) -> Result<Vec<String>, Error> {
        sqlx::query_scalar(
            "select uri
            from companions
            where library_id = $1 and left(uri, 256) ^@ left($2, 256) and uri ^@ $2 and last_seen_at < $3",
        )
        // The planner knows only by the text itself which part of the index that is.
        .persistent(false)
        .bind(library)
        .bind(prefix)
        .bind(run_start)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("looking for companions that have gone"))
    }
}

/// Notes that these are there, as a run sees that began at `began`.
pub async fn register(
    transaction: &mut Transaction,
    library: LibraryId,
    seen: &[SeenCompanion],
    began: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query(
        // In one order, so that two runs that meet don't wait for one another.
        "insert into companions (library_id, uri, kind, mime_type, size_bytes, last_modified, last_seen_at)
        select distinct on (uri) $1, s.*, greatest(clock_timestamp(), $2)
        from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[])
            as s (uri, kind, mime_type, size_bytes, last_modified)
        order by uri
        on conflict (library_id, needledrop_uri_key(uri)) do update
        set kind = excluded.kind, mime_type = excluded.mime_type, size_bytes = excluded.size_bytes,
            last_modified = excluded.last_modified, last_seen_at = excluded.last_seen_at",
    )
    .bind(library)
    .bind(began)
    .bind(seen.iter().map(|companion| companion.uri.as_str()).collect::<Vec<_>>())
    .bind(seen.iter().map(|companion| companion.kind).collect::<Vec<_>>())
    .bind(seen.iter().map(|companion| companion.mime_type).collect::<Vec<_>>())
    .bind(seen.iter().map(|companion| companion.size_bytes).collect::<Vec<_>>())
    .bind(seen.iter().map(|companion| companion.last_modified).collect::<Vec<_>>())
    .execute(transaction.connection())
    .await
    .map_err(Error::doing("registering companions"))?;
    Ok(())
}

/// Forgets those that were not registered since `run_start`.
pub async fn forget(
    transaction: &mut Transaction,
    library: LibraryId,
    uris: &[String],
    run_start: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query(
        "delete from companions
        where library_id = $1 and last_seen_at < $3
            and needledrop_uri_key(uri) in (select needledrop_uri_key(uri) from unnest($2::text[]) as u (uri))",
    )
    .bind(library)
    .bind(uris)
    .bind(run_start)
    .execute(transaction.connection())
    .await
    .map_err(Error::doing("forgetting companions"))?;
    Ok(())
}
