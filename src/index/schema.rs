//! The fields of the index, and how a document becomes one of tantivy's.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::{TantivyDocument, Term};

use super::keys::{KeyKind, key_of, key_of_both};
use super::layout::{Layout, MAX_PART, PARTS, Part};
use super::{attribute, hints, record};
use crate::text::name::{self, Name, Role};
use crate::text::{fold, kana_in_latin};
use crate::track::{self, Filter, Kind, TrackId, TrackSummary, ValueRef};

/// The handles of all fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The track's uuid: what a document is deleted by.
    pub id: Field,
    /// The library that it belongs to.
    pub library: Field,
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
    /// What filters go by, for the fields of a track in their order that have a column.
    columns: [Option<Field>; track::Field::ALL.len()],
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
            library: schema.add_bytes_field("library", BytesOptions::default().set_fast()),
            record: schema.add_bytes_field("record", STORED),
            words: schema.add_text_field("words", words),
            layout: schema.add_u64_field("layout", FAST),
            keys: schema.add_u64_field("keys", INDEXED),
            title_key: schema.add_u64_field("title_key", FAST),
            artist_key: schema.add_u64_field("artist_key", FAST),
            precedence: schema.add_u64_field("precedence", FAST),
            columns: std::array::from_fn(|at| column(track::Field::ALL[at], &mut schema)),
        };
        (schema.build(), fields)
    }

    /// The term that a document is deleted by.
    pub fn id_term(&self, id: TrackId) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }

    /// What tantivy is given for one document.
    pub fn to_tantivy(&self, document: &TrackSummary) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_bytes(self.id, document.id.as_bytes());
        out.add_bytes(self.library, document.library_id.as_bytes());
        out.add_bytes(self.record, &record::write(document));

        let row = WordRow::of(document);
        out.add_text(self.words, &row.words);
        out.add_u64(self.layout, row.layout.packed());
        out.add_u64(self.title_key, row.title_key);
        out.add_u64(self.artist_key, row.artist_key);
        for key in row.keys {
            out.add_u64(self.keys, key);
        }
        out.add_u64(self.precedence, precedence(document, row.layout));

        for (&field, &column) in track::Field::ALL.iter().zip(&self.columns) {
            if let (Some(column), Some(value)) = (column, document.get(field)) {
                add_values(column, value, &mut out);
            }
        }
        out
    }
}

/// The column of a field, if filters need one.
fn column(field: track::Field, schema: &mut SchemaBuilder) -> Option<Field> {
    match (field.filter(), field.kind()) {
        (Filter::Range(_), Kind::Number { .. }) => Some(schema.add_f64_field(field.name(), FAST)),
        (Filter::Range(_), _) => Some(schema.add_i64_field(field.name(), FAST)),
        // As written, so that facets can say them; what they fold to is worked out where a segment is opened.
        (Filter::Keyword(_) | Filter::Attribute(_), _) => {
            let whole = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic);
            let keyword = TextOptions::default().set_indexing_options(whole).set_fast("raw");
            Some(schema.add_text_field(field.name(), keyword))
        }
        (Filter::Words(_) | Filter::None, _) => None,
    }
}

fn add_values(column: Field, value: ValueRef<'_>, out: &mut TantivyDocument) {
    match value {
        ValueRef::Number(number) => out.add_f64(column, number),
        ValueRef::Integer(number) | ValueRef::Duration(number) => out.add_i64(column, number),
        ValueRef::Object(attributes) => {
            attributes.for_each_scalar(|path, value| out.add_text(column, attribute::term(path, value)));
        }
        value => value.keywords().for_each(|keyword| out.add_text(column, keyword)),
    }
}

/// All words of a document and the keys of its whole fields.
struct WordRow {
    words: String,
    layout: Layout,
    keys: Vec<u64>,
    title_key: u64,
    artist_key: u64,
}

