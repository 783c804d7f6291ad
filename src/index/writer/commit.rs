//! Writing one generation: documents in, documents out, commits that carry the position they have reached.

use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tantivy::indexer::{IndexWriterOptions, NoMergePolicy, PreparedCommit};
use tantivy::{Index, IndexWriter};

use super::merges::TieredMergePolicy;
use crate::failpoint;
use crate::index::directory::Directory;
use crate::index::{Error, Fields};
use crate::track::{TrackId, TrackSummary};

/// What a writer is going to do, which decides its threads, memory and merges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// Fills a fresh generation as fast as it can.
    Build { threads: usize },
    /// Takes over small changes, again and again, beside searches.
    Follow,
}

/// Arena of each thread while building: 250 to 400 thousand tracks a segment; the process takes about twice as much.
const BUILD_BYTES: usize = 256 << 20;
/// Of all threads together, however many cores there are.
const MOST_BUILD_BYTES: usize = 1 << 30;
/// More only make the segments smaller.
const MOST_BUILD_THREADS: usize = 8;
const FOLLOW_BYTES: usize = 48 << 20;

/// The only writer of a generation.
pub struct Writer {
    place: Directory,
    inner: IndexWriter,
    fields: Fields,
    merges: TieredMergePolicy,
}

impl Writer {
    pub(in crate::index) fn open(
        index: &Index,
        fields: Fields,
        place: Directory,
        workload: Workload,
    ) -> Result<Self, Error> {
        let (threads, bytes) = match workload {
            Workload::Build { threads } => {
                let threads = threads.clamp(1, MOST_BUILD_THREADS);
                (threads, BUILD_BYTES.min(MOST_BUILD_BYTES / threads))
            }
            Workload::Follow => (1, FOLLOW_BYTES),
        };
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(bytes)
            .num_merge_threads(1)
            .build();
        let inner: IndexWriter = index.writer_with_options(options)?;
        let merges = TieredMergePolicy::new(index, place.clone());
        inner.set_merge_policy(match workload {
            Workload::Build { .. } => Box::new(NoMergePolicy),
            Workload::Follow => Box::new(merges.clone()),
        });
        // The first operation gets the number of the last commit from tantivy. Were it a delete, a merge that begins
        // before the next commit could take it for done and bring the document back; so it is nothing at all.
        inner.run([])?;
        Ok(Self { place, inner, fields, merges })
    }

    /// Adds a document that has no earlier version in this generation. May be called from several threads.
    pub fn add(&self, document: &TrackSummary) -> Result<(), Error> {
        self.inner.add_document(self.fields.to_tantivy(document))?;
        Ok(())
    }

    /// Adds a document in place of its earlier version, if there is one.
    pub fn upsert(&self, document: &TrackSummary) -> Result<(), Error> {
        self.delete(document.id);
        self.add(document)
    }

    /// Deletes the document of a track, if there is one, with the next commit.
    pub fn delete(&self, id: TrackId) {
        self.inner.delete_term(self.fields.id_term(id));
    }

    /// Makes everything so far durable and visible to new snapshots, together with the position it has reached.
    pub fn commit(&mut self, position: &str) -> Result<(), Error> {
        self.prepare()?.commit(position)
    }

    /// The longer part of a commit, after which everything so far is on disk, but nothing says so.
    pub fn prepare(&mut self) -> Result<Prepared<'_>, Error> {
        self.prepare_for(false)
    }

    fn prepare_for(&mut self, is_at_rest: bool) -> Result<Prepared<'_>, Error> {
        self.merges.rest(is_at_rest);
        Ok(Prepared { place: &self.place, inner: self.inner.prepare_commit()? })
    }

    /// Begins the merges that a stream of commits has no time for, until the next one. `position` is still that of the
    /// last.
    pub fn rest(&mut self, position: &str) -> Result<(), Error> {
        if self.merges.have_use_for_rest()? {
            // tantivy looks for merges after a commit, also of nothing.
            self.prepare_for(true)?.commit(position)?;
        }
        Ok(())
    }

    /// Lets running merges end, but waits no longer than `patience`: an unfinished one is lost without harm.
    /// What was not committed is lost as well.
    pub fn close(self, patience: Duration) {
        let (done, finished) = mpsc::channel();
        // A thread of its own, because tantivy's wait has no end that one could set.
        thread::spawn(move || {
            let _ = self.inner.wait_merging_threads();
            let _ = done.send(());
        });
        let _ = finished.recv_timeout(patience);
    }
}

