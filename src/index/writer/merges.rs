//! Which segments are merged while the index follows the catalog: equals with equals, so that a stream of small commits
//! costs every document a few rewrites; and whatever is worth it once the catalog rests, so that searches go through
//! few segments. What was merged is compared with its checksums: a damaged file would be copied into a new one whose
//! checksum is right.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::Index;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{MergeCandidate, MergePolicy};

use crate::index::directory::Directory;

/// The segments of one tier have fewer documents than this many times the tier below, and so many of them become one.
const FACTOR: usize = 4;
/// All smaller ones are of the lowest tier.
const SMALLEST: u32 = 256;
/// At rest a segment of no more is merged with any smaller one: that costs next to nothing.
const FEW: u64 = 4096;
/// With a larger share of deleted documents a segment is written anew, by itself if need be.
const MOST_DELETED: f32 = 0.3;

/// tantivy's own policy groups by the ratio to the largest of a group, so that a segment is rewritten again and again
/// with those of a tenth of its size: half a core at 500 changes a second.
#[derive(Clone)]
pub struct TieredMergePolicy {
    index: Index,
    place: Directory,
    under_way: Arc<Mutex<Vec<Merge>>>,
    is_at_rest: Arc<AtomicBool>,
}

/// What was proposed and may have been merged by now.
struct Merge {
    /// As long as they are held here, their files stay.
    segments: Vec<SegmentMeta>,
    files: Vec<PathBuf>,
}

impl TieredMergePolicy {
    pub fn new(index: &Index, place: Directory) -> Self {
        Self { index: index.clone(), place, under_way: Arc::default(), is_at_rest: Arc::default() }
    }

    /// Whether merges are looked for as at rest, from now on.
    pub fn rest(&self, is_at_rest: bool) {
        self.is_at_rest.store(is_at_rest, Ordering::Relaxed);
    }

    /// Whether a rest would be used for a merge, and none is under way.
    pub fn have_use_for_rest(&self) -> tantivy::Result<bool> {
        let segments = self.index.searchable_segment_metas()?;
        let mut merges = self.under_way();
        self.check_merged(&mut merges);
        Ok(merges.is_empty() && at_rest(&sizes(&segments)).is_some())
    }

    fn under_way(&self) -> MutexGuard<'_, Vec<Merge>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at what has been merged since. Where a file was damaged, the generation is given up for good: what was
    /// made of it can't be told from what is sound.
    fn check_merged(&self, merges: &mut Vec<Merge>) {
        if merges.is_empty() {
            return;
        }
        let Ok(living) = self.index.searchable_segment_ids() else { return };
        let ended = merges.extract_if(.., |merge| !merge.segments.iter().any(|segment| living.contains(&segment.id())));
        let directory = self.index.directory();
        // What can't be read, or is gone, was not merged either, or is found when the index is opened next.
        let damaged =
            ended.flat_map(|merge| merge.files).find(|file| matches!(directory.validate_checksum(file), Ok(false)));
        if let Some(file) = damaged {
            tracing::warn!(file = %file.display(), "a damaged file was merged; the index is given up");
            self.place.give_up();
        }
    }

    fn note(&self, merges: &mut Vec<Merge>, segments: Vec<SegmentMeta>) {
        let is_of = |file: &PathBuf, id: SegmentId| file.to_string_lossy().starts_with(&id.uuid_string());
        let Ok(metas) = self.index.load_metas() else { return };
        let files = metas.list_segment_files().into_iter();
        let files = files.filter(|file| segments.iter().any(|segment| is_of(file, segment.id()))).collect();
        merges.push(Merge { segments, files });
    }
}

impl std::fmt::Debug for TieredMergePolicy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TieredMergePolicy")
    }
}

impl MergePolicy for TieredMergePolicy {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let mut merges = self.under_way();
        self.check_merged(&mut merges);
        // A merge whose segments can be merged was cancelled.
        merges.retain(|merge| !merge.segments.iter().any(|old| segments.iter().any(|s| s.id() == old.id())));
        let sizes = sizes(segments);
        let groups = match self.is_at_rest.load(Ordering::Relaxed) {
            true => at_rest(&sizes).into_iter().collect(),
            false => groups(&sizes),
        };
        let mut candidates = Vec::new();
        for group in groups {
            let group: Vec<SegmentMeta> = group.into_iter().map(|at| segments[at].clone()).collect();
            candidates.push(MergeCandidate(group.iter().map(SegmentMeta::id).collect()));
            self.note(&mut merges, group);
        }
        candidates
    }
}

/// The documents of a segment.
#[derive(Clone, Copy, Debug)]
struct Size {
    living: u32,
    all: u32,
}

