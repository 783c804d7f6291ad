//! A sorted, immutable set of words with a delete index over it.
//!
//! Two words that differ by a few edits become equal when the right letters are deleted from both (the symmetric-delete
//! idea of SymSpell). So every word stands under each of its shortened forms, and a lookup asks for the shortened forms
//! of what was typed: a few dozen probes, whatever the size of the vocabulary.

use std::ops::Range;

use super::forms::{any_form, most_forms, shortened, shortened_by, whole_form};
use super::shape::Shape;
use super::{Similar, WordId};
use crate::text::edit_distance::{edit_cost, is_editable};

/// What may cost no more than this is looked for as a word with one edit: a fifth of the places to look at.
const TWO_EDITS: f32 = 0.75;

pub struct Layer {
    text: String,
    words: Vec<Word>,
    /// For each bucket of hashes, where its entries begin; one more for the end.
    offsets: Vec<u32>,
    /// Positions of words, bucket by bucket.
    entries: Vec<u32>,
    /// How many bits of a hash name the bucket.
    bits: u32,
}

/// What is known of one word, together in one place.
struct Word {
    /// Where its letters end in the text; they begin where those of the word before end.
    end: u32,
    id: WordId,
    /// What rules most words out without a look at their letters.
    shape: Shape,
}

impl Layer {
    /// A layer of sorted, distinct words.
    pub fn new(words: &[(String, WordId)]) -> Self {
        let mut text = String::new();
        let known = words.iter().map(|(word, id)| {
            text.push_str(word);
            Word { end: text.len() as u32, id: *id, shape: Shape::of(word) }
        });
        let known = known.collect();
        let mut forms = Vec::new();
        let most: usize = words.iter().map(|(word, _)| most_forms(word)).sum();
        let bits = (most.max(2) / 2).ilog2().clamp(4, 26);
        // Counting sort: sizes, then running offsets, then each entry in its place.
        let mut offsets = vec![0u32; (1 << bits) + 1];
        for (word, _) in words {
            shortened(word, &mut forms);
            forms.iter().for_each(|&form| offsets[(form >> (32 - bits)) as usize + 1] += 1);
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let total = offsets[offsets.len() - 1] as usize;
        let mut entries = vec![0u32; total];
        let mut next = offsets.clone();
        for (position, (word, _)) in words.iter().enumerate() {
            shortened(word, &mut forms);
            for &form in &forms {
                let slot = &mut next[(form >> (32 - bits)) as usize];
                entries[*slot as usize] = position as u32;
                *slot += 1;
            }
        }
        Self { text, words: known, offsets, entries, bits }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn get(&self, position: usize) -> &str {
        let start = if position == 0 { 0 } else { self.words[position - 1].end as usize };
        &self.text[start..self.words[position].end as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, WordId)> {
        (0..self.len()).map(|i| (self.get(i), self.words[i].id))
    }

    /// The word's id, if it is here.
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.position(word).map(|position| self.words[position].id)
    }

    fn position(&self, word: &str) -> Option<usize> {
        let is_it = |position: &usize| self.get(*position) == word;
        // It stands under the hash of itself as well, among few others: quicker than to search them all.
        let shape = Shape::of(word);
        let positions = self.bucket(whole_form(word)).iter().map(|&position| position as usize);
        positions.filter(|&position| self.words[position].shape == shape).find(is_it)
    }

    /// The positions of the words that have a shortened form, and of some others.
    fn bucket(&self, form: u32) -> &[u32] {
        let bucket = (form >> (32 - self.bits)) as usize;
        &self.entries[self.offsets[bucket] as usize..self.offsets[bucket + 1] as usize]
    }

    /// The word at a position, as one that was found.
    pub fn found(&self, position: usize, cost: f32) -> Similar<'_> {
        Similar { word: self.get(position), id: self.words[position].id, cost }
    }

    /// Of words that are equal up to a place, those that have a letter there.
    pub fn narrowed(&self, within: Range<usize>, at: usize, letter: u8) -> Range<usize> {
        let letter_at = |position: usize| self.get(position).as_bytes().get(at).copied().unwrap_or(0);
        let first_from = |least: u8, from: usize| {
            let (mut low, mut high) = (from, within.end);
            while low < high {
                let middle = low + (high - low) / 2;
                if letter_at(middle) < least { low = middle + 1 } else { high = middle }
            }
            low
        };
        let start = first_from(letter, within.start);
        start..first_from(letter + 1, start)
    }

    /// The words similar to what was typed and their costs, in no particular order.
    ///
    /// Which words those are depends on the two words alone, never on what else stands in a bucket.
    pub fn similar<'a>(&'a self, typed: &Typed<'_>, found: &mut Vec<Similar<'a>>) {
        if !is_editable(typed.word) {
            found.extend(self.position(typed.word).map(|position| self.found(position, 0.0)));
            return;
        }
        let mut positions = Vec::<u32>::new();
        // All places first: the memory fetches them at the same time then.
        let buckets: Vec<&[u32]> = typed.forms.iter().map(|&form| self.bucket(form)).collect();
        let is_near = |position: &u32| typed.shape.is_near(self.words[*position as usize].shape);
        buckets.iter().for_each(|bucket| positions.extend(bucket.iter().copied().filter(is_near)));
        positions.sort_unstable();
        positions.dedup();
        for position in positions {
            let word = self.get(position as usize);
            if let Some(cost) = edit_cost(typed.word, word, typed.bound)
                && any_form(word, |form| typed.forms.binary_search(&form).is_ok())
            {
                found.push(self.found(position as usize, cost));
            }
        }
    }
}

/// A word made ready for being looked for in every layer.
pub struct Typed<'a> {
    word: &'a str,
    /// What a similar word may cost at most.
    bound: f32,
    shape: Shape,
    /// None, of a word that can't be edited.
    forms: Vec<u32>,
}

impl<'a> Typed<'a> {
    pub fn new(word: &'a str, bound: f32) -> Self {
        let mut forms = Vec::new();
        if bound < TWO_EDITS {
            shortened_by(word, 1, &mut forms)
        } else {
            shortened(word, &mut forms)
        }
        Self { word, bound, shape: Shape::of(word), forms }
    }
}
