//! The words of one segment: from the vocabulary's ids to the segment's ordinals and back, and what the segment's
//! dictionary says of each. Read once when the segment is first seen, so that a search looks a word's letters up only
//! once, however many segments there are.

use std::ops::Range;

use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;

use crate::index::Error;
use crate::index::vocabulary::{Vocabulary, WordId};
use crate::text::name::LIGHT_WORDS;

/// Fewer than one in so many of the vocabulary's words: a list is smaller than a table.
const FEW: usize = 4;
const NONE: u32 = u32::MAX;
/// The bytes of a word's head.
pub const HEAD: usize = 8;

/// The words of one segment, by ordinal.
pub struct Words {
    /// Their ids in the vocabulary.
    ids: Vec<WordId>,
    /// How many documents have each, deleted ones among them.
    documents: Vec<u32>,
    /// Where the postings of each end in their file; they begin where those before them end.
    ends: Vec<u32>,
    /// The first letters of each, so that a dictionary isn't gone into for where a prefix begins and ends.
    heads: Vec<u64>,
    ordinals: Ordinals,
    /// Which are [`LIGHT_WORDS`], a bit each.
    light: Vec<u64>,
}

/// From ids to ordinals.
enum Ordinals {
    /// For each id from 0 on, the ordinal or [`NONE`].
    Table(Vec<u32>),
    /// Sorted by id.
    List(Vec<(WordId, u32)>),
}

impl Words {
    /// Reads a segment's dictionary, and adds to the vocabulary what is new.
    pub fn read(reader: &InvertedIndexReader, vocabulary: &mut Vocabulary) -> Result<Self, Error> {
        let count = reader.terms().num_terms();
        let mut words = Self {
            ids: Vec::with_capacity(count),
            documents: Vec::with_capacity(count),
            ends: Vec::with_capacity(count),
            heads: Vec::with_capacity(count),
            ordinals: Ordinals::List(Vec::new()),
            light: vec![0; count.div_ceil(u64::BITS as usize)],
        };
        let mut new = Vec::new();
        let mut stream = reader.terms().stream()?;
        while stream.advance() {
            let word = std::str::from_utf8(stream.key()).map_err(|_| Error::Ordinals)?;
            if LIGHT_WORDS.contains(&word) {
                let (at, bit) = light_bit(words.ids.len() as u32);
                words.light[at] |= bit;
            }
            words.ids.push(vocabulary.id(word).unwrap_or_else(|| {
                new.push(word.to_owned());
                NONE
            }));
            let TermInfo { doc_freq, postings_range, .. } = stream.value();
            words.heads.push(head(word));
            words.documents.push(*doc_freq);
            words.ends.push(u32::try_from(postings_range.end).map_err(|_| Error::TooLarge)?);
        }
        let first_new = vocabulary.extend(new);
        for (id, new_id) in words.ids.iter_mut().filter(|id| **id == NONE).zip(first_new..) {
            *id = new_id;
        }
        words.ordinals = Ordinals::new(&words.ids, vocabulary.ids());
        Ok(words)
    }

    /// The ordinal of a word, if the segment has it.
    pub fn ordinal(&self, id: WordId) -> Option<u32> {
        match &self.ordinals {
            Ordinals::Table(table) => table.get(id as usize).copied().filter(|&ordinal| ordinal != NONE),
            Ordinals::List(list) => list.binary_search_by_key(&id, |&(id, _)| id).ok().map(|at| list[at].1),
        }
    }

    /// The ordinals of all words that begin with as much of `prefix` as a head holds.
    pub fn starting_alike(&self, prefix: &str) -> Range<u32> {
        let first = head(prefix);
        let last = first | u64::MAX.checked_shr(8 * prefix.len() as u32).unwrap_or(0);
        let start = self.heads.partition_point(|&head| head < first);
        let end = start + self.heads[start..].partition_point(|&head| head <= last);
        start as u32..end as u32
    }

    pub fn id(&self, ordinal: u32) -> WordId {
        self.ids[ordinal as usize]
    }

    /// How many documents have a word, deleted ones among them.
    pub fn documents(&self, ordinal: u32) -> u32 {
        self.documents[ordinal as usize]
    }

    /// What tantivy wants to know to read a word's postings.
    pub fn term_info(&self, ordinal: u32) -> TermInfo {
        let ordinal = ordinal as usize;
        let start = if ordinal == 0 { 0 } else { self.ends[ordinal - 1] };
        TermInfo {
            doc_freq: self.documents[ordinal],
            postings_range: Range { start: start as usize, end: self.ends[ordinal] as usize },
            positions_range: 0..0,
        }
    }

