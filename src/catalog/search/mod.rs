//! Searching in PostgreSQL itself: words first, then trigrams. Answers while the index can't serve.

mod likeness;
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
use words::{gist, held_by_none, standing, tsquery};

static WORDS: LazyLock<String> = LazyLock::new(|| with_filters(include_str!("words.sql")));
static ALIKE: LazyLock<String> = LazyLock::new(|| with_filters(include_str!("alike.sql")));

const DOING: &str = "searching the catalog";

/// What is asked beyond this is not looked at: it is enough to tell a name by, and letters are what the time goes by.
const MOST_LETTERS: usize = 128;
/// So many rows that hold all words are ranked; of commoner ones, any.
const MOST_MATCHES: i64 = 3_000;
/// So many rows that look like the query are ranked: comparing trigrams takes ten times as long as comparing words.
const MOST_ALIKE: i64 = 1_000;
/// So many candidates at least are compared with the query letter by letter.
const LEAST_CANDIDATES: usize = 100;
/// With fewer hits than this, misspellings are thought of.
const ENOUGH: usize = 10;
/// A hit this good, such as an equal title, is what was meant.
const MEANT: f32 = 0.9;
/// What it is worth to hold all words, whatever else is in the names. Only names that are as good as equal, but for a slip, are
/// more.
const ALL_WORDS: f32 = 0.8;
/// How much of the query a name must share in trigrams: strictly, and if that finds nothing.
const THRESHOLDS: [f32; 2] = [0.55, 0.35];
/// A statement that takes longer is cancelled; a search that has found nothing else goes without its rows.
const MOST_TIME: Duration = Duration::from_secs(2);
/// The same where something is found already, and a look around for something better.
const TIME_FOR_MORE: Duration = Duration::from_millis(150);

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

/// A row worth comparing.
#[derive(Debug, sqlx::FromRow)]
struct Candidate {
    id: Uuid,
    artist_folded: Option<String>,
    title_folded: String,
    album_folded: Option<String>,
    popularity: Option<f32>,
    /// How many rows matched before the best were taken.
    matches: i64,
    /// Whether it was found by all words of the query, none of them misspelt.
    #[sqlx(skip)]
    holds_all: bool,
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
        let wanted = (query.offset + query.limit).max(LEAST_CANDIDATES) as i64;

        let likeness = Likeness::new(&asked);
        let mut candidates = with_all_words(&mut transaction, &filters, &asked, wanted).await?;
        let mut total = candidates.first().map_or(0, |candidate| candidate.matches);
        candidates.iter_mut().for_each(|candidate| candidate.holds_all = true);
        let mut exact = total < MOST_MATCHES;
        let mut ranked = rank(&likeness, &candidates);
        let gist = gist(&asked);
        for threshold in THRESHOLDS {
            if ranked.len() >= ENOUGH || ranked.first().is_some_and(|(best, score)| *score >= best.worth(MEANT)) {
                break;
            }
            let time = if ranked.is_empty() { MOST_TIME } else { TIME_FOR_MORE };
            // Where likeness ends is a matter of thresholds, and of time.
            exact = false;
            let alike = match alike(&mut transaction, &filters, &gist, threshold, time, wanted).await {
                // The transaction is lost, and with it any further look.
                Err(Error::TimedOut { .. }) => break,
                alike => alike?,
            };
            total = total.max(alike.first().map_or(0, |candidate| candidate.matches));
            exact = total == 0;
            add(&mut candidates, alike);
            ranked = rank(&likeness, &candidates);
        }
        drop(transaction);

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

impl Candidate {
    /// The score of a likeness.
    fn worth(&self, likeness: f32) -> f32 {
        if self.holds_all { ALL_WORDS + (1.0 - ALL_WORDS) * likeness } else { likeness }
    }

