//! The shortened forms of a word, as hashes: what is left of it without one letter, or without two.

use crate::text::edit_distance::is_editable;

/// Only this many first letters are shortened; the rest is left to the edit cost.
const PREFIX: usize = 9;
/// Words up to this length lose one letter, longer ones two: so a short word is found by one edit only, whatever
/// `edit_distance::max_cost` would allow it.
const SHORT: usize = 5;

/// How many shortened forms a word has, if none of them are equal.
pub fn most_forms(word: &str) -> usize {
    let prefix = if is_editable(word) { word.len().min(PREFIX) } else { 0 };
    if prefix == 0 {
        return 1;
    }
    if word.len() > SHORT { 1 + prefix + prefix * (prefix - 1) / 2 } else { 1 + prefix }
}

/// The hashes of all shortened forms of a word, the word itself included, sorted; of what can't be edited, only that of
/// itself.
pub fn shortened(word: &str, forms: &mut Vec<u32>) {
    forms.clear();
    any_form(word, |form| {
        forms.push(form);
        false
    });
    forms.sort_unstable();
    forms.dedup();
}

/// The hash of the letters that may be shortened, with none of them left out.
pub fn whole_form(word: &str) -> u32 {
    hash(prefix(word), ALL, ALL)
}

/// Whether any shortened form of a word, or the word itself, is one of those wanted.
pub fn any_form(word: &str, mut is_wanted: impl FnMut(u32) -> bool) -> bool {
    if !is_editable(word) {
        return is_wanted(whole_form(word));
    }
    let prefix = prefix(word);
    let most = if word.len() > SHORT { prefix.len() } else { 0 };
    is_wanted(whole_form(word))
        || (0..prefix.len()).any(|i| is_wanted(hash(prefix, i, ALL)))
        || (0..most).any(|i| (i + 1..most).any(|j| is_wanted(hash(prefix, i, j))))
}

/// The letters that may be shortened.
#[inline]
fn prefix(word: &str) -> &[u8] {
    &word.as_bytes()[..word.len().min(PREFIX)]
}

/// Where no letter is.
const ALL: usize = usize::MAX;

/// A hash of the letters but for those at two positions.
#[inline]
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
