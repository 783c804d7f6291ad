//! Expressions, right and wrong.

use std::ops::Bound;

use proptest::prelude::*;

use super::Mistake;
use crate::track::{Condition, Conditions, Field, Test};

fn parse(text: &str) -> Conditions {
    Conditions::parse(text).unwrap_or_else(|mistake| panic!("{text}: {mistake}"))
}

fn mistake(text: &str) -> String {
    Conditions::parse(text).expect_err(text).to_string()
}

fn is(field: Field, text: &str) -> Conditions {
    Conditions::One(field, Condition::Is(text.into()))
}

#[test]
fn the_example_of_the_documents_is_understood() {
    let text = "genre = \"Rock\" AND (year >= 1990 OR year IS NULL) AND attributes.mood IN [calm, warm] \
        AND NOT labels = demo";
    let from = Conditions::One(Field::Year, Condition::Range(1990.0..=f64::INFINITY));
    let is_null = !Conditions::One(Field::Year, Condition::Exists);
    let mood =
        |text: &str| Conditions::One(Field::Attributes, Condition::Attribute("mood".into(), Test::Is(text.into())));
    let expected = Conditions::All(vec![
        is(Field::Genre, "Rock"),
        Conditions::Any(vec![from, is_null]),
        Conditions::Any(vec![mood("calm"), mood("warm")]),
        !is(Field::Labels, "demo"),
    ]);
    assert_eq!(parse(text), expected);
}

#[test]
fn and_binds_more_tightly_than_or_and_not_more_than_both() {
    let [a, b, c] = ["a", "b", "c"].map(|text| is(Field::Genre, text));
    let expected = Conditions::Any(vec![a.clone(), Conditions::All(vec![!b.clone(), c.clone()])]);
    assert_eq!(parse("genre=a OR NOT genre=b AND genre=c"), expected);
    assert_eq!(parse("genre=a or not (genre=b) and genre=c"), expected);
    let other = Conditions::All(vec![!Conditions::Any(vec![a, b]), c]);
    assert_eq!(parse("NOT (genre=a OR genre=b) AND genre=c"), other);
}

#[test]
fn what_can_be_said_in_two_ways_is_the_same() {
    for (one, other) in [
        ("year 1990 TO 1999", "year = 1990 TO 1999"),
        ("year >= 1990", "year >= \"1990\""),
        ("label = a", "labels = a"),
        ("duration > 60", "duration_seconds > 60"),
        ("genre NOT IN [a, b]", "NOT genre IN [a, b]"),
        ("genre IS NOT NULL", "genre EXISTS"),
        ("genre IS NULL", "NOT genre EXISTS"),
        ("genre NOT EXISTS", "NOT (NOT NOT genre EXISTS)"),
        ("artist NOT CONTAINS a", "NOT artist CONTAINS a"),
        ("genre != a", "genre EXISTS AND NOT genre = a"),
        ("year IN [1990, 1995 TO 1999]", "year = 1990 OR year = 1995 TO 1999"),
        ("\"attributes.mood\" = calm", "attributes.mood=calm"),
        ("(((genre = a)))", "genre = 'a'"),
    ] {
        assert_eq!(parse(one), parse(other), "{one}");
    }
    assert!(parse(" \n ").is_empty());
}

#[test]
fn words_of_the_language_are_values_where_a_value_stands() {
    assert_eq!(parse("genre = NOT"), is(Field::Genre, "NOT"));
    assert_eq!(parse("genre IN [in, null]"), Conditions::Any(vec![is(Field::Genre, "in"), is(Field::Genre, "null")]));
    assert_eq!(parse("artist = AND AND genre = or"), parse("artist = 'AND' AND genre = 'or'"));
}

#[test]
fn attributes_are_compared_as_what_they_are_written_like() {
    let test = |text: &str| match parse(text) {
        Conditions::One(Field::Attributes, Condition::Attribute(_, test)) => test,
        other => panic!("{other:?}"),
    };
    assert_eq!(test("attributes.a < 5"), Test::Numbers(f64::NEG_INFINITY..=5f64.next_down()));
    assert_eq!(test("attributes.a < m"), Test::Texts(Bound::Unbounded, Bound::Excluded("m".into())));
    assert_eq!(test("attributes.a -5 TO 5"), Test::Numbers(-5.0..=5.0));
    assert_eq!(test("attributes.a EXISTS"), Test::Exists);
    assert_eq!(test("'attributes.a b' = '5..6'"), Test::Is("5..6".into()));
}

