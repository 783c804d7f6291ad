//! A track as the bytes that are stored of it. Each search reads dozens, so they are postcard's: a parser of JSON would
//! take several times as long, and compressed they would hardly be smaller, since names are short.

use std::hash::{DefaultHasher, Hasher};

use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
};

use super::Error;
use crate::track::TrackSummary;

/// The bytes to store of a track.
pub fn write(track: &TrackSummary) -> Vec<u8> {
    postcard::to_stdvec(track).expect("a track holds nothing that postcard can't")
}

/// The track that was stored as these bytes, if they are such.
fn read(bytes: &[u8]) -> Option<TrackSummary> {
    let (track, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(track)
}

/// Tells whether two tracks are equal, but for one pair in 2^64. Holds within one run of the program.
pub fn digest(track: &TrackSummary) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(&write(track));
    hasher.finish()
}

/// The record is all that is stored, so it is the first field.
impl DocumentDeserialize for TrackSummary {
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
    use uuid::Uuid;

    use super::*;
    use crate::track::{Field, Isrc, Kind, LibraryId, TrackId, Value};

    fn any_value(kind: Kind) -> BoxedStrategy<Value> {
        match kind {
            Kind::Text { .. } | Kind::Name { .. } | Kind::Uri => "\\PC{0,200}".prop_map(Value::Text).boxed(),
            Kind::Integer { .. } => any::<i64>().prop_map(Value::Integer).boxed(),
            Kind::Number { .. } => (0.0..100.0).prop_map(Value::Number).boxed(),
            Kind::Duration => any::<i64>().prop_map(Value::Duration).boxed(),
            Kind::Uuid => any::<u128>().prop_map(|id| Value::Uuid(Uuid::from_u128(id))).boxed(),
            Kind::Isrc => {
                "[A-Z]{2}[A-Z0-9]{3}[0-9]{7}".prop_map(|text| Value::Isrc(Isrc::parse(&text).unwrap())).boxed()
            }
            Kind::Texts { .. } => prop::collection::vec(".{0,20}", 0..4).prop_map(Value::Texts).boxed(),
            Kind::Object { .. } => Just(Value::Object(Default::default())).boxed(),
        }
    }

    /// Any track, with some of its fields.
    fn any_track() -> impl Strategy<Value = TrackSummary> {
        let values: Vec<_> = Field::indexed().map(|field| prop::option::of(any_value(field.kind()))).collect();
        (any::<u128>(), values).prop_map(|(id, values)| {
            let mut track = TrackSummary::bare(TrackId::from_u128(id), LibraryId::from_u128(!id));
            Field::indexed().zip(values).for_each(|(field, value)| track.put(field, value));
            track
        })
    }

    proptest! {
        #[test]
        fn a_track_is_read_as_it_was_written(track in any_track()) {
            let bytes = write(&track);
            for cut in 0..bytes.len() {
                prop_assert_eq!(read(&bytes[..cut]), None);
            }
            prop_assert_eq!(read(&bytes), Some(track));
        }

        #[test]
        fn any_other_bytes_are_no_reason_to_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = read(&bytes);
        }
    }
}
