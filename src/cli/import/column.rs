//! What a column is called, and how its values become a track's.

use serde_json::Value;
use uuid::Uuid;

use crate::objects::ObjectUri;
use crate::track::{Field, Filter, Isrc, Kind, NewTrack, Value as FieldValue};

/// What R, pandas, PostgreSQL and people write where there is not a number.
const MISSING_NUMBERS: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "\\n", "-"];

/// What a column stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Id,
    ExternalId,
    /// Another way to give the seconds; it is the one that counts.
    Milliseconds,
    Field(Field),
    /// Any other, kept by its name.
    Attribute(String),
}

impl Column {
    /// The column called `name`, whatever its case and the space around it.
    pub fn named(name: &str) -> Self {
        let name = name.trim();
        match name.to_lowercase().as_str() {
            "id" => Self::Id,
            "external_id" => Self::ExternalId,
            "duration_ms" => Self::Milliseconds,
            "uri" => Self::Field(Field::AudioUri),
            // An object under this name brings attributes by their own.
            "attributes" => Self::Attribute(name.to_owned()),
            lower => match Field::named(lower).filter(|field| field.is_given()) {
                Some(field) => Self::Field(field),
                None => Self::Attribute(name.to_owned()),
            },
        }
    }

    /// The names of all columns that mean something.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let fields = Field::given().filter(|field| *field != Field::Attributes).map(Field::name);
        ["id", "external_id", "duration_ms", "uri"].into_iter().chain(fields)
    }

    /// Puts a value where it belongs; the error says what is wrong with it. Blank and null values say nothing, nor do
    /// the marks that other programs leave in place of a missing number.
    pub fn put(&self, value: Value, track: &mut NewTrack) -> Result<(), String> {
        let said = match &value {
            Value::Null => false,
            Value::String(text) if self.is_number() => !MISSING_NUMBERS.contains(&text.trim().to_lowercase().as_str()),
            Value::String(text) => !text.trim().is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => true,
        };
        if said { self.put_said(value, track) } else { Ok(()) }
    }

    fn is_number(&self) -> bool {
        match self {
            Self::Milliseconds => true,
            Self::Field(field) => matches!(field.kind(), Kind::Integer { .. } | Kind::Number { .. } | Kind::Duration),
            Self::Id | Self::ExternalId | Self::Attribute(_) => false,
        }
    }

    fn put_said(&self, value: Value, track: &mut NewTrack) -> Result<(), String> {
        match self {
            Self::Id => match text("id", value)? {
                id if let Ok(id) = id.parse() => track.id = Some(id),
                id => track.external_id = Some(id),
            },
            Self::ExternalId => track.external_id = Some(text("external_id", value)?),
            Self::Milliseconds => track.duration_ms = Some(rounded("duration_ms", value, 1.0)?),
            // Milliseconds beside it are more exact.
            Self::Field(Field::Duration) if track.duration_ms.is_some() => {
                rounded(Field::Duration.name(), value, 1000.0)?;
            }
            Self::Field(field) => track.put(*field, Some(read(*field, value)?)),
            Self::Attribute(name) => match (name.as_str(), value) {
                ("attributes", Value::Object(attributes)) => track.attributes.extend(attributes),
                (_, Value::String(text)) => {
                    track.attributes.insert(name.clone(), text.trim().into());
                }
                (_, value) => {
                    track.attributes.insert(name.clone(), value);
                }
            },
        }
        Ok(())
    }
}

/// A value of a field, as tables and careless programs write it.
fn read(field: Field, value: Value) -> Result<FieldValue, String> {
    let name = field.name();
    Ok(match field.kind() {
        // A list of genres is one text.
        Kind::Text { .. } if matches!(field.filter(), Filter::Keyword(_)) => {
            FieldValue::Text(list(value, name)?.join(", "))
        }
        Kind::Text { .. } | Kind::Name { .. } => FieldValue::Text(text(name, value)?),
        Kind::Integer { .. } if field == Field::Year => FieldValue::Integer(year(&text(name, value)?)?),
        Kind::Integer { .. } => FieldValue::Integer(whole(name, &text(name, value)?)?),
        Kind::Number { .. } => FieldValue::Number(number(name, &text(name, value)?)?),
        Kind::Duration => FieldValue::Duration(rounded(name, value, 1000.0)?),
        Kind::Uuid => FieldValue::Uuid(uuid(name, value)?),
        Kind::Isrc => FieldValue::Isrc(Isrc::parse(&text(name, value)?).map_err(|error| format!("{name}: {error}"))?),
        Kind::Uri => FieldValue::Text(canonical(name, text(name, value)?)?),
        Kind::Texts { .. } => {
            FieldValue::Texts(list(value, name)?.iter().flat_map(|text| split_labels(text)).collect())
        }
        Kind::Object { .. } => match value {
            Value::Object(object) => FieldValue::Object(object.into()),
            value => return Err(format!("{name}: {value:.60} is not a JSON object")),
        },
    })
}

fn text(field: &str, value: Value) -> Result<String, String> {
    match value {
        Value::String(text) if text.trim().len() == text.len() => Ok(text),
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(format!("{field}: {value:.60} is not a string; give one string or number"))
        }
    }
}

fn uuid(field: &str, value: Value) -> Result<Uuid, String> {
    let text = text(field, value)?;
    Uuid::parse_str(&text).map_err(|_| format!("{field}: {text:.60} is not a valid UUID; MusicBrainz's ids all are"))
}

/// One text, or a JSON array of texts.
fn list(value: Value, field: &str) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(|value| text(field, value)).collect(),
        one => Ok(vec![text(field, one)?]),
    }
}

fn split_labels(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';']).map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned)
}

/// A year, also where a whole date is given: 1997-03-25.
fn year(text: &str) -> Result<i64, String> {
    let year = match text.split_once('-') {
        Some((year, _)) if year.len() == 4 => year,
        _ => text,
    };
    whole("year", year)
}

/// A whole number, also where a spreadsheet has made it `1997.0`.
fn whole(field: &str, text: &str) -> Result<i64, String> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    digits.parse().map_err(|_| format!("{field}: {text:.60} is not an integer; give digits only, or leave it empty"))
}

fn number(field: &str, text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| format!("{field}: {text:.60} is not a number; write it like 225.5, or leave it empty"))
}

/// Saturates where the number is too large; the catalog then says what is allowed.
fn rounded(field: &str, value: Value, factor: f64) -> Result<i64, String> {
    Ok((number(field, &text(field, value)?)? * factor).round() as i64)
}

/// Addresses as `ingest` writes them, so that both know the same object: a path of this machine becomes `file://…`.
fn canonical(field: &str, uri: String) -> Result<String, String> {
    if !(uri.starts_with('/') || uri.starts_with("file:") || uri.starts_with("s3:")) {
        return Ok(uri);
    }
    ObjectUri::parse(&uri).map(|uri| uri.as_str().to_owned()).map_err(|error| format!("{field}: {error}"))
}
