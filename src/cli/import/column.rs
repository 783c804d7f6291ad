//! How the values of a column become a track's.

use std::borrow::Cow;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::copy;
use crate::objects::ObjectUri;
use crate::track::reading::{Comma, clean, duration_ms};
use crate::track::{Field, Filter, Isrc, Kind, NewTrack, Status, Value as FieldValue, ValueRef, reading};

/// What R, pandas, PostgreSQL and people write where there is no value of a type.
const MISSING: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "\\n", "-"];

/// What a column stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    Id,
    ExternalId,
    Duration(Unit),
    Field(Field),
    /// Of a date that isn't read as a whole, the text is an attribute of this name, too.
    Date(Field, String),
    /// That of a track without a file, as our own tables and answers have it.
    Status,
    /// A JSON object of attributes by their own names.
    Attributes,
    /// Any other, kept by its name.
    Attribute(String),
    /// What the program makes itself.
    MadeHere,
}

/// What the numbers of a column of durations count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    Seconds,
    /// The name doesn't say; the values must.
    Unsaid,
}

/// What the cells of a file have in common, as far as it matters how they are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub comma: Comma,
    /// Of durations whose column doesn't say it.
    pub unit: reading::Unit,
}

/// What is wrong with a value.
#[derive(Debug, PartialEq)]
pub enum Wrong {
    /// The row can't be taken.
    Row(String),
    /// The value can't be read; the row can be taken without it.
    Cell { value: Value, what: String },
    /// Only a part of the value can be taken, and was.
    Part { value: Value, what: String },
}

impl Column {
    /// The column of this very name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "external_id" => Self::ExternalId,
            "duration_ms" => Self::Duration(Unit::Milliseconds),
            "duration_seconds" => Self::Duration(Unit::Seconds),
            "uri" => Self::Field(Field::AudioUri),
            "attributes" => Self::Attributes,
            name => {
                let field = Field::named(name).filter(|field| field.is_given())?;
                if field.kind() == Kind::Date { Self::Date(field, name.to_owned()) } else { Self::Field(field) }
            }
        })
    }

    /// The names of all columns that mean something; of two for one thing the better comes first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["id", "external_id", "duration_ms"].into_iter().chain(Field::given().map(Field::name)).chain(["uri"])
    }

    /// Puts a value where it belongs. Blank and null values say nothing, nor do the marks that other programs leave in
    /// place of a missing one.
    pub fn put(&self, value: Value, reading: Reading, track: &mut NewTrack) -> Result<(), Wrong> {
        if self.is_said(&value) { self.put_said(value, reading, track) } else { Ok(()) }
    }

    fn is_said(&self, value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::String(text) if self.is_typed() => {
                let text = text.trim();
                let is_missing = MISSING.iter().any(|missing| missing.eq_ignore_ascii_case(text));
                !(is_missing || self.is_never_zero() && is_zero(text))
            }
            Value::String(text) => !text.trim().is_empty(),
            Value::Number(number) => !(self.is_never_zero() && number.as_f64() == Some(0.0)),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => true,
        }
    }

    /// Whether a text that is no value of the column's type says nothing.
    fn is_typed(&self) -> bool {
        match self {
            Self::Duration(_) | Self::Date(..) | Self::Status => true,
            Self::Field(field) => !matches!(field.kind(), Kind::Text { .. } | Kind::Name { .. } | Kind::Texts { .. }),
            Self::Id | Self::ExternalId | Self::Attributes | Self::Attribute(_) | Self::MadeHere => false,
        }
    }

    /// Whether zero is written where nothing is known: the year 0000, a tempo of 0.00, no tracks at all.
    fn is_never_zero(&self) -> bool {
        matches!(self, Self::Date(..) | Self::Field(Field::Year | Field::Bpm | Field::TrackTotal | Field::DiscTotal))
    }

    fn put_said(&self, value: Value, reading: Reading, track: &mut NewTrack) -> Result<(), Wrong> {
        match self {
            Self::Id => match text("id", value).map_err(Wrong::Row)? {
                id if let Ok(id) = id.parse() => track.id = Some(id),
                id => put_external_id(id, track)?,
            },
            Self::ExternalId => put_external_id(text("external_id", value).map_err(Wrong::Row)?, track)?,
            Self::Duration(unit) => put_duration(*unit, value, reading, track)?,
            Self::Field(field) => put_field(*field, value, reading, track)?,
            Self::Date(field, name) => put_date(*field, name, value, track)?,
            Self::Status => match value.as_str().and_then(Status::named) {
                Some(status) => track.status = Some(status),
                None => return Err(Wrong::Cell { value, what: "is no status".to_owned() }),
            },
            Self::Attributes => match object(value) {
                Ok(attributes) => track.attributes.extend(storable_object(attributes)),
                Err(value) => put_attribute("attributes", value, track),
            },
            Self::Attribute(name) => put_attribute(name, value, track),
            Self::MadeHere => {}
        }
        Ok(())
    }
}

