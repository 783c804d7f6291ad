//! One commit of one generation, opened for reading: what a search sees from beginning to end.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher};

use super::segment::{Segment, SegmentTerm};
use crate::index::vocabulary::{Similar, Vocabulary, WordId};
use crate::index::{Error, Fields};
use crate::track::{LibraryId, TrackSummary};

/// Past this many times the words that segments have, the vocabulary is made anew.
const STALE_WORDS: usize = 2;

/// What every segment knows of a word, and how many living documents have it in all.
#[derive(Clone, Debug, Default)]
pub struct WordTerms {
    pub terms: Vec<Option<SegmentTerm>>,
    pub documents: u64,
}

/// An immutable view of the index. Cheap to share; a new one is opened after each commit.
pub struct Snapshot {
    searcher: Searcher,
    fields: Fields,
    position: String,
    segments: Vec<Segment>,
    vocabulary: Vocabulary,
    num_docs: u64,
}

impl Snapshot {
    /// Opens the newest commit, taking over from `previous` what has not changed.
    pub fn open(index: &Index, fields: Fields, previous: Option<&Snapshot>) -> Result<Self, Error> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let position = index.load_metas()?.payload.unwrap_or_default();
        let searcher = tantivy::IndexReader::searcher(&reader);
        let readers = searcher.segment_readers();
        // Without the words that died out, once they are too many.
        let most_words = readers.iter().map(|r| Ok(r.inverted_index(fields.words)?.terms().num_terms()));
        let most_words = most_words.sum::<Result<usize, Error>>()?;
        let previous = previous.filter(|p| p.vocabulary.ids() <= most_words * STALE_WORDS);
        let mut vocabulary = previous.map(|p| p.vocabulary.clone()).unwrap_or_default();
        // Largest first: later ones then have few words that are not known yet.
        let mut order: Vec<usize> = (0..readers.len()).collect();
        order.sort_by_key(|&number| Reverse(readers[number].max_doc()));
        let mut segments = Vec::with_capacity(readers.len());
        for number in order {
            let reader = &readers[number];
            let before = previous.and_then(|p| p.segments.iter().find(|s| s.id() == reader.segment_id()));
            segments.push((number, Segment::open(reader, &fields, &mut vocabulary, before)?));
        }
        segments.sort_unstable_by_key(|(number, _)| *number);
        let segments = segments.into_iter().map(|(_, segment)| segment).collect();
        let num_docs = searcher.num_docs();
        Ok(Self { searcher, fields, position, segments, vocabulary, num_docs })
    }

    /// The same commit as if there were the tracks of one library only: its words, its counts. None where it has no
    /// other tracks.
    pub fn of_library(&self, library: LibraryId) -> Option<Self> {
        if self.segments.iter().all(|segment| segment.is_only_of(library)) {
            return None;
        }
        let segments: Vec<Segment> = self.segments.iter().map(|segment| segment.of_library(library)).collect();
        Some(Self {
            searcher: self.searcher.clone(),
            fields: self.fields,
            position: self.position.clone(),
            num_docs: segments.iter().map(|segment| u64::from(segment.num_docs())).sum(),
            segments,
            vocabulary: self.vocabulary.clone(),
        })
    }

    /// The position in the change feed that this commit has reached, as the writer gave it.
    pub fn position(&self) -> &str {
        &self.position
    }

    /// How many tracks can be found.
    pub fn num_docs(&self) -> u64 {
        self.num_docs
    }

    /// Its segments, by which documents are numbered.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Every distinct word of its segments.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Whether some track has a word. The vocabulary keeps words for a while that none has any more.
    pub fn has_word(&self, word: &str) -> bool {
        self.vocabulary.id(word).is_some_and(|id| self.is_used(id))
    }

    /// The same by the word's id.
    fn is_used(&self, id: WordId) -> bool {
        self.segments.iter().any(|s| s.term(id).is_some_and(|term| term.documents > 0))
    }

    /// What every segment knows of a word.
    pub fn look_up(&self, word: &str) -> WordTerms {
        self.vocabulary.id(word).map(|id| self.terms(id)).unwrap_or_default()
    }

    /// The same by the word's id.
    pub fn terms(&self, id: WordId) -> WordTerms {
        let terms: Vec<_> = self.segments.iter().map(|s| s.term(id)).collect();
        let documents = terms.iter().flatten().map(|term| u64::from(term.documents)).sum();
        WordTerms { terms, documents }
    }

    /// The words similar to `typed` that some track has, as [`Vocabulary::similar`] finds them.
    pub fn similar(&self, typed: &str, dearest: f32, limit: usize) -> Vec<Similar<'_>> {
        self.vocabulary.similar(typed, dearest, limit, |id| self.is_used(id))
    }

    /// The words that some track has and that may go on from `typed` with a slip in it, as [`Vocabulary::continuing`]
    /// finds them.
    pub fn continuing(&self, typed: &str, limit: usize) -> Vec<Similar<'_>> {
        self.vocabulary.continuing(typed, limit, |id| self.is_used(id))
    }

    /// How many tracks have a key of a whole field.
    pub fn count(&self, key: u64) -> u32 {
        self.segments.iter().map(|segment| segment.key_count(key)).sum()
    }

    /// Whether some track has one of these keys of whole fields.
    pub fn has_key(&self, keys: &[u64]) -> bool {
        self.segments.iter().any(|segment| keys.iter().any(|&key| segment.key_count(key) > 0))
    }

    /// Of the words with these ordinals in each segment, those that stand in most documents: at most `limit`, commonest
    /// first.
    pub fn commonest(&self, ordinals: &[Range<u32>], limit: usize) -> Result<Vec<(WordId, WordTerms)>, Error> {
        let mut depth = limit * self.segments.len().min(2);
        loop {
            // What segments know that have told of all of theirs; the others have more words, and are asked about each.
            let (mut counts, mut asked) = (FxHashMap::<WordId, u64>::default(), Vec::new());
            // No word that isn't among the first `depth` of some segment has more documents than this.
            let mut beyond = 0;
            for (segment, range) in self.segments.iter().zip(ordinals) {
                let (terms, next) = segment.commonest(range.clone(), depth);
                let has_told_all = next == 0;
                if !has_told_all {
                    beyond += u64::from(next);
                    asked.push(segment);
                }
                for term in terms {
                    let count = counts.entry(segment.word_id(term.ordinal)).or_default();
                    *count += if has_told_all { u64::from(term.documents) } else { 0 };
                }
            }
            let documents =
                |id| asked.iter().filter_map(|s| s.term(id)).map(|term| u64::from(term.documents)).sum::<u64>();
            let mut found: Vec<(WordId, u64)> = counts.iter().map(|(&id, count)| (id, count + documents(id))).collect();
            found.retain(|&(_, documents)| documents > 0);
            found.sort_unstable_by_key(|&(_, documents)| Reverse(documents));
            if beyond == 0 || found.get(limit - 1).is_some_and(|&(_, last)| last > beyond) {
                self.cut(&mut found, limit)?;
                return Ok(found.into_iter().map(|(id, _)| (id, self.terms(id))).collect());
            }
            depth *= 4;
        }
    }

    /// Cuts a list of words that is sorted by documents, the most first. Where the cut goes through equals, their
    /// letters decide, since ids depend on the order in which words came.
    pub fn cut(&self, words: &mut Vec<(WordId, u64)>, limit: usize) -> Result<(), Error> {
        if words.len() <= limit {
            return Ok(());
        }
        let documents = words[limit - 1].1;
        if words[limit].1 == documents {
            let from = words.partition_point(|&(_, known)| known > documents);
            let to = words.partition_point(|&(_, known)| known >= documents);
            let equals = words.drain(from..to).map(|(id, _)| Ok((self.written(&self.terms(id))?, id)));
            let mut equals = equals.collect::<Result<Vec<(String, WordId)>, Error>>()?;
            equals.sort_unstable();
            words.truncate(from);
            words.extend(equals.into_iter().map(|(_, id)| (id, documents)));
        }
        words.truncate(limit);
        Ok(())
    }

    /// A word's letters; none, where no segment has it.
    pub fn written(&self, known: &WordTerms) -> Result<String, Error> {
        let place = self.segments.iter().zip(&known.terms).find_map(|(segment, term)| Some((segment, term.as_ref()?)));
        place.map_or(Ok(String::new()), |(segment, term)| segment.word(term.ordinal))
    }

    /// The stored document at a place.
    pub fn document(&self, segment: usize, doc: u32) -> Result<TrackSummary, Error> {
        Ok(self.searcher.doc(DocAddress::new(segment as u32, doc))?)
    }

    /// tantivy's own view of the same commit, for going through all documents.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields of the schema it is written by.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }
}

/// Where searches find the newest snapshot; empty while the index can't serve.
#[derive(Default)]
pub struct Live(arc_swap::ArcSwapOption<Snapshot>);

impl Live {
    /// The newest snapshot; none until the first is shown.
    pub fn load(&self) -> Option<Arc<Snapshot>> {
        self.0.load_full()
    }

    /// Answers what was there before: searches may still be reading it, and the last who lets go of it pays for that.
    pub fn replace(&self, snapshot: Option<Arc<Snapshot>>) -> Option<Arc<Snapshot>> {
        self.0.swap(snapshot)
    }
}
