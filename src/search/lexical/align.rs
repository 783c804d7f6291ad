//! Which typed word stands where in a document: a greedy alignment over the document's row of words, without any text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::plan::{Plan, Reading};
use super::query::WordSet;
use crate::index::{Layout, Part, Segment, WordTerms};
use crate::search::explanation::How;

/// A document's words beyond this many are not looked at.
pub const MAX_ROW: usize = 128;

/// Where one or more typed words were found.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub typed: WordSet,
    /// Position in the row.
    pub position: usize,
    /// The positions of further words, a bit each: the next ones, or the beginning of the name that was typed after
    /// this one.
    pub further: u128,
    pub part: Part,
    pub cost: f32,
    pub how: How,
}

/// How a document matches a plan.
#[derive(Default)]
pub struct Alignment {
    pub placed: Vec<Placed>,
    pub matched: WordSet,
    pub layout: Layout,
    /// Which positions of the row were matched.
    taken: u128,
    /// Which positions hold words so light that nobody misses them.
    light: u128,
}

impl Alignment {
    /// How many words of a part nothing in the query speaks of, light ones aside.
    pub fn left(&self, part: Part) -> usize {
        self.layout.len(part) - self.count(part, self.taken | self.light)
    }

    /// How many words of a part nothing in the query speaks of and nobody misses.
    pub fn left_light(&self, part: Part) -> usize {
        self.count(part, self.light & !self.taken)
    }

    /// How many words of a part were matched.
    pub fn found(&self, part: Part) -> usize {
        self.count(part, self.taken)
    }

    /// Whether every word of a part was matched, the lightest too.
    pub fn is_complete(&self, part: Part) -> bool {
        self.found(part) == self.layout.len(part)
    }

    /// Whether the last word of a part was matched.
    pub fn has_last(&self, part: Part) -> bool {
        self.layout.range(part).next_back().is_some_and(|last| self.taken & bit(last) != 0)
    }

    fn count(&self, part: Part, positions: u128) -> usize {
        let Range { start, end } = self.layout.range(part);
        let (start, end) = (start.min(MAX_ROW), end.min(MAX_ROW));
        let below = |end: usize| if end == MAX_ROW { u128::MAX } else { (1 << end) - 1 };
        (positions & below(end) & !below(start)).count_ones() as usize
    }
}

/// Memory that one alignment after another is made in.
#[derive(Default)]
pub struct Workspace {
    options: Vec<Placed>,
    alignment: Alignment,
}

/// What the words of one segment's dictionary mean for a plan.
pub struct Table<'a> {
    plan: &'a Plan,
    number: usize,
    /// The first reading of each word; the others follow through `next`.
    first: FxHashMap<u32, u16>,
    next: Vec<u16>,
}

const NONE: u16 = u16::MAX;

impl<'a> Table<'a> {
    pub fn new(plan: &'a Plan, number: usize) -> Self {
        let mut first = FxHashMap::default();
        let mut next = vec![NONE; plan.readings.len()];
        // Backwards, so that each chain runs forwards.
        for (r, reading) in plan.readings.iter().enumerate().rev() {
            if let Some(term) = &reading.word.terms[number] {
                next[r] = first.insert(term.ordinal, r as u16).unwrap_or(NONE);
            }
        }
        Self { plan, number, first, next }
    }

    /// The readings that begin with a word.
    fn readings(&self, ordinal: u32) -> impl Iterator<Item = usize> {
        let mut at = self.first.get(&ordinal).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let reading = (at != NONE).then_some(usize::from(at))?;
            at = self.next[reading];
            Some(reading)
        })
    }

    /// Aligns the query with a document. The answer lies in the workspace until the next call.
    pub fn align<'w>(&self, segment: &Segment, doc: u32, workspace: &'w mut Workspace) -> &'w Alignment {
        let Workspace { options, alignment } = workspace;
        let layout = segment.layout(doc);
        let row = segment.row(doc);
        let row = &row[..row.len().min(MAX_ROW)];
        options.clear();
        alignment.light = 0;
        let mut part_of = Parts::new(layout);
        for (position, &ordinal) in row.iter().enumerate() {
            let part = part_of.at(position);
            alignment.light |= u128::from(segment.is_light(ordinal)) << position;
            for r in self.readings(ordinal) {
                let reading = &self.plan.readings[r];
                if !reading.may_stand_in(part) {
                    continue;
                }
                let Some(further) = self.further(reading, layout, part, position, row) else { continue };
                let Reading { typed, cost, how, .. } = *reading;
                options.push(Placed { typed, position, further, part, cost, how });
            }
            if let Some(unfinished) = &self.plan.unfinished
                && unfinished.ordinals[self.number].contains(&ordinal)
            {
                let typed = WordSet::span(unfinished.word, 1);
                let (cost, how) = (unfinished.cost, How::Prefix);
                options.push(Placed { typed, position, further: 0, part, cost, how });
            }
        }
        place(self.plan, options, layout, alignment);
        alignment
    }
}