    fn names(&self) -> String {
        let (artist, album) = (self.artist_folded.as_deref(), self.album_folded.as_deref());
        [artist.unwrap_or_default(), &self.title_folded, album.unwrap_or_default()].join(" ")
    }
}

/// What a track must be, as the statements take it.
struct Filters<'a> {
    query: &'a TrackQuery,
    /// The query as it was typed, as far as it is looked at.
    q: String,
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
    .bind(&q)
    .bind(names)
    .bind(MOST_TIME.as_millis().to_string())
    .fetch_one(connection)
    .await
    .map_err(Error::doing(DOING))?;
    // A letter may fold to a dozen: ﷺ is four words.
    let asked = asked.chars().take(MOST_LETTERS).collect::<String>().trim_end().to_owned();
    let names = names.into_iter().map(|name| name.as_deref().map(standing)).collect();
    Ok((asked, Filters { query, q, names }))
}

/// PostgreSQL's texts can't hold every letter.
fn text(value: &Option<String>) -> Option<String> {
    value.as_ref().map(|value| value.replace('\0', ""))
}

/// The best rows that hold all words, or are called exactly so.
async fn with_all_words(
    connection: &mut PgConnection,
    filters: &Filters<'_>,
    asked: &str,
    wanted: i64,
) -> Result<Vec<Candidate>, Error> {
    let statement = sqlx::query_as(WORDS.as_str()).bind(asked).bind(tsquery(&filters.q, asked));
    let found = filtered(statement, filters).bind(MOST_MATCHES).bind(wanted).fetch_all(connection).await;
    found.map_err(Error::doing(DOING))
}

/// The rows most like the query as a whole, by shared trigrams, if there is an answer in time.
async fn alike(
    connection: &mut PgConnection,
    filters: &Filters<'_>,
    asked: &str,
    threshold: f32,
    time: Duration,
    wanted: i64,
) -> Result<Vec<Candidate>, Error> {
    sqlx::query(
        "select set_config('pg_trgm.word_similarity_threshold', $1, true), set_config('statement_timeout', $2, true)",
    )
    .bind(threshold.to_string())
    .bind(time.as_millis().max(1).to_string())
    .execute(&mut *connection)
    .await
    .map_err(Error::doing(DOING))?;
    let statement = sqlx::query_as(ALIKE.as_str()).bind(asked).bind("");
    let found = filtered(statement, filters).bind(MOST_ALIKE).bind(wanted).fetch_all(connection).await;
    found.map_err(Error::doing(DOING))
}

/// One wording of what the filters mean, for every part of every statement.
fn with_filters(statement: &str) -> String {
    statement.replace("{filters}", include_str!("filters.sql").trim_end())
}

type Statement<'q> = QueryAs<'q, Postgres, Candidate, PgArguments>;

/// Binds the filters, `$3` to `$12` of `filters.sql`.
fn filtered<'q>(statement: Statement<'q>, filters: &'q Filters<'_>) -> Statement<'q> {
    let Filters { query, names, .. } = filters;
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

/// Adds those that are not there yet.
fn add(candidates: &mut Vec<Candidate>, more: Vec<Candidate>) {
    let known: HashSet<Uuid> = candidates.iter().map(|candidate| candidate.id).collect();
    candidates.extend(more.into_iter().filter(|candidate| !known.contains(&candidate.id)));
}

/// Best first; equals by popularity, then by id, so that the order is the same each time.
fn rank<'a>(likeness: &Likeness, candidates: &'a [Candidate]) -> Vec<(&'a Candidate, f32)> {
    let mut scored: Vec<_> = candidates
        .iter()
        .map(|row| {
            let (artist, album) = (row.artist_folded.as_deref(), row.album_folded.as_deref());
            let likeness = likeness.of(artist.unwrap_or_default(), &row.title_folded, album.unwrap_or_default());
            (row, row.worth(likeness))
        })
        .collect();
    let popularity = |row: &Candidate| row.popularity.unwrap_or(0.0);
    scored.sort_by(|(a, a_score), (b, b_score)| {
        b_score.total_cmp(a_score).then(popularity(b).total_cmp(&popularity(a))).then(a.id.cmp(&b.id))
    });
    scored
}
