//! What a search answers.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::explanation::{HitExplanation, QueryExplanation};
use crate::track::{FacetCounts, TrackSummary};

/// How good a hit is, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Score(f32);

impl Score {
    /// No hit is better.
    pub const BEST: Self = Self(1.0);

    /// What lies outside counts as the nearer end.
    pub const fn new(score: f32) -> Self {
        Self(score.clamp(0.0, 1.0))
    }

    /// The number, from 0 to 1.
    pub const fn value(self) -> f32 {
        self.0
    }

    /// The lower of two.
    pub const fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One found track.
#[derive(Clone, Debug)]
pub struct Hit {
    pub score: Score,
    pub track: TrackSummary,
    pub explanation: Option<Box<HitExplanation>>,
}

/// How many tracks match: counted, unless that takes long; then `exact` says that it is about right only.
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

/// What was found, best first, and how.
#[derive(Clone, Debug)]
pub struct Response {
    pub hits: Vec<Hit>,
    pub total: Total,
    /// What was counted of each facet, by its name.
    pub facets: Vec<(String, FacetCounts)>,
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
            facets: Vec::new(),
            engine,
            dropped_words: Vec::new(),
            did_you_mean: None,
            explanation: None,
            took: Duration::ZERO,
        }
    }
}