impl Size {
    fn tier(self) -> u32 {
        (self.living / SMALLEST).checked_ilog(FACTOR as u32).map_or(0, |tier| tier + 1)
    }

    fn is_mostly_living(self) -> bool {
        (self.all - self.living) as f32 <= MOST_DELETED * self.all as f32
    }
}

fn sizes(segments: &[SegmentMeta]) -> Vec<Size> {
    segments.iter().map(|segment| Size { living: segment.num_docs(), all: segment.max_doc() }).collect()
}

/// Which of these segments become one at rest, by their places: the smaller ones, up to the largest of which they
/// together are a fair part. So each document is rewritten a few times for every doubling, however often there is a
/// rest.
fn at_rest(sizes: &[Size]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&at| sizes[at].living);
    let (mut smaller, mut taken) = (0, 0);
    for (place, &at) in order.iter().enumerate() {
        let living = u64::from(sizes[at].living);
        if living <= FEW.max(smaller * FACTOR as u64) {
            taken = place + 1;
        }
        smaller += living;
    }
    order.truncate(taken);
    (taken > 1).then_some(order)
}

/// Which of these segments become one each, by their places.
fn groups(sizes: &[Size]) -> Vec<Vec<usize>> {
    let mut tiers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, size) in sizes.iter().enumerate() {
        tiers.entry(size.tier()).or_default().push(at);
    }
    let (full, others): (Vec<_>, Vec<_>) = tiers.into_values().partition(|tier| tier.len() >= FACTOR);
    let worn = others.into_iter().flatten().filter(|&at| !sizes[at].is_mostly_living()).map(|at| vec![at]);
    full.into_iter().chain(worn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn living(documents: u32) -> Size {
        Size { living: documents, all: documents }
    }

    #[test]
    fn equals_become_one_when_there_are_enough() {
        assert!(groups(&[living(1), living(200), living(255), living(300), living(1_000_000)]).is_empty());
        let sizes = [living(1_000_000), living(300), living(256), living(1_023), living(512), living(1_024)];
        assert_eq!(groups(&sizes), [[1, 2, 3, 4]]);
    }

    #[test]
    fn a_rest_makes_one_of_all_that_is_worth_it() {
        assert_eq!(at_rest(&[living(1_000_000), living(300)]), None);
        assert_eq!(at_rest(&[living(300), living(1_000_000), living(5_000), living(280)]), Some(vec![3, 0]));
        assert_eq!(at_rest(&[living(60_000), living(900), living(30_000), living(8_000)]), Some(vec![1, 3, 2, 0]));
        assert_eq!(at_rest(&[]), None);
    }

    #[test]
    fn rests_between_single_commits_leave_few_segments_and_rewrite_each_document_a_few_times() {
        let (mut sizes, mut rewritten, commits) = (vec![living(163_000)], 0_u64, 100_000);
        for _ in 0..commits {
            sizes.push(living(50));
            while let Some(group) = at_rest(&sizes) {
                let documents = group.iter().map(|&at| sizes[at].living).sum();
                rewritten += u64::from(documents);
                sizes = (0..sizes.len()).filter(|at| !group.contains(at)).map(|at| sizes[at]).collect();
                sizes.push(living(documents));
            }
            assert!(sizes.len() <= 6, "{} segments", sizes.len());
        }
        let times = rewritten as f64 / f64::from(50 * commits);
        assert!(times < 100.0, "each document was rewritten {times} times");
    }

    #[test]
    fn a_segment_that_has_lost_much_is_written_anew() {
        let worn = Size { living: 699_999, all: 1_000_000 };
        assert_eq!(groups(&[living(900_000), worn, living(5)]), [[1]]);
        assert_eq!(groups(&[Size { living: 0, all: 1 }]), [[0]]);
        assert!(groups(&[Size { living: 700_000, all: 1_000_000 }]).is_empty());
    }

    /// However many a commit brings.
    #[test]
    fn a_stream_of_commits_leaves_few_segments_and_rewrites_each_document_a_few_times() {
        for each in [50, 300, 2_000] {
            let (mut sizes, mut rewritten, commits) = (vec![living(163_000)], 0_u64, 10_000);
            for _ in 0..commits {
                sizes.push(living(each));
                while let Some(group) = groups(&sizes).pop() {
                    let documents = group.iter().map(|&at| sizes[at].living).sum();
                    rewritten += u64::from(documents);
                    sizes = (0..sizes.len()).filter(|at| !group.contains(at)).map(|at| sizes[at]).collect();
                    sizes.push(living(documents));
                }
                assert!(sizes.len() <= 30, "{} segments", sizes.len());
            }
            let times = rewritten as f64 / f64::from(each * commits);
            assert!(times < 10.0, "each document was rewritten {times} times, {each} a commit");
        }
    }
}
