//! What a hit must be, field by field, and how people write it: `acdc`, `1990`, `1990..1999`, `1990..`, `..1999`.

use std::ops::RangeInclusive;

use super::{Field, Filter, Kind};

/// What must hold of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every word of this must stand in it, written together or apart.
    Words(String),
    /// One of its values must be this, compared folded and as a whole.
    Keyword(String),
    /// It must be a number within these; a duration in milliseconds.
    Range(RangeInclusive<f64>),
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
    /// A text from the first to the last or what begins with that; both folded, and open where there is none.
    Texts(Option<String>, Option<String>),
}

/// What must hold of a hit, whatever the words match: all of these.
pub type Conditions = Vec<(Field, Condition)>;

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

    /// What the text of a parameter asks of an attribute.
    pub fn of_attribute(path: &str, text: &str) -> Result<Self, &'static str> {
        let test = match text.split_once("..") {
            None => Test::Is(text.to_owned()),
            Some((start, end)) => {
                let (start, end) = (start.trim(), end.trim());
                let is_number = |text: &str| text.is_empty() || plain_number(text).is_some();
                match range(text, plain_number) {
                    Some(numbers) => Test::Numbers(numbers),
                    // Numbers the wrong way round are no texts.
                    None if is_number(start) && is_number(end) => return Err(Self::expected(Field::Attributes)),
                    None => {
                        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                        Test::Texts(some(start), some(end))
                    }
                }
            }
        };
        Ok(Self::Attribute(path.to_owned(), test))
    }

    /// The condition that a text means for a field; the error says what it should be.
    pub fn parse(field: Field, text: &str) -> Result<Self, &'static str> {
        match field.filter() {
            Filter::Words(_) => Ok(Self::Words(text.to_owned())),
            Filter::Keyword(_) => Ok(Self::Keyword(text.to_owned())),
            Filter::Range(_) => range_of(field, text).map(Self::Range).ok_or_else(|| Self::expected(field)),
            Filter::None | Filter::Attribute(_) => Err("a field that hits can be filtered by"),
        }
    }

    /// What the text of a condition should be.
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
            _ => "a text",
        }
    }
}

fn range_of(field: Field, text: &str) -> Option<RangeInclusive<f64>> {
    match field.kind() {
        Kind::Duration if !text.contains("..") => {
            let start = milliseconds(text)?;
            let is_whole_second = !text.contains('.');
            Some(start..=if is_whole_second { start + 999.0 } else { start })
        }
        Kind::Duration => range(text, milliseconds),
        Kind::Integer { .. } => range(text, |text| text.parse::<i64>().ok().map(|number| number as f64)),
        Kind::Number { .. } => range(text, plain_number),
        _ => None,
    }
}

/// Without an exponent, and finite.
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|_| is_plain)
}

fn milliseconds(seconds: &str) -> Option<f64> {
    plain_number(seconds).filter(|seconds| *seconds >= 0.0).map(|seconds| (seconds * 1000.0).round())
}

fn range(text: &str, parse: impl Fn(&str) -> Option<f64>) -> Option<RangeInclusive<f64>> {
    let Some((start, end)) = text.split_once("..") else {
        let only = parse(text.trim())?;
        return Some(only..=only);
    };
    let (start, end) = (start.trim(), end.trim());
    let range = match (start.is_empty(), end.is_empty()) {
        (true, true) => return None,
        (true, false) => f64::NEG_INFINITY..=parse(end)?,
        (false, true) => parse(start)?..=f64::INFINITY,
        (false, false) => parse(start)?..=parse(end)?,
    };
    (range.start() <= range.end()).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Option<RangeInclusive<f64>> {
        range_of(Field::Year, text)
    }

    fn durations(text: &str) -> Option<RangeInclusive<f64>> {
        range_of(Field::Duration, text)
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
        let test = |text| match Condition::of_attribute("a", text) {
            Ok(Condition::Attribute(_, test)) => Some(test),
            _ => None,
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(test("calm"), Some(Test::Is("calm".into())));
        assert_eq!(test("118..124.5"), Some(Test::Numbers(118.0..=124.5)));
        assert_eq!(test("118.."), Some(Test::Numbers(118.0..=f64::INFINITY)));
        assert_eq!(test("2020-01..2020-06"), Some(Test::Texts(some("2020-01"), some("2020-06"))));
        assert_eq!(test("..m"), Some(Test::Texts(None, some("m"))));
        assert_eq!([test(".."), test("5..4")], [None, None]);
    }

    #[test]
    fn a_condition_is_what_its_field_is_filtered_by() {
        assert_eq!(Condition::parse(Field::Artist, "acdc"), Ok(Condition::Words("acdc".into())));
        assert_eq!(Condition::parse(Field::Labels, "demo"), Ok(Condition::Keyword("demo".into())));
        assert_eq!(Condition::parse(Field::Year, "x"), Err(Condition::expected(Field::Year)));
        for field in Field::ALL.iter().filter(|field| matches!(field.filter(), Filter::None | Filter::Attribute(_))) {
            assert!(Condition::parse(*field, "1").is_err(), "{field:?}");
        }
    }
}
