//! Which readings are gone through, and in which order: rarest word first, as far as a budget of postings goes.

use crate::index::Snapshot;
use crate::search::lexical::plan::Plan;
use crate::search::lexical::query::WordSet;

/// Postings that one query may touch before its commonest words are left to the ranking: a part of the index, within
/// bounds.
const SHARE_OF_DOCUMENTS: u64 = 4;
const FEWEST_POSTINGS: u64 = 100_000;
const MOST_POSTINGS: u64 = 400_000;

/// What is gone through, and in which order.
pub struct Order {
    /// By their places in the plan.
    pub readings: Vec<usize>,
    /// The words that they are of.
    pub looked_for: WordSet,
    /// Whether that is every reading of those words.
    pub is_whole: bool,
}

/// The readings to go through, rarest word first and cheapest reading of a word first; and the words they are of.
///
/// Once enough postings are planned, the words that are commoner still are left out.
pub fn order(snapshot: &Snapshot, plan: &Plan) -> Order {
    let budget = (snapshot.num_docs() / SHARE_OF_DOCUMENTS).clamp(FEWEST_POSTINGS, MOST_POSTINGS);
    let mut postings = vec![0u64; plan.rarities.len()];
    for reading in &plan.readings {
        postings[reading.typed.first()] += reading.documents;
    }
    let mut words: Vec<usize> = (0..postings.len()).collect();
    words.sort_by_key(|&i| postings[i]);
    let (mut looked_for, mut planned) = (WordSet::default(), 0);
    let needs_any = !plan.all.without(plan.intent.fillers).is_empty();
    for &i in &words {
        // Fillers find nothing by themselves.
        if needs_any && !plan.intent.is_of_film && plan.intent.fillers.contains(WordSet::span(i, 1)) {
            continue;
        }
        let is_bare_letter = plan.unfinished.as_ref().is_some_and(|u| u.word == i && u.letters == 1);
        if postings[i] == 0 && looked_for.is_empty()
            || planned + postings[i] <= budget && !is_bare_letter
            || planned == 0
        {
            looked_for = looked_for.with(WordSet::span(i, 1));
            planned += postings[i];
        }
    }
    let rank = |i: usize| words.iter().position(|&w| w == i);
    let mut order: Vec<usize> =
        (0..plan.readings.len()).filter(|&r| !plan.readings[r].typed.is_disjoint(looked_for)).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&plan.readings[a], &plan.readings[b]);
        rank(a.typed.first()).cmp(&rank(b.typed.first())).then(a.cost.total_cmp(&b.cost))
    });
    // A word that is too common by itself is looked for by what it most likely means, as far as that goes.
    let mut touched = 0;
    let enough = order.iter().position(|&r| {
        touched += plan.readings[r].documents;
        touched > budget
    });
    let is_whole = enough.is_none_or(|first_beyond| {
        let kept = first_beyond.max(1);
        let is_whole = kept >= order.len();
        order.truncate(kept);
        is_whole
    });
    Order { readings: order, looked_for, is_whole }
}
