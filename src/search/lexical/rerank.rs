//! Puts candidates in order: aligned and scored all, then the best few looked at once more, by their texts and by what
//! else speaks for them.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::align::{Table, Workspace};
use super::candidates::Candidate;
use super::name_similarity::Asked;
use super::plan::Plan;
use super::query::WordSet;
use super::weights::Weights;
use crate::index::keys::both;
use crate::index::{Error, Part, Snapshot, reasons};
use crate::search::explanation::{Features, How};
use crate::text::name;
use crate::track::{TrackId, TrackSummary};

/// Candidates that are ranked together. Two and a half times as many take a sixth more of a search's time, and one
/// query in a thousand finds its track among those.
const CANDIDATES: usize = 80;
/// The same of an artist's tracks, where nothing else was asked for: which are best known, the ranking says.
const CANDIDATES_OF_ARTIST: usize = 400;
/// The best by words alone, whose texts are then looked at.
const RERANKED: usize = 20;

/// What is worse than the last of those by more than this doesn't come among them by being better known: each is a look
/// or two into memory.
const NEARLY_EQUAL: f32 = 0.02;

/// A candidate with all that is known of its match.
pub struct Ranked {
    pub candidate: Candidate,
    pub matched: WordSet,
    /// Whether any word of the query stands in the title.
    has_title: bool,
    /// Whether it is asked for as one of an album's: nothing of the query stands in the title.
    is_of_album: bool,
    /// Whether some word of it goes on where the query ends.
    is_completed: bool,
    /// Whether it has every word that it must have.
    pub is_full: bool,
    pub features: Features,
    /// Boxed, since most never get one.
    pub document: Option<Box<TrackSummary>>,
}

/// How many candidates of a plan are ranked together.
pub fn ranked_together(plan: &Plan) -> usize {
    if plan.intent.artist.is_some() { CANDIDATES_OF_ARTIST } else { CANDIDATES }
}

/// Aligns and scores every candidate; the best first.
///
/// Those beyond the first few hundred, which only far pages ask for, are ranked among themselves, so that every page
/// continues the one before it.
pub fn rank(snapshot: &Snapshot, plan: &Plan, candidates: &[Candidate]) -> Vec<Ranked> {
    let tables: Vec<Table<'_>> = (0..snapshot.segments().len()).map(|number| Table::new(plan, number)).collect();
    let mut workspace = Workspace::default();
    let mut ranked = Vec::with_capacity(candidates.len());
    for part in candidates.chunks(ranked_together(plan)) {
        let from = ranked.len();
        ranked.extend(part.iter().map(|&candidate| {
            let number = candidate.segment as usize;
            let alignment = tables[number].align(&snapshot.segments()[number], candidate.doc, &mut workspace);
            let (matched, has_title) = (alignment.matched, alignment.found(Part::Title) > 0);
            let is_of_album = !has_title && alignment.found(Part::Album) > 0;
            let artist = || snapshot.segments()[number].artist_key(candidate.doc);
            let features = Features::of(plan, alignment, artist);
            let is_full = matched.contains(plan.needed());
            let is_completed = alignment.placed.iter().any(|placed| placed.how == How::Prefix);
            Ranked { candidate, matched, has_title, is_of_album, is_completed, is_full, features, document: None }
        }));
        sort(&mut ranked[from..]);
    }
    ranked
}

