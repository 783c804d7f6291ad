//! A request → plan → candidates → ranking → hits, from the index, or from the catalog when the index can't serve.

pub mod bounds;
mod engine;
mod lexical;
mod postgres;
mod request;
mod response;

pub use engine::{Error, Searcher};
pub use lexical::{Collector, Count, Direction, Top, collect_matches};
pub use lexical::{HitExplanation, QueryExplanation, Weights, search as search_snapshot, search_with};
pub use postgres::search as search_catalog;
pub use request::{Engine, Filters, Request};
pub use response::{Answered, FoundTrack, Hit, Response, Total};
