//! Hangul as it is typed on a two-set keyboard, letter by letter, and as it is written, in syllables.

use unicode_normalization::UnicodeNormalization;

use crate::text::syllables::syllable;

/// The letters that begin a syllable, in the order of Unicode's syllables, …
const LEADS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
/// … its vowels, …
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// … and those that end one, after none.
const TAILS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
/// Letters that are typed as two.
const PAIRS: &[(char, [char; 2])] = &[
    ('ㅘ', ['ㅗ', 'ㅏ']),
    ('ㅙ', ['ㅗ', 'ㅐ']),
    ('ㅚ', ['ㅗ', 'ㅣ']),
    ('ㅝ', ['ㅜ', 'ㅓ']),
    ('ㅞ', ['ㅜ', 'ㅔ']),
    ('ㅟ', ['ㅜ', 'ㅣ']),
    ('ㅢ', ['ㅡ', 'ㅣ']),
    ('ㄳ', ['ㄱ', 'ㅅ']),
    ('ㄵ', ['ㄴ', 'ㅈ']),
    ('ㄶ', ['ㄴ', 'ㅎ']),
    ('ㄺ', ['ㄹ', 'ㄱ']),
    ('ㄻ', ['ㄹ', 'ㅁ']),
    ('ㄼ', ['ㄹ', 'ㅂ']),
    ('ㄽ', ['ㄹ', 'ㅅ']),
    ('ㄾ', ['ㄹ', 'ㅌ']),
    ('ㄿ', ['ㄹ', 'ㅍ']),
    ('ㅀ', ['ㄹ', 'ㅎ']),
    ('ㅄ', ['ㅂ', 'ㅅ']),
];

fn place(letters: &str, letter: char) -> Option<u32> {
    letters.chars().position(|c| c == letter).map(|at| at as u32)
}

fn pair(first: char, second: char) -> Option<char> {
    PAIRS.iter().find(|(_, typed)| *typed == [first, second]).map(|(letter, _)| *letter)
}

/// Letters put together to syllables, as an input method does while one types.
pub fn composed(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let (is_vowel, mut out, mut at) =
        (|i: usize| letters.get(i).is_some_and(|&c| place(VOWELS, c).is_some()), String::new(), 0);
    while at < letters.len() {
        let lead = place(LEADS, letters[at]).filter(|_| is_vowel(at + 1));
        let Some(lead) = lead else {
            out.push(letters[at]);
            at += 1;
            continue;
        };
        let mut vowel = letters[at + 1];
        at += 2;
        if let Some(both) = letters.get(at).and_then(|&next| pair(vowel, next)) {
            vowel = both;
            at += 1;
        }
        // A letter ends the syllable, unless a vowel follows, which takes it for its own.
        let mut tail = 0;
        if let Some(first) = letters.get(at).and_then(|&c| place(TAILS, c)).filter(|_| !is_vowel(at + 1)) {
            tail = first + 1;
            at += 1;
            let both =
                letters.get(at).and_then(|&next| pair(letters[at - 1], next)).and_then(|both| place(TAILS, both));
            if let Some(both) = both.filter(|_| !is_vowel(at + 1)) {
                tail = both + 1;
                at += 1;
            }
        }
        out.extend(place(VOWELS, vowel).and_then(|vowel| syllable(lead, vowel, tail)));
    }
    out
}

/// Syllables taken apart to the letters that were typed.
pub fn taken_apart(text: &str) -> String {
    let letter = |c: char| match u32::from(c) {
        code @ 0x1100..=0x1112 => LEADS.chars().nth((code - 0x1100) as usize).unwrap_or(c),
        code @ 0x1161..=0x1175 => VOWELS.chars().nth((code - 0x1161) as usize).unwrap_or(c),
        code @ 0x11A8..=0x11C2 => TAILS.chars().nth((code - 0x11A8) as usize).unwrap_or(c),
        _ => c,
    };
    let mut out = String::new();
    for c in text.nfd().map(letter) {
        match PAIRS.iter().find(|(both, _)| *both == c) {
            Some((_, typed)) => out.extend(typed),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_syllables_and_syllables_letters() {
        for (letters, syllables) in
            [("ㅇㅏㅇㅣㅇㅠ", "아이유"), ("ㄱㅏㅇㄴㅏㅁ", "강남"), ("ㄱㅗㅏㄴ", "관"), ("ㅅㅏㄹㅁ", "삶")]
        {
            assert_eq!(composed(letters), syllables);
            assert_eq!(taken_apart(syllables), letters);
        }
    }
}
