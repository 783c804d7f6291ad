//! Whatever else a library has to say of its tracks: a JSON object, of which any key can be filtered by without a
//! declaration.
//!
//! A key of an inner object is named by its path, `key.tonic`; of a list each value counts. There is one order of all
//! values: false, true, the numbers, the texts (compared folded; dates written as ISO 8601 has them are in their
//! order). A text of more than [`MOST_TEXT_BYTES`] is kept, but can't be filtered by, nor can what lies deeper than
//! [`MOST_DEPTH`].

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

/// A longer text isn't filtered by.
pub const MOST_TEXT_BYTES: usize = 256;
/// Objects and lists within one another beyond this aren't looked into.
pub const MOST_DEPTH: usize = 20;

/// The attributes of a track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes(Map<String, Json>);

/// A single value that can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    Boolean(bool),
    Number(f64),
    Text(&'a str),
}

impl Attributes {
    /// Every value that can be filtered by, with its path.
    pub fn for_each_scalar<'a>(&'a self, mut each: impl FnMut(&str, Scalar<'a>)) {
        let mut path = String::new();
        for (key, value) in &self.0 {
            path.clear();
            path.push_str(key);
            walk(value, &mut path, 1, &mut each);
        }
    }
}

fn walk<'a>(value: &'a Json, path: &mut String, depth: usize, each: &mut impl FnMut(&str, Scalar<'a>)) {
    match value {
        Json::Bool(boolean) => each(path, Scalar::Boolean(*boolean)),
        Json::Number(number) => each(path, Scalar::Number(number.as_f64().unwrap_or(f64::INFINITY))),
        Json::String(text) if text.len() <= MOST_TEXT_BYTES => each(path, Scalar::Text(text)),
        Json::Array(values) if depth < MOST_DEPTH => {
            values.iter().for_each(|value| walk(value, path, depth + 1, each));
        }
        Json::Object(object) if depth < MOST_DEPTH => {
            let length = path.len();
            for (key, value) in object {
                path.push('.');
                path.push_str(key);
                walk(value, path, depth + 1, each);
                path.truncate(length);
            }
        }
        Json::Null | Json::String(_) | Json::Array(_) | Json::Object(_) => {}
    }
}

impl Deref for Attributes {
    type Target = Map<String, Json>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Attributes {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl From<Map<String, Json>> for Attributes {
    fn from(object: Map<String, Json>) -> Self {
        Self(object)
    }
}

impl FromIterator<(String, Json)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

/// As JSON; within a format that has no types of its own, such as that of the index's records, as its text.
impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        // Most tracks have none.
        let text = if self.0.is_empty() { String::new() } else { serde_json::to_string(&self.0).unwrap_or_default() };
        text.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Map::deserialize(deserializer).map(Self);
        }
        match <&str>::deserialize(deserializer)? {
            "" => Ok(Self::default()),
            text => serde_json::from_str(text).map(Self).map_err(serde::de::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_value_is_told_with_its_path() {
        let long = "x".repeat(MOST_TEXT_BYTES + 1);
        let attributes: Attributes = serde_json::from_value(json!({
            "mood": ["calm", "warm"], "bpm": 120.5, "live": true, "key": {"tonic": "C", "notes": [{"pitch": 60}]},
            "nothing": null, "long": long,
        }))
        .unwrap();
        let mut told = Vec::new();
        attributes.for_each_scalar(|path, scalar| told.push(format!("{path}: {scalar:?}")));
        told.sort();
        assert_eq!(
            told,
            [
                "bpm: Number(120.5)",
                "key.notes.pitch: Number(60.0)",
                "key.tonic: Text(\"C\")",
                "live: Boolean(true)",
                "mood: Text(\"calm\")",
                "mood: Text(\"warm\")",
            ]
        );
    }

    #[test]
    fn what_lies_too_deep_is_left_out() {
        let nested = (0..40).fold(json!("core"), |inner, _| json!({ "a": inner }));
        let attributes: Attributes = serde_json::from_value(nested).unwrap();
        attributes.for_each_scalar(|path, _| panic!("{path}"));
    }
}
