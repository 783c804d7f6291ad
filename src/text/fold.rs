//! Folding: any text → the words it is compared by.
//!
//! By the table first, letter by letter: marks, case, widths and compatibility forms make no difference, other
//! alphabets are written in Latin letters, Katakana as Hiragana, and most symbols separate words. Then by rules, which
//! look at what stands beside: apostrophes are dropped; `&` and `+` after some word are the word "and"; `!`, `$` and
//! `@` inside a word stand for the letters they imitate (P!nk, Ke$ha); dotted initials are one word (T.N.T.); Han, Kana
//! and Hangul are one word a character, and so are Thai, Lao, Khmer and Burmese, with the vowel signs around it. A text
//! without any letter or digit (`!!!`) is one word, as it stands; of emoji each is one, however often repeated.
//!
//! PostgreSQL does the same, by the same table: `needledrop_fold`.

use super::letters;
use super::script::{is_infix_script, is_infix_sign};

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

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at a position; panics beyond the last, as a slice does.
    pub fn get(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.text[start..self.ends[i] as usize]
    }

    /// The words in their order.
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

    /// Goes on with the last word.
    fn reopen(&mut self) {
        self.ends.pop();
    }

    /// Ends the word under construction, if it has any letter.
    fn close(&mut self) {
        let start = self.ends.last().copied().unwrap_or(0) as usize;
        if self.text.len() > start {
            self.text.truncate(self.text.floor_char_boundary(start + MAX_WORD_BYTES));
            self.ends.push(self.text.len() as u32);
        }
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
    let before = words.len();
    if text.is_ascii() {
        let bytes = text.as_bytes();
        fold_plain(|i| bytes.get(i).map(|byte| char::from(byte.to_ascii_lowercase())), words);
    } else {
        let plain = letters::plain(text);
        fold_plain(|i| plain.get(i).copied(), words);
    }
    if words.len() == before {
        // Nothing but symbols: the name is what it looks like.
        let mut previous = ' ';
        for symbol in letters::symbols(text).chars() {
            if is_emoji(symbol) && symbol == previous {
                continue;
            }
            if is_emoji(symbol) || is_emoji(previous) {
                words.close();
            }
            words.text.push(symbol);
            previous = symbol;
        }
        words.close();
    }
}

/// Miscellaneous symbols, dingbats, and the blocks of pictures.
fn is_emoji(symbol: char) -> bool {
    matches!(symbol, '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Appends the words of a text that is given letter by letter, as [`letters::plain`] has them.
fn fold_plain(letter_at: impl Fn(usize) -> Option<char>, words: &mut Words) {
    let at = |i: usize| letter_at(i).unwrap_or(' ');
    // What stands before, and whether that is the first letter of its word.
    let (mut previous, mut is_first) = (' ', false);
    for (i, c) in (0..).map_while(&letter_at).enumerate() {
        match c {
            'a'..='z' | '0'..='9' => {
                is_first = is_boundary(previous);
                words.text.push(c);
            }
            // A further letter of the one before.
            'A'..='Z' => {
                is_first &= is_letter(previous);
                words.text.push(c.to_ascii_lowercase());
            }
            '\'' | '`' => {}
            '!' if is_letter(previous) && is_letter(at(i + 1)) => words.text.push('i'),
            '@' if is_letter(previous) && is_letter(at(i + 1)) => words.text.push('a'),
            '$' if is_letter(at(i + 1)) || (is_letter(previous) && !is_word(at(i + 1))) => words.text.push('s'),
            '&' | '+' => {
                words.close();
                let next = at(i + 1);
                // Between words only: "Simon & Garfunkel", but "&" is what it is.
                if !words.is_empty() && (next <= ' ' || is_letter(next) || is_infix_script(next)) {
                    words.push("and");
                }
            }
            // T.N.T.: between two letters that stand alone, the dot only parts initials.
            '.' if is_first && is_letter(previous) && is_letter(at(i + 1)) && !at(i + 1).is_ascii_uppercase() => {
                let behind = (i + 2..).map_while(&letter_at).find(|c| !c.is_ascii_uppercase());
                if behind.is_some_and(is_word) {
                    words.close();
                }
            }
            _ if c.is_ascii() => words.close(),
            _ if is_infix_script(c) => {
                words.close();
                if is_infix_sign(c) && is_infix_script(previous) {
                    words.reopen();
                }
                words.text.push(c);
                words.close();
            }
            _ => {
                is_first = is_boundary(previous);
                words.text.push(c);
            }
        }
        previous = c;
    }
    words.close();
}

/// A letter of an alphabet; Han, Kana and Hangul are words.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && !is_infix_script(c))
}

fn is_word(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c)
}

