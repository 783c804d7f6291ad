//! The fields of the index, and how a document becomes one of tantivy's.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};
use uuid::Uuid;

use super::segments::keys::{KeyKind, hash, key, key_of};
use super::segments::{Layout, MAX_PART, Part};
use super::{Document, record};
use crate::text::{fold, kana_in_latin, name};

/// The handles of all fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The track's uuid: what a document is deleted by.
    pub id: Field,
    /// The document as [`record`] writes it: what a hit shows, and all that is stored.
    pub record: Field,
    /// The row of words: its postings find documents, its fast column gives a document's words in order.
    pub words: Field,
    /// The lengths of the row's parts, see [`Layout`].
    pub layout: Field,
    /// Whole fields, see [`KeyKind`].
    pub keys: Field,
    pub title_key: Field,
    pub artist_key: Field,
    /// What decides between documents that match equally well; lower comes first.
    pub precedence: Field,
    pub year: Field,
    pub duration_ms: Field,
    pub format: Field,
    pub genres: Field,
    pub labels: Field,
}

impl Fields {
    /// The schema, and the handles into it.
    pub fn build() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        // Words are folded before they come here; both uses must see the same ones, so that their ordinals agree.
        let by_space = TextFieldIndexing::default()
            .set_tokenizer("whitespace")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        let words = TextOptions::default().set_indexing_options(by_space).set_fast("whitespace");
        let fields = Fields {
            id: schema.add_bytes_field("id", BytesOptions::default().set_indexed()),
            record: schema.add_bytes_field("record", STORED),
            words: schema.add_text_field("words", words),
            layout: schema.add_u64_field("layout", FAST),
            keys: schema.add_u64_field("keys", INDEXED),
            title_key: schema.add_u64_field("title_key", FAST),
            artist_key: schema.add_u64_field("artist_key", FAST),
            precedence: schema.add_u64_field("precedence", FAST),
            year: schema.add_i64_field("year", FAST),
            duration_ms: schema.add_u64_field("duration_ms", FAST),
            format: schema.add_u64_field("format", FAST),
            genres: schema.add_u64_field("genres", FAST),
            labels: schema.add_u64_field("labels", FAST),
        };
        (schema.build(), fields)
    }

    /// The term that a document is deleted by.
    pub fn id_term(&self, id: Uuid) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }

    /// What tantivy is given for one document.
    pub fn to_tantivy(&self, document: &Document) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_bytes(self.id, document.id.as_bytes());
        out.add_bytes(self.record, &record::write(document));

        let row = Row::of(document);
        out.add_text(self.words, &row.words);
        out.add_u64(self.layout, row.layout.packed());
        out.add_u64(self.title_key, row.title_key);
        out.add_u64(self.artist_key, row.artist_key);
        for key in row.keys {
            out.add_u64(self.keys, key);
        }
        out.add_u64(self.precedence, precedence(document, row.layout));

        if let Some(year) = document.year {
            out.add_i64(self.year, i64::from(year));
        }
        if let Some(duration) = document.duration_ms {
            out.add_u64(self.duration_ms, duration);
        }
        if !document.format.is_empty() {
            out.add_u64(self.format, filter_key(&document.format));
        }
        for genre in genres(&document.genre) {
            out.add_u64(self.genres, filter_key(genre));
        }
        for label in &document.labels {
            out.add_u64(self.labels, filter_key(label));
        }
        out
    }
}

/// How a filter's value and a document's are compared: folded, as a whole.
pub fn filter_key(value: &str) -> u64 {
    hash(&fold(value).spaced())
}

/// A catalogued genre as its several genres.
pub fn genres(genre: &str) -> impl Iterator<Item = &str> {
    genre.split([',', ';']).map(str::trim).filter(|genre| !genre.is_empty())
}

/// All words of a document and the keys of its whole fields.
struct Row {
    words: String,
    layout: Layout,
    keys: Vec<u64>,
    title_key: u64,
    artist_key: u64,
}

