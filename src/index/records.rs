//! The stored documents of a snapshot, all of them or those with an id: for comparing, not for searching.

use tantivy::index::SegmentReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};
use uuid::Uuid;

use super::{Document, Error, Snapshot};

impl Snapshot {
    /// Goes through every document of one segment, in the order in which they lie.
    pub fn for_each_document(&self, segment: &SegmentReader, mut visit: impl FnMut(Document)) -> Result<(), Error> {
        // Blocks are read once, one after the other: nothing to cache.
        let store = segment.get_store_reader(0)?;
        for document in store.iter::<Document>(segment.alive_bitset()) {
            visit(document?);
        }
        Ok(())
    }

    /// Every document with this id: one or none, unless something is wrong.
    pub fn documents_of(&self, id: Uuid) -> Result<Vec<Document>, Error> {
        let term = self.fields().id_term(id);
        let mut found = Vec::new();
        for (ordinal, segment) in self.searcher().segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field())?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    found.push(self.document(ordinal, postings.doc())?);
                }
                postings.advance();
            }
        }
        Ok(found)
    }
}
