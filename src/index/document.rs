//! One searchable track as the index knows it.

use uuid::Uuid;

/// Everything a hit shows and a search matches or filters. Stored as it is; its words and filter values are indexed beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub id: Uuid,
    pub title: String,
    /// Empty where unknown, like `album`.
    pub artist: String,
    pub album: String,
    pub album_artist: String,
    /// As catalogued: one text, several genres separated by commas or semicolons.
    pub genre: String,
    pub year: Option<i32>,
    pub duration_ms: Option<u64>,
    /// The container, as `audio` names it (`mp3`, `flac`, …); empty for a track known by metadata only.
    pub format: String,
    pub labels: Vec<String>,
    /// 0 to 100; higher is better known.
    pub popularity: Option<f32>,
    pub isrc: String,
    pub audio_uri: String,
    pub thumbnail_uri: String,
}
