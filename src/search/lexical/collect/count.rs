//! How many documents match.

use tantivy::DocId;

use super::Collector;
use crate::index::Segment;

/// The number of matching documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub usize);

impl Collector for Count {
    fn fresh(&self) -> Self {
        Self(0)
    }

    fn collect(&mut self, _number: usize, _segment: &Segment, docs: &[DocId]) {
        self.0 += docs.len();
    }

    fn merge(&mut self, other: Self) {
        self.0 += other.0;
    }
}
