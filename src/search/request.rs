//! What a search asks.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::bounds;

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
    /// Every word of it must stand in the artist, written together or apart; likewise `title` and `album`.
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

    /// From names and values as the API has them; says which of them it can't understand.
    pub fn named(named: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut filters = Self::default();
        for (name, value) in named {
            let (text, range) = (Some(value.clone()), |expected| format!("filter {name}: {value} is not {expected}"));
            match name.as_str() {
                "artist" => filters.artist = text,
                "title" => filters.title = text,
                "album" => filters.album = text,
                "genre" => filters.genre = text,
                "format" => filters.format = text,
                "label" => filters.label = text,
                "year" => filters.year = Some(bounds::years(value).ok_or_else(|| range(bounds::YEARS_EXPECTED))?),
                "duration" => {
                    let asked = bounds::durations_ms(value).ok_or_else(|| range(bounds::DURATIONS_EXPECTED))?;
                    filters.duration_ms = Some(asked);
                }
                other => return Err(format!("there is no filter {other}")),
            }
        }
        Ok(filters)
    }
}
