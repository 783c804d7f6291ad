//! A set of documents that lie together, a bit each.

use std::ops::Range;

use tantivy::DocId;

pub struct Bits {
    start: DocId,
    blocks: Vec<u64>,
}

impl Bits {
    /// None of these documents yet.
    pub fn new(docs: &Range<DocId>) -> Self {
        Self { start: docs.start, blocks: vec![0; docs.len().div_ceil(u64::BITS as usize)] }
    }

    #[inline]
    pub fn insert(&mut self, doc: DocId) {
        let (block, bit) = self.place(doc);
        self.blocks[block] |= bit;
    }

    #[inline]
    pub fn contains(&self, doc: DocId) -> bool {
        let (block, bit) = self.place(doc);
        self.blocks[block] & bit != 0
    }

    #[inline]
    fn place(&self, doc: DocId) -> (usize, u64) {
        let at = doc - self.start;
        ((at / u64::BITS) as usize, 1 << (at % u64::BITS))
    }

    /// Keeps those only that the other set has, too.
    pub fn intersect(&mut self, other: &Self) {
        for (block, other) in self.blocks.iter_mut().zip(&other.blocks) {
            *block &= other;
        }
    }

    pub fn len(&self) -> u64 {
        self.blocks.iter().map(|block| u64::from(block.count_ones())).sum()
    }

    /// The documents in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = DocId> {
        (self.start..).step_by(u64::BITS as usize).zip(&self.blocks).flat_map(|(first, &block)| {
            let mut rest = block;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then_some(rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(first + bit)
            })
        })
    }
}
