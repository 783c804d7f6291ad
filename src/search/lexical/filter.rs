//! Filters made ready for the index: what a document must be, checked while candidates are gathered.

use std::ops::RangeInclusive;

use super::standing::Standing;
use crate::index::{Part, Segment, Snapshot};
use crate::text::{fold, name};
use crate::track::{Condition, Conditions, Field};

/// All of these must hold.
pub struct Filter {
    checks: Vec<Check>,
}

/// A condition as one snapshot can check it.
enum Check {
    /// What must stand between the beginning of one part and the end of another.
    Name([Part; 2], Standing),
    /// For each segment, the ordinals of which a document must have one.
    Keyword(Field, Vec<Vec<u64>>),
    Number(Field, RangeInclusive<f64>),
}

impl Filter {
    pub fn new(snapshot: &Snapshot, conditions: &Conditions) -> Self {
        Self { checks: conditions.iter().map(|(field, condition)| Check::new(snapshot, *field, condition)).collect() }
    }

    /// Whether a document may be found.
    pub fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        self.checks.iter().all(|check| check.passes(segment, number, doc))
    }
}

impl Check {
    fn new(snapshot: &Snapshot, field: Field, condition: &Condition) -> Self {
        match condition {
            Condition::Words(text) => {
                // By the way that each part's words came into the index: what announces a guest is none of them.
                let (words, parts) = match field {
                    Field::Artist => (name::parse(text).words, [Part::Artist, Part::ArtistAside]),
                    Field::Title => (name::parse(text).words, [Part::Title, Part::TitleAside]),
                    _ => (fold(text), [Part::Album; 2]),
                };
                Self::Name(parts, Standing::new(snapshot, &words))
            }
            Condition::Keyword(text) => {
                let spellings = |segment: &Segment| {
                    segment.columns().keywords(field).map_or(Vec::new(), |keywords| keywords.spellings(text).to_vec())
                };
                Self::Keyword(field, snapshot.segments().iter().map(spellings).collect())
            }
            Condition::Range(range) => Self::Number(field, range.clone()),
        }
    }

    fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        match self {
            Self::Name([first, last], asked) => {
                let layout = segment.layout(doc);
                let place = layout.range(*first).start..layout.range(*last).end;
                segment.row(doc).get(place).is_some_and(|words| asked.is_in(words, number))
            }
            Self::Keyword(field, wanted) => {
                let wanted = &wanted[number];
                !wanted.is_empty()
                    && segment
                        .columns()
                        .keywords(*field)
                        .is_some_and(|keywords| keywords.of(doc).any(|ordinal| wanted.contains(&ordinal)))
            }
            Self::Number(field, range) => {
                segment.columns().number(*field, doc).is_some_and(|number| range.contains(&number))
            }
        }
    }
}
