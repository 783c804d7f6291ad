//! A request → plan → candidates → ranking → hits, from the index, or from the catalog when the index can't serve.
//!
//! The life of a search in the index, one file a step: [`query`] folds what was typed into words; [`spacing`] gives
//! back the spaces that were left out; [`plan`] finds every way to read the words in the vocabulary; [`gather`] collects
//! the few hundred documents that match most of their weight, with [`filter`] applied on the way, for names by [`standing`];
//! [`align`] says which typed word stands where in each; [`score`] adds up what that is worth, by the numbers in
//! [`weights`]; [`likeness`] takes a last look at the texts of the best; [`from_index`] leads through it all, and
//! [`explain`] says why it came out so.

mod align;
pub mod bounds;
mod explain;
mod filter;
mod from_catalog;
mod from_index;
mod gather;
mod likeness;
mod plan;
mod query;
mod request;
mod response;
mod score;
mod searcher;
mod spacing;
mod standing;
#[cfg(test)]
mod tests;
mod weights;

pub use explain::{HitExplanation, QueryExplanation};
pub use from_catalog::search as search_catalog;
pub use from_index::{search as search_snapshot, search_with};
pub use request::{Engine, Filters, Request};
pub use response::{Answered, FoundTrack, Hit, Response, Total};
pub use searcher::{Error, Searcher};
pub use weights::Weights;
