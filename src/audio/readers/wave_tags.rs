//! What stands in a WAV file beside the sound: INFO, and what broadcasters, recordists and samplers keep in chunks of
//! their own (`bext`, `cart`, `iXML`, `smpl`, `acid`).

use symphonia::core::meta::well_known::METADATA_ID_WAVE;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, RawValue, Tag};

use super::super::Error;
use super::super::bytes::Fields;
use super::text;

pub const INFO: MetadataInfo =
    MetadataInfo { metadata: METADATA_ID_WAVE, short_name: "riff", long_name: "Resource Interchange File Format" };

const NOTES: [&str; 12] = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
/// Elements of iXML that are kept, and their names here.
const IXML: [(&str, &str); 11] = [
    ("USER", "user"),
    ("PROJECT", "project"),
    ("SCENE", "scene"),
    ("TAKE", "take"),
    ("TAPE", "tape"),
    ("NOTE", "note"),
    ("CIRCLED", "circled"),
    ("FILE_UID", "file_uid"),
    ("UBITS", "ubits"),
    ("TIMECODE_RATE", "timecode_rate"),
    ("BPM", "bpm"),
];

const MOST_TRACKS: usize = 256;
/// As EBU R 128 measures it: LUFS, LU, dBTP, LUFS, LUFS.
const LOUDNESS: [&str; 5] =
    ["loudness", "loudness_range", "max_true_peak", "max_momentary_loudness", "max_short_term_loudness"];

pub fn is_read(kind: &[u8; 4]) -> bool {
    matches!(kind, b"LIST" | b"bext" | b"cart" | b"iXML" | b"smpl" | b"acid")
}

/// Adds what a chunk says; what is cut or malformed just ends it.
pub fn read(kind: &[u8; 4], body: &[u8], is_big_endian: bool, builder: &mut MetadataBuilder) {
    let _ = match kind {
        b"LIST" => list(body, is_big_endian, builder),
        b"bext" => broadcast(Fields(body), builder),
        b"cart" => cart(Fields(body), builder),
        b"iXML" => ixml(body, builder),
        b"smpl" => sampler(Fields(body), builder),
        b"acid" => acid(Fields(body), builder),
        _ => Ok(()),
    };
}

fn add(builder: &mut MetadataBuilder, name: &str, value: impl Into<RawValue>) {
    builder.add_tag(Tag::new_from_parts(name, value, None));
}

fn add_text(builder: &mut MetadataBuilder, name: &str, bytes: &[u8]) {
    let value = text(bytes.split(|byte| *byte == 0).next().unwrap_or_default());
    if !value.trim().is_empty() {
        add(builder, name, value);
    }
}

/// The entries of a list, if it is one of INFO.
fn list(body: &[u8], is_big_endian: bool, builder: &mut MetadataBuilder) -> Result<(), Error> {
    let mut rest = body.strip_prefix(b"INFO").unwrap_or_default();
    while let Some((header, entries)) = rest.split_at_checked(8) {
        let mut size = Fields(&header[4..]);
        let size = if is_big_endian { size.be::<4>()? } else { size.le::<4>()? } as usize;
        let value = &entries[..size.min(entries.len())];
        add(builder, &String::from_utf8_lossy(&header[..4]), text(value));
        rest = entries.get(size + size % 2..).unwrap_or_default();
    }
    Ok(())
}

/// Broadcast Wave, EBU Tech 3285.
fn broadcast(mut fields: Fields<'_>, builder: &mut MetadataBuilder) -> Result<(), Error> {
    for (name, bytes) in [("description", 256), ("originator", 32), ("originator_reference", 32)] {
        add_text(builder, name, fields.take(bytes)?);
    }
    add_text(builder, "origination_date", fields.take(10)?);
    add_text(builder, "origination_time", fields.take(8)?);
    let reference = fields.le::<8>()?;
    if reference > 0 {
        add(builder, "time_reference", reference);
    }
    let version = fields.le::<2>()?;
    let umid = fields.take(64)?;
    if umid.iter().any(|byte| *byte != 0) {
        let umid: String = umid.iter().map(|byte| format!("{byte:02x}")).collect();
        add(builder, "umid", umid.trim_end_matches("00"));
    }
    for name in LOUDNESS {
        let hundredths = fields.le::<2>()? as u16 as i16;
        // A measure that wasn't taken is out of range.
        if version >= 2 && hundredths != i16::MAX && hundredths != 0 {
            add(builder, name, (f64::from(hundredths) / 100.0).to_string());
        }
    }
    fields.take(180)?;
    add_text(builder, "coding_history", fields.0);
    Ok(())
}

