//! A row to import, and what must hold of it. The checks in the tables say the same once more.

use std::fmt;

use uuid::Uuid;

/// Track metadata from elsewhere. It is known again by `id`, else `external_id`, else `audio_uri`, else artist, title and album.
#[derive(Clone, Debug, Default, PartialEq)]
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
    pub labels: Vec<String>,
    pub attributes: serde_json::Map<String, serde_json::Value>,
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
