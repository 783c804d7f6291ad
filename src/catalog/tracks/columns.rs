//! SQL made from the table of fields: lists of columns, and rows read by them.

use std::fmt::Write;

use serde::{Serialize, Serializer};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::track::{Attributes, Field, Isrc, Kind, NewTrack, Source, TagFields, Value, ValueRef};

/// A statement with what the table of fields says in place of its `{FIELDS PART}`. FIELDS is `given` or `tagged`, PART
/// is `record` (names and types, for `json_to_recordset`), `pairs` (for `jsonb_build_object`), `columns`, `of x`
/// (columns of `x`), `set from x`, and see [`merged`] and [`completed`].
pub fn statement(template: &str) -> String {
    statement_of(template, Field::given())
}

/// The same, where these are all that is given.
pub fn statement_of(template: &str, given: impl Iterator<Item = Field>) -> String {
    let mut statement = template.to_owned();
    for (called, fields) in [("given", given.collect::<Vec<_>>()), ("tagged", Field::tagged().collect())] {
        let list =
            |each: &dyn Fn(Field) -> String| fields.iter().map(|&field| each(field)).collect::<Vec<_>>().join(", ");
        let mut fill = |part: &str, text: String| statement = statement.replace(&format!("{{{called} {part}}}"), &text);
        fill("record", list(&|field| format!("{} {}", field.name(), sql_type(field.kind()))));
        fill("pairs", list(&|field| format!("'{0}', {0}", field.name())));
        fill("columns", list(&|field| field.name().to_owned()));
        fill("merged", list(&|field| format!("{} as {}", merged(field), field.name())));
        fill("completed", list(&|field| format!("{} = {}", field.name(), completed(field))));
        for table in ["m", "n", "t"] {
            fill(&format!("of {table}"), list(&|field| format!("{table}.{}", field.name())));
            fill(&format!("set from {table}"), list(&|field| format!("{0} = {table}.{0}", field.name())));
        }
    }
    statement
}

/// A select of these columns of `audio_tracks t` and its asset `a`, with what follows. What `own` names comes first.
pub fn select(own: &str, fields: impl Iterator<Item = Field>, rest: &str) -> String {
    let mut columns = own.to_owned();
    for field in fields {
        write!(columns, ", {}", shown(field)).expect("a String takes everything");
    }
    format!("select {columns} from audio_tracks t left join assets a on a.id = t.asset_id {rest}")
}

/// A field as it is shown: what a track's file knows comes before what was given.
fn shown(field: Field) -> String {
    match field {
        Field::Duration => format!("({})::bigint", milliseconds("a.duration_seconds")),
        Field::AudioUri => "coalesce(t.audio_uri, a.uri)".to_owned(),
        field if field.source() == Source::File => readable(field, "a"),
        field => readable(field, "t"),
    }
}

/// How long a track takes, where its file takes `asset` seconds: the whole of that, unless the track is a part of it.
pub fn milliseconds(asset: &str) -> String {
    format!(
        "case
            when t.start_ms is null then coalesce({asset}, t.duration_seconds) * 1000
            else coalesce(t.length_ms, {asset} * 1000 - t.start_ms)
        end"
    )
}

/// A column of a table in the type that [`read`] expects.
pub fn readable(field: Field, table: &str) -> String {
    let name = field.name();
    match field.kind() {
        Kind::Integer { .. } => format!("{table}.{name}::bigint"),
        Kind::Duration => format!("({table}.{name} * 1000)::bigint"),
        _ => format!("{table}.{name}"),
    }
}

