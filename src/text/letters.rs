//! The table of what each letter folds to by itself, whatever stands beside it. PostgreSQL has the same one.
//!
//! `letters.json` says what its cells mean where it is made: `examples/letters`. What stands beside matters to a few
//! only: sequences that are written as others first (`sequences.txt`), parts of a letter, and vowels that nobody
//! writes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::char::{compose, is_combining_mark};

use super::vowels::{SILENCED, write_inherent};

/// A row of Unicode's code charts.
const ROW: usize = 16;
/// From here on Unicode has no letters.
const END: usize = 0x40000;

/// The consonants of Hangul that end a syllable as well, as single letters, and as parts that do.
const CONSONANTS: &str = "ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const FINALS: &str = "\u{11A8}\u{11A9}\u{11AB}\u{11AE}\u{11AF}\u{11B7}\u{11B8}\u{11BA}\u{11BB}\u{11BC}\u{11BD}\u{11BE}\u{11BF}\u{11C0}\u{11C1}\u{11C2}";

/// What is written as what, in this order.
static SEQUENCES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| include_str!("sequences.txt").lines().filter_map(|line| line.split_once(' ')).collect());
static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("letters.json")));

struct Table {
    /// Where each row of the code charts stands among `rows`.
    places: Vec<u16>,
    /// The first two are what rows that aren't in the table say: of letters, and of what is none.
    rows: Vec<[&'static str; ROW]>,
}

impl Table {
    fn read(json: &'static str) -> Self {
        let written: HashMap<&str, &str> = serde_json::from_str(json).expect("the table is an object of texts");
        let mut table = Table { places: vec![0; END / ROW], rows: vec![["L"; ROW], ["Y"; ROW]] };
        table.places.resize(char::MAX as usize / ROW + 1, 1);
        for (number, cells) in written {
            let number = usize::from_str_radix(number, ROW as u32).expect("a row has its number in hexadecimal");
            table.places[number] = table.rows.len() as u16;
            let mut row = [cells; ROW];
            if cells.contains(' ') {
                row.iter_mut().zip(cells.split(' ')).for_each(|(cell, written)| *cell = written);
            }
            table.rows.push(row);
        }
        table
    }

    fn cell(&self, letter: char) -> &'static str {
        let code = letter as usize;
        self.rows[usize::from(self.places[code / ROW])][code % ROW]
    }
}

/// A text letter by letter: without marks, in lower case, in Latin letters or in Han, Kana (as Hiragana) and Hangul; a
/// space for each symbol that no rule of folding looks at. Of the several letters that one is written with, all but the
/// first are capitals.
pub(super) fn plain(text: &str) -> Vec<char> {
    let table = &*TABLE;
    let text = written_out(text);
    let mut plain = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if letter.is_ascii() {
            plain.push(letter.to_ascii_lowercase());
            continue;
        }
        if let Some(last) = as_final(letter).filter(|_| is_final(&text[..at], &text[at + letter.len_utf8()..])) {
            put(last, &mut plain);
            continue;
        }
        match table.cell(letter).as_bytes() {
            b"L" => put(letter, &mut plain),
            b"N" => {}
            b"_" | [b'Y', ..] => plain.push(' '),
            [one] => plain.push(char::from(*one)),
            _ => table.cell(letter).chars().for_each(|part| put(if part == '_' { ' ' } else { part }, &mut plain)),
        }
    }
    plain.retain(|&part| !is_sound_mark(part));
    write_inherent(&mut plain);
    plain
}

/// Whether a text ends in a letter or digit, but for marks and what else folds to nothing.
pub fn ends_in_word(text: &str) -> bool {
    let is_nothing = |letter: &char| !letter.is_ascii() && (is_combining_mark(*letter) || TABLE.cell(*letter) == "N");
    text.chars().rev().find(|letter| !is_nothing(letter)).is_some_and(char::is_alphanumeric)
}

