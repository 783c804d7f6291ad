//! What a track must be to be found, as conditions of SQL on `audio_tracks t`.

use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{FromRow, Postgres, postgres::PgRow};

use super::words::standing;
use crate::track::{Condition, Conditions, Field, Kind, Source};

/// Conditions made ready for a statement.
#[derive(Debug, Default)]
pub(super) struct Filters {
    conditions: Vec<(Field, Value)>,
}

/// What a condition binds.
#[derive(Debug)]
enum Value {
    /// Patterns of what must stand in a name.
    Pattern(String),
    Keyword(String),
    Range(f64, f64),
}

/// The texts of conditions that must be folded before they are compared, in order.
pub(super) fn names(conditions: &Conditions) -> Vec<String> {
    let name = |(_, condition): &(Field, Condition)| match condition {
        Condition::Words(text) => Some(without_nul(text)),
        Condition::Keyword(_) | Condition::Range(_) => None,
    };
    conditions.iter().filter_map(name).collect()
}

impl Filters {
    /// From conditions, and what their [`names`] fold to.
    pub fn new(conditions: &Conditions, folded: Vec<String>) -> Self {
        let mut folded = folded.into_iter();
        let value = |condition: &Condition| match condition {
            Condition::Words(_) => Value::Pattern(standing(&folded.next().unwrap_or_default())),
            Condition::Keyword(text) => Value::Keyword(without_nul(text)),
            Condition::Range(range) => Value::Range(*range.start(), *range.end()),
        };
        let values: Vec<Value> = conditions.iter().map(|(_, condition)| condition).map(value).collect();
        Self { conditions: conditions.iter().map(|(field, _)| *field).zip(values).collect() }
    }

    /// The condition, in brackets, with parameters from `$first` on. An asset is looked up row by row, so that the planner can't
    /// take a common format for the way in, and read half the table.
    pub fn sql(&self, first: usize) -> String {
        let mut next = first;
        let mut sql = "(t.status = 'COMPLETED'".to_owned();
        for (field, value) in &self.conditions {
            let column = column(*field);
            let condition = match value {
                // Nor can it take a name's pattern for one.
                Value::Pattern(_) => format!("regexp_like({}, ${next})", folded(*field)),
                Value::Keyword(_) => format!("needledrop_fold(${next}) = any({})", keywords(*field)),
                Value::Range(..) => format!("({column})::float8 between ${next} and ${}", next + 1),
            };
            next += if matches!(value, Value::Range(..)) { 2 } else { 1 };
            sql = format!("{sql} and {condition}");
        }
        sql + ")"
    }

    /// Binds the parameters of [`Filters::sql`].
    pub fn bind<'q, O>(
        &'q self,
        statement: QueryAs<'q, Postgres, O, PgArguments>,
    ) -> QueryAs<'q, Postgres, O, PgArguments>
    where
        O: for<'r> FromRow<'r, PgRow>,
    {
        self.conditions.iter().fold(statement, |statement, (_, value)| match value {
            Value::Pattern(text) | Value::Keyword(text) => statement.bind(text),
            Value::Range(least, most) => statement.bind(least).bind(most),
        })
    }
}

/// A field of the track, or of its file where that knows better.
fn column(field: Field) -> String {
    let asset = |name: &str| format!("(select a.{name} from assets a where a.id = t.asset_id)");
    match field {
        Field::Duration => format!("coalesce({}, t.duration_seconds) * 1000", asset(field.name())),
        field if field.source() == Source::File => asset(field.name()),
        field => format!("t.{}", field.name()),
    }
}

/// A name, folded.
fn folded(field: Field) -> String {
    match field {
        Field::Artist | Field::Title | Field::Album => format!("t.{}_folded", field.name()),
        field => format!("needledrop_fold({})", column(field)),
    }
}

/// The single values of a field, folded, as an array.
fn keywords(field: Field) -> String {
    match (field, field.kind()) {
        (Field::Genre, _) => "t.genres_folded".to_owned(),
        (field, Kind::Texts { .. }) => {
            format!("array(select needledrop_fold(one) from unnest({}) as one)", column(field))
        }
        (field, _) => format!("needledrop_genres({})", column(field)),
    }
}

/// PostgreSQL's texts can't hold every letter.
fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}
