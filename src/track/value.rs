//! A value of any field, for code that is the same for all of them.

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::{Attributes, Isrc};

/// A value, of the variant that its field's [`Kind`](super::Kind) names.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Integer(i64),
    Number(f64),
    /// In milliseconds.
    Duration(i64),
    Boolean(bool),
    Uuid(Uuid),
    Isrc(Isrc),
    Texts(Vec<String>),
    Object(Attributes),
}

/// The same, borrowed from where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueRef<'a> {
    Text(&'a str),
    Integer(i64),
    Number(f64),
    /// In milliseconds.
    Duration(i64),
    Boolean(bool),
    Uuid(Uuid),
    Isrc(&'a Isrc),
    Texts(&'a [String]),
    Object(&'a Attributes),
}

impl Value {
    /// The value, borrowed.
    pub fn borrow(&self) -> ValueRef<'_> {
        match self {
            Self::Text(text) => ValueRef::Text(text),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Number(number) => ValueRef::Number(*number),
            Self::Duration(ms) => ValueRef::Duration(*ms),
            Self::Boolean(is) => ValueRef::Boolean(*is),
            Self::Uuid(id) => ValueRef::Uuid(*id),
            Self::Isrc(isrc) => ValueRef::Isrc(isrc),
            Self::Texts(texts) => ValueRef::Texts(texts),
            Self::Object(object) => ValueRef::Object(object),
        }
    }
}

impl ValueRef<'_> {
    /// The value, owned.
    pub fn to_owned(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Integer(number) => Value::Integer(number),
            Self::Number(number) => Value::Number(number),
            Self::Duration(ms) => Value::Duration(ms),
            Self::Boolean(is) => Value::Boolean(is),
            Self::Uuid(id) => Value::Uuid(id),
            Self::Isrc(isrc) => Value::Isrc(isrc.clone()),
            Self::Texts(texts) => Value::Texts(texts.to_vec()),
            Self::Object(object) => Value::Object(object.clone()),
        }
    }

    /// Whether it is a list or an object without anything in it.
    pub fn is_empty(self) -> bool {
        match self {
            Self::Texts(texts) => texts.is_empty(),
            Self::Object(object) => object.is_empty(),
            _ => false,
        }
    }

    /// The value as a number, if it is one; a duration in milliseconds.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Integer(number) | Self::Duration(number) => Some(number as f64),
            Self::Number(number) => Some(number),
            Self::Text(_) | Self::Boolean(_) | Self::Uuid(_) | Self::Isrc(_) | Self::Texts(_) | Self::Object(_) => None,
        }
    }

    /// The single values that a filter by keyword compares: each text of a list, and each part of a text that has
    /// several.
    pub fn keywords(&self) -> impl Iterator<Item = &str> {
        let (one, many): (&str, &[String]) = match self {
            Self::Text(text) => (text, &[]),
            Self::Texts(texts) => ("", texts),
            _ => ("", &[]),
        };
        let parts = one.split([',', ';']).chain(many.iter().map(String::as_str));
        parts.map(str::trim).filter(|part| !part.is_empty())
    }
}

/// As the API and SQL have it: a duration in seconds.
impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Integer(number) => number.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Duration(ms) => (*ms as f64 / 1000.0).serialize(serializer),
            Self::Boolean(is) => is.serialize(serializer),
            Self::Uuid(id) => id.serialize(serializer),
            Self::Isrc(isrc) => isrc.as_str().serialize(serializer),
            Self::Texts(texts) => texts.serialize(serializer),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}
