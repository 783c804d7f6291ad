//! Filters made ready for the index: what a document must be, checked while candidates are candidates.

use std::ops::RangeInclusive;

use super::name_filter::NameFilter;
use crate::index::{Error, Part, Passing, Segment, Snapshot};
use crate::text::{fold, name};
use crate::track::{Condition, Conditions, Field};

/// All of these must hold.
pub struct Filter {
    checks: Vec<Check>,
}

/// A condition as one snapshot can check it.
enum Check {
    /// What must stand between the beginning of one part and the end of another.
    Name([Part; 2], NameFilter),
    /// For each segment, the ordinals of which a document must have one.
    Keyword(Field, Vec<Vec<u64>>),
    Number(Field, RangeInclusive<f64>),
    /// For each segment, the attributes of which a document must have one.
    Attribute(Vec<Passing>),
    /// No document passes.
    Nothing,
}

impl Filter {
    pub fn new(snapshot: &Snapshot, conditions: &Conditions) -> Result<Self, Error> {
        let checks = conditions.iter().map(|(field, condition)| Check::new(snapshot, *field, condition));
        Ok(Self { checks: checks.collect::<Result<_, _>>()? })
    }

    /// Whether a document may be found.
    pub fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        self.checks.iter().all(|check| check.passes(segment, number, doc))
    }
}

impl Check {
    fn new(snapshot: &Snapshot, field: Field, condition: &Condition) -> Result<Self, Error> {
        Ok(match condition {
            Condition::Words(text) => {
                // By the way that each part's words came into the index: what announces a guest is none of them.
                let (words, parts) = match field {
                    Field::Artist => (name::artist(text).words, [Part::Artist, Part::ArtistAside]),
                    Field::Title => (name::title(text).words, [Part::Title, Part::TitleNote]),
                    Field::Album => (fold(text), [Part::Album; 2]),
                    // The index has no words of it.
                    _ => return Ok(Self::Nothing),
                };
                Self::Name(parts, NameFilter::new(snapshot, &words))
            }
            Condition::Keyword(text) => {
                let spellings = |segment: &Segment| {
                    segment.columns().keywords(field).map_or(Vec::new(), |keywords| keywords.spellings(text).to_vec())
                };
                Self::Keyword(field, snapshot.segments().iter().map(spellings).collect())
            }
            Condition::Range(range) => Self::Number(field, range.clone()),
            Condition::Attribute(path, test) => {
                let passing = snapshot.segments().iter().map(|segment| segment.columns().passing(path, test));
                Self::Attribute(passing.collect::<Result<_, _>>()?)
            }
        })
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
            Self::Attribute(passing) => segment.columns().has_attribute(doc, &passing[number]),
            Self::Nothing => false,
        }
    }
}
