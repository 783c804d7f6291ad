//! Searching in the index, one file a step.
//!
//! [`query`] folds what was typed into words; [`spacing`] gives back the spaces that were left out; [`plan`] finds
//! every way to read the words in the vocabulary; `candidates` collects the eighty or so documents that match most of
//! their weight, with [`filter`] applied on the way, for names by [`name_filter`]; [`align`] says which typed word
//! stands where in each; [`score`] adds up what that is worth, by the numbers in [`weights`]; [`name_similarity`]
//! compares the texts of the best; [`rerank`] puts them in order by both; [`collect`] goes through all that match as
//! the best does, ranked or not; [`facets`] counts their values; [`run`] leads through it all, and [`explain`] says why
//! it came out so.

mod align;
mod candidates;
mod collect;
mod explain;
mod facets;
mod filter;
mod intent;
mod name_filter;
mod name_similarity;
mod plan;
mod query;
mod readings;
mod rerank;
mod run;
mod score;
mod spacing;
#[cfg(test)]
mod tests;
mod weights;

pub use collect::{Collector, Count, Direction, Top};
pub use facets::{count_facets, count_matches};
pub use run::{collect_matches, search, search_with};
pub use weights::Weights;