impl WordRow {
    fn of(document: &TrackSummary) -> WordRow {
        let artist_text = document.artist.as_deref().unwrap_or_default();
        let (title, artist) = (name::title(&document.title), name::artist(artist_text));
        let fold = |text: &Option<String>| fold(text.as_deref().unwrap_or_default());
        let is_new = |name: &Name, word: &str| name.words.iter().all(|other| other != word);
        let mut row = Row { words: String::with_capacity(64), lengths: [0; PARTS] };
        title.of(Role::Main).for_each(|word| row.put(Part::Title, word));
        title.of(Role::Aside).for_each(|word| row.put(Part::TitleAside, word));
        kana_in_latin(&document.title).iter().for_each(|word| row.put(Part::TitleAside, word));
        title.of(Role::Note).for_each(|word| row.put(Part::TitleNote, word));
        // How people type a title that is written in another script.
        let title_sort = fold(&document.title_sort);
        title_sort.iter().filter(|word| is_new(&title, word)).for_each(|word| row.put(Part::TitleNote, word));
        artist.of(Role::Main).for_each(|word| row.put(Part::Artist, word));
        artist.of(Role::Aside).for_each(|word| row.put(Part::ArtistAside, word));
        kana_in_latin(artist_text).iter().for_each(|word| row.put(Part::ArtistAside, word));
        fold(&document.album).iter().for_each(|word| row.put(Part::Album, word));
        let mut credited = Vec::new();
        for text in credits(document) {
            // Once each: who wrote it is often who sings it.
            for word in crate::text::fold(text).iter().filter(|word| is_new(&artist, word)) {
                if !credited.iter().any(|other| other == word) {
                    row.put(Part::Credit, word);
                    credited.push(word.to_owned());
                }
            }
        }
        document.year.iter().for_each(|&year| row.put(Part::Hint, &hints::year(year)));
        hints::initials_of(artist_text).iter().for_each(|word| row.put(Part::Hint, word));

        let title_key = key_of(KeyKind::Title, title.of(Role::Main));
        let artist_key = key_of(KeyKind::Artist, artist.of(Role::Main));
        let mut keys = vec![title_key, key_of_both(artist.of(Role::Main), title.of(Role::Main))];
        if !artist.words.is_empty() {
            keys.push(artist_key);
            keys.extend(artist.of(Role::Main).map(|word| key_of(KeyKind::ArtistWord, std::iter::once(word))));
        }
        let credits: Vec<&str> = name::credits(artist_text).collect();
        if credits.len() > 1 {
            keys.extend(credits.iter().map(|credit| key_of(KeyKind::Credit, name::artist(credit).of(Role::Main))));
        }
        if title.has(Role::Note) {
            keys.push(key_of(KeyKind::Title, title.without(Role::Aside)));
        }
        if title.has(Role::Aside) {
            keys.push(key_of(KeyKind::Title, title.without(Role::Note)));
            keys.push(key_of(KeyKind::Title, title.words.iter()));
            keys.push(key_of_both(artist.of(Role::Main), title.without(Role::Note)));
        }
        keys.sort_unstable();
        keys.dedup();
        WordRow { words: row.words, layout: Layout::new(row.lengths), keys, title_key, artist_key }
    }
}

/// The names of others who have to do with a track, and names as they are sorted.
fn credits(document: &TrackSummary) -> impl Iterator<Item = &str> {
    let TrackSummary { artist_sort, album_artist, album_artist_sort, composer, composer_sort, .. } = document;
    let TrackSummary { conductor, performers, .. } = document;
    let names = [artist_sort, album_artist, album_artist_sort, composer, composer_sort, conductor, performers];
    names.into_iter().flatten().map(String::as_str)
}

/// The keys of all that is whole in a document.
pub fn keys(document: &TrackSummary) -> Vec<u64> {
    WordRow::of(document).keys
}

/// A row of words under construction.
struct Row {
    words: String,
    lengths: [usize; PARTS],
}

impl Row {
    /// Adds a word; parts come in their order.
    fn put(&mut self, part: Part, word: &str) {
        if self.lengths[part as usize] < MAX_PART {
            self.lengths[part as usize] += 1;
            self.words.push_str(word);
            self.words.push(' ');
        }
    }
}

