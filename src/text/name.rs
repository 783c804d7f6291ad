//! Which words of a name are the name, and which an aside: a version in brackets or behind a dash, a guest after
//! "feat.".

use super::fold::{Words, fold_into};

/// A name's words: the name itself first, its asides after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub words: Words,
    /// How many of the words are the name itself.
    pub main: usize,
}

/// What stands behind a dash in a title makes it a version when one of these words is in it.
const VERSION_WORDS: &[&str] = &[
    "acoustic",
    "anniversary",
    "bonus",
    "cover",
    "demo",
    "deluxe",
    "dub",
    "edit",
    "edition",
    "extended",
    "instrumental",
    "karaoke",
    "live",
    "mix",
    "mixed",
    "mono",
    "original",
    "radio",
    "recorded",
    "remaster",
    "remastered",
    "remix",
    "reprise",
    "session",
    "sessions",
    "single",
    "soundtrack",
    "stereo",
    "take",
    "theme",
    "tribute",
    "unplugged",
    "version",
    "vivo",
];

/// Words that say so little that nobody misses them: articles, and what joins names.
pub const LIGHT_WORDS: &[&str] = &["a", "an", "and", "e", "et", "the", "und", "vs", "with", "x", "y"];

/// Parts a title or an artist into its main words and its asides.
pub fn parse(text: &str) -> Name {
    let mut words = Words::default();
    let asides_at = asides(text);
    let (main, rest) = text.split_at(asides_at);
    if !main.trim().is_empty() {
        fold_into(main, &mut words);
    }
    let count = words.len();
    if !rest.trim().is_empty() {
        if count == 0 {
            fold_into(rest, &mut words);
            let main = words.len();
            return Name { words, main };
        }
        let mut aside = Words::default();
        fold_into(rest, &mut aside);
        // A rest of nothing but brackets is no word, and what announces a guest isn't part of any name.
        for word in aside.iter().filter(|w| w.chars().any(char::is_alphanumeric) && !announces_guest(w)) {
            words.push(word);
        }
    }
    Name { words, main: count }
}

/// Where the asides begin: the first bracket, version behind a dash or "feat." that has some name before it; else the
/// end.
fn asides(text: &str) -> usize {
    let bracket = text
        .char_indices()
        .find(|&(i, c)| matches!(c, '(' | '[' | '{' | '（' | '【') && has_word(&text[..i]))
        .map(|(i, _)| i);
    let dash = [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| text.find(dash).filter(|&i| has_word(&text[..i]) && is_version(&text[i + dash.len()..])))
        .min();
    let feat = featuring(text);
    [bracket, dash, feat].into_iter().flatten().min().unwrap_or(text.len())
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_version(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| VERSION_WORDS.iter().any(|version| version.eq_ignore_ascii_case(word)))
}

/// Whether a word announces a guest.
pub fn announces_guest(word: &str) -> bool {
    ["feat", "ft", "featuring"].iter().any(|announcing| announcing.eq_ignore_ascii_case(word))
}

/// Where a guest is announced outside brackets.
fn featuring(text: &str) -> Option<usize> {
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(at), false) => {
                let word = &text[at..i];
                if announces_guest(word) && has_word(&text[..at]) {
                    return Some(at);
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String) {
        let name = parse(text);
        let words: Vec<&str> = name.words.iter().collect();
        (words[..name.main].join(" "), words[name.main..].join(" "))
    }

    #[test]
    fn versions_and_guests_are_asides() {
        for (title, main, aside) in [
            ("Hallelujah (Live at Sin-é)", "hallelujah", "live at sin e"),
            ("Umbrella (feat. JAY‐Z)", "umbrella", "jay z"),
            ("Umbrella ft. JAY-Z", "umbrella", "jay z"),
            ("Heroes - 2017 Remaster", "heroes", "2017 remaster"),
            ("Love - Hate", "love hate", ""),
            ("(I Can't Get No) Satisfaction", "i cant get no satisfaction", ""),
            ("(Untitled)", "untitled", ""),
            ("[Live]", "live", ""),
            ("Featuring", "featuring", ""),
            ("Intro ()", "intro", ""),
            ("", "", ""),
        ] {
            assert_eq!(parts(title), (main.to_owned(), aside.to_owned()), "{title}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_that_has_words_has_a_main_one(text in "\\PC{0,30}") {
            let name = parse(&text);
            proptest::prop_assert!(name.main <= name.words.len());
            proptest::prop_assert!(name.words.is_empty() || name.main > 0);
        }
    }
}
