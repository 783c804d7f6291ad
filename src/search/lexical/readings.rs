//! What a query may have been meant as that finds nothing good as it was typed: on another keyboard, or a title beside
//! the name of somebody else.

use super::query::{Query, as_typed};
use super::rerank::Ranked;
use crate::index::Snapshot;
use crate::index::keys::{KeyKind, key_of, keys_of};
use crate::search::explanation::ReadAs;
use crate::text::Words;
use crate::text::language::layouts::retyped;

/// Better matches are what was meant: all words, and few edits.
const GOOD: f32 = 0.8;
/// The same where Latin letters were typed: most names are written in them, so that a slip is likelier than another
/// keyboard.
const GOOD_IN_LATIN: f32 = 0.6;

/// Whether a best hit leaves nothing to be asked for.
pub fn is_good(best: &Ranked) -> bool {
    best.is_full && best.features.matched >= GOOD
}

/// The other ways to read a query, the likeliest first.
pub fn readings(snapshot: &Snapshot, text: &str, query: &Query, best: Option<&Ranked>) -> Vec<(Query, ReadAs)> {
    let mut found = Vec::new();
    let is_latin = text.bytes().any(|b| b.is_ascii_alphabetic());
    let is_fair = |best: &Ranked| is_latin && best.is_full && best.features.matched >= GOOD_IN_LATIN;
    // A name that is there is no slip of the keyboard.
    if !best.is_some_and(is_fair) && query.words.iter().any(|word| !snapshot.has_word(word)) {
        let others = retyped(text).into_iter().map(|text| Query::parse(&text));
        let known = others.filter(|other| !other.words.is_empty() && are_known(snapshot, other));
        found.extend(known.map(|other| (other, ReadAs::AnotherKeyboard)));
    }
    if best.is_none_or(|best| !best.is_full) {
        found.extend(title_alone(snapshot, text, &query.words).map(|title| (title, ReadAs::TitleAlone)));
    }
    found
}

/// Whether every word is one of the index, the last one perhaps a beginning.
fn are_known(snapshot: &Snapshot, query: &Query) -> bool {
    let last = query.words.len() - 1;
    let begins =
        |word: &str| snapshot.segments().iter().any(|s| s.ordinals_starting_with(word).is_ok_and(|r| !r.is_empty()));
    (0..=last).all(|i| {
        let word = query.words.get(i);
        snapshot.has_word(word) || i == last && query.is_unfinished && begins(word)
    })
}

/// The title of a query that is one whole title beside one whole artist, who is let go; the longest, if there are
/// several.
fn title_alone(snapshot: &Snapshot, text: &str, words: &Words) -> Option<Query> {
    let count = words.len();
    let span = |from: usize, to: usize| (from..to).map(|i| words.get(i));
    let is_title = |from, to| snapshot.has_key(&[key_of(KeyKind::Title, span(from, to))]);
    let is_artist = |from, to| snapshot.has_key(&keys_of([KeyKind::Artist, KeyKind::Credit], span(from, to)));
    (1..count).rev().find_map(|length| {
        let sides = [(0, length, length, count), (count - length, count, 0, count - length)];
        let (from, to, other, end) = sides.into_iter().find(|&(a, b, c, d)| is_title(a, b) && is_artist(c, d))?;
        let mut title = Words::default();
        span(from, to).for_each(|word| title.push(word));
        Some(Query { words: title, beyond: as_typed(text, words)[other..end].to_vec(), is_unfinished: false })
    })
}