fn put_external_id(id: String, track: &mut NewTrack) -> Result<(), Wrong> {
    if track.external_id.as_ref().is_some_and(|known| *known != id) {
        return Err(Wrong::Row("id: must be a UUID where there is an external_id too".to_owned()));
    }
    track.external_id = Some(id);
    Ok(())
}

/// Keeps a value under a name of its own.
pub fn put_attribute(name: &str, value: Value, track: &mut NewTrack) {
    let value = match storable(value) {
        Value::String(text) => text.trim().into(),
        value => value,
    };
    track.attributes.insert(name.to_owned(), value);
}

/// What a date says that can't be read is kept, too.
fn put_date(field: Field, name: &str, value: Value, track: &mut NewTrack) -> Result<(), Wrong> {
    let date = scalar(&value).filter(|text| text.len() > 3).and_then(|text| reading::date(&text));
    if date.as_ref().is_none_or(|date| !date.is_all) {
        put_attribute(name, value.clone(), track);
    }
    let date =
        date.ok_or_else(|| Wrong::Part { value, what: "holds no year; it is kept as an attribute only".to_owned() })?;
    track.put(field, Some(FieldValue::Text(date.iso)));
    Ok(())
}

/// The year of a track as its dates say it.
pub fn year_of_dates(track: &NewTrack) -> Option<i64> {
    let date = track.date.as_deref().or(track.original_date.as_deref())?;
    let year = date.get(..4)?.parse().ok()?;
    Field::Year.kind().check(ValueRef::Integer(year)).is_ok().then_some(year)
}

fn put_duration(unit: Unit, value: Value, reading: Reading, track: &mut NewTrack) -> Result<(), Wrong> {
    let unit = match unit {
        Unit::Milliseconds => reading::Unit::Milliseconds,
        Unit::Seconds => reading::Unit::Seconds,
        Unit::Unsaid => reading.unit,
    };
    let ms = scalar(&value).and_then(|text| duration_ms(&text, unit, reading.comma)).map(FieldValue::Duration);
    let ms = fitting(Field::Duration, ms, value)?;
    // Milliseconds are more exact than seconds beside them.
    if unit == reading::Unit::Milliseconds || track.duration_ms.is_none() {
        track.put(Field::Duration, Some(ms));
    }
    Ok(())
}

