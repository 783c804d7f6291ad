//! Whole fields as numbers: the same words in any order, and in whatever way they are written, have the same key.
//!
//! Keys are stored in the index, so their values never change without a new pipeline version.

use crate::text::language::canonical;

/// What a key is the whole of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Title = 1,
    Artist = 2,
    ArtistAndTitle = 3,
    /// One of the artists that share a track.
    Credit = 4,
    /// A word of the artist.
    ArtistWord = 5,
}

/// The key of the words of a name.
pub fn key_of<'a>(kind: KeyKind, words: impl Iterator<Item = &'a str>) -> u64 {
    mix((kind as u64).wrapping_add(sum(words)))
}

/// The keys of the same words as several things.
pub fn keys_of<'a, const N: usize>(kinds: [KeyKind; N], words: impl Iterator<Item = &'a str>) -> [u64; N] {
    let sum = sum(words);
    kinds.map(|kind| mix((kind as u64).wrapping_add(sum)))
}

/// The key of an artist and a title, each of which may be written in whatever way.
pub fn key_of_both<'a>(artist: impl Iterator<Item = &'a str>, title: impl Iterator<Item = &'a str>) -> u64 {
    mix((KeyKind::ArtistAndTitle as u64).wrapping_add(sum(artist)).wrapping_add(sum(title)))
}

/// What the words of a name are together: a sum doesn't depend on the order of its terms, and repeated words count each
/// time.
fn sum<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    let mut sum = 0u64;
    canonical(words, |word| sum = sum.wrapping_add(hash(word)));
    sum
}

/// The key of an artist and a title from the keys of each.
pub fn both(artist: u64, title: u64) -> u64 {
    let words = |key: u64, kind: KeyKind| unmix(key).wrapping_sub(kind as u64);
    let (artist, title) = (words(artist, KeyKind::Artist), words(title, KeyKind::Title));
    mix((KeyKind::ArtistAndTitle as u64).wrapping_add(artist).wrapping_add(title))
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

/// What [`mix`] made a number of.
fn unmix(mut x: u64) -> u64 {
    x = (x ^ (x >> 31) ^ (x >> 62)).wrapping_mul(0x3196_42b2_d24d_8ec3);
    x = (x ^ (x >> 27) ^ (x >> 54)).wrapping_mul(0x96de_1b17_3f11_9089);
    x ^ (x >> 30) ^ (x >> 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn two_keys_make_the_key_of_both() {
        let (artist, title) = (fold("Velvet Harbour"), fold("Paper Lanterns Pt. 2"));
        let both_of = key_of_both(artist.iter(), title.iter());
        let [artist, title] = [(KeyKind::Artist, artist), (KeyKind::Title, title)].map(|(k, w)| key_of(k, w.iter()));
        assert_eq!(both(artist, title), both_of);
        for x in [0, 1, u64::MAX, 0x1234_5678_9abc_def0] {
            assert_eq!(unmix(mix(x)), x);
        }
    }

    #[test]
    fn order_makes_no_difference_but_kind_and_count_do() {
        let key = |kind, text| {
            let words = fold(text);
            key_of(kind, words.iter())
        };
        assert_eq!(key(KeyKind::Title, "radiohead creep"), key(KeyKind::Title, "Creep Radiohead"));
        assert_ne!(key(KeyKind::Title, "creep"), key(KeyKind::Artist, "creep"));
        assert_ne!(key(KeyKind::Title, "the the"), key(KeyKind::Title, "the"));
        assert_eq!(key(KeyKind::Title, "part two"), key(KeyKind::Title, "Pt. II"));
    }
}
