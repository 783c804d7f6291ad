//! The kinds of values that fields have, and what must hold of each. The checks in the tables say the same once more.

use uuid::Uuid;

use super::reading::{self, Comma, Unit, duration_ms, number, whole};
use super::{Isrc, Value, ValueRef};

/// Most bytes of an address.
pub const URI_BYTES: usize = 12_500;
const SCHEMES: [&str; 5] = ["file://", "s3://", "gs://", "http://", "https://"];
/// The most that PostgreSQL's `numeric(10, 3)` holds of seconds.
const MOST_MILLISECONDS: i64 = 9_999_999_999;

/// What values a field has, and what bounds them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Text {
        most_bytes: usize,
    },
    /// A text that must not be empty.
    Name {
        most_bytes: usize,
    },
    Integer {
        least: i64,
        most: i64,
    },
    Number {
        least: f64,
        most: f64,
    },
    /// In milliseconds; seconds to everybody else.
    Duration,
    /// True or false.
    Boolean,
    /// As ISO 8601 writes it, a text: a year, a month or a day.
    Date,
    Uuid,
    Isrc,
    /// The address of a file.
    Uri,
    Texts {
        most_bytes: usize,
    },
    /// A JSON object.
    Object {
        most_bytes: usize,
    },
}

// One constructor for each word of the table.
impl Kind {
    pub(super) const fn text(most_bytes: usize) -> Self {
        Self::Text { most_bytes }
    }

    pub(super) const fn name(most_bytes: usize) -> Self {
        Self::Name { most_bytes }
    }

    pub(super) const fn integer(least: i64, most: i64) -> Self {
        Self::Integer { least, most }
    }

    pub(super) const fn number(least: f64, most: f64) -> Self {
        Self::Number { least, most }
    }

    pub(super) const fn duration() -> Self {
        Self::Duration
    }

    pub(super) const fn boolean() -> Self {
        Self::Boolean
    }

    pub(super) const fn date() -> Self {
        Self::Date
    }

    pub(super) const fn uuid() -> Self {
        Self::Uuid
    }

    pub(super) const fn isrc() -> Self {
        Self::Isrc
    }

    pub(super) const fn uri() -> Self {
        Self::Uri
    }

    pub(super) const fn texts(most_bytes: usize) -> Self {
        Self::Texts { most_bytes }
    }

    pub(super) const fn object(most_bytes: usize) -> Self {
        Self::Object { most_bytes }
    }
}

impl Kind {
    /// What keeps a value from being stored, if anything does.
    pub fn check(self, value: ValueRef<'_>) -> Result<(), String> {
        match (self, value) {
            (Self::Text { most_bytes }, ValueRef::Text(text)) => check_text(text, most_bytes),
            (Self::Name { .. }, ValueRef::Text(text)) if text.trim().is_empty() => Err("is empty".into()),
            (Self::Name { most_bytes }, ValueRef::Text(text)) => check_text(text, most_bytes),
            (Self::Integer { least, most }, ValueRef::Integer(number)) => within(number, least, most),
            (Self::Number { least, most }, ValueRef::Number(number)) => within(number, least, most),
            (Self::Duration, ValueRef::Duration(ms)) => {
                within(ms as f64 / 1000.0, 0.0, MOST_MILLISECONDS as f64 / 1000.0)
            }
            (Self::Date, ValueRef::Text(date)) => check_date(date),
            (Self::Uri, ValueRef::Text(uri)) => check_uri(uri),
            // Most tracks have none.
            (Self::Texts { .. }, ValueRef::Texts([])) => Ok(()),
            (Self::Object { .. }, ValueRef::Object(object)) if object.is_empty() => Ok(()),
            (Self::Texts { most_bytes }, ValueRef::Texts(texts)) => check_text(&texts.concat(), most_bytes),
            (Self::Object { most_bytes }, ValueRef::Object(object)) => {
                let text = serde_json::to_string(object).unwrap_or_default();
                if text.contains("\\u0000") { Err(holds_nul()) } else { check_text(&text, most_bytes) }
            }
            // Their types hold nothing else.
            _ => Ok(()),
        }
    }

    /// What a text says, as far as it is of this kind.
    pub fn read(self, text: &str, comma: Comma) -> Option<Value> {
        let text = text.trim();
        self.fit(match self {
            Self::Text { .. } | Self::Name { .. } | Self::Uri => Value::Text(text.to_owned()),
            Self::Integer { .. } => Value::Integer(whole(text)?),
            Self::Number { .. } => Value::Number(number(text, comma)?),
            Self::Duration => Value::Duration(duration_ms(text, Unit::Seconds, comma)?),
            Self::Boolean => Value::Boolean(reading::truth(text)?),
            Self::Date => Value::Text(reading::date(text)?.iso),
            Self::Uuid => Value::Uuid(Uuid::try_parse(text).ok()?),
            Self::Isrc => Value::Isrc(Isrc::parse(text).ok()?),
            Self::Texts { .. } | Self::Object { .. } => return None,
        })
    }

    /// As much of a value as can be stored: files can say anything, and a bad tag is no reason to lose one.
    pub fn fit(self, value: Value) -> Option<Value> {
        let value = match (self, value) {
            (Self::Text { most_bytes } | Self::Name { most_bytes }, Value::Text(text)) => {
                Value::Text(cut(&text, most_bytes)?)
            }
            (_, value) => value,
        };
        self.check(value.borrow()).is_ok().then_some(value)
    }

