//! Whether a name that was asked for stands in a row of words, wherever there are spaces in either (`acdc`, `AC/DC`).

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::index::Snapshot;
use crate::text::Words;

/// So much is looked for without regard to spaces: how far it is spelled is kept in the bits of one number.
const MOST_BYTES: usize = u128::BITS as usize - 1;

/// A name that was asked for: each of its words stands in the row, or all of them, one behind the other.
pub struct NameFilter {
    each: Vec<Spelling>,
    together: Option<Spelling>,
}

impl NameFilter {
    pub fn new(snapshot: &Snapshot, asked: &Words) -> Self {
        let letters = asked.joined();
        let is_other = asked.len() > 1 && letters.len() <= MOST_BYTES;
        Self {
            each: asked.iter().map(|word| Spelling::new(snapshot, word)).collect(),
            together: is_other.then(|| Spelling::new(snapshot, letters)),
        }
    }

    /// Whether it stands in a row of a segment's words.
    pub fn is_in(&self, row: &[u32], segment: usize) -> bool {
        self.each.iter().all(|word| word.is_spelled_by(row, segment))
            || self.together.as_ref().is_some_and(|all| all.is_spelled_by(row, segment))
    }
}

/// Letters that whole words must spell, one behind the other.
struct Spelling {
    length: usize,
    /// Which of the letters each segment's words are, by their ordinals. A word may stand in several places.
    places: Vec<FxHashMap<u32, Vec<Range<usize>>>>,
}

impl Spelling {
    fn new(snapshot: &Snapshot, letters: &str) -> Self {
        let mut places = vec![FxHashMap::<u32, Vec<Range<usize>>>::default(); snapshot.segments().len()];
        let mut ends = 1;
        for start in 0..letters.len() {
            if !has(ends, start) {
                continue;
            }
            for end in start + 1..=letters.len() {
                let Some(word) = letters.get(start..end) else { continue };
                let Some(id) = snapshot.vocabulary().id(word) else { continue };
                ends |= 1 << end;
                for (segment, places) in snapshot.segments().iter().zip(&mut places) {
                    if let Some(term) = segment.term(id) {
                        places.entry(term.ordinal).or_default().push(start..end);
                    }
                }
            }
        }
        Self { length: letters.len(), places }
    }

    fn is_spelled_by(&self, row: &[u32], segment: usize) -> bool {
        let places = &self.places[segment];
        let mut ends = 1;
        row.iter().any(|ordinal| {
            let next = places.get(ordinal).into_iter().flatten().filter(|place| has(ends, place.start));
            // Any word may be the first.
            ends = next.fold(1, |ends, place| ends | 1 << place.end);
            has(ends, self.length)
        })
    }
}

/// Whether the bit for a place is set: some words end there.
fn has(ends: u128, place: usize) -> bool {
    ends >> place & 1 == 1
}