/// The value of a field in a row.
pub fn read(row: &PgRow, at: usize, kind: Kind) -> Result<Option<Value>, sqlx::Error> {
    Ok(match kind {
        Kind::Text { .. } | Kind::Name { .. } | Kind::Date | Kind::Uri => {
            // A blank one says nothing.
            row.try_get::<Option<String>, _>(at)?.filter(|text| !text.is_empty()).map(Value::Text)
        }
        Kind::Integer { .. } => row.try_get::<Option<i64>, _>(at)?.map(Value::Integer),
        Kind::Number { .. } => row.try_get::<Option<f64>, _>(at)?.map(Value::Number),
        Kind::Duration => row.try_get::<Option<i64>, _>(at)?.map(Value::Duration),
        Kind::Boolean => row.try_get::<Option<bool>, _>(at)?.map(Value::Boolean),
        Kind::Uuid => row.try_get::<Option<Uuid>, _>(at)?.map(Value::Uuid),
        // The table checks it.
        Kind::Isrc => row.try_get::<Option<&str>, _>(at)?.and_then(|text| Isrc::parse(text).ok()).map(Value::Isrc),
        Kind::Texts { .. } => row.try_get::<Option<Vec<String>>, _>(at)?.map(Value::Texts),
        Kind::Object { .. } => {
            let object = row.try_get::<Option<sqlx::types::Json<Attributes>>, _>(at).unwrap_or_else(|error| {
                // PostgreSQL's numbers are larger, and its objects deeper, than anything else reads.
                tracing::warn!(%error, "the attributes of a track can't be read, and are left out");
                None
            });
            object.map(|object| Value::Object(object.0))
        }
    })
}

/// What was given of a track as a JSON object with SQL's names, for `json_to_recordset`; what isn't known is left out.
pub struct GivenRecord<'a>(pub &'a NewTrack);

impl Serialize for GivenRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(track) = self;
        let library_id = ("library_id", Some(ValueRef::Uuid(track.library_id.uuid())));
        let id = ("id", track.id.map(|id| ValueRef::Uuid(id.uuid())));
        let external_id = ("external_id", track.external_id.as_deref().map(ValueRef::Text));
        let status = ("status", track.status.map(|status| ValueRef::Text(status.as_str())));
        let fields = track.fields().map(|(field, value)| (field.name(), value));
        let known = [library_id, id, external_id, status]
            .into_iter()
            .chain(fields)
            .filter_map(|(name, value)| Some((name, value?)));
        serializer.collect_map(known)
    }
}

/// What a file's tags say, likewise; what the tables would refuse is cut or left out.
pub struct TaggedRecord<'a>(pub &'a TagFields);

impl Serialize for TaggedRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fit = |field: Field, value: ValueRef<'_>| field.kind().fit(value.to_owned());
        let values: Vec<(Field, Value)> =
            self.0.fields().filter_map(|(field, value)| Some((field, fit(field, value?)?))).collect();
        serializer.collect_map(values.iter().map(|(field, value)| (field.name(), value.borrow())))
    }
}

/// The type of a column.
fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text { .. } | Kind::Name { .. } | Kind::Date | Kind::Isrc | Kind::Uri => "text",
        Kind::Integer { .. } => "bigint",
        Kind::Number { .. } => "double precision",
        Kind::Duration => "numeric(10, 3)",
        Kind::Boolean => "boolean",
        Kind::Uuid => "uuid",
        Kind::Texts { .. } => "text[]",
        Kind::Object { .. } => "jsonb",
    }
}

/// What a given row `j` says over what is there (`t`).
fn merged(field: Field) -> String {
    let name = field.name();
    match field.kind() {
        // Where a track's file is, is known from that.
        _ if field == Field::AudioUri => {
            format!("case when t.asset_id is null then coalesce(j.{name}, t.{name}) else t.{name} end")
        }
        Kind::Name { .. } => format!("j.{name}"),
        Kind::Texts { .. } => format!("case when j.{name} = '{{}}' then t.{name} else j.{name} end"),
        Kind::Object { .. } => format!("t.{name} || j.{name}"),
        _ => format!("coalesce(j.{name}, t.{name})"),
    }
}

/// What a completed file `k` says over what is there: nothing where somebody has edited the field.
fn completed(field: Field) -> String {
    let name = field.name();
    format!("case when {} then t.{name} else k.{name} end", is_edited(field))
}

/// Whether a field of a track `t` is other than its file's tags gave it at last: somebody has edited it, by whatever
/// means.
fn is_edited(field: Field) -> String {
    format!("to_jsonb(t.{0}) is distinct from t.tagged -> '{0}'", field.name())
}

/// The names of the fields of a track `t` that somebody has given or edited, as an array.
pub fn edited() -> String {
    let names = Field::tagged().map(|field| format!("case when {} then '{}' end", is_edited(field), field.name()));
    format!("array_remove(array[{}], null)", names.collect::<Vec<_>>().join(", "))
}
