//! What becomes of every kind of value, good and bad.

use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::track::{Isrc, LibraryId};

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn read(value: Value) -> NewTrack {
    new_track(object(value)).unwrap()
}

fn problems(value: Value) -> Vec<String> {
    new_track(object(value)).unwrap_err().iter().map(FieldProblem::to_string).collect()
}

fn patched(track: &NewTrack, patch: Value) -> NewTrack {
    let mut track = track.clone();
    Patch::new(object(patch), TrackId::LEAST).unwrap().apply(&mut track);
    track
}

/// In two, since the macro goes only so deep.
fn full() -> Value {
    let mut full = object(json!({
        "id": "00000000-0000-0000-0000-000000000007", "external_id": "sp:1", "artist": " Björk ", "title": "Jóga",
        "album": "Homogenic", "album_artist": "Björk", "genre": "Art Pop; Electronic", "year": 1997, "track_number": 2,
        "disc_number": 1, "bpm": 87.5, "duration_seconds": 305.25, "popularity": 71.5, "isrc": "gb-axk-97-00012",
        "musicbrainz_recording_id": "00000000-0000-0000-0000-000000000001",
        "musicbrainz_release_id": "00000000-0000-0000-0000-000000000002",
        "musicbrainz_artist_id": "00000000-0000-0000-0000-000000000003",
        "labels": ["One Little Indian", " ", "live; rare"], "attributes": {"mood": "calm", "key": {"tonic": "C", "mode": "minor"}},
        "audio_uri": "s3://music/Jóga.flac", "thumbnail_uri": "https://example.org/joga.jpg",
    }));
    full.extend(object(json!({
        "composer": "Björk; Sjón", "conductor": "Eumir Deodato", "performers": "Iceland String Octet (strings)",
        "lyricist": "Sjón", "artist_sort": "Björk", "title_sort": "Joga", "album_sort": "Homogenic",
        "album_artist_sort": "Bjork", "composer_sort": "Bjork; Sjon", "date": "1997-09-22", "original_date": "1997-09",
        "track_total": 10, "disc_total": 1, "compilation": false, "musical_key": "Em", "record_label": "Mother",
        "catalog_number": "TPLP 71", "barcode": "5016958023522", "comment": "a\nb", "lyrics": "All these accidents",
        "musicbrainz_album_artist_id": "00000000-0000-0000-0000-000000000004",
        "musicbrainz_release_group_id": "00000000-0000-0000-0000-000000000005",
        "musicbrainz_release_track_id": "00000000-0000-0000-0000-000000000006",
        "musicbrainz_work_id": "00000000-0000-0000-0000-000000000007",
    })));
    full.into()
}

#[test]
fn every_field_arrives_where_it_belongs() {
    let some = |text: &str| Some(text.to_owned());
    let expected = NewTrack {
        library_id: LibraryId::DEFAULT,
        id: Some(TrackId::from_u128(7)),
        status: None,
        external_id: some("sp:1"),
        artist: some("Björk"),
        title: "Jóga".to_owned(),
        album: some("Homogenic"),
        album_artist: some("Björk"),
        genre: some("Art Pop; Electronic"),
        year: Some(1997),
        track_number: Some(2),
        disc_number: Some(1),
        duration_ms: Some(305_250),
        popularity: Some(71.5),
        bpm: Some(87.5),
        isrc: Isrc::parse("GBAXK9700012").ok(),
        musicbrainz_recording_id: Some(Uuid::from_u128(1)),
        musicbrainz_release_id: Some(Uuid::from_u128(2)),
        musicbrainz_artist_id: Some(Uuid::from_u128(3)),
        labels: vec!["One Little Indian".to_owned(), "live; rare".to_owned()],
        attributes: object(json!({"mood": "calm", "key": {"tonic": "C", "mode": "minor"}})).into(),
        audio_uri: some("s3://music/Jóga.flac"),
        thumbnail_uri: some("https://example.org/joga.jpg"),
        composer: some("Björk; Sjón"),
        conductor: some("Eumir Deodato"),
        performers: some("Iceland String Octet (strings)"),
        lyricist: some("Sjón"),
        artist_sort: some("Björk"),
        title_sort: some("Joga"),
        album_sort: some("Homogenic"),
        album_artist_sort: some("Bjork"),
        composer_sort: some("Bjork; Sjon"),
        date: some("1997-09-22"),
        original_date: some("1997-09"),
        track_total: Some(10),
        disc_total: Some(1),
        compilation: Some(false),
        musical_key: some("Em"),
        record_label: some("Mother"),
        catalog_number: some("TPLP 71"),
        barcode: some("5016958023522"),
        comment: some("a\nb"),
        lyrics: some("All these accidents"),
        musicbrainz_album_artist_id: Some(Uuid::from_u128(4)),
        musicbrainz_release_group_id: Some(Uuid::from_u128(5)),
        musicbrainz_release_track_id: Some(Uuid::from_u128(6)),
        musicbrainz_work_id: Some(Uuid::from_u128(7)),
    };
    assert_eq!(read(full()), expected);
}

#[test]
fn null_and_blank_texts_say_nothing() {
    let track =
        read(json!({"title": "Jóga", "artist": null, "album": " ", "year": null, "labels": null, "attributes": null}));
    assert_eq!(track, NewTrack { title: "Jóga".to_owned(), ..NewTrack::default() });
}

