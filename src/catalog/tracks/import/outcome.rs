//! What became of rows that were given to be written.

use crate::track::{Problem, TrackId};

/// What became of the rows given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub inserted: u64,
    pub updated: u64,
    /// Rows the catalog already had, word for word; they are not written, and no change is recorded.
    pub unchanged: u64,
    /// Rows that are rejected, by index. All others are written.
    pub rejected: Vec<Rejected>,
    /// The track that the first row taken is now.
    pub first: Option<TrackId>,
}

impl Imported {
    /// Both together; what is rejected, in no order.
    pub(in crate::catalog::tracks) fn with(mut self, other: Self) -> Self {
        let Self { inserted, updated, unchanged, rejected, first } = other;
        self.inserted += inserted;
        self.updated += updated;
        self.unchanged += unchanged;
        self.rejected.extend(rejected);
        self.first = self.first.or(first);
        self
    }
}

/// A rejected row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the slice given, from 0.
    pub index: usize,
    pub problems: Vec<Problem>,
    /// It would do, if another track had not what only one can have.
    pub is_taken: bool,
}

impl Rejected {
    pub(super) fn new(index: usize, field: &'static str, what: impl Into<String>) -> Self {
        Self { index, problems: vec![Problem { field, what: what.into() }], is_taken: false }
    }
}
