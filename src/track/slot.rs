//! Values in and out of the structs that are made from the table.

use uuid::Uuid;

use super::{Attributes, Isrc, Kind, Value, ValueRef};

/// What holds a field's value in a struct. The table gives each the type of its kind, so that any other value is a
/// mistake here.
pub trait Slot {
    /// The value; none where it isn't known.
    fn get(&self, kind: Kind) -> Option<ValueRef<'_>>;
    /// Puts a value in, or clears it.
    fn put(&mut self, value: Option<Value>);
}

fn other(value: &Value) -> ! {
    unreachable!("{value:?} is not of its field's kind")
}

impl Slot for String {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        Some(ValueRef::Text(self))
    }

    fn put(&mut self, value: Option<Value>) {
        *self = match value {
            Some(Value::Text(text)) => text,
            Some(value) => other(&value),
            None => String::new(),
        };
    }
}

impl Slot for Option<String> {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        self.as_deref().map(ValueRef::Text)
    }

    fn put(&mut self, value: Option<Value>) {
        *self = value.map(|value| match value {
            Value::Text(text) => text,
            value => other(&value),
        });
    }
}

impl Slot for Option<i64> {
    fn get(&self, kind: Kind) -> Option<ValueRef<'_>> {
        let is_duration = matches!(kind, Kind::Duration);
        self.map(|number| if is_duration { ValueRef::Duration(number) } else { ValueRef::Integer(number) })
    }

    fn put(&mut self, value: Option<Value>) {
        *self = value.map(|value| match value {
            Value::Integer(number) | Value::Duration(number) => number,
            value => other(&value),
        });
    }
}

impl Slot for Option<f64> {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        self.map(ValueRef::Number)
    }

    fn put(&mut self, value: Option<Value>) {
        *self = value.map(|value| match value {
            Value::Number(number) => number,
            value => other(&value),
        });
    }
}

impl Slot for Option<bool> {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        self.map(ValueRef::Boolean)
    }

    fn put(&mut self, value: Option<Value>) {
        *self = value.map(|value| match value {
            Value::Boolean(is) => is,
            value => other(&value),
        });
    }
}

impl Slot for Option<Uuid> {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        self.map(ValueRef::Uuid)
    }

    fn put(&mut self, value: Option<Value>) {
        *self = value.map(|value| match value {
            Value::Uuid(id) => id,
            value => other(&value),
        });
    }
}

impl Slot for Option<Isrc> {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        self.as_ref().map(ValueRef::Isrc)
    }

    fn put(&mut self, value: Option<Value>) {
        *self = value.map(|value| match value {
            Value::Isrc(isrc) => isrc,
            value => other(&value),
        });
    }
}

/// No texts are a value, too.
impl Slot for Vec<String> {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        Some(ValueRef::Texts(self))
    }

    fn put(&mut self, value: Option<Value>) {
        *self = match value {
            Some(Value::Texts(texts)) => texts,
            Some(value) => other(&value),
            None => Vec::new(),
        };
    }
}

/// Nothing in an object is a value, too.
impl Slot for Attributes {
    fn get(&self, _: Kind) -> Option<ValueRef<'_>> {
        Some(ValueRef::Object(self))
    }

    fn put(&mut self, value: Option<Value>) {
        *self = match value {
            Some(Value::Object(object)) => object,
            Some(value) => other(&value),
            None => Attributes::default(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track::{Field, Isrc, NewTrack, Reach, TrackSummary};

    /// Some value of a field that can be stored.
    fn some(field: Field) -> Value {
        match field.kind() {
            Kind::Text { .. } | Kind::Name { .. } => Value::Text("a".into()),
            Kind::Integer { most, .. } => Value::Integer(most),
            Kind::Number { most, .. } => Value::Number(most),
            Kind::Duration => Value::Duration(1_500),
            Kind::Boolean => Value::Boolean(true),
            Kind::Date => Value::Text("1997-09".into()),
            Kind::Uuid => Value::Uuid(Uuid::from_u128(7)),
            Kind::Isrc => Value::Isrc(Isrc::parse("USRC17607839").unwrap()),
            Kind::Uri => Value::Text("s3://b/k".into()),
            Kind::Texts { .. } => Value::Texts(vec!["a".into()]),
            Kind::Object { .. } => Value::Object([("a".to_owned(), 1.into())].into_iter().collect()),
        }
    }

    #[test]
    fn every_field_gives_back_what_was_put_and_no_other_is_touched() {
        for &field in Field::ALL {
            let mut given = NewTrack::default();
            given.put(field, Some(some(field)));
            for &other in Field::ALL {
                let expected = if other == field && field.is_given() {
                    Some(some(field))
                } else {
                    NewTrack::default().get(other).map(ValueRef::to_owned)
                };
                assert_eq!(given.get(other).map(ValueRef::to_owned), expected, "{field:?} {other:?}");
            }
            let mut summary = TrackSummary::default();
            summary.put(field, Some(some(field)));
            let is_kept = summary.get(field).map(ValueRef::to_owned) == Some(some(field));
            assert_eq!(is_kept, field.reach() >= Reach::Index, "{field:?}");
            summary.put(field, None);
            assert_eq!(summary, TrackSummary::default(), "{field:?}");
        }
    }

    #[test]
    fn a_duration_is_seconds_to_everybody_else() {
        assert_eq!(serde_json::to_string(&ValueRef::Duration(305_250)).unwrap(), "305.25");
    }

    #[test]
    fn a_text_of_several_values_has_each_of_them() {
        let genres = ValueRef::Text("Pop; R&B,Rock ;; ");
        assert_eq!(genres.keywords().collect::<Vec<_>>(), ["Pop", "R&B", "Rock"]);
        let labels = ["a, b".to_owned(), " ".to_owned()];
        assert_eq!(ValueRef::Texts(&labels).keywords().collect::<Vec<_>>(), ["a, b"]);
    }
}
