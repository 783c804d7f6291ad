//! What a search asks.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use crate::text::language::Aliases;
use crate::track::{Conditions, Facet, LibraryId};

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
    /// What is counted of all that matches.
    pub facets: Vec<Facet>,
    /// Whether the total is counted, however many there are.
    pub count_exact: bool,
    pub engine: Engine,
    /// Whether the answer shall say why it is as it is.
    pub explain: bool,
}

/// Filters from the names and values of the API's parameters; says which of them it can't understand.
pub fn filters_named(named: &BTreeMap<String, String>) -> Result<Conditions, String> {
    let parameters = named.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Conditions::of_parameters(parameters)
        .map_err(|(name, text, expected)| format!("filter {name}: {text} is not {expected}"))
}
