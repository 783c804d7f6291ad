//! Candidates: the eighty or so documents that match most of the query's weight, from the postings of its readings.
//!
//! Documents are visited in windows small enough that their scores stay in the processor's cache, whatever the size of
//! the index. Within a window each reading adds what its words are worth to every document that has it; the dearest
//! reading of a word comes last and adds nothing where a cheaper one did. The commonest words come last of all: once it
//! is known what a candidate must have, documents with nothing but these, which can't have it, are passed over.

mod beginnings;
mod cursor;
mod nearly;
mod order;
mod sources;
mod top_k;
mod window;

use super::filter::Filter;
use super::plan::Plan;
use super::query::WordSet;
use crate::index::{Error, Snapshot};
use nearly::Nearly;
use order::{Order, order};
use sources::Sources;
use top_k::TopK;
use window::{FIRST_WINDOW, SCRATCH, Slot, WINDOW};

/// A document that may become a hit.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub segment: u32,
    pub doc: u32,
    score: f32,
    pub precedence: u64,
}

/// The candidates, and how many documents have all the words that were looked for.
pub struct Candidates {
    pub found: Vec<Candidate>,
    pub matched: usize,
    /// The words that were looked for; if that is all, and the whole of it, `matched` is the truth.
    pub looked_for: WordSet,
    /// Whether every reading of those words was gone through.
    pub is_whole: bool,
}

/// Finds the candidates of a plan, at most `most`, the best first.
pub fn find_candidates(
    snapshot: &Snapshot,
    plan: &Plan,
    filter: Option<&Filter>,
    most: usize,
) -> Result<Candidates, Error> {
    let Order { readings, looked_for, is_whole } = order(snapshot, plan);
    let mut best = TopK::new(snapshot, most);
    let mut nearly = Nearly::new(plan, looked_for);
    let beginnings = beginnings::beginnings(snapshot, plan);
    let (mut matched, mut size, mut sources) = (0, FIRST_WINDOW, Sources::new());
    SCRATCH.with_borrow_mut(|window| {
        window.clear();
        for (number, segment) in snapshot.segments().iter().enumerate() {
            let beginning = beginnings.get(number).map_or(&[][..], Vec::as_slice);
            sources.open(segment, number, plan, beginning, &readings, nearly.rest)?;
            let mut start = 0;
            while start < segment.max_doc() {
                let end = start.saturating_add(size).min(segment.max_doc());
                size = (size * 2).min(WINDOW);
                sources.add_until(window, plan, start, end, best.least);
                window.put_in_order(start..end);
                for doc in window.touched.drain(..) {
                    let Slot { score, words } = std::mem::take(&mut window.slots[(doc - start) as usize]);
                    let words = WordSet(words);
                    let is_full = words.contains(looked_for);
                    // A document that matches everything comes before any that doesn't.
                    let score = if is_full { score + plan.total_weight() } else { score };
                    let is_nearly = nearly.is_wanted(words);
                    if !is_full && !is_nearly && score < best.least
                        || !segment.is_alive(doc)
                        || filter.is_some_and(|f| !f.passes(segment, number, doc))
                    {
                        continue;
                    }
                    matched += usize::from(is_full);
                    let candidate = Candidate { segment: number as u32, doc, score, precedence: 0 };
                    if is_nearly {
                        nearly.documents.push(candidate);
                    }
                    best.offer(candidate);
                }
                best.cut();
                start = end;
            }
        }
        let completed = if nearly.documents.len() > most { nearly.completed(snapshot, plan) } else { Vec::new() };
        matched += completed.len();
        Ok(Candidates { found: best.finish(completed), matched, looked_for, is_whole })
    })
}
