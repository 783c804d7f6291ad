//! Searching in PostgreSQL itself: words first, then trigrams. Answers while the index can't serve.

use std::ops::RangeInclusive;

use super::{Catalog, Error, Track};

/// What is searched. Texts are compared folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackQuery {
    pub q: String,
    pub limit: usize,
    pub offset: usize,
    /// Every word of it must stand in the artist; likewise `title` and `album`.
    pub artist: Option<String>,
    pub title: Option<String>,
    pub album: Option<String>,
    /// One of the track's genres, as a whole.
    pub genre: Option<String>,
    pub label: Option<String>,
    pub format: Option<String>,
    pub year: Option<RangeInclusive<i32>>,
    pub duration_ms: Option<RangeInclusive<u64>>,
}

/// Tracks with their score in [0, 1], best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub rows: Vec<(Track, f32)>,
    /// How many tracks match.
    pub total: i64,
    /// Otherwise there are more.
    pub exact: bool,
}

impl Catalog {
    pub async fn search(&self, _query: &TrackQuery) -> Result<Found, Error> {
        todo!()
    }
}
