//! Words that ask for music and aren't its name: `songs by`, `lyrics`, `official video`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold::Words;

const FILES: &[&str] = &[
    include_str!("fillers/en.txt"),
    include_str!("fillers/de.txt"),
    include_str!("fillers/es.txt"),
    include_str!("fillers/fr.txt"),
    include_str!("fillers/it.txt"),
    include_str!("fillers/pt.txt"),
];

/// A phrase of a table.
struct Phrase {
    words: Vec<&'static str>,
    /// Whether it asks for the music of a film, a game or the like.
    is_of_film: bool,
}

/// Which words of a query are fillers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fillers {
    /// A bit for each of the first 32 words.
    pub words: u32,
    /// Whether some of them ask for the music of a film, a game or the like.
    pub is_of_film: bool,
}

/// The phrases, by their first word, the longest first.
static PHRASES: LazyLock<FxHashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<&str, Vec<Phrase>> = FxHashMap::default();
    for line in FILES.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')) {
        let is_of_film = line.starts_with('~');
        let words: Vec<&str> = line.trim_start_matches('~').split(' ').collect();
        phrases.entry(words[0]).or_default().push(Phrase { words, is_of_film });
    }
    phrases.values_mut().for_each(|of| of.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len())));
    phrases
});

/// Which of the words are fillers.
pub fn fillers(words: &Words) -> Fillers {
    let mut found = Fillers::default();
    let mut at = 0;
    // A query has fewer words than a set has bits.
    while at < words.len().min(u32::BITS as usize) {
        let phrases = PHRASES.get(words.get(at)).into_iter().flatten();
        let is_there = |phrase: &&Phrase| {
            let phrase = &phrase.words;
            at + phrase.len() <= words.len() && phrase.iter().enumerate().all(|(i, word)| words.get(at + i) == *word)
        };
        let phrase = phrases.clone().find(is_there);
        let length = phrase.map_or(0, |phrase| phrase.words.len());
        found.words |= ((1u64 << length) - 1).checked_shl(at as u32).unwrap_or(0) as u32;
        found.is_of_film |= phrase.is_some_and(|phrase| phrase.is_of_film);
        at += length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn kept(text: &str) -> String {
        let words = fold(text);
        let fillers = fillers(&words).words;
        let kept: Vec<&str> = (0..words.len()).filter(|i| fillers >> i & 1 == 0).map(|i| words.get(i)).collect();
        kept.join(" ")
    }

    #[test]
    fn what_asks_for_music_is_told_from_its_name() {
        assert_eq!(kept("songs by velvet harbour"), "velvet harbour");
        assert_eq!(kept("can you play paper lanterns by velvet harbour"), "paper lanterns velvet harbour");
        assert_eq!(kept("paper lanterns official music video hd"), "paper lanterns");
        assert_eq!(kept("what is that song paper lanterns"), "paper lanterns");
        assert_eq!(kept("the one that goes paper lanterns"), "paper lanterns");
        assert_eq!(kept("canciones de harbour"), "harbour");
        assert_eq!(kept("the one that got away"), "the one that got away");
    }

    #[test]
    fn every_phrase_is_as_folding_leaves_it() {
        for phrase in PHRASES.values().flatten() {
            assert_eq!(fold(&phrase.words.join(" ")).iter().collect::<Vec<_>>(), phrase.words);
        }
    }
}
