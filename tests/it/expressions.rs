//! Expressions of filters, which let the same tracks pass whichever engine answers: those that the words say.

use needledrop::index::Snapshot;
use needledrop::search::{Request, Response, count_facets, search_catalog, search_snapshot};
use needledrop::text::fold;
use needledrop::track::{
    Condition, Conditions, Field, Filter, NewTrack, Scalar, Test, TrackId, TrackSummary, ValueRef,
};
use needledrop::track::{Facet, FacetCount, FacetCounts, FacetValue};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value as Json, json};
use sqlx::AssertSqlSafe;
use std::ops::Bound;

use crate::support::postgres::Database;

/// Names that are parted, folded or left out in odd ways. All titles have the word that is searched for.
const ARTISTS: [&str; 20] = [
    "AC/DC",
    "ACDC",
    "Beyoncé",
    "Drake feat. Rihanna",
    "Drake & Rihanna",
    "drake  feat rihanna",
    "Simon & Garfunkel",
    "Simon and Garfunkel",
    "!!!",
    "T.N.T.(Live)",
    "TNT live",
    "Кино",
    "宇多田ヒカル",
    "R.E.M.",
    "A (feat. B) [C]",
    "\u{301}",
    "'\\%_\"",
    "feat. Nobody",
    "A&B",
    "NOT",
];
const TITLES: [&str; 7] = [
    "Halo",
    "HALO!",
    "Halo (Live in Köln)",
    "Halo - Remastered 2009",
    "(I Can't Get No) Halo",
    "Halo in C-Sharp Minor, Op. 27: I. Adagio",
    "Halo halo",
];
const ALBUMS: [&str; 6] = ["½ & ½", "Out-of-Time", "out of time", "(...)", "\u{301}", "Blue"];
const GENRES: [&str; 8] = ["Rock", "rock; Jazz", "Hip-Hop, Soul", "hip hop", " ,; ", "\u{301}", "R&B;", "Jóga"];
const LABELS: [&str; 6] = ["demo", "Demo!", "live, loud", " ", "\u{301}", "new"];
const FORMATS: [&str; 3] = ["flac", "mp3", "FLAC"];

fn moods() -> Vec<Json> {
    vec![
        json!("Calm"),
        json!(["calm", "warm", 120]),
        json!({ "inner": "calm" }),
        json!(""),
        json!("\u{301}"),
        json!("120"),
        json!(120),
        json!(120.5),
        json!(-0.0),
        json!(1e300),
        json!(true),
        json!("true"),
        json!(null),
        json!([]),
        json!("2020-06-30"),
        json!("2020-07"),
        json!("x".repeat(257)),
        json!("NOT"),
    ]
}

/// What is asked of names and texts beside what tracks have, and of numbers.
const TEXTS: [&str; 17] = [
    "kagayaki",
    "halo kagayaki",
    "",
    " ",
    "calm",
    "acdc",
    "rihanna drake",
    "live",
    "feat",
    "c",
    "(",
    "\\",
    "2020-06",
    "true",
    "120",
    "😀",
    "halo",
];
const NUMBERS: [&str; 10] = ["1989", "1990", "1991", "-1", "0", "120", "120.5", "240", "240.5", "9999"];

fn tracks() -> Vec<NewTrack> {
    fn one<T: Clone>(from: &[T], number: usize) -> Option<T> {
        // Now and then there is none.
        from.get(number % (from.len() + 1)).cloned()
    }
    let text = |from: &[&str], number| one(from, number).map(str::to_owned);
    let moods = moods();
    let track = |n: usize| {
        let mood = one(&moods, n).map(|mood| ("mood".to_owned(), mood));
        let other = n.is_multiple_of(3).then(|| ("a b".to_owned(), json!(n)));
        NewTrack {
            id: Some(TrackId::from_u128(n as u128 + 1)),
            artist: text(&ARTISTS, n),
            title: TITLES[n % TITLES.len()].to_owned(),
            title_sort: (n % 5 == 1).then(|| "Kagayaki, Halo".to_owned()),
            album: text(&ALBUMS, n / 2),
            genre: text(&GENRES, n / 3),
            labels: [text(&LABELS, n), text(&LABELS, n / 5)].into_iter().flatten().collect(),
            year: one(&[1989, 1990, 1991], n),
            bpm: one(&[120.0, 120.5], n),
            duration_ms: one(&[240_000, 240_500, 240_999, 241_000], n / 2),
            attributes: mood.into_iter().chain(other).collect(),
            ..NewTrack::default()
        }
    };
    (0..84).map(track).collect()
}

