//! Candidates: the few hundred documents that match most of the query's weight, from the postings of its readings.
//!
//! Documents are visited in windows small enough that their scores stay in the processor's cache, whatever the size of the
//! index. Within a window each reading adds what its words are worth to every document that has it; the dearest reading
//! of a word comes last and adds nothing where a cheaper one did. The commonest words come last of all: once it is known what
//! a candidate must have, documents with nothing but these, which can't have it, are passed over.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashSet;
use tantivy::postings::BlockSegmentPostings;

use super::align::MAX_ROW;
use super::filter::Filter;
use super::plan::{How, Plan, Reading, Unfinished};
use super::query::WordSet;
use crate::index::{Error, Segment, Snapshot};

/// Documents of the largest windows: their scores and word sets take a quarter of a megabyte.
const WINDOW: u32 = 1 << 15;
/// Documents of the first window; each is twice as large as the one before, so that it is soon known what a candidate must have.
const FIRST_WINDOW: u32 = 1 << 12;
/// Postings that one query may touch before its commonest words are left to the ranking: a part of the index, within bounds.
const SHARE_OF_DOCUMENTS: u64 = 4;
const FEWEST_POSTINGS: u64 = 100_000;
const MOST_POSTINGS: u64 = 400_000;
/// Documents that are looked through for rarer completions of an unfinished word, if there are no more of them.
const MAX_NEARLY: usize = 1_500;
/// Marks a document that was reached by a whole field's key; no query has so many words.
const BY_KEY: u32 = 1 << 31;

/// A document that may become a hit.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub segment: u32,
    pub doc: u32,
    score: f32,
    pub precedence: u64,
}

/// The candidates, and how many documents have all the words that were looked for.
pub struct Gathered {
    pub candidates: Vec<Candidate>,
    pub matched: usize,
    /// The words that were looked for; if that is all, and the whole of it, `matched` is the truth.
    pub looked_for: WordSet,
    /// Whether every reading of those words was gone through.
    pub is_whole: bool,
}

/// What is known of each document in one window.
struct Window {
    slots: Vec<Slot>,
    touched: Vec<u32>,
}

/// A document's score so far, and which words it has.
#[derive(Clone, Copy, Default)]
struct Slot {
    score: f32,
    words: u32,
}

thread_local! {
    static SCRATCH: RefCell<Window> = RefCell::new(Window { slots: vec![Slot::default(); WINDOW as usize], touched: Vec::new() });
}

