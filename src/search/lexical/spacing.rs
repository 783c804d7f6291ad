//! Words typed without the spaces between them: `takeonme`, `letitbe beatles`.

use super::query::Query;
use crate::index::Snapshot;
use crate::index::keys::{KeyKind, keys_of};
use crate::text::Words;
use crate::text::edit_distance::is_editable;

/// Shorter ones are left to the plan, which reads a typed word as two.
const LEAST_LETTERS: usize = 6;
/// Ways to part one word that are tried.
const MAX_WAYS: usize = 16;

/// The query with spaces where an unknown word is some title or artist without them; `None` if it has no such word.
pub fn spaced(snapshot: &Snapshot, query: &Query) -> Option<Query> {
    let (mut words, mut is_other) = (Words::default(), false);
    for word in query.words.iter() {
        match parted(snapshot, word) {
            Some(parts) => {
                is_other = true;
                parts.iter().for_each(|part| words.push(part));
            }
            None => words.push(word),
        }
    }
    is_other.then(|| Query { words, ..query.clone() }).filter(Query::is_short_enough)
}

/// The words of a title or an artist that `word` is without its spaces.
fn parted(snapshot: &Snapshot, word: &str) -> Option<Words> {
    if word.len() < LEAST_LETTERS || !is_editable(word) || snapshot.has_word(word) {
        return None;
    }
    let mut ways = Ways { snapshot, word, ends: ends(snapshot, word), path: Vec::new(), left: MAX_WAYS };
    ways.from(0)
}

/// Where a word of the vocabulary may end that begins at each letter, given that the rest can be parted too.
fn ends(snapshot: &Snapshot, word: &str) -> Vec<Vec<usize>> {
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); word.len()];
    for start in (0..word.len()).rev() {
        // The longest first: it is the likeliest.
        ends[start] = (start + 1..=word.len())
            .rev()
            .filter(|&end| end == word.len() || !ends[end].is_empty())
            .filter(|&end| snapshot.has_word(&word[start..end]))
            .collect();
    }
    ends
}

/// Goes through the ways to part a word.
struct Ways<'a> {
    snapshot: &'a Snapshot,
    word: &'a str,
    ends: Vec<Vec<usize>>,
    path: Vec<&'a str>,
    /// How many more may be tried.
    left: usize,
}

impl Ways<'_> {
    fn from(&mut self, start: usize) -> Option<Words> {
        if start == self.word.len() {
            self.left = self.left.saturating_sub(1);
            return self.name();
        }
        for i in 0..self.ends[start].len() {
            if self.left == 0 {
                break;
            }
            let end = self.ends[start][i];
            self.path.push(&self.word[start..end]);
            let found = self.from(end);
            self.path.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The words of the path, if they are a whole title or artist.
    fn name(&self) -> Option<Words> {
        let mut words = Words::default();
        self.path.iter().for_each(|part| words.push(part));
        let keys = keys_of([KeyKind::Title, KeyKind::Artist], words.iter());
        self.snapshot.has_key(&keys).then_some(words)
    }
}
