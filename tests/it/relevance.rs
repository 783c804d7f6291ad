//! The project's own gold set (`fixtures/relevance`): every case, over an index in memory and over PostgreSQL alone,
//! against floors of their own that are only ever raised.
//!
//!     ./scripts/test relevance --no-capture      # the tables, as they would stand in floors*.toml, and the misses

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use futures::{StreamExt, TryStreamExt, stream};
use needledrop::evaluation::{self, Case, DEPTH, Metrics, Overlap};
use needledrop::index::Snapshot;
use needledrop::sample::Catalogue;
use needledrop::search::{Request, Response, filters_named, search_catalog, search_snapshot};
use needledrop::track::{NewTrack, TrackId, TrackSummary};
use rayon::prelude::*;
use serde::Deserialize;

use crate::support::postgres::Database;

/// The generated catalogue around the hand-made one: its rivals.
const SEED: u64 = 3;
const TRACKS: u64 = 20_000;
/// A catalogue that lives has more than one.
const SEGMENTS: usize = 3;
const LEAST_CASES: usize = 1_300;
/// Floors are written with three digits.
const ROUNDING: f64 = 0.0005;
/// Of the index and PostgreSQL alone, a little below what they reach: one that gets better may agree less with the
/// other.
const LEAST_AGREEMENT: Overlap = Overlap { at_1: 0.9, at_10: 0.65 };

/// One line of catalog.tsv, by its column names.
#[derive(Deserialize)]
struct Row {
    artist: Option<String>,
    title: String,
    album: Option<String>,
    year: Option<i64>,
    genre: Option<String>,
    popularity: Option<f64>,
}

/// What a class, or all of them, must reach.
#[derive(Deserialize)]
struct Floor {
    /// The mean reciprocal rank among the first ten.
    mrr: f64,
    /// The share of cases that stand within the rank they ask for.
    within: f64,
}

