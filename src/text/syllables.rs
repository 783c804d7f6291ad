//! Syllables of Hangul that are half typed: what a keyboard shows before the next key is pressed.
//!
//! A syllable is its initial consonant, a vowel and perhaps a final consonant, and Unicode lists them in this order:
//! what begins alike stands in a row (The Unicode Standard, 3.12).

use std::ops::RangeInclusive;

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
const INITIAL: u32 = 0x1100;
const INITIALS: u32 = 19;
const VOWELS: u32 = 21;
/// So many endings a vowel has, none among them.
const FINALS: u32 = 28;

/// The syllables that a word of one may become as more is typed, itself among them: ㄴ and 나 may become 남, 고 may
/// become 광. None where it isn't one.
pub fn may_become(word: &str) -> Option<RangeInclusive<char>> {
    let code = u32::from(only_letter(word)?);
    let (first, count) = match code {
        INITIAL.. if code < INITIAL + INITIALS => (FIRST + (code - INITIAL) * VOWELS * FINALS, VOWELS * FINALS),
        FIRST..=LAST => {
            let (vowel, ending) = ((code - FIRST) / FINALS % VOWELS, (code - FIRST) % FINALS);
            let count = match (vowel, ending) {
                // ㅗ, ㅜ and ㅡ are the beginnings of those behind them.
                (8 | 13, 0) => 4 * FINALS,
                (18, 0) => 2 * FINALS,
                (_, 0) => FINALS,
                // So are ㄱ, ㄴ, ㄹ and ㅂ at the end.
                (_, 1 | 4) => 3,
                (_, 8) => 8,
                (_, 17) => 2,
                _ => 1,
            };
            (code, count)
        }
        _ => return None,
    };
    Some(char::from_u32(first)?..=char::from_u32(first + count - 1)?)
}

/// A syllable without its last consonant, with which the next one may begin: 슽 is 스, and ㅌ of 타.
pub fn without_final(word: &str) -> Option<char> {
    let code = u32::from(only_letter(word)?);
    let ending = (FIRST..=LAST).contains(&code).then(|| (code - FIRST) % FINALS)?;
    let left = match ending {
        0 => return None,
        3 => 1,
        5 | 6 => 4,
        9..=15 => 8,
        18 => 17,
        _ => 0,
    };
    char::from_u32(code - ending + left)
}

/// Whether a word is a consonant that begins a syllable, and no more of it.
pub fn is_bare_consonant(word: &str) -> bool {
    only_letter(word).is_some_and(|letter| (INITIAL..INITIAL + INITIALS).contains(&u32::from(letter)))
}

/// The syllable of an initial, a vowel and an ending, by their places in the order of Unicode; no ending is 0.
pub fn syllable(initial: u32, vowel: u32, ending: u32) -> Option<char> {
    char::from_u32(FIRST + (initial * VOWELS + vowel) * FINALS + ending)
}

fn only_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_begins_with_every_state_of_typing_it() {
        for (half, whole) in [
            ("\u{1102}", '남'),
            ("나", '남'),
            ("남", '남'),
            ("고", '광'),
            ("구", '권'),
            ("그", '긘'),
            ("갈", '갉'),
            ("가", '값'),
        ] {
            assert!(may_become(half).unwrap().contains(&whole), "{half}");
        }
        for (other, whole) in [("나", '너'), ("고", '교'), ("남", '나'), ("\u{1102}", '다'), ("갈", '갓')] {
            assert!(!may_become(other).unwrap().contains(&whole), "{other}");
        }
        assert_eq!(["", "나나", "a", "日", "\u{1161}"].map(may_become), [const { None }; 5]);
    }

    #[test]
    fn a_last_consonant_may_begin_the_next() {
        let left = ["슽", "갉", "값", "가", "a", ""].map(without_final);
        assert_eq!(left, [Some('스'), Some('갈'), Some('갑'), None, None, None]);
    }

    #[test]
    fn a_bare_consonant_is_no_syllable_yet() {
        assert_eq!(["\u{1102}", "나", "\u{1161}", "n"].map(is_bare_consonant), [true, false, false, false]);
    }
}
