//! What a text says of a field, however people and programs write it: `3/12`, `1997-09-15`, `1,234`, `3:45`. Tags and
//! tables are read by the same rules.

use std::borrow::Cow;

/// What a number of a duration counts where the text doesn't say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    Seconds,
}

/// What a comma within a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comma {
    /// `1,234` is a thousand and more, `3,5` three and a half.
    #[default]
    Either,
    /// `1,234` is a little more than one, as it is in tables whose cells stand between semicolons.
    Decimal,
}

/// Thousands stand between these, as well as between commas and full stops.
const GROUP_MARKS: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\''];

/// A text as a database and a terminal can hold it: control characters are spaces, but for line breaks and tabs.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Of what is not ASCII, control characters begin with this byte, and few other letters do.
    if !text.bytes().any(|byte| byte.is_ascii_control() || byte == 0xc2) {
        return Cow::Borrowed(text);
    }
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    match text.contains(is_bad) {
        true => Cow::Owned(text.replace("\r\n", "\n").replace(is_bad, " ")),
        false => Cow::Borrowed(text),
    }
}

/// The first year of a date: `1994`, `1994-05-03`, `03.05.1994`, `19940503`; else whatever number it is.
pub(super) fn year(text: &str, is_year: impl Fn(i64) -> bool) -> Option<i64> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| matches!(run.len(), 4 | 6 | 8 | 14));
    let year = runs.filter_map(|run| run[..4].parse().ok()).find(|year| is_year(*year));
    year.or_else(|| whole(text))
}

/// What was read of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// As ISO 8601 writes a year, a month or a day.
    pub iso: String,
    /// Whether the text says no more of the date than this.
    pub is_all: bool,
}

/// The years that a date may have: 0000 is none.
const YEARS: std::ops::RangeInclusive<i64> = 1_000..=9_999;

/// A date as far as it is one: `1997`, `1997-09-22`, `1997/9/22`, `19970922`, `22.09.1997`, with a time or without;
/// `1997-00-00` is a year. Of `09/22/97` and the like nobody knows which is the month: the year alone counts.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, rest) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    if let Some(iso) = numeric_date(day.trim_end_matches(['Z', '-', '/', '.'])) {
        let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' ');
        return Some(Date { iso, is_all: rest.is_empty() || rest.contains(':') && rest.chars().all(is_time) });
    }
    let year = year(text, |year| YEARS.contains(&year)).filter(|year| YEARS.contains(year))?;
    Some(Date { iso: year.to_string(), is_all: whole(text).is_some() })
}

fn numeric_date(text: &str) -> Option<String> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = match text.len() {
        6 if is_digits(text) => vec![&text[..4], &text[4..]],
        8 | 14 if is_digits(text) => vec![&text[..4], &text[4..6], &text[6..8]],
        _ => {
            let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
            let is_day_first = text.split('.').nth(2).is_some_and(|year| year.len() == 4);
            if is_day_first { parts.into_iter().rev().collect() } else { parts }
        }
    };
    if parts.len() > 3 || !parts.iter().all(|part| is_digits(part)) || parts[0].len() != 4 {
        return None;
    }
    let numbers: Vec<i64> = parts.iter().map(|part| part.parse()).collect::<Result<_, _>>().ok()?;
    let at = |place: usize| numbers.get(place).copied().unwrap_or(0);
    let (year, month, day) = (at(0), at(1), at(2));
    if !YEARS.contains(&year) || month > 12 || day > 31 {
        return None;
    }
    Some(match (month, day) {
        (0, _) => format!("{year}"),
        (month, 0) => format!("{year}-{month:02}"),
        (month, day) => format!("{year}-{month:02}-{day:02}"),
    })
}

/// Whether something holds, as people, programs and databases write it.
pub(super) fn truth(text: &str) -> Option<bool> {
    match &text.trim().to_ascii_lowercase()[..] {
        "1" | "true" | "t" | "yes" | "y" => Some(true),
        "0" | "false" | "f" | "no" | "n" => Some(false),
        _ => None,
    }
}

/// How many there are, behind the place of a track or a disc.
pub fn total(text: &str) -> Option<i64> {
    whole(text.split_once('/').or_else(|| text.split_once(" of "))?.1)
}

/// The place of a track or a disc, with or without how many there are: `3`, `03`, `3/12`, `3 of 12`.
pub(super) fn place(text: &str) -> Option<i64> {
    let place = text.split_once('/').or_else(|| text.split_once(" of ")).map_or(text, |(place, _)| place);
    whole(place)
}

/// A whole number, also where a spreadsheet has made it `1997.0` or `1,997`.
pub(super) fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let is_zeros = |zeros: &str| zeros.bytes().all(|digit| digit == b'0');
    let digits = text.split_once('.').filter(|(_, zeros)| is_zeros(zeros)).map_or(text, |(digits, _)| digits);
    digits.parse().ok().or_else(|| ungrouped(digits, &[',', '.'])?.parse().ok())
}

