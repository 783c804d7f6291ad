//! Filters by names, which let the same tracks pass whichever engine answers.

use needledrop::index::Snapshot;
use needledrop::search::{Request, Response, filters_named, search_catalog, search_snapshot};
use needledrop::track::{NewTrack, TrackId, TrackSummary};

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

/// Names that are folded by more than their letters, likewise.
const ODD: [(&str, &str); 8] = [
    ("T.N.T.", ""),
    ("A@B", ""),
    ("ABBA + U2", ""),
    ("Кино", "Группа крови"),
    ("!!!", "(...)"),
    ("宇多田ヒカル", ""),
    ("С.Ш.А.", "½ & ½"),
    ("'\\%_", ""),
];

const ODD_CASES: [(&str, &str, &[&str]); 17] = [
    ("artist", "tnt", &["T.N.T."]),
    ("artist", "t.n.t", &["T.N.T."]),
    ("artist", "aab", &["A@B"]),
    ("artist", "u2", &["ABBA + U2"]),
    ("artist", "Abba & U2", &["ABBA + U2"]),
    ("artist", "kino", &["Кино"]),
    ("artist", "КИНО", &["Кино"]),
    ("artist", "!!!", &["!!!"]),
    ("artist", "！！！", &["!!!"]),
    ("artist", "!!", &[]),
    ("artist", "'\\%_", &["'\\%_"]),
    ("artist", "ひかる", &["宇多田ヒカル"]),
    ("artist", "ｳﾀ", &[]),
    ("artist", "США", &["С.Ш.А."]),
    ("album", "(...)", &["!!!"]),
    ("album", "krovi", &["Кино"]),
    ("album", "1 2 and 1 2", &["С.Ш.А."]),
];

#[tokio::test]
async fn names_are_filters_written_together_or_apart_and_both_engines_agree() {
    both_engines_agree(&TRACKS, &CASES).await;
}

#[tokio::test]
async fn odd_names_are_filters_and_both_engines_agree() {
    both_engines_agree(&ODD, &ODD_CASES).await;
}

async fn both_engines_agree(tracks: &[(&str, &str)], cases: &[(&str, &str, &[&str])]) {
    let database = Database::new().await;
    let new_track = |(artist, album): &(&str, &str)| NewTrack {
        artist: Some((*artist).into()),
        title: TITLE.into(),
        album: Some((*album).into()).filter(|album: &String| !album.is_empty()),
        ..NewTrack::default()
    };
    let new_tracks: Vec<NewTrack> = tracks.iter().map(new_track).collect();
    assert_eq!(database.catalog.import_tracks(&new_tracks).await.unwrap().inserted, tracks.len() as u64);
    let document = |(artist, album): &(&str, &str)| TrackSummary {
        id: TrackId::now(),
        artist: Some((*artist).into()),
        title: TITLE.into(),
        album: Some((*album).into()),
        ..TrackSummary::default()
    };
    let documents: Vec<TrackSummary> = tracks.iter().map(document).collect();
    let snapshot = Snapshot::in_memory(documents.chunks(3).map(<[TrackSummary]>::to_vec)).unwrap();
    for &(name, value, expected) in cases {
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