/// A text with each sequence replaced by what it is written as.
fn written_out(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // The scripts of India, Thai and Lao; Khmer.
    if text.contains(|letter| matches!(letter, '\u{900}'..='\u{EFF}' | '\u{1780}'..='\u{17FF}')) {
        for (from, to) in SEQUENCES.iter().copied() {
            if text.contains(from) {
                text = Cow::Owned(text.replace(from, to));
            }
        }
    }
    text
}

/// What a text without any letter or digit looks like: its symbols, without spaces and marks.
pub(super) fn symbols(text: &str) -> String {
    let mut symbols = String::new();
    for symbol in text.chars() {
        match if symbol.is_ascii() { "Y" } else { TABLE.cell(symbol) } {
            "Y" if symbol.is_ascii_whitespace() || symbol.is_control() => {}
            "Y" => symbols.push(symbol),
            "L" | "N" | "_" => {}
            alike => symbols.push_str(alike.trim_start_matches('Y')),
        }
    }
    symbols.retain(|symbol| !is_sound_mark(symbol) && symbol != SILENCED);
    symbols
}

/// Adds a letter, or puts it together with the one before: the parts of a syllable of Hangul, a sound mark with its
/// Kana, a vowel of Burmese with the letter it makes another of.
fn put(letter: char, plain: &mut Vec<char>) {
    let is_part = is_sound_mark(letter) || matches!(letter, '\u{102E}' | '\u{1161}'..='\u{11FF}');
    // A sound mark is nothing where no Kana is before it, not even between the parts of a syllable.
    let is_lost = is_sound_mark(letter) && !plain.last().is_some_and(|last| matches!(last, '\u{3041}'..='\u{30FF}'));
    match plain.last_mut().filter(|_| is_part).and_then(|last| Some((compose(*last, letter)?, last))) {
        Some((both, last)) => *last = both,
        None if is_lost => {}
        None => plain.push(letter),
    }
}

/// The marks of voiced Kana, which make another letter of it.
fn is_sound_mark(letter: char) -> bool {
    matches!(letter, '\u{3099}' | '\u{309A}')
}

/// A consonant as a letter by itself: Hangul as it is on keys.
fn is_single_consonant(letter: char) -> bool {
    matches!(letter, '\u{3131}'..='\u{314E}')
}

fn is_single_vowel(letter: char) -> bool {
    matches!(letter, '\u{314F}'..='\u{3163}')
}

/// Whether a consonant between these ends a syllable that was written in single letters: one is before it, and no vowel
/// follows.
fn is_final(before: &str, behind: &str) -> bool {
    let mut before = before.chars().rev();
    before.next().is_some_and(is_single_vowel)
        && before.next().is_some_and(is_single_consonant)
        && !behind.starts_with(is_single_vowel)
}

/// The part that ends a syllable, of a consonant that may.
fn as_final(consonant: char) -> Option<char> {
    if !is_single_consonant(consonant) {
        return None;
    }
    FINALS.chars().nth(CONSONANTS.chars().position(|one| one == consonant)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_letter_folds_to_folds_to_itself() {
        for letter in ('\u{80}'..=char::MAX).filter(|&letter| TABLE.cell(letter) != "L") {
            let once: String = plain(&letter.to_string()).into_iter().map(|part| part.to_ascii_lowercase()).collect();
            assert_eq!(plain(&once).into_iter().collect::<String>(), once, "{letter:?}");
        }
    }

    #[test]
    fn parts_are_put_together_as_unicode_does() {
        for (parts, whole) in [
            ("ｶﾞ", "が"),
            ("か\u{3099}", "が"),
            ("ハ\u{309A}", "ぱ"),
            ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("ㅎㅏ", "하"),
            ("ㅎㅏㄴ", "한"),
            ("ㅎㅏㄴㅏ", "하나"),
            ("ㄱㅏㅇㄴㅏㅁ", "강남"),
            ("하ㅋㅋ", "하\u{110F}\u{110F}"),
            ("ဥ\u{102E}", "ဦ"),
        ] {
            assert_eq!(plain(parts).into_iter().collect::<String>(), whole, "{parts}");
        }
        assert_eq!(plain("a\u{3099}").into_iter().collect::<String>(), "a");
    }
}
