//! What must hold of one field, and how people write it: `acdc`, `1990`, `1990..1999`, `1990..`, `..1999`.

use std::ops::{Bound, RangeInclusive};

use super::{Field, Filter, Kind};

/// What must hold of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every word of this must stand in it, written together or apart.
    Words(String),
    /// One of its values must be this, compared folded and as a whole.
    Is(String),
    /// It must be a number within these; a duration in milliseconds.
    Range(RangeInclusive<f64>),
    /// It must have a value, whatever that is.
    Exists,
    /// An attribute, named by its path, must pass.
    Attribute(String, Test),
}

/// What an attribute must be. Numbers and texts are never equal.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// This text, compared folded and as a whole; or the number or truth value that is written so.
    Is(String),
    /// A number within these.
    Numbers(RangeInclusive<f64>),
    /// A text within these, compared folded. What begins with an end stands where that does: `2020-06-30` is included
    /// by an end of `2020-06`, and excluded by it.
    Texts(Bound<String>, Bound<String>),
    /// Any value at all.
    Exists,
}

/// Where a value must stand beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Below,
    UpTo,
    From,
    Above,
}

impl Condition {
    /// The condition that a parameter of the API means, if there is such a filter: the field's, and the path of an
    /// attribute.
    pub fn named(parameter: &str) -> Option<(Field, &str)> {
        let is_it = |field: &Field| field.filter().parameter() == Some(parameter);
        match Field::filtered().find(is_it) {
            Some(Field::Attributes) => None,
            Some(field) => Some((field, "")),
            None => {
                let path = parameter.strip_prefix(Field::Attributes.filter().parameter()?)?.strip_prefix('.')?;
                (!path.is_empty()).then_some((Field::Attributes, path))
            }
        }
    }

    /// What filters and facets call so: a field by the name of its parameter or its own, or the attribute at a path.
    pub fn of_name(name: &str) -> Option<(Field, &str)> {
        let is_it = |field: &Field| field.name() == name && *field != Field::Attributes;
        Self::named(name).or_else(|| Field::filtered().find(is_it).map(|field| (field, "")))
    }