impl Table<'_> {
    /// Where the further words of a reading stand that begins at a position; none, if they don't stand there.
    fn further(&self, reading: &Reading, layout: Layout, part: Part, position: usize, row: &[u32]) -> Option<u128> {
        if !reading.is_pair() {
            return Some(0);
        }
        let stands = |word: &WordTerms, at: usize| {
            let ordinal = word.terms[self.number].as_ref()?.ordinal;
            (row.get(at) == Some(&ordinal)).then_some(bit(at))
        };
        let mut last = follower(layout, part, position)?;
        let mut further = stands(&reading.right, last)?;
        for word in &reading.beyond {
            last += 1;
            further |= stands(word, last)?;
        }
        Some(further)
    }
}

/// Where the word stands that people type behind the one at `position`: the next of its part or, behind the last, the
/// first of the other name, since titles are typed after artists and artists after titles.
pub fn follower(layout: Layout, part: Part, position: usize) -> Option<usize> {
    if layout.range(part).contains(&(position + 1)) {
        return Some(position + 1);
    }
    let other = match part {
        Part::Title => Part::Artist,
        Part::Artist => Part::Title,
        _ => return None,
    };
    Some(layout.range(other)).filter(|range| !range.is_empty()).map(|range| range.start)
}

/// Gives each typed word, from the first to the last, the best place that is still free.
fn place(plan: &Plan, options: &[Placed], layout: Layout, alignment: &mut Alignment) {
    alignment.placed.clear();
    (alignment.matched, alignment.layout, alignment.taken) = (WordSet::default(), layout, 0);
    let mut expected = None;
    for word in plan.all.iter() {
        if alignment.matched.contains(WordSet::span(word, 1)) {
            continue;
        }
        let mut best: Option<(f32, &Placed)> = None;
        for option in options.iter().filter(|o| o.typed.first() == word) {
            if alignment.taken & places(option) != 0 {
                continue;
            }
            let part = match option.part {
                Part::Title | Part::Artist => 0.0,
                Part::TitleAside | Part::TitleNote | Part::ArtistAside => plan.weights.place_aside,
                Part::Album | Part::Credit => plan.weights.place_album,
                Part::Hint => 0.0,
            };
            let jump = if expected == Some(option.position) { 0.0 } else { plan.weights.place_jump };
            let cost = option.cost / option.typed.len() as f32 + part + jump;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, option));
            }
        }
        if let Some((_, &option)) = best {
            alignment.taken |= places(&option);
            if option.how == How::Initials {
                // Who is said by initials is said in full.
                alignment.taken |= alignment.layout.range(Part::Artist).fold(0, |taken, at| taken | bit(at));
            }
            alignment.matched = alignment.matched.with(option.typed);
            expected = Some(last_place(&option) + 1);
            alignment.placed.push(option);
        }
    }
}

/// The positions that a placement takes.
pub fn places(placed: &Placed) -> u128 {
    bit(placed.position) | placed.further
}

/// The last of them.
pub fn last_place(placed: &Placed) -> usize {
    places(placed).checked_ilog2().unwrap_or_default() as usize
}

/// The bit of a position; none for those that are not looked at.
fn bit(position: usize) -> u128 {
    if position < MAX_ROW { 1 << position } else { 0 }
}

impl Placed {
    /// The weight of the typed words that this placement earns.
    pub fn earned(&self, plan: &Plan) -> f32 {
        plan.weight(self.typed) * plan.weights.worth(self.cost)
    }
}

/// Walks through the parts of a row.
struct Parts {
    layout: Layout,
    part: usize,
    end: usize,
}

impl Parts {
    fn new(layout: Layout) -> Self {
        Self { layout, part: 0, end: layout.len(Part::ALL[0]) }
    }

    /// The part that a position lies in; positions come in ascending order.
    fn at(&mut self, position: usize) -> Part {
        while position >= self.end && self.part + 1 < Part::ALL.len() {
            self.part += 1;
            self.end += self.layout.len(Part::ALL[self.part]);
        }
        Part::ALL[self.part]
    }
}
