//! Filters made ready for the index: what a document must be, checked while candidates are gathered.

use super::Filters;
use crate::index::{Part, Segment, Snapshot, filter_key};
use crate::text::{Words, fold, name};

/// Filters by whole values, and by words that must stand in a part of the document.
pub struct Filter<'a> {
    filters: &'a Filters,
    genre: Option<u64>,
    format: Option<u64>,
    label: Option<u64>,
    /// For each word: where it must stand, and its ordinal in each segment that has it.
    words: Vec<(&'static [Part], Vec<Option<u32>>)>,
}

impl<'a> Filter<'a> {
    pub fn new(snapshot: &Snapshot, filters: &'a Filters) -> Self {
        // By the way that each part's words came into the index: what announces a guest is none of them.
        let name = |text: &String| name::parse(text).words;
        let by_words: [(Option<Words>, &'static [Part]); 3] = [
            (filters.artist.as_ref().map(name), &[Part::Artist, Part::ArtistAside]),
            (filters.title.as_ref().map(name), &[Part::Title, Part::TitleAside]),
            (filters.album.as_deref().map(fold), &[Part::Album]),
        ];
        let mut words = Vec::new();
        for (asked, parts) in by_words {
            for word in asked.iter().flat_map(Words::iter) {
                let id = snapshot.vocabulary().id(word);
                let ordinal = |segment: &Segment| Some(segment.term(id?)?.ordinal);
                words.push((parts, snapshot.segments().iter().map(ordinal).collect()));
            }
        }
        let key = |value: &Option<String>| value.as_deref().map(filter_key);
        Self { filters, genre: key(&filters.genre), format: key(&filters.format), label: key(&filters.label), words }
    }

    /// Whether a document may be found.
    pub fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        let Filters { year, duration_ms, .. } = self.filters;
        year.as_ref().is_none_or(|years| segment.year(doc).is_some_and(|year| years.contains(&(year as i32))))
            && duration_ms.as_ref().is_none_or(|range| segment.duration_ms(doc).is_some_and(|ms| range.contains(&ms)))
            && self.format.is_none_or(|key| segment.has_format(doc, key))
            && self.genre.is_none_or(|key| segment.has_genre(doc, key))
            && self.label.is_none_or(|key| segment.has_label(doc, key))
            && self.has_words(segment, number, doc)
    }

    fn has_words(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let layout = segment.layout(doc);
        let row = segment.row(doc);
        let has = |part: Part, ordinal: u32| row.get(layout.range(part)).is_some_and(|words| words.contains(&ordinal));
        self.words.iter().all(|(parts, ordinals)| {
            ordinals[number].is_some_and(|ordinal| parts.iter().any(|&part| has(part, ordinal)))
        })
    }
}
