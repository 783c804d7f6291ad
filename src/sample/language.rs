//! One language as a maker of names: any rank gives a word, the first ones from its dictionary, the others invented.

use rand::Rng;

use super::draw;

/// What a language's names are made of, as lists of words separated by spaces, the most frequent first.
pub(super) struct Material {
    /// Of artists, in [0, 1].
    pub share: f64,
    /// Written without spaces between words.
    pub joined: bool,
    /// Titles capitalise every word, not only the first.
    pub headline: bool,
    /// Words that no title ends with.
    pub little: &'static str,
    pub words: &'static str,
    /// A syllable is an onset, a nucleus and a coda; all alone in a nucleus where a character is a syllable.
    pub onsets: &'static str,
    pub nuclei: &'static str,
    pub codas: &'static str,
    /// What derived words end with.
    pub endings: &'static str,
    pub given: &'static str,
    /// What surnames end with; whole surnames where a character is a syllable.
    pub families: &'static str,
}

pub(super) struct Language {
    pub joined: bool,
    pub headline: bool,
    little: usize,
    words: Vec<&'static str>,
    onsets: Vec<&'static str>,
    nuclei: Vec<&'static str>,
    codas: Vec<&'static str>,
    endings: Vec<&'static str>,
    given: Vec<&'static str>,
    families: Vec<&'static str>,
    salt: u64,
}

impl Language {
    /// `salt` makes the invented words differ between seeds.
    pub fn new(material: &Material, salt: u64) -> Self {
        let list = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
        let mut words = list(material.little);
        let little = words.len();
        words.extend(list(material.words));
        Self {
            joined: material.joined,
            headline: material.headline,
            little,
            words,
            onsets: list(material.onsets),
            nuclei: list(material.nuclei),
            codas: list(material.codas),
            endings: list(material.endings),
            given: list(material.given),
            families: list(material.families),
            salt,
        }
    }

    /// Appends the word of that rank. The same rank is the same word for ever.
    pub fn push_word(&self, rank: u64, out: &mut String) {
        if let Some(word) = self.words.get(rank as usize) {
            return out.push_str(word);
        }
        let mut dice = Dice(mix(rank ^ self.salt));
        match dice.below(100) {
            // A third of a vocabulary are forms of commoner words ("dreams", "dreaming"), which are the hard neighbours
            // of a search.
            0..34 if !self.endings.is_empty() => {
                let root = self.little as u64 + dice.below(rank / 2 - self.little as u64 / 2);
                self.push_word(root, out);
                out.push_str(dice.one_of(&self.endings));
            }
            syllables => {
                let count = if syllables % 50 < 14 { 1 } else { 2 } + u64::from(dice.below(100) < 16);
                self.push_syllables(count, &mut dice, out);
            }
        }
    }

    /// Appends words for a title: `count` of them, the last one never an article or the like.
    pub fn push_title(&self, count: usize, rng: &mut impl Rng, out: &mut String) {
        for nth in 1..=count {
            let mut rank = draw::word_rank(rng);
            while nth == count && rank < self.little as u64 {
                rank = draw::word_rank(rng);
            }
            let word = out.len();
            self.push_word(rank, out);
            if self.headline || nth == 1 {
                capitalise(out, word);
            }
            // French d' and l' lean on the next word.
            if nth < count && !self.joined && !(rank < self.little as u64 && out.ends_with('\'')) {
                out.push(' ');
            }
        }
    }

    /// Appends a word that few others use: who takes one word as a name looks for one that is free.
    pub fn push_rare_word(&self, rng: &mut impl Rng, out: &mut String) {
        let start = out.len();
        self.push_word(self.words.len() as u64 / 2 + 4 * draw::word_rank(rng), out);
        capitalise(out, start);
    }

    /// Appends an invented person's name.
    pub fn push_person(&self, rng: &mut impl Rng, out: &mut String) {
        if self.onsets.is_empty() {
            out.push_str(draw::often_first(rng, &self.families));
            return out.push_str(draw::any(rng, &self.given));
        }
        self.push_given(rng, out);
        out.push(' ');
        self.push_family(rng, out);
    }

    /// Appends a given name.
    pub fn push_given(&self, rng: &mut impl Rng, out: &mut String) {
        let start = out.len();
        out.push_str(draw::any(rng, &self.given));
        capitalise(out, start);
    }

    /// Appends a surname; common ones come again and again, as surnames do.
    pub fn push_family(&self, rng: &mut impl Rng, out: &mut String) {
        let start = out.len();
        let mut dice = Dice(mix(draw::word_rank(rng) ^ !self.salt));
        let count = 1 + u64::from(dice.below(100) < 30);
        self.push_syllables(count, &mut dice, out);
        out.push_str(dice.one_of(&self.families));
        capitalise(out, start);
    }

    fn push_syllables(&self, count: u64, dice: &mut Dice, out: &mut String) {
        for nth in 1..=count {
            if !self.onsets.is_empty() && (nth > 1 || dice.below(100) < 85) {
                out.push_str(dice.one_of(&self.onsets));
            }
            out.push_str(dice.one_of(&self.nuclei));
            let closed = if nth == count { 70 } else { 22 };
            if !self.codas.is_empty() && dice.below(100) < closed {
                out.push_str(dice.one_of(&self.codas));
            }
        }
    }
}

/// Makes the letter at `at` a capital.
pub(super) fn capitalise(text: &mut String, at: usize) {
    let Some(first) = text[at..].chars().next() else { return };
    if first.is_lowercase() {
        let upper: String = first.to_uppercase().collect();
        text.replace_range(at..at + first.len_utf8(), &upper);
    }
}

/// Small dice for what must depend on nothing but a rank.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = mix(self.0);
        ((u128::from(self.0) * u128::from(bound)) >> 64) as u64
    }

    fn one_of<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len() as u64) as usize]
    }
}

/// SplitMix64's step (Steele, Lea and Flood, 2014): well-mixed bits from neighbouring numbers.
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::sample::languages::LANGUAGES;

    #[test]
    fn the_shares_of_the_languages_add_up_to_one() {
        let sum: f64 = LANGUAGES.iter().map(|language| language.share).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn every_rank_has_a_word_and_nearly_every_word_one_rank() {
        for material in &LANGUAGES {
            let language = Language::new(material, 1);
            let words: HashSet<String> = (0..20_000)
                .map(|rank| {
                    let mut word = String::new();
                    language.push_word(rank, &mut word);
                    word
                })
                .collect();
            assert!(!words.contains(""));
            assert!(words.len() > 10_000, "{} words begin with {:?}", words.len(), language.words.first());
        }
    }

    #[test]
    fn a_title_never_ends_with_an_article() {
        let language = Language::new(&LANGUAGES[0], 1);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for count in [1, 2, 5] {
            let mut title = String::new();
            language.push_title(count, &mut rng, &mut title);
            let last = title.to_lowercase().split(' ').next_back().unwrap().to_owned();
            assert!(!language.words[..language.little].contains(&last.as_str()), "{title}");
            assert_eq!(title.split(' ').count(), count);
        }
    }
}
