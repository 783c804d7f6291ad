//! JSON values as those of a track: strictly by their type, where null says nothing. The errors say what they should be.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::objects::ObjectUri;

const SECONDS: RangeInclusive<f64> = 0.0..=9_999_999.999;

/// Without the space around it; a blank text says nothing.
pub fn text(value: &Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Err("should be a text".to_owned()),
    }
}

pub fn texts(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => values
            .iter()
            .filter_map(|value| text(value).transpose())
            .collect::<Result<_, _>>()
            .map_err(|_| "should be a list of texts".to_owned()),
        _ => Err("should be a list of texts".to_owned()),
    }
}

pub fn number(value: &Value) -> Result<Option<f64>, String> {
    match value {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_f64()),
        _ => Err("should be a number".to_owned()),
    }
}

pub fn whole<T: TryFrom<i64>>(value: &Value) -> Result<Option<T>, String> {
    match value {
        Value::Null => Ok(None),
        value => {
            let whole = value.as_i64().ok_or("should be a whole number")?;
            T::try_from(whole).map(Some).map_err(|_| format!("{whole} is out of bounds"))
        }
    }
}

/// From seconds, to the precision that is kept.
pub fn milliseconds(value: &Value) -> Result<Option<i64>, String> {
    match number(value)? {
        Some(seconds) if !SECONDS.contains(&seconds) => {
            Err(format!("{seconds} is not within {} to {}", SECONDS.start(), SECONDS.end()))
        }
        seconds => Ok(seconds.map(|seconds| (seconds * 1000.0).round() as i64)),
    }
}

pub fn uuid(value: &Value) -> Result<Option<Uuid>, String> {
    let read = |text: String| Uuid::parse_str(&text).map_err(|_| "should be a UUID".to_owned());
    text(value)?.map(read).transpose()
}

/// Spelled as `ingest` and `import` spell it, so that all know the same object; the catalog says which schemes it takes.
pub fn uri(value: &Value) -> Result<Option<String>, String> {
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
        _ => return Err("should be an object".to_owned()),
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
