//! How the index on disk stands to the catalog, without touching either.

use std::path::Path;

use super::Error;
use super::sides::Sides;
use super::watch::miscounted;
use crate::catalog::{Catalog, FeedStatus, View};
use crate::cpu::Cpu;

/// An index that can be served.
#[derive(Clone, Debug)]
pub struct Inspection {
    pub generation: u64,
    pub docs: u64,
    /// What the catalog has recorded and the index has not taken in.
    pub behind: FeedStatus,
    /// That the numbers of tracks differ by more than what is on its way, in words.
    pub miscounted: Option<String>,
}

/// Opens the index as a server would; the error says why it can't be served.
pub async fn inspect(catalog: Catalog, index_root: &Path, cpu: Cpu) -> Result<Inspection, Error> {
    Sides::at_work(catalog, index_root, cpu, |sides| {
        let (generation, seen) = sides.usable_generation()?;
        generation.check()?;
        let snapshot = generation.snapshot(None)?;
        let (source, docs) = (&sides.source, snapshot.num_docs());
        let counted = source.ask(source.catalog.count_with_unseen(&seen))?;
        let miscounted = counted.and_then(|(tracks, unseen)| miscounted(tracks, docs, unseen));
        let behind = source.ask(source.catalog.feed_status(&View::ever(seen)))?;
        Ok(Inspection { generation: generation.number(), docs, behind, miscounted })
    })
    .await
}
