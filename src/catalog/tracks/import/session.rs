//! An import of many rows from its first batch to its last: a large one leaves out the indexes that no writer needs,
//! and builds them at its end.

use super::outcome::Imported;
use super::throttle::is_followed;
use crate::catalog::error::Error;
use crate::catalog::indexes::{IndexLock, Told};
use crate::catalog::pool::Catalog;
use crate::track::NewTrack;

/// So many rows an import has inserted, and as many come at once, before it is taken for a large one.
const MANY: u64 = 20_000;
/// A catalogue that had more rows before isn't small: to build its indexes anew takes longer than the rows may gain.
const MOST_BEFORE: u64 = 100_000;

/// An import under way. Dropped without [`Import::finish`], it leaves indexes due, and whatever starts next builds
/// them.
pub struct Import {
    catalog: Catalog,
    inserted: u64,
    way: Way,
}

enum Way {
    /// With all indexes, as long as it isn't known how many rows come.
    Undecided,
    /// With all indexes to the end.
    WithIndexes,
    WithoutIndexes(IndexLock),
}

impl Catalog {
    /// Begins an import, which goes on without indexes where a killed one has left some out.
    pub async fn begin_import(&self) -> Result<Import, Error> {
        let is_left = self.has_due_indexes().await? && !is_followed(self).await?;
        let lock = if is_left { self.try_index_lock().await? } else { None };
        let way = lock.map_or(Way::Undecided, Way::WithoutIndexes);
        Ok(Import { catalog: self.clone(), inserted: 0, way })
    }
}

impl Import {
    /// As [`Catalog::import_tracks`], whose word on the size of batches holds here, too.
    pub async fn write(&mut self, tracks: &[NewTrack]) -> Result<Imported, Error> {
        let is_large = self.inserted >= MANY && tracks.len() as u64 >= MANY;
        if is_large && matches!(self.way, Way::Undecided) {
            self.way = self.leave_out_indexes().await?;
        }
        let imported = self.catalog.import_tracks(tracks).await?;
        self.inserted += imported.inserted;
        Ok(imported)
    }

    /// Not beside a node that follows: it would be kept from the processor, and whoever asks it for PostgreSQL's
    /// answers would wait. Nor before as many rows came as there were: if no more come, little was lost.
    async fn leave_out_indexes(&self) -> Result<Way, Error> {
        let before = self.catalog.count_up_to(self.inserted + MOST_BEFORE + 1).await?.saturating_sub(self.inserted);
        if before > MOST_BEFORE {
            return Ok(Way::WithIndexes);
        }
        if before > self.inserted || is_followed(&self.catalog).await? {
            return Ok(Way::Undecided);
        }
        let Some(mut lock) = self.catalog.try_index_lock().await? else { return Ok(Way::WithIndexes) };
        if lock.leave_out().await {
            return Ok(Way::WithoutIndexes(lock));
        }
        lock.release().await;
        Ok(Way::WithIndexes)
    }

    /// Builds the indexes that are due and brings them and the statistics up to date, which autovacuum would do within
    /// minutes. Those that somebody else is at are left to him.
    pub async fn finish(self, told: Told<'_>) -> Result<(), Error> {
        match self.way {
            Way::WithoutIndexes(lock) => self.catalog.build_with(lock, told).await?,
            Way::Undecided | Way::WithIndexes => self.catalog.build_due_indexes(told).await?,
        }
        self.catalog.settle().await
    }
}

impl Catalog {
    async fn count_up_to(&self, most: u64) -> Result<u64, Error> {
        let count: i64 = sqlx::query_scalar("select count(*) from (select from audio_tracks limit $1) as tracks")
            .bind(most as i64)
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("counting tracks"))?;
        Ok(count as u64)
    }
}
