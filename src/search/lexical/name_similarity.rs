//! The last look at the best few: the whole query against the whole name, letter by letter.

use std::borrow::Cow;

use super::weights::Weights;
use crate::text::name::{self, Name, Role};
use crate::text::{Measure, Words};
use crate::track::TrackSummary;

/// Longer texts are not compared: the cost grows with the product of the lengths.
const MAX_BYTES: usize = 120;

/// A query as the last look needs it.
pub struct Asked<'a> {
    folded: &'a str,
    measure: Measure<'a>,
    as_typed: Vec<String>,
    announces_guest: bool,
    is_unfinished: bool,
    weights: &'a Weights,
}

impl<'a> Asked<'a> {
    pub fn new(text: &str, words: &'a Words, is_unfinished: bool, weights: &'a Weights) -> Self {
        let as_typed: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let announces_guest = as_typed.iter().any(|word| name::announces_guest(word.trim_end_matches('.')));
        let folded = words.joined();
        Self { folded, measure: Measure::new(folded), as_typed, announces_guest, is_unfinished, weights }
    }

    /// What a document earns by resembling the query as a whole.
    pub fn similarity(&self, title: &Name, artist: &Name) -> f32 {
        let (titles, artists) = (forms(title), forms(artist));
        let mut best = titles.iter().chain(&artists[..1]).map(|name| self.similarity_of(name)).fold(0.0, f32::max);
        let mut whole = String::new();
        for title in &titles {
            for (i, artist) in artists.iter().enumerate() {
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
        if self.is_unfinished && name.len() > self.folded.len() && name.starts_with(self.folded) {
            return self.weights.similarity_of_beginning;
        }
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
    pub fn verbatim(&self, document: &TrackSummary, title: &Name) -> f32 {
        let artist = document.artist.as_deref().unwrap_or_default();
        // Nobody types a note: the plain recording is meant.
        let title = title.plain(&document.title).unwrap_or(&document.title);
        let is_plain = title.len() == document.title.len();
        let (title, artist) = (title.to_lowercase(), artist.to_lowercase());
        let (title, artist) = (title.split_whitespace(), artist.split_whitespace());
        let typed = || self.as_typed.iter();
        if typed().eq(artist.clone()) {
            return self.weights.verbatim_artist;
        }
        let whole = self.weights.verbatim_whole * if is_plain { 1.0 } else { self.weights.verbatim_plain };
        if typed().eq(title.clone()) || typed().eq(artist.clone().chain(title.clone())) {
            return whole;
        }
        if typed().eq(title.clone().chain(artist.clone())) {
            return whole - self.weights.verbatim;
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

/// A name by itself, and, where there is more, as a whole, and without its notes.
fn forms(name: &Name) -> Vec<Cow<'_, str>> {
    let (has_notes, has_asides) = (name.has(Role::Note), name.has(Role::Aside));
    if !has_notes && !has_asides {
        return vec![Cow::Borrowed(name.words.joined())];
    }
    let mut forms = vec![Cow::Owned(name.of(Role::Main).collect()), Cow::Borrowed(name.words.joined())];
    if has_notes && has_asides {
        forms.push(Cow::Owned(name.without(Role::Note).collect()));
    }
    forms
}
