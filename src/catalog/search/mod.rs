//! Searching in PostgreSQL itself: words first, then trigrams. Answers while the index can't serve.

mod aliased;
mod facets;
mod filters;
mod name_similarity;
mod rank;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use sqlx::{AssertSqlSafe, PgConnection};

use super::error::Error;
use super::pool::Catalog;
use crate::text::fold;
use crate::text::language::Aliases;
use crate::text::language::layouts::retyped;
use crate::track::{Conditions, Facet, FacetCounts, LibraryId, TrackId, TrackSummary};
use aliased::Aliased;
use filters::Filters;
use name_similarity::NameSimilarity;
use rank::{Candidate, PART, rank};
use words::{gist, held_by_none, loose_tsquery, tsquery};

const FULLTEXT: &str = include_str!("fulltext.sql");
const TRIGRAM: &str = include_str!("trigram.sql");

const DOING: &str = "searching the catalog";

/// What is asked beyond this is not looked at: it is enough to tell a name by, and letters are what the time goes by.
const MOST_LETTERS: usize = 128;
/// So many rows that hold all words are ranked; of commoner ones, the best known and those called exactly so.
const MOST_MATCHES: i64 = 3_000;
/// With fewer hits than this, misspellings are thought of.
const ENOUGH: usize = 10;
/// A hit this good, such as an equal title, is what was meant.
const MEANT: f32 = 0.9;
/// How much of the query a name must share in trigrams: strictly, and if that finds nothing.
const THRESHOLDS: [f32; 2] = [0.55, 0.35];
/// A statement that takes longer is cancelled, and the search fails: less found in less time would be another answer
/// each time.
const MOST_TIME: Duration = Duration::from_secs(5);

/// What is searched. Texts are compared folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackQuery {
    pub q: String,
    pub limit: usize,
    pub offset: usize,
    /// Whose tracks are searched.
    pub library: LibraryId,
    /// What that library calls things otherwise.
    pub aliases: Option<Arc<Aliases>>,
    /// What a track must be, whatever the words match.
    pub conditions: Conditions,
    /// What is counted of all that matches.
    pub facets: Vec<Facet>,
    /// Whether the total is counted, however many there are.
    pub count_exact: bool,
}

/// Tracks with their score in [0, 1], best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub rows: Vec<(TrackSummary, f32)>,
    /// How many tracks match.
    pub total: i64,
    /// Otherwise there are more.
    pub exact: bool,
    /// What the facets count, in their order.
    pub facets: Vec<FacetCounts>,
    /// Words, folded, that none of the best tracks has, not even misspelt: what was found was found without them.
    pub dropped_words: Vec<String>,
}

/// What was asked, as far as it is looked at.
struct Asked {
    folded: String,
    /// For its words as they were typed, or with other names that they are aliases of.
    tsquery: String,
    aliased: Vec<Aliased>,
    /// Other ways to ask for it, the likeliest first.
    other: Vec<String>,
}

/// What may become a hit.
struct Candidates {
    /// The first of them in the order that the statements say, as many as the request reaches for, in whole parts.
    candidates: Vec<Candidate>,
    total: i64,
    exact: bool,
    matched: Matched,
}

/// How rows matched.
struct Matched {
    /// By one of these.
    tsqueries: Vec<String>,
    /// By looking like this, where those found too little.
    gist: Option<String>,
}

impl Catalog {
    /// Completed tracks that hold all words of the query, the last one perhaps unfinished; where there are few, also
    /// those that look like it. Any text is a query; one without letters or digits finds nothing.
    pub async fn search(&self, query: &TrackQuery) -> Result<Found, Error> {
        let mut transaction = self.reads().begin().await.map_err(Error::doing(DOING))?;
        let asked = prepare(&mut transaction, query).await?;
        if asked.folded.is_empty() || query.limit == 0 {
            let facets = vec![FacetCounts::default(); query.facets.len()];
            return Ok(Found { exact: true, facets, ..Found::default() });
        }
        let reach = query.offset + query.limit;
        let otherwise = asked.aliased.iter().map(|way| way.folded.as_str());
        let similarity = NameSimilarity::new(&asked.folded, otherwise);
        let Candidates { candidates, mut total, mut exact, matched } =
            self::candidates(&mut transaction, query, &asked, &similarity, reach).await?;
        if query.count_exact && !exact {
            total = facets::total(&mut transaction, query, &asked, &matched).await?;
            exact = true;
        }
        let facets = facets::counts(&mut transaction, query, &asked, &similarity, matched).await?;
        drop(transaction);

        let ranked = rank(&similarity, &candidates, reach);
        let names = ranked.iter().take(ENOUGH).map(|(candidate, _)| candidate.names()).collect::<Vec<_>>();
        let mut dropped_words = held_by_none(&asked.folded, &names);
        dropped_words.retain(|word| !asked.aliased.iter().any(|way| way.accounts_for(word, &names)));
        let page: Vec<_> = ranked.into_iter().skip(query.offset).take(query.limit).collect();
        let ids: Vec<_> = page.iter().map(|(candidate, _)| candidate.id).collect();
        let mut tracks: HashMap<_, _> =
            self.summaries_by_id(&ids).await?.into_iter().map(|track| (track.id, track)).collect();
        let rows =
            page.into_iter().filter_map(|(candidate, score)| Some((tracks.remove(&candidate.id)?, score))).collect();
        Ok(Found { rows, total, exact, facets, dropped_words })
    }
}

