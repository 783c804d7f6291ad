//! What must hold of a track that somebody gives.

use std::fmt;

use super::kind::check_text;
use super::{Field, NewTrack};

const EXTERNAL_ID_BYTES: usize = 500;

/// One value that can't be stored, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, or `row` for the whole of it.
    pub field: &'static str,
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.what)
    }
}

impl NewTrack {
    /// Everything that keeps the track from being stored, not just the first.
    pub fn validate(&self) -> Result<(), Vec<Problem>> {
        let external_id = match self.external_id.as_deref() {
            Some("") => Err("is empty".to_owned()),
            Some(id) => check_text(id, EXTERNAL_ID_BYTES),
            None => Ok(()),
        };
        let fields = Field::given()
            .map(|field| (field.name(), self.get(field).map_or(Ok(()), |value| field.kind().check(value))));
        let checked = std::iter::once(("external_id", external_id)).chain(fields);
        let problems: Vec<_> =
            checked.filter_map(|(field, checked)| Some(Problem { field, what: checked.err()? })).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track::Isrc;

    fn problems(track: NewTrack) -> Vec<String> {
        track.validate().expect_err("the row is bad").iter().map(Problem::to_string).collect()
    }

    #[test]
    fn an_ordinary_row_is_taken() {
        let track = NewTrack {
            artist: Some("Sigur Rós".into()),
            title: "Hoppípolla".into(),
            year: Some(2005),
            isrc: Isrc::parse("GBCNW0500024").ok(),
            audio_uri: Some("s3://bucket/key.flac".into()),
            ..NewTrack::default()
        };
        assert_eq!(track.validate(), Ok(()));
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let track = NewTrack {
            external_id: Some(String::new()),
            title: " ".into(),
            year: Some(99_999),
            duration_ms: Some(-1),
            popularity: Some(f64::NAN),
            audio_uri: Some("music/a.mp3".into()),
            ..NewTrack::default()
        };
        assert_eq!(
            problems(track),
            [
                "external_id: is empty",
                "title: is empty",
                "year: 99999 is not within 1000 to 2100",
                "duration_seconds: -0.001 is not within 0 to 9999999.999",
                "popularity: NaN is not within 0 to 100",
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
