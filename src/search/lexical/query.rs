//! What was typed, as words.

use crate::text::name::announces_guest;
use crate::text::{Words, ends_in_word, fold};

/// Words beyond this are let go: nobody types them, and the work per query stays bounded.
pub const MAX_WORDS: usize = 24;
/// Text beyond this isn't even folded.
const MAX_BYTES: usize = 1024;

/// A folded query.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// At most [`MAX_WORDS`].
    pub words: Words,
    /// The words that were let go before it is asked: too many, or the name of somebody else.
    pub beyond: Vec<String>,
    /// Whether the last word may go on: nothing was typed behind it.
    pub is_unfinished: bool,
}

impl Query {
    pub fn parse(text: &str) -> Self {
        let mut end = text.len().min(MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (mut words, mut beyond) = (Words::default(), Vec::new());
        for (i, word) in fold(&text[..end]).iter().enumerate() {
            if i > 0 && announces_guest(word) {
                continue;
            }
            if words.len() < MAX_WORDS {
                words.push(word);
            } else {
                beyond.push(word.to_owned());
            }
        }
        let is_unfinished = ends_in_word(text) && beyond.is_empty();
        Self { words, beyond, is_unfinished }
    }

    /// Whether it has no more words than a query may.
    pub fn is_short_enough(&self) -> bool {
        self.words.len() <= MAX_WORDS
    }

    /// A set with one bit for each word.
    pub fn all(&self) -> WordSet {
        WordSet((1u32 << self.words.len()) - 1)
    }
}

/// Each folded word as it was typed; folded, where what was typed can't be told apart.
pub fn as_typed(text: &str, words: &Words) -> Vec<String> {
    let tokens = text.split_whitespace().flat_map(|token| {
        let count = fold(token).iter().filter(|word| !announces_guest(word)).count();
        std::iter::repeat_n((token, count), count)
    });
    let whole = |(token, count): (&str, usize), word: &str| if count == 1 { token.to_owned() } else { word.to_owned() };
    let tokens: Vec<(&str, usize)> = tokens.collect();
    if tokens.len() != words.len() {
        return words.iter().map(str::to_owned).collect();
    }
    tokens.into_iter().zip(words.iter()).map(|(token, word)| whole(token, word)).collect()
}

/// A set of query words, by position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordSet(pub u32);

impl WordSet {
    /// The words `first..first + count`.
    pub fn span(first: usize, count: usize) -> Self {
        Self(((1u32 << count) - 1) << first)
    }

    pub fn contains(self, other: WordSet) -> bool {
        self.0 & other.0 == other.0
    }

    pub fn is_disjoint(self, other: WordSet) -> bool {
        self.0 & other.0 == 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn with(self, other: WordSet) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: WordSet) -> Self {
        Self(self.0 & !other.0)
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub fn first(self) -> usize {
        self.0.trailing_zeros() as usize
    }

    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let first = (rest != 0).then_some(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(first)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_unfinished_until_something_follows() {
        assert!(Query::parse("bohemian rha").is_unfinished);
        assert!(!Query::parse("bohemian rhapsody ").is_unfinished);
        assert!(!Query::parse("").is_unfinished);
    }

    #[test]
    fn a_mark_at_the_end_does_not_finish_a_word() {
        for text in [
            "ดอกไม้",
            "cafe\u{301}",
            "הָאָדָ",
            "اَلْحَمْ",
            "नमस्",
            "ချစ်",
            "می\u{200C}",
            "stop\u{AD}",
            "محـ",
            "1\u{FE0F}\u{20E3}",
        ] {
            assert!(Query::parse(text).is_unfinished, "{text}");
        }
        assert!(!Query::parse("cafe\u{301} ").is_unfinished);
        assert!(!Query::parse("\u{301}").is_unfinished);
    }

    #[test]
    fn words_are_told_as_they_were_typed() {
        let typed = |text: &str| as_typed(text, &Query::parse(text).words);
        assert_eq!(typed("Beyoncé Halo"), ["Beyoncé", "Halo"]);
        assert_eq!(typed("AC/DC Кино"), ["ac", "dc", "Кино"]);
        assert_eq!(typed(""), Vec::<String>::new());
    }

    #[test]
    fn endless_queries_are_cut() {
        let query = Query::parse(&"word ".repeat(5_000));
        assert_eq!(query.words.len(), MAX_WORDS);
        assert!(!query.beyond.is_empty());
    }
}
