//! Writing tracks known by their metadata: in bulk, again and again with the same result.

use super::{Catalog, Error, NewTrack, Problem};

/// What became of the rows given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub inserted: u64,
    pub updated: u64,
    /// Rows the catalog already had, word for word; they are not written, and no change is recorded.
    pub unchanged: u64,
    /// Rows that can't be taken. All others were.
    pub rejected: Vec<Rejected>,
}

/// A row that can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the slice given, from 0.
    pub index: usize,
    pub problems: Vec<Problem>,
}

impl Catalog {
    /// Writes the rows in one transaction. Rows that can't be taken are left out and said.
    pub async fn import_tracks(&self, _tracks: &[NewTrack]) -> Result<Imported, Error> {
        todo!()
    }
}
