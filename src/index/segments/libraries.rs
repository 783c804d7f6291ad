//! Which library each document of a segment belongs to, and what each library's documents have: a view of one library
//! must show no word, name or count that only another has.
//!
//! Most segments have one library, and then none of this. Otherwise it is read once when the segment is first seen, and
//! takes about eight bytes for each word of each library.

use rustc_hash::FxHashMap;
use tantivy::columnar::BytesColumn;
use tantivy::fastfield::FastFieldReaders;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader};

use super::rows::Rows;
use crate::index::Error;
use crate::track::LibraryId;

/// The libraries of one segment.
pub struct Libraries {
    /// By their numbers in this segment.
    ids: Vec<LibraryId>,
    /// The number of each document's; none where there is only one.
    numbers: Vec<u32>,
    contents: Vec<Content>,
}

/// How many documents of one library there are, and have each word and each key; deleted ones among them.
#[derive(Default)]
pub struct Content {
    pub documents: u32,
    words: FxHashMap<u32, u32>,
    keys: FxHashMap<u64, u32>,
}

impl Libraries {
    pub fn read(
        fast: &FastFieldReaders,
        rows: &Rows,
        keys: &InvertedIndexReader,
        max_doc: DocId,
    ) -> Result<Self, Error> {
        let Some(column) = fast.bytes("library")? else {
            return Ok(Self { ids: Vec::new(), numbers: Vec::new(), contents: Vec::new() });
        };
        let ids = ids(&column)?;
        let mut libraries = Self { ids, numbers: Vec::new(), contents: Vec::new() };
        if libraries.ids.len() > 1 {
            let number = |doc| column.term_ords(doc).next().unwrap_or_default() as u32;
            libraries.numbers = (0..max_doc).map(number).collect();
            libraries.contents.resize_with(libraries.ids.len(), Content::default);
            libraries.count(rows, keys)?;
        }
        Ok(libraries)
    }

    fn count(&mut self, rows: &Rows, keys: &InvertedIndexReader) -> Result<(), Error> {
        let mut row = Vec::new();
        for (doc, &number) in self.numbers.iter().enumerate() {
            let content = &mut self.contents[number as usize];
            content.documents += 1;
            distinct(rows.words(doc as DocId), &mut row);
            row.iter().for_each(|&ordinal| *content.words.entry(ordinal).or_default() += 1);
        }
        let mut stream = keys.terms().stream()?;
        while let Some((key, info)) = stream.next() {
            let key = u64::from_be_bytes(key.try_into().map_err(|_| Error::Ordinals)?);
            let mut postings = keys.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while postings.block_len() > 0 {
                for &doc in postings.docs() {
                    let number = self.numbers[doc as usize] as usize;
                    *self.contents[number].keys.entry(key).or_default() += 1;
                }
                postings.advance();
            }
        }
        Ok(())
    }

    /// Whether all documents are of this library.
    pub fn is_only(&self, library: LibraryId) -> bool {
        self.ids == [library]
    }

    /// The number of a library; none where the segment has nothing of it.
    pub fn number(&self, library: LibraryId) -> Option<u32> {
        self.ids.iter().position(|id| *id == library).map(|number| number as u32)
    }

    /// The number of a document's library.
    #[inline]
    pub fn of(&self, doc: DocId) -> u32 {
        self.numbers.get(doc as usize).copied().unwrap_or_default()
    }

    /// Whether there is more than one.
    pub fn are_several(&self) -> bool {
        !self.contents.is_empty()
    }

    /// What the documents of a library have, where there is more than one.
    pub fn content(&self, number: u32) -> Option<&Content> {
        self.contents.get(number as usize)
    }
}

impl Content {
    /// How many documents have a word.
    pub fn word(&self, ordinal: u32) -> u32 {
        self.words.get(&ordinal).copied().unwrap_or_default()
    }

    /// How many documents have a key.
    pub fn key(&self, key: u64) -> u32 {
        self.keys.get(&key).copied().unwrap_or_default()
    }
}

/// A posting counts a document once, however often it has the word.
pub fn distinct(words: &[u32], into: &mut Vec<u32>) {
    into.clear();
    into.extend_from_slice(words);
    into.sort_unstable();
    into.dedup();
}

fn ids(column: &BytesColumn) -> Result<Vec<LibraryId>, Error> {
    let mut ids = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        ids.push(LibraryId::from_slice(stream.key()).map_err(|_| Error::Ordinals)?);
    }
    Ok(ids)
}
