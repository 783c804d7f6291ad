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
    shortened_by(word, most_letters(word), forms);
}

/// The same, without the forms that lost more letters than these.
pub fn shortened_by(word: &str, letters: usize, forms: &mut Vec<u32>) {
    forms.clear();
    any_form_by(word, letters, |form| {
        forms.push(form);
        false
    });
    forms.sort_unstable();
    forms.dedup();
}

/// The hash of the letters that may be shortened, with none of them left out.
pub fn whole_form(word: &str) -> u32 {
    finish(prefix(word).iter().fold(NONE, goes_on))
}

/// Whether any shortened form of a word, or the word itself, is one of those wanted.
pub fn any_form(word: &str, is_wanted: impl FnMut(u32) -> bool) -> bool {
    any_form_by(word, most_letters(word), is_wanted)
}

/// How many letters a word loses.
fn most_letters(word: &str) -> usize {
    if word.len() > SHORT { 2 } else { 1 }
}

fn any_form_by(word: &str, letters: usize, mut is_wanted: impl FnMut(u32) -> bool) -> bool {
    if !is_editable(word) {
        return is_wanted(whole_form(word));
    }
    let prefix = prefix(word);
    let most = if letters > 1 { prefix.len() } else { 0 };
    let ends = |begun: u64, rest: &[u8]| finish(rest.iter().fold(begun, goes_on));
    // What all forms begin with is hashed once.
    let mut before = NONE;
    let mut without_one = |i: usize| {
        let begun = before;
        before = goes_on(before, &prefix[i]);
        begun
    };
    is_wanted(whole_form(word))
        || (0..prefix.len()).any(|i| {
            let mut begun = without_one(i);
            is_wanted(ends(begun, &prefix[i + 1..]))
                || (i + 1..most).any(|j| {
                    let without_two = ends(begun, &prefix[j + 1..]);
                    begun = goes_on(begun, &prefix[j]);
                    is_wanted(without_two)
                })
        })
}

/// The letters that may be shortened.
#[inline]
fn prefix(word: &str) -> &[u8] {
    &word.as_bytes()[..word.len().min(PREFIX)]
}

/// The hash (FNV-1a) of no letters.
const NONE: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of the letters before and one more.
#[inline]
fn goes_on(h: u64, letter: &u8) -> u64 {
    (h ^ u64::from(*letter)).wrapping_mul(0x0100_0000_01b3)
}

/// The high bits name the bucket; FNV spreads badly there without this.
#[inline]
fn finish(h: u64) -> u32 {
    (h.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}
