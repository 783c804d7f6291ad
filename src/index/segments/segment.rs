//! One tantivy segment opened for searching: its words, its documents' rows of words, its filter columns.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, InvertedIndexReader, SegmentReader};

use super::beginnings::Beginnings;
use super::columns::Columns;
use super::key_counts::KeyCounts;
use super::libraries::{Content, Libraries, distinct};
use super::rows::Rows;
use super::words::{HEAD, Words};
use crate::index::layout::Layout;
use crate::index::vocabulary::{Vocabulary, WordId};
use crate::index::{Error, Fields, schema};
use crate::track::LibraryId;

/// Blocks of records that are kept while deleted documents are counted.
const RECORD_BLOCKS: usize = 8;

/// A segment's readers, and how many of its deleted documents had each word and key, so that counts are of living ones.
/// Cheap to clone.
#[derive(Clone)]
pub struct Segment {
    reader: SegmentReader,
    dictionary: Arc<InvertedIndexReader>,
    words: Arc<Words>,
    rows: Arc<Rows>,
    beginnings: Arc<Beginnings>,
    keys: Arc<InvertedIndexReader>,
    key_counts: Arc<KeyCounts>,
    title_keys: Column<u64>,
    artist_keys: Column<u64>,
    columns: Arc<Columns>,
    libraries: Arc<Libraries>,
    /// The library that this is a view of.
    view: View,
    dead: Arc<Dead>,
}

/// Which documents a segment shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    All,
    /// Those of the library with this number in the segment.
    Library(u32),
    Nothing,
}

/// What the deleted documents of a segment had; for each library where there are several, and in all.
#[derive(Clone, Default)]
struct Dead {
    all: DeadCounts,
    libraries: FxHashMap<u32, DeadCounts>,
}

#[derive(Clone, Default)]
struct DeadCounts {
    documents: u32,
    words: FxHashMap<u32, u32>,
    keys: FxHashMap<u64, u32>,
}

/// A word as one segment knows it.
#[derive(Clone, Copy, Debug)]
pub struct SegmentTerm {
    pub ordinal: u32,
    /// How many living documents have it.
    pub documents: u32,
}

impl Segment {
    /// Opens a segment; `previous` is the same segment in an earlier snapshot of the same vocabulary, with fewer
    /// deletes.
    pub fn open(
        reader: &SegmentReader,
        fields: &Fields,
        vocabulary: &mut Vocabulary,
        previous: Option<&Segment>,
    ) -> Result<Self, Error> {
        let fast = reader.fast_fields();
        let dictionary = reader.inverted_index(fields.words)?;
        let keys = reader.inverted_index(fields.keys)?;
        let (words, rows, beginnings, key_counts, columns, libraries) = match previous {
            Some(previous) => (
                previous.words.clone(),
                previous.rows.clone(),
                previous.beginnings.clone(),
                previous.key_counts.clone(),
                previous.columns.clone(),
                previous.libraries.clone(),
            ),
            None => {
                let words = Words::read(&dictionary, vocabulary)?;
                let rows = Rows::read(fast, &dictionary, reader.max_doc())?;
                let libraries = Libraries::read(fast, &rows, &keys, reader.max_doc())?;
                let beginnings = Beginnings::read(&rows, reader.max_doc());
                (
                    Arc::new(words),
                    Arc::new(rows),
                    Arc::new(beginnings),
                    Arc::new(KeyCounts::read(&keys)?),
                    Arc::new(Columns::read(fast)?),
                    Arc::new(libraries),
                )
            }
        };
        let mut segment = Self {
            dictionary,
            words,
            rows,
            beginnings,
            keys,
            key_counts,
            title_keys: fast.u64("title_key")?,
            artist_keys: fast.u64("artist_key")?,
            columns,
            libraries,
            view: View::All,
            dead: previous.map(|p| p.dead.clone()).unwrap_or_default(),
            reader: reader.clone(),
        };
        segment.count_dead(previous)?;
        Ok(segment)
    }

    /// Counts what the documents had that were deleted since the earlier snapshot.
    fn count_dead(&mut self, previous: Option<&Segment>) -> Result<(), Error> {
        if !self.reader.has_deletes()
            || previous.is_some_and(|p| p.reader.delete_opstamp() == self.reader.delete_opstamp())
        {
            return Ok(());
        }
        let mut dead = Dead::clone(&self.dead);
        let newly_dead = (0..self.reader.max_doc())
            .filter(|&doc| self.reader.is_deleted(doc) && previous.is_none_or(|p| !p.reader.is_deleted(doc)));
        let records = self.reader.get_store_reader(RECORD_BLOCKS)?;
        let mut row = Vec::new();
        for doc in newly_dead {
            distinct(self.row(doc), &mut row);
            let keys = schema::keys(&records.get(doc)?);
            dead.all.add(&row, &keys);
            if self.libraries.are_several() {
                dead.libraries.entry(self.libraries.of(doc)).or_default().add(&row, &keys);
            }
        }
        self.dead = Arc::new(dead);
        Ok(())
    }

