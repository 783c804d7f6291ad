//! Writing single tracks, and batches of them, in a transaction of the caller's.

use std::sync::LazyLock;

use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection, Row};

use super::columns::{GivenRecord, read as read_value, readable, statement};
use super::import::{self, Imported, Rejected};
use super::read;
use crate::catalog::error::Error;
use crate::catalog::pool::Transaction;
use crate::track::{AssetId, Field, LibraryId, NewTrack, Problem, TagFields, Track, TrackId};

/// A track's own values, whatever its file knows, and those that its tags gave at last.
static OWN_VALUES: LazyLock<String> = LazyLock::new(|| {
    let own = Field::given().map(|field| readable(field, "t"));
    let fields: Vec<String> = own.chain(Field::tagged().map(|field| readable(field, "g"))).collect();
    let select = format!(
        "select t.asset_id, t.library_id, t.id, t.external_id, {}
        from audio_tracks t, jsonb_to_record(t.tagged) as g ({{tagged record}})
        where t.id = $1 and t.library_id = $2
        for no key update of t",
        fields.join(", ")
    );
    statement(&select)
});
static REPLACE: LazyLock<String> = LazyLock::new(|| statement(include_str!("replace.sql")));

/// Rows of a batch written by one statement: few enough that putting them together delays nobody.
const PART: usize = 1_000;

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
    NoSuchTrack(TrackId),
    #[error("the track is rejected")]
    Invalid(Vec<Problem>),
    /// Another track has what only one can have.
    #[error("another track has the same")]
    Taken(Vec<Problem>),
    #[error(transparent)]
    Catalog(#[from] Error),
}

/// A track's own values, the file it was made from, and what the tags of that gave at last.
struct Current {
    asset_id: Option<AssetId>,
    track: NewTrack,
    tagged: TagFields,
}

impl FromRow<'_, PgRow> for Current {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let mut track = NewTrack::bare(row.try_get(1)?, row.try_get(2)?, row.try_get(3)?, None);
        for (at, field) in Field::given().enumerate() {
            track.put(field, read_value(row, 4 + at, field.kind())?);
        }
        let mut tagged = TagFields::default();
        for (at, field) in Field::tagged().enumerate() {
            tagged.put(field, read_value(row, 4 + Field::given().count() + at, field.kind())?);
        }
        Ok(Self { asset_id: row.try_get(0)?, track, tagged })
    }
}

/// Writes one track by the rules of an import: it is matched on its id, else its external id, else its URI, else
/// artist, title and album, and what it doesn't say stays as it was. The caller gives up the transaction on an error.
pub async fn save(transaction: &mut Transaction, track: &NewTrack) -> Result<Saved, WriteError> {
    let connection = transaction.connection();
    let (rows, rejected) = import::sift(std::slice::from_ref(track));
    if let Some(rejected) = rejected.into_iter().next() {
        return Err(WriteError::Invalid(rejected.problems));
    }
    import::lock(connection, &rows).await?;
    let given = track.audio_uri.as_deref();
    loop {
        let Imported { inserted, rejected, first, .. } = import::write(connection, &rows).await?;
        if let Some(Rejected { problems, is_taken, .. }) = rejected.into_iter().next() {
            return Err(if is_taken { WriteError::Taken(problems) } else { WriteError::Invalid(problems) });
        }
        let id = first.expect("what isn't rejected is some track");
        // Where nothing differed the track isn't locked, and may just have been deleted.
        if let Some(track) = read::read(&mut *connection, track.library_id, id).await? {
            if track.asset_id.is_some() && given.is_some_and(|given| track.audio_uri.as_deref() != Some(given)) {
                return Err(WriteError::Invalid(vec![known_from_the_file(Field::AudioUri)]));
            }
            return Ok(Saved { track, is_new: inserted > 0 });
        }
    }
}

/// Writes the tracks that can be taken, by the same rules. [`Imported::first`] is none if there are none of these.
pub async fn save_all(transaction: &mut Transaction, tracks: &[NewTrack]) -> Result<Imported, WriteError> {
    let connection = transaction.connection();
    let (rows, rejected) = import::sift(tracks);
    import::lock(connection, &rows).await?;
    let mut imported = Imported { rejected, ..Imported::default() };
    for rows in rows.chunks(PART) {
        imported = imported.with(import::write(connection, rows).await?);
    }
    imported.rejected.sort_by_key(|rejected| rejected.index);
    Ok(imported)
}

/// Gives the fields of `reset` back to the tags of a library's track, and changes others as `change` says; what comes
/// of it must be as valid as a new track.
pub async fn patch(
    transaction: &mut Transaction,
    library: LibraryId,
    id: TrackId,
    reset: &[Field],
    change: impl FnOnce(&mut NewTrack),
) -> Result<Track, WriteError> {
    let connection = transaction.connection();
    let current = Current::lock(connection, library, id).await?.ok_or(WriteError::NoSuchTrack(id))?;
    let mut patched = current.track.clone();
    current.reset(reset, &mut patched).map_err(WriteError::Invalid)?;
    change(&mut patched);
    patched.validate().map_err(WriteError::Invalid)?;
    current.check_against_file(&patched).map_err(WriteError::Invalid)?;
    if patched != current.track {
        replace(connection, &patched).await?;
    }
    Ok(read::read(connection, library, id).await?.expect("the track is locked"))
}

/// Deletes a track of a library. The file it was made from stays catalogued as an asset, and makes a track again only
/// once its audio has changed.
pub async fn delete(transaction: &mut Transaction, library: LibraryId, id: TrackId) -> Result<(), WriteError> {
    let deleted = sqlx::query("delete from audio_tracks where id = $1 and library_id = $2")
        .bind(id)
        .bind(library)
        .execute(transaction.connection())
        .await;
    match deleted.map_err(Error::doing("deleting a track"))?.rows_affected() {
        0 => Err(WriteError::NoSuchTrack(id)),
        _ => Ok(()),
    }
}

impl Current {
    async fn lock(transaction: &mut PgConnection, library: LibraryId, id: TrackId) -> Result<Option<Self>, Error> {
        sqlx::query_as(OWN_VALUES.as_str())
            .bind(id)
            .bind(library)
            .fetch_optional(transaction)
            .await
            .map_err(Error::doing("reading a track"))
    }

    /// Gives fields back to the tags.
    fn reset(&self, fields: &[Field], patched: &mut NewTrack) -> Result<(), Vec<Problem>> {
        if self.asset_id.is_none() && !fields.is_empty() {
            let what = "has no file whose tags a field could be given back to".to_owned();
            return Err(vec![Problem { field: "reset", what }]);
        }
        for &field in fields {
            patched.put(field, self.tagged.get(field).map(|value| value.to_owned()));
        }
        Ok(())
    }

    /// Where a file is and how long it takes, its track can't say otherwise.
    fn check_against_file(&self, patched: &NewTrack) -> Result<(), Vec<Problem>> {
        let changed = [Field::AudioUri, Field::Duration]
            .into_iter()
            .filter(|&field| self.asset_id.is_some() && self.track.get(field) != patched.get(field));
        let problems: Vec<_> = changed.map(known_from_the_file).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

fn known_from_the_file(field: Field) -> Problem {
    Problem { field: field.name(), what: "is known from the track's file, and changes with it only".into() }
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