/// A catalogue of these tracks, some of which have a file, and the same in an index of several segments.
async fn both() -> (Database, Snapshot, Vec<TrackSummary>) {
    let database = Database::new().await;
    let tracks = tracks();
    let imported = database.catalog.import_tracks(&tracks).await.unwrap();
    assert!(imported.rejected.is_empty(), "{:?}", imported.rejected);
    for (number, track) in tracks.iter().enumerate().filter(|(number, _)| number % 4 != 0) {
        let file = format!(
            "with file as (
                insert into assets (uri, size_bytes, status, format)
                values ('s3://b/{number}', 1, 'COMPLETED', '{}')
                returning id
            )
            update audio_tracks set asset_id = file.id from file where audio_tracks.id = '{}'",
            FORMATS[number % FORMATS.len()],
            track.id.unwrap()
        );
        sqlx::query(AssertSqlSafe(file)).execute(&database.sql).await.unwrap();
    }
    let ids: Vec<TrackId> = tracks.iter().filter_map(|track| track.id).collect();
    let summaries = database.catalog.summaries_by_id(&ids).await.unwrap();
    assert_eq!(summaries.len(), tracks.len());
    let snapshot = Snapshot::in_memory(summaries.chunks(31).map(<[TrackSummary]>::to_vec)).unwrap();
    (database, snapshot, summaries)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn some_text() -> impl Strategy<Value = String> {
    let lists: [&[&'static str]; 7] = [&ARTISTS, &TITLES, &ALBUMS, &GENRES, &LABELS, &FORMATS, &TEXTS];
    let of_moods: Vec<String> = moods().iter().filter_map(|mood| Some(mood.as_str()?.to_owned())).collect();
    let texts = lists.concat().into_iter().map(str::to_owned).chain(of_moods).collect::<Vec<_>>();
    prop::sample::select(texts).prop_map(|text| quoted(&text))
}

fn some_condition() -> BoxedStrategy<String> {
    let order = || prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
    let number = || prop::sample::select(NUMBERS.to_vec()).prop_map(str::to_owned);
    let numbers = || prop::sample::select(vec!["year", "bpm", "duration"]);
    // `duration` has no negative numbers, and `year` no others but integers.
    let whole = || prop::sample::select(vec!["0", "240", "241", "1989", "1990", "1991"]);
    let texts = || prop::sample::select(vec!["artist", "title", "album", "genre", "labels", "format"]);
    let names = || prop::sample::select(vec!["artist", "title", "album"]);
    let path = || prop::sample::select(vec!["attributes.mood", "attributes.mood.inner", "\"attributes.a b\""]);
    let fields = || prop_oneof![numbers(), texts(), path()];
    let value = || prop_oneof![some_text(), number()];
    let equal = || prop::sample::select(vec!["=", "!="]);
    prop_oneof![
        (numbers(), order(), whole()).prop_map(|(field, sign, number)| format!("{field} {sign} {number}")),
        (Just("bpm"), order(), number()).prop_map(|(field, sign, number)| format!("{field} {sign} {number}")),
        (texts(), equal(), some_text()).prop_map(|(field, sign, text)| format!("{field} {sign} {text}")),
        (texts(), some_text(), some_text()).prop_map(|(field, a, b)| format!("{field} IN [{a}, {b}]")),
        (names(), some_text()).prop_map(|(field, text)| format!("{field} CONTAINS {text}")),
        (path(), order(), value()).prop_map(|(path, sign, value)| format!("{path} {sign} {value}")),
        (path(), some_text(), some_text()).prop_map(|(path, a, b)| format!("{path} {a} TO {b}")),
        (path(), number(), value()).prop_map(|(path, a, b)| format!("{path} IN [{a}, {b}]")),
        (fields(), prop::sample::select(vec!["EXISTS", "IS NULL", "IS NOT NULL"]))
            .prop_map(|(field, is)| format!("{field} {is}")),
    ]
    .boxed()
}

fn some_expression() -> impl Strategy<Value = String> {
    some_condition().prop_recursive(4, 12, 3, |inner| {
        let word = prop::sample::select(vec![" AND ", " OR "]);
        prop_oneof![
            inner.clone().prop_map(|inner| format!("NOT ({inner})")),
            (prop::collection::vec(inner, 2..4), word).prop_map(|(several, word)| format!("({})", several.join(word))),
        ]
    })
}

/// What conditions mean, told track by track; none of words that a name must have, which is told elsewhere.
fn holds(conditions: &Conditions, track: &TrackSummary) -> Option<bool> {
    match conditions {
        Conditions::All(several) => several.iter().try_fold(true, |all, one| Some(holds(one, track)? & all)),
        Conditions::Any(several) => several.iter().try_fold(false, |any, one| Some(holds(one, track)? | any)),
        Conditions::Not(inner) => holds(inner, track).map(|holds| !holds),
        Conditions::One(field, condition) => {
            let value = track.get(*field);
            let texts = match (field.filter(), value) {
                (Filter::Words(_), Some(ValueRef::Text(text))) => vec![folded(text)],
                (_, value) => value.iter().flat_map(ValueRef::keywords).map(folded).collect(),
            };
            let number = value.and_then(ValueRef::number);
            Some(match condition {
                Condition::Words(_) => return None,
                Condition::Is(text) => !folded(text).is_empty() && texts.contains(&folded(text)),
                Condition::Range(range) => number.is_some_and(|number| range.contains(&number)),
                Condition::Exists => number.is_some() || texts.iter().any(|text| !text.is_empty()),
                Condition::Attribute(path, test) => {
                    let mut passes = false;
                    track.attributes.for_each_scalar(|at, scalar| passes |= at == path && is_passed(test, scalar));
                    passes
                }
            })
        }
    }
}

fn is_passed(test: &Test, value: Scalar<'_>) -> bool {
    match (test, value) {
        (Test::Exists, _) => true,
        (Test::Is(asked), Scalar::Text(text)) => folded(asked) == folded(text),
        (Test::Is(asked), Scalar::Number(number)) => asked.trim().parse() == Ok(number),
        (Test::Is(asked), Scalar::Boolean(is)) => asked.trim().parse() == Ok(is),
        (Test::Numbers(range), Scalar::Number(number)) => range.contains(&number),
        (Test::Texts(first, last), Scalar::Text(text)) => {
            let beside = |end: &str| if folded(text).starts_with(&folded(end)) { folded(end) } else { folded(text) };
            let is_behind = match first {
                Bound::Included(first) => beside(first) >= folded(first),
                Bound::Excluded(first) => beside(first) > folded(first),
                Bound::Unbounded => true,
            };
            is_behind
                && match last {
                    Bound::Included(last) => beside(last) <= folded(last),
                    Bound::Excluded(last) => beside(last) < folded(last),
                    Bound::Unbounded => true,
                }
        }
        (Test::Numbers(_) | Test::Texts(..), _) => false,
    }
}

fn folded(text: &str) -> String {
    fold(text).spaced()
}

fn ids(response: Response) -> Vec<u128> {
    let mut ids: Vec<u128> = response.hits.iter().map(|hit| hit.track.id.as_u128()).collect();
    ids.sort_unstable();
    ids
}

/// What both engines find; they must find the same.
async fn found(database: &Database, snapshot: &Snapshot, filter: &str) -> Vec<u128> {
    let filters = Conditions::parse(filter).unwrap_or_else(|mistake| panic!("{filter}: {mistake}"));
    let request = Request { q: "halo".into(), limit: 100, filters, ..Request::default() };
    let by_index = search_snapshot(snapshot, &request).unwrap();
    assert_eq!(by_index.total.value, by_index.hits.len(), "{filter}");
    let by_index = ids(by_index);
    assert_eq!(by_index, ids(search_catalog(&database.catalog, request).await.unwrap()), "{filter}");
    by_index
}

#[tokio::test]
async fn both_engines_let_the_same_tracks_pass_whatever_the_expression() {
    let (database, snapshot, summaries) = both().await;
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[17; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut told, mut several) = (0, 0);
    for _ in 0..400 {
        let filter = some_expression().new_tree(&mut runner).unwrap().current();
        let found = found(&database, &snapshot, &filter).await;
        several += usize::from(!found.is_empty() && found.len() < summaries.len());
        let conditions = Conditions::parse(&filter).unwrap();
        let expected = summaries.iter().map(|track| Some((track.id.as_u128(), holds(&conditions, track)?)));
        if let Some(expected) = expected.collect::<Option<Vec<_>>>() {
            let mut expected: Vec<u128> = expected.into_iter().filter_map(|(id, holds)| holds.then_some(id)).collect();
            expected.sort_unstable();
            assert_eq!(found, expected, "{filter}");
            told += 1;
        }
    }
    assert!(told > 200 && several > 120, "{told} were told, {several} found some and not all");
    database.drop().await;
}

#[tokio::test]
async fn what_an_expression_says_is_what_it_reads_like() {
    let (database, snapshot, summaries) = both().await;
    let all = summaries.len();
    let count = async |filter: &str| found(&database, &snapshot, filter).await.len();
    // What isn't known fails every comparison, and NOT is the complement.
    let (is, is_not, unknown) = (count("year = 1990").await, count("year != 1990").await, count("year IS NULL").await);
    assert!(is > 0 && is_not > 0 && unknown > 0);
    assert_eq!(is + is_not + unknown, all);
    assert_eq!(count("NOT year = 1990").await, is_not + unknown);
    assert_eq!(count("NOT year < 1990 AND NOT year >= 1990").await, unknown);
    // Of a list any value counts, and none may for `!=`.
    let (jazz, rock) = (count("genre = jazz").await, count("genre = ROCK").await);
    assert!(0 < jazz && jazz < rock);
    assert_eq!(count("genre = rock AND genre = jazz").await, jazz);
    assert_eq!(count("genre != jazz AND genre = rock").await, rock - jazz);
    // Whole names, and words of them.
    assert_eq!(count("artist = 'drake feat. rihanna'").await, count("artist = 'Drake Feat Rihanna'").await);
    assert!(count("artist = drake").await == 0 && count("artist CONTAINS drake").await > 0);
    assert_eq!(count("artist CONTAINS ''").await, 0);
    assert_eq!(count("artist CONTAINS a OR artist NOT CONTAINS a").await, all);
    // A day lies within its month, and behind nothing that begins with it.
    assert!(count("attributes.mood 2020-06 TO 2020-06").await > 0);
    assert_eq!(count("attributes.mood < 2020-06 AND attributes.mood >= 2020-06").await, 0);
    assert_eq!(count("").await, all);
    database.drop().await;
}

/// What can be counted, and what nobody has.
const FACETS: [&str; 9] = [
    "genre",
    "labels",
    "format",
    "year",
    "bpm",
    "duration",
    "attributes.mood",
    "attributes.mood.inner",
    "attributes.a b",
];

/// Every value of a facet that a track has, each once, with what equal ones have in common.
fn values(facet: &Facet, track: &TrackSummary) -> Vec<(String, FacetValue)> {
    let mut values = Vec::new();
    if facet.field == Field::Attributes {
        track.attributes.for_each_scalar(|path, scalar| {
            if path == facet.path {
                values.push(match scalar {
                    Scalar::Boolean(is) => (format!("truth {is}"), FacetValue::Truth(is)),
                    Scalar::Number(number) => (format!("number {}", number + 0.0), FacetValue::Number(number + 0.0)),
                    Scalar::Text(text) => (format!("text {}", folded(text)), FacetValue::Text(text.to_owned())),
                });
            }
        });
    } else if let Some(value) = track.get(facet.field) {
        let number = value.number().map(|number| FacetValue::of_number(facet.field, number));
        values.extend(number.map(|number| (format!("{number:?}"), number)));
        let texts = value.keywords().filter(|text| !folded(text).is_empty());
        values.extend(texts.map(|text| (folded(text), FacetValue::Text(text.to_owned()))));
    }
    values.sort_by_key(|value| format!("{value:?}"));
    values.dedup();
    values
}

/// What a facet counts of some tracks, told track by track.
fn counts(facet: &Facet, tracks: &[&TrackSummary]) -> FacetCounts {
    let of_all: Vec<_> = tracks.iter().map(|track| values(facet, track)).collect();
    let mut keys: Vec<&String> = of_all.iter().flatten().map(|(key, _)| key).collect();
    keys.sort();
    keys.dedup();
    let count = |key: &String| {
        let has = |values: &&Vec<(String, FacetValue)>| values.iter().any(|(other, _)| other == key);
        let spelled: Vec<&FacetValue> =
            of_all.iter().flatten().filter(|(other, _)| other == key).map(|(_, value)| value).collect();
        let times = |value: &FacetValue| spelled.iter().filter(|other| **other == value).count();
        let name = |value: &FacetValue| if let FacetValue::Text(text) = value { text.clone() } else { String::new() };
        let commonest = spelled.iter().max_by_key(|value| (times(value), std::cmp::Reverse(name(value)))).unwrap();
        FacetCount { value: (*commonest).clone(), count: of_all.iter().filter(has).count() as u64 }
    };
    FacetCounts::of(keys.into_iter().map(count).collect())
}

#[tokio::test]
async fn both_engines_count_the_same_of_all_that_passes() {
    let (database, snapshot, summaries) = both().await;
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[18; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut told = 0;
    for _ in 0..40 {
        let [filter, other] = [(); 2].map(|()| some_expression().new_tree(&mut runner).unwrap().current());
        let [filters, other] = [filter.as_str(), &other].map(|filter| Conditions::parse(filter).unwrap());
        let facets = FACETS.iter().enumerate().map(|(number, name)| {
            let (field, path) = Facet::named(name).unwrap();
            // As where a value of it was chosen.
            let conditions = if number % 4 == 3 { other.clone() } else { filters.clone() };
            Facet { name: (*name).to_owned(), field, path: path.to_owned(), conditions }
        });
        let facets: Vec<Facet> = facets.collect();
        let request = Request { q: "halo".into(), limit: 1, filters, facets, count_exact: true, ..Request::default() };
        let by_index = count_facets(&snapshot, &request).unwrap();
        let by_postgres = search_catalog(&database.catalog, request.clone()).await.unwrap();
        assert_eq!(by_postgres.total.value, search_snapshot(&snapshot, &request).unwrap().total.value, "{filter}");
        for ((facet, by_index), (name, by_postgres)) in request.facets.iter().zip(by_index).zip(by_postgres.facets) {
            assert_eq!((&facet.name, &by_index), (&name, &by_postgres), "{:?}", facet.conditions);
            let passing = summaries.iter().map(|track| Some((track, holds(&facet.conditions, track)?)));
            if let Some(passing) = passing.collect::<Option<Vec<_>>>() {
                let passing: Vec<_> = passing.into_iter().filter_map(|(track, holds)| holds.then_some(track)).collect();
                assert_eq!(by_index, counts(facet, &passing), "{} of {:?}", facet.name, facet.conditions);
                told += usize::from(!by_index.values.is_empty());
            }
        }
    }
    assert!(told > 60, "{told}");
    database.drop().await;
}
