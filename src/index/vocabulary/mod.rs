//! Every distinct word of the index, and the words that look or sound like a given one.
//!
//! Words come and go with segments, so the vocabulary is a few immutable layers: a commit's new words make a small
//! layer, small layers are merged as they add up. A word that no document has any more does no harm: it finds nothing.
//! Every word has an id that stays while layers come and go, so that segments can be asked about it without its
//! letters.

mod forms;
mod layer;
mod shape;
mod walk;

use std::sync::Arc;

use layer::{Layer, Typed};
use walk::continuing;

use crate::text::edit_distance;

/// A layer takes the one before it in once it is more than a quarter as large.
const GROWTH: usize = 4;

/// A word's number in one vocabulary and all that grow out of it.
pub type WordId = u32;

/// A set of words that only grows; cheap to clone and to extend.
#[derive(Clone, Default)]
pub struct Vocabulary {
    layers: Vec<Arc<Layer>>,
    /// How many ids have been given.
    ids: usize,
}

/// A word of the vocabulary and what it costs to read another one as this.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar<'a> {
    pub word: &'a str,
    pub id: WordId,
    pub cost: f32,
}

impl Vocabulary {
    /// How many words there are; their ids are the numbers below.
    pub fn ids(&self) -> usize {
        self.ids
    }

    /// The id of a word, if the index has it.
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.layers.iter().find_map(|layer| layer.id(word))
    }

    /// Adds words, which must not be there yet, sorted and distinct; their ids follow one another from the one
    /// returned.
    pub fn extend(&mut self, words: Vec<String>) -> WordId {
        let first = self.ids as WordId;
        if words.is_empty() {
            return first;
        }
        self.ids += words.len();
        let mut words: Vec<(String, WordId)> = words.into_iter().zip(first..).collect();
        while let Some(last) = self.layers.pop_if(|last| last.len() < words.len() * GROWTH) {
            words.extend(last.iter().map(|(word, id)| (word.to_owned(), id)));
        }
        words.sort_unstable();
        self.layers.push(Arc::new(Layer::new(&words)));
        first
    }

    /// The words within the edit budget of `typed` that cost at most `dearest`, itself included if it is one; cheapest
    /// first, at most `limit` of those that `is_wanted`.
    pub fn similar(
        &self,
        typed: &str,
        dearest: f32,
        limit: usize,
        is_wanted: impl Fn(WordId) -> bool,
    ) -> Vec<Similar<'_>> {
        let typed = Typed::new(typed, edit_distance::max_cost(typed.len()).min(dearest));
        let mut found: Vec<Similar<'_>> = Vec::new();
        for layer in &self.layers {
            layer.similar(&typed, &mut found);
        }
        found.retain(|similar| is_wanted(similar.id));
        found.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| a.word.cmp(b.word)));
        found.truncate(limit);
        found
    }

    /// The words that begin with something one edit away from `typed`; cheapest first, at most `limit` of those that
    /// `is_wanted`.
    pub fn continuing(&self, typed: &str, limit: usize, is_wanted: impl Fn(WordId) -> bool) -> Vec<Similar<'_>> {
        let mut found: Vec<Similar<'_>> = Vec::new();
        for layer in &self.layers {
            continuing(layer, typed, limit, &is_wanted, &mut found);
        }
        found.sort_unstable_by(|a, b| a.word.cmp(b.word).then_with(|| a.cost.total_cmp(&b.cost)));
        found.dedup_by(|later, kept| later.word == kept.word);
        found.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| a.word.cmp(b.word)));
        found.truncate(limit);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(vocabulary: &Vocabulary, words: Vec<String>) -> Vocabulary {
        let mut vocabulary = vocabulary.clone();
        vocabulary.extend(words);
        vocabulary
    }

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut words: Vec<String> = words.iter().map(|&w| w.to_owned()).collect();
        words.sort();
        words.dedup();
        grown(&Vocabulary::default(), words)
    }

    #[test]
    fn slips_find_their_word() {
        let all = ["beatles", "beetles", "metallica", "nirvana", "queen", "led", "zeppelin", "1999", "月"];
        let vocabulary = vocabulary(&all);
        for (typed, word) in [
            ("beatels", "beatles"),
            ("nirvanna", "nirvana"),
            ("wueen", "queen"),
            ("metalica", "metallica"),
            ("zepplin", "zeppelin"),
            ("lde", "led"),
            ("1999", "1999"),
            ("月", "月"),
        ] {
            assert_eq!(
                vocabulary.similar(typed, f32::MAX, 10, |_| true).first().map(|s| s.word),
                Some(word),
                "{typed}"
            );
        }
        assert!(vocabulary.similar("1998", f32::MAX, 10, |_| true).is_empty());
    }

    #[test]
    fn a_slip_in_an_unfinished_word_is_found() {
        let vocabulary = vocabulary(&["wonderwall", "wonderful", "wandering", "yesterday", "wombat"]);
        for (typed, word) in
            [("wondarw", "wonderwall"), ("wnderwa", "wonderwall"), ("yesetr", "yesterday"), ("woonderf", "wonderful")]
        {
            let found = vocabulary.continuing(typed, 10, |_| true);
            assert_eq!(found.first().map(|s| s.word), Some(word), "{typed}");
        }
        assert!(vocabulary.continuing("xylop", 10, |_| true).is_empty());
    }

    #[test]
    fn layers_make_no_difference() {
        let words: Vec<String> = (0..200)
            .map(|i| format!("{}{}", ["ba", "co", "du"][i % 3], ["rn", "st", "ll"][i / 3 % 3].repeat(1 + i % 5)))
            .collect();
        let mut sorted = words.clone();
        sorted.sort();
        sorted.dedup();
        let at_once = grown(&Vocabulary::default(), sorted.clone());
        let mut one_by_one = Vocabulary::default();
        for word in &words {
            if one_by_one.id(word).is_none() {
                one_by_one = grown(&one_by_one, vec![word.clone()]);
            }
        }
        assert_eq!(at_once.ids(), one_by_one.ids());
        assert!(one_by_one.layers.len() < 8);
        for word in &sorted {
            let costs = |vocabulary: &Vocabulary| -> Vec<(String, f32)> {
                vocabulary.similar(word, f32::MAX, 50, |_| true).iter().map(|s| (s.word.to_owned(), s.cost)).collect()
            };
            assert_eq!(costs(&at_once), costs(&one_by_one), "{word}");
        }
        for (id, word) in words.iter().enumerate().filter(|(i, word)| !words[..*i].contains(word)) {
            assert!(id >= one_by_one.id(word).unwrap() as usize, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn one_slip_is_always_found(word in "[a-z]{4,14}", at in 0usize..14, letter in b'a'..=b'z', kind in 0..4) {
            let vocabulary = vocabulary(&[&word]);
            let mut typed = word.clone().into_bytes();
            let at = at % typed.len();
            match kind {
                0 => typed[at] = letter,
                1 => typed.insert(at, letter),
                2 => { typed.remove(at); }
                _ => if at + 1 < typed.len() { typed.swap(at, at + 1) },
            }
            let typed = String::from_utf8(typed).unwrap();
            proptest::prop_assert!(vocabulary.similar(&typed, f32::MAX, 10, |_| true).iter().any(|s| s.word == word), "{typed} {word}");
        }
    }
}
