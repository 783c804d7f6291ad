//! What a search answers.

use std::time::Duration;

use uuid::Uuid;

use super::{HitExplanation, QueryExplanation};

/// One found track.
#[derive(Clone, Debug)]
pub struct Hit {
    /// In [0, 1].
    pub score: f32,
    pub track: FoundTrack,
    pub explanation: Option<Box<HitExplanation>>,
}

/// What a hit says of its track, whichever engine found it. Texts are empty where unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundTrack {
    pub id: Uuid,
    pub title: String,
    pub artist: String,
    pub album: String,
    pub album_artist: String,
    pub genre: String,
    pub year: Option<i32>,
    pub duration_ms: Option<u64>,
    pub format: String,
    pub labels: Vec<String>,
    pub popularity: Option<f32>,
    pub isrc: String,
    pub audio_uri: String,
    pub thumbnail_uri: String,
}

/// How many tracks match. Exact up to the number of candidates that are ranked (100), unless a word is so common that it
/// wasn't looked for; else about right, and `exact` says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub value: usize,
    pub exact: bool,
}

/// Which engine answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    Index,
    Postgres,
}

#[derive(Clone, Debug)]
pub struct Response {
    pub hits: Vec<Hit>,
    pub total: Total,
    pub engine: Answered,
    /// The words that were let go because nothing matched them all.
    pub dropped_words: Vec<String>,
    /// The query as it was probably meant, where the best hit took a word of it for another.
    pub did_you_mean: Option<String>,
    pub explanation: Option<Box<QueryExplanation>>,
    pub took: Duration,
}

impl Response {
    /// No hit at all.
    pub fn nothing(engine: Answered) -> Self {
        Self {
            hits: Vec::new(),
            total: Total { value: 0, exact: true },
            engine,
            dropped_words: Vec::new(),
            did_you_mean: None,
            explanation: None,
            took: Duration::ZERO,
        }
    }
}
