//! Writing tracks known by their metadata: in bulk, again and again with the same result.

use std::collections::HashMap;

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::Connection;
use uuid::Uuid;

use super::{Catalog, Error, NewTrack, Problem};

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
    /// Writes the rows in one transaction; batches of about 10,000 are fastest. Rows that can't be taken are left out and
    /// said. After the last batch of many, call [`Catalog::settle`].
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
        self.import_rows(&rows, &mut imported).await?;
        imported.rejected.sort_by_key(|rejected| rejected.index);
        Ok(imported)
    }

    /// Brings indexes and statistics up to date after bulk writing, which autovacuum would do within minutes.
    pub async fn settle(&self) -> Result<(), Error> {
        let mut connection = self.patient_connection().await?;
        let settled = sqlx::query("vacuum (analyze) audio_tracks").execute(&mut connection).await;
        let _ = connection.close().await;
        settled.map(|_| ()).map_err(Error::doing("settling the tables"))
    }

    /// Where the tables' own checks refuse what the validation here let pass, halves the batch until the row is found.
    fn import_rows<'a>(&'a self, rows: &'a [Row<'a>], imported: &'a mut Imported) -> BoxFuture<'a, Result<(), Error>> {
        async move {
            match (self.write_rows(rows, imported).await, rows) {
                (Err(error), [row]) if error.is_bad_data() => {
                    imported.rejected.push(Rejected::new(row.index as usize, "row", error.to_string()));
                    Ok(())
                }
                (Err(error), rows) if error.is_bad_data() => {
                    let (left, right) = rows.split_at(rows.len() / 2);
                    self.import_rows(left, imported).await?;
                    self.import_rows(right, imported).await
                }
                (done, _) => done,
            }
        }
        .boxed()
    }

    async fn write_rows(&self, rows: &[Row<'_>], imported: &mut Imported) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let doing = "importing tracks";
        let batch = serde_json::to_string(rows).expect("rows hold nothing that JSON can't");
        let mut transaction = self.pool.begin().await.map_err(Error::doing(doing))?;
        // A commit lost in a power cut is imported again, so it needn't be waited for. GIN entries gather up to the limit, and
        // then are merged at once.
        sqlx::query(
            "select set_config('statement_timeout', '10min', true),
                set_config('lock_timeout', '10min', true),
                set_config('synchronous_commit', 'off', true),
                set_config('gin_pending_list_limit', '64MB', true),
                set_config('maintenance_work_mem', '256MB', true)",
        )
        .execute(&mut *transaction)
        .await
        .map_err(Error::doing(doing))?;
        // One batch at a time, since not everything that names a track is unique; those of other imports are waited for.
        sqlx::query("select pg_advisory_xact_lock(hashtext('needledrop import'))")
            .execute(&mut *transaction)
            .await
            .map_err(Error::doing(doing))?;
        type Counts = (i64, i64, i64, Vec<i32>, Vec<i32>);
        let (inserted, updated, unchanged, taken, repeated): Counts = sqlx::query_as(include_str!("import.sql"))
            .bind(batch)
            .fetch_one(&mut *transaction)
            .await
            .map_err(Error::doing(doing))?;
        transaction.commit().await.map_err(Error::doing(doing))?;

        imported.inserted += inserted as u64;
        imported.updated += updated as u64;
        imported.unchanged += unchanged as u64;
        let taken =
            taken.into_iter().map(|index| Rejected::new(index as usize, "id", "belongs to another track already"));
        let repeated = repeated
            .into_iter()
            .map(|index| Rejected::new(index as usize, "row", "names the same track as another row of this batch"));
        imported.rejected.extend(taken.chain(repeated));
        Ok(())
    }
}

/// What a row is known again by.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Id(Uuid),
    ExternalId(&'a str),
    Uri(&'a str),
    Name(Option<&'a str>, &'a str, Option<&'a str>),
}

impl<'a> Key<'a> {
    fn of(track: &'a NewTrack) -> Self {
        match (track.id, &track.external_id, &track.audio_uri) {
            (Some(id), ..) => Self::Id(id),
            (None, Some(external_id), _) => Self::ExternalId(external_id),
            (None, None, Some(uri)) => Self::Uri(uri),
            (None, None, None) => Self::Name(track.artist.as_deref(), &track.title, track.album.as_deref()),
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Id(_) | Self::ExternalId(_) => "id",
            Self::Uri(_) => "uri",
            Self::Name(..) => "artist, title, album",
        }
    }
}
