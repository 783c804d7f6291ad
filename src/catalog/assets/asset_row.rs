//! A probe's outcome as the tables take it: tags can say anything, so what they may not hold is left out or cut.

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::asset::{AssetFacts, AssetOutcome, DurationMethod};
use crate::catalog::tracks::{NAME_BYTES, NUMBERS, TITLE_BYTES, YEARS, is_isrc};

const MESSAGE_BYTES: usize = 2_000;
/// The most that `numeric(10, 3)` holds.
const MOST_SECONDS: f64 = 9_999_999.0;

/// One row of what `complete.sql` is given.
#[derive(Debug, Default, serde::Serialize)]
pub(super) struct AssetRow {
    asset_id: Uuid,
    #[serde(with = "time::serde::rfc3339::option")]
    claimed_until: Option<OffsetDateTime>,
    /// For a track not yet known.
    new_id: Uuid,
    error_code: Option<String>,
    error_message: Option<String>,
    mime_type: Option<String>,
    format: Option<String>,
    codec: Option<String>,
    duration_seconds: Option<f64>,
    duration_method: Option<&'static str>,
    channels: Option<i32>,
    sample_rate: Option<i32>,
    bits_per_sample: Option<i32>,
    bitrate: Option<i64>,
    tags: Value,
    probe_bytes_read: i64,
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
}

impl AssetRow {
    pub(super) fn of(outcome: &AssetOutcome) -> Self {
        let row = match &outcome.result {
            Ok(facts) => Self::of_facts(facts),
            Err(failure) => Self {
                error_code: text(&failure.code, MESSAGE_BYTES).or(Some("UNKNOWN".into())),
                error_message: text(&failure.message, MESSAGE_BYTES),
                tags: Value::Object(Default::default()),
                probe_bytes_read: failure.probe_bytes_read.max(0),
                ..Self::default()
            },
        };
        let claimed_until = Some(outcome.claimed_until);
        Self { asset_id: outcome.asset_id, claimed_until, new_id: Uuid::now_v7(), ..row }
    }

    fn of_facts(facts: &AssetFacts) -> Self {
        let name = |value: &Option<String>| value.as_deref().and_then(|value| text(value, NAME_BYTES));
        let track = &facts.track;
        Self {
            mime_type: name(&facts.mime_type),
            format: name(&facts.format),
            codec: name(&facts.codec),
            duration_seconds: facts.duration_seconds.filter(|seconds| (0.0..=MOST_SECONDS).contains(seconds)),
            duration_method: facts.duration_method.map(DurationMethod::as_str),
            channels: facts.channels.filter(|channels| (1..=64).contains(channels)),
            sample_rate: facts.sample_rate.filter(|rate| (1..=100_000_000).contains(rate)),
            bits_per_sample: facts.bits_per_sample.filter(|bits| (1..=64).contains(bits)),
            bitrate: facts.bitrate.filter(|&bitrate| bitrate > 0),
            tags: match without_nul(&facts.tags) {
                tags @ Value::Object(_) => tags,
                _ => Value::Object(Default::default()),
            },
            probe_bytes_read: facts.probe_bytes_read.max(0),
            artist: name(&track.artist),
            title: text(&track.title, TITLE_BYTES).unwrap_or_else(|| "untitled".into()),
            title_from_filename: track.title_from_filename,
            album: name(&track.album),
            album_artist: name(&track.album_artist),
            genre: name(&track.genre),
            year: track.year.filter(|year| YEARS.contains(year)),
            track_number: track.track_number.filter(|number| NUMBERS.contains(number)),
            disc_number: track.disc_number.filter(|number| NUMBERS.contains(number)),
            isrc: track
                .isrc
                .as_deref()
                .map(|isrc| isrc.replace(['-', ' '], "").to_uppercase())
                .filter(|isrc| is_isrc(isrc)),
            musicbrainz_recording_id: track.musicbrainz_recording_id,
            musicbrainz_release_id: track.musicbrainz_release_id,
            musicbrainz_artist_id: track.musicbrainz_artist_id,
            ..Self::default()
        }
    }
}

/// Trimmed, without NUL, cut at a letter's border; `None` if nothing is left.
fn text(value: &str, most: usize) -> Option<String> {
    let clean = value.replace('\0', "");
    let clean = clean.trim();
    let cut = &clean[..clean.floor_char_boundary(most)];
    (!cut.is_empty()).then(|| cut.trim_end().to_owned())
}

fn without_nul(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace('\0', "")),
        Value::Array(items) => items.iter().map(without_nul).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.replace('\0', ""), without_nul(value))).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::assets::asset::TrackFacts;

    #[test]
    fn a_bad_tag_does_not_lose_the_file() {
        let facts = AssetFacts {
            duration_seconds: Some(f64::NAN),
            channels: Some(0),
            tags: serde_json::json!({"comment": ["a\0b"]}),
            track: TrackFacts {
                title: "  \0 ".into(),
                artist: Some("é".repeat(1_000)),
                year: Some(99_999),
                isrc: Some("us-rc1-76-07839".into()),
                ..TrackFacts::default()
            },
            ..AssetFacts::default()
        };
        let row = AssetRow::of(&AssetOutcome {
            asset_id: Uuid::nil(),
            uri: String::new(),
            claimed_until: OffsetDateTime::UNIX_EPOCH,
            result: Ok(facts),
        });
        assert_eq!((row.duration_seconds, row.channels, row.year), (None, None, None));
        assert_eq!(row.title, "untitled");
        assert_eq!(row.artist.map(|artist| artist.len()), Some(NAME_BYTES));
        assert_eq!(row.isrc.as_deref(), Some("USRC17607839"));
        assert_eq!(row.tags, serde_json::json!({"comment": ["ab"]}));
    }
}