/// Finds the candidates of a plan, at most `most`, the best first.
pub fn gather(snapshot: &Snapshot, plan: &Plan, filter: Option<Filter<'_>>, most: usize) -> Result<Gathered, Error> {
    let Order { readings, looked_for, is_whole } = order(snapshot, plan);
    let mut best = Best::new(snapshot, most);
    let mut nearly = Nearly::new(plan, looked_for);
    let (mut matched, mut size) = (0, FIRST_WINDOW);
    SCRATCH.with_borrow_mut(|window| {
        window.clear();
        for (number, segment) in snapshot.segments().iter().enumerate() {
            let mut sources = Sources::new(segment, number, plan, &readings, nearly.rest)?;
            let mut start = 0;
            while start < segment.max_doc() {
                let end = start.saturating_add(size).min(segment.max_doc());
                size = (size * 2).min(WINDOW);
                sources.add_until(window, plan, start, end, best.least);
                for doc in window.touched.drain(..) {
                    let Slot { score, words } = std::mem::take(&mut window.slots[(doc - start) as usize]);
                    let words = WordSet(words);
                    let is_full = words.contains(looked_for);
                    // A document that matches everything comes before any that doesn't.
                    let score = if is_full { score + plan.total_weight() } else { score };
                    let is_nearly = nearly.is_wanted(words);
                    if !is_full && !is_nearly && score < best.least
                        || !segment.is_alive(doc)
                        || filter.as_ref().is_some_and(|f| !f.passes(segment, number, doc))
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
        Ok(Gathered { candidates: best.finish(completed), matched, looked_for, is_whole })
    })
}

/// The documents that have all words but the unfinished one, as far as its commonest completions tell. Where they are too
/// many to be candidates, but few enough to look through, its rarer completions are found among them.
struct Nearly {
    rest: WordSet,
    unfinished: WordSet,
    documents: Vec<Candidate>,
}

impl Nearly {
    fn new(plan: &Plan, looked_for: WordSet) -> Self {
        let unfinished = plan.unfinished.as_ref().map(|u| WordSet::span(u.word, 1)).unwrap_or_default();
        Self { rest: looked_for.without(unfinished), unfinished, documents: Vec::new() }
    }

    fn is_wanted(&self, words: WordSet) -> bool {
        !self.unfinished.is_empty()
            && !self.rest.is_empty()
            && words.contains(self.rest)
            && !words.contains(self.unfinished)
            && self.documents.len() <= MAX_NEARLY
    }

    /// Those that have a completion, with what it is worth.
    fn completed(self, snapshot: &Snapshot, plan: &Plan) -> Vec<Candidate> {
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

/// What is gone through, and in which order.
struct Order {
    /// By their places in the plan.
    readings: Vec<usize>,
    /// The words that they are of.
    looked_for: WordSet,
    /// Whether that is every reading of those words.
    is_whole: bool,
}

/// The readings to go through, rarest word first and cheapest reading of a word first; and the words they are of.
///
/// Once enough postings are planned, the words that are commoner still are left out.
fn order(snapshot: &Snapshot, plan: &Plan) -> Order {
    let budget = (snapshot.num_docs() / SHARE_OF_DOCUMENTS).clamp(FEWEST_POSTINGS, MOST_POSTINGS);
    let mut postings = vec![0u64; plan.rarities.len()];
    for reading in &plan.readings {
        postings[reading.typed.first()] += reading.documents;
    }
    let mut words: Vec<usize> = (0..postings.len()).collect();
    words.sort_by_key(|&i| postings[i]);
    let (mut looked_for, mut planned) = (WordSet::default(), 0);
    for &i in &words {
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

/// The readings and keys of one segment, as they are gone through.
struct Sources {
    cursors: Vec<Cursor>,
    /// The documents of all cursors that have only a few.
    few: Vec<u32>,
    /// Postings that are read next; large, so there is one for all.
    next: BlockSegmentPostings,
}

impl Sources {
    /// `rest` are words of which every document that counts as a match has to have one.
    fn new(segment: &Segment, number: usize, plan: &Plan, order: &[usize], rest: WordSet) -> Result<Self, Error> {
        let cursors = Vec::with_capacity(order.len() + plan.keys.len());
        let mut sources = Self { cursors, few: Vec::new(), next: BlockSegmentPostings::empty() };
        for &key in &plan.keys {
            if segment.load_key(key, &mut sources.next)? {
                sources.add(None, BY_KEY, plan.weights.equal, plan.total_weight());
            }
        }
        for &r in order {
            sources.add_reading(segment, number, plan, &plan.readings[r])?;
        }
        sources.bound(plan, rest);
        Ok(sources)
    }

    fn add_reading(&mut self, segment: &Segment, number: usize, plan: &Plan, reading: &Reading) -> Result<(), Error> {
        let Some(mut term) = reading.word.terms[number].as_ref() else { return Ok(()) };
        let mut beside = None;
        if reading.how == How::Split {
            let Some(right) = reading.right.terms[number].as_ref() else { return Ok(()) };
            // The rarer of the two leads.
            let commoner = if right.documents < term.documents { std::mem::replace(&mut term, right) } else { right };
            let mut postings = Box::new(BlockSegmentPostings::empty());
            segment.load(commoner, &mut postings)?;
            beside = Some(postings);
        }
        segment.load(term, &mut self.next)?;
        self.add(beside, reading.typed.0, plan.weights.worth(reading.cost), plan.weight(reading.typed));
        Ok(())
    }

    /// Adds a cursor over the postings read last.
    fn add(&mut self, beside: Option<Box<BlockSegmentPostings>>, words: u32, worth: f32, weight: f32) {
        let docs = self.next.docs();
        let postings = if docs.len() == self.next.doc_freq() as usize {
            let from = self.few.len();
            self.few.extend_from_slice(docs);
            Postings::Few(from..self.few.len())
        } else {
            let block = std::mem::replace(&mut self.next, BlockSegmentPostings::empty());
            Postings::Many { block: Box::new(block), at: 0 }
        };
        self.cursors.push(Cursor { postings, beside, words, worth, gain: worth * weight, most: f32::MAX });
    }

    /// Sets the most that a document can get from each cursor and those behind it. That is without limit as long as there are
    /// words among them that every match has, and for whole fields: those documents must not be passed over.
    fn bound(&mut self, plan: &Plan, rest: WordSet) {
        let mut best = vec![0.0f32; plan.rarities.len()];
        let mut behind = WordSet::default();
        for cursor in self.cursors.iter_mut().rev() {
            behind = behind.with(WordSet(cursor.words));
            if cursor.words == BY_KEY || behind.contains(rest) {
                break;
            }
            for word in WordSet(cursor.words).iter() {
                best[word] = best[word].max(cursor.worth * plan.rarities[word]);
            }
            cursor.most = best.iter().sum::<f32>() * ROUNDED_UP;
        }
    }

    /// Adds what every reading is worth to the documents of a window, but for those that can't reach `least`.
    fn add_until(&mut self, window: &mut Window, plan: &Plan, start: u32, end: u32, least: f32) {
        for cursor in &mut self.cursors {
            let takes_new = cursor.most >= least;
            cursor.add_until(&self.few, window, plan, start..end, takes_new);
        }
    }
}

/// Makes up for sums that are rounded in another order.
const ROUNDED_UP: f32 = 1.0001;

/// The postings of one reading, and what they add.
struct Cursor {
    postings: Postings,
    /// The other word of a split: only documents that have both count.
    beside: Option<Box<BlockSegmentPostings>>,
    words: u32,
    /// The share of its words' weight that it adds, …
    worth: f32,
    /// … which is this, where no other reading has added any of them.
    gain: f32,
    /// The most that a document can get which none of the cursors before has.
    most: f32,
}

enum Postings {
    /// What is left of them among the few.
    Few(Range<usize>),
    /// A block after another, and the place in it.
    Many { block: Box<BlockSegmentPostings>, at: usize },
}

impl Cursor {
    /// Adds this reading's worth to the documents of the window that have it; unless it takes new ones, to those only that
    /// others have reached.
    fn add_until(&mut self, few: &[u32], window: &mut Window, plan: &Plan, docs: Range<u32>, takes_new: bool) {
        let Self { postings, beside, words, worth, gain, .. } = self;
        let mut add = |few: &[u32]| {
            let until = few.partition_point(|&doc| doc < docs.end);
            for &doc in &few[..until] {
                let slot = (doc - docs.start) as usize;
                let is_there = (takes_new || window.slots[slot].words != 0)
                    && beside.as_mut().is_none_or(|beside| {
                        let within = beside.seek(doc);
                        beside.doc(within) == doc
                    });
                if is_there {
                    window.add(slot, doc, *words, *worth, *gain, plan);
                }
            }
            until
        };
        match postings {
            Postings::Few(range) => range.start += add(&few[range.clone()]),
            Postings::Many { block, at } => loop {
                let docs = &block.docs()[*at..];
                let (all, done) = (docs.len(), add(docs));
                *at += done;
                if done < all || all == 0 {
                    return;
                }
                block.advance();
                *at = 0;
            },
        }
    }
}

impl Window {
    /// Leaves nothing of a search that panicked halfway.
    fn clear(&mut self) {
        if !self.touched.is_empty() {
            self.touched.clear();
            self.slots.fill(Slot::default());
        }
    }

    fn add(&mut self, slot: usize, doc: u32, words: u32, worth: f32, gain: f32, plan: &Plan) {
        let slot = &mut self.slots[slot];
        if slot.words == 0 {
            self.touched.push(doc);
        }
        let new = words & !slot.words;
        if new == words {
            slot.score += gain;
        } else if new != 0 {
            slot.score += worth * plan.weight(WordSet(new));
        }
        slot.words |= new;
    }
}

/// The best candidates so far. Which ones they are doesn't depend on the order they come in.
struct Best<'a> {
    snapshot: &'a Snapshot,
    candidates: Vec<Candidate>,
    /// A score below this is out.
    least: f32,
    /// How many to keep.
    most: usize,
}

impl<'a> Best<'a> {
    fn new(snapshot: &'a Snapshot, most: usize) -> Self {
        Self { snapshot, candidates: Vec::new(), least: 0.0, most }
    }

    fn offer(&mut self, candidate: Candidate) {
        if candidate.score < self.least {
            return;
        }
        self.candidates.push(candidate);
        if self.candidates.len() >= self.most * 4 {
            self.cut();
        }
    }

    /// Keeps the best. Only among those that score as the last of them it takes their precedence, which lies far away in memory.
    fn cut(&mut self) {
        if self.candidates.len() <= self.most {
            return;
        }
        let by_score = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
        self.candidates.select_nth_unstable_by(self.most - 1, by_score);
        self.least = self.candidates[self.most - 1].score;
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
            look_up_precedences(self.snapshot, equals);
            equals.select_nth_unstable_by_key(self.most - 1 - better, |c| c.precedence);
            self.candidates.truncate(self.most);
        }
    }

    /// The best, some of which turned out to be better.
    fn finish(mut self, better_ones: Vec<Candidate>) -> Vec<Candidate> {
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

fn look_up_precedences(snapshot: &Snapshot, candidates: &mut [Candidate]) {
    for candidate in candidates {
        candidate.precedence = snapshot.segments()[candidate.segment as usize].precedence(candidate.doc);
    }
}

/// The better candidate first.
fn better(a: &Candidate, b: &Candidate) -> Ordering {
    b.score.total_cmp(&a.score).then(a.precedence.cmp(&b.precedence))
}
