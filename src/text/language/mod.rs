//! What languages say in several ways: numbers, spellings, words that ask for music, and keyboards. Each is a table of
//! plain text, by language; to add one, write its file and name it beside the others. What a library says in several
//! ways, its aliases, is given.

pub mod aliases;
pub mod fillers;
mod hangul;
pub mod layouts;
mod numbers;
mod spellings;
pub mod years;

use super::fold::Words;
pub use aliases::{AliasKind, Aliases};
use spellings::{Ending, endings};

/// The tables by which names are the same however they are written.
pub fn tables() -> impl Iterator<Item = &'static str> {
    numbers::FILES.iter().chain(spellings::FILES).copied()
}

/// Another way to write some typed words that no edit leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// How many of the typed words it stands for.
    pub typed: usize,
    pub written: Vec<String>,
    pub kind: VariantKind,
}

/// Why it is another way to write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariantKind {
    /// The same number in digits, words or Roman numerals.
    Number,
    /// A number that counts or says which: `5` and `fifth`.
    Ordinal,
    /// Another spelling or an abbreviation.
    Spelling,
    /// Another name that the library has given it.
    Alias(AliasKind),
}

impl Variant {
    /// The query with this in the place of what was typed there.
    pub fn in_place(&self, words: &Words, at: usize) -> Words {
        let mut whole = Words::default();
        let before = (0..at).map(|i| words.get(i));
        let after = (at + self.typed..words.len()).map(|i| words.get(i));
        before.chain(self.written.iter().map(String::as_str)).chain(after).for_each(|word| whole.push(word));
        whole
    }
}

/// Most words that one number or spelling is written in.
const MOST_WORDS: usize = 4;

/// The other ways to write the words from `at` on.
pub fn variants(words: &Words, at: usize) -> Vec<Variant> {
    let mut found: Vec<Variant> = Vec::new();
    let typed: Vec<&str> = (at..words.len().min(at + MOST_WORDS)).map(|i| words.get(i)).collect();
    let mut add = |typed: usize, written: &str, kind: VariantKind| {
        let written: Vec<String> = written.split(' ').map(str::to_owned).collect();
        let is_new = !found.iter().any(|other| other.typed == typed && other.written == written);
        if is_new {
            found.push(Variant { typed, written, kind });
        }
    };
    numbers::variants(&typed, &mut add);
    spellings::variants(&typed, &mut add);
    found
}

/// The words as one of all their ways to be written, the same for each: what whole fields are compared by.
pub fn canonical<'a>(words: impl Iterator<Item = &'a str>, mut each: impl FnMut(&str)) {
    let words: Vec<&str> = words.collect();
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..words.len().min(at + MOST_WORDS)];
        at += if let Some((count, digits)) = numbers::canonical(rest) {
            each(&digits);
            count
        } else if let Some((count, word)) = spellings::canonical(rest) {
            each(word);
            count
        } else {
            match endings(rest[0], Ending::Full).next() {
                Some(full) => each(&full),
                None => each(rest[0]),
            }
            1
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn written(text: &str) -> Vec<(usize, String)> {
        variants(&fold(text), 0).into_iter().map(|v| (v.typed, v.written.join(" "))).collect()
    }

    #[test]
    fn numbers_are_one_thing_in_words_digits_and_numerals() {
        for (typed, other) in [
            ("twenty one savage", (2, "21")),
            ("21", (1, "twenty one")),
            ("fifty", (1, "50")),
            ("50", (1, "fifty")),
            ("ninety nine problems", (2, "99")),
            ("one eighty two", (3, "182")),
            ("nineteen ninety nine", (3, "1999")),
            ("a thousand", (2, "1000")),
            ("1000", (1, "a thousand")),
            ("five hundred miles", (2, "500")),
            ("two thousand and one", (4, "2001")),
            ("ii", (1, "2")),
            ("two", (1, "ii")),
            ("ninth", (1, "9")),
            ("5th", (1, "fifth")),
            ("5", (1, "5th")),
            ("einundzwanzig", (1, "21")),
            ("treinta y uno", (3, "31")),
        ] {
            let other = (other.0, other.1.to_owned());
            assert!(written(typed).contains(&other), "{typed}: {:?}", written(typed));
        }
    }

    #[test]
    fn spellings_stand_for_each_other() {
        for (typed, other) in [
            ("believing", (1, "believin")),
            ("livin", (1, "living")),
            ("honour", (1, "honor")),
            ("savior", (1, "saviour")),
            ("sergeant", (1, "sgt")),
            ("want to", (2, "wanna")),
            ("wanna", (1, "want to")),
            ("u", (1, "you")),
            ("sk8er", (1, "skater")),
            ("temptashun", (1, "temptation")),
            ("n", (1, "and")),
        ] {
            let other = (other.0, other.1.to_owned());
            assert!(written(typed).contains(&other), "{typed}: {:?}", written(typed));
        }
    }

    #[test]
    fn a_word_without_another_way_has_none() {
        assert_eq!(written("radiohead"), []);
        assert_eq!(written("月"), []);
    }

    #[test]
    fn all_ways_to_write_a_name_are_the_same() {
        let canonical = |text: &str| {
            let mut words = Vec::new();
            canonical(fold(text).iter(), |word| words.push(word.to_owned()));
            words
        };
        let same = |a: &str, b: &str| assert_eq!(canonical(a), canonical(b), "{a}, {b}");
        same("Don't Stop Believin'", "dont stop believing");
        same("Another Brick in the Wall Part II", "another brick in the wall pt two");
        same("Blink-182", "blink one eighty two");
        same("21 Savage", "twenty one savage");
        same("Symphony No. 5", "symphony number five");
        same("U + Me", "you and me");
        same("In Your Honor", "in your honour");
        assert_ne!(canonical("symphony 5"), canonical("symphony 6"));
    }
}
