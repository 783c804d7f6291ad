//! Which values the documents that match have, and how many have each. A value is what texts fold to, in every segment;
//! of a document each counts once, however often it has it.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::Collector;
use crate::index::{Error, Passing, Segment, Snapshot};
use crate::text::fold;
use crate::track::{Facet, FacetCount, FacetCounts, FacetValue, Field, Filter, Test};

/// Counts the values of several facets.
pub struct Facets {
    sources: Arc<[Source]>,
    /// By facet, then by segment.
    counted: Vec<Vec<Counted>>,
    /// What kept a value from being read.
    error: Option<Error>,
}

/// Where the values of a facet are.
enum Source {
    Numbers(Field),
    Keywords(Field),
    /// At a path, for each segment.
    Attributes(String, Vec<Passing>),
}

/// What was counted in one segment.
#[derive(Clone, Default)]
struct Counted {
    /// Documents by the bits of a number, or by ordinal.
    documents: FxHashMap<u64, u64>,
    /// By ordinal, how many documents have an equal value under another ordinal, too.
    repeated: FxHashMap<u64, u64>,
    /// What those values fold to that stand beside others.
    folded: FxHashMap<u64, Box<str>>,
}

/// A value in all segments.
#[derive(Default)]
struct Merged {
    documents: u64,
    spellings: FxHashMap<String, u64>,
    /// The value, where it is no text.
    other: Option<FacetValue>,
}

impl Facets {
    pub fn new(snapshot: &Snapshot, facets: &[&Facet]) -> Result<Self, Error> {
        let source = |facet: &&Facet| {
            Ok(match facet.field.filter() {
                Filter::Range(_) => Source::Numbers(facet.field),
                Filter::Attribute(_) => {
                    let segments = snapshot.segments().iter();
                    let passing = segments.map(|segment| segment.columns().passing(&facet.path, &Test::Exists));
                    Source::Attributes(facet.path.clone(), passing.collect::<Result<_, _>>()?)
                }
                Filter::Keyword(_) | Filter::Words(_) | Filter::None => Source::Keywords(facet.field),
            })
        };
        let counted = vec![vec![Counted::default(); snapshot.segments().len()]; facets.len()];
        Ok(Self { sources: facets.iter().map(source).collect::<Result<_, Error>>()?, counted, error: None })
    }

    /// What was counted of each facet.
    pub fn finish(self, snapshot: &Snapshot) -> Result<Vec<FacetCounts>, Error> {
        match self.error {
            Some(error) => Err(error),
            None => {
                self.sources.iter().zip(&self.counted).map(|(source, counted)| source.told(snapshot, counted)).collect()
            }
        }
    }
}

impl Source {
    fn count(&self, counted: &mut Counted, number: usize, segment: &Segment, docs: &[DocId]) -> Result<(), Error> {
        let columns = segment.columns();
        let mut ordinals = Vec::new();
        for &doc in docs {
            ordinals.clear();
            match self {
                // There is one zero.
                Self::Numbers(field) => {
                    ordinals.extend(columns.number(*field, doc).map(|number| (number + 0.0).to_bits()))
                }
                Self::Keywords(field) => {
                    ordinals.extend(columns.keywords(*field).into_iter().flat_map(|keywords| keywords.of(doc)));
                }
                Self::Attributes(_, passing) => ordinals.extend(columns.attributes(doc, &passing[number])),
            }
            counted.add(&mut ordinals, |ordinal| Ok(self.value(segment, ordinal)?.0))?;
        }
        Ok(())
    }

    /// What is the same for all values that equal this one, and the value.
    fn value(&self, segment: &Segment, ordinal: u64) -> Result<(String, FacetValue), Error> {
        match self {
            Self::Numbers(field) => Ok((ordinal.to_string(), FacetValue::of_number(*field, f64::from_bits(ordinal)))),
            Self::Keywords(field) => {
                let written = segment.columns().keywords(*field).ok_or(Error::Ordinals)?.written(ordinal)?;
                Ok((fold(&written).spaced(), FacetValue::Text(written)))
            }
            Self::Attributes(path, _) => segment.columns().attribute(path, ordinal),
        }
    }

    fn told(&self, snapshot: &Snapshot, counted: &[Counted]) -> Result<FacetCounts, Error> {
        let mut merged = FxHashMap::<String, Merged>::default();
        for (segment, counted) in snapshot.segments().iter().zip(counted) {
            for (&ordinal, &documents) in &counted.documents {
                let (key, value) = self.value(segment, ordinal)?;
                let merged = merged.entry(key).or_default();
                merged.documents += documents;
                merged.documents -= counted.repeated.get(&ordinal).copied().unwrap_or_default();
                match value {
                    FacetValue::Text(written) => *merged.spellings.entry(written).or_default() += documents,
                    other => merged.other = Some(other),
                }
            }
        }
        if let Self::Keywords(_) = self {
            // What folds to nothing is no value.
            merged.remove("");
        }
        Ok(FacetCounts::of(merged.into_values().filter_map(Merged::told).collect()))
    }
}

impl Merged {
    /// As most documents have it.
    fn told(self) -> Option<FacetCount> {
        let commonest = self.spellings.into_iter().max_by(|(a, of_a), (b, of_b)| of_a.cmp(of_b).then_with(|| b.cmp(a)));
        let value = self.other.or(commonest.map(|(written, _)| FacetValue::Text(written)))?;
        Some(FacetCount { value, count: self.documents })
    }
}

impl Counted {
    /// Counts the values of one document.
    fn add(&mut self, ordinals: &mut Vec<u64>, folded: impl Fn(u64) -> Result<String, Error>) -> Result<(), Error> {
        if ordinals.len() > 1 {
            ordinals.sort_unstable();
            ordinals.dedup();
            for &ordinal in &*ordinals {
                if let Entry::Vacant(unknown) = self.folded.entry(ordinal) {
                    unknown.insert(folded(ordinal)?.into());
                }
            }
            for (at, ordinal) in ordinals.iter().enumerate() {
                if ordinals[..at].iter().any(|earlier| self.folded[earlier] == self.folded[ordinal]) {
                    *self.repeated.entry(*ordinal).or_default() += 1;
                }
            }
        }
        ordinals.iter().for_each(|&ordinal| *self.documents.entry(ordinal).or_default() += 1);
        Ok(())
    }

    fn merge(&mut self, other: Self) {
        for (ordinal, documents) in other.documents {
            *self.documents.entry(ordinal).or_default() += documents;
        }
        for (ordinal, documents) in other.repeated {
            *self.repeated.entry(ordinal).or_default() += documents;
        }
    }
}

impl Collector for Facets {
    fn fresh(&self) -> Self {
        let counted = self.counted.iter().map(|segments| vec![Counted::default(); segments.len()]).collect();
        Self { sources: Arc::clone(&self.sources), counted, error: None }
    }

    fn collect(&mut self, number: usize, segment: &Segment, docs: &[DocId]) {
        for (source, counted) in self.sources.iter().zip(&mut self.counted) {
            if let Err(error) = source.count(&mut counted[number], number, segment, docs) {
                self.error = Some(error);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        for (segments, others) in self.counted.iter_mut().zip(other.counted) {
            segments.iter_mut().zip(others).for_each(|(counted, other)| counted.merge(other));
        }
        self.error = self.error.take().or(other.error);
    }
}
