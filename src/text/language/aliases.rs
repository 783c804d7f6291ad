//! What a library calls things otherwise: names that stand for one another because somebody has said so.

use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashMap;

use super::{Variant, VariantKind};
use crate::text::fold::{Words, fold};
use crate::text::name::announces_guest;

/// A name of more words than a query may have could never be typed.
pub const MOST_WORDS: usize = 24;
/// Other names that one place of a query is read as, should somebody have given a name to more.
const MOST_READINGS: usize = 24;

/// Of what the names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AliasKind {
    /// Of an artist: not looked for in titles and albums.
    Artist,
    /// Of a title: not looked for in artists and albums.
    Title,
    /// Of whatever has these words.
    Word,
}

impl AliasKind {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Artist, Self::Title, Self::Word];
    /// What there is, in words.
    pub const EXPECTED: &str = "artist, title or word";

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Artist => "artist",
            Self::Title => "title",
            Self::Word => "word",
        }
    }
}

impl fmt::Display for AliasKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for AliasKind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(text)).ok_or(Self::EXPECTED)
    }
}

/// The words that a name is looked up by: as a query has them, without those that announce a guest.
pub fn words_of(name: &str) -> Words {
    let mut words = Words::default();
    for (i, word) in fold(name).iter().enumerate() {
        if i == 0 || !announces_guest(word) {
            words.push(word);
        }
    }
    words
}

/// Names that stand for one another.
#[derive(Debug, PartialEq)]
struct Group {
    kind: AliasKind,
    /// Folded, with one space between the words.
    names: Box<[Box<str>]>,
}

/// The aliases of one library, to be looked up by what was typed. The names of one alias stand for each other; those of
/// several aren't chained.
#[derive(Debug, Default, PartialEq)]
pub struct Aliases {
    groups: Vec<Group>,
    /// The groups that each name is in.
    of: FxHashMap<Box<str>, Vec<u32>>,
    /// The most words of a name that begins with this one.
    longest: FxHashMap<Box<str>, usize>,
}