    /// The id that tantivy gave it.
    pub fn id(&self) -> SegmentId {
        self.reader.segment_id()
    }

    /// How many documents it has, deleted ones included; their numbers are below this.
    pub fn max_doc(&self) -> DocId {
        self.reader.max_doc()
    }

    /// The same segment as if there were the documents of one library only.
    pub fn of_library(&self, library: LibraryId) -> Self {
        let view = match self.libraries.number(library) {
            Some(_) if self.libraries.is_only(library) => View::All,
            Some(number) => View::Library(number),
            None => View::Nothing,
        };
        Self { view, ..self.clone() }
    }

    /// Whether all of its documents are of this library.
    pub fn is_only_of(&self, library: LibraryId) -> bool {
        self.libraries.is_only(library)
    }

    /// How many documents it shows.
    pub fn num_docs(&self) -> u32 {
        self.living(self.reader.max_doc(), |content| content.documents, |dead| dead.documents)
    }

    /// Whether the document has not been deleted, and may be seen.
    #[inline]
    pub fn is_alive(&self, doc: DocId) -> bool {
        !self.reader.is_deleted(doc)
            && match self.view {
                View::All => true,
                View::Library(number) => self.libraries.of(doc) == number,
                View::Nothing => false,
            }
    }

    /// How many of the documents that may be seen live: of all there are, or of those of one library.
    #[inline]
    fn living(&self, all: u32, of_library: impl Fn(&Content) -> u32, dead: impl Fn(&DeadCounts) -> u32) -> u32 {
        match self.view {
            View::All if self.dead.all.documents == 0 => all,
            View::All => all.saturating_sub(dead(&self.dead.all)),
            View::Library(number) => {
                let all = self.libraries.content(number).map_or(0, of_library);
                all.saturating_sub(self.dead.libraries.get(&number).map_or(0, dead))
            }
            View::Nothing => 0,
        }
    }

    /// The `most` words with the most living documents among those with ordinals in `range`, in no particular order;
    /// and how many documents the commonest of the others has.
    pub fn commonest(&self, range: Range<u32>, most: usize) -> (Vec<SegmentTerm>, u32) {
        let mut terms: Vec<SegmentTerm> = range.map(|ordinal| self.term_of(ordinal)).collect();
        if terms.len() <= most {
            return (terms, 0);
        }
        terms.select_nth_unstable_by_key(most, |term| Reverse(term.documents));
        let beyond = terms[most].documents;
        terms.truncate(most);
        (terms, beyond)
    }

    /// What the segment knows of a word.
    pub fn term(&self, id: WordId) -> Option<SegmentTerm> {
        self.words.ordinal(id).map(|ordinal| self.term_of(ordinal))
    }

    fn term_of(&self, ordinal: u32) -> SegmentTerm {
        let dead = |dead: &DeadCounts| dead.words.get(&ordinal).copied().unwrap_or_default();
        let documents = self.living(self.words.documents(ordinal), |content| content.word(ordinal), dead);
        SegmentTerm { ordinal, documents }
    }

    /// Whether a word says so little that nobody misses it.
    pub fn is_light(&self, ordinal: u32) -> bool {
        self.words.is_light(ordinal)
    }

    /// The id of the word that an ordinal stands for.
    pub fn word_id(&self, ordinal: u32) -> WordId {
        self.words.id(ordinal)
    }

