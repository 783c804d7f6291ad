//! Rows on their way into the tables: which of them can be taken, and what became of each.

use std::collections::HashSet;
use std::sync::LazyLock;

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{Connection, PgConnection};

use super::key::Key;
use super::key_locks::{self, key_lock};
use super::outcome::{Imported, Rejected};
use crate::catalog::error::Error;
use crate::catalog::tracks::columns::{GivenRecord, statement, statement_of};
use crate::track::{Field, NewTrack, TrackId};

const DOING: &str = "writing tracks";

const TEMPLATE: &str = include_str!("write.sql");
static WRITE: LazyLock<String> = LazyLock::new(|| statement(TEMPLATE));
/// For rows without what is seldom given: each column of the other costs a single write a hundredth of its time, also
/// where it stays empty.
static WRITE_USUAL: LazyLock<String> =
    LazyLock::new(|| statement_of(TEMPLATE, Field::given().filter(|field| !is_seldom_given(*field))));

/// Whether hardly anybody gives it. Right or wrong, that decides of nothing but speed.
fn is_seldom_given(field: Field) -> bool {
    matches!(
        field,
        Field::Composer
            | Field::Conductor
            | Field::Performers
            | Field::Lyricist
            | Field::ArtistSort
            | Field::TitleSort
            | Field::AlbumSort
            | Field::AlbumArtistSort
            | Field::ComposerSort
            | Field::Date
            | Field::OriginalDate
            | Field::TrackTotal
            | Field::DiscTotal
            | Field::Compilation
            | Field::MusicalKey
            | Field::RecordLabel
            | Field::CatalogNumber
            | Field::Barcode
            | Field::Comment
            | Field::Lyrics
            | Field::AlbumArtistId
            | Field::ReleaseGroupId
            | Field::ReleaseTrackId
            | Field::WorkId
    )
}

fn statement_for(rows: &[NewRow<'_>]) -> &'static str {
    let says_more =
        |row: &NewRow<'_>| row.track.fields().any(|(field, value)| value.is_some() && is_seldom_given(field));
    if rows.iter().any(says_more) { &WRITE } else { &WRITE_USUAL }
}

/// A row as the statement takes it.
#[derive(serde::Serialize)]
pub(in crate::catalog) struct NewRow<'a> {
    pub(super) index: i32,
    /// For a track not yet known. Time-ordered, so that neighbours in the file are neighbours in the index on ids.
    new_id: TrackId,
    #[serde(skip)]
    pub(super) key_lock: usize,
    #[serde(flatten, serialize_with = "as_record")]
    pub(super) track: &'a NewTrack,
}

fn as_record<S: serde::Serializer>(track: &NewTrack, serializer: S) -> Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&GivenRecord(track), serializer)
}

/// The rows that can be taken and those that can't, both in their order. Of several that name the same track the first
/// counts.
pub(in crate::catalog) fn sift(tracks: &[NewTrack]) -> (Vec<NewRow<'_>>, Vec<Rejected>) {
    let mut seen = HashSet::with_capacity(tracks.len());
    let mut rejected = Vec::new();
    let mut rows = Vec::with_capacity(tracks.len());
    for (index, track) in tracks.iter().enumerate() {
        if let Err(problems) = track.validate() {
            rejected.push(Rejected { index, problems, is_taken: false });
        } else if !seen.insert((track.library_id, Key::of(track))) {
            let what = "names the same track as an earlier row of this batch";
            rejected.push(Rejected::new(index, Key::of(track).field(), what));
        } else {
            rows.push(NewRow { index: index as i32, new_id: TrackId::now(), key_lock: key_lock(track), track });
        }
    }
    (rows, rejected)
}

/// Waits until nobody else writes what any of these rows may be matched on, and keeps others waiting until the
/// transaction ends.
pub(in crate::catalog) async fn lock(transaction: &mut PgConnection, rows: &[NewRow<'_>]) -> Result<(), Error> {
    key_locks::lock(transaction, rows.iter().map(|row| row.key_lock).collect()).await
}

/// Writes locked rows by one statement. Where the tables' own checks refuse what the validation here let pass, halves
/// the rows until the bad one is found.
pub(in crate::catalog) fn write<'a>(
    transaction: &'a mut PgConnection,
    rows: &'a [NewRow<'a>],
) -> BoxFuture<'a, Result<Imported, Error>> {
    async move {
        let written = match write_or_nothing(transaction, rows).await {
            // A writer with another lock has just taken an id; at a second look it is known.
            Err(error) if error.is_taken() => write_or_nothing(transaction, rows).await,
            written => written,
        };
        match (written, rows) {
            (Err(error), [row]) if error.is_bad_data() => {
                let rejected = vec![Rejected::new(row.index as usize, "row", error.to_string())];
                Ok(Imported { rejected, ..Imported::default() })
            }
            (Err(error), rows) if error.is_bad_data() => {
                let (left, right) = rows.split_at(rows.len() / 2);
                let left = write(transaction, left).await?;
                Ok(left.with(write(transaction, right).await?))
            }
            (written, _) => written,
        }
    }
    .boxed()
}

/// In a savepoint, so that the transaction goes on after what the tables refuse.
async fn write_or_nothing(transaction: &mut PgConnection, rows: &[NewRow<'_>]) -> Result<Imported, Error> {
    let batch = serde_json::to_string(rows).expect("rows hold nothing that JSON can't");
    let mut savepoint = transaction.begin().await.map_err(Error::doing(DOING))?;
    type Answer = (i64, i64, i64, Vec<i32>, Vec<i32>, Vec<i32>, Option<TrackId>);
    let answer: Result<Answer, _> = sqlx::query_as(statement_for(rows)).bind(batch).fetch_one(&mut *savepoint).await;
    let (inserted, updated, unchanged, foreign, taken_ids, repeated, first) = match answer {
        Ok(answer) => answer,
        Err(error) => {
            savepoint.rollback().await.map_err(Error::doing(DOING))?;
            return Err(Error::doing(DOING)(error));
        }
    };
    savepoint.commit().await.map_err(Error::doing(DOING))?;

    let taken = |field: &'static str, what: &'static str| {
        move |index: i32| Rejected { is_taken: true, ..Rejected::new(index as usize, field, what) }
    };
    let foreign = foreign.into_iter().map(taken("id", "belongs to a track of another library"));
    let taken = taken_ids.into_iter().map(taken("external_id", "belongs to another track already"));
    let repeated = repeated
        .into_iter()
        .map(|index| Rejected::new(index as usize, "row", "names the same track as another row of this batch"));
    Ok(Imported {
        inserted: inserted as u64,
        updated: updated as u64,
        unchanged: unchanged as u64,
        rejected: foreign.chain(taken).chain(repeated).collect(),
        first,
    })
}
