//! What ranking asks of every candidate of a segment, in memory: a document's words in their order, where its fields
//! lie among them, and what decides between equals. Read once when the segment is first seen: columns answer each of
//! these at several times the cost.

use tantivy::columnar::Column;
use tantivy::fastfield::FastFieldReaders;
use tantivy::{DocId, InvertedIndexReader};

use crate::index::Error;
use crate::index::layout::Layout;

/// Words that are read from their column at a time.
const CHUNK: usize = 4096;

/// The rows of all documents of a segment.
pub struct Rows {
    /// Where the row of each document begins; one more for the end.
    starts: Vec<u32>,
    /// One row after the other: both halves of the layout, the second half of the precedence, then the words as
    /// ordinals of the dictionary. All that is asked of a candidate lies together, since each way to another place in
    /// memory costs more than all the rest.
    rows: Vec<u32>,
    /// The first half of each document's precedence, which nearly always decides: it is asked for far more documents
    /// than become candidates.
    first_halves: Vec<u32>,
    /// How many words the longest row has.
    longest: usize,
}

/// How many numbers stand before a row's words.
const HEAD: usize = 3;

impl Rows {
    pub fn read(fast: &FastFieldReaders, dictionary: &InvertedIndexReader, documents: DocId) -> Result<Self, Error> {
        let words = match fast.str("words")? {
            Some(column) => {
                // Rows hold ordinals of the column's dictionary, lookups give those of the postings': they are the same
                // words in the same order, unless tantivy one day drops a word from one and not from the other.
                if column.num_terms() != dictionary.terms().num_terms() {
                    return Err(Error::Ordinals);
                }
                column.ords().clone()
            }
            None => Column::build_empty_column(documents),
        };
        let (layouts, precedences) = (fast.u64("layout")?, fast.u64("precedence")?);
        let count = documents as usize * HEAD + words.values.num_vals() as usize;
        u32::try_from(count).map_err(|_| Error::TooLarge)?;
        let (mut starts, mut rows) = (Vec::with_capacity(documents as usize + 1), Vec::with_capacity(count));
        let mut first_halves = Vec::with_capacity(documents as usize);
        let mut ordinals = in_order(&words);
        let mut longest = 0;
        for doc in 0..documents {
            let precedence = precedences.first(doc).unwrap_or(u64::MAX);
            first_halves.push((precedence >> 32) as u32);
            starts.push(rows.len() as u32);
            let layout = layouts.first(doc).unwrap_or_default();
            rows.extend([layout as u32, (layout >> 32) as u32, precedence as u32]);
            let length = words.index.value_row_ids(doc).len();
            longest = longest.max(length);
            rows.extend(ordinals.by_ref().take(length));
        }
        starts.push(rows.len() as u32);
        Ok(Self { starts, rows, first_halves, longest })
    }

    fn row(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        &self.rows[self.starts[doc] as usize..self.starts[doc + 1] as usize]
    }

    /// The ordinals of a document's words, in the order that its layout describes.
    pub fn words(&self, doc: DocId) -> &[u32] {
        &self.row(doc)[HEAD..]
    }

    pub fn longest(&self) -> usize {
        self.longest
    }

    pub fn layout(&self, doc: DocId) -> Layout {
        let row = self.row(doc);
        Layout::from_packed(u64::from(row[1]) << 32 | u64::from(row[0]))
    }

    pub fn precedence(&self, doc: DocId) -> u64 {
        u64::from(self.first_half(doc)) << 32 | u64::from(self.row(doc)[2])
    }

    /// The higher half of a document's precedence.
    #[inline]
    pub fn first_half(&self, doc: DocId) -> u32 {
        self.first_halves[doc as usize]
    }

    /// Whether a document's precedence is at most this.
    #[inline]
    pub fn comes_by(&self, doc: DocId, precedence: u64) -> bool {
        let first_half = self.first_half(doc);
        let other = (precedence >> 32) as u32;
        first_half < other || first_half == other && self.precedence(doc) <= precedence
    }
}

/// All values of a column, document by document.
fn in_order(column: &Column<u64>) -> impl Iterator<Item = u32> {
    let count = u64::from(column.values.num_vals());
    (0..count).step_by(CHUNK).flat_map(move |from| {
        // In one call: a value at a time costs a virtual call each.
        let mut chunk = vec![0; CHUNK.min((count - from) as usize)];
        column.values.get_range(from, &mut chunk);
        chunk.into_iter().map(|ordinal| ordinal as u32)
    })
}