    /// The word that an ordinal stands for.
    pub fn word(&self, ordinal: u32) -> Result<String, Error> {
        let mut bytes = Vec::new();
        self.dictionary.terms().ord_to_term(u64::from(ordinal), &mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The ordinals of all words that begin with `prefix`.
    pub fn ordinals_starting_with(&self, prefix: &str) -> Result<Range<u32>, Error> {
        let alike = self.words.starting_alike(prefix);
        if prefix.len() <= HEAD || alike.is_empty() {
            return Ok(alike);
        }
        let terms = self.dictionary.terms();
        let first_from = |bytes: &[u8]| -> Result<u32, Error> {
            let mut stream = terms.range().ge(bytes).into_stream()?;
            Ok(if stream.advance() { stream.term_ord() as u32 } else { terms.num_terms() as u32 })
        };
        Ok(first_from(prefix.as_bytes())?..first_from(&above(prefix))?)
    }

    /// The ordinals of all words that begin with one of these letters.
    pub fn ordinals_between(&self, letters: &RangeInclusive<char>) -> Range<u32> {
        let alike = |letter: &char| self.words.starting_alike(letter.encode_utf8(&mut [0; 4]));
        alike(letters.start()).start..alike(letters.end()).end
    }

    /// How many living documents have the word that an ordinal stands for.
    pub fn documents(&self, ordinal: u32) -> u32 {
        self.term_of(ordinal).documents
    }

    /// Puts `postings` at the first of the documents that have the word of an ordinal, deleted ones among them.
    pub fn load(&self, ordinal: u32, postings: &mut BlockSegmentPostings) -> Result<(), Error> {
        let info = self.words.term_info(ordinal);
        Ok(self.dictionary.reset_block_postings_from_terminfo(&info, postings)?)
    }

    /// The same for the documents that have a whole field's key; says whether there are any.
    pub fn load_key(&self, key: u64, postings: &mut BlockSegmentPostings) -> Result<bool, Error> {
        if self.key_count(key) == 0 {
            return Ok(false);
        }
        let Some(info) = self.keys.terms().get(key.to_be_bytes())? else { return Ok(false) };
        self.keys.reset_block_postings_from_terminfo(&info, postings)?;
        Ok(true)
    }

    /// Adds the artists' keys of the first documents that have a key, at most `most` of them.
    pub fn artists_with(&self, key: u64, most: usize, artists: &mut Vec<u64>) -> Result<(), Error> {
        let mut postings = BlockSegmentPostings::empty();
        if !self.load_key(key, &mut postings)? {
            return Ok(());
        }
        let until = artists.len() + most;
        while !postings.docs().is_empty() && artists.len() < until {
            let living = postings.docs().iter().filter(|&&doc| self.is_alive(doc));
            artists.extend(living.map(|&doc| self.artist_key(doc)));
            postings.advance();
        }
        Ok(())
    }

    /// How many living documents have a key.
    pub fn key_count(&self, key: u64) -> u32 {
        let dead = |dead: &DeadCounts| dead.keys.get(&key).copied().unwrap_or_default();
        self.living(self.key_counts.documents(key), |content| content.key(key), dead)
    }

    /// The ordinals of the document's words, in the order that its layout describes.
    pub fn row(&self, doc: DocId) -> &[u32] {
        self.rows.words(doc)
    }

    /// The documents whose titles begin with a word and go on with one of others, deleted ones among them.
    pub fn beginning_with(&self, first: u32, second: Range<u32>) -> &[DocId] {
        self.beginnings.with(&self.rows, first, second)
    }

    /// How many words the longest row of all has.
    pub fn longest_row(&self) -> usize {
        self.rows.longest()
    }

    /// What filters go by.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Where the fields of a document lie in its row.
    pub fn layout(&self, doc: DocId) -> Layout {
        self.rows.layout(doc)
    }

    /// The key of a document's whole title.
    pub fn title_key(&self, doc: DocId) -> u64 {
        self.title_keys.first(doc).unwrap_or_default()
    }

    /// The key of a document's whole artist.
    pub fn artist_key(&self, doc: DocId) -> u64 {
        self.artist_keys.first(doc).unwrap_or_default()
    }

    /// What decides between documents of equal score: the lower comes first.
    pub fn precedence(&self, doc: DocId) -> u64 {
        self.rows.precedence(doc)
    }

    /// How well known a document's track is, from 0 to 1; none, if that isn't known.
    pub fn popularity(&self, doc: DocId) -> Option<f32> {
        schema::popularity(self.rows.first_half(doc))
    }

    /// The higher half of a document's precedence, which is quicker to get.
    #[inline]
    pub fn first_half(&self, doc: DocId) -> u32 {
        self.rows.first_half(doc)
    }

    /// Whether a document's precedence is at most this; nearly always that takes its first half only.
    #[inline]
    pub fn comes_by(&self, doc: DocId, precedence: u64) -> bool {
        self.rows.comes_by(doc, precedence)
    }
}

impl DeadCounts {
    fn add(&mut self, words: &[u32], keys: &[u64]) {
        self.documents += 1;
        words.iter().for_each(|&ordinal| *self.words.entry(ordinal).or_default() += 1);
        keys.iter().for_each(|&key| *self.keys.entry(key).or_default() += 1);
    }
}

/// The least bytes above all texts that begin with a prefix: no UTF-8 text has a byte 0xFF.
fn above(prefix: &str) -> Vec<u8> {
    [prefix.as_bytes(), &[0xFF]].concat()
}