/// Whether a letter behind this is the first of its word: behind `!`, `$` and `@` it rarely is.
fn is_boundary(c: char) -> bool {
    !is_word(c) && !matches!(c, '!' | '$' | '@')
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
            ("ラブライブ！サンシャイン!!", "ら ぶ ら い ぶ さ ん し ゃ い ん"),
            ("С.Ш.А.", "ssha"),
            ("Can´t", "cant"),
            ("أحمد", "ahmd"),
            ("Əliyev", "eliyev"),
            ("37.5℃", "37 5 c"),
            ("C++", "c and"),
            ("!!!", "!!!"),
            ("！！！", "!!!"),
            ("❤️", "❤"),
            ("👍🏽", "👍"),
            ("🔥🔥🔥", "🔥"),
            ("🔥 🔥!!", "🔥 !!"),
            ("👩🏽\u{200D}🚀", "👩 🚀"),
            ("I ❤️ you 😍😍", "i you"),
            ("†††", "†††"),
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
    fn scripts_without_spaces_are_a_word_a_letter_with_its_vowels() {
        for (name, words) in [
            ("รักไม่ยอมเปลี่ยนแปลง", "รั ก ไ ม ย อ ม เ ป ลี ย น แ ป ล ง"),
            ("น้ำ", "นํ า"),
            ("เเม่", "แ ม"),
            ("๑๐๐ ปี", "100 ปี"),
            ("ຮັກເຈົ້າ", "ຮັ ກ ເ จົ າ".replace('จ', "ຈ").as_str()),
            ("ស្រលាញ់", "ស រ លា ញ"),
            ("ချစ်သူ", "ချ စ သူ"),
            ("Thai ไทย 2", "thai ไ ท ย 2"),
        ] {
            assert_eq!(folded(name), words, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_nothing() {
        for (name, words) in [
            ("می\u{200C}خواهم", "mykhwahm"),
            ("میخواهم", "mykhwahm"),
            ("ميخواهم", "mykhwahm"),
            ("محـــمد", "mhmd"),
            ("أحمد إحسان آدم ٱلله", "ahmd ahsan adm allh"),
            ("اَلْحَمْدُ", "alhmd"),
            ("ليلى ليلي", "lyly lyly"),
            ("كتاب کتاب", "ktab ktab"),
            ("فيروزة فيروزه", "fyrwzh fyrwzh"),
            ("הָאָדָם", folded("האדם").as_str()),
            ("co\u{AD}op word\u{2060}joiner \u{FEFF}bom", "coop wordjoiner bom"),
            ("zero\u{200B}width", "zero width"),
        ] {
            assert_eq!(folded(name), words, "{name}");
        }
    }

    #[test]
    fn an_endless_word_is_cut() {
        assert_eq!(fold(&"a".repeat(10_000)).get(0).len(), MAX_WORD_BYTES);
        assert_eq!(fold(&"†".repeat(10_000)).get(0).len(), MAX_WORD_BYTES - 1);
        assert_eq!(fold(&format!("ก{}", "ี".repeat(10_000))).get(0).len(), MAX_WORD_BYTES - 1);
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn so_it_is_of_scripts_that_look_at_neighbours(text in "[ऀ-ඁ ก-ໟក-៝က-႟ㄱ-ㅣ가-깋ᄀ-ᇿ゙か🔥❤.a\u{200D}]{0,12}") {
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