/// A commit that only has to be said. Dropped, it is none.
pub struct Prepared<'a> {
    place: &'a Directory,
    inner: PreparedCommit<'a>,
}

impl Prepared<'_> {
    /// Ends the commit, with the position it has reached.
    pub fn commit(mut self, position: &str) -> Result<(), Error> {
        // Nothing of this commit belongs into another directory that has the name now.
        if !self.place.is_kept() {
            return Err(Error::io(self.place.path())(io::ErrorKind::NotFound.into()));
        }
        self.inner.set_payload(position);
        failpoint::reach("commit.prepared");
        self.inner.commit()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Draft, Generations};

    fn draft() -> (tempfile::TempDir, Draft) {
        let root = tempfile::tempdir().unwrap();
        let draft = Generations::open(root.path()).unwrap().begin("here").unwrap();
        (root, draft)
    }

    fn document(id: u128, title: &str) -> TrackSummary {
        TrackSummary { id: TrackId::from_u128(id), title: title.into(), ..Default::default() }
    }

    /// Writes so many documents, each in a commit with its number as the position.
    fn commit_one_by_one(writer: &mut Writer, count: u128) {
        for id in 0..count {
            writer.upsert(&document(id, "some")).unwrap();
            writer.commit(&format!("{id}:1")).unwrap();
        }
    }

    #[test]
    fn the_last_version_of_a_document_is_the_only_one() {
        let (_root, draft) = draft();
        let mut writer = draft.generation().writer(Workload::Build { threads: 2 }).unwrap();
        for version in 0..100 {
            writer.upsert(&document(1, &version.to_string())).unwrap();
            writer.upsert(&document(version + 1, "other")).unwrap();
        }
        writer.delete(TrackId::from_u128(2));
        writer.commit("1:1").unwrap();
        assert_eq!(draft.generation().snapshot(None).unwrap().num_docs(), 99);
    }

    #[test]
    fn what_was_not_committed_is_gone_and_the_position_with_it() {
        let (_root, draft) = draft();
        let mut writer = draft.generation().writer(Workload::Follow).unwrap();
        writer.upsert(&document(1, "one")).unwrap();
        writer.commit("1:1").unwrap();
        writer.upsert(&document(2, "two")).unwrap();
        drop(writer);
        let snapshot = draft.generation().snapshot(None).unwrap();
        assert_eq!((snapshot.num_docs(), snapshot.position()), (1, "1:1"));
    }

    #[test]
    fn the_first_delete_of_a_writer_is_not_lost_in_a_merge_that_began_before_its_commit() {
        let (_root, draft) = draft();
        let mut writer = draft.generation().writer(Workload::Build { threads: 1 }).unwrap();
        (0..3).for_each(|id| writer.add(&document(id, "old")).unwrap());
        writer.commit("1:1").unwrap();
        let older = writer.inner.index().searchable_segment_ids().unwrap();
        writer.add(&document(10, "new")).unwrap();
        writer.delete(TrackId::from_u128(0));
        writer.commit("2:1").unwrap();
        let mut order = writer.inner.index().searchable_segment_ids().unwrap();
        order.sort_by_key(|id| older.contains(id));
        drop(writer);
        let mut writer = draft.generation().writer(Workload::Build { threads: 1 }).unwrap();
        writer.delete(TrackId::from_u128(1));
        writer.inner.merge(&order).wait().unwrap();
        writer.commit("3:1").unwrap();
        assert_eq!(draft.generation().snapshot(None).unwrap().num_docs(), 2);
    }

    #[test]
    fn a_merge_keeps_the_position() {
        let (_root, draft) = draft();
        let mut writer = draft.generation().writer(Workload::Follow).unwrap();
        commit_one_by_one(&mut writer, 20);
        writer.close(Duration::from_secs(60));
        let snapshot = draft.generation().snapshot(None).unwrap();
        assert_eq!((snapshot.num_docs(), snapshot.position()), (20, "19:1"));
        assert!(snapshot.searcher().segment_readers().len() < 8);
    }

    #[test]
    fn a_rest_leaves_one_segment_and_keeps_the_position() {
        let (_root, draft) = draft();
        let mut writer = draft.generation().writer(Workload::Follow).unwrap();
        commit_one_by_one(&mut writer, 3);
        let snapshot = draft.generation().snapshot(None).unwrap();
        assert_eq!(snapshot.segments().len(), 3);
        writer.rest("2:1").unwrap();
        writer.close(Duration::from_secs(60));
        assert!(!draft.generation().is_newest(&snapshot).unwrap());
        let snapshot = draft.generation().snapshot(None).unwrap();
        assert!(draft.generation().is_newest(&snapshot).unwrap());
        assert_eq!((snapshot.segments().len(), snapshot.num_docs(), snapshot.position()), (1, 3, "2:1"));
    }

    #[test]
    fn what_changes_while_a_rest_is_used_has_changed_afterwards() {
        let (_root, draft) = draft();
        let mut writer = draft.generation().writer(Workload::Follow).unwrap();
        for id in 0..900 {
            writer.upsert(&document(id, "some")).unwrap();
            if id % 300 == 299 {
                writer.commit(&format!("{id}:1")).unwrap();
            }
        }
        writer.rest("899:1").unwrap();
        (0..300).for_each(|id| writer.delete(TrackId::from_u128(id)));
        (500..1000).for_each(|id| writer.upsert(&document(id, "other")).unwrap());
        writer.commit("1000:1").unwrap();
        writer.close(Duration::from_secs(60));
        let snapshot = draft.generation().snapshot(None).unwrap();
        assert_eq!((snapshot.num_docs(), snapshot.position()), (700, "1000:1"));
        let with = |word| snapshot.look_up(word).documents;
        assert_eq!((with("some"), with("other")), (200, 500));
    }

    #[test]
    fn a_merge_of_a_damaged_file_is_the_end_of_the_generation() {
        for is_damaged in [false, true] {
            let (_root, draft) = draft();
            let mut writer = draft.generation().writer(Workload::Follow).unwrap();
            let stores = || {
                let files = std::fs::read_dir(draft.generation().path()).unwrap().map(|file| file.unwrap().path());
                files.filter(|file| file.extension().is_some_and(|extension| extension == "store")).collect::<Vec<_>>()
            };
            for id in 0..4 {
                writer.upsert(&document(id, "some")).unwrap();
                if id == 3 && is_damaged {
                    let store = &stores()[0];
                    let mut bytes = std::fs::read(store).unwrap();
                    bytes[10] ^= 1;
                    std::fs::write(store, bytes).unwrap();
                }
                writer.commit("1:1").unwrap();
            }
            writer.close(Duration::from_secs(60));
            assert_eq!((stores().len(), draft.generation().is_given_up()), (1, is_damaged));
        }
    }

    #[test]
    fn a_second_writer_is_told_that_there_is_one() {
        let (_root, draft) = draft();
        let _first = draft.generation().writer(Workload::Follow).unwrap();
        let second = draft.generation().writer(Workload::Follow);
        assert!(matches!(second, Err(Error::WriterBusy { .. })));
    }
}
