//! How many documents of one segment have each key of a whole field. Read once when the segment is first seen: a search
//! asks for dozens of keys, and the dictionary takes a microsecond for each.

use tantivy::InvertedIndexReader;

use crate::index::Error;

/// The keys of one segment and their documents, deleted ones among them.
pub struct KeyCounts {
    /// Sorted by key.
    counts: Vec<KeyCount>,
    /// Where the keys with each beginning start; one more for the end. Keys are evenly spread, so each beginning has a
    /// few.
    starts: Vec<u32>,
    /// How many bits of a key are not its beginning.
    rest: u32,
}

/// A key and its documents side by side, without a gap: each way to another place in memory costs more than the rest.
#[derive(Clone, Copy)]
struct KeyCount {
    key: [u32; 2],
    documents: u32,
}

impl KeyCount {
    fn halves(key: u64) -> [u32; 2] {
        [(key >> 32) as u32, key as u32]
    }
}

impl KeyCounts {
    pub fn read(reader: &InvertedIndexReader) -> Result<Self, Error> {
        let count = reader.terms().num_terms();
        let bits = (count.max(8) / 4).ilog2();
        let rest = u64::BITS - bits;
        let (mut counts, mut starts) = (Vec::with_capacity(count), vec![0; (1 << bits) + 1]);
        let mut stream = reader.terms().stream()?;
        while stream.advance() {
            let key = u64::from_be_bytes(stream.key().try_into().map_err(|_| Error::Ordinals)?);
            counts.push(KeyCount { key: KeyCount::halves(key), documents: stream.value().doc_freq });
            starts[(key >> rest) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Ok(Self { counts, starts, rest })
    }

    /// How many documents have a key.
    pub fn documents(&self, key: u64) -> u32 {
        let beginning = (key >> self.rest) as usize;
        let alike = &self.counts[self.starts[beginning] as usize..self.starts[beginning + 1] as usize];
        let key = KeyCount::halves(key);
        // All of the few are added up: nothing has to be foreseen, so several keys are looked up at once.
        alike.iter().map(|other| if other.key == key { other.documents } else { 0 }).sum()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::Index;

    use super::*;
    use crate::index::Fields;
    use crate::track::TrackSummary;

    #[test]
    fn every_key_has_as_many_documents_as_in_the_dictionary_and_any_other_none() {
        let (schema, fields) = Fields::build();
        let index = Index::create_in_ram(schema);
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for number in 0..300 {
            let (artist, title) = (Some(format!("Artist {}", number % 7)), format!("Title {}", number % 40));
            writer.add_document(fields.to_tantivy(&TrackSummary { artist, title, ..TrackSummary::default() })).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let dictionary = searcher.segment_reader(0).inverted_index(fields.keys).unwrap();
        let counts = KeyCounts::read(&dictionary).unwrap();
        let mut stream = dictionary.terms().stream().unwrap();
        let mut seen = 0;
        while stream.advance() {
            let key = u64::from_be_bytes(stream.key().try_into().unwrap());
            assert_eq!(counts.documents(key), stream.value().doc_freq);
            assert_eq!(counts.documents(key ^ 1), 0);
            seen += 1;
        }
        assert!(seen > 40);
        assert_eq!((counts.documents(0), counts.documents(u64::MAX)), (0, 0));
    }
}
