//! The query as words: what the statements are asked, and which words went unanswered.

use crate::text::language::fillers::fillers;
use crate::text::language::years::years;
use crate::text::language::{Variant, variants};
use crate::text::{Words, fold, is_infix_script};

/// What is compared by trigrams is no longer than this: so much is enough to be told by, and the time goes by it.
const GIST_LETTERS: usize = 64;
/// A word of a name that is so like the query's is the query's, misspelt.
const LIKE: f64 = 0.6;

/// All words of what was asked, the last as a prefix; those that are one character of Han, Kana or Hangul also one
/// behind the other, where they were written so: there are no spaces in such scripts.
pub(super) fn tsquery(q: &str, asked: &str) -> String {
    if asked.is_empty() {
        return String::new();
    }
    let mut query = asked.split(' ').map(lexeme).collect::<Vec<_>>().join(" & ") + ":*";
    for written in q.split_whitespace() {
        let folded = fold(written);
        let words: Vec<&str> = folded.iter().collect();
        let runs = words.chunk_by(|a, b| has_infix_script(a) && has_infix_script(b));
        for run in runs.filter(|run| run.len() > 1) {
            let run: Vec<String> = run.iter().map(|word| lexeme(word)).collect();
            query += &format!(" & ({})", run.join(" <-> "));
        }
    }
    query
}

/// The words of what was asked in every way to write them, without those that only ask for music or wish for a year;
/// none, if that is what [`tsquery`] asks for.
pub(super) fn loose_tsquery(q: &str) -> Option<String> {
    let words = fold(q);
    let is_year = |i: &usize| *i < u32::BITS as usize && years(words.get(*i)).is_some();
    let wishes = (0..words.len()).filter(is_year).fold(fillers(&words).words, |wishes, i| wishes | 1 << i);
    let fillers = Some(wishes).filter(|wishes| wishes.count_ones() < words.len() as u32).unwrap_or(0);
    let (mut groups, mut at, mut is_other) = (Vec::new(), 0, fillers != 0);
    while at < words.len() {
        if fillers.checked_shr(at as u32).unwrap_or(0) & 1 == 1 {
            at += 1;
            continue;
        }
        let variants = variants(&words, at);
        is_other |= !variants.is_empty();
        let count = variants.iter().map(|variant| variant.typed).max().unwrap_or(1);
        groups.push(ways(&words, at, count, &variants));
        at += count;
    }
    is_other.then(|| groups.join(" & "))
}

/// Every way to write so many words, from a place on.
fn ways(words: &Words, at: usize, count: usize, variants: &[Variant]) -> String {
    let phrase = |words: Vec<&str>| format!("({})", words.into_iter().map(lexeme).collect::<Vec<_>>().join(" <-> "));
    let typed: Vec<String> = (at..at + count).map(|i| lexeme(words.get(i))).collect();
    let mut ways = vec![format!("({})", typed.join(" & "))];
    for variant in variants {
        let rest = (at + variant.typed..at + count).map(|i| lexeme(words.get(i)));
        let written = phrase(variant.written.iter().map(String::as_str).collect());
        ways.push(format!("({})", std::iter::once(written).chain(rest).collect::<Vec<_>>().join(" & ")));
    }
    format!("({})", ways.join(" | "))
}

/// A word as a query of PostgreSQL has it.
fn lexeme(word: &str) -> String {
    format!("'{}'", word.replace('\\', r"\\").replace('\'', "''"))
}

/// A pattern of the names in which every word of this stands, or all of them, one behind the other; wherever there are
/// spaces in either (`acdc`, `AC/DC`).
pub(super) fn name_pattern(asked: &str) -> String {
    let literal = |letter: char| if letter.is_ascii_punctuation() { format!("\\{letter}") } else { letter.into() };
    let spelled = |letters: &str| {
        let letters: Vec<String> = letters.chars().filter(|&letter| letter != ' ').map(literal).collect();
        format!("(.* )?{}( |$)", letters.join(" ?"))
    };
    let each: String = asked.split_whitespace().map(|word| format!("(?={})", spelled(word))).collect();
    format!("^({each}|{})", spelled(asked))
}

