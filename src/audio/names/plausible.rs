//! What can be the name of an artist, an album or a title, and what is only the name of some folder or file.

use super::generic::is_generic;
use crate::text::fold;

/// Whoever has no single name for all artists of an album writes one of these.
const VARIOUS: [&str; 7] = ["va", "v a", "various", "various artists", "various artist", "diverse", "verschiedene"];
/// Words that count parts of something: `Chapter 3` is no artist.
const COUNTED: [&str; 29] = [
    "chapter", "chap", "episode", "ep", "part", "pt", "track", "disc", "disk", "cd", "side", "lecture", "lesson",
    "unit", "day", "week", "vol", "volume", "take", "session", "act", "scene", "movement", "kapitel", "folge", "teil",
    "no", "book", "season",
];
/// Words by which works are called, and movements of works.
const WORKS: [&str; 12] =
    ["symphony", "concerto", "sonata", "op", "opus", "bwv", "kv", "quartet", "suite", "etude", "nocturne", "prelude"];
/// A text of these words says which version of something it is, and one that ends with one of the first few.
const VERSIONS: [&str; 31] = [
    "remix",
    "remaster",
    "remastered",
    "version",
    "edit",
    "demo",
    "live",
    "acoustic",
    "instrumental",
    "mix",
    "bonus",
    "track",
    "single",
    "radio",
    "original",
    "extended",
    "mono",
    "stereo",
    "deluxe",
    "edition",
    "expanded",
    "anniversary",
    "recording",
    "vol",
    "volume",
    "pt",
    "part",
    "disc",
    "cd",
    "club",
    "take",
];
const LAST_OF_VERSIONS: usize = 6;
/// Names of persons and bands are shorter, in letters.
const LONGEST_ARTIST: usize = 80;

/// Whether an album's artist is written so that it stands for several.
pub fn is_various(name: &str) -> bool {
    VARIOUS.contains(&fold(name).spaced().as_str())
}

pub fn is_artist(name: &str) -> bool {
    let words = fold(name);
    let first = words.iter().next().unwrap_or_default();
    let has_number = words.iter().skip(1).any(is_number);
    let is_counted = has_number && (COUNTED.contains(&first) || words.iter().any(|word| WORKS.contains(&word)));
    // `Series 05`, `Show 1999-05-02`
    let is_listed = words.iter().skip(1).any(|word| is_number(word) && word.len() > 1 && word.starts_with('0'));
    let is_title = name.rsplit_once(['(', '[']).is_some_and(|(_, inside)| is_version(inside));
    is_name(name) && !(is_counted || is_listed || is_title) && name.chars().count() <= LONGEST_ARTIST
}

pub fn is_album(name: &str) -> bool {
    // Those that are a year are told from folders of years by another one beside it.
    is_number(name) || (is_name(name) && !is_edition(name))
}

pub fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

pub fn is_title(name: &str) -> bool {
    let is_short_number = name.len() < 3 && is_number(name);
    name.contains(char::is_alphanumeric) && !is_short_number && !is_code(name) && !is_date(name)
}

/// Whether a text only says which version of something it is: `Remastered 2011`, `Someone Remix`, `Live at Home`.
pub fn is_version(text: &str) -> bool {
    // `Title (Someone Remix)` is more than a version.
    let words = fold(text.split(['(', '[']).next().unwrap_or_default());
    let (first, second, last) = (words.iter().next(), words.iter().nth(1), words.iter().last());
    let is_live = first == Some("live") && second.is_some_and(|word| ["at", "from", "in", "on"].contains(&word));
    let ends_so = last.is_some_and(|word| VERSIONS[..LAST_OF_VERSIONS].contains(&word));
    is_live || ends_so || is_edition(text)
}

/// Whether no word of a text could be an album's.
fn is_edition(text: &str) -> bool {
    let words = fold(text);
    words.iter().any(|word| VERSIONS.contains(&word))
        && words.iter().all(|word| VERSIONS.contains(&word) || is_number(word))
}

/// Whether it begins as names do, and those of programs' folders don't.
pub fn is_cased(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_lowercase() || (c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '\'')))
}

/// `Kick 01`: one of many sounds.
pub fn is_numbered_sound(name: &str) -> bool {
    let rest = name.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < name.len() && rest.ends_with([' ', '-', '.', '#']) && name.len() - rest.len() <= 3
}

fn is_name(name: &str) -> bool {
    let folded = fold(name).spaced();
    let is_short_code = name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.contains(char::is_alphabetic)
        && !name.starts_with('.')
        && !name.ends_with(':')
        && !is_generic(&folded)
        && !is_code(name)
        && !is_short_code
}

/// Hashes, ids, and other texts that no one reads: of hexadecimal digits, or of letters and digits in turn.
fn is_code(text: &str) -> bool {
    let is_hexadecimal = |c: char| c.is_ascii_hexdigit() || c == '-';
    let has_digits = text.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let is_one_word =
        text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'='));
    let turns = text.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let has_letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    has_digits && has_letters && ((text.len() >= 6 && text.chars().all(is_hexadecimal)) || (is_one_word && turns >= 6))
}

/// `2004-05-06`
fn is_date(text: &str) -> bool {
    text.bytes().filter(|byte| matches!(byte, b'-' | b'.' | b' ')).count() >= 2
        && !text.contains(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.' | ' ' | ':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_written_as_names_fold() {
        for name in VARIOUS.iter().chain(&COUNTED).chain(&WORKS).chain(&VERSIONS) {
            assert_eq!(fold(name).spaced(), *name);
        }
    }

    #[test]
    fn folders_for_anything_are_no_names() {
        for name in [
            "Music",
            "MP3",
            "New Folder",
            "iTunes",
            "Unknown Artist",
            "R&B",
            "tmp",
            "3f",
            "ab",
            "3f2a9c",
            "C:",
            "2004",
            "2004-05-06",
            ".cache",
            "123e4567-e89b-12d3-a456-426614174000",
            "Chapter 3",
            "Series 05",
            "Show 1999-05-02",
            "Symphony No. 5",
            "a1b2c3d4e5f6g7h8",
        ] {
            assert!(!is_artist(name), "{name}");
        }
        for name in
            ["Blink-182", "日本語", "U2", "Ё", "AC_DC", "The Music", "Decade", "Day & Night", "deadmau5", "Part Time"]
        {
            assert!(is_artist(name), "{name}");
        }
        assert!(is_numbered_sound("Kick 01") && !is_numbered_sound("1979") && !is_numbered_sound("In 1979"));
        assert!(
            is_title("1979") && !is_title("22") && !is_title("2004-05-06") && is_title("Facade") && !is_title("3f2a9c")
        );
    }
}
