//! What a track must be to be found, as conditions of SQL on `audio_tracks t`.

use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{FromRow, Postgres, postgres::PgRow};

use super::words::name_pattern;
use crate::catalog::tracks::columns::milliseconds;
use crate::track::{Condition, Conditions, Field, Kind, LibraryId, Source, Test};

/// Conditions made ready for a statement.
#[derive(Debug)]
pub(super) struct Filters {
    library: LibraryId,
    conditions: Vec<(Field, Value)>,
}

/// What a condition binds.
#[derive(Debug)]
enum Value {
    /// Patterns of what must stand in a name.
    Pattern(String),
    Keyword(String),
    Range(f64, f64),
    /// The path of an attribute and what it must be.
    Attribute(String, Attribute),
}

/// What an attribute is compared with.
#[derive(Debug)]
enum Attribute {
    /// A text, and the number that it is, if it is one.
    Is(String, Option<f64>),
    Numbers(f64, f64),
    /// Open where there is none.
    Texts(Option<String>, Option<String>),
}

impl From<&Test> for Attribute {
    fn from(test: &Test) -> Self {
        let text = |text: &Option<String>| text.as_deref().map(without_nul);
        match test {
            Test::Is(text) => Self::Is(without_nul(text), text.trim().parse().ok()),
            Test::Numbers(range) => Self::Numbers(*range.start(), *range.end()),
            Test::Texts(first, last) => Self::Texts(text(first), text(last)),
        }
    }
}

/// The texts of conditions that must be folded before they are compared, in order.
pub(super) fn names(conditions: &Conditions) -> Vec<String> {
    let name = |(_, condition): &(Field, Condition)| match condition {
        Condition::Words(text) => Some(without_nul(text)),
        Condition::Keyword(_) | Condition::Range(_) | Condition::Attribute(..) => None,
    };
    conditions.iter().filter_map(name).collect()
}

impl Filters {
    /// From conditions, and what their [`names`] fold to.
    pub fn new(library: LibraryId, conditions: &Conditions, folded: Vec<String>) -> Self {
        let mut folded = folded.into_iter();
        let value = |condition: &Condition| match condition {
            Condition::Words(_) => Value::Pattern(name_pattern(&folded.next().unwrap_or_default())),
            Condition::Keyword(text) => Value::Keyword(without_nul(text)),
            Condition::Range(range) => Value::Range(*range.start(), *range.end()),
            Condition::Attribute(path, test) => Value::Attribute(without_nul(path), test.into()),
        };
        let values: Vec<Value> = conditions.iter().map(|(_, condition)| condition).map(value).collect();
        Self { library, conditions: conditions.iter().map(|(field, _)| *field).zip(values).collect() }
    }

    /// The condition, in brackets, with parameters from `$first` on. An asset is looked up row by row, so that the
    /// planner can't take a common format for the way in, and read half the table.
    pub fn sql(&self, first: usize) -> String {
        let mut next = first + 1;
        let mut sql = format!("(t.status = 'COMPLETED' and t.library_id = ${first}");
        for (field, value) in &self.conditions {
            let column = column(*field);
            let (second, third) = (next + 1, next + 2);
            let condition = match value {
                // Nor can it take a name's pattern for one.
                Value::Pattern(_) => format!("regexp_like({}, ${next})", folded(*field)),
                Value::Keyword(_) => format!("needledrop_fold(${next}) = any({})", keywords(*field)),
                Value::Range(..) => format!("({column})::float8 between ${next} and ${second}"),
                Value::Attribute(_, attribute) => {
                    let test = attribute_sql(attribute, second, third);
                    format!("exists (select from needledrop_attribute({column}, ${next}) as value where {test})")
                }
            };
            next += match value {
                Value::Pattern(_) | Value::Keyword(_) => 1,
                Value::Range(..) => 2,
                Value::Attribute(..) => 3,
            };
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
        self.conditions.iter().fold(statement.bind(self.library), |statement, (_, value)| match value {
            Value::Pattern(text) | Value::Keyword(text) => statement.bind(text),
            Value::Range(least, most) => statement.bind(least).bind(most),
            Value::Attribute(path, Attribute::Is(text, number)) => statement.bind(path).bind(text).bind(number),
            Value::Attribute(path, Attribute::Numbers(least, most)) => statement.bind(path).bind(least).bind(most),
            Value::Attribute(path, Attribute::Texts(first, last)) => statement.bind(path).bind(first).bind(last),
        })
    }
}

/// What a `value` must be, by the parameters of these numbers.
fn attribute_sql(attribute: &Attribute, first: usize, second: usize) -> String {
    match attribute {
        Attribute::Is(..) => format!(
            "case jsonb_typeof(value)
                when 'string' then needledrop_fold(value #>> '{{}}') = needledrop_fold(${first}::text)
                when 'number' then needledrop_number(value) = ${second}::float8
                else value #>> '{{}}' = btrim(${first}::text)
            end"
        ),
        Attribute::Numbers(..) => format!(
            "case jsonb_typeof(value) when 'number' then needledrop_number(value) between ${first} and ${second} end"
        ),
        // Up to the last and whatever begins with it, byte by byte.
        Attribute::Texts(..) => format!(
            "case jsonb_typeof(value) when 'string' then
                needledrop_fold(value #>> '{{}}') collate \"C\" between coalesce(needledrop_fold(${first}::text), '')
                    and coalesce(needledrop_fold(${second}::text), '') || chr(1114111)
            end"
        ),
    }
}

/// A field of the track, or of its file where that knows better.
fn column(field: Field) -> String {
    let asset = |name: &str| format!("(select a.{name} from assets a where a.id = t.asset_id)");
    match field {
        Field::Duration => milliseconds(&asset(field.name())),
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