/// Reads a value of a field as tables and careless programs write it.
fn put_field(field: Field, value: Value, reading: Reading, track: &mut NewTrack) -> Result<(), Wrong> {
    let name = field.name();
    let read = match field.kind() {
        Kind::Name { .. } => {
            let text = text(name, value).map_err(Wrong::Row)?;
            Ok(FieldValue::Text(plain(text)))
        }
        Kind::Text { most_bytes } => {
            let between = if matches!(field.filter(), Filter::Keyword(_)) { ", " } else { "; " };
            let text = plain(joined(value, between).map_err(|value| unread(field, value))?);
            if text.len() > most_bytes { Err(text) } else { Ok(FieldValue::Text(text)) }
        }
        Kind::Uuid => {
            let text = text(name, value).map_err(Wrong::Row)?;
            match one_or_first(&text, |text| Uuid::parse_str(text).ok().map(FieldValue::Uuid)) {
                Some((id, true)) => Ok(id),
                Some((id, false)) => {
                    track.put(field, Some(id));
                    return Err(only_first(text));
                }
                None => {
                    let what = format!("{name}: {text:.60} is not a valid UUID; MusicBrainz's ids all are");
                    return Err(Wrong::Row(what));
                }
            }
        }
        Kind::Isrc => {
            let text = text(name, value.clone()).map_err(|_| unread(field, value))?;
            match one_or_first(&text, |text| Isrc::parse(text).ok().map(FieldValue::Isrc)) {
                Some((isrc, true)) => Ok(isrc),
                Some((isrc, false)) => {
                    track.put(field, Some(isrc));
                    return Err(only_first(text));
                }
                None => return Err(unread(field, text.into())),
            }
        }
        Kind::Boolean => {
            let read = value.as_bool().map(FieldValue::Boolean);
            let read = read.or_else(|| scalar(&value).and_then(|text| field.read(&text, reading.comma)));
            Ok(fitting(field, read, value)?)
        }
        Kind::Uri => Ok(FieldValue::Text(text(name, value).and_then(|uri| canonical(name, uri)).map_err(Wrong::Row)?)),
        Kind::Texts { .. } => {
            let texts = labels(value).map_err(|value| unread(field, value))?;
            let joined = texts.join(", ");
            Ok(fitting(field, Some(FieldValue::Texts(texts)), joined.into())?)
        }
        _ => {
            let read = scalar(&value).and_then(|text| field.read(&text, reading.comma));
            put_total(field, &value, track);
            Ok(fitting(field, read, value)?)
        }
    };
    match read {
        Ok(value) => {
            track.put(field, Some(value));
            Ok(())
        }
        Err(long) => {
            track.put(field, field.kind().fit(FieldValue::Text(long.clone())));
            let what = format!("is {} bytes long, more than {name} may be; its end is cut off", long.len());
            Err(Wrong::Part { value: long.into(), what })
        }
    }
}

/// `3/12` says how many there are, where no column of its own does.
fn put_total(field: Field, value: &Value, track: &mut NewTrack) {
    let total = match field {
        Field::TrackNumber => Field::TrackTotal,
        Field::DiscNumber => Field::DiscTotal,
        _ => return,
    };
    let said = scalar(value).and_then(|text| reading::total(&text)).map(FieldValue::Integer);
    if let (None, Some(said)) = (track.get(total), said.and_then(|said| total.kind().fit(said))) {
        track.put(total, Some(said));
    }
}

/// A value that was read of another one, if it was, and can be stored.
fn fitting(field: Field, read: Option<FieldValue>, value: Value) -> Result<FieldValue, Wrong> {
    match read.filter(|read| field.kind().check(read.borrow()).is_ok()) {
        Some(read) => Ok(read),
        None => Err(unread(field, value)),
    }
}

fn unread(field: Field, value: Value) -> Wrong {
    Wrong::Cell { value, what: format!("can't be read as {} ({})", field.name(), field.kind().describe()) }
}

fn only_first(text: String) -> Wrong {
    Wrong::Part { value: text.into(), what: "is more than one; only the first is taken".to_owned() }
}

/// What `read` makes of the text and true, else of the first of several values in it.
fn one_or_first<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<(T, bool)> {
    let first = || read(text.split([',', ';', '/', '|']).next().unwrap_or_default().trim());
    read(text).map(|value| (value, true)).or_else(|| first().map(|value| (value, false)))
}

/// The text of a value that is one: a number has the text it is written with.
fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.trim().into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The same of a value that must be one.
fn text(field: &str, value: Value) -> Result<String, String> {
    let wrong = |value| format!("{field}: {} is not a string; give one string or number", shown(&value));
    owned(value).map_err(wrong)
}

