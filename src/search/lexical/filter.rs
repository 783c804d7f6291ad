//! Filters made ready for the index: what a document must be, checked while candidates are candidates.

use std::ops::RangeInclusive;

use super::name_filter::NameFilter;
use crate::index::{Error, Part, Passing, Segment, Snapshot};
use crate::text::name::announces_guest;
use crate::text::{Words, fold, name};
use crate::track::{self, Condition, Conditions, Field, ValueRef};

/// Of a name that is asked for as a whole, so many words are looked for before its text is read.
const MOST_WORDS: usize = 16;

/// Conditions as one snapshot can check them.
pub enum Filter<'a> {
    All(Vec<Filter<'a>>),
    Any(Vec<Filter<'a>>),
    Not(Box<Filter<'a>>),
    One(Check<'a>),
}

/// A condition as one snapshot can check it.
pub enum Check<'a> {
    /// What must stand between the beginning of one part and the end of another.
    Name([Part; 2], NameFilter),
    /// A name, and what it must fold to. Documents that lack one of its words need not be read.
    WholeName {
        snapshot: &'a Snapshot,
        field: Field,
        words: NameFilter,
        folded: String,
    },
    /// A part that must have a word.
    AnyName(Part),
    /// For each segment, the ordinals of which a document must have one.
    Keyword(Field, Vec<Vec<u64>>),
    /// For each segment, the ordinals that are no words; a document must have another one.
    AnyKeyword(Field, Vec<Vec<u64>>),
    Number(Field, RangeInclusive<f64>),
    /// For each segment, the attributes of which a document must have one.
    Attribute(Vec<Passing>),
    /// No document passes.
    Nothing,
}

impl<'a> Filter<'a> {
    pub fn new(snapshot: &'a Snapshot, conditions: &Conditions) -> Result<Self, Error> {
        // What is quickly seen comes first.
        let several = |several: &[Conditions]| -> Result<Vec<Self>, Error> {
            let several = several.iter().map(|one| Self::new(snapshot, one));
            let mut several: Vec<Self> = several.collect::<Result<_, _>>()?;
            several.sort_by_key(Self::cost);
            Ok(several)
        };
        Ok(match conditions {
            Conditions::All(all) => Self::All(several(all)?),
            Conditions::Any(any) => Self::Any(several(any)?),
            Conditions::Not(inner) => Self::Not(Box::new(Self::new(snapshot, inner)?)),
            Conditions::One(field, condition) => Self::One(Check::new(snapshot, *field, condition)?),
        })
    }

    /// How long it takes to see whether a document passes, beside others.
    fn cost(&self) -> usize {
        match self {
            Self::All(several) | Self::Any(several) => several.iter().map(Self::cost).sum(),
            Self::Not(inner) => inner.cost(),
            Self::One(Check::Nothing) => 0,
            Self::One(Check::Number(..) | Check::AnyName(_)) => 1,
            Self::One(Check::Keyword(..) | Check::AnyKeyword(..)) => 2,
            Self::One(Check::Attribute(_)) => 4,
            Self::One(Check::Name(..)) => 8,
            Self::One(Check::WholeName { .. }) => 16,
        }
    }

    /// Whether a document may be found.
    pub fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        match self {
            Self::All(several) => several.iter().all(|one| one.passes(segment, number, doc)),
            Self::Any(several) => several.iter().any(|one| one.passes(segment, number, doc)),
            Self::Not(inner) => !inner.passes(segment, number, doc),
            Self::One(check) => check.passes(segment, number, doc),
        }
    }
}

impl<'a> Check<'a> {
    fn new(snapshot: &'a Snapshot, field: Field, condition: &Condition) -> Result<Self, Error> {
        let segments = || snapshot.segments().iter();
        let spellings = |folded: &str| {
            let of = |segment: &Segment| {
                segment.columns().keywords(field).map(|keywords| keywords.spellings(folded).to_vec())
            };
            segments().map(|segment| of(segment).unwrap_or_default()).collect()
        };
        let name = name_parts(field);
        Ok(match (condition, name) {
            (Condition::Words(text), Some(parts)) => {
                // By the way that each part's words came into the index.
                let words = match field {
                    Field::Artist => name::artist(text).sought(),
                    Field::Title => name::title(text).sought(),
                    _ => fold(text),
                };
                if words.is_empty() { Self::Nothing } else { Self::Name(parts, NameFilter::new(snapshot, &words)) }
            }
            (Condition::Is(text), name) => match (fold(text).spaced(), name) {
                (folded, _) if folded.is_empty() => Self::Nothing,
                (folded, None) => Self::Keyword(field, spellings(&folded)),
                (folded, Some(_)) => {
                    let words = NameFilter::new(snapshot, &certain(&fold(text)));
                    Self::WholeName { snapshot, field, words, folded }
                }
            },
            (Condition::Exists, Some([part, _])) => Self::AnyName(part),
            (Condition::Exists, None) => match field.filter() {
                track::Filter::Range(_) => Self::Number(field, f64::NEG_INFINITY..=f64::INFINITY),
                _ => Self::AnyKeyword(field, spellings("")),
            },
            (Condition::Range(range), _) => Self::Number(field, range.clone()),
            (Condition::Attribute(path, test), _) => {
                let passing = segments().map(|segment| segment.columns().passing(path, test));
                Self::Attribute(passing.collect::<Result<_, _>>()?)
            }
            // The index has no words of it.
            (Condition::Words(_), None) => Self::Nothing,
        })
    }

    fn passes(&self, segment: &Segment, number: usize, doc: u32) -> bool {
        match self {
            Self::Name(parts, asked) => is_in(asked, *parts, segment, number, doc),
            Self::WholeName { snapshot, field, words, folded } => {
                let is_likely = name_parts(*field).is_some_and(|parts| is_in(words, parts, segment, number, doc));
                is_likely && snapshot.document(number, doc).is_ok_and(|track| {
                    matches!(track.get(*field), Some(ValueRef::Text(text)) if fold(text).spaced() == *folded)
                })
            }
            Self::AnyName(part) => !segment.layout(doc).range(*part).is_empty(),
            Self::Keyword(field, wanted) => {
                let wanted = &wanted[number];
                !wanted.is_empty() && has_keyword(segment, *field, doc, |ordinal| wanted.contains(&ordinal))
            }
            Self::AnyKeyword(field, blank) => {
                has_keyword(segment, *field, doc, |ordinal| !blank[number].contains(&ordinal))
            }
            Self::Number(field, range) => {
                segment.columns().number(*field, doc).is_some_and(|number| range.contains(&number))
            }
            Self::Attribute(passing) => segment.columns().has_attribute(doc, &passing[number]),
            Self::Nothing => false,
        }
    }
}

/// Whether a document has a keyword whose ordinal is wanted.
fn has_keyword(segment: &Segment, field: Field, doc: u32, is_wanted: impl Fn(u64) -> bool) -> bool {
    segment.columns().keywords(field).is_some_and(|keywords| keywords.of(doc).any(is_wanted))
}

/// The first and the last part that has words of a name, if the field is one.
fn name_parts(field: Field) -> Option<[Part; 2]> {
    match field {
        Field::Artist => Some([Part::Artist, Part::ArtistAside]),
        Field::Title => Some([Part::Title, Part::TitleNote]),
        Field::Album => Some([Part::Album; 2]),
        _ => None,
    }
}

fn is_in(asked: &NameFilter, [first, last]: [Part; 2], segment: &Segment, number: usize, doc: u32) -> bool {
    let layout = segment.layout(doc);
    let place = layout.range(first).start..layout.range(last).end;
    segment.row(doc).get(place).is_some_and(|words| asked.is_in(words, number))
}

/// Words that the index has of every name that folds to these: not what announces a guest or joins names, nor what
/// signs are, which depends on where brackets stand.
fn certain(words: &Words) -> Words {
    let is_certain = |word: &&str| !announces_guest(word) && *word != "and" && word.chars().all(char::is_alphanumeric);
    let mut certain = Words::default();
    words.iter().filter(is_certain).take(MOST_WORDS).for_each(|word| certain.push(word));
    certain
}
