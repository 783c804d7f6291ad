//! Which segments are merged while the index follows the catalog: equals with equals, so that a stream of small commits costs
//! every document a few rewrites, and searches few segments.

use std::collections::BTreeMap;

use tantivy::index::SegmentMeta;
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// The segments of one tier have fewer documents than this many times the tier below, and so many of them become one.
const FACTOR: usize = 4;
/// All smaller ones are of the lowest tier.
const SMALLEST: u32 = 256;
/// With a larger share of deleted documents a segment is written anew, by itself if need be.
const MOST_DELETED: f32 = 0.3;

/// tantivy's own policy groups by the ratio to the largest of a group, so that a segment is rewritten again and again with
/// those of a tenth of its size: half a core at 500 changes a second.
#[derive(Debug)]
pub struct Tiers;

impl MergePolicy for Tiers {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let sizes: Vec<Size> = segments.iter().map(|s| Size { living: s.num_docs(), all: s.max_doc() }).collect();
        let ids = |group: Vec<usize>| MergeCandidate(group.into_iter().map(|at| segments[at].id()).collect());
        groups(&sizes).into_iter().map(ids).collect()
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
