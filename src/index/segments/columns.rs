//! The columns that filters go by: numbers; keywords as they are written, with a map from what they fold to; and one
//! column for all attributes, whatever their keys and types, whose values are sorted so that what is asked for lies
//! together.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::FastFieldReaders;

use crate::index::{Error, attribute};
use crate::text::fold;
use crate::track::{FacetValue, Field, Filter, Kind, Test};

/// The columns of one segment, read once when it is first seen.
#[derive(Default)]
pub struct Columns {
    numbers: FxHashMap<Field, Numbers>,
    keywords: FxHashMap<Field, Keywords>,
    attributes: Option<StrColumn>,
}

/// The values of a field that is filtered by a range.
enum Numbers {
    Integers(Column<i64>),
    Decimals(Column<f64>),
}

/// The values of a field that is filtered by keyword, as ordinals of its dictionary.
pub struct Keywords {
    column: StrColumn,
    /// The ordinals of all spellings that fold to one text: `Hip-Hop` and `hip hop`.
    spellings: FxHashMap<Box<str>, Vec<u64>>,
}

impl Columns {
    /// Opens the columns of one segment.
    pub fn read(fast: &FastFieldReaders) -> Result<Self, Error> {
        let mut columns = Self::default();
        for field in Field::filtered() {
            match (field.filter(), field.kind()) {
                (Filter::Range(_), Kind::Number { .. }) => {
                    columns.numbers.insert(field, Numbers::Decimals(fast.f64(field.name())?));
                }
                (Filter::Range(_), _) => {
                    columns.numbers.insert(field, Numbers::Integers(fast.i64(field.name())?));
                }
                (Filter::Keyword(_), _) => {
                    if let Some(column) = fast.str(field.name())? {
                        columns.keywords.insert(field, Keywords::read(column)?);
                    }
                }
                (Filter::Attribute(_), _) => columns.attributes = fast.str(field.name())?,
                // Names are looked for among the document's words.
                (Filter::Words(_) | Filter::None, _) => {}
            }
        }
        Ok(columns)
    }

    /// The number that a document has in a field; a duration in milliseconds.
    pub fn number(&self, field: Field, doc: DocId) -> Option<f64> {
        match self.numbers.get(&field)? {
            Numbers::Integers(column) => column.first(doc).map(|number| number as f64),
            Numbers::Decimals(column) => column.first(doc),
        }
    }

    /// The keywords of a field; none where no document has any.
    pub fn keywords(&self, field: Field) -> Option<&Keywords> {
        self.keywords.get(&field)
    }
}

/// The ordinals of attributes that pass a test.
pub type Passing = Vec<Range<u64>>;

impl Columns {
    /// The ordinals of an attribute's values that pass.
    pub fn passing(&self, path: &str, test: &Test) -> Result<Passing, Error> {
        let Some(column) = &self.attributes else { return Ok(Vec::new()) };
        let dictionary = column.dictionary();
        let first_from = |key: &str| -> Result<u64, Error> {
            let bytes = key.as_bytes();
            let found = dictionary.range().ge(bytes).limit(1).into_stream()?;
            let mut found = found;
            Ok(if found.advance() { found.term_ord() } else { dictionary.num_terms() as u64 })
        };
        let ranges = attribute::ranges(path, test).into_iter();
        ranges.map(|Range { start, end }| Ok(first_from(&start)?..first_from(&end)?)).collect()
    }

    /// Whether a document has an attribute that passes.
    pub fn has_attribute(&self, doc: DocId, passing: &Passing) -> bool {
        self.attributes(doc, passing).next().is_some()
    }

    /// The ordinals of a document's attributes that pass.
    pub fn attributes(&self, doc: DocId, passing: &Passing) -> impl Iterator<Item = u64> {
        let column = self.attributes.as_ref().filter(|_| !passing.is_empty());
        let ordinals = column.into_iter().flat_map(move |column| column.term_ords(doc));
        ordinals.filter(|ordinal| passing.iter().any(|range| range.contains(ordinal)))
    }

    /// The value of the attribute at a path that an ordinal stands for, and what is the same for all that equal it.
    pub fn attribute(&self, path: &str, ordinal: u64) -> Result<(String, FacetValue), Error> {
        let mut term = String::new();
        if let Some(column) = &self.attributes {
            column.ord_to_str(ordinal, &mut term)?;
        }
        let (key, value) = attribute::value(path, &term).ok_or(Error::Ordinals)?;
        Ok((key.to_owned(), value))
    }
}

impl Keywords {
    fn read(column: StrColumn) -> Result<Self, Error> {
        let mut spellings: FxHashMap<Box<str>, Vec<u64>> = FxHashMap::default();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            let written = std::str::from_utf8(stream.key()).map_err(|_| Error::Ordinals)?;
            spellings.entry(fold(written).spaced().into()).or_default().push(stream.term_ord());
        }
        Ok(Self { column, spellings })
    }

    /// The ordinals of every spelling of a keyword, which is folded; of the empty one those that are no words.
    pub fn spellings(&self, folded: &str) -> &[u64] {
        self.spellings.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The ordinals of a document's keywords.
    pub fn of(&self, doc: DocId) -> impl Iterator<Item = u64> {
        self.column.term_ords(doc)
    }

    /// A keyword as it is written.
    pub fn written(&self, ordinal: u64) -> Result<String, Error> {
        let mut text = String::new();
        self.column.ord_to_str(ordinal, &mut text)?;
        Ok(text)
    }
}