    /// The kind in words, for documents.
    pub fn describe(self) -> String {
        match self {
            Self::Text { most_bytes } => format!("text, at most {most_bytes} bytes"),
            Self::Name { most_bytes } => format!("text, never empty, at most {most_bytes} bytes"),
            Self::Integer { least, most: i64::MAX } => format!("integer from {least} on"),
            Self::Integer { least, most } => format!("integer from {least} to {most}"),
            Self::Number { least, most } => format!("number from {least} to {most}"),
            Self::Duration => "seconds, to the millisecond".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Date => "date: a year, a month or a day".to_owned(),
            Self::Uuid => "UUID".to_owned(),
            Self::Isrc => "ISRC".to_owned(),
            Self::Uri => format!("address, at most {URI_BYTES} bytes"),
            Self::Texts { most_bytes } => format!("list of texts, at most {most_bytes} bytes together"),
            Self::Object { most_bytes } => format!("JSON object, at most {most_bytes} bytes"),
        }
    }
}

/// Checks a text against the space it has.
pub fn check_text(text: &str, most_bytes: usize) -> Result<(), String> {
    match text {
        text if text.contains('\0') => Err(holds_nul()),
        text if text.len() > most_bytes => {
            Err(format!("is {} bytes long, at most {most_bytes} are allowed", text.len()))
        }
        _ => Ok(()),
    }
}

fn check_date(date: &str) -> Result<(), String> {
    match reading::date(date) {
        Some(read) if read.iso == date => Ok(()),
        _ => Err(format!("{date:.40} is no date like 1997, 1997-09 or 1997-09-22")),
    }
}

fn check_uri(uri: &str) -> Result<(), String> {
    check_text(uri, URI_BYTES)?;
    let is_known = SCHEMES.iter().any(|scheme| uri.len() > scheme.len() && uri.starts_with(scheme));
    if is_known {
        Ok(())
    } else {
        Err(format!("{uri:.80} doesn't begin with file://, s3://, gs://, http:// or https://"))
    }
}

fn within<T: PartialOrd + std::fmt::Display>(value: T, least: T, most: T) -> Result<(), String> {
    let is_within = least <= value && value <= most;
    if is_within { Ok(()) } else { Err(format!("{value} is not within {least} to {most}")) }
}

fn holds_nul() -> String {
    "holds a NUL character, which PostgreSQL can't store".into()
}

/// Without NUL, cut at a letter's border; none if nothing is left.
fn cut(text: &str, most_bytes: usize) -> Option<String> {
    let clean = text.replace('\0', "");
    let clean = clean.trim();
    let cut = clean[..clean.floor_char_boundary(most_bytes)].trim_end();
    (!cut.is_empty()).then(|| cut.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tag_says_is_cut_to_what_can_be_stored_or_left_out() {
        let read = |kind: Kind, text: &str| kind.read(text, Comma::Either);
        assert_eq!(read(Kind::text(5), " a\0béé "), Some(Value::Text("abé".into())));
        assert_eq!(read(Kind::name(5), " \0 "), None);
        assert_eq!(read(Kind::integer(1, 9), "7"), Some(Value::Integer(7)));
        assert_eq!(read(Kind::integer(1, 9), "10"), None);
        assert_eq!(read(Kind::number(0.0, 9.0), "7.5"), Some(Value::Number(7.5)));
        assert_eq!(read(Kind::number(0.0, 9.0), "NaN"), None);
        assert_eq!(read(Kind::isrc(), "us-rc1-76-07839"), Isrc::parse("USRC17607839").ok().map(Value::Isrc));
        assert_eq!(read(Kind::uuid(), "me"), None);
        assert_eq!(read(Kind::date(), "22.09.1997"), Some(Value::Text("1997-09-22".into())));
        assert_eq!(read(Kind::boolean(), "Yes"), Some(Value::Boolean(true)));
    }

    #[test]
    fn bounds_are_part_of_what_they_bound() {
        for (kind, value, is_fine) in [
            (Kind::integer(1, 9), ValueRef::Integer(9), true),
            (Kind::integer(1, 9), ValueRef::Integer(0), false),
            (Kind::number(0.0, 1.0), ValueRef::Number(1.0), true),
            (Kind::number(0.0, 1.0), ValueRef::Number(f64::NAN), false),
            (Kind::duration(), ValueRef::Duration(MOST_MILLISECONDS), true),
            (Kind::duration(), ValueRef::Duration(-1), false),
            (Kind::text(2), ValueRef::Text("é"), true),
            (Kind::text(2), ValueRef::Text("éa"), false),
            (Kind::date(), ValueRef::Text("1997-09"), true),
            (Kind::date(), ValueRef::Text("1997-9"), false),
            (Kind::date(), ValueRef::Text("0000"), false),
            (Kind::uri(), ValueRef::Text("s3://b/k"), true),
            (Kind::uri(), ValueRef::Text("s3://"), false),
            (Kind::uri(), ValueRef::Text("/music/a.mp3"), false),
        ] {
            assert_eq!(kind.check(value).is_ok(), is_fine, "{kind:?} {value:?}");
        }
    }
}