/// Looks at how well known the best are, and at the texts of the best few, and puts them in their final order. What
/// can't be the best and doesn't match what the best does is no hit, and isn't looked at.
pub fn rerank(snapshot: &Snapshot, asked: &[Asked<'_>], plan: &Plan, ranked: &mut [Ranked]) -> Result<(), Error> {
    let weights = &plan.weights;
    if plan.intent.artist.is_some() || ranked.iter().any(|r| r.is_completed) {
        // So that the best of other answers are among those looked at.
        thin_out(snapshot, weights, ranked);
    }
    put_known_first(snapshot, weights, ranked);
    let looked_at = ranked.len().min(RERANKED);
    let best = &mut ranked[..looked_at];
    let mut highest = f32::MIN;
    for r in best.iter_mut() {
        let may_be_best = r.features.sum() + weights.most_by_text() >= highest;
        if may_be_best {
            look_at(snapshot, asked, r)?;
            highest = highest.max(r.features.sum());
        }
    }
    let matched = best.iter().min_by_key(|r| sort_key(r)).map(|best| best.matched).unwrap_or_default();
    let required = plan.required(matched);
    for r in best.iter_mut().filter(|r| r.document.is_none() && r.matched.contains(required)) {
        look_at(snapshot, asked, r)?;
    }
    // Who leaves room is told anew, now that the texts are known.
    best.iter_mut().for_each(|r| r.features.diversity = 0.0);
    sort(best);
    thin_out(snapshot, weights, best);
    Ok(())
}

/// Adds how well known they are to those that are or may come to be among the best few, and sorts those.
fn put_known_first(snapshot: &Snapshot, weights: &Weights, ranked: &mut [Ranked]) {
    let least = ranked.get(RERANKED - 1).map_or(f32::MIN, |last| last.features.sum()) - NEARLY_EQUAL;
    let reach = ranked.iter().take_while(|r| r.features.sum() >= least).count();
    let mut counts = FxHashMap::default();
    for r in &mut ranked[..reach] {
        r.features.popularity = prior(snapshot, r, weights, &mut counts);
    }
    sort(&mut ranked[..reach]);
}

/// Looks at the text of one; of several ways to say the query the one counts that it is most like.
fn look_at(snapshot: &Snapshot, asked: &[Asked<'_>], r: &mut Ranked) -> Result<(), Error> {
    let document = snapshot.document(r.candidate.segment as usize, r.candidate.doc)?;
    let artist = document.artist.as_deref().unwrap_or_default();
    let (title, artist) = (name::title(&document.title), name::artist(artist));
    let most = |worth: &dyn Fn(&Asked<'_>) -> f32| asked.iter().map(worth).fold(0.0, f32::max);
    r.features.similarity = most(&|asked| asked.similarity(&title, &artist));
    r.features.verbatim = most(&|asked| asked.verbatim(&document, &title));
    r.document = Some(Box::new(document));
    Ok(())
}

/// Puts in order once more, and lets an artist's tracks that have nothing but the artist in common with the query leave
/// room for other answers, and so the tracks of one title that may not be the one that is being typed.
fn thin_out(snapshot: &Snapshot, weights: &Weights, best: &mut [Ranked]) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut is_sorted = true;
    for r in best.iter_mut().filter(|r| !r.has_title || r.is_completed) {
        let segment = &snapshot.segments()[r.candidate.segment as usize];
        let (key, crowded) = match r.has_title {
            true => (segment.title_key(r.candidate.doc), weights.crowded_title),
            false => (segment.artist_key(r.candidate.doc), weights.crowded),
        };
        let before = seen.entry(key).or_default();
        let diversity = -crowded * *before as f32;
        is_sorted &= diversity == r.features.diversity;
        r.features.diversity = diversity;
        *before += 1;
    }
    if !is_sorted {
        sort(best);
    }
}

/// How well known a track is: by its popularity or, where that isn't known, by how many tracks there are with its
/// title, by its artist, and with both.
fn prior(snapshot: &Snapshot, ranked: &Ranked, weights: &Weights, counts: &mut FxHashMap<u64, u32>) -> f32 {
    let candidate = &ranked.candidate;
    let segment = &snapshot.segments()[candidate.segment as usize];
    if let Some(popularity) = segment.popularity(candidate.doc) {
        return weights.popularity * popularity;
    }
    // Candidates share titles or artists more often than not.
    let mut count = |key| *counts.entry(key).or_insert_with(|| snapshot.count(key));
    let worth = |tracks: u32| (tracks.max(1) as f32).log2().min(weights.prior_doublings);
    let (title, artist) = (segment.title_key(candidate.doc), segment.artist_key(candidate.doc));
    if ranked.is_of_album {
        // Each title of it was asked for as much.
        return weights.prior * worth(count(artist));
    }
    let (by_title, by_artist) = (count(title), count(artist));
    // There are no more tracks with both than with either.
    let with_both = if by_title.min(by_artist) > 1 { count(both(artist, title)) } else { 1 };
    weights.prior * (worth(by_title) + worth(by_artist)) + weights.prior_of_both * worth(with_both)
}

/// A total order that depends on the documents alone: by score, then precedence, then id.
fn sort(ranked: &mut [Ranked]) {
    // By keys, since what is ranked is too large to be moved about.
    ranked.sort_by_cached_key(sort_key);
}

/// The smallest stands first. Of equals the one leads that was added first; an album comes in its order, whatever its
/// titles are.
fn sort_key(r: &Ranked) -> (Reverse<i32>, u64, u64, Option<TrackId>, u64) {
    let (unknown, length) = reasons(r.candidate.precedence);
    let length = if r.is_of_album { 0 } else { length };
    let id = r.document.as_ref().map(|document| document.id);
    (Reverse(in_order(r.features.sum())), unknown, length, id, r.candidate.precedence)
}

/// A number that is greater for a greater score, as `total_cmp` compares them.
fn in_order(score: f32) -> i32 {
    let bits = score.to_bits().cast_signed();
    bits ^ (bits >> 31) & i32::MAX
}
