//! What becomes of every kind of row, good and bad.

use serde_json::json;

use super::super::options::Options;
use super::*;
use crate::track::{Isrc, Status};

fn rows_with(options: Options, bytes: impl Into<Vec<u8>>) -> anyhow::Result<Rows> {
    Rows::new(Input::new("songs".to_owned(), options, io::Cursor::new(bytes.into()))?)
}

fn rows(format: impl Into<Option<Format>>, bytes: impl Into<Vec<u8>>) -> anyhow::Result<Rows> {
    rows_with(Options { format: format.into(), ..Options::default() }, bytes)
}

/// Every row as its line and its title, or what is wrong with it.
fn read(format: impl Into<Option<Format>>, bytes: impl Into<Vec<u8>>) -> Vec<(u64, String)> {
    let mut rows = rows(format, bytes).unwrap();
    std::iter::from_fn(|| rows.next().unwrap())
        .map(|row| match (row.track, row.repeats) {
            (Err(wrong), _) => (row.line, format!("! {}", wrong.join(" | "))),
            (Ok(track), None) => (row.line, track.title),
            (Ok(track), Some(first)) => (row.line, format!("{} as in line {first}", track.title)),
        })
        .collect()
}

/// The only row's track, and what was left out of it.
fn only_with_left_out(format: impl Into<Option<Format>>, bytes: impl Into<Vec<u8>>) -> (NewTrack, Vec<String>) {
    let row = rows(format, bytes).unwrap().next().unwrap().unwrap();
    (row.track.unwrap(), row.left_out)
}

fn only(format: impl Into<Option<Format>>, bytes: impl Into<Vec<u8>>) -> NewTrack {
    let (track, left_out) = only_with_left_out(format, bytes);
    assert_eq!(left_out, Vec::<String>::new());
    track
}

fn refusal(format: impl Into<Option<Format>>, bytes: impl Into<Vec<u8>>) -> String {
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
        let track = only(Format::Tsv, format!("artist\ttitle\tmood\nA\t1\t{cell}\n"));
        assert_eq!((json!(track.attributes), track.title.as_str()), (json!({ "mood": expected }), "1"), "{cell}");
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
    let read = read(Format::Tsv, "artist\ttitle\turi\tmusicbrainz_artist_id\na\tb\tmusic/a\tx\na\t\tmusic/a\t\n");
    assert_eq!(read[0].1, "! musicbrainz_artist_id: x is not a valid UUID; MusicBrainz's ids all are");
    for part in ["title: is empty", "audio_uri: music/a doesn't begin with"] {
        assert!(read[1].1.contains(part), "{read:?}");
    }
}

#[test]
fn a_cell_that_can_not_be_read_is_left_out_and_told() {
    let cells = [
        ("year", "soon", "year: soon can't be read as year (integer from 1000 to 2100); it is left out"),
        ("YEAR", "99999", "YEAR: 99999 can't be read as year"),
        ("popularity", "inf", "popularity: inf can't be read as popularity"),
        ("popularity", "101", "popularity: 101 can't be read as popularity (number from 0 to 100)"),
        ("duration_ms", "-5", "duration_ms: -5 can't be read as duration_seconds"),
        ("track_number", "A1", "track_number: A1 can't be read as track_number"),
        ("isrc", "unknown", "isrc: unknown can't be read as isrc (ISRC); it is left out"),
        ("Track #", "A1", "Track #: A1 can't be read as track_number (integer from 0 to 99999); it is left out"),
        ("tempo", "Allegro", "tempo: Allegro can't be read as bpm (number from 1 to 999); it is kept as an attribute"),
        ("Release Date", "soon", "Release Date: soon holds no year; it is kept as an attribute only"),
    ];
    for (column, cell, told) in cells {
        let (track, left_out) =
            only_with_left_out(Format::Tsv, format!("artist\ttitle\t{column}\tmood\na\tb\t{cell}\tcold\n"));
        assert!(left_out.len() == 1 && left_out[0].starts_with(told), "{left_out:?}");
        let values = (track.year, track.popularity, track.duration_ms, track.track_number, track.bpm, track.isrc);
        assert_eq!((values, track.title.as_str()), ((None, None, None, None, None, None), "b"));
        let mut kept = json!({"mood": "cold"});
        if told.contains("kept as an attribute") {
            kept[column] = cell.into();
        }
        assert_eq!(json!(track.attributes), kept);
    }
}

