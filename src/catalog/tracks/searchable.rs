//! What the index holds of a track: read by the thousand, for building, following and comparing.

use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// The part of a completed [`Track`](super::Track) that searches match, filter or show.
#[derive(Clone, Debug, PartialEq)]
pub struct Searchable {
    pub id: Uuid,
    pub artist: Option<String>,
    pub title: String,
    pub album: Option<String>,
    pub album_artist: Option<String>,
    pub genre: Option<String>,
    pub year: Option<i32>,
    pub duration_ms: Option<i64>,
    pub format: Option<String>,
    pub labels: Vec<String>,
    pub popularity: Option<f32>,
    pub isrc: Option<String>,
    pub audio_uri: Option<String>,
    pub thumbnail_uri: Option<String>,
}

/// A select of its columns for some completed tracks, with what follows.
macro_rules! select_searchable {
    ($rest:literal) => {
        concat!(
            "select t.id, t.artist, t.title, t.album, t.album_artist, t.genre, t.year,
                (coalesce(a.duration_seconds, t.duration_seconds) * 1000)::bigint, a.format, t.labels, t.popularity, t.isrc,
                coalesce(t.audio_uri, a.uri), t.thumbnail_uri
            from audio_tracks t
            left join assets a on a.id = t.asset_id
            where t.status = 'COMPLETED' and ",
            $rest
        )
    };
}

/// By place: to look each column up by its name, row by row, adds up.
impl FromRow<'_, PgRow> for Searchable {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get(0)?,
            artist: row.try_get(1)?,
            title: row.try_get(2)?,
            album: row.try_get(3)?,
            album_artist: row.try_get(4)?,
            genre: row.try_get(5)?,
            year: row.try_get(6)?,
            duration_ms: row.try_get(7)?,
            format: row.try_get(8)?,
            labels: row.try_get(9)?,
            popularity: row.try_get(10)?,
            isrc: row.try_get(11)?,
            audio_uri: row.try_get(12)?,
            thumbnail_uri: row.try_get(13)?,
        })
    }
}

impl Catalog {
    /// Those of the tracks that exist and are completed, in no order.
    pub async fn searchable_by_id(&self, ids: &[Uuid]) -> Result<Vec<Searchable>, Error> {
        sqlx::query_as(select_searchable!("t.id = any($1)"))
            .bind(ids)
            .fetch_all(self.reads())
            .await
            .map_err(Error::doing("reading tracks"))
    }

    /// The last of the next `ids` ids behind `after`, of tracks of any status; none where fewer are left.
    pub async fn page_end(&self, after: Option<Uuid>, ids: i64) -> Result<Option<Uuid>, Error> {
        sqlx::query_scalar("select id from audio_tracks where id > $1 order by id offset $2 - 1 limit 1")
            // The nil id is nobody's.
            .bind(after.unwrap_or(Uuid::nil()))
            .bind(ids)
            .fetch_optional(self.reads())
            .await
            .map_err(Error::doing("looking for the end of a page of tracks"))
    }

    /// The completed tracks with ids behind `after` and up to `upto`, by id.
    pub async fn searchable_between(&self, after: Option<Uuid>, upto: Option<Uuid>) -> Result<Vec<Searchable>, Error> {
        // A plan that knows no better than "or is null" would read the whole table.
        sqlx::query_as(select_searchable!("t.id > $1 and t.id <= $2 order by t.id"))
            .bind(after.unwrap_or(Uuid::nil()))
            .bind(upto.unwrap_or(Uuid::max()))
            .fetch_all(self.reads())
            .await
            .map_err(Error::doing("reading a page of tracks"))
    }
}
