//! Names made comparable: letters composed, underscores as spaces, dashes as ` - `.

use unicode_normalization::UnicodeNormalization;

use super::{place, scene};
use crate::track::reading;

const DASH: &str = " - ";
/// Spaces and brackets between an album's name and the number of its disc: ` (Disc 2`.
const MOST_MARKS: usize = 3;

/// The name of a file, without its extension.
pub fn file(name: &str) -> String {
    spaced(&scene::file(name).unwrap_or_else(|| name.to_owned()))
}

/// The name of a folder, and which disc it says it is; empty if it says nothing else.
pub fn folder(name: &str) -> (String, Option<i64>) {
    let name = spaced(&scene::folder(name).unwrap_or_else(|| name.to_owned()));
    match disc(&name) {
        // The side of a record.
        _ if name.len() == "Side A".len() && name.to_ascii_lowercase().starts_with("side ") => (String::new(), None),
        Some((rest, disc)) => (rest.to_owned(), Some(disc)),
        None => (name, None),
    }
}

/// What stands between the placeholders of a pattern, as names have it.
pub fn separators(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars().map(plain) {
        if !(c == ' ' && spaced.ends_with(' ')) {
            spaced.push(c);
        }
    }
    spaced
}

fn plain(c: char) -> char {
    match c {
        '_' => ' ',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn spaced(name: &str) -> String {
    let name: String = reading::clean(name).nfc().collect();
    // Dots stand for spaces where they do around dashes.
    let name = if name.contains(".-.") { name.replace('.', " ") } else { name };
    let mut text = String::with_capacity(name.len());
    let is_kept = |at: usize| is_between_initials(&name, at);
    for word in name.char_indices().map(|(at, c)| if c == '_' && is_kept(at) { c } else { plain_space(c) }) {
        if !(word == ' ' && text.ends_with(' ')) {
            text.push(word);
        }
    }
    for dash in [" – ", " — ", " − ", " -- ", " --- "] {
        if text.contains(dash) {
            text = text.replace(dash, DASH);
        }
    }
    text.trim().to_owned()
}

fn plain_space(c: char) -> char {
    if c == '_' || c.is_whitespace() { ' ' } else { c }
}

/// `AC_DC`: an underscore that stands for what a file's name can't hold.
fn is_between_initials(name: &str, at: usize) -> bool {
    let initials = |letters: &mut dyn Iterator<Item = char>| {
        let word: Vec<char> = letters.take_while(|c| c.is_alphanumeric()).take(3).collect();
        word.len() == 2 && word.iter().all(|c| c.is_uppercase())
    };
    initials(&mut name[..at].chars().rev()) && initials(&mut name[at..].chars().skip(1))
}

/// `CD 2`, `Disc 1 - Live`, `Album (Disc 2)`, `Album CD1`: what is left of the name, and the disc.
fn disc(name: &str) -> Option<(&str, i64)> {
    // What follows names the disc, and the folder around it the album.
    if let Some((disc, rest)) = after_disc_word(name)
        && (rest.is_empty() || rest.starts_with(DASH))
    {
        return Some(("", disc));
    }
    let marks = name.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | '(' | '[')).take(MOST_MARKS);
    marks.map(|(at, _)| name.split_at(at)).find_map(|(album, end)| {
        let (disc, rest) = after_disc_word(&end[1..])?;
        let album = album.trim_end_matches([' ', '-', ',', '(', '[']);
        (matches!(rest, "" | ")" | "]") && !album.is_empty()).then_some((album, disc))
    })
}

/// The number after `CD`, `Disc` or `Disk`, and what follows it.
fn after_disc_word(text: &str) -> Option<(i64, &str)> {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(word);
    let is_disc = ["cd", "disc", "disk"].iter().any(|disc| word.eq_ignore_ascii_case(disc));
    let number = rest.trim_start_matches([' ', '-', '.', '#']);
    is_disc.then(|| place::digits(number, 2).filter(|(disc, _)| *disc > 0))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_composed_and_underscores_are_spaces() {
        for (name, expected) in [
            ("a_b__c", "a b c"),
            ("AC_DC - T.N.T", "AC_DC - T.N.T"),
            ("LOUD_SONG", "LOUD SONG"),
            ("Artist_–_Title", "Artist - Title"),
            ("A.Name.-.Some.Title", "A Name - Some Title"),
            ("Cafe\u{301} \u{415}\u{308}", "Café Ё"),
            ("Jóga.live", "Jóga.live"),
            ("100% Pure", "100% Pure"),
        ] {
            assert_eq!(file(name), expected);
        }
    }

    #[test]
    fn folders_say_which_disc_it_is() {
        for (name, rest, number) in [
            ("CD 2", "", Some(2)),
            ("cd1", "", Some(1)),
            ("Disc 01 - Live at Home", "", Some(1)),
            ("DISK_3", "", Some(3)),
            ("Album (Disc 2)", "Album", Some(2)),
            ("Album [CD1]", "Album", Some(1)),
            ("Album - CD 1", "Album", Some(1)),
            ("Album CD2", "Album", Some(2)),
            ("Album 2", "Album 2", None),
            ("Disco 2", "Disco 2", None),
            ("CD", "CD", None),
        ] {
            assert_eq!(folder(name), (rest.to_owned(), number), "{name}");
        }
    }
}
