//! Tempo and key, as makers of loops put them into names: `Loop_128bpm_Am`, `SC_Drums_120_Cmin`, `Title (128 BPM)`.

use super::noise;
use crate::track::Value;

/// What a name says beside the names in it.
#[derive(Debug, Default, PartialEq)]
pub struct Groove {
    pub bpm: Option<Value>,
    pub key: Option<String>,
    /// It is the name of a loop, and not that of a song with its tempo behind it.
    pub is_bare: bool,
}

const SLOWEST: i64 = 40;
const FASTEST: i64 = 260;
/// Numbers that say nothing of a tempo, but for what stands beside them.
const LIKELY: std::ops::RangeInclusive<i64> = 60..=200;
const MOST_WORDS: usize = 32;

/// A key as one or two words of a name say it.
struct Key {
    name: String,
    /// `Cmin`, `F#`, `A minor`; `Am` alone may be a word.
    is_plain: bool,
}

/// Reads tempo and key, and takes them off where they stand apart: in brackets, or behind the last dash.
pub fn take(name: &str) -> (&str, Groove) {
    let apart = |inside: &str| {
        let (groove, count) = read(inside);
        (groove.bpm.is_some() && count == words(inside).len()).then_some(groove)
    };
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((rest, inside)) = noise::last_group(name, open, close).filter(|(rest, _)| !rest.is_empty())
            && let Some(groove) = apart(inside)
        {
            return (rest, groove);
        }
    }
    let (rest, groove) = match name.rsplit_once(" - ").and_then(|(rest, inside)| Some((rest, apart(inside)?))) {
        Some((rest, groove)) => (rest, groove),
        None => (name, read(name).0),
    };
    let is_bare = groove.bpm.is_some() && !rest.contains(" - ") && !rest.contains("_-_");
    (rest, Groove { is_bare, ..groove })
}

/// The tempo and the key in a text, and how many of its words they are.
fn read(text: &str) -> (Groove, usize) {
    let words = words(text);
    let key = words.iter().enumerate().find_map(|(i, word)| key(word, words.get(i + 1).copied()));
    let said = said_bpm(&words);
    let is_loop = words.iter().any(|word| word.to_ascii_lowercase().contains("loop"));
    let bpm = said.map(|(bpm, _)| bpm).or_else(|| {
        let is_likely = is_loop || key.as_ref().is_some_and(|(key, _)| key.is_plain);
        let mut numbers = words.iter().filter_map(|word| word.parse().ok()).filter(|number| LIKELY.contains(number));
        // Of two, either may be it.
        numbers.next().filter(|_| is_likely && numbers.next().is_none())
    });
    let key = key.filter(|(key, _)| bpm.is_some() || (is_loop && key.is_plain));
    let count = said.map_or(0, |(_, count)| count) + key.as_ref().map_or(0, |(_, count)| *count);
    let groove =
        Groove { bpm: bpm.map(|bpm| Value::Number(bpm as f64)), key: key.map(|(key, _)| key.name), is_bare: false };
    (groove, count)
}

fn words(text: &str) -> Vec<&str> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '(' | ')' | '[' | ']' | '.' | ',');
    text.split(is_between).filter(|word| !word.is_empty()).take(MOST_WORDS).collect()
}

/// `128bpm`, `128 BPM`, `bpm128`, `BPM 128`: the tempo, and how many words say it.
fn said_bpm(words: &[&str]) -> Option<(i64, usize)> {
    let tempo = |text: &str| text.parse().ok().filter(|bpm| (SLOWEST..=FASTEST).contains(bpm));
    words.iter().enumerate().find_map(|(i, word)| {
        let word = word.to_ascii_lowercase();
        if word == "bpm" {
            let before = i.checked_sub(1).and_then(|before| tempo(words[before]));
            return before.or_else(|| tempo(words.get(i + 1)?)).map(|bpm| (bpm, 2));
        }
        word.strip_suffix("bpm").or_else(|| word.strip_prefix("bpm")).and_then(tempo).map(|bpm| (bpm, 1))
    })
}

/// The key that a word says, or a word and the next, and how many they are.
fn key(word: &str, next: Option<&str>) -> Option<(Key, usize)> {
    let mut letters = word.chars();
    let note = letters.next().filter(|note| matches!(note, 'A'..='G'))?;
    let rest = letters.as_str();
    let sign = match rest.chars().next() {
        Some('#' | '♯') => "#",
        Some('b' | '♭') => "b",
        _ => "",
    };
    let mode = if sign.is_empty() { rest } else { rest.get(rest.chars().next()?.len_utf8()..)? };
    let mode_of = |mode: &str| match mode.to_ascii_lowercase().as_str() {
        "min" | "minor" => Some("m"),
        "maj" | "major" => Some(""),
        _ => None,
    };
    let found = |mode: &str, is_plain| Key { name: format!("{note}{sign}{mode}"), is_plain };
    match (mode, next.and_then(mode_of)) {
        ("", Some(mode)) => Some((found(mode, true), 2)),
        ("", None) => (sign == "#").then(|| (found("", true), 1)),
        ("m", _) => Some((found("m", !sign.is_empty()), 1)),
        _ => mode_of(mode).map(|mode| (found(mode, true), 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_say_their_tempo_and_key() {
        for (name, bpm, key) in [
            ("Loop_128bpm_Am", Some(128.0), Some("Am")),
            ("SC_Drums_120_Cmin", Some(120.0), Some("Cm")),
            ("Pad 90 BPM F# minor", Some(90.0), Some("F#m")),
            ("bpm174_Break", Some(174.0), None),
            ("Lead_Bbmaj_140", Some(140.0), Some("Bb")),
            ("DrumLoop 100", Some(100.0), None),
            ("Guitar_Loop_Ebm", None, Some("Ebm")),
            ("Bass A minor 124bpm", Some(124.0), Some("Am")),
            ("I Am 100", None, None),
            ("Kick 100", None, None),
            ("Loop 90 120", None, None),
            ("Big Bpm", None, None),
            ("Fast 999bpm", None, None),
            ("A Minor Thing", None, None),
            ("Bébé", None, None),
        ] {
            let (rest, groove) = take(name);
            let expected = Groove { bpm: bpm.map(Value::Number), key: key.map(str::to_owned), is_bare: bpm.is_some() };
            assert_eq!((rest, groove), (name, expected));
        }
    }

    #[test]
    fn a_song_s_tempo_is_taken_off_its_title() {
        let groove =
            |key: Option<&str>| Groove { bpm: Some(Value::Number(128.0)), key: key.map(str::to_owned), is_bare: false };
        assert_eq!(take("Foo - Bar (128 BPM)"), ("Foo - Bar", groove(None)));
        assert_eq!(take("Foo - Bar - 128 BPM"), ("Foo - Bar", groove(None)));
        assert_eq!(take("foo_01 - 128 BPM"), ("foo_01", Groove { is_bare: true, ..groove(None) }));
        assert_eq!(take("Foo - Bar [Am, 128bpm]"), ("Foo - Bar", groove(Some("Am"))));
        assert_eq!(take("Foo - Bar (My 128bpm Mix)"), ("Foo - Bar (My 128bpm Mix)", groove(None)));
    }
}
