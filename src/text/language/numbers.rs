//! Numbers in words, in digits and in Roman numerals are one thing, and so are their ordinals, nearly.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::VariantKind;

/// By language; what follows is worked out from them.
pub const FILES: &[&str] = &[
    include_str!("numbers/en.txt"),
    include_str!("numbers/de.txt"),
    include_str!("numbers/es.txt"),
    include_str!("numbers/fr.txt"),
    include_str!("numbers/it.txt"),
    include_str!("numbers/pt.txt"),
];

/// A number as words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number {
    value: u32,
    is_ordinal: bool,
}

/// All tables together.
#[derive(Default)]
struct Numbers {
    /// From words, joined by spaces.
    values: FxHashMap<String, Number>,
    /// The words of each number, by language, cardinals before ordinals.
    words: FxHashMap<u32, Vec<(usize, String, bool)>>,
    /// Words that the number before them is multiplied by.
    multipliers: FxHashMap<String, u32>,
    /// Words that begin a number of several.
    beginnings: FxHashMap<String, usize>,
}

static NUMBERS: LazyLock<Numbers> = LazyLock::new(|| {
    let mut numbers = Numbers::default();
    FILES.iter().enumerate().for_each(|(language, text)| numbers.read(language, text));
    numbers
});

impl Numbers {
    fn read(&mut self, language: usize, text: &str) {
        let mut own: FxHashMap<u32, Vec<String>> = FxHashMap::default();
        let lines = || text.lines().filter(|line| !line.starts_with('#'));
        for line in lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
            let (cardinals, ordinals) = line.split_once('|').unwrap_or((line, ""));
            let mut words = cardinals.split_whitespace().map(|word| word.replace('_', " "));
            let Some(value) = words.next().and_then(|digits| digits.parse().ok()) else { continue };
            for word in words {
                own.entry(value).or_default().push(word.clone());
                self.add(language, value, word, false);
            }
            for word in ordinals.split_whitespace() {
                self.add(language, value, word.replace('_', " "), true);
            }
        }
        for word in lines().filter_map(|line| line.strip_prefix("multiply ")).flat_map(str::split_whitespace) {
            self.multipliers.extend(self.values.get(word).map(|number| (word.to_owned(), number.value)));
        }
        for pattern in lines().filter_map(|line| line.strip_prefix("compound ")) {
            for value in (21..100).filter(|value| value % 10 > 0 && !own.contains_key(value)) {
                for tens in own.get(&(value / 10 * 10)).into_iter().flatten() {
                    for unit in own.get(&(value % 10)).into_iter().flatten() {
                        let word = pattern.replace("{tens}", tens).replace("{unit}", unit).replace('_', " ");
                        self.add(language, value, word, false);
                    }
                }
            }
        }
    }

    fn add(&mut self, language: usize, value: u32, words: String, is_ordinal: bool) {
        let count = words.split(' ').count();
        if count > 1 {
            let first = words.split(' ').next().unwrap_or_default().to_owned();
            let longest = self.beginnings.entry(first).or_default();
            *longest = count.max(*longest);
        }
        // The first language that says so: a word that is two numbers in two languages is the first of them.
        self.values.entry(words.clone()).or_insert(Number { value, is_ordinal });
        self.words.entry(value).or_default().push((language, words, is_ordinal));
    }

    /// The number that some words are, as many as can be; and how many they are.
    fn longest(&self, words: &[&str]) -> Option<(usize, Number)> {
        let first = *words.first()?;
        let most = self.beginnings.get(first).copied().unwrap_or(1).min(words.len());
        (2..=most)
            .rev()
            .find_map(|count| Some((count, *self.values.get(&words[..count].join(" "))?)))
            .or_else(|| Some((1, *self.values.get(first)?)))
    }
}

/// What a run of words says as one number: `twenty one` is 21, `one eighty two` 182, `nineteen ninety nine` 1999.
fn value(words: &[&str]) -> Option<(usize, Number)> {
    let (count, first) = NUMBERS.longest(words)?;
    // `five hundred`, `two thousand and one`.
    if let Some(&unit) = words.get(count).and_then(|word| NUMBERS.multipliers.get(*word))
        && (1..unit).contains(&first.value)
    {
        let (at, value) = (count + 1, first.value * unit);
        let skipped = usize::from(words.get(at) == Some(&"and"));
        let rest = words.get(at + skipped..).and_then(|rest| NUMBERS.longest(rest));
        let (more, rest) =
            rest.filter(|(_, rest)| rest.value < unit).map_or((0, 0), |(n, rest)| (n + skipped, rest.value));
        return Some((at + more, Number { value: value + rest, is_ordinal: false }));
    }
    if let Some((more, Number { value: second @ 10..100, .. })) = NUMBERS.longest(&words[count..])
        && (1..100).contains(&first.value)
        && !first.is_ordinal
    {
        return Some((count + more, Number { value: first.value * 100 + second, is_ordinal: false }));
    }
    Some((count, first))
}

