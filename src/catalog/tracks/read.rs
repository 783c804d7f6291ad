//! Reading tracks: whole ones, one or several; and by the thousand what the index holds of them, for building,
//! following and comparing.

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::Value;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgExecutor, Row};
use time::OffsetDateTime;

use super::columns::{edited, read as read_value, select};
use super::origins::Known;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;
use crate::track::{AssetId, Field, LibraryId, Origins, Status, Track, TrackId, TrackSummary};

const OWN: &str = "t.id, t.external_id, t.asset_id, t.status, t.guessed, t.created_at, t.updated_at";
const OWN_COUNT: usize = 8;

static BY_ID: LazyLock<String> = LazyLock::new(|| whole("where t.id = $1 and t.library_id = $2"));
static ANY: LazyLock<String> = LazyLock::new(|| whole("where t.status = 'COMPLETED' order by t.id limit 1"));
static SUMMARIES: LazyLock<String> = LazyLock::new(|| summaries("t.id = any($1)"));
// A plan that knows no better than "or is null" would read the whole table.
static SUMMARIES_BETWEEN: LazyLock<String> = LazyLock::new(|| summaries("t.id > $1 and t.id <= $2 order by t.id"));

/// Every field of tracks of any status.
fn whole(rest: &str) -> String {
    select(&format!("{OWN}, {}", edited()), Field::ALL.iter().copied(), rest)
}

/// What the index holds of completed tracks.
fn summaries(condition: &str) -> String {
    select("t.id, t.library_id", Field::indexed(), &format!("where t.status = 'COMPLETED' and {condition}"))
}

/// What is known of a track's file beyond the track's own fields.
#[derive(Clone, Debug, Serialize, FromRow)]
pub struct TrackAsset {
    pub uri: String,
    pub status: String,
    pub size_bytes: i64,
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_modified: Option<OffsetDateTime>,
    pub mime_type: Option<String>,
    /// `HEADER`, `COUNTED` or `ESTIMATED`.
    pub duration_method: Option<String>,
    /// As found: names with their values.
    pub tags: Value,
    /// Those with a `uri` lie beside the file.
    pub artwork: Value,
    /// Of a file of lyrics beside it.
    pub lyrics_uri: Option<String>,
    pub chapters: Value,
    /// What makes the facts doubtful: `RESCUED`, `TRUNCATED`, `TAGS_CUT`.
    pub warnings: Vec<String>,
    /// Why it could not be read, if so.
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}

/// By place: to look each column up by its name, row by row, adds up.
impl FromRow<'_, PgRow> for Track {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let status = row.try_get::<&str, _>(3)?;
        let status = Status::named(status).ok_or_else(|| sqlx::Error::Decode(format!("status {status}").into()))?;
        let mut track = Self::bare(
            row.try_get(0)?,
            row.try_get(1)?,
            row.try_get(2)?,
            status,
            Origins::new(),
            row.try_get(5)?,
            row.try_get(6)?,
        );
        for (at, &field) in Field::ALL.iter().enumerate() {
            track.put(field, read_value(row, OWN_COUNT + at, field.kind())?);
        }
        let edited: Vec<String> = row.try_get(7)?;
        let guessed: Vec<String> = row.try_get(4)?;
        let known = Known { has_file: track.asset_id.is_some(), guessed: &guessed, edited: &edited };
        let has_value = |field: Field| track.get(field).is_some_and(|value| !value.is_empty());
        let origin = |field: Field| Some((field.name(), known.origin(field, has_value(field))?));
        track.origins = Field::ALL.iter().filter_map(|&field| origin(field)).collect();
        Ok(track)
    }
}

/// Likewise.
impl FromRow<'_, PgRow> for TrackSummary {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let mut summary = Self::bare(row.try_get(0)?, row.try_get(1)?);
        for (at, field) in Field::indexed().enumerate() {
            summary.put(field, read_value(row, 2 + at, field.kind())?);
        }
        Ok(summary)
    }
}

/// A library's track of any status, if it has it.
pub(super) async fn read(from: impl PgExecutor<'_>, library: LibraryId, id: TrackId) -> Result<Option<Track>, Error> {
    let read = sqlx::query_as(BY_ID.as_str()).bind(id).bind(library).fetch_optional(from).await;
    read.map_err(Error::doing("reading a track"))
}

impl Catalog {
    /// A library's track of any status, if it has it.
    pub async fn track(&self, library: LibraryId, id: TrackId) -> Result<Option<Track>, Error> {
        read(&self.pool, library, id).await
    }

    /// What is known of the file that a track was made from.
    pub async fn track_asset(&self, asset: AssetId) -> Result<Option<TrackAsset>, Error> {
        sqlx::query_as(include_str!("asset.sql"))
            .bind(asset)
            .fetch_optional(&self.pool)
            .await
            .map_err(Error::doing("reading a track's file"))
    }

    /// Some completed track, if there is one.
    pub async fn any_track(&self) -> Result<Option<Track>, Error> {
        sqlx::query_as(ANY.as_str()).fetch_optional(self.reads()).await.map_err(Error::doing("reading a track"))
    }

    /// How many tracks are completed.
    pub async fn count_tracks(&self) -> Result<i64, Error> {
        sqlx::query_scalar("select count(*) from audio_tracks where status = 'COMPLETED'")
            .fetch_one(self.reads())
            .await
            .map_err(Error::doing("counting tracks"))
    }

    /// Those of the tracks that exist and are completed, in no order.
    pub async fn summaries_by_id(&self, ids: &[TrackId]) -> Result<Vec<TrackSummary>, Error> {
        sqlx::query_as(SUMMARIES.as_str())
            .bind(ids)
            .fetch_all(self.reads())
            .await
            .map_err(Error::doing("reading tracks"))
    }

    /// The last of the next `ids` ids behind `after`, of tracks of any status; none where fewer are left.
    pub async fn page_end(&self, after: Option<TrackId>, ids: i64) -> Result<Option<TrackId>, Error> {
        sqlx::query_scalar("select id from audio_tracks where id > $1 order by id offset $2 - 1 limit 1")
            // The nil id is nobody's.
            .bind(after.unwrap_or(TrackId::LEAST))
            .bind(ids)
            .fetch_optional(self.reads())
            .await
            .map_err(Error::doing("looking for the end of a page of tracks"))
    }

    /// The completed tracks with ids behind `after` and up to `upto`, by id.
    pub async fn summaries_between(
        &self,
        after: Option<TrackId>,
        upto: Option<TrackId>,
    ) -> Result<Vec<TrackSummary>, Error> {
        sqlx::query_as(SUMMARIES_BETWEEN.as_str())
            .bind(after.unwrap_or(TrackId::LEAST))
            .bind(upto.unwrap_or(TrackId::GREATEST))
            .fetch_all(self.reads())
            .await
            .map_err(Error::doing("reading a page of tracks"))
    }
}