/// A number with a full stop or a comma before its decimals, and thousands in groups or not.
pub(super) fn number(text: &str, comma: Comma) -> Option<f64> {
    let text = text.trim();
    let number = text.parse().ok().or_else(|| marked_number(text, comma));
    number.filter(|number: &f64| number.is_finite())
}

/// A number of which it must be found out which mark is the decimal one.
fn marked_number(text: &str, comma: Comma) -> Option<f64> {
    let (point, other) = match (text.rfind(','), text.rfind('.')) {
        (Some(at), stop) if stop.is_none_or(|stop| stop < at) => (at, '.'),
        (_, Some(at)) => (at, ','),
        (_, None) => return ungrouped(text, &[])?.parse().ok(),
    };
    let (digits, decimals) = (&text[..point], &text[point + 1..]);
    let is_all_digits = !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let as_decimals = || match (is_all_digits, ungrouped(digits, &[other])) {
        (true, Some(digits)) => format!("{digits}.{decimals}").parse().ok(),
        _ => None,
    };
    let as_thousands = || ungrouped(text, &[',', '.'])?.parse().ok();
    let is_comma = text[point..].starts_with(',');
    if is_comma && comma == Comma::Either {
        as_thousands().or_else(as_decimals)
    } else {
        as_decimals().or_else(as_thousands)
    }
}

/// The digits of a number, which may stand in groups of three between marks of one kind.
fn ungrouped(text: &str, marks: &[char]) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let is_mark = |c: char| marks.contains(&c) || GROUP_MARKS.contains(&c);
    let Some(mark) = digits.chars().find(|c| is_mark(*c)) else {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        return is_number.then(|| format!("{sign}{digits}"));
    };
    let mut groups = digits.split(mark);
    let first = groups.next().unwrap_or_default();
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let begins = (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0');
    let is_grouped = begins && groups.all(|group| group.len() == 3 && is_digits(group));
    is_grouped.then(|| format!("{sign}{}", digits.replace(mark, "")))
}

/// A duration in milliseconds: `3:45`, `1:02:03.5`, `225 s`, `225000 ms`, or a number of `unit`s.
pub fn duration_ms(text: &str, unit: Unit, comma: Comma) -> Option<i64> {
    let text = text.trim();
    if let (Unit::Milliseconds, Ok(ms)) = (unit, text.parse()) {
        return Some(ms);
    }
    if let Some((before, seconds)) = text.rsplit_once(':') {
        return clock_ms(before, seconds);
    }
    let bare = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (text, unit) = match &text[bare.len()..].to_ascii_lowercase()[..] {
        "ms" => (bare.trim(), Unit::Milliseconds),
        "s" | "sec" | "secs" | "seconds" => (bare, Unit::Seconds),
        _ => (text, unit),
    };
    let number = match unit {
        Unit::Seconds => number(text, comma)? * 1000.0,
        // Nobody writes parts of a millisecond: where a comma is decimal, 225.000 of them are as many thousand.
        Unit::Milliseconds => {
            let marks: &[char] = if comma == Comma::Decimal { &[',', '.'] } else { &[','] };
            ungrouped(text, marks).and_then(|digits| digits.parse().ok()).or_else(|| number(text, comma))?
        }
    };
    Some(number.round() as i64)
}

