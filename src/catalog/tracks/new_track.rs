//! A track as somebody gives it, and what must hold of it. The checks in the tables say the same once more.

use std::fmt;
use std::ops::RangeInclusive;

use serde_json::Value;
use uuid::Uuid;

/// Track metadata from elsewhere. It is known again by `id`, else `external_id`, else `audio_uri`, else artist, title and
/// album. What a row doesn't say stays as it was.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, sqlx::FromRow)]
pub struct NewTrack {
    pub id: Option<Uuid>,
    /// An id that is no UUID.
    pub external_id: Option<String>,
    pub artist: Option<String>,
    pub title: String,
    pub album: Option<String>,
    pub album_artist: Option<String>,
    pub genre: Option<String>,
    pub year: Option<i32>,
    pub track_number: Option<i32>,
    pub disc_number: Option<i32>,
    pub duration_ms: Option<i64>,
    pub popularity: Option<f32>,
    pub isrc: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub musicbrainz_recording_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub musicbrainz_release_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub musicbrainz_artist_id: Option<Uuid>,
    pub labels: Vec<String>,
    #[sqlx(json)]
    pub attributes: serde_json::Map<String, Value>,
    pub audio_uri: Option<String>,
    pub thumbnail_uri: Option<String>,
}

/// One value that can't be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The column.
    pub field: &'static str,
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.what)
    }
}

pub(in crate::catalog) const YEARS: RangeInclusive<i32> = 1000..=2100;
pub(in crate::catalog) const NUMBERS: RangeInclusive<i32> = 0..=99_999;
pub(in crate::catalog) const NAME_BYTES: usize = 1_200;
pub(in crate::catalog) const TITLE_BYTES: usize = 2_000;
const EXTERNAL_ID_BYTES: usize = 500;
pub(in crate::catalog) const URI_BYTES: usize = 4_096;
const LABELS_BYTES: usize = 10_000;
const ATTRIBUTES_BYTES: usize = 90_000;
const SCHEMES: [&str; 5] = ["file://", "s3://", "gs://", "http://", "https://"];

impl NewTrack {
    /// Everything that keeps the row from being taken, not just the first.
    pub fn validate(&self) -> Result<(), Vec<Problem>> {
        let mut found = Problems::default();
        found.text("external_id", self.external_id.as_deref(), EXTERNAL_ID_BYTES);
        found.must("external_id", self.external_id.as_deref() != Some(""), || "is empty".into());
        found.text("title", Some(&self.title), TITLE_BYTES);
        found.must("title", !self.title.trim().is_empty(), || "is empty".into());
        found.text("artist", self.artist.as_deref(), NAME_BYTES);
        found.text("album", self.album.as_deref(), NAME_BYTES);
        found.text("album_artist", self.album_artist.as_deref(), NAME_BYTES);
        found.text("genre", self.genre.as_deref(), NAME_BYTES);
        found.within("year", self.year, YEARS);
        found.within("track_number", self.track_number, NUMBERS);
        found.within("disc_number", self.disc_number, NUMBERS);
        found.within("duration_ms", self.duration_ms, 0..=9_999_999_999);
        found.within("popularity", self.popularity, 0.0..=100.0);
        if let Some(isrc) = &self.isrc {
            found.must("isrc", is_isrc(isrc), || format!("{isrc:.40} is none; expected like USRC17607839"));
        }
        found.uri("audio_uri", self.audio_uri.as_deref());
        found.uri("thumbnail_uri", self.thumbnail_uri.as_deref());
        let labels = self.labels.concat();
        found.text("labels", Some(&labels), LABELS_BYTES);
        let attributes = serde_json::to_string(&self.attributes).unwrap_or_default();
        found.text("attributes", Some(&attributes), ATTRIBUTES_BYTES);
        found.must("attributes", !attributes.contains("\\u0000"), holds_nul);
        if found.0.is_empty() { Ok(()) } else { Err(found.0) }
    }
}

/// Two letters for the country, three signs for the registrant, seven digits.
pub(in crate::catalog) fn is_isrc(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 12
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..5].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes[5..].iter().all(u8::is_ascii_digit)
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn must(&mut self, field: &'static str, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Problem { field, what: what() });
        }
    }

    fn text(&mut self, field: &'static str, text: Option<&str>, most: usize) {
        let Some(text) = text else { return };
        self.must(field, text.len() <= most, || format!("is {} bytes long, at most {most} are allowed", text.len()));
        self.must(field, !text.contains('\0'), holds_nul);
    }

    fn uri(&mut self, field: &'static str, uri: Option<&str>) {
        self.text(field, uri, URI_BYTES);
        let Some(uri) = uri else { return };
        let known = SCHEMES.iter().any(|scheme| uri.len() > scheme.len() && uri.starts_with(scheme));
        self.must(field, known, || format!("{uri:.80} doesn't begin with file://, s3://, gs://, http:// or https://"));
    }

    fn within<T: PartialOrd + fmt::Display>(
        &mut self,
        field: &'static str,
        value: Option<T>,
        range: RangeInclusive<T>,
    ) {
        let Some(value) = value else { return };
        let (least, most) = (range.start(), range.end());
        self.must(field, range.contains(&value), || format!("{value} is not within {least} to {most}"));
    }
}

fn holds_nul() -> String {
    "holds a NUL character, which PostgreSQL can't store".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(track: NewTrack) -> Vec<String> {
        track.validate().expect_err("the row is bad").iter().map(Problem::to_string).collect()
    }

    #[test]
    fn an_ordinary_row_is_taken() {
        let track = NewTrack {
            artist: Some("Sigur Rós".into()),
            title: "Hoppípolla".into(),
            year: Some(2005),
            isrc: Some("GBCNW0500024".into()),
            audio_uri: Some("s3://bucket/key.flac".into()),
            ..NewTrack::default()
        };
        assert_eq!(track.validate(), Ok(()));
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let track = NewTrack {
            title: " ".into(),
            year: Some(99_999),
            duration_ms: Some(-1),
            popularity: Some(f32::NAN),
            isrc: Some("x".into()),
            audio_uri: Some("music/a.mp3".into()),
            ..NewTrack::default()
        };
        assert_eq!(
            problems(track),
            [
                "title: is empty",
                "year: 99999 is not within 1000 to 2100",
                "duration_ms: -1 is not within 0 to 9999999999",
                "popularity: NaN is not within 0 to 100",
                "isrc: x is none; expected like USRC17607839",
                "audio_uri: music/a.mp3 doesn't begin with file://, s3://, gs://, http:// or https://",
            ]
        );
    }

    #[test]
    fn what_postgresql_cannot_store_is_said() {
        let nul = NewTrack { title: "a\0b".into(), ..NewTrack::default() };
        assert_eq!(problems(nul), ["title: holds a NUL character, which PostgreSQL can't store"]);
        let deep = NewTrack {
            title: "a".into(),
            attributes: [("mood".to_owned(), serde_json::json!(["\0"]))].into_iter().collect(),
            ..NewTrack::default()
        };
        assert_eq!(problems(deep), ["attributes: holds a NUL character, which PostgreSQL can't store"]);
        let long = NewTrack { title: "a".into(), artist: Some("é".repeat(5_000)), ..NewTrack::default() };
        assert_eq!(problems(long), ["artist: is 10000 bytes long, at most 1200 are allowed"]);
    }
}
