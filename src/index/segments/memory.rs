//! A snapshot without a folder: for trials and tests.

use tantivy::Index;
use tantivy::indexer::NoMergePolicy;

use super::Snapshot;
use crate::index::{Error, Fields};
use crate::track::TrackSummary;

/// Arena while building; a segment that fills it is cut.
const BYTES: usize = 256 << 20;

impl Snapshot {
    /// Of these documents, held in memory; each inner list becomes a segment.
    ///
    /// ```
    /// use needledrop::index::Snapshot;
    /// use needledrop::track::TrackSummary;
    /// let track = TrackSummary { title: "Paper Lanterns".into(), ..TrackSummary::default() };
    /// let snapshot = Snapshot::in_memory([vec![track]])?;
    /// assert_eq!(snapshot.num_docs(), 1);
    /// # Ok::<(), needledrop::index::Error>(())
    /// ```
    pub fn in_memory<Segment>(segments: impl IntoIterator<Item = Segment>) -> Result<Self, Error>
    where
        Segment: IntoIterator<Item = TrackSummary>,
    {
        let (schema, fields) = Fields::build();
        let index = Index::create_in_ram(schema);
        // One thread, so that the same documents make the same segments.
        let mut writer = index.writer_with_num_threads(1, BYTES)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for documents in segments {
            for document in documents {
                writer.add_document(fields.to_tantivy(&document))?;
            }
            writer.commit()?;
        }
        Self::open(&index, fields, None)
    }
}