/// What a clock shows: minutes, or hours and minutes, before the seconds.
fn clock_ms(before: &str, seconds: &str) -> Option<i64> {
    let is_number = |part: &str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = seconds.replace(',', ".");
    let (whole, decimals) = seconds.split_once('.').unwrap_or((&seconds, "0"));
    let (hours, minutes) = before.split_once(':').unwrap_or(("0", before));
    if ![hours, minutes, whole].into_iter().all(is_number) || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes, seconds): (i64, i64, f64) =
        (hours.parse().ok()?, minutes.parse().ok()?, seconds.parse().ok()?);
    let fits = seconds < 60.0 && (minutes < 60 || !before.contains(':'));
    fits.then(|| (hours * 60 + minutes) * 60_000 + (seconds * 1000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_dates() {
        for (text, expected) in [
            ("1994", Some(1994)),
            ("1994-05-03", Some(1994)),
            ("1994-00-00", Some(1994)),
            ("03.05.1994", Some(1994)),
            ("19940503", Some(1994)),
            ("1994-05-03T10:00:00Z", Some(1994)),
            ("℗ 1994", Some(1994)),
            ("1994.0", Some(1994)),
            ("1,994", Some(1994)),
            ("0000", Some(0)),
            ("0000-00-00", None),
            ("94", Some(94)),
            ("99999", Some(99_999)),
            ("1063584000", Some(1_063_584_000)),
            ("soon", None),
        ] {
            assert_eq!(year(text, |year| (1000..=2100).contains(&year)), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_far_as_they_are_sure() {
        for (text, iso, is_all) in [
            ("1997", "1997", true),
            ("1997-09", "1997-09", true),
            ("1997-09-22", "1997-09-22", true),
            (" 1997/9/2 ", "1997-09-02", true),
            ("1997-09-22T10:00:00Z", "1997-09-22", true),
            ("1997-09-22 10:00", "1997-09-22", true),
            ("19970922", "1997-09-22", true),
            ("199709", "1997-09", true),
            ("22.09.1997", "1997-09-22", true),
            ("22.9.1997", "1997-09-22", true),
            ("1997-00-00", "1997", true),
            ("1997-09-00", "1997-09", true),
            ("1997.0", "1997", true),
            ("1,997", "1997", true),
            ("09/22/1997", "1997", false),
            ("1997-13-01", "1997", false),
            ("℗ 1997", "1997", false),
            ("1997 or 1998", "1997", false),
            ("Sep 22, 1997", "1997", false),
        ] {
            assert_eq!(date(text), Some(Date { iso: iso.to_owned(), is_all }), "{text}");
        }
        for text in ["", "soon", "0000", "0000-00-00", "97", "09/22/97", "1063584000", "-"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn truth_is_written_in_many_ways() {
        assert_eq!(["1", "True", "YES", "t"].map(truth), [Some(true); 4]);
        assert_eq!(["0", "false", "n"].map(truth), [Some(false); 3]);
        assert_eq!(["", "2", "maybe"].map(truth), [None; 3]);
    }

    #[test]
    fn places_are_read_with_or_without_how_many_there_are() {
        for (text, expected) in [
            ("3", Some(3)),
            ("03", Some(3)),
            ("3/12", Some(3)),
            (" 3 / 12 ", Some(3)),
            ("3 of 12", Some(3)),
            ("3.0", Some(3)),
            ("1,234", Some(1234)),
            ("A1", None),
            ("/12", None),
            ("3.5", None),
        ] {
            assert_eq!(place(text), expected, "{text}");
        }
        assert_eq!(["3/12", "3 of 12", "3", "3/"].map(total), [Some(12), Some(12), None, None]);
    }

    #[test]
    fn commas_are_decimal_or_between_thousands() {
        let cases = [
            ("3,5", 3.5, 3.5),
            ("120.5", 120.5, 120.5),
            ("1,234", 1234.0, 1.234),
            ("0,123", 0.123, 0.123),
            ("1,234.5", 1234.5, 1234.5),
            ("1.234,5", 1234.5, 1234.5),
            ("1,234,567", 1_234_567.0, 1_234_567.0),
            ("1.234.567", 1_234_567.0, 1_234_567.0),
            ("1 234,5", 1234.5, 1234.5),
            ("1\u{a0}234", 1234.0, 1234.0),
            ("1'234.5", 1234.5, 1234.5),
            ("-1,5", -1.5, -1.5),
            ("1e3", 1000.0, 1000.0),
        ];
        for (text, either, decimal) in cases {
            assert_eq!(number(text, Comma::Either), Some(either), "{text}");
            assert_eq!(number(text, Comma::Decimal), Some(decimal), "{text}");
        }
        for text in ["", "-", ",", "1,2,3", "12,34.5,6", "nan", "inf", "1 2", "fast", "12,", ",,5"] {
            assert_eq!(number(text, Comma::Either), None, "{text}");
        }
    }

    #[test]
    fn durations_are_read_as_clocks_show_them_or_in_their_unit() {
        let read = |text: &str, unit| duration_ms(text, unit, Comma::Either);
        for (text, ms) in [
            ("3:45", 225_000),
            ("03:45", 225_000),
            ("0:03:45", 225_000),
            ("1:02:03.5", 3_723_500),
            ("75:20", 4_520_000),
            ("3:45,25", 225_250),
            ("225 s", 225_000),
            ("225000ms", 225_000),
        ] {
            assert_eq!((read(text, Unit::Seconds), read(text, Unit::Milliseconds)), (Some(ms), Some(ms)), "{text}");
        }
        assert_eq!((read("225", Unit::Seconds), read("225", Unit::Milliseconds)), (Some(225_000), Some(225)));
        assert_eq!(
            (read("225.5", Unit::Seconds), read("225000.0", Unit::Milliseconds)),
            (Some(225_500), Some(225_000))
        );
        assert_eq!((read("225,5", Unit::Seconds), read("225,000", Unit::Milliseconds)), (Some(225_500), Some(225_000)));
        assert_eq!(duration_ms("225.000", Unit::Milliseconds, Comma::Decimal), Some(225_000));
        assert_eq!(duration_ms("225,123", Unit::Seconds, Comma::Decimal), Some(225_123));
        for text in ["", ":", "3:75", "3:", ":45", "1:75:00", "-3:45", "1:2:3:4", "three", "nan", "3:+5"] {
            assert_eq!(read(text, Unit::Seconds), None, "{text}");
        }
    }

    #[test]
    fn control_characters_part_words_and_line_breaks_stay() {
        assert_eq!(clean("a\u{1}b\0c\u{85}d\te\r\nf\rg"), "a b c d\te\nf g");
        assert_eq!(clean("Jóga"), "Jóga");
    }
}
