//! What a track must be to be found, as conditions of SQL on `audio_tracks t`. What was asked is bound, and never
//! stands in a statement.

use std::ops::Bound;

use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{FromRow, Postgres, postgres::PgRow};

use super::words::name_pattern;
use crate::catalog::tracks::columns::milliseconds;
use crate::text::{fold, name};
use crate::track::{Condition, Conditions, Field, Filter, Kind, LibraryId, Source, Test};

/// Conditions as a part of a statement, and what its parameters are bound to.
#[derive(Debug)]
pub(super) struct Filters {
    /// In brackets.
    pub sql: String,
    parameters: Parameters,
}

/// The parameters of a statement, those of conditions behind its own.
#[derive(Debug)]
struct Parameters {
    library: LibraryId,
    /// The number of the library's; the others follow.
    first: usize,
    values: Vec<Value>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Number(f64),
    Truth(bool),
}

impl Filters {
    /// With parameters from `$first` on. An asset is looked up row by row, so that the planner can't take a common
    /// format for the way in, and read half the table.
    pub fn new(library: LibraryId, conditions: &Conditions, first: usize) -> Self {
        let mut parameters = Parameters { library, first, values: Vec::new() };
        let conditions = parameters.written(conditions);
        let sql = format!("(t.status = 'COMPLETED' and t.library_id = ${first} and {conditions})");
        Self { sql, parameters }
    }

    /// Binds the parameters, behind those of the statement itself.
    pub fn bind<'q, O>(
        &'q self,
        statement: QueryAs<'q, Postgres, O, PgArguments>,
    ) -> QueryAs<'q, Postgres, O, PgArguments>
    where
        O: for<'r> FromRow<'r, PgRow>,
    {
        let Parameters { library, values, .. } = &self.parameters;
        values.iter().fold(statement.bind(*library), |statement, value| match value {
            Value::Text(text) => statement.bind(text),
            Value::Number(number) => statement.bind(number),
            Value::Truth(is) => statement.bind(is),
        })
    }
}

impl Parameters {
    /// One more, as SQL names it.
    fn add(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.first + self.values.len())
    }

    /// PostgreSQL's texts can't hold every letter.
    fn text(&mut self, text: &str) -> String {
        self.add(Value::Text(text.replace('\0', "")))
    }

    fn folded(&mut self, text: &str) -> String {
        self.text(&fold(text).spaced())
    }

    /// Conditions that are true or false, never null: NOT is the complement.
    fn written(&mut self, conditions: &Conditions) -> String {
        let mut joined = |several: &[Conditions], word: &str, of_none: &str| {
            let several: Vec<String> = several.iter().map(|one| self.written(one)).collect();
            if several.is_empty() { of_none.to_owned() } else { format!("({})", several.join(word)) }
        };
        match conditions {
            Conditions::All(several) => joined(several, " and ", "true"),
            Conditions::Any(several) => joined(several, " or ", "false"),
            Conditions::Not(inner) => format!("not {}", self.written(inner)),
            Conditions::One(Field::Attributes, Condition::Attribute(path, test)) => {
                let (column, path) = (column(Field::Attributes), self.text(path));
                let test = self.test(test);
                format!("exists (select from needledrop_attribute({column}, {path}) as value where {test})")
            }
            Conditions::One(field, condition) => format!("coalesce({}, false)", self.condition(*field, condition)),
        }
    }

    fn condition(&mut self, field: Field, condition: &Condition) -> String {
        match (condition, field.filter()) {
            (Condition::Words(text), _) => {
                let words = match field {
                    Field::Artist => name::artist(text).sought(),
                    Field::Title => name::title(text).sought(),
                    _ => fold(text),
                };
                match words.is_empty() {
                    true => "false".to_owned(),
                    // The planner can't take a name's pattern for the way in either.
                    false => format!("regexp_like({}, {})", sought(field), self.text(&name_pattern(&words.spaced()))),
                }
            }
            // What folds to nothing equals nothing.
            (Condition::Is(text), _) if fold(text).is_empty() => "false".to_owned(),
            (Condition::Is(text), Filter::Words(_)) => format!("{} = {}", folded(field), self.folded(text)),
            (Condition::Is(text), _) => format!("{} = any({})", self.folded(text), keywords(field)),
            (Condition::Range(range), _) => {
                let [least, most] = [range.start(), range.end()].map(|end| self.add(Value::Number(*end)));
                format!("({})::float8 between {least} and {most}", column(field))
            }
            (Condition::Exists, Filter::Words(_)) => format!("{} <> ''", folded(field)),
            (Condition::Exists, Filter::Keyword(_)) => format!("'' <> any({})", keywords(field)),
            (Condition::Exists, _) => format!("({}) is not null", column(field)),
            (Condition::Attribute(..), _) => "false".to_owned(),
        }
    }

    /// What the `value` of an attribute must be.
    fn test(&mut self, test: &Test) -> String {
        match test {
            Test::Exists => "true".to_owned(),
            Test::Is(text) => {
                let as_text = format!("when 'string' then needledrop_fold(value #>> '{{}}') = {}", self.folded(text));
                let number = text.trim().parse().ok().map(|number| self.add(Value::Number(number)));
                let truth = text.trim().parse().ok().map(|truth| self.add(Value::Truth(truth)));
                let as_number = number.map(|number| format!("when 'number' then needledrop_number(value) = {number}"));
                let as_truth = truth.map(|truth| format!("when 'boolean' then value::boolean = {truth}"));
                let (as_number, as_truth) = (as_number.unwrap_or_default(), as_truth.unwrap_or_default());
                format!("case jsonb_typeof(value) {as_text} {as_number} {as_truth} end")
            }
            Test::Numbers(range) => {
                let [least, most] = [range.start(), range.end()].map(|end| self.add(Value::Number(*end)));
                let number = format!("needledrop_number(value) between {least} and {most}");
                format!("case jsonb_typeof(value) when 'number' then {number} end")
            }
            // Byte by byte; the last letter of all stands behind whatever begins with an end.
            Test::Texts(first, last) => {
                let text = "needledrop_fold(value #>> '{}') collate \"C\"";
                let first = match first {
                    Bound::Included(first) => format!("{text} >= {}", self.folded(first)),
                    Bound::Excluded(first) => format!("{text} > {} || chr(1114111)", self.folded(first)),
                    Bound::Unbounded => "true".to_owned(),
                };
                let last = match last {
                    Bound::Included(last) => format!("{text} < {} || chr(1114111)", self.folded(last)),
                    Bound::Excluded(last) => format!("{text} < {}", self.folded(last)),
                    Bound::Unbounded => "true".to_owned(),
                };
                format!("case jsonb_typeof(value) when 'string' then {first} and {last} end")
            }
        }
    }
}

/// A field of the track, or of its file where that knows better.
pub(super) fn column(field: Field) -> String {
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

/// Where words of a name are sought: of a title also as it is sorted, which is how people type one in another script.
fn sought(field: Field) -> String {
    match field {
        Field::Title => "t.title_folded || coalesce(' ' || needledrop_fold(t.title_sort), '')".to_owned(),
        field => folded(field),
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
