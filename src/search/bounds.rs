//! How far a request may reach, and how people write its ranges: `1990`, `1990..1999`, `1990..`, `..1999`.

use std::ops::RangeInclusive;
use std::str::FromStr;

use super::Engine;

/// How many hits one answer may hold.
pub const MAX_LIMIT: usize = 100;
/// How deep paging by offset may go: `offset + limit`.
pub const MAX_REACH: usize = 1_000;
/// How many characters a query may have; no title of a track is nearly as long.
pub const MAX_QUERY_CHARS: usize = 1_000;

/// What a range of years should look like.
pub const YEARS_EXPECTED: &str = "a year or a range of years, such as 1990, 1990..1999, 1990.. or ..1999";
/// What a range of durations should look like.
pub const DURATIONS_EXPECTED: &str = "seconds or a range of seconds, such as 240, 60..300, 59.5.. or ..300";
/// What engines there are.
pub const ENGINES_EXPECTED: &str = "auto, index or postgres";

/// A range of years; none if the text isn't one.
pub fn years(text: &str) -> Option<RangeInclusive<i32>> {
    let year = |text: &str| text.parse().ok();
    ordered(range(text, year, i32::MIN, i32::MAX)?)
}

/// A range of durations in seconds, as milliseconds. A single number means that whole second; none if the text isn't one.
pub fn durations_ms(text: &str) -> Option<RangeInclusive<u64>> {
    if !text.contains("..") {
        let start = milliseconds(text)?;
        let whole_second = !text.contains('.');
        return Some(start..=if whole_second { start.saturating_add(999) } else { start });
    }
    ordered(range(text, milliseconds, 0, u64::MAX)?)
}

fn milliseconds(seconds: &str) -> Option<u64> {
    let plain = seconds.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let seconds: f64 = seconds.parse().ok().filter(|_| plain)?;
    // Saturates where the number is too large.
    Some((seconds * 1000.0).round() as u64)
}

fn range<T: Copy>(text: &str, parse: impl Fn(&str) -> Option<T>, least: T, most: T) -> Option<(T, T)> {
    let Some((start, end)) = text.split_once("..") else {
        let only = parse(text.trim())?;
        return Some((only, only));
    };
    let (start, end) = (start.trim(), end.trim());
    match (start.is_empty(), end.is_empty()) {
        (true, true) => None,
        (true, false) => Some((least, parse(end)?)),
        (false, true) => Some((parse(start)?, most)),
        (false, false) => Some((parse(start)?, parse(end)?)),
    }
}

fn ordered<T: PartialOrd>((start, end): (T, T)) -> Option<RangeInclusive<T>> {
    (start <= end).then_some(start..=end)
}

impl FromStr for Engine {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "index" => Ok(Self::Index),
            "postgres" => Ok(Self::Postgres),
            _ => Err(ENGINES_EXPECTED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_range_open_at_either_end() {
        assert_eq!(years("1990"), Some(1990..=1990));
        assert_eq!(years("1990..1999"), Some(1990..=1999));
        assert_eq!(years("1990.."), Some(1990..=i32::MAX));
        assert_eq!(years("..1999"), Some(i32::MIN..=1999));
    }

    #[test]
    fn what_is_no_range_of_years_is_none() {
        for text in ["", "..", "1999..1990", "the nineties", "1990...1999", "1990-1999", "99999999999", "1990..x"] {
            assert_eq!(years(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_given_in_seconds_and_kept_in_milliseconds() {
        assert_eq!(durations_ms("60..300"), Some(60_000..=300_000));
        assert_eq!(durations_ms("59.5.."), Some(59_500..=u64::MAX));
        assert_eq!(durations_ms("..0.25"), Some(0..=250));
        assert_eq!(durations_ms("240"), Some(240_000..=240_999));
        assert_eq!(durations_ms("240.5"), Some(240_500..=240_500));
    }

    #[test]
    fn what_is_no_range_of_durations_is_none() {
        for text in ["", "..", "-5", "5..1", "NaN", "inf", "1e3", "4:05", "..-1", "1.2.3"] {
            assert_eq!(durations_ms(text), None, "{text}");
        }
    }
}
