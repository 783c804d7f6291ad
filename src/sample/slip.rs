//! Slips of the finger and of the ear, one word at a time, and the words of a name that they happen to.

use rand::{Rng, RngExt};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::draw;

/// Title and version word of a title as released: "Blue (Live at the Foundry)" is ("Blue", Some("live")).
/// A title in brackets without a known word has a version, too, but an empty one that no query asks for.
pub(super) fn split_version(title: &str) -> (&str, Option<&'static str>) {
    const WORDS: [&str; 12] = [
        "live",
        "remix",
        "acoustic",
        "instrumental",
        "karaoke",
        "demo",
        "remaster",
        "radio edit",
        "extended mix",
        "sped up",
        "piano",
        "interlude",
    ];
    let Some(at) = title.find(" (").into_iter().chain(title.find(" - ")).min() else { return (title, None) };
    let rest = title[at..].to_lowercase();
    (&title[..at], Some(WORDS.into_iter().find(|word| rest.contains(word)).unwrap_or_default()))
}

/// The words of a name as a keyboard without accents gives them: small letters, no marks, no punctuation.
pub(super) fn words(name: &str) -> Vec<String> {
    let folded: String =
        name.chars().filter(|sign| *sign != '\'').flat_map(char::to_lowercase).map(fold_letter).collect();
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// A Latin letter without its marks; any other letter as it is.
pub(super) fn fold_letter(letter: char) -> String {
    match letter {
        'ø' => "o".into(),
        'æ' => "ae".into(),
        'œ' => "oe".into(),
        'ß' => "ss".into(),
        'ł' => "l".into(),
        'đ' => "d".into(),
        'ı' => "i".into(),
        _ if is_combining_mark(letter) => String::new(),
        _ => letter.nfd().next().filter(char::is_ascii).unwrap_or(letter).to_string(),
    }
}

/// Whether slips of single letters make sense in a word: Latin, Cyrillic or Greek, no digits.
pub(super) fn has_letters(word: &str) -> bool {
    word.chars().all(|letter| matches!(letter, 'a'..='z' | 'α'..='ώ' | 'ά'..='ή' | 'а'..='ё'))
}

/// Changes one of the words that have `least` letters or more; none if there is no such word or it resists.
pub(super) fn edit_any<R: Rng>(
    words: &mut [String],
    least: usize,
    rng: &mut R,
    change: impl Fn(&str, &mut R) -> Option<String>,
) -> Option<()> {
    let long: Vec<usize> =
        (0..words.len()).filter(|&at| words[at].chars().count() >= least && has_letters(&words[at])).collect();
    let first = if long.is_empty() { return None } else { rng.random_range(0..long.len()) };
    let (at, changed) = (0..long.len()).map(|step| long[(first + step) % long.len()]).find_map(|at| {
        let changed = change(&words[at], rng).filter(|changed| *changed != words[at])?;
        Some((at, changed))
    })?;
    words[at] = changed;
    Some(())
}

/// One slip behind the first letter.
pub(super) fn edit(word: &str, rng: &mut impl Rng) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = rng.random_range(1..letters.len());
    match rng.random_range(0..4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = beside(letters[at], rng)?,
    }
    Some(letters.into_iter().collect())
}

/// One slip in the first letter.
pub(super) fn edit_first(word: &str, rng: &mut impl Rng) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    match rng.random_range(0..3) {
        0 => drop(letters.remove(0)),
        1 => letters.swap(0, 1),
        _ => letters[0] = beside(letters[0], rng)?,
    }
    Some(letters.into_iter().collect())
}

/// A key beside the letter's on an English keyboard.
fn beside(letter: char, rng: &mut impl Rng) -> Option<char> {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let (row, column) = (0..3).find_map(|row| Some((row, ROWS[row].find(letter)?)))?;
    let near = |row: usize| {
        ROWS.get(row).map_or("", |keys| &keys[column.saturating_sub(1).min(keys.len())..(column + 2).min(keys.len())])
    };
    let keys: Vec<char> =
        [near(row), near(row + 1), near(row.wrapping_sub(1))].concat().chars().filter(|key| *key != letter).collect();
    (!keys.is_empty()).then(|| draw::any(rng, &keys))
}

/// The word with one spelling put for another that sounds alike.
pub(super) fn as_it_sounds(word: &str, rng: &mut impl Rng) -> Option<String> {
    const ALIKE: &str = "ph>f f>ph ck>k c>k k>c qu>kw x>ks ee>ea ea>ee oo>u ou>oo ai>ay ie>y y>i i>y s>z z>s tion>shun \
        th>t wh>w kn>n ll>l ss>s tt>t nn>n l>ll v>w er>ur or>er oa>oe";
    let alike: Vec<&str> = ALIKE.split(' ').collect();
    let first = rng.random_range(0..alike.len());
    (0..alike.len()).map(|step| alike[(first + step) % alike.len()]).find_map(|pair| {
        let (written, heard) = pair.split_once('>')?;
        let at = word.find(written)?;
        Some(format!("{}{heard}{}", &word[..at], &word[at + written.len()..]))
    })
}

/// Joins two neighbours, or splits a word of six letters or more.
pub(super) fn split_or_join(words: &mut Vec<String>, rng: &mut impl Rng) -> Option<()> {
    let pairs: Vec<usize> =
        (1..words.len()).filter(|&at| has_letters(&words[at - 1]) && has_letters(&words[at])).collect();
    let long: Vec<usize> =
        (0..words.len()).filter(|&at| words[at].chars().count() >= 6 && has_letters(&words[at])).collect();
    if !long.is_empty() && (pairs.is_empty() || rng.random_bool(0.4)) {
        let at = draw::any(rng, &long);
        let letters: Vec<char> = words[at].chars().collect();
        let cut = rng.random_range(2..letters.len() - 1);
        words[at] = letters[..cut].iter().collect();
        words.insert(at + 1, letters[cut..].iter().collect());
    } else if !pairs.is_empty() {
        let at = draw::any(rng, &pairs);
        let second = words.remove(at);
        words[at - 1] += &second;
    } else {
        return None;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_what_stands_in_brackets_or_behind_a_dash() {
        assert_eq!(split_version("Blue (Live at the Foundry)"), ("Blue", Some("live")));
        assert_eq!(split_version("Blue - Remastered 2011"), ("Blue", Some("remaster")));
        assert_eq!(split_version("Blue (feat. Somebody)"), ("Blue", Some("")));
        assert_eq!(split_version("Blue"), ("Blue", None));
    }

    #[test]
    fn marks_go_from_latin_letters_only() {
        assert_eq!(words("Élise d'Øster, Straße"), ["elise", "doster", "strasse"]);
        assert_eq!(words("ガラス 별 йод"), ["ガラス", "별", "йод"]);
    }
}