/// Cart chunk, AES46.
fn cart(mut fields: Fields<'_>, builder: &mut MetadataBuilder) -> Result<(), Error> {
    fields.take(4)?;
    for name in ["title", "artist", "cut_id", "client_id", "category", "classification", "out_cue"] {
        add_text(builder, name, fields.take(64)?);
    }
    for (name, bytes) in [("start_date", 10), ("start_time", 8), ("end_date", 10), ("end_time", 8)] {
        add_text(builder, name, fields.take(bytes)?);
    }
    // The program and its version, what it is used for, the level, timers and what is reserved.
    fields.take(3 * 64 + 4 + 8 * 8 + 276)?;
    add_text(builder, "url", fields.take(1024)?);
    Ok(())
}

/// The text of some elements, the first of each; and what each of the tracks has recorded.
fn ixml(body: &[u8], builder: &mut MetadataBuilder) -> Result<(), Error> {
    let xml = String::from_utf8_lossy(body);
    for (element, name) in IXML {
        let between = || {
            let (_, rest) = xml.split_once(&format!("<{element}>"))?;
            Some(rest.split_once('<')?.0)
        };
        if let Some(value) = between().map(unescape).filter(|value| !value.trim().is_empty()) {
            add(builder, name, value);
        }
    }
    for track in xml.split("<TRACK>").skip(1).take(MOST_TRACKS) {
        let track = track.split("</TRACK>").next().unwrap_or_default();
        let name = track.split_once("<NAME>").and_then(|(_, rest)| rest.split_once('<'));
        if let Some((name, _)) = name.filter(|(name, _)| !name.trim().is_empty()) {
            add(builder, "recorded_track", unescape(name));
        }
    }
    Ok(())
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&")
}

/// The note that a sample sounds at, and its first loop, in samples.
fn sampler(mut fields: Fields<'_>, builder: &mut MetadataBuilder) -> Result<(), Error> {
    fields.take(12)?;
    let note = fields.le::<4>()?;
    fields.take(12)?;
    let loops = fields.le::<4>()?;
    if (1..=127).contains(&note) {
        add(builder, "root_note", note);
    }
    fields.take(4)?;
    if loops > 0 {
        fields.take(8)?;
        add(builder, "loop_start", fields.le::<4>()?);
        add(builder, "loop_end", fields.le::<4>()?);
    }
    Ok(())
}