#[test]
fn the_gold_set_is_answered_as_well_as_it_ever_was() {
    let hand_made = hand_made();
    let cases = cases();
    assert!(cases.len() >= LEAST_CASES);
    for case in &cases {
        let names =
            hand_made.iter().map(|document| (document.artist.as_deref().unwrap_or_default(), document.title.as_str()));
        assert!(names.into_iter().any(|name| case.rank([name]).is_some()), "nothing in catalog.tsv answers {case:?}");
        assert!(case.within.is_some(), "within is missing: {case:?}");
    }

    let snapshot = snapshot(&hand_made);
    let responses: Vec<Response> = cases.par_iter().map(|case| ask(&snapshot, case)).collect();
    judge_by_floors(&cases, &responses, "floors.toml");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_alone_answers_the_gold_set_as_well_as_it_ever_did_and_agrees_with_the_index() {
    let database = Database::new().await;
    let hand_made = hand_made();
    let tracks: Vec<NewTrack> = documents(&hand_made).map(new_track).collect();
    let imported = database.catalog.import_tracks(&tracks).await.unwrap();
    assert_eq!(imported.inserted, tracks.len() as u64, "{:?}", imported.rejected);
    database.catalog.settle().await.unwrap();
    let cases = cases();
    let answers = stream::iter(&cases).map(|case| search_catalog(&database.catalog, request(case)));
    let responses: Vec<Response> = answers.buffered(4).try_collect().await.unwrap();
    judge_by_floors(&cases, &responses, "floors-postgres.toml");
    let snapshot = snapshot(&hand_made);
    let by_index: Vec<Response> = cases.par_iter().map(|case| ask(&snapshot, case)).collect();
    agree(&cases, &by_index, &responses);
    database.drop().await;
}

/// Prints how far two engines agree; fails where that is less than it must be over all.
fn agree(cases: &[Case], one: &[Response], other: &[Response]) {
    let ids = |response: &Response| response.hits.iter().map(|hit| hit.track.id).collect::<Vec<_>>();
    let mut classes = BTreeMap::<&str, Vec<Overlap>>::new();
    for ((case, one), other) in cases.iter().zip(one).zip(other) {
        let agreement = Overlap::of(&ids(one), &ids(other));
        classes.entry(&case.class).or_default().push(agreement);
        classes.entry("all").or_default().push(agreement);
    }
    let means = classes.into_iter().map(|(class, agreed)| (class, Overlap::mean(agreed)));
    let means: BTreeMap<&str, Overlap> = means.collect();
    for (class, Overlap { at_1, at_10 }) in &means {
        println!("{class:20} the engines agree on the first hit {at_1:.3}, on the first ten {at_10:.3}");
    }
    let all = means["all"];
    assert!(all.at_1 >= LEAST_AGREEMENT.at_1 && all.at_10 >= LEAST_AGREEMENT.at_10, "{all:?}");
}

/// Prints the table and the misses; fails where a class is below its floor.
fn judge_by_floors(cases: &[Case], responses: &[Response], file: &str) {
    let ranks: Vec<Option<usize>> = cases.iter().zip(responses).map(|(case, found)| rank(case, found)).collect();
    let (classes, all) = evaluation::by_class(cases.iter().zip(ranks.iter().copied()));

    let floors = floors(file);
    let mut report = String::new();
    let mut is_good = floors.len() == classes.len() + 1;
    for (class, metrics) in classes.into_iter().chain([("all", all)]) {
        is_good &= add_row(class, &metrics, floors.get(class), &mut report);
    }
    for ((case, response), rank) in cases.iter().zip(responses).zip(ranks) {
        if !case.is_met_by(rank) {
            add_miss(case, response, rank, &mut report);
        }
    }
    println!("{report}");
    assert!(is_good, "a floor isn't reached, or {file} doesn't name the same classes as the cases");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/relevance")
}

fn hand_made() -> Vec<TrackSummary> {
    let mut rows =
        csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(folder().join("catalog.tsv")).unwrap();
    let document = |row: Row| {
        let Row { artist, title, album, year, genre, popularity } = row;
        TrackSummary { artist, title, album, year, genre, popularity, ..TrackSummary::default() }
    };
    rows.deserialize().map(|row| document(row.unwrap())).collect()
}

fn generated() -> impl Iterator<Item = TrackSummary> {
    Catalogue::new(SEED, TRACKS).map(|track| TrackSummary {
        artist: Some(track.artist),
        title: track.title,
        album: Some(track.album),
        year: track.year.map(i64::from),
        genre: track.genre,
        popularity: Some(track.popularity.into()),
        ..TrackSummary::default()
    })
}

/// The hand-made ones and their rivals, each with its id.
fn documents(hand_made: &[TrackSummary]) -> impl Iterator<Item = TrackSummary> {
    hand_made.iter().cloned().chain(generated()).enumerate().map(|(n, document)| {
        // Multiplied, so that the ids, which decide between equals, don't follow the order of the file.
        let id = TrackId::from_u128((n as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        TrackSummary { id, ..document }
    })
}

fn new_track(document: TrackSummary) -> NewTrack {
    let TrackSummary { id, artist, title, album, year, genre, popularity, .. } = document;
    NewTrack { id: Some(id), artist, title, album, year, genre, popularity, ..NewTrack::default() }
}

fn snapshot(hand_made: &[TrackSummary]) -> Snapshot {
    let documents: Vec<TrackSummary> = documents(hand_made).collect();
    let segment = |first| documents.iter().skip(first).step_by(SEGMENTS).cloned();
    Snapshot::in_memory((0..SEGMENTS).map(segment)).unwrap()
}

fn cases() -> Vec<Case> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let parse = |file: &PathBuf| {
        evaluation::parse(&file.display().to_string(), &std::fs::read_to_string(file).unwrap())
            .unwrap_or_else(|error| panic!("{error}"))
    };
    files.iter().flat_map(parse).collect()
}

fn floors(file: &str) -> BTreeMap<String, Floor> {
    toml::from_str(&std::fs::read_to_string(folder().join(file)).unwrap()).unwrap()
}

fn ask(snapshot: &Snapshot, case: &Case) -> Response {
    search_snapshot(snapshot, &request(case)).unwrap()
}

fn request(case: &Case) -> Request {
    let filters = filters_named(&case.filters).unwrap();
    Request { q: case.q.clone(), limit: DEPTH, filters, ..Request::default() }
}

fn rank(case: &Case, response: &Response) -> Option<usize> {
    case.rank(
        response.hits.iter().map(|hit| (hit.track.artist.as_deref().unwrap_or_default(), hit.track.title.as_str())),
    )
}

/// Adds a line as floors.toml has it; says whether the class reaches its floor.
fn add_row(class: &str, metrics: &Metrics, floor: Option<&Floor>, report: &mut String) -> bool {
    let (mrr, within) = (metrics.mrr(), metrics.within().unwrap_or_default());
    // Cut, not rounded, so that a floor is never above what was reached.
    let cut = |value: f64| (value * 1000.0).floor() / 1000.0;
    let is_good = floor.is_some_and(|floor| mrr + ROUNDING >= floor.mrr && within + ROUNDING >= floor.within);
    let verdict = match floor {
        Some(floor) if !is_good => format!("; below its floor of {} and {}", floor.mrr, floor.within),
        Some(_) => String::new(),
        None => "; has no floor".into(),
    };
    let reached = format!("{class} = {{ mrr = {:.3}, within = {:.3} }}", cut(mrr), cut(within));
    writeln!(report, "{reached:60} # {} cases{verdict}", metrics.cases).unwrap();
    is_good
}

fn add_miss(case: &Case, response: &Response, rank: Option<usize>, report: &mut String) {
    let rank = rank.map_or("not found".into(), |rank| format!("rank {rank}"));
    let hits = response.hits.iter().take(3).map(|hit| {
        let popularity = hit.track.popularity.unwrap_or_default();
        format!(
            "{} / {} ({:.3}, popularity {popularity})",
            hit.track.artist.as_deref().unwrap_or_default(),
            hit.track.title,
            hit.score
        )
    });
    let first = hits.collect::<Vec<_>>().join("; ");
    writeln!(
        report,
        "{}: \"{}\" wants {} / {}: {rank}; first are {first}",
        case.class, case.q, case.artist, case.title
    )
    .unwrap();
}
