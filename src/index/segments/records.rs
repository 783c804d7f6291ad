//! The stored documents of one commit: for comparing, not for searching.

use std::io;
use std::sync::Arc;

use tantivy::index::SegmentReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocAddress, Index, InvertedIndexReader, ReloadPolicy, Searcher};

use super::Snapshot;
use crate::index::{Error, Fields, digest};
use crate::track::{TrackId, TrackSummary};

impl Snapshot {
    /// Goes through every document of one segment, in the order in which they lie.
    pub fn for_each_document(&self, segment: &SegmentReader, mut visit: impl FnMut(TrackSummary)) -> Result<(), Error> {
        // Blocks are read once, one after the other: nothing to cache.
        let store = segment.get_store_reader(0)?;
        for document in store.iter::<TrackSummary>(segment.alive_bitset()) {
            visit(document?);
        }
        Ok(())
    }
}

/// The documents of one commit by id. Opening it takes neither time nor memory, however many there are: it lacks all
/// that only searches need.
pub struct Records {
    searcher: Searcher,
    fields: Fields,
    position: String,
    /// The ids of each segment.
    ids: Vec<Arc<InvertedIndexReader>>,
}

impl Records {
    /// Opens the newest commit.
    pub(in crate::index) fn open(index: &Index, fields: Fields) -> Result<Self, Error> {
        // Read first: where a commit comes between, there are more changes in the documents than the position says.
        let position = index.load_metas()?.payload.unwrap_or_default();
        let reader: tantivy::IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let ids = searcher.segment_readers().iter().map(|segment| segment.inverted_index(fields.id));
        let ids = ids.collect::<Result<_, _>>()?;
        Ok(Self { searcher, fields, position, ids })
    }

    /// The position in the change feed that this commit has reached at least.
    pub fn position(&self) -> &str {
        &self.position
    }

    /// Every document with this id: one or none, unless something is wrong.
    pub fn documents_of(&self, id: TrackId) -> Result<Vec<TrackSummary>, Error> {
        let term = self.fields.id_term(id);
        let mut found = Vec::new();
        for (segment, ids) in self.ids.iter().enumerate() {
            if let Some(postings) = ids.read_block_postings(&term, IndexRecordOption::Basic)? {
                self.living(segment, postings, &mut found);
            }
        }
        found.into_iter().map(|place| Ok(self.searcher.doc(place)?)).collect()
    }

    /// The id and the [`digest`] of every document with an id behind `after` and up to `upto`, by id. What is
    /// there twice comes twice.
    pub fn digests(&self, after: Option<TrackId>, upto: Option<TrackId>) -> Result<Digests<'_>, Error> {
        let streams = self.ids.iter().map(|ids| {
            let range = ids.terms().range();
            let range = after.map_or(range, |after| ids.terms().range().gt(after.as_bytes()));
            let range = match upto {
                Some(upto) => range.le(upto.as_bytes()),
                None => range,
            };
            IdStream::begin(range.into_stream()?)
        });
        let streams = streams.collect::<Result<_, _>>()?;
        Ok(Digests { records: self, streams, id: TrackId::LEAST, places: Vec::new() })
    }

    /// Adds the places of those that have not been deleted.
    fn living(&self, segment: usize, mut postings: BlockSegmentPostings, places: &mut Vec<DocAddress>) {
        let reader = &self.searcher.segment_readers()[segment];
        while postings.block_len() > 0 {
            let living = postings.docs().iter().filter(|&&doc| !reader.is_deleted(doc));
            places.extend(living.map(|&doc| DocAddress::new(segment as u32, doc)));
            postings.advance();
        }
    }

    fn digest(&self, place: DocAddress) -> Result<u64, Error> {
        Ok(digest(&self.searcher.doc(place)?))
    }
}

/// Goes through the ids of all segments at once; see [`Records::digests`].
pub struct Digests<'a> {
    records: &'a Records,
    streams: Vec<IdStream<'a>>,
    id: TrackId,
    /// Where the documents with that id lie that are still to come.
    places: Vec<DocAddress>,
}

impl Digests<'_> {
    /// Goes to the next id, which may have no living document; answers whether there is one.
    fn advance(&mut self) -> Result<bool, Error> {
        let Some(next) = self.streams.iter().filter_map(|stream| stream.id).min() else { return Ok(false) };
        self.id = next;
        for (segment, stream) in self.streams.iter_mut().enumerate().filter(|(_, stream)| stream.id == Some(next)) {
            let ids = &self.records.ids[segment];
            let postings = ids.read_block_postings_from_terminfo(stream.terms.value(), IndexRecordOption::Basic)?;
            self.records.living(segment, postings, &mut self.places);
            stream.advance()?;
        }
        Ok(true)
    }
}

impl Iterator for Digests<'_> {
    type Item = Result<(TrackId, u64), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(place) = self.places.pop() {
                return Some(self.records.digest(place).map(|digest| (self.id, digest)));
            }
            match self.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The ids of one segment, in order.
struct IdStream<'a> {
    terms: TermStreamer<'a>,
    /// Where it stands; none behind the last.
    id: Option<TrackId>,
}

impl<'a> IdStream<'a> {
    fn begin(terms: TermStreamer<'a>) -> Result<Self, Error> {
        let mut stream = Self { terms, id: None };
        stream.advance()?;
        Ok(stream)
    }

    fn advance(&mut self) -> Result<(), Error> {
        self.id = match self.terms.advance() {
            true => Some(TrackId::from_slice(self.terms.key()).map_err(io::Error::other)?),
            false => None,
        };
        Ok(())
    }
}
