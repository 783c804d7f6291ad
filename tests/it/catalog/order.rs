//! The order of what PostgreSQL finds: a matter of the catalogue and the request alone, and one for all pages.

use std::collections::HashSet;

use needledrop::catalog::{Catalog, Found, TrackQuery};
use needledrop::sample::Catalogue;
use needledrop::search::bounds::MAX_REACH;
use needledrop::track::{Condition, Conditions, Field, NewTrack, TrackId};
use sqlx::Executor;

use crate::support::postgres::Database;

/// What is found by each step: so common that not all rows are ranked, by words and by likeness; rare, misspelt,
/// nowhere.
const ASKED: [&str; 8] = ["t", "the the", "a love", "lvoe", "haed on", "nosuchwordanywhere", "night", "愛"];

/// Pages as offset and limit: of several sizes, on both sides of where another part of the candidates begins.
const PAGES: [(usize, usize); 12] = [
    (0, 1),
    (0, 7),
    (7, 7),
    (98, 7),
    (95, 20),
    (100, 1),
    (190, 100),
    (395, 7),
    (480, 20),
    (893, 20),
    (900, 100),
    (994, 6),
];

/// Ten thousand tracks, which share words as people's do; every third of them is called the same.
fn tracks() -> Vec<NewTrack> {
    let made = Catalogue::new(11, 10_000).enumerate();
    made.map(|(n, track)| NewTrack {
        id: Some(TrackId::from_u128((n as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))),
        artist: Some(track.artist),
        title: match n % 3 {
            0 => "The Head of Love on 愛".into(),
            _ => track.title,
        },
        album: Some(track.album),
        year: track.year.map(i64::from),
        popularity: (n % 2 == 0).then_some((n % 7) as f64),
        ..NewTrack::default()
    })
    .collect()
}

async fn catalog_of(tracks: &[NewTrack]) -> Database {
    let database = Database::new().await;
    database.catalog.import_tracks(tracks).await.unwrap();
    database.catalog.settle().await.unwrap();
    database
}

fn query(q: &str) -> TrackQuery {
    TrackQuery { q: q.into(), limit: 20, ..TrackQuery::default() }
}

fn years(text: &str) -> Conditions {
    Conditions::One(Field::Year, Condition::parse(Field::Year, "", text).unwrap())
}

async fn answers(catalog: &Catalog) -> Vec<Found> {
    let mut answers = Vec::new();
    for q in ASKED {
        for conditions in [Conditions::new(), years("1970..1999")] {
            answers.push(catalog.search(&TrackQuery { conditions, ..query(q) }).await.unwrap());
        }
    }
    answers
}

/// The ids with their scores of one page.
async fn page(catalog: &Catalog, query: &TrackQuery, offset: usize, limit: usize) -> Vec<(TrackId, f32)> {
    ids(&catalog.search(&TrackQuery { offset, limit, ..query.clone() }).await.unwrap())
}

fn ids(found: &Found) -> Vec<(TrackId, f32)> {
    found.rows.iter().map(|(track, score)| (track.id, *score)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_answer_depends_neither_on_load_nor_on_the_plan_nor_on_the_order_of_the_rows() {
    let tracks = tracks();
    let database = catalog_of(&tracks).await;
    let expected = answers(&database.catalog).await;
    assert!(expected.iter().any(|found| found.total >= 3_000 && found.rows.len() == 20), "nothing is common");
    assert!(expected.iter().any(|found| found.rows.is_empty()), "everything is found");

    // Several at once, more than there are cores or connections.
    let busy: Vec<_> = (0..10)
        .map(|_| {
            let catalog = database.catalog.clone();
            tokio::spawn(async move { answers(&catalog).await })
        })
        .collect();
    for found in busy {
        assert_eq!(found.await.unwrap(), expected, "under load");
    }

    // The last inserted first, half of the rows moved behind the others, and nothing known of how common anything is.
    let other = Database::new().await;
    let backwards: Vec<NewTrack> = tracks.into_iter().rev().collect();
    other.catalog.import_tracks(&backwards).await.unwrap();
    other
        .sql
        .execute("update audio_tracks set track_number = 1 where id < '80000000-0000-0000-0000-000000000000'")
        .await
        .unwrap();
    for (found, expected) in answers(&other.catalog).await.iter().zip(&expected) {
        assert_eq!((ids(found), found.total), (ids(expected), expected.total), "in another order");
    }
    database.drop().await;
    other.drop().await;
}

#[tokio::test]
async fn pages_of_any_size_are_parts_of_one_list_without_doubles_or_gaps() {
    let database = catalog_of(&tracks()).await;
    for query in [query("the the"), TrackQuery { conditions: years("1950..2020"), ..query("haed on") }] {
        let mut all = Vec::new();
        for offset in (0..MAX_REACH).step_by(100) {
            all.extend(page(&database.catalog, &query, offset, 100).await);
        }
        assert_eq!(all.len(), MAX_REACH);
        assert!(all.is_sorted_by(|a, b| a.1 >= b.1), "{query:?}");
        let distinct: HashSet<TrackId> = all.iter().map(|(id, _)| *id).collect();
        assert_eq!(distinct.len(), all.len(), "doubles: {query:?}");
        for (offset, limit) in PAGES {
            let page = page(&database.catalog, &query, offset, limit).await;
            assert_eq!(page, all[offset..offset + limit], "{limit} from {offset} on: {query:?}");
        }
    }
    database.drop().await;
}
