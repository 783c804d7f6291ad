//! The last look at the best few: the whole query against the whole name, letter by letter.

use super::weights::Weights;
use crate::text::{Measure, Words, name};
use crate::track::TrackSummary;

/// Longer texts are not compared: the cost grows with the product of the lengths.
const MAX_BYTES: usize = 120;

/// A query as the last look needs it.
pub struct Asked<'a> {
    folded: &'a str,
    measure: Measure<'a>,
    as_typed: Vec<String>,
    announces_guest: bool,
    weights: &'a Weights,
}

impl<'a> Asked<'a> {
    pub fn new(text: &str, words: &'a Words, weights: &'a Weights) -> Self {
        let as_typed: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let announces_guest = as_typed.iter().any(|word| name::announces_guest(word.trim_end_matches('.')));
        let folded = words.joined();
        Self { folded, measure: Measure::new(folded), as_typed, announces_guest, weights }
    }

    /// What a document earns by resembling the query as a whole.
    pub fn similarity(&self, document: &TrackSummary) -> f32 {
        let (title, artist) =
            (name::parse(&document.title), name::parse(document.artist.as_deref().unwrap_or_default()));
        let (titles, artists) = (forms(&title), forms(&artist));
        let mut best = self.similarity_of(titles[0]).max(self.similarity_of(artists[0]));
        let distinct = |forms: &[&str; 2]| if forms[0] == forms[1] { 1 } else { 2 };
        let mut whole = String::new();
        // With the asides only where there are any.
        for &title in &titles[..distinct(&titles)] {
            for (i, &artist) in artists[..distinct(&artists)].iter().enumerate() {
                let part = if i == 0 || self.announces_guest { 1.0 } else { self.weights.similarity_with_guest };
                for (first, second) in [(artist, title), (title, artist)] {
                    whole.clear();
                    whole.push_str(first);
                    whole.push_str(second);
                    best = best.max(part * self.similarity_of(&whole));
                }
            }
        }
        let Weights { similarity, similarity_from, .. } = self.weights;
        similarity * ((best - similarity_from) / (1.0 - similarity_from)).max(0.0)
    }

    fn similarity_of(&self, name: &str) -> f32 {
        let longest = self.folded.len().max(name.len());
        // Too different in length to count, or too long to be anybody's name: not worth comparing.
        if longest == 0
            || longest > MAX_BYTES
            || (self.folded.len().min(name.len()) as f32) < self.weights.similarity_from * longest as f32
        {
            return 0.0;
        }
        self.measure.similarity(name) as f32
    }

    /// What a document earns by being written just as it was typed.
    pub fn verbatim(&self, document: &TrackSummary) -> f32 {
        let artist = document.artist.as_deref().unwrap_or_default();
        let (title, artist) = (document.title.to_lowercase(), artist.to_lowercase());
        let (title, artist) = (title.split_whitespace(), artist.split_whitespace());
        let typed = || self.as_typed.iter();
        if typed().eq(title.clone()) || typed().eq(artist.clone().chain(title.clone())) {
            return self.weights.verbatim_whole;
        }
        if typed().eq(title.clone().chain(artist.clone())) {
            return self.weights.verbatim_whole - self.weights.verbatim;
        }
        let earned: f32 = typed()
            .enumerate()
            .filter(|(i, word)| {
                let is_prefix = i + 1 == self.as_typed.len();
                let mut written = title.clone().chain(artist.clone());
                written.any(|w| w == *word || is_prefix && w.starts_with(word.as_str()))
            })
            .map(|(_, word)| if word.is_ascii() { self.weights.verbatim } else { self.weights.verbatim_marked })
            .sum();
        earned / self.as_typed.len().max(1) as f32
    }
}

/// A name without its asides, and with them.
fn forms(name: &name::Name) -> [&str; 2] {
    [name.words.joined_up_to(name.main), name.words.joined()]
}
