//! What a search asks.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use crate::text::language::Aliases;
use crate::track::{Condition, Conditions, Field, LibraryId};

/// What engines there are.
pub const ENGINES_EXPECTED: &str = "auto, index or postgres";

/// Which engine shall answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The index if it can serve, else PostgreSQL.
    #[default]
    Auto,
    Index,
    Postgres,
}

impl FromStr for Engine {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "index" => Ok(Self::Index),
            "postgres" => Ok(Self::Postgres),
            _ => Err(ENGINES_EXPECTED),
        }
    }
}

/// One search. `limit` and `offset` are already within their bounds (limit 1..=100, offset + limit ≤ 1,000).
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub q: String,
    pub limit: usize,
    pub offset: usize,
    /// Whose tracks are searched; nothing of any other library shows in the answer.
    pub library: LibraryId,
    /// What that library calls things otherwise, if it does: a [`Searcher`](super::Searcher) may know.
    pub aliases: Option<Arc<Aliases>>,
    /// What a hit must be, whatever the words match.
    pub filters: Conditions,
    pub engine: Engine,
    /// Whether the answer shall say why it is as it is.
    pub explain: bool,
}

/// Filters from the names and values of the API's parameters; says which of them it can't understand.
pub fn filters_named(named: &BTreeMap<String, String>) -> Result<Conditions, String> {
    let read = |(name, value): (&String, &String)| {
        let (field, path) = Condition::named(name).ok_or_else(|| format!("there is no filter {name}"))?;
        let condition = match field {
            Field::Attributes => Condition::of_attribute(path, value),
            field => Condition::parse(field, value),
        };
        Ok((field, condition.map_err(|expected| format!("filter {name}: {value} is not {expected}"))?))
    };
    named.iter().map(read).collect()
}
