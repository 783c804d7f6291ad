//! The probe against every fixture, file by file, and against what no fixture can hold.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

use needledrop::audio::{self, Facts, Limits};
use serde_json::{Value, json};

use crate::support::fixtures;

fn probe(bytes: Vec<u8>) -> Result<Facts, audio::Error> {
    audio::probe(Cursor::new(bytes), &Limits::local())
}

/// The facts under the names that `expected.jsonl` uses.
fn found(facts: &Facts) -> Value {
    let mut found = json!({
        "format": facts.format, "codec": facts.codec, "channels": facts.channels, "sample_rate": facts.sample_rate,
        "bits_per_sample": facts.bits_per_sample, "duration_seconds": facts.duration_seconds,
        "duration_method": facts.duration_method.map(|m| m.as_str()), "tags": facts.tags,
        "chapters": facts.chapters, "warnings": facts.warnings.iter().map(|w| w.as_str()).collect::<Vec<_>>(),
        "artwork": facts.artwork.iter().map(|a| json!({
            "kind": a.kind, "mime_type": a.mime_type, "width": a.width, "height": a.height,
        })).collect::<Vec<_>>(),
    });
    for (field, value) in facts.tagged.fields() {
        found[field.name()] = json!(value);
    }
    found
}

/// Whether `found` has all that `expected` has; it may have more.
fn has(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().all(|(key, value)| has(found.get(key).unwrap_or(&Value::Null), value))
        }
        (Value::Array(found), Value::Array(expected)) if expected.iter().all(Value::is_object) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| has(found, expected))
        }
        _ => found == expected,
    }
}

