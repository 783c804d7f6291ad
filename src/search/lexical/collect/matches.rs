//! Which documents match: found in the postings of the plan's readings and, where those don't settle it, in the
//! documents' rows.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

use super::Collector;
use super::bits::Bits;
use crate::index::{Error, Segment, SegmentTerm, Snapshot, WordTerms};
use crate::search::lexical::align::{MAX_ROW, Table, Workspace};
use crate::search::lexical::filter::Filter;
use crate::search::lexical::plan::{Plan, Reading};
use crate::search::lexical::query::WordSet;

/// Documents that are looked at together: a word's set of them takes 32 KiB. In the tests catalogues are smaller, and
/// so are these.
pub(super) const PART: u32 = if cfg!(test) { 1 << 7 } else { 1 << 18 };
/// Documents that a collector is given at a time.
const HANDFUL: usize = 256;
/// Looking at a document's row takes about as long as going through so many postings.
const ROW: u64 = 64;

/// The match set of a query: every document in which each of the required words stands, at a place of its own, in one
/// of the plan's readings, and that passes the filter. [`align`](crate::search::lexical::align) says what that is; here
/// it is found without looking at every document.
pub struct Matches<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    filter: Option<&'a Filter<'a>>,
    required: WordSet,
}

impl<'a> Matches<'a> {
    /// The documents that have all `required` words, of which there must be one.
    pub fn new(snapshot: &'a Snapshot, plan: &'a Plan, filter: Option<&'a Filter<'a>>, required: WordSet) -> Self {
        debug_assert!(!required.is_empty());
        Self { snapshot, plan, filter, required }
    }

