//! Filters by names, which let the same tracks pass whichever engine answers.

use needledrop::index::Snapshot;
use needledrop::search::{Request, Response, filters_named, search_catalog, search_snapshot};
use needledrop::track::{NewTrack, TrackSummary};
use uuid::Uuid;

use crate::support::postgres::Database;

/// All of them are called so; as (artist, album).
const TITLE: &str = "Halo (Live in Köln)";
const TRACKS: [(&str, &str); 7] = [
    ("AC/DC", "Back in Black"),
    ("ACDC Tribute", "Blackout"),
    ("Mac DCruz", "Back"),
    ("Beyoncé", "I Am… Sasha Fierce"),
    ("R.E.M.", "Out-of-Time"),
    ("blink‐182", "Enema"),
    ("Mac", ""),
];

/// A filter, and the artists whose tracks pass.
const CASES: [(&str, &str, &[&str]); 22] = [
    ("artist", "acdc", &["AC/DC", "ACDC Tribute"]),
    ("artist", "AC/DC", &["AC/DC", "ACDC Tribute"]),
    ("artist", "dc ac", &["AC/DC"]),
    ("artist", "a c d c", &["AC/DC", "ACDC Tribute"]),
    ("artist", "tribute AcDc", &["ACDC Tribute"]),
    ("artist", "ac dc tribute", &["ACDC Tribute"]),
    ("artist", "ac", &["AC/DC"]),
    ("artist", "cdc", &[]),
    ("artist", "mac", &["Mac", "Mac DCruz"]),
    ("artist", "Beyonce", &["Beyoncé"]),
    ("artist", "BEYONCÉ", &["Beyoncé"]),
    ("artist", "beyonc", &[]),
    ("artist", "rem", &["R.E.M."]),
    ("artist", "R.E.M.", &["R.E.M."]),
    ("artist", "blink182", &["blink‐182"]),
    ("artist", "182 blink", &["blink‐182"]),
    ("album", "out of time", &["R.E.M."]),
    ("album", "outoftime", &["R.E.M."]),
    ("album", "backinblack", &["AC/DC"]),
    ("album", "black", &["AC/DC"]),
    ("title", "liveinkoln", &["AC/DC", "ACDC Tribute", "Beyoncé", "Mac", "Mac DCruz", "R.E.M.", "blink‐182"]),
    ("title", "inkol", &[]),
];

#[tokio::test]
async fn names_are_filters_written_together_or_apart_and_both_engines_agree() {
    let database = Database::new().await;
    let tracks = TRACKS.map(|(artist, album)| NewTrack {
        artist: Some(artist.into()),
        title: TITLE.into(),
        album: Some(album.into()).filter(|album: &String| !album.is_empty()),
        ..NewTrack::default()
    });
    assert_eq!(database.catalog.import_tracks(&tracks).await.unwrap().inserted, 7);
    let documents = TRACKS.map(|(artist, album)| TrackSummary {
        id: Uuid::new_v4(),
        artist: Some(artist.into()),
        title: TITLE.into(),
        album: Some(album.into()),
        ..TrackSummary::default()
    });
    let snapshot = Snapshot::in_memory(documents.chunks(3).map(<[TrackSummary]>::to_vec)).unwrap();
    for (name, value, expected) in CASES {
        let filters = filters_named(&[(name.to_owned(), value.to_owned())].into()).unwrap();
        let request = Request { q: "halo".into(), limit: 10, filters, ..Request::default() };
        assert_eq!(artists(&search_snapshot(&snapshot, &request).unwrap()), expected, "index, {name}: {value}");
        let found = search_catalog(&database.catalog, request).await.unwrap();
        assert_eq!(artists(&found), expected, "postgres, {name}: {value}");
    }
    database.drop().await;
}

fn artists(response: &Response) -> Vec<&str> {
    let mut artists: Vec<&str> =
        response.hits.iter().map(|hit| hit.track.artist.as_deref().unwrap_or_default()).collect();
    artists.sort_unstable();
    artists
}
