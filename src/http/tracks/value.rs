//! JSON values as those of a track: strictly by their type, where null says nothing. The errors say what they should
//! be.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::objects::ObjectUri;
use crate::track::{Isrc, Kind, Value as FieldValue};

/// A value of a kind.
pub fn read(kind: Kind, value: &Value) -> Result<Option<FieldValue>, String> {
    Ok(match kind {
        // What no date is, is said when the track is checked.
        Kind::Text { .. } | Kind::Name { .. } | Kind::Date => text(value)?.map(FieldValue::Text),
        Kind::Integer { .. } => whole(value)?.map(FieldValue::Integer),
        Kind::Number { .. } => number(value)?.map(FieldValue::Number),
        Kind::Duration => number(value)?.map(|seconds| FieldValue::Duration((seconds * 1000.0).round() as i64)),
        Kind::Boolean => boolean(value)?.map(FieldValue::Boolean),
        Kind::Uuid => uuid(value)?.map(FieldValue::Uuid),
        Kind::Isrc => {
            text(value)?.map(|text| Isrc::parse(&text).map(FieldValue::Isrc)).transpose().map_err(|e| e.to_string())?
        }
        Kind::Uri => uri(value)?.map(FieldValue::Text),
        Kind::Texts { .. } => Some(FieldValue::Texts(texts(value)?)),
        Kind::Object { .. } => {
            let mut object = Map::new();
            merge(&mut object, value)?;
            Some(FieldValue::Object(object.into()))
        }
    })
}

/// Without the space around it; a blank text says nothing.
pub fn text(value: &Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Err("must be a string".to_owned()),
    }
}

fn texts(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => values
            .iter()
            .filter_map(|value| text(value).transpose())
            .collect::<Result<_, _>>()
            .map_err(|_| "must be a list of strings".to_owned()),
        _ => Err("must be a list of strings".to_owned()),
    }
}

fn number(value: &Value) -> Result<Option<f64>, String> {
    match value {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_f64()),
        _ => Err("must be a number".to_owned()),
    }
}

pub fn whole(value: &Value) -> Result<Option<i64>, String> {
    match value {
        Value::Null => Ok(None),
        value => value.as_i64().map(Some).ok_or_else(|| "must be an integer".to_owned()),
    }
}

fn boolean(value: &Value) -> Result<Option<bool>, String> {
    match value {
        Value::Null => Ok(None),
        value => value.as_bool().map(Some).ok_or_else(|| "must be true or false".to_owned()),
    }
}

fn uuid(value: &Value) -> Result<Option<Uuid>, String> {
    let read = |text: String| Uuid::parse_str(&text).map_err(|_| "must be a UUID".to_owned());
    text(value)?.map(read).transpose()
}

/// Spelled as `ingest` and `import` spell it, so that all know the same object; the catalog says which schemes it
/// takes.
fn uri(value: &Value) -> Result<Option<String>, String> {
    let canonical = |uri: String| match uri.starts_with("file://") || uri.starts_with("s3://") {
        true => ObjectUri::parse(&uri).map(|uri| uri.as_str().to_owned()).map_err(|error| error.to_string()),
        false => Ok(uri),
    };
    text(value)?.map(canonical).transpose()
}

/// Attributes are merged one by one, down to the innermost objects, as RFC 7396 has it.
pub fn merge(attributes: &mut Map<String, Value>, value: &Value) -> Result<(), String> {
    match value {
        Value::Null => attributes.clear(),
        Value::Object(given) => merge_objects(attributes, given),
        _ => return Err("must be an object".to_owned()),
    }
    Ok(())
}

fn merge_objects(there: &mut Map<String, Value>, given: &Map<String, Value>) {
    for (name, value) in given {
        match value {
            Value::Null => drop(there.remove(name)),
            Value::Object(inner) => {
                let place = there.entry(name).or_insert(Value::Null);
                let mut merged = place.as_object().cloned().unwrap_or_default();
                merge_objects(&mut merged, inner);
                *place = Value::Object(merged);
            }
            value => drop(there.insert(name.clone(), value.clone())),
        }
    }
}
