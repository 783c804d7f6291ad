//! The life of a search in the index: query → plan → candidates → ranking → hits, one step a function.

use std::borrow::Cow;

use super::candidates::{Candidates, find_candidates};
use super::collect::{Collector, Count, Matches};
use super::explain::{self, Stopwatch, did_you_mean, matches};
use super::filter::Filter;
use super::name_similarity::Asked;
use super::plan::Plan;
use super::query::{Query, WordSet, as_typed};
use super::readings::{is_good, readings};
use super::rerank::{Ranked, rank, ranked_together, rerank};
use super::spacing;
use super::weights::Weights;
use crate::index::{Error, Snapshot};
use crate::search::bounds::MAX_REACH;
use crate::search::explanation::{HitExplanation, QueryExplanation, ReadAs};
use crate::search::request::Request;
use crate::search::response::{Answered, Hit, Response, Score, Total};

/// What may be gone through to count what matches, in postings: an eighth of a millisecond.
const COUNTED: u64 = 50_000;

/// Answers a request from one snapshot.
pub fn search(snapshot: &Snapshot, request: &Request) -> Result<Response, Error> {
    search_with(snapshot, request, &Weights::FITTED)
}

/// The same, ranked by other numbers: for fitting them.
pub fn search_with(snapshot: &Snapshot, request: &Request, weights: &Weights) -> Result<Response, Error> {
    let of_library = snapshot.of_library(request.library);
    let snapshot = of_library.as_ref().unwrap_or(snapshot);
    match best_reading(snapshot, request, weights)? {
        Some((search, candidates, ranked)) => search.response(&candidates, ranked),
        None => Ok(Response::nothing(Answered::Index)),
    }
}

/// Shows a collector every track that matches a request, on all threads of the pool that it is called in.
pub fn collect_matches(snapshot: &Snapshot, request: &Request, collector: &mut impl Collector) -> Result<(), Error> {
    let of_library = snapshot.of_library(request.library);
    let snapshot = of_library.as_ref().unwrap_or(snapshot);
    let Some((search, _, ranked)) = best_reading(snapshot, request, &Weights::FITTED)? else { return Ok(()) };
    let required = search.required(&ranked);
    if required.is_empty() { Ok(()) } else { search.matches(required).collect_in_parallel(collector) }
}

/// The query as it was typed or, where that finds nothing good, as it may have been meant; ranked.
fn best_reading<'a>(
    snapshot: &'a Snapshot,
    request: &'a Request,
    weights: &Weights,
) -> Result<Option<RankedReading<'a>>, Error> {
    let Some(typed) = ranked_reading(snapshot, request, Query::parse(&request.q), ReadAs::Typed, weights)? else {
        return Ok(None);
    };
    let (search, _, ranked) = &typed;
    if ranked.first().is_some_and(is_good) {
        return Ok(Some(typed));
    }
    for (query, read_as) in readings(snapshot, &request.q, &search.query, ranked.first()) {
        let other = ranked_reading(snapshot, request, query, read_as, weights)?;
        if other.as_ref().and_then(|(.., ranked)| ranked.first()).is_some_and(is_good) {
            return Ok(other);
        }
    }
    Ok(Some(typed))
}

/// A query read in one way, with what it finds; none, if it has no usable word.
fn ranked_reading<'a>(
    snapshot: &'a Snapshot,
    request: &'a Request,
    query: Query,
    read_as: ReadAs,
    weights: &Weights,
) -> Result<Option<RankedReading<'a>>, Error> {
    let Some(mut search) = Search::begin(snapshot, request, query, read_as, weights)? else { return Ok(None) };
    let candidates = search.candidates()?;
    let ranked = search.rank(&candidates)?;
    Ok(Some((search, candidates, ranked)))
}

/// A search with its candidates and their order.
type RankedReading<'a> = (Search<'a>, Candidates, Vec<Ranked>);

/// A search under way: what was asked of which snapshot, and what that may mean.
struct Search<'a> {
    snapshot: &'a Snapshot,
    request: &'a Request,
    query: Query,
    read_as: ReadAs,
    /// Whether the query was typed without some of its spaces.
    is_spaced: bool,
    plan: Plan,
    filter: Option<Filter<'a>>,
    stopwatch: Stopwatch,
}

impl<'a> Search<'a> {
    /// Plans a query; none, if it has no usable word.
    fn begin(
        snapshot: &'a Snapshot,
        request: &'a Request,
        typed: Query,
        read_as: ReadAs,
        weights: &Weights,
    ) -> Result<Option<Self>, Error> {
        if typed.words.is_empty() {
            return Ok(None);
        }
        let mut stopwatch = Stopwatch::start();
        // What the library calls otherwise is a name as it stands.
        let is_alias =
            || request.aliases.as_ref().is_some_and(|aliases| !aliases.all_variants(&typed.words).is_empty());
        let spaced = spacing::spaced(snapshot, &typed).filter(|_| !is_alias());
        let is_spaced = spaced.is_some();
        let query = spaced.unwrap_or(typed);
        let plan = Plan::new(snapshot, &query, request.aliases.as_deref(), weights)?;
        stopwatch.lap("plan");
        let filter = match request.filters.is_empty() {
            true => None,
            false => Some(Filter::new(snapshot, &request.filters)?),
        };
        Ok(Some(Self { snapshot, request, query, read_as, is_spaced, plan, filter, stopwatch }))
    }

    /// The candidates: more of them only where a page reaches beyond.
    fn candidates(&mut self) -> Result<Candidates, Error> {
        let reach = self.request.offset + self.request.limit;
        let together = ranked_together(&self.plan);
        let most = if reach <= together { together } else { MAX_REACH };
        let candidates = find_candidates(self.snapshot, &self.plan, self.filter.as_ref(), most)?;
        self.stopwatch.lap("candidates");
        Ok(candidates)
    }