#[test]
fn every_fixture_is_what_the_readme_says() {
    let expectations = fixtures::expectations();
    let mut wrong = vec![];
    for line in expectations.lines() {
        let mut expected: Value = serde_json::from_str(line).unwrap();
        let expected = expected.as_object_mut().unwrap();
        let file = expected["file"].as_str().unwrap().to_owned();
        let tolerance = expected.get("tolerance").and_then(Value::as_f64).unwrap_or(0.03);
        let error = expected.remove("error");
        for note in ["file", "why", "tolerance"] {
            expected.remove(note);
        }
        match (probe(fixtures::read(&file)), error) {
            (Err(found), Some(code)) if code == found.code() => {}
            (Err(found), code) => wrong.push(format!("{file}: {} ({found}), expected {code:?}", found.code())),
            (Ok(facts), Some(code)) => wrong.push(format!("{file}: {:?}, expected {code}", found(&facts))),
            (Ok(facts), None) => {
                let seconds = expected.remove("duration_seconds").and_then(|s| s.as_f64()).unwrap_or(f64::NAN);
                let off = (facts.duration_seconds.unwrap_or(f64::NAN) - seconds).abs();
                if off.is_nan() || off > tolerance {
                    wrong.push(format!("{file}: {:?} s, expected {seconds}", facts.duration_seconds));
                }
                let facts = found(&facts);
                for (key, value) in expected {
                    if !has(&facts[key.as_str()], value) {
                        wrong.push(format!("{file}: {key} is {}, expected {value}", facts[key.as_str()]));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_fixture_is_listed() {
    let expectations = fixtures::expectations();
    let mut listed: Vec<String> = expectations
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["file"].as_str().unwrap().to_owned())
        .collect();
    let root = fixtures::folder();
    let mut present = vec![];
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                present.push(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    present.sort();
    listed.sort();
    assert_eq!(present, listed);
}

/// A reader that counts, so that a test sees what a probe would cost from an object store.
struct Counting<'a> {
    bytes: Cursor<Vec<u8>>,
    read: &'a std::sync::atomic::AtomicU64,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.read.fetch_add(read as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counting<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// Of many megabytes.
fn long_mp3() -> Vec<u8> {
    fixtures::long_mp3(20 * 1024 * 1024)
}

#[test]
fn a_long_mp3_without_a_header_is_estimated_within_the_remote_budget() {
    let bytes = long_mp3();
    let counted = probe(bytes.clone()).unwrap();
    let read = Default::default();
    let facts = audio::probe(Counting { bytes: Cursor::new(bytes), read: &read }, &Limits::remote()).unwrap();
    assert!(read.load(std::sync::atomic::Ordering::Relaxed) < 1 << 20, "{read:?} bytes read");
    assert_eq!(facts.duration_method.unwrap().as_str(), "ESTIMATED");
    assert_eq!(counted.duration_method.unwrap().as_str(), "COUNTED");
    let (estimated, counted) = (facts.duration_seconds.unwrap(), counted.duration_seconds.unwrap());
    assert!((estimated / counted - 1.0).abs() < 0.01, "{estimated} s, counted {counted} s");
}

#[test]
fn a_probe_stops_at_its_time_limit() {
    /// One byte every millisecond.
    struct Trickle(Cursor<Vec<u8>>);
    impl Read for Trickle {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let until = Instant::now() + Duration::from_millis(1);
            while Instant::now() < until {
                std::hint::spin_loop();
            }
            let most = buffer.len().min(64);
            self.0.read(&mut buffer[..most])
        }
    }
    impl Seek for Trickle {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let limits = Limits { time: Duration::from_millis(100), ..Limits::local() };
    let began = Instant::now();
    let error = audio::probe(Trickle(Cursor::new(long_mp3())), &limits).unwrap_err();
    assert_eq!(error.code(), "TIMED_OUT", "{error}");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_reader_that_fails_is_an_io_error_not_a_format_error() {
    /// Fails behind the first kilobytes, as a connection that breaks does.
    struct Breaks(Cursor<Vec<u8>>);
    impl Read for Breaks {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.position() >= 8192 {
                return Err(std::io::Error::other("the connection broke"));
            }
            self.0.read(buffer)
        }
    }
    impl Seek for Breaks {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let error = audio::probe(Breaks(Cursor::new(long_mp3())), &Limits::local()).unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("the connection broke")), ("IO", true), "{error}");
}

#[test]
fn no_cut_and_no_flipped_byte_makes_the_probe_panic_or_hang() {
    use rand::{RngExt, SeedableRng};
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let limits = Limits { time: Duration::from_secs(5), ..Limits::local() };
    for name in [
        "mp3/id3v2.4-utf8.mp3",
        "flac/artwork.flac",
        "ogg/opus.opus",
        "ogg/vorbis.ogg",
        "mp4/artwork.m4a",
        "mp4/fragmented.m4a",
        "wav/info-at-end.wav",
        "aiff/id3.aiff",
        "caf/alac.caf",
        "mkv/vorbis.mka",
    ] {
        let whole = fixtures::read(name);
        for round in 0..150 {
            let mut bytes = whole.clone();
            if round % 3 == 0 {
                bytes.truncate(random.random_range(0..bytes.len()));
            } else {
                for _ in 0..random.random_range(1..20) {
                    // Headers are where a wrong byte does most harm.
                    let reach = bytes.len().min(if round % 2 == 0 { 600 } else { usize::MAX });
                    let at = random.random_range(0..reach);
                    bytes[at] = random.random();
                }
            }
            if let Err(error) = audio::probe(Cursor::new(bytes), &limits) {
                assert!(
                    !matches!(error.code(), "LIMIT_EXCEEDED" | "TIMED_OUT" | "IO"),
                    "{name}, round {round}: {error}"
                );
            }
        }
    }
}

#[test]
fn an_ogg_that_ends_before_its_last_page_is_said_to_be_cut() {
    for name in ["ogg/vorbis.ogg", "ogg/opus.opus", "ogg/flac.oga"] {
        let whole = fixtures::read(name);
        let is_cut = |bytes: &[u8]| probe(bytes.to_vec()).unwrap().warnings.iter().any(|it| it.as_str() == "TRUNCATED");
        assert!(!is_cut(&whole), "{name}");
        let pages: Vec<usize> = (0..whole.len()).filter(|&at| whole[at..].starts_with(b"OggS")).collect();
        let last = *pages.last().unwrap();
        for end in [whole.len() - 1, last + 30, last + 10] {
            assert!(is_cut(&whole[..end]), "{name} to {end} of {}", whole.len());
        }
        // At a page's end.
        if pages.len() > 4 {
            assert!(is_cut(&whole[..last]), "{name}");
        }
    }
}
