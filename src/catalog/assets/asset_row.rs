//! A probe's outcome as the tables take it: tags can say anything, so what they may not hold is left out or cut.

use serde_json::Value;
use time::OffsetDateTime;

use super::asset::{AssetFacts, AssetOutcome, DurationMethod};
use crate::catalog::tracks::columns::TaggedRecord;
use crate::track::{AssetId, Field, TagFields, TrackId, Value as FieldValue};

const MESSAGE_BYTES: usize = 2_000;
const NAME_BYTES: usize = 1_200;
/// The most that `numeric(10, 3)` holds.
const MOST_SECONDS: f64 = 9_999_999.0;

/// One row of what `complete.sql` is given.
#[derive(Debug, Default, serde::Serialize)]
pub(super) struct AssetRow {
    asset_id: AssetId,
    #[serde(with = "time::serde::rfc3339::option")]
    claimed_until: Option<OffsetDateTime>,
    /// For a track not yet known.
    new_id: TrackId,
    error_code: Option<String>,
    error_message: Option<String>,
    error_cause: Option<&'static str>,
    prober_version: i32,
    mime_type: Option<String>,
    format: Option<String>,
    codec: Option<String>,
    duration_seconds: Option<f64>,
    duration_method: Option<&'static str>,
    channels: Option<i32>,
    sample_rate: Option<i32>,
    bits_per_sample: Option<i32>,
    bitrate: Option<i64>,
    audio_size_bytes: Option<i64>,
    audio_begin: Option<i64>,
    /// In hexadecimal.
    audio_sha256: Option<String>,
    tags: Value,
    artwork: Value,
    chapters: Value,
    warnings: Vec<&'static str>,
    probe_bytes_read: i64,
    guessed: Vec<&'static str>,
    #[serde(flatten, serialize_with = "as_record")]
    tagged: TagFields,
}

impl AssetRow {
    pub(super) fn of(outcome: &AssetOutcome) -> Self {
        let row = match &outcome.result {
            Ok(facts) => Self::of_facts(facts),
            Err(failure) => Self {
                error_code: text(&failure.code, MESSAGE_BYTES).or(Some("UNKNOWN".into())),
                error_message: text(&failure.message, MESSAGE_BYTES),
                error_cause: Some(failure.cause.as_str()),
                tags: Value::Object(Default::default()),
                probe_bytes_read: failure.probe_bytes_read.max(0),
                ..Self::default()
            },
        };
        let claimed_until = Some(outcome.claimed_until);
        let prober_version = outcome.prober_version;
        Self { asset_id: outcome.asset_id, claimed_until, prober_version, new_id: TrackId::now(), ..row }
    }

    fn of_facts(facts: &AssetFacts) -> Self {
        let name = |value: &Option<String>| value.as_deref().and_then(|value| text(value, NAME_BYTES));
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
            audio_size_bytes: facts.audio_size_bytes.filter(|&bytes| bytes >= 0),
            audio_begin: facts.audio_begin,
            audio_sha256: facts.audio_sha256.clone(),
            tags: match without_nul(&facts.tags) {
                tags @ Value::Object(_) => tags,
                _ => Value::Object(Default::default()),
            },
            artwork: without_nul(&facts.artwork),
            chapters: without_nul(&facts.chapters),
            warnings: facts.warnings.clone(),
            probe_bytes_read: facts.probe_bytes_read.max(0),
            guessed: facts.guessed.clone(),
            tagged: with_title(&facts.tagged),
            ..Self::default()
        }
    }
}

fn as_record<S: serde::Serializer>(tagged: &TagFields, serializer: S) -> Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&TaggedRecord(tagged), serializer)
}

/// A track has a title, whatever its file says.
fn with_title(tagged: &TagFields) -> TagFields {
    let title = tagged.title.clone().and_then(|title| Field::Title.kind().fit(FieldValue::Text(title)));
    let mut tagged = tagged.clone();
    tagged.put(Field::Title, title.or_else(|| Some(FieldValue::Text("untitled".into()))));
    tagged
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
    use crate::track::AssetUri;

    #[test]
    fn a_bad_tag_does_not_lose_the_file() {
        let facts = AssetFacts {
            duration_seconds: Some(f64::NAN),
            channels: Some(0),
            tags: serde_json::json!({"comment": ["a\0b"]}),
            tagged: TagFields {
                title: Some("  \0 ".into()),
                artist: Some("é".repeat(1_000)),
                year: Some(99_999),
                ..TagFields::default()
            },
            ..AssetFacts::default()
        };
        let row = AssetRow::of(&AssetOutcome {
            asset_id: AssetId::LEAST,
            uri: AssetUri::new(String::new()).unwrap(),
            claimed_until: OffsetDateTime::UNIX_EPOCH,
            prober_version: 1,
            result: Ok(facts),
        });
        let row = serde_json::to_value(row).unwrap();
        assert_eq!((&row["duration_seconds"], &row["channels"], row.get("year")), (&Value::Null, &Value::Null, None));
        assert_eq!(row["title"], "untitled");
        assert_eq!(row["artist"].as_str().map(str::len), Some(NAME_BYTES));
        assert_eq!(row["tags"], serde_json::json!({"comment": ["ab"]}));
    }
}
