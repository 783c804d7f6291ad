//! Text typed on another keyboard than was meant: `ьфвщттф` for `madonna`.

use std::sync::LazyLock;

use super::hangul;

/// The letters of the keys on a Latin keyboard, in the order of the tables.
const KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/// A keyboard: the letter of each key.
struct Layout {
    letters: Vec<char>,
    is_korean: bool,
}

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    let lines = include_str!("layouts.txt").lines().filter(|line| !line.starts_with('#'));
    let layout = |line: &str| {
        let (name, letters) = line.split_once(' ')?;
        Some(Layout { letters: letters.chars().collect(), is_korean: name == "korean" })
    };
    lines.filter_map(layout).collect()
});

/// What was meant, if a text was typed on another keyboard: every way there is.
pub fn retyped(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let is_latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let ways = LAYOUTS
        .iter()
        .filter_map(|layout| if is_latin { layout.typed_here(&text) } else { layout.typed_in_latin(&text) });
    let mut found: Vec<String> = Vec::new();
    for way in ways {
        if !found.contains(&way) {
            found.push(way);
        }
    }
    found
}

impl Layout {
    /// What the keys of Latin letters give on this keyboard; none, where some key has no letter here.
    fn typed_here(&self, text: &str) -> Option<String> {
        let typed = text.chars().map(|c| match KEYS.find(c) {
            Some(key) => Some(self.letters[key]).filter(|&letter| letter != '.'),
            None => (!c.is_ascii_alphabetic()).then_some(c),
        });
        let typed: String = typed.collect::<Option<_>>()?;
        Some(if self.is_korean { hangul::composed(&typed) } else { typed })
    }

    /// What the keys of this keyboard give in Latin letters; none, where some letter has no key.
    fn typed_in_latin(&self, text: &str) -> Option<String> {
        let text = if self.is_korean { hangul::taken_apart(text) } else { text.to_owned() };
        let latin = |c: char| match self.letters.iter().position(|&letter| letter == c && letter != '.') {
            Some(key) => KEYS[key..].chars().next(),
            None => (!c.is_alphabetic()).then_some(c),
        };
        text.chars().map(latin).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_from_another_keyboard() {
        let has = |typed: &str, meant: &str| {
            assert!(retyped(typed).contains(&meant.to_owned()), "{typed}: {:?}", retyped(typed))
        };
        has("мудмуе рфкищгк", "velvet harbour");
        has("rbyj", "кино");
        has("ηαρβοθρ", "harbour");
        has("dkdldb", "아이유");
        has("ㅠㅅㄴ", "bts");
    }

    #[test]
    fn a_letter_without_a_key_is_no_way() {
        assert_eq!(retyped("日本"), Vec::<String>::new());
    }

    #[test]
    fn every_keyboard_has_a_letter_or_none_for_each_key() {
        assert!(LAYOUTS.iter().all(|layout| layout.letters.len() == KEYS.len()));
    }
}