#[test]
fn cells_are_read_as_tags_are() {
    let track = only(
        Format::Tsv,
        "artist\ttitle\tyear\ttrack_number\tdisc_number\tduration_ms\tbpm\na\tb\t2001-05-03\t3/12\t1 of 2\t3:45\t0.00\n",
    );
    assert_eq!((track.year, track.track_number, track.disc_number), (Some(2001), Some(3), Some(1)));
    assert_eq!((track.duration_ms, track.bpm), (Some(225_000), None));
    assert_eq!(only(Format::Tsv, "artist\ttitle\tyear\na\tb\t0000\n").year, None);
    assert_eq!(only(Format::Jsonl, r#"{"title":"a","year":0}"#).year, None);
}

#[test]
fn a_text_that_is_too_long_is_cut_and_a_title_is_not() {
    let long = "é".repeat(1_100);
    let (track, left_out) = only_with_left_out(Format::Tsv, format!("artist\ttitle\n{long}\tb\n"));
    assert_eq!(track.artist, Some("é".repeat(600)));
    assert!(left_out.len() == 1 && left_out[0].contains("is 2200 bytes long, more than artist may be"), "{left_out:?}");
    let read = read(Format::Tsv, format!("artist\ttitle\na\t{long}\n"));
    assert!(read[0].1.starts_with("! title: is 2200 bytes long"), "{read:?}");
    let notes = "x".repeat(95_000);
    let (track, left_out) =
        only_with_left_out(Format::Tsv, format!("artist\ttitle\tnotes\tmood\na\tb\t{notes}\tcold\n"));
    assert_eq!(json!(track.attributes), json!({"mood": "cold"}));
    assert!(left_out.len() == 1 && left_out[0].starts_with("notes: xxx"), "{left_out:?}");
}

#[test]
fn the_marks_for_a_missing_number_are_none_and_in_a_text_are_text() {
    let track = only(Format::Tsv, "artist\ttitle\tyear\tduration_ms\tpopularity\tisrc\nNA\tNone\tNA\tNaN\t\\N\tnull\n");
    assert_eq!((track.artist.as_deref(), track.title.as_str()), (Some("NA"), "None"));
    assert_eq!((track.year, track.duration_ms, track.popularity, track.isrc), (None, None, None, None));
}

#[test]
fn what_is_said_to_be_null_is_empty_everywhere() {
    let table = "artist,title,album,year,mood\nNULL,One,\"NULL\",NULL,NULL\nnull,NULL Song,NULLs,1990,x\n";
    let options = Options { null: Some("NULL".to_owned()), format: Some(Format::Csv), ..Options::default() };
    let mut rows = rows_with(options, table).unwrap();
    let mut next = || rows.next().unwrap().unwrap().track.unwrap();
    let (first, second) = (next(), next());
    assert_eq!((first.artist, first.album, first.year, json!(first.attributes)), (None, None, None, json!({})));
    assert_eq!((second.artist.as_deref(), second.title.as_str()), (Some("null"), "NULL Song"));
    assert_eq!(second.album.as_deref(), Some("NULLs"));
}

#[test]
fn a_track_named_twice_is_known_as_one() {
    let read = read(Format::Tsv, "id\tartist\ttitle\n1\ta\tb\n2\ta\tb\n1\tc\td\n1\te\tf\n");
    assert_eq!(read[1].1, "b");
    assert_eq!(read[2].1, "d as in line 2");
    assert_eq!(read[3].1, "f as in line 2");
}

#[test]
fn a_good_row_behind_a_bad_one_of_the_same_track_is_the_first() {
    let read = read(Format::Tsv, "id\tartist\ttitle\turi\n1\ta\t\t\n1\ta\tb\tnowhere\n1\ta\tb\t\n1\ta\tc\t\n");
    assert!(read[0].1.starts_with("! title") && read[1].1.starts_with("! audio_uri"), "{read:?}");
    assert_eq!((read[2].1.as_str(), read[3].1.as_str()), ("b", "c as in line 4"));
}

#[test]
fn a_header_without_artist_or_title_imports_nothing() {
    let refused = refusal(Format::Tsv, "label\ttitle\na\tb\n");
    assert!(
        refused.contains("songs:1: there is no column artist, only label, title; say which it is with --column artist")
    );
    assert!(refusal(Format::Csv, "artist,label\na,b\n").contains("no column title"));
    assert!(refusal(Format::Tsv, "artist\ttitle\tTITLE\n").contains("two columns TITLE"));
    assert!(refusal(Format::Tsv, "").contains("songs is empty"));
    assert!(refusal(Format::Jsonl, " \n").contains("songs is empty"));
    assert!(
        refusal(Format::Tsv, &b"\xff\n"[..]).contains("songs:1: the header is not UTF-8; say the file's --encoding")
    );
    assert!(refusal(None, "artist#title\na#b\n").contains("--delimiter"));
    assert!(refusal(None, &b"\x7fELF\x02\0\0"[..]).contains("songs is no text"));
    assert!(refusal(Format::Csv, "PK\x03\x04").contains("songs is a workbook"));
}

#[test]
fn json_lines_keep_their_types() {
    let track = only(
        Format::Jsonl,
        r#"{"artist":"a","title":"b","year":1997,"labels":["x","y;z"],"genre":["Pop","Art"],"bpm":120.5,"energy":0.5,"attributes":{"key":"C"},"album":null,"id":42}"#,
    );
    assert_eq!((track.year, track.bpm, track.album), (Some(1997), Some(120.5), None));
    assert_eq!((track.labels.join("+"), track.genre.as_deref()), ("x+y;z".to_owned(), Some("Pop, Art")));
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

#[test]
fn an_object_that_has_a_member_twice_is_refused() {
    let read = read(Format::Jsonl, "{\"title\":\"a\",\"Title\":\"b\"}\n{\"title\":\"c\"}\n");
    assert_eq!(read[0].1, "! the row can't be read: there are two columns title; rename one of them");
    assert_eq!(read[1].1, "c");
}

#[test]
fn line_ends_of_every_kind_end_a_row() {
    for table in ["artist\ttitle\ra\tb\r\rc\td\r", "artist,title\ra,b\r\rc,d", "artist,title\r\na,b\r\n\r\nc,d\r\n"] {
        assert_eq!(read(None, table), [(2, "b".to_owned()), (4, "d".to_owned())], "{table:?}");
    }
    let mixed = "artist,title\na,b\r\nc,d\re,f\n\"g\",\"h\r\ni\"\rj,k\rl";
    let expected =
        [(2, "b"), (3, "d"), (4, "f"), (5, "h\ni"), (7, "k"), (8, "! the row has 1 cells, but the header has 2")];
    assert_eq!(read(None, mixed), expected.map(|(line, title)| (line, title.to_owned())));
    assert_eq!(
        read(Format::Jsonl, "{\"title\":\"a\"}\r{\"title\":\"b\"}\r"),
        [(1, "a".to_owned()), (2, "b".to_owned())]
    );
}

#[test]
fn a_carriage_return_within_a_cell_is_a_space_and_no_line() {
    for table in ["artist\ttitle\tmood\na\tb\rc\rd\tcold\ne\tf\t\n", "artist,title,mood\na,b\rc\rd,cold\ne,f,\n"] {
        assert_eq!(read(None, table), [(2, "b c d".to_owned()), (3, "f".to_owned())], "{table:?}");
    }
    let quoted = "artist,title\na,\"b\rc\"\nd,e\n";
    assert_eq!(read(None, quoted), [(2, "b\nc".to_owned()), (3, "e".to_owned())]);
}

#[test]
fn control_characters_in_names_part_words() {
    let track = only(None, "artist,title,labels,mood\nA\u{1}B,C\0D\u{9f}E,\"x\u{2}y,z\",m\0n\n");
    assert_eq!((track.artist.as_deref(), track.title.as_str()), (Some("A B"), "C D E"));
    assert_eq!((track.labels.join("+"), json!(track.attributes)), ("x y+z".to_owned(), json!({"mood": "m n"})));
    let track = only(None, r#"{"title":"a\u0000b","attributes":{"k\u0000":[{"x":"\u0000y"}]}}"#);
    assert_eq!((track.title.as_str(), json!(track.attributes)), ("a b", json!({"k ": [{"x": " y"}]})));
}

#[test]
fn postgresqls_text_format_has_nulls_and_escapes() {
    let table = "title\tartist\tyear\tmood\nA\\tB\\nC\\\\D\tAC\\\\DC\t\\N\t\\N\nx\t\\N\t1990\t\\\\N\n\\.\n";
    let mut rows = rows(Format::Tsv, table).unwrap();
    let mut next = || rows.next().unwrap().map(|row| row.track.unwrap());
    let first = next().unwrap();
    assert_eq!((first.title.as_str(), first.artist.as_deref(), first.year), ("A\tB\nC\\D", Some("AC\\DC"), None));
    assert!(first.attributes.is_empty());
    let second = next().unwrap();
    assert_eq!((second.artist, second.year, json!(second.attributes)), (None, Some(1990), json!({"mood": "\\N"})));
    assert!(next().is_none());
    // Elsewhere backslashes are text, and \N is null all the same.
    assert_eq!(only(Format::Tsv, "title\tartist\nAC\\DC \\new\t\\N\n").title, "AC\\DC \\new");
    assert_eq!(
        only(Format::Csv, "title,artist,mood\na,\\N,\\N\n"),
        NewTrack { title: "a".to_owned(), ..NewTrack::default() }
    );
}

#[test]
fn what_our_own_table_says_comes_back() {
    let id = "0191d2b6-0000-7000-8000-000000000001";
    let header = "id\tlibrary_id\texternal_id\tasset_id\tlength_ms\tstatus\tartist\ttitle\ttitle_from_filename\tlabels\t\
         attributes\ttagged\tduration_seconds\tcreated_at\tartist_folded\tgenres_folded\tsearch_vector";
    let values = format!(
        "{id}\t{id}\tx:1\t\\N\t\\N\tMISSING\tBjörk\tJóga\tt\t{{pop,\"art, rock\"}}\t\
         {{\"mood\": [\"a\", 1, true], \"n\": 1.50}}\t{{}}\t305.250\t2026-01-01\tbjork\t{{pop}}\t'joga':1A"
    );
    let csv = |line: &str| {
        line.split('\t').map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    let (header_csv, values_csv) = (csv(header), csv(&values));
    for table in [format!("{header}\n{values}\n"), format!("{header_csv}\n{values_csv}\n")] {
        let track = only(None, table.as_str());
        let mut expected = NewTrack {
            id: id.parse().ok(),
            external_id: Some("x:1".to_owned()),
            status: Some(Status::Missing),
            artist: Some("Björk".to_owned()),
            title: "Jóga".to_owned(),
            labels: vec!["pop".to_owned(), "art, rock".to_owned()],
            duration_ms: Some(305_250),
            ..NewTrack::default()
        };
        expected.attributes.insert("mood".to_owned(), json!(["a", 1, true]));
        expected.attributes.insert("n".to_owned(), json!(1.5));
        assert_eq!(track, expected, "{table}");
    }
}

#[test]
fn our_own_answers_come_back() {
    let track = json!({
        "id": "0191d2b6-0000-7000-8000-000000000001", "external_id": null, "asset_id": null, "asset": {"uri": "s3://b/k"}, "status": "COMPLETED",
        "origins": {"artist": "given"}, "artist": "Björk", "title": "Jóga",
        "labels": ["a, b", "c"],
        "attributes": {"x": {"y": [1, "2", null]}}, "duration_seconds": 305.25, "format": "flac", "channels": 2,
        "created_at": "2026-01-01T00:00:00Z", "audio_uri": "s3://b/k",
    });
    let of_track = only(None, serde_json::to_string_pretty(&track).unwrap());
    assert_eq!((of_track.status, of_track.labels.join("+")), (Some(Status::Completed), "a, b+c".to_owned()));
    assert_eq!(json!(of_track.attributes), track["attributes"]);
    let mut hit = track.clone();
    ["asset_id", "asset", "status", "origins", "attributes", "created_at", "channels"]
        .iter()
        .for_each(|name| drop(hit.as_object_mut().unwrap().remove(*name)));
    hit["score"] = json!(0.9);
    hit["popularity"] = json!(50.5);
    hit["thumbnail_uri"] = json!(null);
    let answer = json!({"hits": [hit], "total": 1, "took_ms": 0.5, "dropped_words": []});
    for text in
        [answer.to_string(), serde_json::to_string_pretty(&answer).unwrap(), hit.to_string(), format!("[{hit}]")]
    {
        let of_hit = only(None, text.as_str());
        assert_eq!((of_hit.title.as_str(), of_hit.popularity, of_hit.duration_ms), ("Jóga", Some(50.5), Some(305_250)));
        assert!(of_hit.attributes.is_empty() && of_hit.id == of_track.id, "{of_hit:?}");
    }
    // Of somebody else's rows nothing is left out.
    assert_eq!(
        json!(only(None, "artist,title,format,status\na,b,LP,sold\n").attributes),
        json!({"format": "LP", "status": "sold"})
    );
}

#[test]
fn spreadsheets_have_habits() {
    let table = "sep=;\n\"Künstler\";\"Title\";\"Jahr\";\"BPM\";\"Code\";\"Duration\";\"\";\"\"\n\
        \"Björk\";\"Jóga; live\";\"1.997\";\"120,5\";\"=\"\"00123\"\"\";\"305,25\";\"\";\"\"\n\
        ;;;;;;;\nSigur Rós;Svefn\n;Nobody\n\n;;;;;;;x\n";
    let chosen = |field: Field, header: &str| Chosen { column: Column::Field(field), header: header.to_owned() };
    let columns = vec![chosen(Field::Artist, "künstler"), chosen(Field::Year, "Jahr")];
    let mut rows = rows_with(Options { columns, ..Options::default() }, format!("\u{feff}{table}")).unwrap();
    let mut next = || rows.next().unwrap().unwrap();
    let first = next();
    let track = first.track.unwrap();
    assert_eq!((first.line, track.artist.as_deref(), track.title.as_str()), (3, Some("Björk"), "Jóga; live"));
    assert_eq!((track.year, track.bpm, track.duration_ms), (Some(1997), Some(120.5), Some(305_250)));
    assert_eq!(json!(track.attributes), json!({"Code": "00123"}));
    let second = next();
    assert_eq!((second.line, second.track.unwrap().title.as_str()), (5, "Svefn"));
    let third = next();
    assert_eq!((third.line, third.track.unwrap().artist), (6, None));
    assert_eq!((next().line, rows.next().unwrap().is_none()), (8, true));
    let plain = only(None, "artist,title,year,popularity,Code\na,b,\"1,997\",\"3,5\",=\"007\"\n");
    assert_eq!(
        (plain.year, plain.popularity, json!(plain.attributes)),
        (Some(1997), Some(3.5), json!({"Code": "007"}))
    );
}

#[test]
fn the_errors_of_spreadsheets_are_no_values() {
    let table = "artist,title,album,year,Mood\nBjörk,Jóga,#N/A,#VALUE!,#REF!\n#NAME?,Svefn,#1,,#hash\n";
    let mut rows = rows(None, table).unwrap();
    let first = rows.next().unwrap().unwrap();
    let track = first.track.unwrap();
    assert_eq!((first.left_out.len(), track.album, track.year, json!(track.attributes)), (3, None, None, json!({})));
    let second = rows.next().unwrap().unwrap();
    let track = second.track.unwrap();
    assert_eq!((second.left_out.len(), track.artist, track.album.as_deref()), (1, None, Some("#1")));
}

#[test]
fn encodings_are_found_out_or_given() {
    let table = "artist;title\nBjörk;Jóga\nx\n";
    let utf_16 = |mark: &str, bytes: fn(u16) -> [u8; 2]| {
        format!("{mark}{table}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let expected = [(2, "Jóga".to_owned()), (3, "! the row has 1 cells, but the header has 2".to_owned())];
    for mark in ["\u{feff}", ""] {
        assert_eq!(read(None, utf_16(mark, u16::to_le_bytes)), expected);
        assert_eq!(read(None, utf_16(mark, u16::to_be_bytes)), expected);
    }
    let latin: Vec<u8> = table.chars().map(|letter| letter as u8).collect();
    let encoding = Some(encoding_rs::WINDOWS_1252);
    let mut rows = rows_with(Options { encoding, ..Options::default() }, latin.clone()).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().track.unwrap().title, "Jóga");
    assert!(read(None, latin)[0].1.contains("--encoding, for example windows-1252"));
}

#[test]
fn durations_without_a_unit_are_read_by_their_numbers() {
    for (column, cells, expected) in [
        ("Length", ["225000", "184000"], [225_000, 184_000]),
        ("Length", ["225", "184.5"], [225_000, 184_500]),
        ("Length", ["3:45", "1:03:04"], [225_000, 3_784_000]),
        ("Total Time", ["225000", "900"], [225_000, 900]),
        ("time", ["225", "3:04"], [225_000, 184_000]),
        ("Track Duration (ms)", ["225000", "900"], [225_000, 900]),
        ("Duration (s)", ["86400", "900"], [86_400_000, 900_000]),
    ] {
        let table = format!("artist\ttitle\t{column}\na\tb\t{}\na\tc\t{}\n", cells[0], cells[1]);
        let mut rows = rows(None, table.as_str()).unwrap();
        let read = [(); 2].map(|()| rows.next().unwrap().unwrap().track.unwrap().duration_ms);
        assert_eq!(read, expected.map(Some), "{table}");
    }
    assert_eq!(only(None, r#"{"title":"a","length":225000}"#).duration_ms, Some(225_000));
    assert_eq!(only(None, r#"{"title":"a","duration":225.5}"#).duration_ms, Some(225_500));
}

#[test]
fn the_tables_of_other_programs_are_known() {
    let exportify = only(
        None,
        "\"Track URI\",\"Track Name\",\"Artist Name(s)\",\"Album Name\",\"Album Artist Name(s)\",\"Album Release Date\",\
         \"Disc Number\",\"Track Number\",\"Track Duration (ms)\",\"Explicit\",\"Popularity\",\"ISRC\",\"Tempo\"\n\
         spotify:track:1,Jóga,\"Björk, X\",Homogenic,Björk,1997-09-22,1,2,305000,false,61,GBAXK9700012,85.5\n",
    );
    assert_eq!((exportify.external_id.as_deref(), exportify.title.as_str()), (Some("spotify:track:1"), "Jóga"));
    assert_eq!((exportify.artist.as_deref(), exportify.album.as_deref()), (Some("Björk, X"), Some("Homogenic")));
    assert_eq!((exportify.year, exportify.disc_number, exportify.track_number), (Some(1997), Some(1), Some(2)));
    assert_eq!((exportify.duration_ms, exportify.popularity, exportify.bpm), (Some(305_000), Some(61.0), Some(85.5)));
    assert_eq!(exportify.date.as_deref(), Some("1997-09-22"));
    assert_eq!(json!(exportify.attributes), json!({"Explicit": false}));
    let spotify = only(None, "Track Name,Artist Name(s),Key,Mode\nA,B,8,1\n");
    assert_eq!((spotify.musical_key, json!(spotify.attributes)), (None, json!({"Key": 8, "Mode": 1})));

    let itunes = only(
        None,
        "Name\tArtist\tComposer\tAlbum\tGenre\tSize\tTime\tDisc Number\tTrack Number\tYear\tBit Rate\tPlays\r\
         \"Heroes\"\tDavid Bowie\t\tHeroes\tRock\t8761234\t370\t1\t3\t1977\t192\t12\r",
    );
    assert_eq!((itunes.title.as_str(), itunes.duration_ms, itunes.year), ("\"Heroes\"", Some(370_000), Some(1977)));
    assert_eq!(json!(itunes.attributes), json!({"Size": 8_761_234, "Bit Rate": 192, "Plays": 12}));

    let rekordbox =
        only(None, "#\tTrack Title\tArtist\tAlbum\tGenre\tBPM\tTime\tKey\n1\tA\tB\tC\tHouse\t128.00\t06:15\t8A\n");
    assert_eq!((rekordbox.title.as_str(), rekordbox.bpm, rekordbox.duration_ms), ("A", Some(128.0), Some(375_000)));
    assert_eq!((rekordbox.musical_key.as_deref(), json!(rekordbox.attributes)), (Some("8A"), json!({"#": 1})));

    let discogs = only(None, "Catalog#,Artist,Title,Label,Format,Released,release_id\nX-1,A,B,C,LP,1997,5\n");
    assert_eq!((discogs.title.as_str(), discogs.year, discogs.date.as_deref()), ("B", Some(1997), Some("1997")));
    assert_eq!((discogs.catalog_number.as_deref(), discogs.record_label.as_deref()), (Some("X-1"), Some("C")));
    assert_eq!(json!(discogs.attributes), json!({"Format": "LP", "release_id": 5}));

    let beets = only(
        None,
        "title,artist,albumartist,track,disc,length,mb_trackid\nA,B,C,3,1,3:45,0191d2b6-0000-7000-8000-000000000001\n",
    );
    assert_eq!((beets.album_artist.as_deref(), beets.track_number, beets.disc_number), (Some("C"), Some(3), Some(1)));
    assert!(beets.duration_ms == Some(225_000) && beets.musicbrainz_recording_id.is_some());

    let (mp3tag, left_out) = only_with_left_out(
        None,
        "Title;Artist;Track;Length;MUSICBRAINZ_ARTISTID\nA;B;3/12;3:45;0191d2b6-0000-7000-8000-000000000001/x\n",
    );
    assert_eq!((mp3tag.track_number, mp3tag.duration_ms), (Some(3), Some(225_000)));
    assert!(mp3tag.musicbrainz_artist_id.is_some() && left_out[0].contains("only the first is taken"), "{left_out:?}");
}

#[test]
fn dates_totals_and_truth_are_read_from_what_there_is() {
    let dated = |columns: &str, cells: &str| only(None, format!("artist,title,{columns}\na,b,{cells}\n"));
    for (columns, cells, expected) in [
        ("date", "1997-09-22", (Some(1997), Some("1997-09-22"), None)),
        ("Release Date", "22.09.1997", (Some(1997), Some("1997-09-22"), None)),
        ("year,date", "1999,1997", (Some(1999), Some("1997"), None)),
        ("date,year", "1997,1999", (Some(1999), Some("1997"), None)),
        ("Original Year,Date", "1968,1997-09", (Some(1997), Some("1997-09"), Some("1968"))),
        ("Original Release Date", "1968-05", (Some(1968), None, Some("1968-05"))),
        ("date", "0000-00-00", (None, None, None)),
        ("year,date", ",1997", (None, Some("1997"), None)),
        ("date", "9999", (None, Some("9999"), None)),
    ] {
        let track = dated(columns, cells);
        let found = (track.year, track.date.as_deref(), track.original_date.as_deref());
        assert_eq!((found, track.attributes.len()), (expected, 0), "{columns}: {cells}");
    }
    let spelled = dated("Date", "Sep 22 1997");
    assert_eq!((spelled.date.as_deref(), json!(spelled.attributes)), (Some("1997"), json!({"Date": "Sep 22 1997"})));

    let totals = |columns: &str, cells: &str| {
        let track = dated(columns, cells);
        (track.track_number, track.track_total, track.disc_number, track.disc_total)
    };
    assert_eq!(totals("Track #,Disc", "3/12,1 of 2"), (Some(3), Some(12), Some(1), Some(2)));
    assert_eq!(totals("Total Tracks,Track #,Total Discs", "10,3/12,0"), (Some(3), Some(10), None, None));
    assert_eq!(totals("track_number,tracktotal", "3/12,10"), (Some(3), Some(10), None, None));

    for (cell, expected) in [("1", Some(true)), ("No", Some(false)), ("t", Some(true)), ("", None), ("-", None)] {
        assert_eq!(dated("Compilation", cell).compilation, expected, "{cell}");
    }
    assert_eq!(only(None, r#"{"artist":"a","title":"b","compilation":true}"#).compilation, Some(true));
    let (_, left_out) = only_with_left_out(Format::Csv, "artist,title,compilation\na,b,maybe\n");
    assert_eq!(left_out, ["compilation: maybe can't be read as compilation (true or false); it is left out"]);
}

#[test]
fn more_of_what_tags_say_is_known_by_the_names_that_other_programs_give() {
    let itunes = only(
        None,
        "Name\tArtist\tComposer\tSort Name\tSort Artist\tSort Album Artist\tSort Composer\tTrack Count\tDisc Count\tComments\n\
         光\t宇多田ヒカル\t宇多田ヒカル; X\tHikari\tUtada, Hikaru\tUtada, Hikaru\tUtada, Hikaru\t13\t1\tgood\n",
    );
    assert_eq!((itunes.title_sort.as_deref(), itunes.composer.as_deref()), (Some("Hikari"), Some("宇多田ヒカル; X")));
    let sorts = [itunes.artist_sort, itunes.album_artist_sort, itunes.composer_sort];
    assert_eq!(sorts, [const { Some("Utada, Hikaru") }; 3].map(|name| name.map(str::to_owned)));
    assert_eq!((itunes.track_total, itunes.disc_total, itunes.comment.as_deref()), (Some(13), Some(1), Some("good")));

    let beets = only(
        None,
        "title,artist,albumartist_sort,artist_sort,comp,initial_key,label,catalognum,tracktotal,disctotal,mb_albumartistid,\
         mb_releasegroupid,mb_releasetrackid,mb_workid,lyrics\n\
         A,B,C,D,0,Am,E,F-1,9,2,0191d2b6-0000-7000-8000-000000000001,0191d2b6-0000-7000-8000-000000000002,\
         0191d2b6-0000-7000-8000-000000000003,0191d2b6-0000-7000-8000-000000000004,la la\n",
    );
    assert_eq!((beets.album_artist_sort.as_deref(), beets.artist_sort.as_deref()), (Some("C"), Some("D")));
    assert_eq!((beets.compilation, beets.musical_key.as_deref()), (Some(false), Some("Am")));
    assert_eq!((beets.record_label.as_deref(), beets.catalog_number.as_deref()), (Some("E"), Some("F-1")));
    assert_eq!((beets.track_total, beets.disc_total, beets.lyrics.as_deref()), (Some(9), Some(2), Some("la la")));
    assert!(beets.musicbrainz_album_artist_id.is_some() && beets.musicbrainz_release_group_id.is_some());
    assert!(beets.musicbrainz_release_track_id.is_some() && beets.musicbrainz_work_id.is_some());
    assert!(beets.attributes.is_empty(), "{:?}", beets.attributes);

    let others = only(
        None,
        "artist,title,Conductor,Performer,Lyricist,Album Artist Sort,Key,Total Tracks,Publisher,UPC,Catalogue Number\n\
         a,b,c,Di (drums); Ed,e,f,Am,12,g,0123,h\n",
    );
    assert_eq!((others.conductor.as_deref(), others.performers.as_deref()), (Some("c"), Some("Di (drums); Ed")));
    assert_eq!((others.lyricist.as_deref(), others.album_artist_sort.as_deref()), (Some("e"), Some("f")));
    assert_eq!((others.musical_key.as_deref(), others.track_total), (Some("Am"), Some(12)));
    assert_eq!((others.record_label.as_deref(), others.barcode.as_deref()), (Some("g"), Some("0123")));
    assert!(others.catalog_number.is_some() && others.attributes.is_empty(), "{:?}", others.attributes);
}
