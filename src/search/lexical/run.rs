//! The life of a search in the index: query → plan → candidates → alignment → score → hits.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::align::{Table, Workspace};
use super::explain::{self, HitExplanation, Stopwatch, did_you_mean, matches};
use super::filter::Filter;
use super::gather::{Candidate, gather};
use super::likeness::Asked;
use super::plan::Plan;
use super::query::{Query, WordSet};
use super::score::Features;
use super::spacing;
use super::weights::Weights;
use crate::index::{Error, Part, Snapshot};
use crate::search::bounds::MAX_REACH;
use crate::search::{Answered, Hit, Request, Response, Total};
use crate::track::TrackSummary;

/// Candidates that are ranked together. Twice as many take a seventh more of a search's time, and one query in a thousand finds
/// its track among those.
const CANDIDATES: usize = 100;
/// The best by words alone, whose texts are then looked at.
const LOOKED_AT: usize = 20;

/// So many tracks of one artist, of whom nothing else was asked for, crowd nobody out.
const UNCROWDED: usize = 1;

/// A candidate with all that is known of its match.
struct Ranked {
    candidate: Candidate,
    matched: WordSet,
    /// Whether any word of the query stands in the title.
    has_title: bool,
    features: Features,
    /// Boxed, since most never get one.
    document: Option<Box<TrackSummary>>,
}

/// Answers a request from one snapshot.
pub fn search(snapshot: &Snapshot, request: &Request) -> Result<Response, Error> {
    search_with(snapshot, request, &Weights::FITTED)
}

/// The same, ranked by other numbers: for fitting them.
pub fn search_with(snapshot: &Snapshot, request: &Request, weights: &Weights) -> Result<Response, Error> {
    let of_library = snapshot.of_library(request.library);
    let snapshot = of_library.as_ref().unwrap_or(snapshot);
    let mut query = Query::parse(&request.q);
    if query.words.is_empty() {
        return Ok(Response::nothing(Answered::Index));
    }
    let mut stopwatch = Stopwatch::start();
    let spaced = spacing::spaced(snapshot, &query);
    let is_spaced = spaced.is_some();
    query = spaced.unwrap_or(query);
    let plan = Plan::new(snapshot, &query, weights)?;
    stopwatch.lap("plan");
    let filter = match request.filters.is_empty() {
        true => None,
        false => Some(Filter::new(snapshot, &request.filters)?),
    };
    let wanted = request.offset + request.limit;
    let most = if wanted <= CANDIDATES { CANDIDATES } else { MAX_REACH };
    let gathered = gather(snapshot, &plan, filter, most)?;
    stopwatch.lap("gather");
    let mut ranked = rank(snapshot, &plan, &gathered.candidates);
    stopwatch.lap("rank");
    look_at_texts(snapshot, &request.q, &query, weights, &mut ranked)?;
    stopwatch.lap("texts");

    // All hits match what the best one matches; what it doesn't match is let go.
    let required = ranked.first().map(|best| best.matched).unwrap_or_default();
    ranked.retain(|r| r.matched.contains(required));
    let are_all_ranked = required == plan.all
        && gathered.looked_for == plan.all
        && gathered.is_whole
        && gathered.matched <= gathered.candidates.len();
    let total = if ranked.is_empty() && gathered.is_whole || are_all_ranked {
        Total { value: ranked.len(), exact: true }
    } else {
        Total { value: ranked.len().max(gathered.matched), exact: false }
    };
    let mut dropped_words: Vec<String> =
        plan.all.without(required).iter().map(|i| query.words.get(i).to_owned()).collect();
    dropped_words.extend(query.beyond.iter().cloned());
    let did_you_mean = match ranked.first() {
        Some(best) => {
            did_you_mean(snapshot, &query, &plan, &best.candidate)?.or_else(|| is_spaced.then(|| query.words.spaced()))
        }
        None => {
            dropped_words.clear();
            None
        }
    };
    let explanation = match request.explain {
        true => Some(Box::new(explain::query(snapshot, &query, &plan, &gathered, stopwatch)?)),
        false => None,
    };
    let mut hits = Vec::with_capacity(request.limit);
    let mut lowest = 1.0;
    for r in ranked.into_iter().skip(request.offset).take(request.limit) {
        // What wasn't looked at has fewer features, but never stands higher.
        lowest = r.features.score(weights).min(lowest);
        hits.push(hit(snapshot, &query, &plan, r, lowest, request.explain)?);
    }
    Ok(Response { hits, total, dropped_words, did_you_mean, explanation, ..Response::nothing(Answered::Index) })
}

/// A ranked candidate as a hit.
fn hit(
    snapshot: &Snapshot,
    query: &Query,
    plan: &Plan,
    ranked: Ranked,
    score: f32,
    explain: bool,
) -> Result<Hit, Error> {
    let Ranked { candidate, features, document, .. } = ranked;
    let explanation = match explain {
        true => Some(Box::new(HitExplanation { words: matches(snapshot, query, plan, &candidate)?, features })),
        false => None,
    };
    let document = match document {
        Some(document) => *document,
        None => snapshot.document(candidate.segment as usize, candidate.doc)?,
    };
    Ok(Hit { score, track: document, explanation })
}

