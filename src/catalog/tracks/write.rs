//! Writing tracks for somebody who waits for the answer: each write is one transaction, on disk before it is answered, and
//! has a number by which it can be waited for in the index.

use std::time::Duration;

use std::sync::LazyLock;

use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection, PgTransaction, Row};
use uuid::Uuid;

use super::columns::{GivenRecord, read as read_value, readable, statement};
use super::import::{self, Imported, Rejected};
use super::read;
use crate::catalog::{Catalog, Error};
use crate::track::{Field, NewTrack, Problem, Track};

/// A track's own values, whatever its file knows.
static OWN_VALUES: LazyLock<String> = LazyLock::new(|| {
    let fields: Vec<String> = Field::given().map(|field| readable(field, "t")).collect();
    format!(
        "select t.asset_id, t.id, t.external_id, {} from audio_tracks t where t.id = $1 for no key update",
        fields.join(", ")
    )
});
static REPLACE: LazyLock<String> = LazyLock::new(|| statement(include_str!("replace.sql")));

/// Whoever waits for the answer is told soon that there is no connection to be had.
const PATIENCE: Duration = Duration::from_secs(2);
/// Rows of a batch written by one statement: few enough that putting them together delays nobody.
const PART: usize = 1_000;

/// What a write did, and the id of its transaction: the index has it once it has come past this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    pub seq: u64,
    pub done: T,
}

/// A track as it stands after it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    pub track: Track,
    pub is_new: bool,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("there is no track {0}")]
    NoSuchTrack(Uuid),
    #[error("the track can't be taken")]
    Invalid(Vec<Problem>),
    /// Another track has what only one can have.
    #[error("another track has the same")]
    Taken(Vec<Problem>),
    #[error("none of the rows can be taken")]
    AllRejected(Vec<Rejected>),
    #[error(transparent)]
    Catalog(#[from] Error),
}

/// A track's own values, and the file it was made from.
struct Current {
    asset_id: Option<Uuid>,
    track: NewTrack,
}

impl FromRow<'_, PgRow> for Current {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let mut track = NewTrack::bare(row.try_get(1)?, row.try_get(2)?);
        for (at, field) in Field::given().enumerate() {
            track.put(field, read_value(row, 3 + at, field.kind())?);
        }
        Ok(Self { asset_id: row.try_get(0)?, track })
    }
}

impl Catalog {
    /// Writes one track by the rules of an import: it is known again by its id, else its external id, else its URI, else
    /// artist, title and album, and what it doesn't say stays as it was.
    pub async fn save_track(&self, track: &NewTrack) -> Result<Written<Saved>, WriteError> {
        let (rows, rejected) = import::sift(std::slice::from_ref(track));
        if let Some(rejected) = rejected.into_iter().next() {
            return Err(WriteError::Invalid(rejected.problems));
        }
        let mut transaction = self.begin_to_write().await?;
        import::lock(&mut transaction, &rows).await?;
        loop {
            let Imported { inserted, rejected, first, .. } = import::write(&mut transaction, &rows).await?;
            if let Some(Rejected { problems, is_taken, .. }) = rejected.into_iter().next() {
                return Err(if is_taken { WriteError::Taken(problems) } else { WriteError::Invalid(problems) });
            }
            let id = first.expect("what isn't rejected is some track");
            // Where nothing differed the track isn't locked, and may just have been deleted.
            if let Some(track) = read::read(&mut *transaction, id).await? {
                return commit(transaction, id, Saved { track, is_new: inserted > 0 }).await;
            }
        }
    }

    /// Writes the tracks that can be taken, by the same rules, all in one transaction.
    pub async fn save_tracks(&self, tracks: &[NewTrack]) -> Result<Written<Imported>, WriteError> {
        let (rows, rejected) = import::sift(tracks);
        let mut transaction = self.begin_to_write().await?;
        import::lock(&mut transaction, &rows).await?;
        let mut imported = Imported { rejected, ..Imported::default() };
        for rows in rows.chunks(PART) {
            imported = imported.with(import::write(&mut transaction, rows).await?);
        }
        imported.rejected.sort_by_key(|rejected| rejected.index);
        match imported.first {
            Some(first) => commit(transaction, first, imported).await,
            None => Err(WriteError::AllRejected(imported.rejected)),
        }
    }

