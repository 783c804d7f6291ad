//! What a column is called, and how its values become a track's.

use serde_json::Value;
use uuid::Uuid;

use crate::catalog::NewTrack;
use crate::objects::ObjectUri;

/// What R, pandas, PostgreSQL and people write where there is no number.
const MISSING_NUMBERS: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "\\n", "-"];

/// What a column stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Id,
    ExternalId,
    Artist,
    Title,
    Album,
    AlbumArtist,
    Genre,
    Year,
    TrackNumber,
    DiscNumber,
    DurationMs,
    DurationSeconds,
    Popularity,
    Isrc,
    RecordingId,
    ReleaseId,
    ArtistId,
    Labels,
    Uri,
    ThumbnailUri,
    /// Any other, kept by its name.
    Attribute(String),
}

impl Column {
    /// The column called `name`, whatever its case and the space around it.
    pub fn named(name: &str) -> Self {
        let name = name.trim();
        match name.to_lowercase().as_str() {
            "id" => Self::Id,
            "external_id" => Self::ExternalId,
            "artist" => Self::Artist,
            "title" => Self::Title,
            "album" => Self::Album,
            "album_artist" => Self::AlbumArtist,
            "genre" => Self::Genre,
            "year" => Self::Year,
            "track_number" => Self::TrackNumber,
            "disc_number" => Self::DiscNumber,
            "duration_ms" => Self::DurationMs,
            "duration_seconds" => Self::DurationSeconds,
            "popularity" => Self::Popularity,
            "isrc" => Self::Isrc,
            "musicbrainz_recording_id" => Self::RecordingId,
            "musicbrainz_release_id" => Self::ReleaseId,
            "musicbrainz_artist_id" => Self::ArtistId,
            "labels" => Self::Labels,
            "uri" | "audio_uri" => Self::Uri,
            "thumbnail_uri" => Self::ThumbnailUri,
            _ => Self::Attribute(name.to_owned()),
        }
    }

    /// Puts a value where it belongs; the error says what is wrong with it. Blank and null values say nothing, nor do
    /// the marks that other programs leave in place of a missing number.
    pub fn put(&self, value: Value, track: &mut NewTrack) -> Result<(), String> {
        let said = match &value {
            Value::Null => false,
            Value::String(text) if self.is_number() => !MISSING_NUMBERS.contains(&text.trim().to_lowercase().as_str()),
            Value::String(text) => !text.trim().is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => true,
        };
        if said { self.put_said(value, track) } else { Ok(()) }
    }

    fn is_number(&self) -> bool {
        match self {
            Self::Year
            | Self::TrackNumber
            | Self::DiscNumber
            | Self::DurationMs
            | Self::DurationSeconds
            | Self::Popularity => true,
            Self::Id
            | Self::ExternalId
            | Self::Artist
            | Self::Title
            | Self::Album
            | Self::AlbumArtist
            | Self::Genre
            | Self::Isrc
            | Self::RecordingId
            | Self::ReleaseId
            | Self::ArtistId
            | Self::Labels
            | Self::Uri
            | Self::ThumbnailUri
            | Self::Attribute(_) => false,
        }
    }