#[test]
fn an_id_that_is_no_uuid_is_that_of_the_source() {
    assert_eq!(read(json!({"title": "a", "id": "sp:1"})).external_id.as_deref(), Some("sp:1"));
    assert_eq!(
        problems(json!({"title": "a", "id": "sp:1", "external_id": "sp:2"})),
        ["id: must be a UUID where there is an external_id too"]
    );
}

#[test]
fn everything_wrong_is_said_at_once_each_field_once() {
    let wrong = json!({
        "artist": ["a"], "year": 99_999, "track_number": 1.5, "disc_number": 3_000_000_000u32, "duration_seconds": -1,
        "popularity": "high", "isrc": "x", "musicbrainz_artist_id": "me", "compilation": 1, "date": "22.09.1997", "labels": "a, b", "attributes": [],
        "audio_uri": "/music/a.mp3", "titel": "a", "created_at": "2020-01-01T00:00:00Z", "album": "a\0b",
    });
    assert_eq!(
        problems(wrong),
        [
            "created_at: can be read, but not written",
            "titel: is not a field of a track; did you mean title?",
            "artist: must be a string",
            "attributes: must be an object",
            "compilation: must be true or false",
            "isrc: x is not a valid ISRC; expected one like USRC17607839",
            "labels: must be a list of strings",
            "musicbrainz_artist_id: must be a UUID",
            "popularity: must be a number",
            "track_number: must be an integer",
            "title: is empty",
            "album: holds a NUL character, which PostgreSQL can't store",
            "year: 99999 is not within 1000 to 2100",
            "date: 22.09.1997 is no date like 1997, 1997-09 or 1997-09-22",
            "disc_number: 3000000000 is not within 0 to 99999",
            "duration_seconds: -1 is not within 0 to 9999999.999",
            "audio_uri: /music/a.mp3 doesn't begin with file://, s3://, gs://, http:// or https://",
        ]
    );
}

#[test]
fn a_misspelled_field_comes_with_the_likely_one() {
    let wrong = new_track(object(json!({"title": "a", "albun": "b", "wholly_other": 1}))).unwrap_err();
    let meant: Vec<_> = wrong.iter().map(|problem| (problem.field.as_deref(), problem.did_you_mean)).collect();
    assert_eq!(meant, [(Some("albun"), Some("album")), (Some("wholly_other"), None)]);
}

#[test]
fn seconds_or_milliseconds_but_not_both() {
    assert_eq!(read(json!({"title": "a", "duration_ms": 1500})), read(json!({"title": "a", "duration_seconds": 1.5})));
    assert_eq!(
        problems(json!({"title": "a", "duration_ms": 1500, "duration_seconds": 1.5})),
        ["duration_ms: is given as duration_seconds too; leave one out"]
    );
}

#[test]
fn objects_are_spelled_as_they_are_ingested() {
    let uri = |text: &str| read(json!({"title": "a", "audio_uri": text})).audio_uri.unwrap();
    assert_eq!(uri("file:///music/Jóga.flac"), "file:///music/J%C3%B3ga.flac");
    assert_eq!(uri("https://example.org/Jóga.flac"), "https://example.org/Jóga.flac");
}

#[test]
fn a_patch_replaces_clears_and_leaves_alone() {
    let before = read(full());
    let after = patched(&before, json!({"artist": "Bjork", "year": null, "labels": ["x"], "popularity": 3}));
    let expected = NewTrack {
        artist: Some("Bjork".to_owned()),
        year: None,
        labels: vec!["x".to_owned()],
        popularity: Some(3.0),
        ..before.clone()
    };
    assert_eq!(after, expected);
    assert_eq!(patched(&before, json!({})), before);
    assert_eq!(patched(&before, json!({"id": TrackId::LEAST})), before);
}

/// The examples of RFC 7396, appendix A, as far as an object stands at the top.
#[test]
fn attributes_are_merged_as_the_standard_has_it() {
    for (before, patch, after) in [
        (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
        (json!({"a": "b"}), json!({"a": null}), json!({})),
        (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
        (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
        (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
        (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
        (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
        (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        (json!({"a": 1}), json!(null), json!({})),
    ] {
        let track = NewTrack { attributes: object(before.clone()).into(), ..NewTrack::default() };
        let patched = patched(&track, json!({ "attributes": patch }));
        assert_eq!(json!(patched.attributes), after, "{before} with {patch}");
    }
}

#[test]
fn a_patch_is_refused_whole_with_all_that_is_wrong() {
    let wrong = json!({"title": null, "year": 3, "id": "00000000-0000-0000-0000-000000000009", "titel": 1});
    let refused = Patch::new(object(wrong), TrackId::LEAST).unwrap_err();
    let said: Vec<String> = refused.iter().map(FieldProblem::to_string).collect();
    assert_eq!(
        said,
        [
            "titel: is not a field of a track; did you mean title?",
            "id: can't be changed",
            "title: is empty",
            "year: 3 is not within 1000 to 2100"
        ]
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map(".{0,3}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_values_are_a_track_or_its_problems(values in proptest::collection::vec((0..members().count(), any_json()), 0..6)) {
        let object: Map<String, Value> =
            values.into_iter().map(|(field, value)| (members().nth(field).unwrap().0.to_owned(), value)).collect();
        match new_track(object.clone()) {
            Ok(track) => prop_assert_eq!(track.validate(), Ok(())),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        if let Ok(patch) = Patch::new(object, TrackId::LEAST) {
            patch.apply(&mut NewTrack::default());
        }
    }
}
