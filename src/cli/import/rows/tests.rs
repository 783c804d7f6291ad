//! What becomes of every kind of row, good and bad.

use serde_json::json;

use super::*;
use crate::track::Isrc;

fn rows(format: Format, bytes: impl Into<Vec<u8>>) -> anyhow::Result<Rows> {
    let reader = Box::new(io::Cursor::new(bytes.into()));
    Rows::new(Input { name: "songs".to_owned(), format, reader })
}

/// Every row as its line and its title, or what is wrong with it.
fn read(format: Format, bytes: impl Into<Vec<u8>>) -> Vec<(u64, String)> {
    let mut rows = rows(format, bytes).unwrap();
    std::iter::from_fn(|| rows.next().unwrap())
        .map(|row| (row.line, row.track.map_or_else(|wrong| format!("! {}", wrong.join(" | ")), |track| track.title)))
        .collect()
}

fn only(format: Format, bytes: impl Into<Vec<u8>>) -> NewTrack {
    rows(format, bytes).unwrap().next().unwrap().unwrap().track.unwrap()
}

fn refusal(format: Format, bytes: impl Into<Vec<u8>>) -> String {
    let error = rows(format, bytes).err().unwrap();
    assert!(error.is::<Usage>());
    error.to_string()
}

#[test]
fn attributes_of_a_table_are_numbers_and_truth_values_where_they_are_written_so() {
    let cells = [
        ("0.87", json!(0.87)),
        (" 12 ", json!(12)),
        ("-3", json!(-3)),
        ("true", json!(true)),
        ("007", json!("007")),
        ("1.10", json!("1.10")),
        ("1e5", json!("1e5")),
        ("12345678901234567890123", json!("12345678901234567890123")),
        ("True", json!("True")),
        ("null", json!("null")),
        ("[1]", json!("[1]")),
        ("2024-02-04", json!("2024-02-04")),
    ];
    for (cell, expected) in cells {
        let track = only(Format::Tsv, format!("artist\ttitle\tkey\nA\t1\t{cell}\n"));
        assert_eq!((json!(track.attributes), track.title.as_str()), (json!({ "key": expected }), "1"), "{cell}");
    }
}

#[test]
fn columns_are_known_by_name_in_any_order() {
    let track = only(
        Format::Tsv,
        "Title\tmood\tduration_seconds\tartist\tid\tlabels\tyear\tisrc\turi\n\
         Jóga\tcold\t305.5\tBjörk\tx:1\tpop, art;;live\t1997-09-15\tgb-axk-97-00012\t/music/Jóga.flac\n",
    );
    assert_eq!((track.title.as_str(), track.artist.as_deref()), ("Jóga", Some("Björk")));
    assert_eq!((track.external_id.as_deref(), track.id), (Some("x:1"), None));
    assert_eq!((track.duration_ms, track.year), (Some(305_500), Some(1997)));
    assert_eq!(track.labels, ["pop", "art", "live"]);
    assert_eq!(track.isrc.as_ref().map(Isrc::as_str), Some("GBAXK9700012"));
    assert_eq!(track.audio_uri.as_deref(), Some("file:///music/J%C3%B3ga.flac"));
    assert_eq!(json!(track.attributes), json!({ "mood": "cold" }));
}

#[test]
fn an_id_that_is_a_uuid_is_the_tracks_own() {
    let track = only(Format::Tsv, "id\tartist\ttitle\n0191d2b6-0000-7000-8000-000000000001\ta\tb\n");
    assert!(track.id.is_some() && track.external_id.is_none());
}

#[test]
fn the_ids_of_musicbrainz_are_uuids() {
    let id = "0191d2b6-0000-7000-8000-000000000001";
    let header = "title\tartist\tmusicbrainz_recording_id\tmusicbrainz_release_id\tmusicbrainz_artist_id";
    let track = only(Format::Tsv, format!("{header}\na\tb\t{id}\t\t{id}\n"));
    assert_eq!((track.musicbrainz_recording_id, track.musicbrainz_release_id), (id.parse().ok(), None));
    assert_eq!(track.musicbrainz_artist_id, track.musicbrainz_recording_id);
    let read = read(Format::Tsv, format!("{header}\na\tb\tx\t\t\n"));
    assert_eq!(read[0].1, "! musicbrainz_recording_id: x is not a valid UUID; MusicBrainz's ids all are");
}

#[test]
fn quotes_in_tsv_are_text_and_in_csv_are_quotes() {
    assert_eq!(read(Format::Tsv, "artist\ttitle\nx\t\"Heroes\n"), [(2, "\"Heroes".to_owned())]);
    let csv = "artist,title\nx,\"a, \"\"b\"\"\nc\"\ny,z\n";
    assert_eq!(read(Format::Csv, csv), [(2, "a, \"b\"\nc".to_owned()), (4, "z".to_owned())]);
}

#[test]
fn windows_line_ends_blank_lines_and_a_missing_last_one_do_no_harm() {
    let expected = [(2, "b".to_owned()), (4, "d".to_owned())];
    assert_eq!(read(Format::Tsv, "artist\ttitle\r\na\tb\r\n\r\nc\td"), expected);
    assert_eq!(read(Format::Csv, "artist,title\r\na,b\r\n\r\nc,d"), expected);
}

#[test]
fn ragged_rows_are_refused_and_the_others_kept() {
    let read = read(Format::Tsv, "artist\ttitle\na\nb\tc\td\ne\tf\n");
    assert_eq!(read[0], (2, "! the row has 1 cells, but the header has 2".to_owned()));
    assert_eq!(read[1], (3, "! the row has 3 cells, but the header has 2".to_owned()));
    assert_eq!(read[2], (4, "f".to_owned()));
}

