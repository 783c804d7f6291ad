//! What ranking asks of every candidate of a segment, in memory: a document's words in their order, where its fields lie among
//! them, and what decides between equals. Read once when the segment is first seen: columns answer each of these at several
//! times the cost.

use tantivy::columnar::Column;
use tantivy::fastfield::FastFieldReaders;
use tantivy::{DocId, InvertedIndexReader};

use super::Error;
use super::layout::Layout;

/// Words that are read from their column at a time.
const CHUNK: usize = 4096;

/// The rows of all documents of a segment.
pub struct Rows {
    /// Where the row of each document begins; one more for the end.
    starts: Vec<u32>,
    /// One row after the other: layout, precedence in two halves, then the words as ordinals of the dictionary. All that is asked
    /// of a document lies together, since each way to another place in memory costs more than all the rest.
    rows: Vec<u32>,
    /// The least precedence of each block of documents: nearly always it says that none of them comes before another one,
    /// without a look at their rows.
    least: Vec<u64>,
}

/// Documents of such a block.
const BLOCK: usize = 32;
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
        let mut least = vec![u64::MAX; (documents as usize).div_ceil(BLOCK)];
        let mut ordinals = in_order(&words);
        for doc in 0..documents {
            let precedence = precedences.first(doc).unwrap_or(u64::MAX);
            let least = &mut least[doc as usize / BLOCK];
            *least = precedence.min(*least);
            starts.push(rows.len() as u32);
            rows.push(layouts.first(doc).unwrap_or_default() as u32);
            rows.extend([(precedence >> 32) as u32, precedence as u32]);
            rows.extend(ordinals.by_ref().take(words.index.value_row_ids(doc).len()));
        }
        starts.push(rows.len() as u32);
        Ok(Self { starts, rows, least })
    }

    fn row(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        &self.rows[self.starts[doc] as usize..self.starts[doc + 1] as usize]
    }

    /// The ordinals of a document's words, in the order that its layout describes.
    pub fn words(&self, doc: DocId) -> &[u32] {
        &self.row(doc)[HEAD..]
    }

    pub fn layout(&self, doc: DocId) -> Layout {
        Layout::from_packed(u64::from(self.row(doc)[0]))
    }

    pub fn precedence(&self, doc: DocId) -> u64 {
        let row = self.row(doc);
        u64::from(row[1]) << 32 | u64::from(row[2])
    }

    /// Whether a document's precedence is at most this.
    #[inline]
    pub fn comes_by(&self, doc: DocId, precedence: u64) -> bool {
        self.least[doc as usize / BLOCK] <= precedence && self.precedence(doc) <= precedence
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