    /// The candidates in their final order.
    fn rank(&mut self, candidates: &Candidates) -> Result<Vec<Ranked>, Error> {
        let mut ranked = rank(self.snapshot, &self.plan, &candidates.found);
        self.stopwatch.lap("rank");
        let text: Cow<'_, str> = match self.read_as {
            ReadAs::Typed => (&*self.request.q).into(),
            ReadAs::AnotherKeyboard | ReadAs::TitleAlone => self.query.words.spaced().into(),
        };
        let asked = Asked::new(&text, &self.query.words, self.query.is_unfinished, &self.plan.weights);
        let otherwise = self
            .plan
            .otherwise
            .iter()
            .map(|words| Asked::new(&words.spaced(), words, self.query.is_unfinished, &self.plan.weights));
        let asked: Vec<Asked<'_>> = std::iter::once(asked).chain(otherwise).collect();
        rerank(self.snapshot, &asked, &self.plan, &mut ranked)?;
        self.stopwatch.lap("texts");
        let required = self.required(&ranked);
        ranked.retain(|r| r.matched.contains(required));
        Ok(ranked)
    }

    /// What all hits match that the best one matches; what it doesn't match is let go.
    fn required(&self, ranked: &[Ranked]) -> WordSet {
        ranked.first().map(|best| self.plan.required(best.matched)).unwrap_or_default()
    }

    /// All that is answered.
    fn response(&self, candidates: &Candidates, ranked: Vec<Ranked>) -> Result<Response, Error> {
        Ok(Response {
            total: self.total(candidates, ranked.len(), self.required(&ranked))?,
            dropped_words: self.dropped_words(ranked.first()),
            did_you_mean: self.did_you_mean(ranked.first())?,
            explanation: self.explanation(candidates)?,
            hits: self.hits(ranked)?,
            ..Response::nothing(Answered::Index)
        })
    }

    /// The match set: whatever has all that is required.
    fn matches(&self, required: WordSet) -> Matches<'_> {
        Matches::new(self.snapshot, &self.plan, self.filter.as_ref(), required)
    }

    /// How many tracks match, of which so many are ranked: counted, if that is done soon.
    fn total(&self, candidates: &Candidates, ranked: usize, required: WordSet) -> Result<Total, Error> {
        let are_all_ranked = required == self.plan.all
            && candidates.looked_for == self.plan.all
            && candidates.is_whole
            && candidates.matched <= candidates.found.len()
            && self.plan.unfinished.as_ref().is_none_or(|unfinished| unfinished.is_listed);
        if are_all_ranked || ranked == 0 && candidates.is_whole {
            return Ok(Total { value: ranked, exact: true });
        }
        if !required.is_empty() {
            let mut count = Count::default();
            if self.matches(required).collect(COUNTED, &mut count)? {
                return Ok(Total { value: count.0, exact: true });
            }
        }
        Ok(Total { value: ranked.max(candidates.matched), exact: false })
    }

    /// The words that the best hit doesn't match; none, where nothing is found.
    fn dropped_words(&self, best: Option<&Ranked>) -> Vec<String> {
        let Some(best) = best else { return Vec::new() };
        let dropped = self.plan.all.without(best.matched);
        let typed = as_typed(&self.request.q, &self.query.words);
        let dropped = dropped.iter().map(|i| typed[i].clone());
        dropped.chain(self.query.beyond.iter().cloned()).collect()
    }

    /// The query as it was probably meant: as the best hit has it, or with the spaces that were left out.
    fn did_you_mean(&self, best: Option<&Ranked>) -> Result<Option<String>, Error> {
        let Some(best) = best else { return Ok(None) };
        let meant = match &best.document {
            Some(document) => did_you_mean(self.snapshot, &self.query, &self.plan, &best.candidate, document)?,
            None => None,
        };
        let is_other = self.is_spaced || self.read_as == ReadAs::AnotherKeyboard;
        Ok(meant.or_else(|| is_other.then(|| self.query.words.spaced())))
    }

    /// How the query was understood, if that was asked for.
    fn explanation(&self, candidates: &Candidates) -> Result<Option<Box<QueryExplanation>>, Error> {
        if !self.request.explain {
            return Ok(None);
        }
        let (query, read_as) = (&self.query, self.read_as);
        let explanation = explain::query(self.snapshot, query, read_as, &self.plan, candidates, &self.stopwatch)?;
        Ok(Some(Box::new(explanation)))
    }

    /// The page that was asked for.
    fn hits(&self, ranked: Vec<Ranked>) -> Result<Vec<Hit>, Error> {
        let page = ranked.into_iter().skip(self.request.offset).take(self.request.limit);
        let mut lowest = Score::BEST;
        page.map(|r| {
            // What wasn't looked at has fewer features, but never stands higher.
            lowest = r.features.score(&self.plan.weights).min(lowest);
            self.hit(r, lowest)
        })
        .collect()
    }

    /// A ranked candidate as a hit.
    fn hit(&self, ranked: Ranked, score: Score) -> Result<Hit, Error> {
        let Ranked { candidate, features, document, .. } = ranked;
        let explanation = match self.request.explain {
            true => {
                let words = matches(self.snapshot, &self.query, &self.plan, &candidate)?;
                Some(Box::new(HitExplanation { words, features }))
            }
            false => None,
        };
        let document = match document {
            Some(document) => *document,
            None => self.snapshot.document(candidate.segment as usize, candidate.doc)?,
        };
        Ok(Hit { score, track: document, explanation })
    }
}
