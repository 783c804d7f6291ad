//! A query with the other names that a library's aliases give in the place of those that were typed.

use super::words::{half_cut, lexemes, phrase};
use crate::text::language::{AliasKind, Aliases, Variant, VariantKind};
use crate::text::{Words, fold};

/// The query with one name in it said otherwise.
pub(super) struct Aliased {
    /// All of it, folded.
    pub folded: String,
    pub tsquery: String,
    /// The words of the name that was typed, …
    typed: Vec<String>,
    /// … and those of the other name.
    written: Vec<String>,
}

impl Aliased {
    /// Every way to say the folded query otherwise.
    pub fn ways(asked: &str, aliases: Option<&Aliases>) -> Vec<Self> {
        let Some(aliases) = aliases else { return Vec::new() };
        let words = fold(asked);
        let way = |(at, variant): (usize, Variant)| {
            let end = at + variant.typed;
            // Title and artist are one weight of the vector: which of them it is, the ranking sees.
            let weight = match variant.kind {
                VariantKind::Alias(AliasKind::Artist | AliasKind::Title) => ":A",
                _ => "",
            };
            let written: Vec<&str> = variant.written.iter().map(String::as_str).collect();
            let mut after = slice(&words, end, words.len());
            let is_cut = half_cut(&mut after);
            let mut parts = lexemes(&slice(&words, 0, at), false);
            parts.push(phrase(&written, weight));
            parts.extend(lexemes(&after, !is_cut));
            Self {
                folded: variant.in_place(&words, at).spaced(),
                tsquery: parts.join(" & "),
                typed: slice(&words, at, end).into_iter().map(str::to_owned).collect(),
                written: variant.written,
            }
        };
        aliases.all_variants(&words).into_iter().map(way).collect()
    }

    /// Whether a word is one of a name's that was typed, and that name stands there by its other one.
    pub fn accounts_for(&self, word: &str, names: &[String]) -> bool {
        let stands_in = |name: &String| self.written.iter().all(|word| name.split(' ').any(|part| part == word));
        self.typed.iter().any(|typed| typed == word) && names.iter().any(stands_in)
    }
}

fn slice(words: &Words, from: usize, to: usize) -> Vec<&str> {
    (from..to).map(|i| words.get(i)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_name_stands_as_a_phrase_among_what_else_was_typed() {
        let mut aliases = Aliases::default();
        aliases.add(AliasKind::Artist, ["Prince", "The Artist"].into_iter());
        aliases.add(AliasKind::Word, ["O'Hara", "oh"].into_iter());
        let ways = |asked: &str| -> Vec<(String, String)> {
            Aliased::ways(asked, Some(&aliases)).into_iter().map(|way| (way.folded, way.tsquery)).collect()
        };
        let pair = |folded: &str, tsquery: &str| (folded.to_owned(), tsquery.to_owned());
        assert_eq!(ways("prince kis"), [pair("the artist kis", "('the':A <-> 'artist':A) & 'kis':*")]);
        assert_eq!(ways("kiss the artist"), [pair("kiss prince", "'kiss' & ('prince':A)")]);
        assert_eq!(ways("oh"), [pair("ohara", "('ohara')")]);
        assert_eq!(ways("kiss"), []);
        assert!(Aliased::ways("prince", None).is_empty());
    }

    #[test]
    fn a_name_that_stands_there_by_its_other_one_is_not_missed() {
        let mut aliases = Aliases::default();
        aliases.add(AliasKind::Artist, ["Prince", "The Artist"].into_iter());
        let ways = Aliased::ways("kiss the artist", Some(&aliases));
        let names = ["prince kiss parade".to_owned()];
        assert!(ways[0].accounts_for("artist", &names) && !ways[0].accounts_for("kiss", &names));
        assert!(!ways[0].accounts_for("artist", &["abba kiss".to_owned()]));
    }
}