impl Row {
    fn of(document: &Document) -> Row {
        let title = name::parse(&document.title);
        let artist = name::parse(&document.artist);
        let album = fold(&document.album);
        let mut words = String::with_capacity(64);
        let mut lengths = [0; 5];
        let mut put = |part: Part, word: &str| {
            if lengths[part as usize] < MAX_PART {
                lengths[part as usize] += 1;
                words.push_str(word);
                words.push(' ');
            }
        };
        for i in 0..title.words.len() {
            put(if i < title.main { Part::Title } else { Part::TitleAside }, title.words.get(i));
        }
        for word in kana_in_latin(&document.title) {
            put(Part::TitleAside, &word);
        }
        for i in 0..artist.words.len() {
            put(if i < artist.main { Part::Artist } else { Part::ArtistAside }, artist.words.get(i));
        }
        for word in kana_in_latin(&document.artist) {
            put(Part::ArtistAside, &word);
        }
        for word in album.iter() {
            put(Part::Album, word);
        }

        let (title_words, artist_words) = (0..title.main, 0..artist.main);
        let title_key = key_of(KeyKind::Title, &title.words, title_words.clone());
        let artist_key = key_of(KeyKind::Artist, &artist.words, artist_words.clone());
        let both = |title_end: usize| {
            let words = (0..title_end).map(|i| hash(title.words.get(i)));
            key(KeyKind::ArtistAndTitle, words.chain(artist_words.clone().map(|i| hash(artist.words.get(i)))))
        };
        let mut keys = vec![title_key, both(title.main)];
        if !artist.words.is_empty() {
            keys.push(artist_key);
        }
        if title.main < title.words.len() {
            keys.push(key_of(KeyKind::Title, &title.words, 0..title.words.len()));
            keys.push(both(title.words.len()));
        }
        Row { words, layout: Layout::new(lengths), keys, title_key, artist_key }
    }
}

/// The better known first, then shorter names, then an arbitrary order that is the same in every index of the catalogue.
fn precedence(document: &Document, layout: Layout) -> u64 {
    let length = Part::ALL.iter().take(4).map(|&part| layout.len(part)).sum::<usize>().min(63) as u64;
    let unknown = 1000 - (document.popularity.unwrap_or(0.0).clamp(0.0, 100.0) * 10.0) as u64;
    let (high, low) = document.id.as_u64_pair();
    unknown << 54 | length << 48 | (high.rotate_left(32) ^ low) & ((1 << 48) - 1)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::PIPELINE_VERSION;
    use super::*;

    /// Names that go through every rule of the pipeline, as (artist, title, album).
    const NAMES: [(&str, &str, &str); 10] = [
        ("Sigur Rós", "Svefn-g-englar", "Ágætis byrjun"),
        ("AC/DC", "T.N.T. (Live at Sin-é)", "High Voltage"),
        ("P!nk & Ke$ha feat. A$AP", "Don’t – 2017 Remaster", "99 Luftballons"),
        ("Группа «Кино»", "Группа крови", "Ζορμπά"),
        ("宇多田ヒカル", "光 (きょう)", "ＡＢＢＡ"),
        ("싸이", "강남스타일", ""),
        ("Ærøskøbing", "Straße nach Łódź [Demo]", "đ ı þ"),
        ("!!!", "???", "..."),
        ("will.i.am + J.Lo", "R.E.M. ft. U2", "C++"),
        ("", "Untitled", ""),
    ];

    /// One number for all that is stored of the names, but for the record itself.
    fn fingerprint() -> u64 {
        let rows = NAMES.map(|(artist, title, album)| {
            let (artist, title, album) = (artist.into(), title.into(), album.into());
            let document = Document { id: Uuid::from_u128(1), artist, title, album, ..Document::default() };
            let row = Row::of(&document);
            let precedence = precedence(&document, row.layout);
            let genres: Vec<_> = genres("Pop; R&B, Rock").map(filter_key).collect();
            format!("{} {} {:?} {precedence} {genres:?}", row.words, row.layout.packed(), row.keys)
        });
        hash(&rows.concat())
    }

    #[test]
    fn what_is_indexed_otherwise_needs_a_new_pipeline_version() {
        // Where this fails: raise the version, and write down the new fingerprint beside it.
        assert_eq!((PIPELINE_VERSION, fingerprint()), (4, 1_301_586_348_579_888_747));
    }
}
