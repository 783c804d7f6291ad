//! Why a search answered as it did: what each word was read as, what each hit matched, and what that was worth.

use std::time::{Duration, Instant};

use super::align::{MAX_ROW, Placed, Table, Workspace, places};
use super::candidates::{Candidate, Candidates};
use super::plan::Plan;
use super::query::{Query, WordSet};
use crate::index::{Error, Segment, Snapshot};
use crate::search::explanation::{
    How, MatchExplanation, QueryExplanation, ReadAs, ReadingExplanation, WordExplanation,
};
use crate::text::fold;
use crate::track::TrackSummary;

/// Takes the time of one step after another.
pub struct Stopwatch {
    began: Instant,
    stages: Vec<(&'static str, u64)>,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self { began: Instant::now(), stages: Vec::with_capacity(4) }
    }

    /// The step that ends here.
    pub fn lap(&mut self, stage: &'static str) {
        let took: Duration = self.began.elapsed();
        self.stages.push((stage, took.as_micros() as u64));
        self.began += took;
    }
}

/// Explains the query as a whole.
pub fn query(
    snapshot: &Snapshot,
    query: &Query,
    read_as: ReadAs,
    plan: &Plan,
    candidates: &Candidates,
    stopwatch: &Stopwatch,
) -> Result<QueryExplanation, Error> {
    let mut words = Vec::new();
    for (i, typed) in query.words.iter().enumerate() {
        let mut readings = Vec::new();
        for reading in plan.readings.iter().filter(|reading| reading.typed.first() == i) {
            let parts = [&reading.word, &reading.right].into_iter().chain(&reading.beyond);
            let parts = parts.map(|word| snapshot.written(word)).collect::<Result<Vec<_>, _>>()?;
            let word = parts.join(" ").trim_end().to_owned();
            readings.push(ReadingExplanation {
                word,
                how: reading.how,
                cost: reading.cost,
                documents: reading.documents,
            });
        }
        words.push(WordExplanation {
            typed: typed.to_owned(),
            weight: plan.rarities[i],
            used_for_candidates: candidates.looked_for.contains(WordSet::span(i, 1)),
            is_prefix: plan.unfinished.as_ref().is_some_and(|unfinished| unfinished.word == i),
            readings,
        });
    }
    Ok(QueryExplanation {
        read_as,
        words,
        is_whole_field: plan.is_whole_field,
        optional: plan.intent.optional().iter().map(|i| query.words.get(i).to_owned()).collect(),
        is_artist: plan.intent.artist.is_some(),
        candidates: candidates.found.len(),
        matched: candidates.matched,
        stages_us: stopwatch.stages.clone(),
    })
}

/// What a document matched, and where.
pub fn matches(
    snapshot: &Snapshot,
    query: &Query,
    plan: &Plan,
    candidate: &Candidate,
) -> Result<Vec<MatchExplanation>, Error> {
    matches_that(snapshot, query, plan, candidate, |_| true)
}

/// The same of those placements only that are wanted.
fn matches_that(
    snapshot: &Snapshot,
    query: &Query,
    plan: &Plan,
    candidate: &Candidate,
    is_wanted: impl Fn(&Placed) -> bool,
) -> Result<Vec<MatchExplanation>, Error> {
    let number = candidate.segment as usize;
    let segment = &snapshot.segments()[number];
    let mut workspace = Workspace::default();
    let alignment = Table::new(plan, number).align(segment, candidate.doc, &mut workspace);
    let wanted = alignment.placed.iter().filter(|placed| is_wanted(placed));
    wanted.map(|placed| explained(segment, query, candidate.doc, placed)).collect()
}

fn explained(segment: &Segment, query: &Query, doc: u32, placed: &Placed) -> Result<MatchExplanation, Error> {
    let row = segment.row(doc);
    let positions = (0..row.len().min(MAX_ROW)).filter(|position| places(placed) >> position & 1 == 1);
    let matched: Vec<String> = positions.map(|position| segment.word(row[position])).collect::<Result<_, _>>()?;
    let typed: Vec<&str> = placed.typed.iter().map(|i| query.words.get(i)).collect();
    Ok(MatchExplanation {
        typed: typed.join(" "),
        matched: matched.join(" "),
        part: placed.part,
        how: placed.how,
        cost: placed.cost,
    })
}

/// The query as it was probably meant, if the best hit took some of its words for others: in the hit's own spelling,
/// and never with a rarer word for one that is known.
pub fn did_you_mean(
    snapshot: &Snapshot,
    query: &Query,
    plan: &Plan,
    best: &Candidate,
    document: &TrackSummary,
) -> Result<Option<String>, Error> {
    let documents = |p: &Placed, is_wanted: fn(How) -> bool| {
        let readings = plan.readings.iter().filter(|r| r.typed == p.typed && is_wanted(r.how));
        readings.map(|reading| reading.documents).max().unwrap_or(0)
    };
    let is_rarer = |p: &Placed| documents(p, |how| how == How::Exact) > documents(p, |how| how == How::Fuzzy);
    let is_correction = |p: &Placed| match p.how {
        How::Fuzzy => !is_rarer(p),
        how => matches!(how, How::Joined | How::Split),
    };
    let corrections = matches_that(snapshot, query, plan, best, is_correction)?;
    if corrections.is_empty() {
        return Ok(None);
    }
    // Typed words in their order; a correction stands where its first word stood.
    let mut meant = query.words.spaced();
    for correction in corrections {
        let written = written(document, &correction.matched);
        meant = format!(" {meant} ").replacen(&format!(" {} ", correction.typed), &format!(" {written} "), 1);
        meant = meant.trim().to_owned();
    }
    Ok(Some(meant))
}

/// Words as a track's names write them, in lower case; as they are folded, where no name has them so.
fn written(document: &TrackSummary, words: &str) -> String {
    let names = [Some(&document.title), document.artist.as_ref(), document.album.as_ref()];
    let tokens: Vec<&str> = names.into_iter().flatten().flat_map(|name| name.split_whitespace()).collect();
    let of_word = |word: &str| {
        let token = tokens.iter().find(|token| fold(token).iter().eq([word]));
        token.map_or_else(|| word.to_owned(), |token| token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
    };
    words.split(' ').map(of_word).collect::<Vec<_>>().join(" ")
}
