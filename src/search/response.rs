//! What a search answers.

use std::time::Duration;

use super::explanation::{HitExplanation, QueryExplanation};
use crate::track::TrackSummary;

/// One found track.
#[derive(Clone, Debug)]
pub struct Hit {
    /// In [0, 1].
    pub score: f32,
    pub track: TrackSummary,
    pub explanation: Option<Box<HitExplanation>>,
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