/// Candidates by words and, as long as there are few and none is what was meant, by similarity.
/// What they are, and in which order, depends on the catalogue and the query alone; `reach` says how many are wanted.
async fn candidates(
    connection: &mut PgConnection,
    query: &TrackQuery,
    asked: &Asked,
    similarity: &NameSimilarity,
    reach: usize,
) -> Result<Candidates, Error> {
    let wanted = reach.next_multiple_of(PART) as i64;
    let mut candidates = by_fulltext(connection, query, &asked.folded, &asked.tsquery, wanted).await?;
    let mut total = matches(&candidates);
    candidates.iter_mut().for_each(|candidate| candidate.holds_all = true);
    let mut exact = total < MOST_MATCHES;
    let mut matched = Matched { tsqueries: vec![asked.tsquery.clone()], gist: None };
    // In every way that it may be written, or on another keyboard, where there are few as it was typed.
    for tsquery in &asked.other {
        if candidates.len() >= ENOUGH || is_meant(similarity, &candidates) {
            break;
        }
        let other = by_fulltext(connection, query, &asked.folded, tsquery, wanted).await?;
        matched.tsqueries.push(tsquery.clone());
        total = total.max(matches(&other));
        exact &= other.is_empty();
        let known = candidates.len();
        add(&mut candidates, other);
        candidates[known..].iter_mut().for_each(|candidate| candidate.holds_all = true);
    }
    let gist = gist(&asked.folded);
    for threshold in THRESHOLDS {
        if candidates.len() >= ENOUGH || is_meant(similarity, &candidates) {
            break;
        }
        matched.gist = Some(gist.clone());
        let alike = by_trigrams(connection, query, &gist, threshold, wanted).await?;
        total = total.max(matches(&alike));
        // Where similarity ends is a matter of thresholds.
        exact = total == 0;
        add(&mut candidates, alike);
    }
    Ok(Candidates { candidates, total, exact, matched })
}

/// Folds the query, and sets this transaction up for short statements that go by the indexes.
async fn prepare(connection: &mut PgConnection, query: &TrackQuery) -> Result<Asked, Error> {
    let q: String = query.q.chars().filter(|&letter| letter != '\0').take(MOST_LETTERS).collect();
    let (folded, ..): (String, String, String, String) = sqlx::query_as(
        "select needledrop_fold($1), set_config('enable_seqscan', 'off', true),
            set_config('plan_cache_mode', 'force_custom_plan', true), set_config('statement_timeout', $2, true)",
    )
    .bind(&q)
    .bind(MOST_TIME.as_millis().to_string())
    .fetch_one(connection)
    .await
    .map_err(Error::doing(DOING))?;
    // A letter may fold to a dozen: ﷺ is four words.
    let folded = folded.chars().take(MOST_LETTERS).collect::<String>().trim_end().to_owned();
    let aliases = query.aliases.as_deref();
    let aliased = Aliased::ways(&folded, aliases);
    let loose = loose_tsquery(&q, aliases);
    let retyped = retyped(&q).into_iter().map(|text| tsquery(&text, &fold(&text).spaced())).filter(|q| !q.is_empty());
    let mut typed = tsquery(&q, &folded);
    for way in &aliased {
        typed = format!("({typed}) | ({})", way.tsquery);
    }
    Ok(Asked { tsquery: typed, aliased, other: loose.into_iter().chain(retyped).collect(), folded })
}

/// The best rows that hold all words, or are called exactly so. Of more than can be ranked, which come first is up to
/// PostgreSQL; so then it is asked once more, for the best known.
async fn by_fulltext(
    connection: &mut PgConnection,
    query: &TrackQuery,
    folded: &str,
    tsquery: &str,
    wanted: i64,
) -> Result<Vec<Candidate>, Error> {
    let filters = Filters::new(query.library, &query.conditions, 5);
    let mut found = Vec::new();
    for order in ["", "order by t.popularity desc nulls last, t.id"] {
        let statement = FULLTEXT.replace("{order}", order).replace("{filters}", &filters.sql);
        let statement = sqlx::query_as(AssertSqlSafe(statement));
        let statement = statement.bind(folded).bind(tsquery).bind(wanted).bind(MOST_MATCHES);
        found = filters.bind(statement).fetch_all(&mut *connection).await.map_err(Error::doing(DOING))?;
        if matches(&found) < MOST_MATCHES {
            break;
        }
    }
    Ok(found)
}

/// The rows most like the query as a whole, by shared trigrams.
async fn by_trigrams(
    connection: &mut PgConnection,
    query: &TrackQuery,
    asked: &str,
    threshold: f32,
    wanted: i64,
) -> Result<Vec<Candidate>, Error> {
    sqlx::query("select set_config('pg_trgm.word_similarity_threshold', $1, true)")
        .bind(threshold.to_string())
        .execute(&mut *connection)
        .await
        .map_err(Error::doing(DOING))?;
    let filters = Filters::new(query.library, &query.conditions, 3);
    let statement = sqlx::query_as(AssertSqlSafe(TRIGRAM.replace("{filters}", &filters.sql)));
    let found = filters.bind(statement.bind(asked).bind(wanted)).fetch_all(connection).await;
    found.map_err(Error::doing(DOING))
}

/// How many rows matched before the best were taken.
fn matches(found: &[Candidate]) -> i64 {
    found.first().map_or(0, |candidate| candidate.matches)
}

/// Whether the best is so good that nothing better need be looked for.
fn is_meant(similarity: &NameSimilarity, candidates: &[Candidate]) -> bool {
    rank(similarity, candidates, 1).first().is_some_and(|(best, score)| *score >= best.worth(MEANT))
}

/// Adds those that are not there yet.
fn add(candidates: &mut Vec<Candidate>, more: Vec<Candidate>) {
    let known: HashSet<TrackId> = candidates.iter().map(|candidate| candidate.id).collect();
    candidates.extend(more.into_iter().filter(|candidate| !known.contains(&candidate.id)));
}
