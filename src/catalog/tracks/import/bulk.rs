//! Writing many rows: parts of them side by side, at a throttle that leaves some of the machine to others.

use std::time::Instant;

use futures::{StreamExt, TryStreamExt, stream};
use sqlx::Connection;

use super::key::are_independent;
use super::key_locks::KEY_LOCKS;
use super::outcome::Imported;
use super::rows::{NewRow, lock, sift, write};
use super::throttle::Throttle;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;
use crate::track::NewTrack;

/// Rows written by one statement, in one transaction; about. Whoever writes one of the same tracks waits for so many.
const PART: usize = 1_000;

impl Catalog {
    /// Writes the rows, a thousand or so in a transaction and some transactions at once; calls with some ten thousand
    /// are fastest. The transactions are its own, since one can't be written on several connections, nor begun again by
    /// its caller alone after a deadlock. Rejected rows are left out and reported. After the last call of many,
    /// call [`Catalog::settle`].
    pub async fn import_tracks(&self, tracks: &[NewTrack]) -> Result<Imported, Error> {
        let (mut rows, rejected) = sift(tracks);
        let throttle = Throttle::of(self).await?;
        let lanes = if are_independent(rows.iter().map(|row| row.track)) { throttle.lanes } else { 1 };
        // A part has its locks for itself, so that the lanes don't wait for one another.
        let parts = rows.len().div_ceil(PART);
        let part = |row: &NewRow| row.key_lock * parts / KEY_LOCKS;
        rows.sort_by_key(part);
        let parts = stream::iter(rows.chunk_by(|one, next| part(one) == part(next)));
        let written = parts.map(|rows| self.import_part(rows, &throttle)).buffer_unordered(lanes);
        let sifted = Imported { rejected, ..Imported::default() };
        let mut imported = written.try_fold(sifted, async |imported, part| Ok(imported.with(part))).await?;
        imported.rejected.sort_by_key(|rejected| rejected.index);
        Ok(imported)
    }

    /// Again as long as somebody else's locks end the transaction.
    async fn import_part(&self, rows: &[NewRow<'_>], throttle: &Throttle) -> Result<Imported, Error> {
        loop {
            let began = Instant::now();
            match self.try_part(rows).await {
                Err(error) if error.is_deadlock() => tracing::debug!(%error, "a part is written again"),
                done => {
                    throttle.rest_after(began.elapsed()).await;
                    return done;
                }
            }
        }
    }

    async fn try_part(&self, rows: &[NewRow<'_>]) -> Result<Imported, Error> {
        let doing = "importing tracks";
        let mut transaction = self.pool.begin().await.map_err(Error::doing(doing))?;
        // A commit lost in a power cut is imported again, so it needn't be waited for. GIN entries that have gathered
        // up to their limit are merged within the memory for work.
        sqlx::query(
            "select set_config('statement_timeout', '10min', true),
                set_config('lock_timeout', '10min', true),
                set_config('synchronous_commit', 'off', true),
                set_config('work_mem', '256MB', true)",
        )
        .execute(&mut *transaction)
        .await
        .map_err(Error::doing(doing))?;
        lock(&mut transaction, rows).await?;
        let imported = write(&mut transaction, rows).await?;
        transaction.commit().await.map_err(Error::doing(doing))?;
        Ok(imported)
    }

    /// Brings indexes and statistics up to date after bulk writing, which autovacuum would do within minutes.
    pub async fn settle(&self) -> Result<(), Error> {
        let mut connection = self.patient_connection().await?;
        let settled = sqlx::query("vacuum (analyze) audio_tracks").execute(&mut connection).await;
        let _ = connection.close().await;
        settled.map(|_| ()).map_err(Error::doing("settling the tables"))
    }
}
