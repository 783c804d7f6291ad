//! Searching in PostgreSQL itself: words first, then trigrams. Answers while the index can't serve.

mod likeness;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{PgConnection, Postgres};
use uuid::Uuid;

use super::{Catalog, Error, Track};
use likeness::Likeness;

static WORDS: LazyLock<String> = LazyLock::new(|| with_filters(include_str!("words.sql")));
static ALIKE: LazyLock<String> = LazyLock::new(|| with_filters(include_str!("alike.sql")));

const DOING: &str = "searching the catalog";

/// What is asked beyond this is not looked at: no name is that long.
const MOST_LETTERS: usize = 300;
/// So many rows that hold all words are ranked; of commoner ones, any.
const MOST_MATCHES: i64 = 3_000;
/// So many candidates at least are compared with the query letter by letter.
const LEAST_CANDIDATES: usize = 100;
/// With fewer hits than this, misspellings are thought of.
const ENOUGH: usize = 10;
/// A hit this good, such as an equal title, is what was meant.
const MEANT: f32 = 0.9;
/// How much of the query a name must share in trigrams: strictly, and if that finds nothing.
const THRESHOLDS: [f32; 2] = [0.55, 0.35];

/// What is searched. Texts are compared folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackQuery {
    pub q: String,
    pub limit: usize,
    pub offset: usize,
    /// Every word of it must stand in the artist; likewise `title` and `album`.
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
}

impl Catalog {
    /// Completed tracks that hold all words of the query, the last one perhaps unfinished; where there are few, also
    /// those that look like it. Any text is a query; one without letters or digits finds nothing.
    pub async fn search(&self, query: &TrackQuery) -> Result<Found, Error> {
        let mut transaction = self.pool.begin().await.map_err(Error::doing(DOING))?;
        let asked = prepare(&mut transaction, &query.q).await?;
        if asked.is_empty() || query.limit == 0 {
            return Ok(Found { exact: true, ..Found::default() });
        }
        let wanted = (query.offset + query.limit).max(LEAST_CANDIDATES) as i64;

        let likeness = Likeness::new(&asked);
        let mut candidates = with_all_words(&mut transaction, query, &asked, wanted).await?;
        let mut total = candidates.first().map_or(0, |candidate| candidate.matches);
        let mut exact = total < MOST_MATCHES;
        let mut ranked = rank(&likeness, &candidates);
        for threshold in THRESHOLDS {
            if ranked.len() >= ENOUGH || ranked.first().is_some_and(|(_, score)| *score >= MEANT) {
                break;
            }
            let alike = alike(&mut transaction, query, &asked, threshold, wanted).await?;
            total = total.max(alike.first().map_or(0, |candidate| candidate.matches));
            // Where likeness ends is a matter of thresholds.
            exact = total == 0;
            candidates.extend(alike);
            ranked = rank(&likeness, &candidates);
        }

        let page: Vec<_> = ranked.into_iter().skip(query.offset).take(query.limit).collect();
        let ids: Vec<_> = page.iter().map(|(id, _)| *id).collect();
        drop(transaction);
        let mut tracks: HashMap<_, _> =
            self.tracks_by_id(&ids).await?.into_iter().map(|track| (track.id, track)).collect();
        let rows = page.into_iter().filter_map(|(id, score)| Some((tracks.remove(&id)?, score))).collect();
        Ok(Found { rows, total, exact })
    }
}

/// Folds the query, and sets this transaction up for short statements that go by the indexes.
async fn prepare(connection: &mut PgConnection, q: &str) -> Result<String, Error> {
    let q: String = q.chars().filter(|&letter| letter != '\0').take(MOST_LETTERS).collect();
    let (asked, ..): (String, String, String, String) = sqlx::query_as(
        "select needledrop_fold($1), set_config('enable_seqscan', 'off', true),
            set_config('plan_cache_mode', 'force_custom_plan', true), set_config('statement_timeout', '2s', true)",
    )
    .bind(q)
    .fetch_one(connection)
    .await
    .map_err(Error::doing(DOING))?;
    // A letter may fold to a dozen: ﷺ is four words.
    Ok(asked.chars().take(MOST_LETTERS).collect::<String>().trim_end().to_owned())
}

/// The best rows that hold all words, or are called exactly so.
async fn with_all_words(
    connection: &mut PgConnection,
    query: &TrackQuery,
    asked: &str,
    wanted: i64,
) -> Result<Vec<Candidate>, Error> {
    let statement = sqlx::query_as(WORDS.as_str()).bind(asked).bind(tsquery(asked));
    let found = filtered(statement, query).bind(MOST_MATCHES).bind(wanted).fetch_all(connection).await;
    found.map_err(Error::doing(DOING))
}

/// The rows most like the query as a whole, by shared trigrams.
async fn alike(
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
    let statement = sqlx::query_as(ALIKE.as_str()).bind(asked).bind("");
    let found = filtered(statement, query).bind(MOST_MATCHES).bind(wanted).fetch_all(connection).await;
    found.map_err(Error::doing(DOING))
}

/// One wording of what the filters mean, for every part of every statement.
fn with_filters(statement: &str) -> String {
    statement.replace("{filters}", include_str!("filters.sql").trim_end())
}

type Statement<'q> = QueryAs<'q, Postgres, Candidate, PgArguments>;

/// Binds the filters, `$3` to `$12` of `filters.sql`.
fn filtered<'q>(statement: Statement<'q>, query: &'q TrackQuery) -> Statement<'q> {
    let seconds = |ms: u64| ms as f64 / 1000.0;
    let text = |value: &'q Option<String>| value.as_ref().map(|value| value.replace('\0', ""));
    statement
        .bind(text(&query.artist))
        .bind(text(&query.title))
        .bind(text(&query.album))
        .bind(text(&query.genre))
        .bind(text(&query.label))
        .bind(text(&query.format))
        .bind(query.year.as_ref().map(|years| *years.start()))
        .bind(query.year.as_ref().map(|years| *years.end()))
        .bind(query.duration_ms.as_ref().map(|range| seconds(*range.start())))
        .bind(query.duration_ms.as_ref().map(|range| seconds(*range.end())))
}

/// All words, the last as a prefix. Folded words are letters and digits only, so nothing in them is an operator.
fn tsquery(asked: &str) -> String {
    asked.split(' ').map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" & ") + ":*"
}

/// Best first, each once; equals by popularity, then by id, so that the order is the same each time.
fn rank(likeness: &Likeness, candidates: &[Candidate]) -> Vec<(Uuid, f32)> {
    let mut scored: Vec<_> = candidates
        .iter()
        .map(|row| {
            let (artist, album) = (row.artist_folded.as_deref(), row.album_folded.as_deref());
            let score = likeness.of(artist.unwrap_or_default(), &row.title_folded, album.unwrap_or_default());
            (score, row.popularity.unwrap_or(0.0), row.id)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    scored.dedup_by_key(|(_, _, id)| *id);
    scored.into_iter().map(|(score, _, id)| (id, score)).collect()
}
