//! One commit of one generation, opened for reading: what a search sees from beginning to end.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher};

use super::segment::Segment;
use super::vocabulary::Vocabulary;
use super::{Document, Error, Fields};

/// Past this many times the words that segments have, the vocabulary is made anew, without those that died out.
const STALE_WORDS: usize = 2;

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

    /// The words that begin with `prefix` and stand in most documents, with their numbers of documents; commonest first.
    pub fn most_common_starting_with(&self, prefix: &str, limit: usize) -> Result<Vec<(String, u64)>, Error> {
        let mut counts: FxHashMap<String, u64> = FxHashMap::default();
        for segment in &self.segments {
            segment.for_each_word_starting_with(prefix, |word, documents| match counts.get_mut(word) {
                Some(count) => *count += u64::from(documents),
                None => drop(counts.insert(word.to_owned(), u64::from(documents))),
            })?;
        }
        let mut words: Vec<(String, u64)> = counts.into_iter().filter(|(_, documents)| *documents > 0).collect();
        let by_count = |a: &(String, u64), b: &(String, u64)| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        if words.len() > limit {
            words.select_nth_unstable_by(limit, by_count);
            words.truncate(limit);
        }
        words.sort_unstable_by(by_count);
        Ok(words)
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