impl Aliases {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Adds names that stand for one another. What folds to nothing, to another of them, or to more words than a query
    /// has, says nothing.
    pub fn add<'a>(&mut self, kind: AliasKind, names: impl Iterator<Item = &'a str>) {
        let mut folded: Vec<Box<str>> = Vec::new();
        for words in names.map(words_of).filter(|words| (1..=MOST_WORDS).contains(&words.len())) {
            let name = words.spaced().into_boxed_str();
            if folded.contains(&name) {
                continue;
            }
            let longest = self.longest.entry(words.get(0).into()).or_default();
            *longest = words.len().max(*longest);
            folded.push(name);
        }
        if folded.len() < 2 {
            return;
        }
        let number = self.groups.len() as u32;
        for name in &folded {
            self.of.entry(name.clone()).or_default().push(number);
        }
        self.groups.push(Group { kind, names: folded.into() });
    }

    /// The other names of what is typed from a word on: a look into a hash table for a word that no name begins with.
    pub fn variants(&self, words: &Words, at: usize) -> Vec<Variant> {
        let mut found: Vec<Variant> = Vec::new();
        let Some(&longest) = self.longest.get(words.get(at)) else { return found };
        let mut typed = String::new();
        for (i, word) in words.iter().enumerate().skip(at).take(longest) {
            if i > at {
                typed.push(' ');
            }
            typed.push_str(word);
            let groups = self.of.get(typed.as_str()).into_iter().flatten();
            for Group { kind, names } in groups.map(|&number| &self.groups[number as usize]) {
                for name in names.iter().filter(|name| ***name != *typed) {
                    let written = name.split(' ').map(str::to_owned).collect();
                    let variant = Variant { typed: i + 1 - at, written, kind: VariantKind::Alias(*kind) };
                    if found.len() < MOST_READINGS && !found.contains(&variant) {
                        found.push(variant);
                    }
                }
            }
        }
        found
    }

    /// The same from every word on, each with its place.
    pub fn all_variants(&self, words: &Words) -> Vec<(usize, Variant)> {
        let of = |at| self.variants(words, at).into_iter().map(move |variant| (at, variant));
        (0..words.len()).flat_map(of).take(MOST_READINGS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(groups: &[(AliasKind, &[&str])]) -> Aliases {
        let mut aliases = Aliases::default();
        groups.iter().for_each(|(kind, names)| aliases.add(*kind, names.iter().copied()));
        aliases
    }

    fn said(aliases: &Aliases, text: &str) -> Vec<(usize, usize, String)> {
        let found = aliases.all_variants(&fold(text));
        found.into_iter().map(|(at, variant)| (at, variant.typed, variant.written.join(" "))).collect()
    }

    #[test]
    fn the_names_of_an_alias_stand_for_each_other() {
        let aliases = aliases(&[(AliasKind::Artist, &["2Pac", "Tupac", "Makaveli"])]);
        assert_eq!(said(&aliases, "TUPAC"), [(0, 1, "2pac".to_owned()), (0, 1, "makaveli".to_owned())]);
        assert_eq!(said(&aliases, "changes 2pac").len(), 2);
        assert_eq!(said(&aliases, "tupa"), []);
    }

    #[test]
    fn several_words_stand_for_several() {
        let aliases = aliases(&[
            (AliasKind::Artist, &["Prince", "The Artist", "The Artist Formerly Known as Prince"]),
            (AliasKind::Title, &["周杰伦", "Jay Chou", "Джей Чоу"]),
        ]);
        assert!(said(&aliases, "kiss by the artist").contains(&(2, 2, "prince".to_owned())));
        let all = said(&aliases, "the artist formerly known as prince");
        assert!(
            all.contains(&(0, 6, "prince".to_owned())) && all.contains(&(5, 1, "the artist".to_owned())),
            "{all:?}"
        );
        assert!(said(&aliases, "jay chou").contains(&(0, 2, "周 杰 伦".to_owned())));
        assert!(said(&aliases, "周杰伦").contains(&(0, 3, "jay chou".to_owned())));
    }

    #[test]
    fn nonsense_is_no_alias() {
        let endless = "la ".repeat(MOST_WORDS + 1);
        let aliases = aliases(&[
            (AliasKind::Word, &["Queen", "queen", "QUEEN"]),
            (AliasKind::Word, &["Abba", "", " \u{200b} "]),
            (AliasKind::Word, &["Song", &endless]),
            (AliasKind::Word, &[]),
        ]);
        assert!(aliases.is_empty());
        assert_eq!(said(&aliases, "queen abba song"), []);
        assert_eq!(said(&aliases, ""), []);
    }

    #[test]
    fn aliases_in_a_circle_are_not_followed_round() {
        let aliases = aliases(&[
            (AliasKind::Word, &["a1", "b1"]),
            (AliasKind::Word, &["b1", "c1"]),
            (AliasKind::Word, &["c1", "a1"]),
            (AliasKind::Word, &["b1", "a1"]),
        ]);
        assert_eq!(said(&aliases, "a1"), [(0, 1, "b1".to_owned()), (0, 1, "c1".to_owned())]);
    }

    #[test]
    fn a_name_of_very_many_is_read_as_some() {
        let others: Vec<String> = (0..500).map(|i| format!("other{i}")).collect();
        let mut many = Aliases::default();
        others.iter().for_each(|other| many.add(AliasKind::Word, ["name", other.as_str()].into_iter()));
        assert_eq!(said(&many, "name").len(), MOST_READINGS);
        assert_eq!(said(&many, "other499"), [(0, 1, "name".to_owned())]);
    }

    #[test]
    fn kinds_are_known_by_their_names() {
        for kind in AliasKind::ALL {
            assert_eq!(kind.to_string().to_uppercase().parse(), Ok(kind));
        }
        assert!("album".parse::<AliasKind>().is_err());
    }
}
