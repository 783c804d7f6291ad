//! The life of a search in the index: query → plan → candidates → alignment → score → hits.

use rustc_hash::FxHashMap;

use super::align::{Table, Workspace};
use super::filter::Filter;
use super::gather::{Candidate, gather};
use super::likeness::Asked;
use super::plan::Plan;
use super::query::{Query, WordSet};
use super::score::Features;
use super::weights::{POPULARITY, PRIOR, PRIOR_DOUBLINGS};
use super::{Answered, FoundTrack, Hit, Request, Response, Total};
use crate::index::{Document, Error, Snapshot};

/// The best by words alone, whose texts are then looked at.
const LOOKED_AT: usize = 20;

/// A candidate with all that is known of its match.
struct Ranked {
    candidate: Candidate,
    matched: WordSet,
    features: Features,
    /// Boxed, since candidates are moved about while they are sorted and most never get one.
    document: Option<Box<Document>>,
}

/// Answers a request from one snapshot.
pub fn search(snapshot: &Snapshot, request: &Request) -> Result<Response, Error> {
    let query = Query::parse(&request.q);
    if query.words.is_empty() {
        return Ok(Response::nothing(Answered::Index));
    }
    let plan = Plan::new(snapshot, &query)?;
    let filter = if request.filters.is_empty() { None } else { Some(Filter::new(snapshot, &request.filters)?) };
    let wanted = request.offset + request.limit;
    let gathered = gather(snapshot, &plan, filter.as_ref(), wanted)?;
    let most = gathered.candidates.len();

    let mut ranked = rank(snapshot, &plan, gathered.candidates);
    look_at_texts(snapshot, &request.q, &query, &mut ranked, LOOKED_AT.max(wanted))?;

    // All hits match what the best one matches; what it doesn't match is let go.
    let required = ranked.first().map(|best| best.matched).unwrap_or_default();
    ranked.retain(|r| r.matched.contains(required));
    let is_all = gathered.is_complete && required == plan.all && gathered.matched <= most;
    let total = Total { value: ranked.len().max(if is_all { 0 } else { gathered.matched }), exact: is_all };

    let dropped = plan.all.without(required).iter().map(|i| query.words.get(i).to_owned());
    let dropped_words =
        if ranked.is_empty() { Vec::new() } else { dropped.chain(query.beyond.iter().cloned()).collect() };
    let hits = ranked
        .into_iter()
        .skip(request.offset)
        .take(request.limit)
        .filter_map(|r| Some(Hit { score: r.features.score(), track: found(*r.document?) }))
        .collect();
    Ok(Response { hits, total, dropped_words, ..Response::nothing(Answered::Index) })
}

/// Aligns and scores every candidate; the best first.
fn rank(snapshot: &Snapshot, plan: &Plan, candidates: Vec<Candidate>) -> Vec<Ranked> {
    let tables: Vec<Table<'_>> = (0..snapshot.segments().len()).map(|number| Table::new(plan, number)).collect();
    let mut workspace = Workspace::default();
    let mut ranked: Vec<Ranked> = candidates
        .into_iter()
        .map(|candidate| {
            let number = candidate.segment as usize;
            let alignment = tables[number].align(&snapshot.segments()[number], candidate.doc, &mut workspace);
            Ranked { candidate, matched: alignment.matched, features: Features::of(plan, alignment), document: None }
        })
        .collect();
    sort(&mut ranked);
    ranked
}

/// Looks at the texts of the best few, and at what else speaks for them, and puts them in their final order.
fn look_at_texts(
    snapshot: &Snapshot,
    text: &str,
    query: &Query,
    ranked: &mut [Ranked],
    most: usize,
) -> Result<(), Error> {
    let asked = Asked::new(text, &query.words);
    let most = most.min(ranked.len());
    let best = &mut ranked[..most];
    let mut priors: FxHashMap<u64, f32> = FxHashMap::default();
    for r in best.iter_mut() {
        let (number, doc) = (r.candidate.segment as usize, r.candidate.doc);
        let segment = &snapshot.segments()[number];
        let document = snapshot.document(number, doc)?;
        r.features.prior = POPULARITY * document.popularity.unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
        for key in [segment.title_key(doc), segment.artist_key(doc)] {
            r.features.prior += match priors.get(&key) {
                Some(&prior) => prior,
                None => *priors.entry(key).or_insert(prior(snapshot, key)?),
            };
        }
        r.features.likeness = asked.likeness(&document);
        r.features.verbatim = asked.verbatim(&document);
        r.document = Some(Box::new(document));
    }
    sort(best);
    Ok(())
}

/// What a title or an artist earns by the number of tracks that share it.
fn prior(snapshot: &Snapshot, key: u64) -> Result<f32, Error> {
    let tracks: u32 = snapshot.segments().iter().map(|segment| segment.key_count(key)).sum::<Result<u32, Error>>()?;
    Ok(PRIOR * (tracks.max(1) as f32).log2().min(PRIOR_DOUBLINGS))
}

/// A total order that depends on the documents alone: by score, then precedence, then id.
fn sort(ranked: &mut [Ranked]) {
    let id = |r: &Ranked| r.document.as_ref().map(|d| d.id);
    ranked.sort_unstable_by(|a, b| {
        b.features
            .sum()
            .total_cmp(&a.features.sum())
            .then(a.candidate.precedence.cmp(&b.candidate.precedence))
            .then_with(|| id(a).cmp(&id(b)))
    });
}

fn found(document: Document) -> FoundTrack {
    let Document {
        id,
        title,
        artist,
        album,
        album_artist,
        genre,
        year,
        duration_ms,
        format,
        labels,
        popularity,
        isrc,
        audio_uri,
        thumbnail_uri,
    } = document;
    FoundTrack {
        id,
        title,
        artist,
        album,
        album_artist,
        genre,
        year,
        duration_ms,
        format,
        labels,
        popularity,
        isrc,
        audio_uri,
        thumbnail_uri,
    }
}
