//! One commit of one generation, opened for reading: what a search sees from beginning to end.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher};

use super::segment::{Segment, SegmentTerm};
use super::vocabulary::Vocabulary;
use super::{Document, Error, Fields};

/// Past this many times the words that segments have, the vocabulary is made anew, without those that died out.
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
}

impl Snapshot {
    /// Opens the newest commit, taking over from `previous` what has not changed.
    pub fn open(index: &Index, fields: Fields, previous: Option<&Snapshot>) -> Result<Self, Error> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let position = index.load_metas()?.payload.unwrap_or_default();
        let searcher = tantivy::IndexReader::searcher(&reader);
        let before = |id| previous.and_then(|p| p.segments.iter().find(|s| s.id() == id));
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, &fields, before(reader.segment_id())))
            .collect::<Result<Vec<_>, Error>>()?;

        let most_words = segments.iter().map(|s| s.max_words()).sum::<usize>();
        let known = previous.filter(|p| p.vocabulary.len() <= most_words * STALE_WORDS);
        let mut vocabulary = known.map(|p| p.vocabulary.clone()).unwrap_or_default();
        let is_new = |segment: &&Segment| known.is_none() || before(segment.id()).is_none();
        // Largest first: later ones then have few words that are not known yet.
        let mut fresh: Vec<&Segment> = segments.iter().filter(is_new).collect();
        fresh.sort_by_key(|segment| std::cmp::Reverse(segment.max_words()));
        for segment in fresh {
            let mut words = Vec::new();
            segment.for_each_word(|word| {
                if !vocabulary.contains(word) {
                    words.push(word.to_owned());
                }
            })?;
            vocabulary = vocabulary.with(words);
        }
        Ok(Self { searcher, fields, position, segments, vocabulary })
    }

    /// The position in the change feed that this commit has reached, as the writer gave it.
    pub fn position(&self) -> &str {
        &self.position
    }

    /// How many tracks can be found.
    pub fn num_docs(&self) -> u64 {
        self.searcher.num_docs()
    }

    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What every segment knows of a word.
    pub fn look_up(&self, word: &str) -> Result<WordTerms, Error> {
        let terms = self.segments.iter().map(|s| s.term(word)).collect::<Result<Vec<_>, _>>()?;
        let documents = terms.iter().flatten().map(|term| u64::from(term.documents)).sum();
        Ok(WordTerms { terms, documents })
    }

    /// Whether some track has one of these keys of whole fields.
    pub fn has_key(&self, keys: &[u64]) -> Result<bool, Error> {
        for segment in &self.segments {
            for &key in keys {
                if segment.key_count(key)? > 0 {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Of the words with these ordinals in each segment, those that stand in most documents: at most `limit`, commonest first.
    pub fn commonest(&self, ordinals: &[Range<u32>], limit: usize) -> Result<Vec<(String, WordTerms)>, Error> {
        let mut depth = limit * self.segments.len().min(2);
        loop {
            let mut words = FxHashSet::default();
            // No word that isn't among the first `depth` of some segment has more documents than this.
            let mut beyond = 0;
            for (segment, range) in self.segments.iter().zip(ordinals) {
                let (terms, next) = segment.commonest(range.clone(), depth);
                beyond += u64::from(next);
                for term in terms {
                    words.insert(segment.word(term.ordinal)?);
                }
            }
            let mut found = Vec::with_capacity(words.len());
            for word in words {
                let known = self.look_up(&word)?;
                if known.documents > 0 {
                    found.push((word, known));
                }
            }
            found.sort_unstable_by(|(a, n), (b, m)| m.documents.cmp(&n.documents).then_with(|| a.cmp(b)));
            let is_certain = beyond == 0 || found.get(limit - 1).is_some_and(|(_, last)| last.documents > beyond);
            if is_certain {
                found.truncate(limit);
                return Ok(found);
            }
            depth *= 4;
        }
    }

    /// The stored document at a place.
    pub fn document(&self, segment: usize, doc: u32) -> Result<Document, Error> {
        self.fields.from_tantivy(&self.searcher.doc(DocAddress::new(segment as u32, doc))?)
    }

    /// tantivy's own view of the same commit, for going through all documents.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub fn fields(&self) -> &Fields {
        &self.fields
    }
}

/// Where searches find the newest snapshot; empty while the index can't serve.
#[derive(Default)]
pub struct Live(arc_swap::ArcSwapOption<Snapshot>);

impl Live {
    pub fn load(&self) -> Option<Arc<Snapshot>> {
        self.0.load_full()
    }

    pub fn store(&self, snapshot: Option<Arc<Snapshot>>) {
        self.0.store(snapshot);
    }
}