/// The number of digits, perhaps with the ending of an ordinal: `5`, `5th`.
fn digits(word: &str) -> Option<Number> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (digits, ending) = word.split_at(end);
    let is_ordinal = matches!(ending, "st" | "nd" | "rd" | "th");
    // A leading zero means something else.
    let is_number = (1..=7).contains(&end) && (ending.is_empty() || is_ordinal) && (end == 1 || !word.starts_with('0'));
    is_number.then(|| Some(Number { value: digits.parse().ok()?, is_ordinal }))?
}

/// The letters of `xxxviii`.
const MOST_ROMAN: usize = 7;

/// Roman numerals from 2 to 39 of two letters and more: shorter ones are mostly letters.
fn roman(word: &str) -> Option<u32> {
    let may_be = (2..=MOST_ROMAN).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    may_be.then(|| (2..40).find(|&value| in_roman(value) == word))?
}

fn in_roman(value: u32) -> String {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    format!("{}{}", "x".repeat(value as usize / 10), UNITS[value as usize % 10])
}

/// The ending of an English ordinal.
fn ending(value: u32) -> &'static str {
    match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// Reports the other ways to write the number that the words begin with.
pub fn variants(words: &[&str], add: &mut impl FnMut(usize, &str, VariantKind)) {
    let Some(&first) = words.first() else { return };
    let kind = |is_ordinal: bool| if is_ordinal { VariantKind::Ordinal } else { VariantKind::Number };
    if let Some(Number { value, is_ordinal }) =
        digits(first).or_else(|| Some(Number { value: roman(first)?, is_ordinal: false }))
    {
        for (_, word, is_other) in NUMBERS.words.get(&value).into_iter().flatten() {
            add(1, word, kind(is_ordinal != *is_other));
        }
        numerals(value, is_ordinal, first, 1, add);
        return;
    }
    if !NUMBERS.values.contains_key(first) && !NUMBERS.beginnings.contains_key(first) {
        return;
    }
    // Every number that begins here, from the shortest on: `one` may be one, and `one eighty two` 182.
    let mut reported = 0;
    for most in 1..=words.len() {
        let Some((count, Number { value, is_ordinal })) = value(&words[..most]).filter(|(count, _)| *count > reported)
        else {
            continue;
        };
        reported = count;
        numerals(value, is_ordinal, first, count, add);
        if count == 1 {
            let language =
                NUMBERS.words[&value].iter().find(|(_, word, _)| word == first).map(|(language, ..)| *language);
            for (other, word, is_other) in &NUMBERS.words[&value] {
                if word != first && Some(*other) == language {
                    add(1, word, kind(is_ordinal != *is_other));
                }
            }
        }
    }
}

/// Reports a number in digits and in Roman numerals.
fn numerals(value: u32, is_ordinal: bool, typed: &str, count: usize, add: &mut impl FnMut(usize, &str, VariantKind)) {
    let kind = |is_other: bool| if is_ordinal == is_other { VariantKind::Number } else { VariantKind::Ordinal };
    let plain = value.to_string();
    if plain != typed {
        add(count, &plain, kind(false));
    }
    let ordinal = format!("{value}{}", ending(value));
    if ordinal != typed && value < 1_000 {
        add(count, &ordinal, kind(true));
    }
    if (2..40).contains(&value) && !matches!(value, 5 | 10) {
        let roman = in_roman(value);
        if roman != typed {
            add(count, &roman, kind(false));
        }
    }
}

/// The number that the words begin with, in digits, and how many they are.
pub fn canonical(words: &[&str]) -> Option<(usize, String)> {
    let first = *words.first()?;
    if let Some(number) = digits(first) {
        return Some((1, number.value.to_string()));
    }
    if let Some(value) = roman(first) {
        return Some((1, value.to_string()));
    }
    let (count, number) = value(words)?;
    Some((count, number.value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_as_folding_leaves_it() {
        for words in NUMBERS.values.keys() {
            assert_eq!(&crate::text::fold(words).spaced(), words);
        }
    }

    #[test]
    fn numerals_are_read_as_they_are_written() {
        assert_eq!((roman("iv"), roman("xxxix"), roman("x"), roman("iiii")), (Some(4), Some(39), None, None));
        assert_eq!(digits("007"), None);
        assert_eq!(digits("5th"), Some(Number { value: 5, is_ordinal: true }));
        assert_eq!(digits("5x"), None);
    }
}
