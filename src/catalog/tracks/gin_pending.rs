//! GIN entries that wait to be merged into their indexes: done in the background, so that no writer has to do it on the
//! way, and no search of PostgreSQL's has to go through many of them.

use std::time::Duration;

use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// Long enough for many entries to come together, which costs less than a few at a time.
const BETWEEN_MERGES: Duration = Duration::from_secs(5);
/// Far longer than a merge takes: by then the connection is lost.
const PATIENCE: Duration = Duration::from_secs(60);

impl Catalog {
    /// Merges what waits, again and again; never ends.
    pub async fn keep_gin_clean(&self) {
        loop {
            tokio::time::sleep(BETWEEN_MERGES).await;
            // What couldn't be merged waits for the next time.
            if let Ok(Err(error)) = tokio::time::timeout(PATIENCE, self.clean_gin_pending()).await {
                tracing::debug!(%error, "entries of the indexes wait longer");
            }
        }
    }

    /// Merges the entries that wait; answers how many pages they took. Indexes of another owner, who alone may do it,
    /// are left alone, and all of them while somebody else is at it.
    pub async fn clean_gin_pending(&self) -> Result<u64, Error> {
        let doing = "merging index entries";
        let mut transaction = self.pool.begin().await.map_err(Error::doing(doing))?;
        sqlx::query("set local statement_timeout = 0").execute(&mut *transaction).await.map_err(Error::doing(doing))?;
        let pages: i64 = sqlx::query_scalar(
            "select coalesce(sum(gin_clean_pending_list(c.oid)), 0)::bigint
            from pg_index i
            join pg_class c on c.oid = i.indexrelid
            join pg_am a on a.oid = c.relam
            where i.indrelid = 'audio_tracks'::regclass and a.amname = 'gin' and i.indisvalid and pg_has_role(c.relowner, 'usage')
                and (select pg_try_advisory_xact_lock(hashtext('needledrop merge')))",
        )
        .fetch_one(&mut *transaction)
        .await
        .map_err(Error::doing(doing))?;
        transaction.commit().await.map_err(Error::doing(doing))?;
        Ok(pages as u64)
    }
}
