//! The postings of one reading, from window to window.

use std::ops::Range;

use tantivy::postings::BlockSegmentPostings;

use super::window::Window;
use crate::search::lexical::plan::Plan;

/// The postings of one reading, and what they add.
pub struct Cursor {
    pub postings: Postings,
    /// The other word of a split: only documents that have both count.
    pub beside: Option<Box<BlockSegmentPostings>>,
    pub words: u32,
    /// The share of its words' weight that it adds, …
    pub worth: f32,
    /// … which is this, where no other reading has added any of them.
    pub gain: f32,
    /// The most that a document can get which none of the cursors before has.
    pub most: f32,
}

pub enum Postings {
    /// What is left of them among the few.
    Few(Range<usize>),
    /// A block after another, and the place in it.
    Many { block: Box<BlockSegmentPostings>, at: usize },
}

impl Cursor {
    /// Adds this reading's worth to the documents of the window that have it; unless it takes new ones, to those only
    /// that others have reached.
    pub fn add_until(&mut self, few: &[u32], window: &mut Window, plan: &Plan, docs: Range<u32>, takes_new: bool) {
        let Self { postings, beside, words, worth, gain, .. } = self;
        let mut add = |few: &[u32]| {
            let until = few.partition_point(|&doc| doc < docs.end);
            for &doc in &few[..until] {
                let slot = (doc - docs.start) as usize;
                let is_there = (takes_new || window.slots[slot].words != 0)
                    && beside.as_mut().is_none_or(|beside| {
                        let within = beside.seek(doc);
                        beside.doc(within) == doc
                    });
                if is_there {
                    window.add(slot, doc, *words, *worth, *gain, plan);
                }
            }
            until
        };
        match postings {
            Postings::Few(range) => range.start += add(&few[range.clone()]),
            Postings::Many { block, at } => loop {
                let docs = &block.docs()[*at..];
                let (all, done) = (docs.len(), add(docs));
                *at += done;
                if done < all || all == 0 {
                    return;
                }
                block.advance();
                *at = 0;
            },
        }
    }
}
