//! Words that are a year or a decade.

/// The years that a word says: `1985`, `1980s`, `80s`.
pub fn years(word: &str) -> Option<std::ops::RangeInclusive<i64>> {
    let (digits, is_decade) = match word.strip_suffix('s') {
        Some(digits) => (digits, true),
        None => (word, false),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match (digits.len(), digits.parse::<i64>().ok()?, is_decade) {
        (4, year @ 1900..2100, false) => Some(year..=year),
        (4, year @ 1900..2100, true) if year % 10 == 0 => Some(year..=year + 9),
        (2, year, true) if year % 10 == 0 => {
            let century = if year >= 30 { 1900 } else { 2000 };
            Some(century + year..=century + year + 9)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_decades_are_told_from_other_numbers() {
        assert_eq!(years("1985"), Some(1985..=1985));
        assert_eq!(years("80s"), Some(1980..=1989));
        assert_eq!(years("1990s"), Some(1990..=1999));
        assert_eq!(years("00s"), Some(2000..=2009));
        for other in ["182", "3005", "85s", "s", "", "1984x"] {
            assert_eq!(years(other), None, "{other}");
        }
    }
}
