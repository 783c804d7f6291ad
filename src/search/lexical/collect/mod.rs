//! The exact match set of a query, and what is collected over it: counts, orders by a column. It stands beside the
//! candidates of `candidates`(super::candidates), which are few and those that are worth ranking. Facets and sorting
//! belong here: a [`Collector`] that `collect_matches` shows every match.

mod bits;
mod count;
mod facets;
mod matches;
#[cfg(test)]
mod tests;
mod top;

use tantivy::DocId;

use crate::index::Segment;

pub use count::Count;
pub use facets::Facets;
pub use matches::Matches;
pub use top::{Direction, Top};

/// Sees every matching document of every segment.
pub trait Collector: Send + Sync {
    /// One that has seen nothing yet, for another part of the documents.
    fn fresh(&self) -> Self;

    /// Takes some documents of the segment with this number, in ascending order.
    fn collect(&mut self, number: usize, segment: &Segment, docs: &[DocId]);

    /// Takes what another one has seen, of documents behind its own.
    fn merge(&mut self, other: Self);
}
