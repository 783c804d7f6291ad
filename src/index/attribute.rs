//! An attribute's value as a term of the index: its path, its type, and the value so that terms are in the order of the
//! values.
//!
//! ```text
//! live NUL b 1          true
//! bpm  NUL n c05e…      a number, as the hexadecimal digits of its bits, made to sort as numbers do
//! mood NUL t calm NUL Calm      a text: folded, then as it is written
//! ```

use std::ops::{Bound, Range};

use crate::text::fold;
use crate::track::{FacetValue, Scalar, Test};

/// Behind every text that begins with the same.
const LAST: char = char::MAX;

/// The term of a value.
pub fn term(path: &str, value: Scalar<'_>) -> String {
    match value {
        Scalar::Boolean(boolean) => format!("{path}\0b{}", u8::from(boolean)),
        Scalar::Number(number) => format!("{path}\0n{}", sortable(number)),
        Scalar::Text(text) => format!("{path}\0t{}\0{text}", fold(text).spaced()),
    }
}

/// The value that a term has, and what is the same for all terms of values that are equal.
pub fn value<'t>(path: &str, term: &'t str) -> Option<(&'t str, FacetValue)> {
    let value = term.strip_prefix(path)?.strip_prefix('\0')?;
    match value.split_at_checked(1)? {
        ("b", truth) => Some((value, FacetValue::Truth(truth == "1"))),
        ("n", digits) => {
            let sortable = u64::from_str_radix(digits, 16).ok()?;
            let bits = if sortable >> 63 == 1 { sortable & !(1 << 63) } else { !sortable };
            Some((value, FacetValue::Number(f64::from_bits(bits))))
        }
        (_, text) => {
            let (folded, written) = text.split_once('\0')?;
            Some((&value[..1 + folded.len()], FacetValue::Text(written.to_owned())))
        }
    }
}

/// From where to where the terms lie of all values that pass.
pub fn ranges(path: &str, test: &Test) -> Vec<Range<String>> {
    match test {
        Test::Is(text) => {
            let folded = format!("{path}\0t{}\0", fold(text).spaced());
            let mut ranges = vec![folded.clone()..format!("{folded}{LAST}")];
            if let Ok(number) = text.trim().parse::<f64>() {
                let term = term(path, Scalar::Number(number));
                ranges.push(term.clone()..format!("{term}\0"));
            }
            if let Ok(boolean) = text.trim().parse::<bool>() {
                let term = term(path, Scalar::Boolean(boolean));
                ranges.push(term.clone()..format!("{term}\0"));
            }
            ranges
        }
        Test::Numbers(numbers) => {
            let term = |number: f64| term(path, Scalar::Number(number));
            vec![term(*numbers.start())..format!("{}\0", term(*numbers.end()))]
        }
        Test::Texts(first, last) => {
            let term = |text: &str| format!("{path}\0t{}", fold(text).spaced());
            let behind = |text: &str| format!("{}{LAST}", term(text));
            let first = match first {
                Bound::Included(text) => term(text),
                Bound::Excluded(text) => behind(text),
                Bound::Unbounded => term(""),
            };
            let last = match last {
                Bound::Included(text) => behind(text),
                Bound::Excluded(text) => term(text),
                Bound::Unbounded => behind(""),
            };
            vec![first..last]
        }
        Test::Exists => vec![format!("{path}\0")..format!("{path}\0{LAST}")],
    }
}

/// A number's bits, as digits that sort as numbers do: negative ones the other way round, before the others.
fn sortable(number: f64) -> String {
    // There is one zero.
    let bits = (number + 0.0).to_bits();
    let sortable = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    format!("{sortable:016x}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn terms_are_in_the_order_of_their_numbers(a: f64, b: f64) {
            prop_assume!(!a.is_nan() && !b.is_nan());
            let term = |number| term("a", Scalar::Number(number));
            prop_assert_eq!(term(a).cmp(&term(b)), a.partial_cmp(&b).unwrap());
            prop_assert_eq!(value("a", &term(a)).unwrap().1, FacetValue::Number(a));
        }
    }

    #[test]
    fn a_term_says_its_value_and_equal_ones_have_something_in_common() {
        let of = |scalar| term("a.b", scalar);
        let (calm, other) = (of(Scalar::Text("Calm!")), of(Scalar::Text("calm")));
        let ((key, written), (other, _)) = (value("a.b", &calm).unwrap(), value("a.b", &other).unwrap());
        assert_eq!((key, written), (other, FacetValue::Text("Calm!".into())));
        assert_eq!(value("a.b", &of(Scalar::Boolean(true))).unwrap().1, FacetValue::Truth(true));
        assert_eq!(value("a", &of(Scalar::Text("x"))), None);
    }

    #[test]
    fn what_is_asked_for_lies_between_the_ends() {
        let passes = |test: &Test, value: Scalar<'_>| {
            let term = term("mood", value);
            ranges("mood", test).iter().any(|range| range.contains(&term))
        };
        let is = |text: &str| Test::Is(text.into());
        let to = |text: &str| Bound::Included(text.to_owned());
        let but = |text: &str| Bound::Excluded(text.to_owned());
        let open = Bound::Unbounded;
        for (test, value, expected) in [
            (is("hip hop"), Scalar::Text("Hip-Hop"), true),
            (is("hip"), Scalar::Text("Hip-Hop"), false),
            (is("Hip-Hop"), Scalar::Text("hip"), false),
            (is("120"), Scalar::Number(120.0), true),
            (is("120"), Scalar::Text("120"), true),
            (is("12"), Scalar::Number(120.0), false),
            (is("true"), Scalar::Boolean(true), true),
            (is("true"), Scalar::Boolean(false), false),
            (Test::Numbers(-1.0..=1.5), Scalar::Number(-1.0), true),
            (Test::Numbers(-1.0..=1.5), Scalar::Number(1.5), true),
            (Test::Numbers(-1.0..=1.5), Scalar::Number(1.6), false),
            (Test::Numbers(f64::NEG_INFINITY..=f64::INFINITY), Scalar::Text("1"), false),
            (Test::Texts(to("2020-01"), to("2020-06")), Scalar::Text("2020-06-30"), true),
            (Test::Texts(to("2020-01"), to("2020-06")), Scalar::Text("2020-07-01"), false),
            (Test::Texts(open.clone(), but("2020-06")), Scalar::Text("2020-06-30"), false),
            (Test::Texts(open.clone(), but("2020-06")), Scalar::Text("2020-05-31"), true),
            (Test::Texts(but("2020-06"), open.clone()), Scalar::Text("2020-06-30"), false),
            (Test::Texts(but("2020-06"), open.clone()), Scalar::Text("2020-07"), true),
            (Test::Texts(open.clone(), to("m")), Scalar::Text("Calm"), true),
            (Test::Texts(to("m"), open.clone()), Scalar::Text("Calm"), false),
            (Test::Texts(to("m"), open.clone()), Scalar::Number(5.0), false),
            (Test::Exists, Scalar::Number(-5.0), true),
            (Test::Exists, Scalar::Boolean(false), true),
            (Test::Exists, Scalar::Text(""), true),
        ] {
            assert_eq!(passes(&test, value), expected, "{test:?} {value:?}");
        }
    }
}
