//! Filters made ready for the index: what a document must be, checked while candidates are gathered.

use super::standing::Standing;
use crate::index::{Part, Segment, Snapshot, filter_key};
use crate::search::Filters;
use crate::text::{fold, name};

/// Filters by whole values, and by names that must stand in a part of the document.
pub struct Filter<'a> {
    filters: &'a Filters,
    genre: Option<u64>,
    format: Option<u64>,
    label: Option<u64>,
    /// What must stand between the beginning of one part and the end of another.
    names: Vec<([Part; 2], Standing)>,
}

impl<'a> Filter<'a> {
    pub fn new(snapshot: &Snapshot, filters: &'a Filters) -> Self {
        // By the way that each part's words came into the index: what announces a guest is none of them.
        let name = |text: &String| name::parse(text).words;
        let by_words = [
            (filters.artist.as_ref().map(name), [Part::Artist, Part::ArtistAside]),
            (filters.title.as_ref().map(name), [Part::Title, Part::TitleAside]),
            (filters.album.as_deref().map(fold), [Part::Album; 2]),
        ];
        let names = by_words.into_iter().filter_map(|(asked, parts)| Some((parts, Standing::new(snapshot, &asked?))));
        let key = |value: &Option<String>| value.as_deref().map(filter_key);
        Self {
            filters,
            genre: key(&filters.genre),
            format: key(&filters.format),
            label: key(&filters.label),
            names: names.collect(),
        }
    }

    /// Whether a document may be found.
    pub fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        let Filters { year, duration_ms, .. } = self.filters;
        year.as_ref().is_none_or(|years| segment.year(doc).is_some_and(|year| years.contains(&(year as i32))))
            && duration_ms.as_ref().is_none_or(|range| segment.duration_ms(doc).is_some_and(|ms| range.contains(&ms)))
            && self.format.is_none_or(|key| segment.has_format(doc, key))
            && self.genre.is_none_or(|key| segment.has_genre(doc, key))
            && self.label.is_none_or(|key| segment.has_label(doc, key))
            && self.has_names(segment, number, doc)
    }

    fn has_names(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        self.names.is_empty() || {
            let (layout, row) = (segment.layout(doc), segment.row(doc));
            self.names.iter().all(|([first, last], asked)| {
                let place = layout.range(*first).start..layout.range(*last).end;
                row.get(place).is_some_and(|words| asked.is_in(words, number))
            })
        }
    }
}
