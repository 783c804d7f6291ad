//! Nothing of another library is in any answer: hits, totals, dropped words and suggestions are as if it weren't there.

use needledrop::catalog::tracks;
use needledrop::index::Snapshot;
use needledrop::sample::misspell::{Class, query};
use needledrop::sample::{Catalogue, Track};
use needledrop::search::{Request, Response, search_catalog, search_snapshot};
use needledrop::track::{LibraryId, NewTrack, TrackId, TrackSummary};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::support::postgres::Database;

const TRACKS: u64 = 400;
/// Enough for every hit of most queries.
const LIMIT: usize = 100;

/// The invented tracks of a seed, as tracks of a library, and queries of every kind for them.
fn library(seed: u64, library_id: LibraryId) -> (Vec<NewTrack>, Vec<String>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let sample: Vec<Track> = Catalogue::new(seed, TRACKS).collect();
    let queries = sample.iter().step_by(30).flat_map(|track| {
        Class::ALL
            .into_iter()
            .filter_map(|class| query(class, track, &mut rng))
            .map(|query| query.q)
            .collect::<Vec<_>>()
    });
    let queries = queries.collect();
    let tracks = (0u64..).zip(sample).map(|(number, track)| NewTrack {
        library_id,
        id: Some(TrackId::from_u128(u128::from(seed) << 64 | u128::from(number))),
        artist: Some(track.artist),
        title: track.title,
        album: Some(track.album),
        genre: track.genre,
        ..NewTrack::default()
    });
    (tracks.collect(), queries)
}

fn summary(track: &NewTrack) -> TrackSummary {
    let mut summary = TrackSummary { id: track.id.unwrap(), library_id: track.library_id, ..TrackSummary::default() };
    for (field, value) in track.fields() {
        summary.put(field, value.map(|value| value.to_owned()));
    }
    summary
}

fn request(q: &str) -> Request {
    Request { q: q.into(), limit: LIMIT, ..Request::default() }
}

/// What an answer says, but for its order: that may rest on how rare a word is anywhere.
fn said(response: Response) -> (Vec<TrackId>, String) {
    let mut ids: Vec<TrackId> = response.hits.iter().map(|hit| hit.track.id).collect();
    ids.sort_unstable();
    (ids, format!("{:?} {:?} {:?}", response.total, response.dropped_words, response.did_you_mean))
}

#[test]
fn the_index_answers_as_if_the_other_library_were_not_there() {
    let other = LibraryId::from_u128(2);
    let (ours, our_queries) = library(1, LibraryId::DEFAULT);
    let (theirs, their_queries) = library(2, other);
    let (ours, theirs): (Vec<_>, Vec<_>) = (ours.iter().map(summary).collect(), theirs.iter().map(summary).collect());
    let alone = Snapshot::in_memory(ours.chunks(150).map(<[_]>::to_vec)).unwrap();
    let mixed = ours.iter().zip(&theirs).flat_map(|(one, other)| [other.clone(), one.clone()]);
    let together = Snapshot::in_memory(mixed.collect::<Vec<_>>().chunks(150).map(<[_]>::to_vec)).unwrap();
    let mut wrong = Vec::new();
    for q in our_queries.iter().chain(&their_queries) {
        let [before, after] = [&alone, &together].map(|snapshot| said(search_snapshot(snapshot, &request(q)).unwrap()));
        if before != after {
            wrong.push((q, before, after));
        }
    }
    assert!(our_queries.len() > 50 && their_queries.len() > 50);
    assert!(wrong.is_empty(), "{} answers differ, such as {:#?}", wrong.len(), &wrong[0]);
}

#[tokio::test]
async fn postgres_answers_as_if_the_other_library_were_not_there() {
    let database = Database::new().await;
    let other = database.catalog.make_library("other").await.unwrap();
    let (ours, our_queries) = library(1, LibraryId::DEFAULT);
    let (theirs, their_queries) = library(2, other);
    let queries: Vec<String> = our_queries.into_iter().chain(their_queries).collect();
    let answers = async || {
        let mut answers = Vec::new();
        for q in &queries {
            answers.push(said(search_catalog(&database.catalog, request(q)).await.unwrap()));
        }
        answers
    };

    database.catalog.import_tracks(&ours).await.unwrap();
    let before = answers().await;
    database.catalog.import_tracks(&theirs).await.unwrap();
    let after = answers().await;
    for ((q, before), after) in queries.iter().zip(before).zip(after) {
        assert_eq!(before, after, "{q}");
    }
    let mut of_theirs = request(&theirs[0].title);
    of_theirs.library = other;
    let hits = search_catalog(&database.catalog, of_theirs).await.unwrap().hits;
    assert!(hits.iter().all(|hit| hit.track.library_id == other) && !hits.is_empty());
    database.drop().await;
}

#[tokio::test]
async fn an_id_of_another_library_is_refused_and_its_track_kept() {
    let database = Database::new().await;
    let other = database.catalog.make_library("other").await.unwrap();
    let id = TrackId::from_u128(7);
    let theirs = NewTrack { library_id: other, id: Some(id), title: "Theirs".into(), ..NewTrack::default() };
    let ours = NewTrack { id: Some(id), title: "Ours".into(), ..NewTrack::default() };
    assert_eq!(database.catalog.import_tracks(&[theirs]).await.unwrap().inserted, 1);
    let rejected = database.catalog.import_tracks(std::slice::from_ref(&ours)).await.unwrap().rejected;
    assert_eq!(rejected[0].problems[0].to_string(), "id: belongs to a track of another library");
    let mut transaction = database.catalog.begin().await.unwrap();
    assert!(tracks::save(&mut transaction, &ours).await.is_err());
    transaction.commit().await.unwrap();
    assert_eq!(database.catalog.track(LibraryId::DEFAULT, id).await.unwrap(), None);
    assert_eq!(database.catalog.track(other, id).await.unwrap().unwrap().title, "Theirs");
    database.drop().await;
}

#[tokio::test]
async fn the_same_track_may_be_in_several_libraries() {
    let database = Database::new().await;
    let other = database.catalog.make_library("other").await.unwrap();
    let track = |library_id, external_id: Option<&str>, audio_uri: Option<&str>| NewTrack {
        library_id,
        external_id: external_id.map(str::to_owned),
        audio_uri: audio_uri.map(str::to_owned),
        title: external_id.or(audio_uri).unwrap_or("Jóga").into(),
        ..NewTrack::default()
    };
    let rows = [LibraryId::DEFAULT, other].into_iter().flat_map(|library| {
        [track(library, Some("1"), None), track(library, None, Some("s3://b/1")), track(library, None, None)]
    });
    let rows: Vec<NewTrack> = rows.collect();
    assert_eq!(database.catalog.import_tracks(&rows).await.unwrap().inserted, 6);
    assert_eq!(database.catalog.import_tracks(&rows).await.unwrap().unchanged, 6);
    database.drop().await;
}