/// The same; what is no text comes back.
fn owned(value: Value) -> Result<String, Value> {
    match value {
        Value::String(text) if text.trim().len() == text.len() => Ok(text),
        value => scalar(&value).map(Cow::into_owned).ok_or(value),
    }
}

/// The texts of a JSON array, if it holds nothing else.
fn texts(value: &Value) -> Option<Vec<Cow<'_, str>>> {
    value.as_array()?.iter().map(scalar).collect()
}

/// One text, or those of a JSON array with something between them.
fn joined(value: Value, between: &str) -> Result<String, Value> {
    match texts(&value) {
        Some(texts) => Ok(texts.join(between)),
        None => owned(value),
    }
}

/// A value as messages show it.
pub fn shown(value: &Value) -> String {
    let text = scalar(value).unwrap_or_else(|| value.to_string().into());
    let text = clean(&text);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// Labels as a list has them, of JSON or of PostgreSQL, or as one text.
fn labels(value: Value) -> Result<Vec<String>, Value> {
    let labels = match &value {
        Value::String(text) => match copy::array(text).or_else(|| serde_json::from_str(text).ok()) {
            Some(labels) => labels,
            None => text.split([',', ';']).map(str::to_owned).collect(),
        },
        Value::Array(_) => match texts(&value) {
            Some(labels) => labels.into_iter().map(Cow::into_owned).collect(),
            None => return Err(value),
        },
        _ => vec![owned(value)?],
    };
    let labels = labels.into_iter().map(|label| plain(label).trim().to_owned());
    Ok(labels.filter(|label| !label.is_empty()).collect())
}

/// A JSON object, or a text that is one; else the value comes back.
fn object(value: Value) -> Result<Map<String, Value>, Value> {
    match value {
        Value::Object(object) => Ok(object),
        Value::String(text) => serde_json::from_str(&text).map_err(|_| Value::String(text)),
        value => Err(value),
    }
}

fn plain(text: String) -> String {
    match clean(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(plain) => plain.trim().to_owned(),
    }
}

/// A value as PostgreSQL can keep it within JSON: a NUL character is a space.
fn storable(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains('\0') => text.replace('\0', " ").into(),
        Value::Array(values) => values.into_iter().map(storable).collect(),
        Value::Object(object) => Value::Object(storable_object(object)),
        value => value,
    }
}

fn storable_object(object: Map<String, Value>) -> Map<String, Value> {
    let storable_name = |name: String| if name.contains('\0') { name.replace('\0', " ") } else { name };
    object.into_iter().map(|(name, value)| (storable_name(name), storable(value))).collect()
}

/// Whether a number or a date is written with nothing but zeros.
fn is_zero(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'.' | b',' | b'/'))
}

/// The plain number in a cell of durations, if it is one.
pub fn bare_number(value: &Value) -> Option<f64> {
    let number: f64 = scalar(value)?.parse().ok()?;
    (number > 0.0).then_some(number)
}

/// Addresses as `ingest` writes them, so that both know the same object: a path of this machine becomes `file://…`.
fn canonical(field: &str, uri: String) -> Result<String, String> {
    if !(uri.starts_with('/') || uri.starts_with("file:") || uri.starts_with("s3:")) {
        return Ok(uri);
    }
    ObjectUri::parse(&uri).map(|uri| uri.as_str().to_owned()).map_err(|error| format!("{field}: {error}"))
}

/// Takes the longest attributes out of a track until the others can be stored, and gives them.
pub fn take_long_attributes(track: &mut NewTrack) -> Vec<(String, Value)> {
    let mut taken = Vec::new();
    while Field::Attributes.kind().check(ValueRef::Object(&track.attributes)).is_err() {
        let longest = track.attributes.iter().max_by_key(|(name, value)| name.len() + value.to_string().len());
        let Some(name) = longest.map(|(name, _)| name.clone()) else { break };
        taken.extend(track.attributes.remove_entry(&name));
    }
    taken
}