    /// The condition that the text of a parameter means for a field, or for the attribute at a path; the error says
    /// what it should be.
    pub fn parse(field: Field, path: &str, text: &str) -> Result<Self, &'static str> {
        let condition = match (field.filter(), text.split_once("..")) {
            (Filter::Words(_), _) => Ok(Self::Words(text.to_owned())),
            (Filter::Keyword(_), _) | (_, None) => Self::equal(field, path, text),
            (_, Some((start, end))) => match (start.trim(), end.trim()) {
                ("", "") => Err(Self::expected(field)),
                (start, "") => Self::ordered(field, path, Order::From, start),
                ("", end) => Self::ordered(field, path, Order::UpTo, end),
                (start, end) => Self::between(field, path, start, end),
            },
        };
        condition.map_err(|_| Self::expected(field))
    }

    /// That one of the values is this.
    pub fn equal(field: Field, path: &str, text: &str) -> Result<Self, &'static str> {
        match field.filter() {
            Filter::Words(_) | Filter::Keyword(_) => Ok(Self::Is(text.to_owned())),
            Filter::Attribute(_) => Ok(Self::Attribute(path.to_owned(), Test::Is(text.to_owned()))),
            Filter::Range(_) => {
                let start = number(field, text.trim())?;
                let is_whole_second = field.kind() == Kind::Duration && !text.contains('.');
                Ok(Self::Range(start..=if is_whole_second { start + 999.0 } else { start }))
            }
            Filter::None => Err(Self::expected(field)),
        }
    }

    /// That one of the values stands so beside this.
    pub fn ordered(field: Field, path: &str, order: Order, text: &str) -> Result<Self, &'static str> {
        let numbers = |number: f64| match order {
            Order::Below => f64::NEG_INFINITY..=number.next_down(),
            Order::UpTo => f64::NEG_INFINITY..=number,
            Order::From => number..=f64::INFINITY,
            Order::Above => number.next_up()..=f64::INFINITY,
        };
        match (field.filter(), plain_number(text)) {
            (Filter::Range(_), _) => number(field, text).map(|number| Self::Range(numbers(number))),
            (Filter::Attribute(_), Some(number)) => {
                Ok(Self::Attribute(path.to_owned(), Test::Numbers(numbers(number))))
            }
            (Filter::Attribute(_), None) => {
                let text = text.to_owned();
                let (first, last) = match order {
                    Order::Below => (Bound::Unbounded, Bound::Excluded(text)),
                    Order::UpTo => (Bound::Unbounded, Bound::Included(text)),
                    Order::From => (Bound::Included(text), Bound::Unbounded),
                    Order::Above => (Bound::Excluded(text), Bound::Unbounded),
                };
                Ok(Self::Attribute(path.to_owned(), Test::Texts(first, last)))
            }
            (Filter::Words(_) | Filter::Keyword(_) | Filter::None, _) => Err(Self::expected(field)),
        }
    }

    /// That one of the values is one of these or between them.
    pub fn between(field: Field, path: &str, start: &str, end: &str) -> Result<Self, &'static str> {
        let range = |start: f64, end: f64| (start <= end).then_some(start..=end).ok_or(BACKWARDS);
        match (field.filter(), plain_number(start), plain_number(end)) {
            (Filter::Range(_), ..) => Ok(Self::Range(range(number(field, start)?, number(field, end)?)?)),
            (Filter::Attribute(_), Some(start), Some(end)) => {
                Ok(Self::Attribute(path.to_owned(), Test::Numbers(range(start, end)?)))
            }
            (Filter::Attribute(_), ..) => {
                let end_of = |text: &str| Bound::Included(text.to_owned());
                Ok(Self::Attribute(path.to_owned(), Test::Texts(end_of(start), end_of(end))))
            }
            (Filter::Words(_) | Filter::Keyword(_) | Filter::None, ..) => Err(Self::expected(field)),
        }
    }

    /// That there is a value.
    pub fn exists(field: Field, path: &str) -> Self {
        match field {
            Field::Attributes => Self::Attribute(path.to_owned(), Test::Exists),
            _ => Self::Exists,
        }
    }

    /// What the text of a parameter should be.
    pub fn expected(field: Field) -> &'static str {
        match (field.filter(), field.kind()) {
            (Filter::Range(_), Kind::Duration) => {
                "seconds or a range of seconds, such as 240, 60..300, 59.5.. or ..300"
            }
            (Filter::Range(_), Kind::Integer { .. }) => {
                "an integer or a range of them, such as 1990, 1990..1999, 1990.. or ..1999"
            }
            (Filter::Attribute(_), _) => "a value or a range, such as calm, true, 118..124 or 2020-01..2020-06",
            (Filter::Range(_), _) => "a number or a range of them, such as 120, 118..124, 118.5.. or ..124",
            (Filter::Words(_) | Filter::Keyword(_), _) => "a text",
            (Filter::None, _) => "a field that hits can be filtered by",
        }
    }
}

const BACKWARDS: &str = "a range whose first number isn't above its last one";

/// A number of a field that has numbers; of a duration the milliseconds. The error says what it should be.
fn number(field: Field, text: &str) -> Result<f64, &'static str> {
    let read = match field.kind() {
        Kind::Duration => {
            let seconds = plain_number(text).filter(|seconds| *seconds >= 0.0);
            (seconds.map(|seconds| (seconds * 1000.0).round()), "seconds, such as 240 or 59.5")
        }
        Kind::Integer { .. } => (text.parse::<i64>().ok().map(|number| number as f64), "an integer, such as 1990"),
        _ => (plain_number(text), "a number, such as 118.5"),
    };
    read.0.ok_or(read.1)
}