    /// Shows them all to a collector, unless that takes going through more postings than `budget`, or what takes as
    /// long: then it stops, says `false`, and the collector has seen a part of them.
    pub fn collect(&self, budget: u64, collector: &mut impl Collector) -> Result<bool, Error> {
        let mut budget = Budget(budget);
        for (number, docs) in self.parts() {
            if !self.collect_part(number, docs, &mut budget, collector)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Shows them all to a collector, on all threads of the pool that it is called in.
    pub fn collect_in_parallel<C: Collector>(&self, collector: &mut C) -> Result<(), Error> {
        let parts: Vec<_> = self.parts().collect();
        let seen = parts.into_par_iter().map(|(number, docs)| {
            let mut seen = collector.fresh();
            self.collect_part(number, docs, &mut Budget(u64::MAX), &mut seen).map(|_| seen)
        });
        for seen in seen.collect::<Result<Vec<C>, Error>>()? {
            collector.merge(seen);
        }
        Ok(())
    }

    /// All documents, as ranges of one segment each.
    fn parts(&self) -> impl Iterator<Item = (usize, Range<DocId>)> {
        self.snapshot.segments().iter().enumerate().flat_map(|(number, segment)| {
            let end = segment.max_doc();
            (0..end).step_by(PART as usize).map(move |start| (number, start..end.min(start.saturating_add(PART))))
        })
    }

    /// Whether the budget sufficed.
    fn collect_part(
        &self,
        number: usize,
        docs: Range<DocId>,
        budget: &mut Budget,
        collector: &mut impl Collector,
    ) -> Result<bool, Error> {
        let segment = &self.snapshot.segments()[number];
        let words = self.words(number, segment, &docs, budget.0);
        let mut found = Found::new(self.plan, number, segment, docs);
        let Some((having, are_all)) = found.having_all(&words, budget)? else { return Ok(false) };
        if (self.filter.is_some() || !are_all) && !budget.allows(ROW * having.len()) {
            return Ok(false);
        }
        let may_be_long = segment.longest_row() > MAX_ROW;
        let (mut table, mut workspace) = (None, Workspace::default());
        let mut handful = Vec::with_capacity(HANDFUL);
        for doc in having.iter() {
            if !segment.is_alive(doc) || self.filter.is_some_and(|filter| !filter.passes(segment, number, doc)) {
                continue;
            }
            let is_long = may_be_long && segment.row(doc).len() > MAX_ROW;
            let is_settled = are_all && !is_long && !found.disputed.contains(doc);
            let is_match = is_settled || {
                let table = table.get_or_insert_with(|| Table::new(self.plan, number));
                table.align(segment, doc, &mut workspace).matched.contains(self.required)
            };
            if is_match {
                handful.push(doc);
            }
            if handful.len() == HANDFUL {
                collector.collect(number, segment, &handful);
                handful.clear();
            }
        }
        if !handful.is_empty() {
            collector.collect(number, segment, &handful);
        }
        Ok(true)
    }

    /// The required words, those first that have the fewest postings in a range of documents, counted no further than
    /// `enough` and taken for evenly spread. None, if the segment lacks one of them.
    fn words(&self, number: usize, segment: &Segment, docs: &Range<DocId>, enough: u64) -> Vec<Word> {
        let (part, whole) = (docs.len() as u64, u64::from(segment.max_doc()));
        let enough = enough.saturating_mul(whole.div_ceil(part));
        let share = |postings: u64| (postings * part).div_ceil(whole);
        let word = |word| Word { word, postings: share(postings(self.plan, number, segment, word, enough)) };
        let mut words: Vec<Word> = self.required.iter().map(word).collect();
        words.sort_by_key(|word| word.postings);
        if words.first().is_some_and(|word| word.postings == 0) {
            words.clear();
        }
        words
    }
}

/// What may still be gone through, in postings.
struct Budget(u64);

impl Budget {
    /// Spends so much, if there is as much left.
    fn allows(&mut self, postings: u64) -> bool {
        let left = self.0.checked_sub(postings);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// A required word.
#[derive(Clone, Copy)]
struct Word {
    word: usize,
    postings: u64,
}

/// How many postings the readings of a word have in a segment; more than `enough` are not counted to the end.
fn postings(plan: &Plan, number: usize, segment: &Segment, word: usize, enough: u64) -> u64 {
    let of_reading = |reading: &Reading| {
        let left = u64::from(term(&reading.word, number)?.documents);
        match reading.is_pair() {
            true => Some(ROW * left.min(u64::from(term(&reading.right, number)?.documents))),
            false if reading.is_narrow() => Some(ROW * left),
            false => Some(left),
        }
    };
    let mut sum: u64 = readings(plan, word).filter_map(of_reading).sum();
    for ordinal in completions(plan, number, word) {
        sum += u64::from(segment.documents(ordinal));
        if sum > enough {
            break;
        }
    }
    sum
}

/// The readings that stand for a word, alone or with others.
fn readings(plan: &Plan, word: usize) -> impl Iterator<Item = &Reading> {
    plan.readings.iter().filter(move |reading| reading.typed.contains(WordSet::span(word, 1)))
}

/// The ordinals of what an unfinished word may become.
fn completions(plan: &Plan, number: usize, word: usize) -> Range<u32> {
    let unfinished = plan.unfinished.as_ref().filter(|unfinished| unfinished.word == word);
    unfinished.map_or(0..0, |unfinished| unfinished.ordinals[number].clone())
}

/// What a segment knows of a word.
fn term(word: &WordTerms, number: usize) -> Option<&SegmentTerm> {
    word.terms.get(number)?.as_ref()
}

/// What the postings say about some documents of one segment.
struct Found<'a> {
    plan: &'a Plan,
    number: usize,
    segment: &'a Segment,
    docs: Range<DocId>,
    /// Ordinals that several words of the query may stand for. Which of them takes the place is for the alignment to
    /// say.
    shared: FxHashSet<u32>,
    /// Documents that have one of those, or the two words that one was typed for.
    disputed: Bits,
    postings: BlockSegmentPostings,
    beside: BlockSegmentPostings,
}

impl<'a> Found<'a> {
    fn new(plan: &'a Plan, number: usize, segment: &'a Segment, docs: Range<DocId>) -> Self {
        let (disputed, [postings, beside]) = (Bits::new(&docs), [(); 2].map(|()| BlockSegmentPostings::empty()));
        Self { plan, number, segment, docs, shared: shared(plan, number), disputed, postings, beside }
    }

    /// The documents that have a reading of each word, and whether all words were gone through: the commonest are left
    /// to the rows of the documents where those are fewer. None, if the budget doesn't suffice.
    fn having_all(&mut self, words: &[Word], budget: &mut Budget) -> Result<Option<(Bits, bool)>, Error> {
        let mut all: Option<Bits> = None;
        for &Word { word, postings } in words {
            if all.as_ref().is_some_and(|all| postings > ROW * all.len()) {
                return Ok(all.map(|all| (all, false)));
            }
            if !budget.allows(postings) {
                return Ok(None);
            }
            let having = self.having(word)?;
            match &mut all {
                None => all = Some(having),
                Some(all) => all.intersect(&having),
            }
        }
        Ok(Some((all.unwrap_or_else(|| Bits::new(&self.docs)), true)))
    }

    /// The documents that have a reading of a word.
    fn having(&mut self, word: usize) -> Result<Bits, Error> {
        let mut having = Bits::new(&self.docs);
        for reading in readings(self.plan, word) {
            let Some(left) = term(&reading.word, self.number) else { continue };
            if !reading.is_pair() {
                self.add(left.ordinal, reading.is_narrow(), &mut having)?;
            } else if let Some(right) = term(&reading.right, self.number) {
                self.add_both(left.ordinal, right.ordinal, &mut having)?;
            }
        }
        for ordinal in completions(self.plan, self.number, word) {
            self.add(ordinal, false, &mut having)?;
        }
        Ok(having)
    }

    /// Adds the documents that have a word; where it counts in some parts only, the alignment sees whether it stands there.
    fn add(&mut self, ordinal: u32, is_narrow: bool, having: &mut Bits) -> Result<(), Error> {
        let Self { segment, docs, postings, disputed, .. } = self;
        segment.load(ordinal, postings)?;
        each(postings, docs, |doc| having.insert(doc));
        if is_narrow || self.shared.contains(&ordinal) {
            segment.load(ordinal, postings)?;
            each(postings, docs, |doc| disputed.insert(doc));
        }
        Ok(())
    }

    /// Adds the documents that have both words. Whether one stands behind the other, the alignment sees.
    fn add_both(&mut self, left: u32, right: u32, having: &mut Bits) -> Result<(), Error> {
        let Self { segment, docs, postings, beside, disputed, .. } = self;
        segment.load(left, postings)?;
        segment.load(right, beside)?;
        each(postings, docs, |doc| {
            let within = beside.seek(doc);
            if beside.doc(within) == doc {
                having.insert(doc);
                disputed.insert(doc);
            }
        });
        Ok(())
    }
}

/// The ordinals that more than one word of the query may stand for.
fn shared(plan: &Plan, number: usize) -> FxHashSet<u32> {
    if plan.all.len() == 1 {
        return FxHashSet::default();
    }
    let mut words = FxHashMap::<u32, WordSet>::default();
    for reading in &plan.readings {
        for term in [&reading.word, &reading.right].into_iter().filter_map(|word| term(word, number)) {
            let typed = words.entry(term.ordinal).or_default();
            *typed = typed.with(reading.typed);
        }
    }
    for (ordinal, typed) in &mut words {
        if let Some(unfinished) = plan.unfinished.as_ref().filter(|u| u.ordinals[number].contains(ordinal)) {
            *typed = typed.with(WordSet::span(unfinished.word, 1));
        }
    }
    words.into_iter().filter(|(_, typed)| typed.len() > 1).map(|(ordinal, _)| ordinal).collect()
}

/// Goes through those postings that lie in a range.
fn each(postings: &mut BlockSegmentPostings, range: &Range<DocId>, mut f: impl FnMut(DocId)) {
    let mut from = postings.seek(range.start);
    loop {
        let docs = postings.docs();
        let until = docs.partition_point(|&doc| doc < range.end);
        docs[from.min(until)..until].iter().for_each(|&doc| f(doc));
        if until < docs.len() || docs.is_empty() {
            return;
        }
        postings.advance();
        from = 0;
    }
}
