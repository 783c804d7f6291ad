//! Whole fields as numbers: the same words in any order have the same key.
//!
//! Keys are stored in the index, so their values never change without a new pipeline version.

use std::ops::Range;

use crate::text::Words;

/// What a key is the whole of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Title = 1,
    Artist = 2,
    ArtistAndTitle = 3,
}

/// The key of a bag of words.
pub fn key(kind: KeyKind, words: impl Iterator<Item = u64>) -> u64 {
    // A sum doesn't depend on the order of its terms; repeated words count each time.
    mix(words.fold(kind as u64, |sum, word| sum.wrapping_add(word)))
}

/// The key of the words in `range`.
pub fn key_of(kind: KeyKind, words: &Words, range: Range<usize>) -> u64 {
    key(kind, range.map(|i| hash(words.get(i))))
}

/// A folded text as a number, for filters that compare it as a whole.
pub fn hash(text: &str) -> u64 {
    // FNV-1a: simple, and the same on every machine and in every version.
    mix(text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)))
}

/// Spreads close numbers far apart (the finalizer of splitmix64).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn order_makes_no_difference_but_kind_and_count_do() {
        let key = |kind, text| {
            let words = fold(text);
            key_of(kind, &words, 0..words.len())
        };
        assert_eq!(key(KeyKind::Title, "radiohead creep"), key(KeyKind::Title, "Creep Radiohead"));
        assert_ne!(key(KeyKind::Title, "creep"), key(KeyKind::Artist, "creep"));
        assert_ne!(key(KeyKind::Title, "the the"), key(KeyKind::Title, "the"));
    }
}