/// Without an exponent, and finite.
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|number: &f64| is_plain && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(field: Field, text: &str) -> Option<RangeInclusive<f64>> {
        match Condition::parse(field, "", text) {
            Ok(Condition::Range(range)) => Some(range),
            _ => None,
        }
    }

    fn years(text: &str) -> Option<RangeInclusive<f64>> {
        range(Field::Year, text)
    }

    fn durations(text: &str) -> Option<RangeInclusive<f64>> {
        range(Field::Duration, text)
    }

    #[test]
    fn years_are_one_or_a_range_open_at_either_end() {
        assert_eq!(years("1990"), Some(1990.0..=1990.0));
        assert_eq!(years("1990..1999"), Some(1990.0..=1999.0));
        assert_eq!(years("1990.."), Some(1990.0..=f64::INFINITY));
        assert_eq!(years("..1999"), Some(f64::NEG_INFINITY..=1999.0));
    }

    #[test]
    fn what_is_no_range_of_years_is_none() {
        for text in [
            "",
            "..",
            "1999..1990",
            "the nineties",
            "1990...1999",
            "1990-1999",
            "99999999999999999999",
            "1990..x",
            "1.5",
        ] {
            assert_eq!(years(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_given_in_seconds_and_kept_in_milliseconds() {
        assert_eq!(durations("60..300"), Some(60_000.0..=300_000.0));
        assert_eq!(durations("59.5.."), Some(59_500.0..=f64::INFINITY));
        assert_eq!(durations("..0.25"), Some(f64::NEG_INFINITY..=250.0));
        assert_eq!(durations("240"), Some(240_000.0..=240_999.0));
        assert_eq!(durations("240.5"), Some(240_500.0..=240_500.0));
    }

    #[test]
    fn what_is_no_range_of_durations_is_none() {
        for text in ["", "..", "-5", "5..1", "NaN", "inf", "1e3", "4:05", "..-1", "1.2.3"] {
            assert_eq!(durations(text), None, "{text}");
        }
    }

    #[test]
    fn attributes_are_named_behind_a_dot() {
        assert_eq!(Condition::named("attributes.key.tonic"), Some((Field::Attributes, "key.tonic")));
        assert_eq!(Condition::named("year"), Some((Field::Year, "")));
        for parameter in ["attributes", "attributes.", "attributesmood", "isrc", ""] {
            assert_eq!(Condition::named(parameter), None, "{parameter}");
        }
    }

    #[test]
    fn an_attribute_is_a_value_or_within_a_range_of_numbers_or_of_texts() {
        let test = |text| match Condition::parse(Field::Attributes, "a", text) {
            Ok(Condition::Attribute(_, test)) => Some(test),
            _ => None,
        };
        let end = |text: &str| Bound::Included(text.to_owned());
        assert_eq!(test("calm"), Some(Test::Is("calm".into())));
        assert_eq!(test("118..124.5"), Some(Test::Numbers(118.0..=124.5)));
        assert_eq!(test("118.."), Some(Test::Numbers(118.0..=f64::INFINITY)));
        assert_eq!(test("2020-01..2020-06"), Some(Test::Texts(end("2020-01"), end("2020-06"))));
        assert_eq!(test("..m"), Some(Test::Texts(Bound::Unbounded, end("m"))));
        assert_eq!([test(".."), test("5..4")], [None, None]);
    }

    #[test]
    fn a_condition_is_what_its_field_is_filtered_by() {
        assert_eq!(Condition::parse(Field::Artist, "", "acdc"), Ok(Condition::Words("acdc".into())));
        assert_eq!(Condition::parse(Field::Labels, "", "demo"), Ok(Condition::Is("demo".into())));
        assert_eq!(Condition::parse(Field::Format, "", "a..b"), Ok(Condition::Is("a..b".into())));
        assert_eq!(Condition::parse(Field::Year, "", "x"), Err(Condition::expected(Field::Year)));
        for &field in Field::ALL.iter().filter(|field| field.filter() == Filter::None) {
            assert!(Condition::parse(field, "", "1").is_err(), "{field:?}");
        }
    }

    #[test]
    fn below_and_above_leave_out_the_number_itself() {
        let years = |order| match Condition::ordered(Field::Year, "", order, "1990") {
            Ok(Condition::Range(range)) => [1989.0, 1990.0, 1991.0].map(|year| range.contains(&year)),
            other => panic!("{other:?}"),
        };
        assert_eq!(years(Order::Below), [true, false, false]);
        assert_eq!(years(Order::UpTo), [true, true, false]);
        assert_eq!(years(Order::From), [false, true, true]);
        assert_eq!(years(Order::Above), [false, false, true]);
    }

    #[test]
    fn a_number_has_an_end() {
        let endless = "9".repeat(400);
        assert!(Condition::equal(Field::Bpm, "", &endless).is_err());
        let above = Condition::ordered(Field::Attributes, "a", Order::Above, &endless);
        assert!(matches!(above, Ok(Condition::Attribute(_, Test::Texts(..)))));
    }
}