/// Tempo, beats and key of a loop.
fn acid(mut fields: Fields<'_>, builder: &mut MetadataBuilder) -> Result<(), Error> {
    const ONE_SHOT: u64 = 1;
    const HAS_ROOT: u64 = 2;
    let flags = fields.le::<4>()?;
    let root = fields.le::<2>()?;
    fields.take(6)?;
    let beats = fields.le::<4>()?;
    let (unit, count) = (fields.le::<2>()?, fields.le::<2>()?);
    let tempo = f32::from_bits(fields.le::<4>()? as u32);
    if flags & HAS_ROOT != 0 {
        add(builder, "initial_key", NOTES[root as usize % 12]);
    }
    if flags & ONE_SHOT == 0 && (1.0..=999.0).contains(&tempo) {
        add(builder, "bpm", ((f64::from(tempo) * 1000.0).round() / 1000.0).to_string());
        add(builder, "beats", beats);
        if unit > 0 && count > 0 {
            add(builder, "time_signature", format!("{count}/{unit}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(kind: &[u8; 4], body: &[u8]) -> Vec<(String, String)> {
        let mut builder = MetadataBuilder::new(INFO);
        read(kind, body, false, &mut builder);
        let tags = builder.build().media.tags;
        tags.into_iter().map(|tag| (tag.raw.key, tag.raw.value.to_string())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn padded(text: &str, length: usize) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(length, 0);
        bytes
    }

    #[test]
    fn recorders_say_where_and_when() {
        let texts = [("Rain, tin roof", 256), ("Hollow Field", 32), ("", 32), ("2024-05-03", 10), ("10:20:30", 8)];
        let mut body = texts.map(|(text, length)| padded(text, length)).concat();
        body.extend(48_000_u64.to_le_bytes());
        body.extend(2_u16.to_le_bytes());
        body.extend(padded("\u{6}\n+", 64));
        body.extend([-2_300_i16, 750, -100, i16::MAX, 0].map(i16::to_le_bytes).concat());
        body.extend([0; 180]);
        body.extend(b"A=PCM,F=48000\r\n");
        let expected = [
            ("description", "Rain, tin roof"),
            ("originator", "Hollow Field"),
            ("origination_date", "2024-05-03"),
            ("origination_time", "10:20:30"),
            ("time_reference", "48000"),
            ("umid", "060a2b"),
            ("loudness", "-23"),
            ("loudness_range", "7.5"),
            ("max_true_peak", "-1"),
            ("coding_history", "A=PCM,F=48000\r\n"),
        ];
        assert_eq!(tags(b"bext", &body), pairs(&expected));
        assert_eq!(tags(b"bext", &body[..300]), pairs(&expected[..2]), "cut");
        let xml = b"<?xml?><BWFXML><PROJECT>Salt &amp; Light</PROJECT><SCENE>12A</SCENE><TAKE></TAKE><TRACK_LIST><TRACK>\
            <NAME>Boom</NAME></TRACK><TRACK><NAME></NAME></TRACK><TRACK><NAME>Lav 1</NAME></TRACK></TRACK_LIST></BWFXML>";
        let expected =
            [("project", "Salt & Light"), ("scene", "12A"), ("recorded_track", "Boom"), ("recorded_track", "Lav 1")];
        assert_eq!(tags(b"iXML", xml), pairs(&expected));
    }

    #[test]
    fn stations_say_what_a_cart_is_and_when_it_runs() {
        let texts = [("Spring Sale", 64), ("", 64), ("C-17", 64), ("", 64 * 4), ("2024/03/01", 10), ("00:00:00", 8)];
        let body = [padded("0101", 4), texts.map(|(text, length)| padded(text, length)).concat()].concat();
        let body = [body, padded("2024/03/31", 10), padded("", 8 + 192 + 68 + 276), padded("https://x.example", 1024)];
        let expected = [
            ("title", "Spring Sale"),
            ("cut_id", "C-17"),
            ("start_date", "2024/03/01"),
            ("start_time", "00:00:00"),
            ("end_date", "2024/03/31"),
            ("url", "https://x.example"),
        ];
        assert_eq!(tags(b"cart", &body.concat()), pairs(&expected));
    }

    #[test]
    fn loops_say_their_tempo_and_key() {
        let acid = [&2_u32.to_le_bytes()[..], &57_u16.to_le_bytes(), &[0; 6], &16_u32.to_le_bytes(), &[4, 0, 3, 0]];
        let body = [&acid.concat()[..], &127.98_f32.to_le_bytes()].concat();
        assert_eq!(
            tags(b"acid", &body),
            pairs(&[("initial_key", "A"), ("bpm", "127.98"), ("beats", "16"), ("time_signature", "3/4")])
        );
        let words = [0, 0, 0, 60, 0, 0, 0, 1, 0, 7, 0, 100, 900];
        let sampler: Vec<u8> = words.iter().flat_map(|word: &u32| word.to_le_bytes()).collect();
        let expected = [("root_note", "60"), ("loop_start", "100"), ("loop_end", "900")];
        assert_eq!(tags(b"smpl", &sampler), pairs(&expected));
    }
}
