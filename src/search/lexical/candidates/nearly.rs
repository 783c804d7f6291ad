//! Documents that lack just the word that is still being typed, as far as its commonest completions tell.

use super::Candidate;
use crate::index::Snapshot;
use crate::search::lexical::align::MAX_ROW;
use crate::search::lexical::plan::{Plan, Unfinished};
use crate::search::lexical::query::WordSet;

/// Documents that are looked through for rarer completions of an unfinished word, if there are no more of them.
const MAX_NEARLY: usize = 1_500;

/// The documents that have all words but the unfinished one, as far as its commonest completions tell. Where they are
/// too many to be candidates, but few enough to look through, its rarer completions are found among them.
pub struct Nearly {
    pub rest: WordSet,
    unfinished: WordSet,
    pub documents: Vec<Candidate>,
}

impl Nearly {
    pub fn new(plan: &Plan, looked_for: WordSet) -> Self {
        let unfinished = plan.unfinished.as_ref().map(|u| WordSet::span(u.word, 1)).unwrap_or_default();
        Self { rest: looked_for.without(unfinished), unfinished, documents: Vec::new() }
    }

    #[inline]
    pub fn is_wanted(&self, words: WordSet) -> bool {
        !self.unfinished.is_empty()
            && !self.rest.is_empty()
            && words.contains(self.rest)
            && !words.contains(self.unfinished)
            && self.documents.len() <= MAX_NEARLY
    }

    /// Those that have a completion, with what it is worth.
    pub fn completed(self, snapshot: &Snapshot, plan: &Plan) -> Vec<Candidate> {
        let Some(Unfinished { word, cost, ordinals, .. }) = &plan.unfinished else { return Vec::new() };
        if self.documents.len() > MAX_NEARLY {
            return Vec::new();
        }
        let gain = plan.weights.worth(*cost) * plan.rarities[*word] + plan.total_weight();
        let is_completed = |candidate: &Candidate| {
            let number = candidate.segment as usize;
            let row = snapshot.segments()[number].row(candidate.doc);
            row.iter().take(MAX_ROW).any(|ordinal| ordinals[number].contains(ordinal))
        };
        let completed = self.documents.into_iter().filter(|candidate| is_completed(candidate));
        completed.map(|candidate| Candidate { score: candidate.score + gain, ..candidate }).collect()
    }
}