/// Aligns and scores every candidate; the best first.
///
/// Those beyond the first few hundred, which only far pages ask for, are ranked among themselves, so that every page
/// continues the one before it.
fn rank(snapshot: &Snapshot, plan: &Plan, candidates: &[Candidate]) -> Vec<Ranked> {
    let tables: Vec<Table<'_>> = (0..snapshot.segments().len()).map(|number| Table::new(plan, number)).collect();
    let mut workspace = Workspace::default();
    let mut ranked = Vec::with_capacity(candidates.len());
    for part in candidates.chunks(CANDIDATES) {
        let from = ranked.len();
        ranked.extend(part.iter().map(|&candidate| {
            let number = candidate.segment as usize;
            let alignment = tables[number].align(&snapshot.segments()[number], candidate.doc, &mut workspace);
            let (matched, has_title) = (alignment.matched, alignment.found(Part::Title) > 0);
            Ranked { candidate, matched, has_title, features: Features::of(plan, alignment), document: None }
        }));
        sort(&mut ranked[from..]);
    }
    ranked
}

/// Looks at the texts of the best few, and at what else speaks for them, and puts them in their final order. What can't be the
/// best and doesn't match what the best does is no hit, and isn't looked at.
fn look_at_texts(
    snapshot: &Snapshot,
    text: &str,
    query: &Query,
    weights: &Weights,
    ranked: &mut [Ranked],
) -> Result<(), Error> {
    let asked = Asked::new(text, &query.words, weights);
    let looked_at = ranked.len().min(LOOKED_AT);
    let best = &mut ranked[..looked_at];
    let mut highest = f32::MIN;
    for r in best.iter_mut() {
        let may_be_best = r.features.sum() + weights.most_by_text() >= highest;
        if may_be_best {
            look_at(snapshot, &asked, weights, r)?;
            highest = highest.max(r.features.sum());
        }
    }
    let required = best.iter().min_by_key(|r| standing(r)).map(|best| best.matched).unwrap_or_default();
    for r in best.iter_mut().filter(|r| r.document.is_none() && r.matched.contains(required)) {
        look_at(snapshot, &asked, weights, r)?;
    }
    sort(best);
    thin_out(snapshot, weights, best);
    sort(best);
    Ok(())
}

/// Looks at the text of one, and at what else speaks for it.
fn look_at(snapshot: &Snapshot, asked: &Asked<'_>, weights: &Weights, r: &mut Ranked) -> Result<(), Error> {
    let (number, doc) = (r.candidate.segment as usize, r.candidate.doc);
    let segment = &snapshot.segments()[number];
    let document = snapshot.document(number, doc)?;
    r.features.prior = match document.popularity {
        Some(popularity) => weights.popularity * (popularity as f32).clamp(0.0, 100.0) / 100.0,
        // How many tracks share its names stands in for what isn't known.
        None => {
            let keys = [segment.title_key(doc), segment.artist_key(doc)];
            keys.iter().map(|&key| prior(snapshot, key, weights)).sum()
        }
    };
    r.features.likeness = asked.likeness(&document);
    r.features.verbatim = asked.verbatim(&document);
    r.document = Some(Box::new(document));
    Ok(())
}

/// Lets an artist's tracks that have nothing but the artist in common with the query leave room for other answers.
fn thin_out(snapshot: &Snapshot, weights: &Weights, best: &mut [Ranked]) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    for r in best.iter_mut().filter(|r| !r.has_title) {
        let artist = snapshot.segments()[r.candidate.segment as usize].artist_key(r.candidate.doc);
        let before = seen.entry(artist).or_default();
        r.features.crowded = -weights.crowded * before.saturating_sub(UNCROWDED - 1) as f32;
        *before += 1;
    }
}

/// What a title or an artist earns by the number of tracks that share it.
fn prior(snapshot: &Snapshot, key: u64, weights: &Weights) -> f32 {
    let tracks: u32 = snapshot.segments().iter().map(|segment| segment.key_count(key)).sum();
    weights.prior * (tracks.max(1) as f32).log2().min(weights.prior_doublings)
}

/// A total order that depends on the documents alone: by score, then precedence, then id.
fn sort(ranked: &mut [Ranked]) {
    // By keys, since what is ranked is too large to be moved about.
    ranked.sort_by_cached_key(standing);
}

/// The smallest stands first.
fn standing(r: &Ranked) -> (Reverse<i32>, u64, Option<Uuid>) {
    (Reverse(in_order(r.features.sum())), r.candidate.precedence, r.document.as_ref().map(|d| d.id))
}

/// A number that is greater for a greater score, as `total_cmp` compares them.
fn in_order(score: f32) -> i32 {
    let bits = score.to_bits().cast_signed();
    bits ^ (bits >> 31) & i32::MAX
}