#[test]
fn a_mistake_names_the_column_and_what_was_expected() {
    for (text, expected) in [
        (
            "genre = hip hop",
            "at column 13: expected AND, OR or the end; a value of several words stands in quotes, found hop",
        ),
        ("genre = rock)", "at column 13: expected AND, OR or the end, found )"),
        ("genre = ", "at column 9: expected a value, found the end"),
        ("genre rock", "at column 7: expected =, !=, IN, EXISTS or IS NULL, found rock"),
        ("genre >= rock", "at column 7: expected =, !=, IN, EXISTS or IS NULL, found >="),
        ("genre CONTAINS rock", "at column 7: expected =, !=, IN, EXISTS or IS NULL, found CONTAINS"),
        ("genre NOT rock", "at column 11: expected IN or EXISTS, found rock"),
        ("artist NOT", "at column 11: expected IN, CONTAINS or EXISTS, found the end"),
        ("artist a", "at column 8: expected =, !=, IN, CONTAINS, EXISTS or IS NULL, found a"),
        ("genre IS rock", "at column 10: expected NULL or NOT NULL, found rock"),
        ("genre IS NOT", "at column 13: expected NULL, found the end"),
        ("genre IN rock", "at column 10: expected a list in brackets, such as [a, b], found rock"),
        ("genre IN [a b]", "at column 13: expected , or ], found b"),
        ("genre IN []", "at column 11: expected a value, found ]"),
        ("(genre = a", "at column 11: expected AND, OR or ), found the end"),
        ("year = soon", "at column 8: expected an integer, such as 1990, found soon"),
        (
            "year = 1999 TO 1990",
            "at column 8: expected a range whose first number isn't above its last one, found 1999",
        ),
        ("year = 1990..1999", "at column 8: expected an integer, such as 1990, found 1990..1999"),
        ("bpm < fast", "at column 7: expected a number, such as 118.5, found fast"),
        ("duration > 4:05", "at column 12: expected seconds, such as 240 or 59.5, found 4:05"),
        (
            "é = 1",
            "at column 1: expected (, NOT or a field: artist, title, album, genre, year, bpm, duration_seconds, \
            labels, format or attributes.KEY, found é",
        ),
        (
            "genre = a AND",
            "at column 14: expected (, NOT or a field: artist, title, album, genre, year, bpm, \
            duration_seconds, labels, format or attributes.KEY, found the end",
        ),
    ] {
        assert_eq!(mistake(text), expected, "{text}");
    }
    for field in ["isrc", "attributes", "attributes.", "popularity"] {
        assert!(mistake(&format!("{field} = 1")).starts_with("at column 1: expected (, NOT or a field"), "{field}");
    }
}

#[test]
fn what_an_expression_may_have_is_bounded() {
    let several = |count: usize| vec!["genre=a"; count].join(" OR ");
    assert_eq!(parse(&several(64)).count(), 64);
    assert!(mistake(&several(65)).contains("at most 64 conditions"));
    let list = |count: usize| format!("genre IN [{}]", vec!["a"; count].join(","));
    assert_eq!(parse(&list(64)).count(), 64);
    assert!(mistake(&list(65)).contains("at most 64 conditions"));
    let nested = |depth: usize| format!("{}genre=a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(parse(&nested(16)), is(Field::Genre, "a"));
    assert!(mistake(&nested(17)).starts_with("at column 17: expected at most 16 brackets and NOTs"));
    assert!(mistake(&format!("{}genre=a", "NOT ".repeat(17))).starts_with("at column 65: expected at most 16"));
    let long = |bytes: usize| format!("genre = '{}'", "é".repeat((bytes - 10) / 2));
    assert!(!parse(&long(4096)).is_empty());
    assert!(mistake(&long(4098)).starts_with("at column 2053: expected the end: a filter has at most 4096 bytes"));
}

proptest! {
    #[test]
    fn any_text_is_an_expression_or_a_mistake_within_it(text in "\\PC{0,60}") {
        if let Err(Mistake { column, .. }) = Conditions::parse(&text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&column), "{}", column);
        }
    }

    #[test]
    fn any_words_of_the_language_are_an_expression_or_a_mistake(
        words in prop::collection::vec(prop::sample::select(vec![
            "genre", "year", "artist", "attributes.a", "=", "!=", "<", ">=", "TO", "IN", "[", "]", ",", "(", ")",
            "NOT", "AND", "OR", "IS", "NULL", "EXISTS", "CONTAINS", "1990", "rock", "'a b'", "\"",
        ]), 0..14),
    ) {
        let text = words.join(" ");
        if let Err(Mistake { column, .. }) = Conditions::parse(&text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&column), "{}: {}", text, column);
        }
    }

    #[test]
    fn any_text_in_quotes_is_that_value(value in "[^\\p{Cc}]{0,40}") {
        let quoted = value.replace('\\', r"\\").replace('"', "\\\"");
        prop_assert_eq!(parse(&format!("genre = \"{quoted}\"")), is(Field::Genre, &value));
    }
}
