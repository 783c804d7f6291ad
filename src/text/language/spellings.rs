//! Words that people write in several ways that no edit connects, and endings that go by rule.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::VariantKind;

pub const FILES: &[&str] = &[
    include_str!("spellings/en.txt"),
    include_str!("spellings/de.txt"),
    include_str!("spellings/es.txt"),
    include_str!("spellings/fr.txt"),
];

/// Endings that are written in two ways, the fuller one first. Not for short words, whose endings say too little.
const ENDINGS: &[(&str, &str)] = &[
    // Singing, singin': the apostrophe is gone.
    ("ing", "in"),
    // British and American.
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("elled", "eled"),
    ("elling", "eling"),
    // As it sounds.
    ("ter", "ta"),
    ("ster", "sta"),
    ("ers", "az"),
    ("tion", "shun"),
    ("ssion", "shun"),
];
/// What is left of a word before its ending, at the least.
const LEAST_STEM: usize = 3;
/// A digit inside a word, for the sounds it has.
const SOUNDS: &[(char, &[&str])] = &[('8', &["at", "ate", "eat", "ait"]), ('4', &["for"]), ('2', &["to"])];

/// Ways to write one word, which may be of several words joined by spaces.
type Group = Vec<String>;

struct Spellings {
    groups: Vec<Group>,
    /// The groups that each way belongs to.
    of: FxHashMap<String, Vec<usize>>,
    /// The first words of those of several.
    beginnings: FxHashSet<String>,
}

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let lines = FILES.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#'));
    let groups: Vec<Group> =
        lines.map(|line| line.split_whitespace().map(|word| word.replace('_', " ")).collect()).collect();
    let mut of: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|word| of.entry(word.clone()).or_default().push(number));
    }
    let first = |way: &String| way.split_once(' ').map(|(first, _)| first.to_owned());
    let beginnings = of.keys().filter_map(first).collect();
    Spellings { groups, of, beginnings }
});

/// Which way an ending is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// To the fuller one.
    Full,
    Either,
}

/// A word with its ending written otherwise.
pub fn endings(word: &str, to: Ending) -> impl Iterator<Item = String> {
    let last = word.bytes().last();
    ENDINGS
        .iter()
        .flat_map(move |&(full, short)| {
            [(short, full), (full, short)].into_iter().take(if to == Ending::Full { 1 } else { 2 })
        })
        // A quarter of the cost of asking for the whole ending: most words have none.
        .filter(move |(from, _)| from.bytes().last() == last)
        .filter_map(move |(from, into)| {
            let stem = word.strip_suffix(from).filter(|stem| stem.len() >= LEAST_STEM && stem.is_ascii())?;
            // `singing` has no second ending to drop, and `...inging` none to add.
            (!word.ends_with(into) || into.len() < from.len()).then(|| format!("{stem}{into}"))
        })
}

/// Reports the other ways to write what the words begin with.
pub fn variants(words: &[&str], add: &mut impl FnMut(usize, &str, VariantKind)) {
    let Some(&first) = words.first() else { return };
    let pair = pair(words);
    for (count, typed) in [(1, Some(first)), (2, pair.as_deref())] {
        let groups = typed.and_then(|typed| SPELLINGS.of.get(typed)).into_iter().flatten();
        for other in groups.flat_map(|&number| &SPELLINGS.groups[number]).filter(|other| Some(other.as_str()) != typed)
        {
            add(count, other, VariantKind::Spelling);
        }
    }
    endings(first, Ending::Either).for_each(|other| add(1, &other, VariantKind::Spelling));
    let inner = first.chars().filter(char::is_ascii_alphabetic).count();
    for &(digit, sounds) in SOUNDS {
        if inner >= 2 && first.chars().filter(|&c| c.is_ascii_digit()).eq([digit]) {
            sounds.iter().for_each(|sound| add(1, &first.replace(digit, sound), VariantKind::Spelling));
        }
    }
}

/// The way that stands for all others of what the words begin with, and how many words that is.
pub fn canonical(words: &[&str]) -> Option<(usize, &'static str)> {
    let first = *words.first()?;
    let of = |typed: &str| SPELLINGS.of.get(typed).map(|groups| &*SPELLINGS.groups[groups[0]][0]);
    let two = pair(words).and_then(|pair| Some((2, of(&pair)?)));
    two.or_else(|| Some((1, of(first)?)))
}

/// The first two words, if some spelling of two words begins so.
fn pair(words: &[&str]) -> Option<String> {
    let (first, second) = (*words.first()?, words.get(1)?);
    SPELLINGS.beginnings.contains(first).then(|| format!("{first} {second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_as_folding_leaves_it() {
        for way in SPELLINGS.of.keys() {
            assert_eq!(&crate::text::fold(way).spaced(), way);
        }
    }

    #[test]
    fn endings_change_by_rule() {
        let either = |word| endings(word, Ending::Either).collect::<Vec<_>>();
        assert_eq!(either("loving"), ["lovin"]);
        assert_eq!(either("lovin"), ["loving"]);
        assert!(either("gangsta").contains(&"gangster".to_owned()));
        assert!(either("king").is_empty() && either("pin").is_empty());
    }
}
