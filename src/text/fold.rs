//! Folding: any text → the words it is compared by.
//!
//! Compatibility forms and widths are made equal, marks removed, case folded, letters that don't decompose mapped, other
//! alphabets written in Latin letters; apostrophes are dropped, `&` and `+` are the word "and", other punctuation
//! separates. `!`, `$` and `@` inside a word stand for the letters they imitate (P!nk, Ke$ha), dotted initials are one
//! word (T.N.T.), Han, Kana and Hangul are one word a character. A text without any letter or digit (`!!!`) is one word,
//! as it stands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::romanize;
use super::script::{hiragana, is_infix_script};

/// A word is cut here: nothing that a person types or names is longer, and costs stay bounded.
const MAX_WORD_BYTES: usize = 64;

/// Folded words in one buffer: no allocation a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
}

impl Words {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at a position; panics beyond the last, as a slice does.
    pub fn get(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.text[start..self.ends[i] as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }

    /// All words in a row, without a space: what a whole-string comparison looks at.
    pub fn joined(&self) -> &str {
        &self.text
    }

    /// The same of the first words, as many as `count`.
    pub fn joined_up_to(&self, count: usize) -> &str {
        &self.text[..if count == 0 { 0 } else { self.ends[count - 1] as usize }]
    }

    /// The words with one space between.
    pub fn spaced(&self) -> String {
        self.iter().collect::<Vec<_>>().join(" ")
    }

    /// Adds a word that is already folded.
    pub fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.close();
    }

    /// Ends the word under construction, if it has any letter.
    fn close(&mut self) {
        let start = self.ends.last().copied().unwrap_or(0) as usize;
        if self.text.len() > start {
            let mut end = self.text.len().min(start + MAX_WORD_BYTES);
            while !self.text.is_char_boundary(end) {
                end -= 1;
            }
            self.text.truncate(end);
            self.ends.push(end as u32);
        }
    }

    /// How many bytes the word under construction has.
    fn open_len(&self) -> usize {
        self.text.len() - self.ends.last().copied().unwrap_or(0) as usize
    }

    fn is_open(&self) -> bool {
        self.open_len() > 0
    }
}

/// Folds a text into words.
pub fn fold(text: &str) -> Words {
    let mut words = Words::default();
    fold_into(text, &mut words);
    words
}

/// Appends the words of `text` to `words`.
pub fn fold_into(text: &str, words: &mut Words) {
    words.close();
    words.text.reserve(text.len());
    if text.is_ascii() {
        let bytes = text.as_bytes();
        fold_chars(|i| bytes.get(i).map(|&byte| char::from(byte)), words);
    } else {
        // NFKC first: widths and ligatures become plain, Hangul and voiced Kana stay whole.
        let chars: Vec<char> = text.nfkc().collect();
        fold_chars(|i| chars.get(i).copied(), words);
    }
}

/// Appends the words of a text that is given character by character.
fn fold_chars(char_at: impl Fn(usize) -> Option<char>, words: &mut Words) {
    let before = words.len();
    let at = |i: usize| char_at(i).unwrap_or(' ');
    // Whether the word under construction is nothing but initials so far.
    let mut initials = true;
    for (i, c) in (0..).map_while(&char_at).enumerate() {
        let previous = if i == 0 { ' ' } else { at(i - 1) };
        let next = at(i + 1);
        initials &= words.is_open();
        match c {
            'a'..='z' | '0'..='9' => words.text.push(c),
            'A'..='Z' => words.text.push(c.to_ascii_lowercase()),
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′' => {}
            '!' if previous.is_alphabetic() && next.is_alphabetic() => words.text.push('i'),
            '$' if next.is_alphabetic() || (previous.is_alphabetic() && !next.is_alphanumeric()) => {
                words.text.push('s')
            }
            '@' if previous.is_alphabetic() && next.is_alphabetic() => words.text.push('a'),
            '&' | '+' => {
                words.close();
                // Between words only: "Simon & Garfunkel", but "C++" and "&" are what they are.
                if !words.is_empty() && (next.is_whitespace() || next.is_alphabetic()) {
                    words.push("and");
                }
            }
            '.' if previous.is_alphabetic() && (initials || words.open_len() == 1) => {
                // T.N.T.: a single letter follows, so the dot only parts initials.
                initials = next.is_alphabetic() && !at(i + 2).is_alphanumeric();
                if !initials {
                    words.close();
                }
            }
            _ if is_infix_script(c) => {
                words.close();
                words.text.push(hiragana(c));
                words.close();
            }
            _ if c.is_alphanumeric() => fold_letter(c, &mut words.text),
            // A mark that has no composed form with its letter.
            _ if is_combining_mark(c) => {}
            _ => words.close(),
        }
    }
    words.close();
    if words.len() == before {
        // Nothing but symbols: the name is what it looks like.
        words.text.extend((0..).map_while(char_at).filter(|c| !c.is_whitespace() && !c.is_control()));
        words.close();
    }
}

