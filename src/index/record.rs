//! A track as the bytes that are stored of it. Each search reads dozens, so they are postcard's: a parser of JSON would
//! take several times as long, and compressed they would hardly be smaller, since names are short.
//!
//! They are the track's id, its library's, a number whose bits say which fields are known, and the values of those, in
//! the order of the table. So a field that most tracks don't have costs them nothing.

use std::hash::{DefaultHasher, Hasher};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
};

use super::Error;
use crate::track::{Kind, LibraryId, TrackId, TrackSummary, Value, ValueRef};

/// Nearly every track's bytes fit.
const USUAL_BYTES: usize = 256;

/// The bytes to store of a track.
pub fn write(track: &TrackSummary) -> Vec<u8> {
    let values = || track.fields().map(|(_, value)| value.filter(|value| !value.is_empty()));
    let known = values().enumerate().fold(0u64, |known, (at, value)| known | u64::from(value.is_some()) << at);
    let bytes = append(Vec::with_capacity(USUAL_BYTES), &(track.id, track.library_id, known));
    values().flatten().fold(bytes, |bytes, value| match value {
        ValueRef::Text(text) => append(bytes, text),
        ValueRef::Integer(number) | ValueRef::Duration(number) => append(bytes, &number),
        ValueRef::Number(number) => append(bytes, &number),
        ValueRef::Boolean(is) => append(bytes, &is),
        ValueRef::Uuid(id) => append(bytes, &id),
        ValueRef::Isrc(isrc) => append(bytes, isrc),
        ValueRef::Texts(texts) => append(bytes, texts),
        ValueRef::Object(object) => append(bytes, object),
    })
}

fn append<T: Serialize + ?Sized>(bytes: Vec<u8>, value: &T) -> Vec<u8> {
    postcard::to_extend(value, bytes).expect("a track holds nothing that postcard can't")
}

/// The track that was stored as these bytes, if they are such.
fn read(mut bytes: &[u8]) -> Option<TrackSummary> {
    let bytes = &mut bytes;
    let (id, library, known): (TrackId, LibraryId, u64) = take(bytes)?;
    let mut track = TrackSummary::bare(id, library);
    let fields = TrackSummary::FIELDS.iter().enumerate().filter(|(at, _)| known >> at & 1 == 1);
    for (_, field) in fields {
        let value = match field.kind() {
            Kind::Text { .. } | Kind::Name { .. } | Kind::Date | Kind::Uri => Value::Text(take(bytes)?),
            Kind::Integer { .. } => Value::Integer(take(bytes)?),
            Kind::Number { .. } => Value::Number(take(bytes)?),
            Kind::Duration => Value::Duration(take(bytes)?),
            Kind::Boolean => Value::Boolean(take(bytes)?),
            Kind::Uuid => Value::Uuid(take(bytes)?),
            Kind::Isrc => Value::Isrc(take(bytes)?),
            Kind::Texts { .. } => Value::Texts(take(bytes)?),
            Kind::Object { .. } => Value::Object(take(bytes)?),
        };
        track.put(*field, Some(value));
    }
    let is_all = bytes.is_empty() && known >> TrackSummary::FIELDS.len() == 0;
    is_all.then_some(track)
}

/// The value that the bytes begin with, which are behind it then.
fn take<T: DeserializeOwned>(bytes: &mut &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(value)
}

/// Shifting by all bits would be a mistake.
const _: () = assert!(TrackSummary::FIELDS.len() < 64);

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
    use crate::track::{Field, Isrc};

    fn any_value(kind: Kind) -> BoxedStrategy<Value> {
        match kind {
            Kind::Text { .. } | Kind::Name { .. } | Kind::Date | Kind::Uri => {
                "\\PC{0,200}".prop_map(Value::Text).boxed()
            }
            Kind::Integer { .. } => any::<i64>().prop_map(Value::Integer).boxed(),
            Kind::Number { .. } => (0.0..100.0).prop_map(Value::Number).boxed(),
            Kind::Duration => any::<i64>().prop_map(Value::Duration).boxed(),
            Kind::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
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

    #[test]
    fn what_is_not_known_costs_nothing() {
        let track = TrackSummary::bare(TrackId::from_u128(1), LibraryId::from_u128(2));
        let titled = TrackSummary { title: "Jóga".into(), artist: Some("Björk".into()), ..track };
        assert_eq!(write(&titled).len(), 2 * (1 + 16) + 1 + (1 + 5) + (1 + 6));
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