/// The better known first, then shorter names and fewer asides, then an arbitrary order that is the same in every index
/// of the catalogue.
fn precedence(document: &TrackSummary, layout: Layout) -> u64 {
    let length = |part| layout.len(part);
    let asides = length(Part::TitleAside) + length(Part::ArtistAside);
    let length = (length(Part::Title) + length(Part::Artist) + 2 * asides).min(63) as u64;
    let unknown = match document.popularity {
        Some(popularity) => MOST_UNKNOWN - 1 - ((popularity as f32).clamp(0.0, 100.0) * 10.0) as u64,
        None => MOST_UNKNOWN,
    };
    let (high, low) = document.id.uuid().as_u64_pair();
    unknown << 54 | length << ARBITRARY | (high.rotate_left(32) ^ low) & ((1 << ARBITRARY) - 1)
}

/// How many bits of a precedence, the last ones, say nothing.
const ARBITRARY: u32 = 48;

/// What a precedence says: how unknown a track is, and how long its names are.
pub fn reasons(precedence: u64) -> (u64, u64) {
    (precedence >> 54, precedence >> ARBITRARY & 63)
}

/// The precedence of what isn't known at all begins with this; of what is, with less.
const MOST_UNKNOWN: u64 = 1_002;

/// The popularity that the first half of a precedence says, from 0 to 1.
pub fn popularity(first_half: u32) -> Option<f32> {
    let unknown = u64::from(first_half) >> 22;
    (unknown < MOST_UNKNOWN).then(|| (MOST_UNKNOWN - 1).saturating_sub(unknown) as f32 / 1_000.0)
}

#[cfg(test)]
mod tests {

    use super::super::PIPELINE_VERSION;
    use uuid::Uuid;

    use super::*;
    use crate::track::{Isrc, LibraryId, Value};

    /// Names that go through every rule of the pipeline, as (artist, title, album).
    const NAMES: [(&str, &str, &str); 13] = [
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
        ("तुम ही हो", "আমার সোনার বাংলা", "தமிழ்"),
        ("รักไม่ยอม", "ချစ်သူ", "ស្រលាញ់"),
        ("محـــمد ی", "می\u{200C}خواهم", "🔥🔥👍🏽"),
    ];

    /// A track of these names with a value in every other field.
    fn full((artist, title, album): (&str, &str, &str)) -> TrackSummary {
        let mut track = TrackSummary::bare(TrackId::from_u128(1), LibraryId::DEFAULT);
        for field in track::Field::indexed() {
            track.put(field, Some(some(field.kind())));
        }
        TrackSummary { artist: Some(artist.into()), title: title.into(), album: Some(album.into()), ..track }
    }

    fn some(kind: Kind) -> Value {
        match kind {
            Kind::Text { .. } | Kind::Name { .. } | Kind::Uri => Value::Text("Pop; R&B, Rock".into()),
            Kind::Integer { least, .. } => Value::Integer(least + 7),
            Kind::Number { most, .. } => Value::Number(most / 4.0),
            Kind::Duration => Value::Duration(305_250),
            Kind::Boolean => Value::Boolean(true),
            Kind::Date => Value::Text("1997-09".into()),
            Kind::Uuid => Value::Uuid(Uuid::from_u128(7)),
            Kind::Isrc => Value::Isrc(Isrc::parse("USRC17607839").unwrap()),
            Kind::Texts { .. } => Value::Texts(vec!["a".into(), "B".into()]),
            Kind::Object { .. } => {
                Value::Object([("mood".to_owned(), serde_json::json!(["Calm", 1.5, true]))].into_iter().collect())
            }
        }
    }

    /// One number for all that the index holds of the names: words, keys, columns, and the stored record.
    fn fingerprint() -> u64 {
        let (schema, fields) = Fields::build();
        let documents = NAMES.map(|names| tantivy::Document::to_json(&fields.to_tantivy(&full(names)), &schema));
        super::super::keys::hash(&documents.concat())
    }

    #[test]
    fn what_is_indexed_otherwise_needs_a_new_pipeline_version() {
        // Where this fails: raise the version, and write down the new fingerprint beside it.
        assert_eq!((PIPELINE_VERSION, fingerprint()), (8, 1_139_302_527_295_038_432));
    }
}
