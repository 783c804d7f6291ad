//! The query as words: what the statements are asked, and which words went unanswered.

use crate::text::language::fillers::fillers;
use crate::text::language::years::years;
use crate::text::language::{Aliases, Variant, variants};
use crate::text::syllables::{is_bare_consonant, may_become, without_final};
use crate::text::{Words, fold, is_infix_script};

/// What is compared by trigrams is no longer than this: so much is enough to be told by, and the time goes by it.
const GIST_LETTERS: usize = 64;
/// A word of a name that is so like the query's is the query's, misspelt.
const LIKE: f64 = 0.6;

/// All words of what was asked, the last as a beginning; those of scripts without spaces also one behind the other,
/// where they were written so. A last consonant of Hangul that isn't all there is is left out: so many syllables begin
/// with it that the others are enough to go by.
pub(super) fn tsquery(q: &str, asked: &str) -> String {
    if asked.is_empty() {
        return String::new();
    }
    let mut words: Vec<&str> = asked.split(' ').collect();
    let is_cut = words.len() > 1 && half_cut(&mut words);
    let mut query = lexemes(&words, !is_cut).join(" & ");
    let mut written = q.split_whitespace().peekable();
    while let Some(together) = written.next() {
        let folded = fold(together);
        let mut left: Vec<&str> = folded.iter().collect();
        if is_cut {
            left.pop_if(|last| is_bare_consonant(last));
        }
        for run in left.chunk_by(|a, b| has_infix_script(a) && has_infix_script(b)).filter(|run| run.len() > 1) {
            let is_open = written.peek().is_none() && !is_cut && run.as_ptr_range().end == left.as_ptr_range().end;
            query += &format!(" & ({})", lexemes(run, is_open).join(" <-> "));
        }
    }
    query
}

/// Whether the last word is a consonant of Hangul that isn't all there is; then it is taken away.
pub(super) fn half_cut(words: &mut Vec<&str>) -> bool {
    words.pop_if(|last| is_bare_consonant(last)).is_some()
}

/// Words as a query of PostgreSQL has them, the last perhaps as a beginning.
pub(super) fn lexemes(words: &[&str], is_open: bool) -> Vec<String> {
    let mut lexemes: Vec<String> = words.iter().map(|word| lexeme(word)).collect();
    if is_open && let (Some(last), Some(word)) = (lexemes.last_mut(), words.last()) {
        *last = match half_typed(word) {
            Some(syllables) => {
                let syllables: Vec<String> = syllables.map(|syllable| format!("'{syllable}'")).collect();
                format!("({})", syllables.join(" | "))
            }
            None => format!("{last}:*"),
        };
    }
    lexemes
}

/// The syllables that one of Hangul may be the beginning of, or the whole of with one letter of the next.
fn half_typed(word: &str) -> Option<impl Iterator<Item = char>> {
    Some(may_become(word)?.chain(without_final(word)))
}

/// The words of what was asked in every way to write them, aliases among these, and without those that only ask for
/// music or wish for a year; none, if that is what [`tsquery`] asks for.
pub(super) fn loose_tsquery(q: &str, aliases: Option<&Aliases>) -> Option<String> {
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
        let mut variants = variants(&words, at);
        variants.extend(aliases.map(|aliases| aliases.variants(&words, at)).unwrap_or_default());
        is_other |= !variants.is_empty();
        let count = variants.iter().map(|variant| variant.typed).max().unwrap_or(1);
        groups.push(ways(&words, at, count, &variants));
        at += count;
    }
    is_other.then(|| groups.join(" & "))
}

/// Every way to write so many words, from a place on.
fn ways(words: &Words, at: usize, count: usize, variants: &[Variant]) -> String {
    let typed: Vec<String> = (at..at + count).map(|i| lexeme(words.get(i))).collect();
    let mut ways = vec![format!("({})", typed.join(" & "))];
    for variant in variants {
        let rest = (at + variant.typed..at + count).map(|i| lexeme(words.get(i)));
        let written = phrase(&variant.written.iter().map(String::as_str).collect::<Vec<_>>(), "");
        ways.push(format!("({})", std::iter::once(written).chain(rest).collect::<Vec<_>>().join(" & ")));
    }
    format!("({})", ways.join(" | "))
}

/// Words one behind the other, where they have this weight.
pub(super) fn phrase(words: &[&str], weight: &str) -> String {
    let words: Vec<String> = words.iter().map(|word| lexeme(word) + weight).collect();
    format!("({})", words.join(" <-> "))
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
    let is_half_typed = |letter: char| {
        may_become(word).is_some_and(|syllables| syllables.contains(&letter)) || without_final(word) == Some(letter)
    };
    let joined = name.concat();
    joined.contains(word)
        || joined.contains(is_half_typed)
        || name.iter().any(|part| like_beginning(part) || is_like(part))
        || name.windows(2).any(|parts| is_like(&parts.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::AliasKind;

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
        assert_eq!(asked("君 love 多田"), "'君' & 'love' & '多' & '田':* & ('多' <-> '田':*)");
        assert_eq!(asked("多田 love"), "'多' & '田' & 'love':* & ('多' <-> '田')");
        assert_eq!(asked("ABBAヒカ"), "'abba' & 'ひ' & 'か':* & ('ひ' <-> 'か':*)");
        assert_eq!(asked("รักดี"), "'รั' & 'ก' & 'ดี':* & ('รั' <-> 'ก' <-> 'ดี':*)");
        assert_eq!(asked(r"'\"), r"'''\\':*");
        assert_eq!(asked(""), "");
    }

    #[test]
    fn other_ways_to_write_it_are_asked_for_as_well() {
        let asked = loose_tsquery("songs by harbour twenty one", None).unwrap();
        assert!(asked.starts_with("(('harbour') | (('harbor'))) & (('twenty' & 'one') | "), "{asked}");
        assert!(asked.contains("(('21'))") && !asked.contains("songs"), "{asked}");
        assert_eq!(loose_tsquery("velvet lamp", None), None);
        assert_eq!(loose_tsquery("", None), None);
        let mut aliases = Aliases::default();
        aliases.add(AliasKind::Word, ["vl", "Velvet Lamp"].into_iter());
        assert_eq!(loose_tsquery("songs by vl", Some(&aliases)).unwrap(), "(('vl') | (('velvet' <-> 'lamp')))");
    }

    #[test]
    fn half_typed_hangul_is_all_that_it_may_become() {
        let asked = |q: &str| tsquery(q, &fold(q).spaced());
        assert_eq!(asked("강ㄴ"), "'강'");
        assert_eq!(asked("강남ㅅ"), "'강' & '남' & ('강' <-> '남')");
        assert_eq!(asked("강남 ㅅ"), "'강' & '남' & ('강' <-> '남')");
        assert_eq!(asked("스탑"), "'스' & ('탑' | '탒' | '타') & ('스' <-> ('탑' | '탒' | '타'))");
        assert!(asked("강나").contains("('강' <-> ('나' | "));
        assert!(asked("강나").contains("'남'"));
        assert!(asked("ㄴ").contains("'남'"));
        assert!(held_by_none("나", &["강 남".to_owned()]).is_empty());
        assert!(held_by_none("\u{1102}", &["강 남".to_owned()]).is_empty());
        assert_eq!(held_by_none("나", &["강 북".to_owned()]), ["나"]);
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
