//! Finding what goes on from a beginning with a slip in it, by the order of the words.

use std::ops::Range;

use super::layer::Layer;
use super::{Similar, WordId};
use crate::text::edit_distance::{edit_cost, is_editable};

/// The words of a layer that begin with something one edit away from `typed`, with the cost of that edit, at most
/// `limit` for each edit, of those that `is_wanted`. The first letter is taken as it is.
pub fn continuing<'a>(
    layer: &'a Layer,
    typed: &str,
    limit: usize,
    is_wanted: &impl Fn(WordId) -> bool,
    found: &mut Vec<Similar<'a>>,
) {
    let Some(&first) = typed.as_bytes().first().filter(|_| is_editable(typed)) else { return };
    let mut walk = Walk { layer, typed: typed.as_bytes(), beginning: vec![first], ends: Vec::new() };
    walk.on(layer.narrowed(0..layer.len(), 0, first), 1, false);
    for (range, cost) in walk.ends {
        let words = range.map(|position| layer.found(position, cost));
        found.extend(words.filter(|word| is_wanted(word.id)).take(limit));
    }
}

/// A walk through sorted words along the letters typed, with one edit on the way.
struct Walk<'a> {
    layer: &'a Layer,
    typed: &'a [u8],
    /// The letters that all words of the present range begin with.
    beginning: Vec<u8>,
    /// Where the walks ended, and at what cost.
    ends: Vec<(Range<usize>, f32)>,
}

impl Walk<'_> {
    /// Goes on from the words that begin with `beginning`, of which the first `at` typed letters are read.
    fn on(&mut self, words: Range<usize>, at: usize, is_edited: bool) {
        if words.is_empty() {
            return;
        }
        let Some(&letter) = self.typed.get(at) else {
            let beginning = String::from_utf8_lossy(&self.beginning);
            let typed = String::from_utf8_lossy(self.typed);
            if let Some(cost) = edit_cost(&typed, &beginning, f32::MAX).filter(|_| is_edited) {
                self.ends.push((words, cost));
            }
            return;
        };
        self.with(letter, words.clone(), at + 1, is_edited);
        if is_edited {
            return;
        }
        for other in (b'a'..=b'z').filter(|&other| other != letter) {
            let narrowed = self.layer.narrowed(words.clone(), self.beginning.len(), other);
            if narrowed.is_empty() {
                continue;
            }
            self.beginning.push(other);
            // Another letter in its place; one that was not typed; two that were swapped.
            self.on(narrowed.clone(), at + 1, true);
            self.on(narrowed.clone(), at, true);
            if self.typed.get(at + 1) == Some(&other) {
                self.with(letter, narrowed, at + 2, true);
            }
            self.beginning.pop();
        }
        // One that was typed too much.
        self.on(words, at + 1, true);
    }

    fn with(&mut self, letter: u8, words: Range<usize>, at: usize, is_edited: bool) {
        let narrowed = self.layer.narrowed(words, self.beginning.len(), letter);
        self.beginning.push(letter);
        self.on(narrowed, at, is_edited);
        self.beginning.pop();
    }
}