    fn put_said(&self, value: Value, track: &mut NewTrack) -> Result<(), String> {
        match self {
            Self::Id => match text("id", value)? {
                id if Uuid::parse_str(&id).is_ok() => track.id = Uuid::parse_str(&id).ok(),
                id => track.external_id = Some(id),
            },
            Self::ExternalId => track.external_id = Some(text("external_id", value)?),
            Self::Artist => track.artist = Some(text("artist", value)?),
            Self::Title => track.title = text("title", value)?,
            Self::Album => track.album = Some(text("album", value)?),
            Self::AlbumArtist => track.album_artist = Some(text("album_artist", value)?),
            Self::Genre => track.genre = Some(list(value, "genre")?.join(", ")),
            Self::Year => track.year = Some(year(&text("year", value)?)?),
            Self::TrackNumber => track.track_number = Some(whole("track_number", &text("track_number", value)?)?),
            Self::DiscNumber => track.disc_number = Some(whole("disc_number", &text("disc_number", value)?)?),
            Self::DurationMs => track.duration_ms = Some(rounded("duration_ms", &text("duration_ms", value)?, 1.0)?),
            Self::DurationSeconds => {
                let milliseconds = rounded("duration_seconds", &text("duration_seconds", value)?, 1000.0)?;
                track.duration_ms = track.duration_ms.or(Some(milliseconds));
            }
            Self::Popularity => track.popularity = Some(number("popularity", &text("popularity", value)?)? as f32),
            Self::Isrc => track.isrc = Some(text("isrc", value)?.replace('-', "").to_uppercase()),
            Self::RecordingId => track.musicbrainz_recording_id = Some(uuid("musicbrainz_recording_id", value)?),
            Self::ReleaseId => track.musicbrainz_release_id = Some(uuid("musicbrainz_release_id", value)?),
            Self::ArtistId => track.musicbrainz_artist_id = Some(uuid("musicbrainz_artist_id", value)?),
            Self::Labels => track.labels = list(value, "labels")?.iter().flat_map(|text| split_labels(text)).collect(),
            Self::Uri => track.audio_uri = Some(canonical(text("uri", value)?)?),
            Self::ThumbnailUri => track.thumbnail_uri = Some(canonical(text("thumbnail_uri", value)?)?),
            Self::Attribute(name) => match (name.as_str(), value) {
                ("attributes", Value::Object(attributes)) => track.attributes.extend(attributes),
                (_, Value::String(text)) => {
                    track.attributes.insert(name.clone(), text.trim().into());
                }
                (_, value) => {
                    track.attributes.insert(name.clone(), value);
                }
            },
        }
        Ok(())
    }
}

fn text(field: &str, value: Value) -> Result<String, String> {
    match value {
        Value::String(text) if text.trim().len() == text.len() => Ok(text),
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(format!("{field}: {value:.60} is no text; give one text or number"))
        }
    }
}

fn uuid(field: &str, value: Value) -> Result<Uuid, String> {
    let text = text(field, value)?;
    Uuid::parse_str(&text).map_err(|_| format!("{field}: {text:.60} is no UUID; MusicBrainz's ids all are"))
}

/// One text, or a JSON array of texts.
fn list(value: Value, field: &str) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(|value| text(field, value)).collect(),
        one => Ok(vec![text(field, one)?]),
    }
}

fn split_labels(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';']).map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned)
}

/// A year, also where a whole date is given: 1997-03-25.
fn year(text: &str) -> Result<i32, String> {
    let year = match text.split_once('-') {
        Some((year, _)) if year.len() == 4 => year,
        _ => text,
    };
    whole("year", year)
}

/// A whole number, also where a spreadsheet has made it `1997.0`.
fn whole(field: &str, text: &str) -> Result<i32, String> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    digits.parse().map_err(|_| format!("{field}: {text:.60} is no whole number; give digits only, or leave it empty"))
}

fn number(field: &str, text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| format!("{field}: {text:.60} is no number; write it like 225.5, or leave it empty"))
}

/// Saturates where the number is too large; the catalog then says what is allowed.
fn rounded(field: &str, text: &str, factor: f64) -> Result<i64, String> {
    Ok((number(field, text)? * factor).round() as i64)
}

/// Addresses as `ingest` writes them, so that both know the same object: a path of this machine becomes `file://…`.
fn canonical(uri: String) -> Result<String, String> {
    if !(uri.starts_with('/') || uri.starts_with("file:") || uri.starts_with("s3:")) {
        return Ok(uri);
    }
    ObjectUri::parse(&uri).map(|uri| uri.as_str().to_owned()).map_err(|error| format!("uri: {error}"))
}
