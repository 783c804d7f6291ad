//! Writing tracks known by their metadata: in bulk, again and again with the same result.

mod key;
mod turn;

use std::collections::HashMap;

use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use sqlx::Connection;
use uuid::Uuid;

use super::{Catalog, Error, NewTrack, Problem};
use key::{Key, are_independent};
use turn::Turn;

/// Rows written by one statement, in one transaction.
const PART: usize = 5_000;
/// So many parts at once, where the rows allow it: while one waits for a lock or the disk, another works.
const LANES: u32 = 3;

/// What became of the rows given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub inserted: u64,
    pub updated: u64,
    /// Rows the catalog already had, word for word; they are not written, and no change is recorded.
    pub unchanged: u64,
    /// Rows that can't be taken, by index. All others were.
    pub rejected: Vec<Rejected>,
}

impl Imported {
    /// Both together; what is rejected, in no order.
    fn with(mut self, other: Self) -> Self {
        let Self { inserted, updated, unchanged, rejected } = other;
        self.inserted += inserted;
        self.updated += updated;
        self.unchanged += unchanged;
        self.rejected.extend(rejected);
        self
    }
}

/// A row that can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the slice given, from 0.
    pub index: usize,
    pub problems: Vec<Problem>,
}

impl Rejected {
    fn new(index: usize, field: &'static str, what: impl Into<String>) -> Self {
        Self { index, problems: vec![Problem { field, what: what.into() }] }
    }
}

/// A row as the statement takes it.
#[derive(serde::Serialize)]
struct Row<'a> {
    index: i32,
    /// For a track not yet known. Time-ordered, so that neighbours in the file are neighbours in the index on ids.
    new_id: Uuid,
    #[serde(flatten)]
    track: &'a NewTrack,
}

impl Catalog {
    /// Writes the rows, a few thousand in a transaction and some transactions at once; calls with some ten thousand are
    /// fastest. Rows that can't be taken are left out and said. After the last call of many, call [`Catalog::settle`].
    pub async fn import_tracks(&self, tracks: &[NewTrack]) -> Result<Imported, Error> {
        let mut imported = Imported::default();
        let mut seen = HashMap::with_capacity(tracks.len());
        let mut rows = Vec::with_capacity(tracks.len());
        for (index, track) in tracks.iter().enumerate() {
            if let Err(problems) = track.validate() {
                imported.rejected.push(Rejected { index, problems });
            } else if let Some(first) = seen.insert(Key::of(track), index) {
                let what = format!("names the same track as row {} of this batch", first + 1);
                imported.rejected.push(Rejected::new(index, Key::of(track).field(), what));
            } else {
                rows.push(Row { index: index as i32, new_id: Uuid::now_v7(), track });
            }
        }
        let lanes = if are_independent(rows.iter().map(|row| row.track)) { self.lanes() } else { 1 };
        let turn = Turn::take(self).await?;
        let parts = stream::iter(rows.chunks(PART)).map(|rows| self.import_rows(rows)).buffer_unordered(lanes);
        let imported = parts.try_fold(imported, async |imported, part| Ok(imported.with(part))).await;
        turn.end().await;
        let mut imported = imported?;
        imported.rejected.sort_by_key(|rejected| rejected.index);
        Ok(imported)
    }

    /// At most as many as there are connections.
    fn lanes(&self) -> usize {
        LANES.min(self.pool.options().get_max_connections()) as usize
    }

    /// Brings indexes and statistics up to date after bulk writing, which autovacuum would do within minutes.
    pub async fn settle(&self) -> Result<(), Error> {
        let mut connection = self.patient_connection().await?;
        let settled = sqlx::query("vacuum (analyze) audio_tracks").execute(&mut connection).await;
        let _ = connection.close().await;
        settled.map(|_| ()).map_err(Error::doing("settling the tables"))
    }

    /// Where the tables' own checks refuse what the validation here let pass, halves the rows until the bad one is found.
    fn import_rows<'a>(&'a self, rows: &'a [Row<'a>]) -> BoxFuture<'a, Result<Imported, Error>> {
        async move {
            match (self.write_rows(rows).await, rows) {
                (Err(error), [row]) if error.is_bad_data() => {
                    let rejected = vec![Rejected::new(row.index as usize, "row", error.to_string())];
                    Ok(Imported { rejected, ..Imported::default() })
                }
                (Err(error), rows) if error.is_bad_data() => {
                    let (left, right) = rows.split_at(rows.len() / 2);
                    Ok(self.import_rows(left).await?.with(self.import_rows(right).await?))
                }
                (done, _) => done,
            }
        }
        .boxed()
    }

    async fn write_rows(&self, rows: &[Row<'_>]) -> Result<Imported, Error> {
        let doing = "importing tracks";
        let batch = serde_json::to_string(rows).expect("rows hold nothing that JSON can't");
        let mut transaction = self.pool.begin().await.map_err(Error::doing(doing))?;
        // A commit lost in a power cut is imported again, so it needn't be waited for. GIN entries gather up to the limit, and
        // are then merged at once, within the memory for work.
        sqlx::query(
            "select set_config('statement_timeout', '10min', true),
                set_config('lock_timeout', '10min', true),
                set_config('synchronous_commit', 'off', true),
                set_config('gin_pending_list_limit', '64MB', true),
                set_config('work_mem', '256MB', true)",
        )
        .execute(&mut *transaction)
        .await
        .map_err(Error::doing(doing))?;
        Turn::mark(&mut transaction).await?;
        type Counts = (i64, i64, i64, Vec<i32>, Vec<i32>);
        let (inserted, updated, unchanged, taken, repeated): Counts = sqlx::query_as(include_str!("write.sql"))
            .bind(batch)
            .fetch_one(&mut *transaction)
            .await
            .map_err(Error::doing(doing))?;
        transaction.commit().await.map_err(Error::doing(doing))?;

        let taken =
            taken.into_iter().map(|index| Rejected::new(index as usize, "id", "belongs to another track already"));
        let repeated = repeated
            .into_iter()
            .map(|index| Rejected::new(index as usize, "row", "names the same track as another row of this batch"));
        Ok(Imported {
            inserted: inserted as u64,
            updated: updated as u64,
            unchanged: unchanged as u64,
            rejected: taken.chain(repeated).collect(),
        })
    }
}
