//! Writing tracks known by their metadata: in bulk, again and again with the same result.

mod bucket;
mod key;
mod pace;
mod rows;

use std::time::Instant;

use futures::{StreamExt, TryStreamExt, stream};
use sqlx::Connection;
use uuid::Uuid;

use crate::catalog::{Catalog, Error};
use crate::track::{NewTrack, Problem};
use bucket::BUCKETS;
pub(in crate::catalog) use bucket::share;
use key::are_independent;
use pace::Pace;
pub(super) use rows::{Row, lock, sift, write};

/// Rows written by one statement, in one transaction; about. Whoever writes one of the same tracks waits for so many.
const PART: usize = 1_000;

/// What became of the rows given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub inserted: u64,
    pub updated: u64,
    /// Rows the catalog already had, word for word; they are not written, and no change is recorded.
    pub unchanged: u64,
    /// Rows that can't be taken, by index. All others were.
    pub rejected: Vec<Rejected>,
    /// The track that the first row taken is now.
    pub first: Option<Uuid>,
}

impl Imported {
    /// Both together; what is rejected, in no order.
    pub(super) fn with(mut self, other: Self) -> Self {
        let Self { inserted, updated, unchanged, rejected, first } = other;
        self.inserted += inserted;
        self.updated += updated;
        self.unchanged += unchanged;
        self.rejected.extend(rejected);
        self.first = self.first.or(first);
        self
    }
}

/// A row that can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the slice given, from 0.
    pub index: usize,
    pub problems: Vec<Problem>,
    /// It would do, if another track had not what only one can have.
    pub is_taken: bool,
}

impl Rejected {
    fn new(index: usize, field: &'static str, what: impl Into<String>) -> Self {
        Self { index, problems: vec![Problem { field, what: what.into() }], is_taken: false }
    }
}

impl Catalog {
    /// Writes the rows, a few thousand in a transaction and some transactions at once; calls with some ten thousand are
    /// fastest. Rows that can't be taken are left out and said. After the last call of many, call [`Catalog::settle`].
    pub async fn import_tracks(&self, tracks: &[NewTrack]) -> Result<Imported, Error> {
        let (mut rows, rejected) = sift(tracks);
        let pace = Pace::of(self).await?;
        let lanes = if are_independent(rows.iter().map(|row| row.track)) { pace.lanes } else { 1 };
        // A part has its buckets for itself, so that the lanes don't wait for one another.
        let parts = rows.len().div_ceil(PART);
        let part = |row: &Row| row.bucket * parts / BUCKETS;
        rows.sort_by_key(part);
        let parts = stream::iter(rows.chunk_by(|one, next| part(one) == part(next)));
        let written = parts.map(|rows| self.import_part(rows, &pace)).buffer_unordered(lanes);
        let sifted = Imported { rejected, ..Imported::default() };
        let mut imported = written.try_fold(sifted, async |imported, part| Ok(imported.with(part))).await?;
        imported.rejected.sort_by_key(|rejected| rejected.index);
        Ok(imported)
    }

    /// Again as long as somebody else's locks end the transaction.
    async fn import_part(&self, rows: &[Row<'_>], pace: &Pace) -> Result<Imported, Error> {
        loop {
            let began = Instant::now();
            match self.try_part(rows).await {
                Err(error) if error.is_deadlock() => tracing::debug!(%error, "a part is written again"),
                done => {
                    pace.rest_after(began.elapsed()).await;
                    return done;
                }
            }
        }
    }

    async fn try_part(&self, rows: &[Row<'_>]) -> Result<Imported, Error> {
        let doing = "importing tracks";
        let mut transaction = self.pool.begin().await.map_err(Error::doing(doing))?;
        // A commit lost in a power cut is imported again, so it needn't be waited for. GIN entries that have gathered up to their
        // limit are merged within the memory for work.
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
