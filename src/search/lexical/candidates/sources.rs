//! All that is gone through in one segment: a cursor for each reading and for each key of a whole field.

use tantivy::postings::BlockSegmentPostings;

use super::cursor::{Cursor, Postings};
use super::window::Window;
use crate::index::{Error, Segment};
use crate::search::lexical::plan::{Plan, Reading};
use crate::search::lexical::query::WordSet;

/// Marks a document that was reached by a whole field's key; no query has so many words.
const BY_KEY: u32 = 1 << 31;
/// Makes up for sums that are rounded in another order.
const ROUNDED_UP: f32 = 1.0001;

/// The readings and keys of one segment, as they are gone through.
pub struct Sources {
    cursors: Vec<Cursor>,
    /// The documents of all cursors that have only a few.
    few: Vec<u32>,
    /// Postings that are read next.
    next: Box<BlockSegmentPostings>,
    /// Postings of segments before, to be used again: they are large.
    #[expect(clippy::vec_box, reason = "they go from here into cursors and back without being copied")]
    spare: Vec<Box<BlockSegmentPostings>>,
}

impl Sources {
    pub fn new() -> Self {
        Self { cursors: Vec::new(), few: Vec::new(), next: empty(), spare: Vec::new() }
    }

    /// Goes over to a segment, some of whose documents are known to have all words. `rest` are words of which every
    /// document that counts as a match has to have one.
    pub fn open(
        &mut self,
        segment: &Segment,
        number: usize,
        plan: &Plan,
        known: &[u32],
        order: &[usize],
        rest: WordSet,
    ) -> Result<(), Error> {
        self.few.clear();
        for cursor in self.cursors.drain(..) {
            self.spare.extend(cursor.beside);
            if let Postings::Many { block, .. } = cursor.postings {
                self.spare.push(block);
            }
        }
        for &key in &plan.keys {
            if segment.load_key(key, &mut self.next)? {
                self.add(None, BY_KEY, plan.weights.equal, plan.total_weight());
            }
        }
        if !known.is_empty() {
            let postings = self.add_few(known);
            self.add_cursor(postings, None, plan.all.0, 1.0, plan.total_weight());
        }
        for &r in order {
            self.add_reading(segment, number, plan, &plan.readings[r])?;
        }
        self.bound(plan, rest);
        Ok(())
    }

    fn add_reading(&mut self, segment: &Segment, number: usize, plan: &Plan, reading: &Reading) -> Result<(), Error> {
        let Some(mut term) = reading.word.terms[number].as_ref() else { return Ok(()) };
        let mut beside = None;
        if reading.is_pair() {
            let Some(right) = reading.right.terms[number].as_ref() else { return Ok(()) };
            // The rarer of the two leads.
            let commoner = if right.documents < term.documents { std::mem::replace(&mut term, right) } else { right };
            let mut postings = self.spare.pop().unwrap_or_else(empty);
            segment.load(commoner.ordinal, &mut postings)?;
            beside = Some(postings);
        }
        segment.load(term.ordinal, &mut self.next)?;
        self.add(beside, reading.typed.0, plan.weights.worth(reading.cost), plan.weight(reading.typed));
        Ok(())
    }

    /// Adds a cursor over the postings read last.
    fn add(&mut self, beside: Option<Box<BlockSegmentPostings>>, words: u32, worth: f32, weight: f32) {
        let docs = self.next.docs();
        let postings = if docs.len() == self.next.doc_freq() as usize {
            let from = self.few.len();
            self.few.extend_from_slice(docs);
            Postings::Few(from..self.few.len())
        } else {
            let block = std::mem::replace(&mut self.next, self.spare.pop().unwrap_or_else(empty));
            Postings::Many { block, at: 0 }
        };
        self.add_cursor(postings, beside, words, worth, weight);
    }

    fn add_few(&mut self, docs: &[u32]) -> Postings {
        let from = self.few.len();
        self.few.extend_from_slice(docs);
        Postings::Few(from..self.few.len())
    }

    fn add_cursor(
        &mut self,
        postings: Postings,
        beside: Option<Box<BlockSegmentPostings>>,
        words: u32,
        worth: f32,
        weight: f32,
    ) {
        self.cursors.push(Cursor { postings, beside, words, worth, gain: worth * weight, most: f32::MAX });
    }

    /// Sets the most that a document can get from each cursor and those behind it. That is without limit as long as
    /// there are words among them that every match has, and for whole fields: those documents must not be passed over.
    fn bound(&mut self, plan: &Plan, rest: WordSet) {
        let mut best = vec![0.0f32; plan.rarities.len()];
        let mut behind = WordSet::default();
        for cursor in self.cursors.iter_mut().rev() {
            behind = behind.with(WordSet(cursor.words));
            if cursor.words == BY_KEY || behind.contains(rest) {
                break;
            }
            for word in WordSet(cursor.words).iter() {
                best[word] = best[word].max(cursor.worth * plan.rarities[word]);
            }
            cursor.most = best.iter().sum::<f32>() * ROUNDED_UP;
        }
    }

    /// Adds what every reading is worth to the documents of a window, but for those that can't reach `least`.
    pub fn add_until(&mut self, window: &mut Window, plan: &Plan, start: u32, end: u32, least: f32) {
        for cursor in &mut self.cursors {
            let takes_new = cursor.most >= least;
            cursor.add_until(&self.few, window, plan, start..end, takes_new);
        }
    }
}

fn empty() -> Box<BlockSegmentPostings> {
    Box::new(BlockSegmentPostings::empty())
}
