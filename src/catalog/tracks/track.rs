//! One row of `audio_tracks`, together with what its asset knows.

use time::OffsetDateTime;
use uuid::Uuid;

use super::status::Status;

/// A searchable track. Where there is an asset, duration, format and the rest of the technical facts are the asset's.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Track {
    pub id: Uuid,
    /// The id its source uses.
    pub external_id: Option<String>,
    pub asset_id: Option<Uuid>,
    pub status: Status,
    pub artist: Option<String>,
    pub title: String,
    /// The file had no title, so its name stands in.
    pub title_from_filename: bool,
    pub album: Option<String>,
    pub album_artist: Option<String>,
    /// Several are separated by commas or semicolons.
    pub genre: Option<String>,
    pub year: Option<i32>,
    pub track_number: Option<i32>,
    pub disc_number: Option<i32>,
    pub isrc: Option<String>,
    pub musicbrainz_recording_id: Option<Uuid>,
    pub musicbrainz_release_id: Option<Uuid>,
    pub musicbrainz_artist_id: Option<Uuid>,
    /// 0 to 100; higher is better known.
    pub popularity: Option<f32>,
    pub labels: Vec<String>,
    /// Whatever else the library has, a JSON object.
    pub attributes: serde_json::Value,
    pub audio_uri: Option<String>,
    pub thumbnail_uri: Option<String>,
    pub duration_seconds: Option<f64>,
    pub format: Option<String>,
    pub codec: Option<String>,
    pub channels: Option<i32>,
    /// In Hz.
    pub sample_rate: Option<i32>,
    pub bits_per_sample: Option<i32>,
    /// In bit/s.
    pub bitrate: Option<i64>,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}
