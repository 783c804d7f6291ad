//! Searching in PostgreSQL itself: words first, then trigrams. Answers while the index can't serve.

mod likeness;
mod rank;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;
use std::time::Duration;

use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{PgConnection, Postgres};
use uuid::Uuid;

use super::{Catalog, Error, Track};
use likeness::Likeness;
use rank::{Candidate, PART, rank};
use words::{gist, has_infix_script, held_by_none, standing, tsquery, words_of_other_scripts};

static WORDS: LazyLock<Matching> = LazyLock::new(|| Matching::new(include_str!("words.sql")));
static INFIX: LazyLock<Matching> = LazyLock::new(|| Matching::new(include_str!("infix.sql")));
static ALIKE: LazyLock<String> = LazyLock::new(|| with_filters(include_str!("alike.sql")));

const DOING: &str = "searching the catalog";

/// What is asked beyond this is not looked at: it is enough to tell a name by, and letters are what the time goes by.
const MOST_LETTERS: usize = 128;
/// So many rows that hold all words are ranked; of commoner ones, the first by id and those called exactly so.
const MOST_MATCHES: i64 = 3_000;
/// With fewer hits than this, misspellings are thought of.
const ENOUGH: usize = 10;
/// A hit this good, such as an equal title, is what was meant.
const MEANT: f32 = 0.9;
/// How much of the query a name must share in trigrams: strictly, and if that finds nothing.
const THRESHOLDS: [f32; 2] = [0.55, 0.35];
/// A statement that takes longer is cancelled, and the search fails: less found in less time would be another answer each time.
const MOST_TIME: Duration = Duration::from_secs(5);

/// What is searched. Texts are compared folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackQuery {
    pub q: String,
    pub limit: usize,
    pub offset: usize,
    /// Every word of it must stand in the artist, written together or apart; likewise `title` and `album`.
    pub artist: Option<String>,
    pub title: Option<String>,
    pub album: Option<String>,
    /// One of the track's genres, as a whole.
    pub genre: Option<String>,
    pub label: Option<String>,
    pub format: Option<String>,
    pub year: Option<RangeInclusive<i32>>,
    pub duration_ms: Option<RangeInclusive<u64>>,
}

/// Tracks with their score in [0, 1], best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub rows: Vec<(Track, f32)>,
    /// How many tracks match.
    pub total: i64,
    /// Otherwise there are more.
    pub exact: bool,
    /// Words, folded, that none of the best tracks has, not even misspelt: what was found was found without them.
    pub dropped_words: Vec<String>,
}

/// A statement that finds matching rows.
struct Matching {
    /// Any of them: for where all are few enough to be ranked.
    any: String,
    /// The first by id.
    in_order: String,
}

/// What may become a hit.
struct Gathered {
    /// The first of them in the order that the statements say, as many as the request reaches for, in whole parts.
    candidates: Vec<Candidate>,
    total: i64,
    exact: bool,
}

impl Catalog {
    /// Completed tracks that hold all words of the query, the last one perhaps unfinished; where there are few, also
    /// those that look like it. Any text is a query; one without letters or digits finds nothing.
    pub async fn search(&self, query: &TrackQuery) -> Result<Found, Error> {
        let mut transaction = self.reads().begin().await.map_err(Error::doing(DOING))?;
        let (asked, filters) = prepare(&mut transaction, query).await?;
        if asked.is_empty() || query.limit == 0 {
            return Ok(Found { exact: true, ..Found::default() });
        }
        let reach = query.offset + query.limit;
        let likeness = Likeness::new(&asked);
        let Gathered { candidates, total, exact } =
            gather(&mut transaction, &filters, &asked, &likeness, reach).await?;
        drop(transaction);

        let ranked = rank(&likeness, &candidates, reach);
        let names = ranked.iter().take(ENOUGH).map(|(candidate, _)| candidate.names()).collect::<Vec<_>>();
        let dropped_words = held_by_none(&asked, &names);
        let page: Vec<_> = ranked.into_iter().skip(query.offset).take(query.limit).collect();
        let ids: Vec<_> = page.iter().map(|(candidate, _)| candidate.id).collect();
        let mut tracks: HashMap<_, _> =
            self.tracks_by_id(&ids).await?.into_iter().map(|track| (track.id, track)).collect();
        let rows =
            page.into_iter().filter_map(|(candidate, score)| Some((tracks.remove(&candidate.id)?, score))).collect();
        Ok(Found { rows, total, exact, dropped_words })
    }
}

/// Candidates by words, by letters of scripts without spaces and, as long as there are few and none is what was meant, by likeness.
/// What they are, and in which order, depends on the catalogue and the query alone; `reach` says how many are wanted.
async fn gather(
    connection: &mut PgConnection,
    filters: &Filters<'_>,
    asked: &str,
    likeness: &Likeness,
    reach: usize,
) -> Result<Gathered, Error> {
    let wanted = reach.next_multiple_of(PART) as i64;
    let mut candidates = WORDS.find(connection, filters, asked, &tsquery(asked), wanted).await?;
    let mut total = matches(&candidates);
    if has_infix_script(asked) {
        let others = tsquery(&words_of_other_scripts(asked));
        let within = INFIX.find(connection, filters, asked, &others, wanted).await?;
        total = total.max(matches(&within));
        add(&mut candidates, within);
    }
    candidates.iter_mut().for_each(|candidate| candidate.holds_all = true);
    let mut exact = total < MOST_MATCHES;
    let gist = gist(asked);
    for threshold in THRESHOLDS {
        if candidates.len() >= ENOUGH || is_meant(likeness, &candidates) {
            break;
        }
        let alike = alike(connection, filters, &gist, threshold, wanted).await?;
        total = total.max(matches(&alike));
        // Where likeness ends is a matter of thresholds.
        exact = total == 0;
        add(&mut candidates, alike);
    }
    Ok(Gathered { candidates, total, exact })
}

