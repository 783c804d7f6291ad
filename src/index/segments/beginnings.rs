//! The documents of a segment by the words that their titles begin with: what a title that is typed from its first
//! letter on may become. Read once when the segment is first seen; four bytes for each document.

use std::ops::Range;

use tantivy::DocId;

use super::rows::Rows;
use crate::index::layout::Part;

/// Documents by the first two words of their titles.
pub struct Beginnings {
    documents: Vec<DocId>,
}

impl Beginnings {
    pub fn read(rows: &Rows, documents: DocId) -> Self {
        let mut by_words: Vec<(u64, DocId)> = (0..documents).map(|doc| (first_two(rows, doc), doc)).collect();
        by_words.sort_unstable();
        Self { documents: by_words.into_iter().map(|(_, doc)| doc).collect() }
    }

    /// The documents whose titles begin with a word and go on with one of others, deleted ones among them.
    pub fn with(&self, rows: &Rows, first: u32, second: Range<u32>) -> &[DocId] {
        let from = |second: u32| {
            let key = together(first, Some(second));
            self.documents.partition_point(|&doc| first_two(rows, doc) < key)
        };
        &self.documents[from(second.start)..from(second.end)]
    }
}

/// The first two words of a document's title as one number; a title of one word comes before all that go on.
fn first_two(rows: &Rows, doc: DocId) -> u64 {
    let words = rows.words(doc);
    match rows.layout(doc).len(Part::Title) {
        0 => u64::MAX,
        1 => together(words[0], None),
        _ => together(words[0], Some(words[1])),
    }
}

fn together(first: u32, second: Option<u32>) -> u64 {
    u64::from(first) << 32 | second.map_or(0, |second| u64::from(second) + 1)
}

#[cfg(test)]
mod tests {
    use tantivy::Index;

    use super::*;
    use crate::index::Fields;
    use crate::track::TrackSummary;

    #[test]
    fn the_titles_that_begin_with_two_words_are_those_and_no_others() {
        let (schema, fields) = Fields::build();
        let index = Index::create_in_ram(schema);
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        let words = ["amber", "bell", "candle", "dust"];
        for number in 0..200 {
            let title = (0..number % 4).map(|i| words[(number / (4 << i)) % 4]).collect::<Vec<_>>().join(" ");
            writer.add_document(fields.to_tantivy(&TrackSummary { title, ..TrackSummary::default() })).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let segment = searcher.segment_reader(0);
        let dictionary = segment.inverted_index(fields.words).unwrap();
        let rows = Rows::read(segment.fast_fields(), &dictionary, segment.max_doc()).unwrap();
        let beginnings = Beginnings::read(&rows, segment.max_doc());
        let ordinals = dictionary.terms().num_terms() as u32;
        let mut found = 0;
        for (first, second) in (0..ordinals).flat_map(|a| (0..ordinals).map(move |b| (a, b..ordinals.min(b + 2)))) {
            let mut documents = beginnings.with(&rows, first, second.clone()).to_vec();
            documents.sort_unstable();
            let begins = |doc: &u32| {
                let title = &rows.words(*doc)[rows.layout(*doc).range(Part::Title)];
                title.len() > 1 && title[0] == first && second.contains(&title[1])
            };
            let expected: Vec<u32> = (0..segment.max_doc()).filter(begins).collect();
            assert_eq!(documents, expected);
            found += documents.len();
        }
        assert!(found > 100);
    }
}
