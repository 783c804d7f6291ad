//! The best candidates so far, at most a few times as many as are wanted.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::Candidate;
use crate::index::{Segment, Snapshot};

/// The best candidates so far. Which ones they are doesn't depend on the order they come in.
pub struct TopK<'a> {
    snapshot: &'a Snapshot,
    candidates: Vec<Candidate>,
    /// A score below this is out, …
    pub least: f32,
    /// … and so is one that equals it with a precedence behind this.
    last: u64,
    /// How many to keep.
    most: usize,
}

impl<'a> TopK<'a> {
    pub fn new(snapshot: &'a Snapshot, most: usize) -> Self {
        Self { snapshot, candidates: Vec::new(), least: 0.0, last: u64::MAX, most }
    }

    #[inline]
    pub fn offer(&mut self, candidate: Candidate) {
        let is_out = candidate.score < self.least
            || candidate.score == self.least
                && !segment_of(self.snapshot, &candidate).comes_by(candidate.doc, self.last);
        if is_out {
            return;
        }
        self.candidates.push(candidate);
        if self.candidates.len() >= self.most * 4 {
            self.cut();
        }
    }

    /// Keeps the best. Only among those that score as the last of them their precedence decides, as a rule the first
    /// half of it.
    pub fn cut(&mut self) {
        if self.candidates.len() <= self.most {
            return;
        }
        let by_score = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
        self.candidates.select_nth_unstable_by(self.most - 1, by_score);
        let least_before = std::mem::replace(&mut self.least, self.candidates[self.most - 1].score);
        if self.least > least_before {
            self.last = u64::MAX;
        }
        let (least, mut better) = (self.least, 0);
        self.candidates.retain(|c| c.score >= least);
        for i in 0..self.candidates.len() {
            if self.candidates[i].score > least {
                self.candidates.swap(i, better);
                better += 1;
            }
        }
        if self.candidates.len() > self.most {
            let equals = &mut self.candidates[better..];
            let half = |c: &Candidate| segment_of(self.snapshot, c).first_half(c.doc);
            let whole = |c: &Candidate| segment_of(self.snapshot, c).precedence(c.doc);
            let by_precedence =
                |a: &Candidate, b: &Candidate| half(a).cmp(&half(b)).then_with(|| whole(a).cmp(&whole(b)));
            equals.select_nth_unstable_by(self.most - 1 - better, by_precedence);
            self.candidates.truncate(self.most);
            self.last = whole(&self.candidates[self.most - 1]);
        }
    }

    /// The best, some of which turned out to be better.
    pub fn finish(mut self, better_ones: Vec<Candidate>) -> Vec<Candidate> {
        if !better_ones.is_empty() {
            let places: FxHashSet<(u32, u32)> = better_ones.iter().map(|c| (c.segment, c.doc)).collect();
            self.candidates.retain(|c| !places.contains(&(c.segment, c.doc)));
            self.candidates.extend(better_ones);
        }
        self.cut();
        look_up_precedences(self.snapshot, &mut self.candidates);
        self.candidates.sort_unstable_by(better);
        self.candidates
    }
}

#[inline]
fn segment_of<'a>(snapshot: &'a Snapshot, candidate: &Candidate) -> &'a Segment {
    &snapshot.segments()[candidate.segment as usize]
}

fn look_up_precedences(snapshot: &Snapshot, candidates: &mut [Candidate]) {
    for candidate in candidates {
        candidate.precedence = segment_of(snapshot, candidate).precedence(candidate.doc);
    }
}

/// The better candidate first.
fn better(a: &Candidate, b: &Candidate) -> Ordering {
    b.score.total_cmp(&a.score).then(a.precedence.cmp(&b.precedence))
}
