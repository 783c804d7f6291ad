//! A sorted, immutable set of words with a delete index over it.
//!
//! Two words that differ by a few edits become equal when the right letters are deleted from both (the symmetric-delete
//! idea of SymSpell). So every word stands under each of its shortened forms, and a lookup asks for the shortened forms
//! of what was typed: a few dozen probes, whatever the size of the vocabulary.

use std::ops::Range;

use super::{Similar, WordId};
use crate::text::cost::{edit_cost, is_editable};

/// Only this many first letters are shortened; the rest is left to the edit cost.
const PREFIX: usize = 9;
/// Words up to this length lose one letter, longer ones two.
const SHORT: usize = 5;
/// Edits change at most this many members of the set of letters: two substitutions, two letters each.
const LETTERS: u32 = 4;
/// Words whose lengths differ by more than this are never similar.
const LENGTH: u32 = 3;

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
        if !is_editable(word) {
            return Some(self.lower_bound(word)).filter(|&position| position < self.len()).filter(is_it);
        }
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

    fn found(&self, position: usize, cost: f32) -> Similar<'_> {
        Similar { word: self.get(position), id: self.words[position].id, cost }
    }

    fn lower_bound(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle) < word { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The words that begin with something one edit away from `typed`, with the cost of that edit, at most `limit` for each
    /// edit, of those that `is_wanted`. The first letter is taken as it is.
    pub fn continuing<'a>(
        &'a self,
        typed: &str,
        limit: usize,
        is_wanted: &impl Fn(WordId) -> bool,
        found: &mut Vec<Similar<'a>>,
    ) {
        let Some(&first) = typed.as_bytes().first().filter(|_| is_editable(typed)) else { return };
        let mut walk = Walk { layer: self, typed: typed.as_bytes(), beginning: vec![first], ends: Vec::new() };
        walk.on(self.narrowed(0..self.len(), 0, first), 1, false);
        for (range, cost) in walk.ends {
            let wanted = range.filter(|&position| is_wanted(self.words[position].id));
            found.extend(wanted.take(limit).map(|position| self.found(position, cost)));
        }
    }

    /// Of words that are equal up to a place, those that have a letter there.
    fn narrowed(&self, within: Range<usize>, at: usize, letter: u8) -> Range<usize> {
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

    /// The words similar to `typed` and their costs, at most `bound`, in no particular order.
    ///
    /// Which words those are depends on the two words alone, never on what else stands in a bucket.
    pub fn similar<'a>(&'a self, typed: &str, bound: f32, found: &mut Vec<Similar<'a>>) {
        if !is_editable(typed) {
            found.extend(self.position(typed).map(|position| self.found(position, 0.0)));
            return;
        }
        let (mut forms, mut positions) = (Vec::new(), Vec::<u32>::new());
        shortened(typed, &mut forms);
        // All places first: the memory fetches them at the same time then.
        let buckets: Vec<&[u32]> = forms.iter().map(|&form| self.bucket(form)).collect();
        buckets.iter().for_each(|bucket| positions.extend(*bucket));
        positions.sort_unstable();
        positions.dedup();
        let shape = Shape::of(typed);
        for position in positions {
            if !shape.is_near(self.words[position as usize].shape) {
                continue;
            }
            let word = self.get(position as usize);
            if let Some(cost) = edit_cost(typed, word, bound)
                && any_form(word, |form| forms.binary_search(&form).is_ok())
            {
                found.push(self.found(position as usize, cost));
            }
        }
    }
}

/// The length of an editable word and the set of its letters, in one number; of other words nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shape(u32);

impl Shape {
    /// So many bits are the set.
    const LETTERS: u32 = 26;

    fn of(word: &str) -> Self {
        if !is_editable(word) {
            return Self(0);
        }
        Self(word.bytes().fold((word.len() as u32) << Self::LETTERS, |shape, b| shape | 1 << (b - b'a')))
    }

    /// Whether two words may be similar.
    fn is_near(self, other: Self) -> bool {
        let length = |shape: Self| shape.0 >> Self::LETTERS;
        let different = (self.0 ^ other.0) & ((1 << Self::LETTERS) - 1);
        length(self).abs_diff(length(other)) <= LENGTH && different.count_ones() <= LETTERS
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

/// How many shortened forms a word has, if none of them are equal.
fn most_forms(word: &str) -> usize {
    let prefix = word.len().min(PREFIX);
    if word.len() > SHORT { 1 + prefix + prefix * (prefix - 1) / 2 } else { 1 + prefix }
}

/// The hashes of all shortened forms of a word, the word itself included, sorted.
fn shortened(word: &str, forms: &mut Vec<u32>) {
    forms.clear();
    any_form(word, |form| {
        forms.push(form);
        false
    });
    forms.sort_unstable();
    forms.dedup();
}

/// The hash of the letters that may be shortened, with none of them left out.
fn whole_form(word: &str) -> u32 {
    hash(prefix(word), ALL, ALL)
}

/// Whether any shortened form of a word, or the word itself, is one of those wanted.
fn any_form(word: &str, mut is_wanted: impl FnMut(u32) -> bool) -> bool {
    if !is_editable(word) {
        return false;
    }
    let prefix = prefix(word);
    let most = if word.len() > SHORT { prefix.len() } else { 0 };
    is_wanted(whole_form(word))
        || (0..prefix.len()).any(|i| is_wanted(hash(prefix, i, ALL)))
        || (0..most).any(|i| (i + 1..most).any(|j| is_wanted(hash(prefix, i, j))))
}

/// The letters that may be shortened.
fn prefix(word: &str) -> &[u8] {
    &word.as_bytes()[..word.len().min(PREFIX)]
}

/// Where no letter is.
const ALL: usize = usize::MAX;

/// A hash of the letters but for those at two positions.
fn hash(letters: &[u8], without: usize, and: usize) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for (i, &b) in letters.iter().enumerate() {
        if i != without && i != and {
            h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    // The high bits name the bucket; FNV spreads badly there without this.
    (h.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}
