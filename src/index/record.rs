//! A document as the bytes that are stored of it: every field in turn, texts behind their lengths. Each search reads dozens, and a
//! parser of JSON would take several times as long.

use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
};
use uuid::Uuid;

use super::{Document, Error};

/// The bytes to store of a document.
pub fn write(document: &Document) -> Vec<u8> {
    let Document {
        id,
        title,
        artist,
        album,
        album_artist,
        genre,
        year,
        duration_ms,
        format,
        labels,
        popularity,
        isrc,
        audio_uri,
        thumbnail_uri,
    } = document;
    let mut out = Vec::with_capacity(256);
    out.extend(id.as_bytes());
    for text in [title, artist, album, album_artist, genre, format, isrc, audio_uri, thumbnail_uri] {
        put_text(text, &mut out);
    }
    put_length(labels.len(), &mut out);
    labels.iter().for_each(|label| put_text(label, &mut out));
    put_number(year.map(i32::to_le_bytes), &mut out);
    put_number(duration_ms.map(u64::to_le_bytes), &mut out);
    put_number(popularity.map(f32::to_le_bytes), &mut out);
    out
}

/// The document that was stored as these bytes, if they are such.
fn read(bytes: &[u8]) -> Option<Document> {
    let mut rest = Rest(bytes);
    // As they were written: fields are read in the order of these lines.
    let document = Document {
        id: Uuid::from_bytes(rest.array()?),
        title: rest.text()?,
        artist: rest.text()?,
        album: rest.text()?,
        album_artist: rest.text()?,
        genre: rest.text()?,
        format: rest.text()?,
        isrc: rest.text()?,
        audio_uri: rest.text()?,
        thumbnail_uri: rest.text()?,
        labels: (0..rest.length()?).map(|_| rest.text()).collect::<Option<_>>()?,
        year: rest.number()?.map(i32::from_le_bytes),
        duration_ms: rest.number()?.map(u64::from_le_bytes),
        popularity: rest.number()?.map(f32::from_le_bytes),
    };
    rest.0.is_empty().then_some(document)
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn put_length(mut length: usize, out: &mut Vec<u8>) {
    while length > 0x7f {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
}

fn put_text(text: &str, out: &mut Vec<u8>) {
    put_length(text.len(), out);
    out.extend(text.as_bytes());
}

fn put_number<const N: usize>(number: Option<[u8; N]>, out: &mut Vec<u8>) {
    out.push(u8::from(number.is_some()));
    out.extend(number.iter().flatten());
}

/// What has not been read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    fn length(&mut self) -> Option<usize> {
        let mut length = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let [byte] = self.array()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(length);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(std::str::from_utf8(text).ok()?.to_owned())
    }

    /// A number that may be none.
    fn number<const N: usize>(&mut self) -> Option<Option<[u8; N]>> {
        let [is_known] = self.array()?;
        if is_known == 0 { Some(None) } else { self.array().map(Some) }
    }
}

/// The record is all that is stored, so it is the first field.
impl DocumentDeserialize for Document {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut stored: D) -> Result<Self, DeserializeError> {
        let record = stored.next_field::<Record>()?;
        record.and_then(|(_, Record(bytes))| read(&bytes)).ok_or_else(|| DeserializeError::custom(Error::Record))
    }
}

struct Record(Vec<u8>);

impl ValueDeserialize for Record {
    fn deserialize<'de, D: ValueDeserializer<'de>>(value: D) -> Result<Self, DeserializeError> {
        value.deserialize_bytes().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_document_is_read_as_it_was_written(
            texts in proptest::collection::vec("\\PC{0,200}", 9),
            labels in proptest::collection::vec(".{0,20}", 0..4),
            id: u128,
            year: Option<i32>,
            duration_ms: Option<u64>,
            popularity in proptest::option::of(0f32..100.0),
        ) {
            let [title, artist, album, album_artist, genre, format, isrc, audio_uri, thumbnail_uri] =
                texts.try_into().expect("nine texts");
            let id = Uuid::from_u128(id);
            let document = Document {
                id, title, artist, album, album_artist, genre, year, duration_ms, format, labels, popularity, isrc, audio_uri,
                thumbnail_uri,
            };
            let bytes = write(&document);
            for cut in 0..bytes.len() {
                prop_assert_eq!(read(&bytes[..cut]), None);
            }
            prop_assert_eq!(read(&bytes), Some(document));
        }

        #[test]
        fn any_other_bytes_are_no_reason_to_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = read(&bytes);
        }
    }
}