    /// Whether a word says so little that nobody misses it.
    #[inline]
    pub fn is_light(&self, ordinal: u32) -> bool {
        let (at, bit) = light_bit(ordinal);
        self.light[at] & bit != 0
    }
}

/// Where it says whether a word is light.
#[inline]
fn light_bit(ordinal: u32) -> (usize, u64) {
    ((ordinal / u64::BITS) as usize, 1 << (ordinal % u64::BITS))
}

/// The first bytes of a word, in the order of words.
fn head(word: &str) -> u64 {
    let mut bytes = [0; HEAD];
    let length = word.len().min(HEAD);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

impl Ordinals {
    fn new(ids: &[WordId], vocabulary: usize) -> Self {
        if ids.len() < vocabulary / FEW {
            let mut list: Vec<(WordId, u32)> = ids.iter().zip(0..).map(|(&id, ordinal)| (id, ordinal)).collect();
            list.sort_unstable();
            return Self::List(list);
        }
        let mut table = vec![NONE; vocabulary];
        for (&id, ordinal) in ids.iter().zip(0..) {
            table[id as usize] = ordinal;
        }
        Self::Table(table)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::Index;

    use super::*;
    use crate::index::Fields;
    use crate::track::TrackSummary;

    fn reader(titles: &[&str]) -> (Index, Fields) {
        let (schema, fields) = Fields::build();
        let index = Index::create_in_ram(schema);
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for &title in titles {
            writer
                .add_document(fields.to_tantivy(&TrackSummary { title: title.into(), ..TrackSummary::default() }))
                .unwrap();
        }
        writer.commit().unwrap();
        (index, fields)
    }

    #[test]
    fn the_words_that_start_alike_are_those_of_the_dictionary() {
        let (index, fields) = reader(&["a ab abc abcdefg abcdefgh abcdefghi abcdefgx abd b 月光 月光曲"]);
        let searcher = index.reader().unwrap().searcher();
        let inverted = searcher.segment_reader(0).inverted_index(fields.words).unwrap();
        let words = Words::read(&inverted, &mut Vocabulary::default()).unwrap();
        let all: Vec<String> = {
            let mut stream = inverted.terms().stream().unwrap();
            std::iter::from_fn(|| stream.next().map(|(word, _)| String::from_utf8_lossy(word).into_owned())).collect()
        };
        for prefix in
            ["", "a", "ab", "abc", "abcdefgh", "abcdefghi", "abcdefgy", "b", "c", "月", "月光", "月光曲", "光"]
        {
            let head = &prefix.as_bytes()[..prefix.len().min(HEAD)];
            let alike: Vec<&String> = all.iter().filter(|word| word.as_bytes().starts_with(head)).collect();
            let found: Vec<&String> = words.starting_alike(prefix).map(|ordinal| &all[ordinal as usize]).collect();
            assert_eq!(found, alike, "{prefix}");
        }
    }

    #[test]
    fn every_word_is_found_by_its_id_in_each_segment_and_its_postings_are_those_of_tantivy() {
        let mut vocabulary = Vocabulary::default();
        for titles in [&["the quick brown fox", "the lazy dog", "a dog"][..], &["quick dog", "cat"], &["fox"]] {
            let (index, fields) = reader(titles);
            let searcher = index.reader().unwrap().searcher();
            let inverted = searcher.segment_reader(0).inverted_index(fields.words).unwrap();
            let words = Words::read(&inverted, &mut vocabulary).unwrap();
            assert_eq!(words.ids.len(), inverted.terms().num_terms());
            for word in titles.iter().flat_map(|title| title.split(' ')) {
                let ordinal = words.ordinal(vocabulary.id(word).unwrap()).unwrap();
                assert_eq!(Some(u64::from(ordinal)), inverted.terms().term_ord(word).unwrap(), "{word}");
                assert_eq!(vocabulary.id(word), Some(words.id(ordinal)));
                let expected = inverted.terms().get(word).unwrap().unwrap();
                let TermInfo { doc_freq, postings_range, .. } = words.term_info(ordinal);
                assert_eq!((doc_freq, postings_range), (expected.doc_freq, expected.postings_range), "{word}");
            }
            assert_eq!(vocabulary.id("elephant").and_then(|id| words.ordinal(id)), None);
        }
    }
}