/// The query, or of a long one the longest words, which tell most, each once and in their order.
pub(super) fn gist(asked: &str) -> String {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (place, word) in asked.split(' ').enumerate() {
        if !words.iter().any(|(_, earlier)| *earlier == word) {
            words.push((place, word));
        }
    }
    words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
    let mut left = GIST_LETTERS;
    words.retain(|(_, word)| {
        let takes = word.chars().count().min(GIST_LETTERS);
        let fits = takes <= left;
        left -= if fits { takes } else { 0 };
        fits
    });
    words.sort_by_key(|(place, _)| *place);
    let kept: Vec<String> = words.iter().map(|(_, word)| word.chars().take(GIST_LETTERS).collect()).collect();
    kept.join(" ")
}

fn has_infix_script(word: &str) -> bool {
    word.chars().any(is_infix_script)
}

/// The words that stand in none of these names, not even misspelt, joined or split. None if there are no names.
pub(super) fn held_by_none(asked: &str, names: &[String]) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let names: Vec<Vec<&str>> = names.iter().map(|name| name.split(' ').collect()).collect();
    let mut lost: Vec<String> = Vec::new();
    for word in asked.split(' ') {
        if !lost.iter().any(|earlier| earlier == word) && !names.iter().any(|name| holds(name, word)) {
            lost.push(word.to_owned());
        }
    }
    lost
}

fn holds(name: &[&str], word: &str) -> bool {
    let is_like = |part: &str| strsim::normalized_damerau_levenshtein(part, word) >= LIKE;
    let like_beginning = |part: &str| {
        let beginning: String = part.chars().take(word.chars().count()).collect();
        is_like(&beginning)
    };
    name.concat().contains(word)
        || name.iter().any(|part| like_beginning(part) || is_like(part))
        || name.windows(2).any(|parts| is_like(&parts.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_query_the_longest_words_are_its_gist() {
        assert_eq!(gist("the beatles"), "the beatles");
        let long = format!("a bohemian of the rhapsody {} a {}", "x".repeat(30), "y".repeat(18));
        assert_eq!(gist(&long), format!("bohemian rhapsody {} {}", "x".repeat(30), "y".repeat(18)));
        assert_eq!(gist(&"x".repeat(100)), "x".repeat(64));
        assert_eq!(gist(&"la ".repeat(40)).trim_end(), "la");
    }

    #[test]
    fn characters_that_are_written_together_are_sought_together() {
        let asked = |q: &str| tsquery(q, &fold(q).spaced());
        assert_eq!(asked("the the"), "'the' & 'the':*");
        assert_eq!(asked("君 love 多田"), "'君' & 'love' & '多' & '田':* & ('多' <-> '田')");
        assert_eq!(asked("ABBAヒカ"), "'abba' & 'ひ' & 'か':* & ('ひ' <-> 'か')");
        assert_eq!(asked(r"'\"), r"'''\\':*");
        assert_eq!(asked(""), "");
    }

    #[test]
    fn other_ways_to_write_it_are_asked_for_as_well() {
        let asked = loose_tsquery("songs by harbour twenty one").unwrap();
        assert!(asked.starts_with("(('harbour') | (('harbor'))) & (('twenty' & 'one') | "), "{asked}");
        assert!(asked.contains("(('21'))") && !asked.contains("songs"), "{asked}");
        assert_eq!(loose_tsquery("velvet lamp"), None);
        assert_eq!(loose_tsquery(""), None);
    }

    #[test]
    fn words_that_no_name_has_are_named() {
        let names = ["the beatles yesterday help".to_owned(), "fleetwood mac dreams rumours".to_owned()];
        for held in ["beatles", "beetles", "yester", "yestredy", "fleet", "thebeatles", "thebaetles", "dreams help"] {
            assert!(held_by_none(held, &names).is_empty(), "{held}");
        }
        assert_eq!(held_by_none("beatles xyzzyq dreams xyzzyq", &names), ["xyzzyq"]);
        assert!(held_by_none("xyzzyq", &[]).is_empty());
    }
}