/// What a track must be, as the statements take it.
struct Filters<'a> {
    query: &'a TrackQuery,
    /// Patterns of what must stand in artist, title and album.
    names: Vec<Option<String>>,
}

/// Folds the query and the names to filter by, and sets this transaction up for short statements that go by the indexes.
async fn prepare<'a>(connection: &mut PgConnection, query: &'a TrackQuery) -> Result<(String, Filters<'a>), Error> {
    let q: String = query.q.chars().filter(|&letter| letter != '\0').take(MOST_LETTERS).collect();
    let names = [&query.artist, &query.title, &query.album].map(text);
    let (asked, names, ..): (String, Vec<Option<String>>, String, String, String) = sqlx::query_as(
        "select needledrop_fold($1), array(select needledrop_fold(name) from unnest($2::text[]) as name),
            set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
            set_config('statement_timeout', $3, true)",
    )
    .bind(q)
    .bind(names)
    .bind(MOST_TIME.as_millis().to_string())
    .fetch_one(connection)
    .await
    .map_err(Error::doing(DOING))?;
    // A letter may fold to a dozen: ﷺ is four words.
    let asked = asked.chars().take(MOST_LETTERS).collect::<String>().trim_end().to_owned();
    let names = names.into_iter().map(|name| name.as_deref().map(standing)).collect();
    Ok((asked, Filters { query, names }))
}

/// PostgreSQL's texts can't hold every letter.
fn text(value: &Option<String>) -> Option<String> {
    value.as_ref().map(|value| value.replace('\0', ""))
}

impl Matching {
    fn new(statement: &str) -> Self {
        let statement = with_filters(statement);
        Self { any: statement.replace("{order}", ""), in_order: statement.replace("{order}", "order by t.id") }
    }

    /// The best matching rows. Of more than can be ranked, which come first is up to PostgreSQL; so then it is asked once more.
    async fn find(
        &'static self,
        connection: &mut PgConnection,
        filters: &Filters<'_>,
        asked: &str,
        tsquery: &str,
        wanted: i64,
    ) -> Result<Vec<Candidate>, Error> {
        let mut found = Vec::new();
        for statement in [&self.any, &self.in_order] {
            let statement = sqlx::query_as(statement.as_str()).bind(asked).bind(tsquery);
            let statement = filtered(statement, filters).bind(wanted).bind(MOST_MATCHES);
            found = statement.fetch_all(&mut *connection).await.map_err(Error::doing(DOING))?;
            if matches(&found) < MOST_MATCHES {
                break;
            }
        }
        Ok(found)
    }
}

/// The rows most like the query as a whole, by shared trigrams.
async fn alike(
    connection: &mut PgConnection,
    filters: &Filters<'_>,
    asked: &str,
    threshold: f32,
    wanted: i64,
) -> Result<Vec<Candidate>, Error> {
    sqlx::query("select set_config('pg_trgm.word_similarity_threshold', $1, true)")
        .bind(threshold.to_string())
        .execute(&mut *connection)
        .await
        .map_err(Error::doing(DOING))?;
    let statement = sqlx::query_as(ALIKE.as_str()).bind(asked).bind("");
    let found = filtered(statement, filters).bind(wanted).fetch_all(connection).await;
    found.map_err(Error::doing(DOING))
}

/// One wording of what the filters mean, for every part of every statement.
fn with_filters(statement: &str) -> String {
    statement.replace("{filters}", include_str!("filters.sql").trim_end())
}

type Statement<'q> = QueryAs<'q, Postgres, Candidate, PgArguments>;

/// Binds the filters, `$3` to `$12` of `filters.sql`.
fn filtered<'q>(statement: Statement<'q>, filters: &'q Filters<'_>) -> Statement<'q> {
    let Filters { query, names } = filters;
    let seconds = |ms: u64| ms as f64 / 1000.0;
    names
        .iter()
        .fold(statement, |statement, name| statement.bind(name))
        .bind(text(&query.genre))
        .bind(text(&query.label))
        .bind(text(&query.format))
        .bind(query.year.as_ref().map(|years| *years.start()))
        .bind(query.year.as_ref().map(|years| *years.end()))
        .bind(query.duration_ms.as_ref().map(|range| seconds(*range.start())))
        .bind(query.duration_ms.as_ref().map(|range| seconds(*range.end())))
}

/// How many rows matched before the best were taken.
fn matches(found: &[Candidate]) -> i64 {
    found.first().map_or(0, |candidate| candidate.matches)
}

/// Whether the best is so good that nothing better need be looked for.
fn is_meant(likeness: &Likeness, candidates: &[Candidate]) -> bool {
    rank(likeness, candidates, 1).first().is_some_and(|(best, score)| *score >= best.worth(MEANT))
}

/// Adds those that are not there yet.
fn add(candidates: &mut Vec<Candidate>, more: Vec<Candidate>) {
    let known: HashSet<Uuid> = candidates.iter().map(|candidate| candidate.id).collect();
    candidates.extend(more.into_iter().filter(|candidate| !known.contains(&candidate.id)));
}