#[test]
fn a_row_that_is_not_utf8_is_refused_and_the_others_kept() {
    for (format, bytes) in
        [(Format::Tsv, &b"artist\ttitle\na\t\xff\nb\tc\n"[..]), (Format::Csv, &b"artist,title\na,\xff\nb,c\n"[..])]
    {
        let read = read(format, bytes);
        assert!(read[0].1.starts_with("! the row is not UTF-8"), "{read:?}");
        assert_eq!(read[1], (3, "c".to_owned()));
    }
}

#[test]
fn a_row_that_is_too_long_is_refused_and_the_others_kept() {
    let long = "x".repeat(3 * 1024 * 1024);
    for (format, tab) in [(Format::Tsv, '\t'), (Format::Csv, ',')] {
        let read = read(format, format!("artist{tab}title\na{tab}{long}\nb{tab}c\n"));
        assert!(read[0].1.starts_with("! the row is longer than 1024 KiB"));
        assert_eq!(read[1], (3, "c".to_owned()));
    }
}

#[test]
fn a_quote_that_is_not_closed_costs_its_own_line_and_no_other() {
    let many = "c,d\n".repeat(300_000);
    for rest in ["c,d\ne,f\n", many.as_str()] {
        let csv = format!("artist,title\na,\"b\n{rest}");
        let mut rows = rows(Format::Csv, csv).unwrap();
        let mut next = || rows.next().unwrap().map(|row| (row.line, row.track.map(|track| track.title)));
        let (line, refused) = next().unwrap();
        assert!(line == 2 && refused.unwrap_err()[0].starts_with("the row opens a quote"));
        assert_eq!(next(), Some((3, Ok("d".to_owned()))));
        assert_eq!(std::iter::from_fn(next).last().unwrap().0, 2 + rest.lines().count() as u64);
    }
}

#[test]
fn a_quoted_cell_may_have_blank_lines_and_commas() {
    let csv = "artist,title\n\"a, b\",\"c\n\nd\"\ne,f\n";
    assert_eq!(read(Format::Csv, csv), [(2, "c\n\nd".to_owned()), (5, "f".to_owned())]);
}

#[test]
fn everything_wrong_with_a_row_is_said_at_once() {
    let read = read(Format::Tsv, "artist\ttitle\tyear\tduration_ms\tpopularity\na\tb\tsoon\t4:05\tinf\n");
    let wrong = &read[0].1;
    for part in ["year: soon is not an integer", "duration_ms: 4:05 is not a number", "popularity: inf is not a number"]
    {
        assert!(wrong.contains(part), "{wrong}");
    }
}

#[test]
fn the_marks_for_a_missing_number_are_none_and_in_a_text_are_text() {
    let track = only(Format::Tsv, "artist\ttitle\tyear\tduration_ms\tpopularity\nNA\tNone\tNA\tNaN\t\\N\n");
    assert_eq!((track.artist.as_deref(), track.title.as_str()), (Some("NA"), "None"));
    assert_eq!((track.year, track.duration_ms, track.popularity), (None, None, None));
}

#[test]
fn a_track_named_twice_is_refused_the_second_time() {
    let read = read(Format::Tsv, "id\tartist\ttitle\n1\ta\tb\n2\ta\tb\n1\tc\td\n1\te\tf\n");
    assert_eq!(read[1].1, "b");
    assert_eq!(read[2].1, "! names the same track as line 2; keep one of the two");
    assert_eq!(read[3].1, "! names the same track as line 2; keep one of the two");
}

#[test]
fn a_header_without_artist_or_title_imports_nothing() {
    let refused = refusal(Format::Tsv, "name\ttitle\na\tb\n");
    assert!(refused.contains("songs:1: there is no column artist, only name, title"), "{refused}");
    assert!(refusal(Format::Csv, "artist,name\na,b\n").contains("no column title"));
    assert!(refusal(Format::Tsv, "artist\ttitle\tTITLE\n").contains("two columns TITLE"));
    assert!(refusal(Format::Tsv, "").contains("songs is empty"));
    assert!(refusal(Format::Tsv, &b"\xff\xfea\0"[..]).contains("not UTF-8"));
}

#[test]
fn json_lines_keep_their_types() {
    let track = only(
        Format::Jsonl,
        r#"{"artist":"a","title":"b","year":1997,"labels":["x","y;z"],"genre":["Pop","Art"],"bpm":120.5,"energy":0.5,"attributes":{"key":"C"},"album":null,"id":42}"#,
    );
    assert_eq!((track.year, track.bpm, track.album), (Some(1997), Some(120.5), None));
    assert_eq!((track.labels.join("+"), track.genre.as_deref()), ("x+y+z".to_owned(), Some("Pop, Art")));
    assert_eq!(track.external_id.as_deref(), Some("42"));
    assert_eq!(json!(track.attributes), json!({ "energy": 0.5, "key": "C" }));
}

#[test]
fn lines_that_are_no_objects_are_refused_and_the_others_kept() {
    let read =
        read(Format::Jsonl, "{\"artist\":\n[1]\n{\"artist\":\"a\",\"title\":{}}\n{\"artist\":\"a\",\"title\":\"b\"}");
    assert!(read[0].1.starts_with("! the row is not valid JSON ("), "{read:?}");
    assert!(read[1].1.starts_with("! the row is not a JSON object"), "{read:?}");
    assert_eq!(read[2].1, "! title: {} is not a string; give one string or number");
    assert_eq!(read[3], (4, "b".to_owned()));
}
