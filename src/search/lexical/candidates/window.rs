//! The documents that are looked at together, and what is known of each so far.

use std::cell::RefCell;
use std::ops::Range;

use crate::search::lexical::plan::Plan;
use crate::search::lexical::query::WordSet;

/// Documents of the largest windows: their scores and word sets take a quarter of a megabyte.
pub const WINDOW: u32 = 1 << 15;
/// Documents of the first window; each is twice as large as the one before, so that it is soon known what a candidate
/// must have.
pub const FIRST_WINDOW: u32 = 1 << 12;

/// A window is crowded where more than one document in so many was reached.
const CROWDED: usize = 16;

/// What is known of each document in one window.
pub struct Window {
    pub slots: Vec<Slot>,
    pub touched: Vec<u32>,
}

/// A document's score so far, and which words it has.
#[derive(Clone, Copy, Default)]
pub struct Slot {
    pub score: f32,
    pub words: u32,
}

thread_local! {
    pub static SCRATCH: RefCell<Window> = RefCell::new(Window { slots: vec![Slot::default(); WINDOW as usize], touched: Vec::new() });
}

impl Window {
    /// Leaves nothing of a search that panicked halfway.
    pub fn clear(&mut self) {
        if !self.touched.is_empty() {
            self.touched.clear();
            self.slots.fill(Slot::default());
        }
    }

    /// Puts the documents that were reached in the order in which they lie, where there are so many that looking at all
    /// is cheap: what is known of neighbours comes from memory together.
    pub fn put_in_order(&mut self, docs: Range<u32>) {
        if self.touched.len() * CROWDED > docs.len() {
            self.touched.clear();
            let slots = self.slots.iter().zip(docs);
            self.touched.extend(slots.filter(|(slot, _)| slot.words != 0).map(|(_, doc)| doc));
        }
    }

    #[inline]
    pub fn add(&mut self, slot: usize, doc: u32, words: u32, worth: f32, gain: f32, plan: &Plan) {
        let slot = &mut self.slots[slot];
        if slot.words == 0 {
            self.touched.push(doc);
        }
        let new = words & !slot.words;
        if new == words {
            slot.score += gain;
        } else if new != 0 {
            slot.score += worth * plan.weight(WordSet(new));
        }
        slot.words |= new;
    }
}
