//! Paths as people have them, and what must be read from them.

mod files;
mod folders;

use proptest::prelude::*;

use super::{Patterns, guess};
use crate::track::{TagFields, ValueRef};

/// `artist|album|track|title`, as far as known, in the order of the table of fields; what isn't text has its name.
fn shown(guess: &TagFields) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (field, value) in guess.fields() {
        match value {
            Some(ValueRef::Text(text)) => parts.push(format!("{}={text}", field.name())),
            Some(ValueRef::Integer(number)) => parts.push(format!("{}={number}", field.name())),
            Some(ValueRef::Number(number)) => parts.push(format!("{}={number}", field.name())),
            _ => {}
        }
    }
    let short = [("track_number=", "track="), ("disc_number=", "disc="), ("musical_key=", "key=")];
    short.iter().fold(parts.join("; "), |shown, (name, short)| shown.replace(name, short))
}

fn check(cases: &[(&str, &str)]) {
    let patterns = Patterns::default();
    let wrong: Vec<_> = cases
        .iter()
        .map(|(path, expected)| (path, expected, shown(&guess(path, &patterns))))
        .filter(|(_, expected, found)| found != *expected)
        .collect();
    let lines = wrong.iter().map(|(path, expected, found)| format!("{path}\n  want {expected}\n  have {found}\n"));
    assert!(wrong.is_empty(), "{}", lines.collect::<String>());
}

#[test]
fn patterns_of_one_s_own_come_in_their_order() {
    let parse = |list: &[&str]| Patterns::parse(&list.iter().map(|text| text.to_string()).collect::<Vec<_>>()).unwrap();
    let patterns = parse(&["{genre}/{artist}/{_}/{title} by {_}", "{title} ~ {artist} {bpm}", "default"]);
    for (path, expected) in [
        ("Jazz/Artist/x/Title by me.mp3", "artist=Artist; title=Title; genre=Jazz"),
        ("Title ~ Artist 120.5.mp3", "artist=Artist; title=Title; bpm=120.5"),
        ("Artist - Title.mp3", "artist=Artist; title=Title"),
    ] {
        assert_eq!(shown(&guess(path, &patterns)), expected);
    }
    let path = "artist/album/7 title.mp3";
    assert_eq!(
        shown(&guess(path, &parse(&["{artist}/{album}/{track} {title}"]))),
        "artist=artist; title=title; album=album; track=7"
    );
    assert_eq!(guess("Artist - Title.mp3", &parse(&[])), TagFields::default());
}

#[test]
fn hostile_names_cost_little() {
    let patterns = Patterns::default();
    let began = std::time::Instant::now();
    for name in [
        " - ".repeat(170),
        "/".repeat(100_000),
        "(".repeat(512),
        "a_".repeat(250),
        "1-".repeat(250),
        "\u{301}".repeat(250),
    ] {
        guess(&name, &patterns);
        guess(&format!("{name}/{name}/{name}.mp3"), &patterns);
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(2));
}

proptest! {
    #[test]
    fn whatever_the_path_nothing_that_is_read_is_empty(path in "([a-z0-9A-F_ ./()\\[\\]–é-]{0,12}|\\PC){0,12}") {
        let guess = guess(&path, &Patterns::default());
        for (_, value) in guess.fields() {
            let Some(ValueRef::Text(text)) = value else { continue };
            prop_assert!(!text.is_empty() && text.trim() == text, "{guess:?}");
        }
    }
}
