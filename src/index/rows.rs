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

/// The rows of words of all documents of a segment.
pub struct Rows {
    documents: Vec<Row>,
    /// All rows one after the other, as ordinals of the dictionary.
    words: Vec<u32>,
}

/// What is known of one document.
struct Row {
    /// Where its words end; they begin where those before them end.
    end: u32,
    layout: Layout,
    precedence: u64,
}

impl Rows {
    pub fn read(fast: &FastFieldReaders, dictionary: &InvertedIndexReader, documents: DocId) -> Result<Self, Error> {
        let ordinals = match fast.str("words")? {
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
        let row = |doc| Row {
            end: ordinals.index.value_row_ids(doc).end,
            layout: Layout::from_packed(layouts.first(doc).unwrap_or_default()),
            precedence: precedences.first(doc).unwrap_or(u64::MAX),
        };
        Ok(Self { documents: (0..documents).map(row).collect(), words: all(&ordinals) })
    }

    /// The ordinals of a document's words, in the order that its layout describes.
    pub fn words(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        let start = if doc == 0 { 0 } else { self.documents[doc - 1].end };
        &self.words[start as usize..self.documents[doc].end as usize]
    }

    pub fn layout(&self, doc: DocId) -> Layout {
        self.documents[doc as usize].layout
    }

    pub fn precedence(&self, doc: DocId) -> u64 {
        self.documents[doc as usize].precedence
    }
}

/// All values of a column of ordinals.
fn all(ordinals: &Column<u64>) -> Vec<u32> {
    let count = ordinals.values.num_vals() as usize;
    let mut all = Vec::with_capacity(count);
    let mut chunk = [0; CHUNK];
    while all.len() < count {
        let chunk = &mut chunk[..CHUNK.min(count - all.len())];
        // In one call: a value at a time costs a virtual call each.
        ordinals.values.get_range(all.len() as u64, chunk);
        all.extend(chunk.iter().map(|&ordinal| ordinal as u32));
    }
    all
}
