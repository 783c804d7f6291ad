//! What a search asks.

use std::ops::RangeInclusive;

/// Which engine shall answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The index if it can serve, else PostgreSQL.
    #[default]
    Auto,
    Index,
    Postgres,
}

/// One search. `limit` and `offset` are already within their bounds (limit 1..=100, offset + limit ≤ 1,000).
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub q: String,
    pub limit: usize,
    pub offset: usize,
    pub filters: Filters,
    pub engine: Engine,
    /// Whether the answer shall say why it is as it is.
    pub explain: bool,
}

/// What a hit must be, whatever the words match. Texts are compared folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Every word of it must stand in the artist; likewise `title` and `album`.
    pub artist: Option<String>,
    pub title: Option<String>,
    pub album: Option<String>,
    /// One of the track's genres, as a whole.
    pub genre: Option<String>,
    pub year: Option<RangeInclusive<i32>>,
    /// In milliseconds.
    pub duration_ms: Option<RangeInclusive<u64>>,
    /// The container (`mp3`, `flac`, …).
    pub format: Option<String>,
    pub label: Option<String>,
}

impl Filters {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
