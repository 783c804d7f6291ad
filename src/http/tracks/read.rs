//! `GET /v1/tracks/{id}`: everything the catalog knows of one track.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::parse_id;
use crate::catalog::{Status, Track};
use crate::http::{App, Error};

pub async fn track(State(app): State<App>, Path(id): Path<String>) -> Result<Json<TrackBody>, Error> {
    let id = parse_id(id)?;
    let track = app.catalog.track(id).await?.ok_or(Error::NoSuchTrack { id })?;
    Ok(Json(track.into()))
}

/// One track over the wire; what isn't known is null.
#[derive(Serialize)]
pub struct TrackBody {
    id: Uuid,
    external_id: Option<String>,
    asset_id: Option<Uuid>,
    status: Status,
    artist: Option<String>,
    title: String,
    title_from_filename: bool,
    album: Option<String>,
    album_artist: Option<String>,
    genre: Option<String>,
    year: Option<i32>,
    track_number: Option<i32>,
    disc_number: Option<i32>,
    isrc: Option<String>,
    musicbrainz_recording_id: Option<Uuid>,
    musicbrainz_release_id: Option<Uuid>,
    musicbrainz_artist_id: Option<Uuid>,
    popularity: Option<f32>,
    labels: Vec<String>,
    attributes: serde_json::Value,
    audio_uri: Option<String>,
    thumbnail_uri: Option<String>,
    duration_seconds: Option<f64>,
    format: Option<String>,
    codec: Option<String>,
    channels: Option<i32>,
    /// In Hz.
    sample_rate: Option<i32>,
    bits_per_sample: Option<i32>,
    /// In bit/s.
    bitrate: Option<i64>,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    updated_at: OffsetDateTime,
}

impl From<Track> for TrackBody {
    fn from(track: Track) -> Self {
        let Track {
            id,
            external_id,
            asset_id,
            status,
            artist,
            title,
            title_from_filename,
            album,
            album_artist,
            genre,
            year,
            track_number,
            disc_number,
            isrc,
            musicbrainz_recording_id,
            musicbrainz_release_id,
            musicbrainz_artist_id,
            popularity,
            labels,
            attributes,
            audio_uri,
            thumbnail_uri,
            duration_seconds,
            format,
            codec,
            channels,
            sample_rate,
            bits_per_sample,
            bitrate,
            created_at,
            updated_at,
        } = track;
        Self {
            id,
            external_id,
            asset_id,
            status,
            artist,
            title,
            title_from_filename,
            album,
            album_artist,
            genre,
            year,
            track_number,
            disc_number,
            isrc,
            musicbrainz_recording_id,
            musicbrainz_release_id,
            musicbrainz_artist_id,
            popularity,
            labels,
            attributes,
            audio_uri,
            thumbnail_uri,
            duration_seconds,
            format,
            codec,
            channels,
            sample_rate,
            bits_per_sample,
            bitrate,
            created_at,
            updated_at,
        }
    }
}
