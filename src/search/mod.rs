//! A request → an engine → hits. The index plans, gathers and ranks; PostgreSQL answers when it can't.

mod aliases;
pub mod bounds;
mod engine;
mod error;
pub mod explanation;
mod index;
mod lexical;
mod postgres;
mod request;
mod response;
mod searcher;

pub use aliases::AliasBook;
pub use engine::SearchEngine;
pub use error::Error;
pub use lexical::{Collector, Count, Direction, Top, collect_matches, count_facets};
pub use lexical::{Weights, search as search_snapshot, search_with};
pub use postgres::search as search_catalog;
pub use request::{ENGINES_EXPECTED, Engine, Request, filters_named};
pub use response::{Answered, Hit, Response, Score, Total};
pub use searcher::Searcher;