    /// Changes a track as `patch` says; what comes of it must be as valid as a new track.
    pub async fn patch_track(&self, id: Uuid, patch: impl FnOnce(&mut NewTrack)) -> Result<Written<Track>, WriteError> {
        let mut transaction = self.begin_to_write().await?;
        let current = Current::lock(&mut transaction, id).await?.ok_or(WriteError::NoSuchTrack(id))?;
        let mut patched = current.track.clone();
        patch(&mut patched);
        patched.validate().map_err(WriteError::Invalid)?;
        current.check_against_file(&patched).map_err(WriteError::Invalid)?;
        if patched != current.track {
            replace(&mut transaction, &patched).await?;
        }
        let track = read::read(&mut *transaction, id).await?.expect("the track is locked");
        commit(transaction, id, track).await
    }

    /// Deletes a track. The file it was made from stays catalogued as an asset, and makes a track again only once it has
    /// changed.
    pub async fn delete_track(&self, id: Uuid) -> Result<Written<()>, WriteError> {
        let mut transaction = self.begin_to_write().await?;
        let deleted = sqlx::query("delete from audio_tracks where id = $1").bind(id).execute(&mut *transaction).await;
        match deleted.map_err(Error::doing("deleting a track"))?.rows_affected() {
            0 => Err(WriteError::NoSuchTrack(id)),
            _ => commit(transaction, id, ()).await,
        }
    }

    async fn begin_to_write(&self) -> Result<PgTransaction<'_>, Error> {
        let begun = tokio::time::timeout(PATIENCE, self.pool.begin()).await.map_err(|_| Error::Busy)?;
        begun.map_err(Error::doing("beginning to write"))
    }
}

/// Commits what was done about a track. A write that changed nothing is noted in the feed as well, so that it can be waited
/// for like any other.
async fn commit<T>(mut transaction: PgTransaction<'_>, about: Uuid, done: T) -> Result<Written<T>, WriteError> {
    let seq: i64 = sqlx::query_scalar(
        "with noted as (
            insert into changes (track_id)
            select $1
            where not exists (select from changes where xid = pg_current_xact_id())
        )
        select pg_current_xact_id()::text::bigint",
    )
    .bind(about)
    .fetch_one(&mut *transaction)
    .await
    .map_err(Error::doing("noting a write"))?;
    transaction.commit().await.map_err(Error::doing("committing a write"))?;
    Ok(Written { seq: seq as u64, done })
}

impl Current {
    async fn lock(transaction: &mut PgConnection, id: Uuid) -> Result<Option<Self>, Error> {
        sqlx::query_as(OWN_VALUES.as_str())
            .bind(id)
            .fetch_optional(transaction)
            .await
            .map_err(Error::doing("reading a track"))
    }

    /// Where a file is and how long it takes, its track can't say otherwise.
    fn check_against_file(&self, patched: &NewTrack) -> Result<(), Vec<Problem>> {
        let changed = [Field::AudioUri, Field::Duration]
            .into_iter()
            .filter(|&field| self.asset_id.is_some() && self.track.get(field) != patched.get(field));
        let what = "is known from the track's file, and changes with it only";
        let problems: Vec<_> = changed.map(|field| Problem { field: field.name(), what: what.into() }).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// Writes a locked track's values over those that are there.
async fn replace(transaction: &mut PgConnection, track: &NewTrack) -> Result<(), WriteError> {
    let values = serde_json::to_string(&GivenRecord(track)).expect("a track holds nothing that JSON can't");
    let replaced = sqlx::query(REPLACE.as_str()).bind(values).execute(transaction).await;
    replaced.map(|_| ()).map_err(|error| match Error::doing("changing a track")(error) {
        error if error.is_taken() => {
            WriteError::Taken(vec![Problem { field: "external_id", what: "belongs to another track already".into() }])
        }
        error if error.is_bad_data() => WriteError::Invalid(vec![Problem { field: "row", what: error.to_string() }]),
        error => error.into(),
    })
}