/// One letter or digit beyond ASCII: decomposed, its marks dropped, in lower case and Latin letters.
fn fold_letter(c: char, out: &mut String) {
    for lower in c.to_lowercase() {
        for part in std::iter::once(lower).nfkd() {
            if part.is_ascii_alphanumeric() {
                out.push(part);
            } else if !is_combining_mark(part) {
                let latin = romanize::latin(part);
                if latin.is_empty() && !matches!(part, 'ь' | 'ъ') {
                    out.push(part);
                } else {
                    out.extend(latin.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        fold(text).spaced()
    }

    #[test]
    fn names_fold_to_the_words_people_type() {
        for (name, words) in [
            ("The The", "the the"),
            ("Björk", "bjork"),
            ("Røyksopp", "royksopp"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("Ærøskøbing", "aeroskobing"),
            ("AC/DC", "ac dc"),
            ("T.N.T.", "tnt"),
            ("N.W.A", "nwa"),
            ("R.E.M. live", "rem live"),
            ("J.Lo", "j lo"),
            ("Mrs. Robinson", "mrs robinson"),
            ("will.i.am", "will i am"),
            ("P!nk", "pink"),
            ("Wham!", "wham"),
            ("Ke$ha", "kesha"),
            ("$uicideboy$", "suicideboys"),
            ("A$AP", "asap"),
            ("Don’t", "dont"),
            ("Simon & Garfunkel", "simon and garfunkel"),
            ("Florence + The Machine", "florence and the machine"),
            ("alt‐J", "alt j"),
            ("ＡＢＢＡ", "abba"),
            ("Кино", "kino"),
            ("Группа крови", "gruppa krovi"),
            ("Ζορμπά", "zormpa"),
            ("宇多田ヒカル", "宇 多 田 ひ か る"),
            ("싸이", "싸 이"),
            ("99 Luftballons", "99 luftballons"),
            ("!!!", "!!!"),
            ("  ", ""),
            ("", ""),
        ] {
            assert_eq!(folded(name), words, "{name}");
        }
    }

    #[test]
    fn composed_and_decomposed_forms_are_equal() {
        assert_eq!(fold("é ü が"), fold("e\u{301} u\u{308} か\u{3099}"));
    }

    #[test]
    fn an_endless_word_is_cut() {
        assert_eq!(fold(&"a".repeat(10_000)).get(0).len(), MAX_WORD_BYTES);
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn case_and_surrounding_space_make_no_difference(text in "[a-zA-Zà-ž ]{0,30}") {
            prop_assert_eq!(fold(&text.to_uppercase()).spaced().replace("ss", "s"), fold(&format!(" {text} ")).spaced().replace("ss", "s"));
        }

        #[test]
        fn any_text_folds_to_words_without_spaces(text in any::<String>()) {
            for word in fold(&text).iter() {
                prop_assert!(!word.is_empty() && !word.contains(' ') && word.len() <= MAX_WORD_BYTES);
            }
        }
    }
}
