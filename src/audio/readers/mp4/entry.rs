//! What a sample entry says of the sound: codec, channels and sample rate, by ISO/IEC 14496-12 or by QuickTime.

use super::super::super::bytes::{Bits, Fields};
use super::super::Error;
use super::sound::Sound;
use super::{codec_names, esds};

/// Kind and body.
type Child<'a> = ([u8; 4], &'a [u8]);

/// Wrappers within each other.
const MOST_NESTED: usize = 4;
const MOST_CHILDREN: usize = 64;
/// Whatever was encoded, it is decoded at this rate.
const OPUS_RATE: u64 = 48_000;

/// The first entry of a sample description.
pub fn described(description: &[u8]) -> Option<Sound> {
    let (head, entries) = description.split_at_checked(8)?;
    let (kind, body) = children(entries).next()?;
    entry(kind, Fields(body), head[0] == 1).ok()
}

fn entry(kind: [u8; 4], mut fields: Fields<'_>, is_iso_version_1: bool) -> Result<Sound, Error> {
    fields.take(8)?;
    let version = fields.be::<2>()?;
    fields.take(6)?;
    let (channels, mut bits) = (fields.be::<2>()?, fields.be::<2>()?);
    fields.take(4)?;
    let rate = fields.be::<4>()?;
    // Dolby TrueHD has it whole, all others in sixteen bits, with a fraction behind them.
    let sample_rate = if kind == *b"mlpa" { rate } else { rate >> 16 };
    let mut sound = Sound { channels, sample_rate, ..Sound::default() };
    let mut flags = 0;
    match version {
        1 if !is_iso_version_1 => {
            fields.take(16)?;
        }
        2 if !is_iso_version_1 => {
            fields.take(4)?;
            sound.sample_rate = f64::from_bits(fields.be::<8>()?) as u64;
            sound.channels = fields.be::<4>()?;
            fields.take(4)?;
            bits = fields.be::<4>()?;
            flags = fields.be::<4>()?;
            fields.take(8)?;
        }
        _ => {}
    }
    let mut found = Vec::new();
    flatten(fields.0, MOST_NESTED, &mut found);
    let find = |kind: &[u8; 4]| found.iter().find(|(found, _)| found == kind).map(|(_, body)| Fields(body));
    let is_encrypted = matches!(&kind, b"enca" | b"drms");
    let original = find(b"frma").filter(|_| is_encrypted).and_then(|fields| fields.0.first_chunk());
    let kind = original.copied().unwrap_or(kind);
    let is_little_endian = find(b"enda").is_some_and(|fields| fields.0.starts_with(&[0, 1]));
    if let Some(&[_, _, _, _, little_endian, depth, ..]) = find(b"pcmC").map(|fields| fields.0) {
        (flags, bits) = (u64::from(little_endian & 1), u64::from(depth));
    }
    sound.codec = codec_names::by_kind(&kind)
        .or_else(|| codec_names::pcm(&kind, bits, flags, is_little_endian))
        .unwrap_or_default();
    sound.bits_per_sample = codec_names::pcm_bits(sound.codec);
    match sound.codec {
        "amr_nb" => (sound.channels, sound.sample_rate) = (1, 8_000),
        "amr_wb" => (sound.channels, sound.sample_rate) = (1, 16_000),
        _ => {}
    }
    for (kind, body) in &found {
        // What is malformed in there leaves what the entry says.
        let _ = refine(&mut sound, kind, Fields(body));
    }
    Ok(sound)
}

/// What a codec's own header says is right where it differs from the entry.
fn refine(sound: &mut Sound, kind: &[u8; 4], mut fields: Fields<'_>) -> Result<(), Error> {
    match (kind, sound.codec) {
        (b"esds", _) => esds::read(sound, fields)?,
        (b"alac", "alac") => {
            fields.take(9)?;
            sound.bits_per_sample = Some(fields.be::<1>()?);
            fields.take(3)?;
            sound.channels = fields.be::<1>()?;
            fields.take(6)?;
            sound.bitrate = fields.be::<4>()?;
            sound.sample_rate = fields.be::<4>()?;
        }
        (b"dOps", _) => {
            fields.take(1)?;
            sound.channels = fields.be::<1>()?;
            sound.sample_rate = OPUS_RATE;
        }
        (b"dfLa", _) => {
            fields.take(18)?;
            let mut bits = Bits::new(fields.0);
            sound.sample_rate = bits.take(20)?;
            sound.channels = bits.take(3)? + 1;
            sound.bits_per_sample = Some(bits.take(5)? + 1);
        }
        (b"dac3", _) => {
            let mut bits = Bits::new(fields.0);
            bits.skip(10)?;
            sound.channels = dolby_channels(&mut bits)?;
        }
        (b"dec3", _) => {
            let mut bits = Bits::new(fields.0);
            bits.skip(28)?;
            sound.channels = dolby_channels(&mut bits)?;
        }
        (b"ddts", _) => {
            let rate = fields.be::<4>()?;
            fields.take(4)?;
            (sound.sample_rate, sound.bitrate) = (rate, fields.be::<4>()?);
        }
        (b"dmlp", _) => {
            let format = fields.be::<4>()?;
            let (six, eight) = (format >> 15 & 0x1f, format & 0x1fff);
            sound.channels = truehd_channels(if eight > 0 { eight } else { six });
        }
        (b"srat", _) => {
            fields.take(4)?;
            sound.sample_rate = fields.be::<4>()?;
        }
        (b"btrt", _) => {
            fields.take(8)?;
            sound.bitrate = fields.be::<4>()?;
        }
        _ => {}
    }
    Ok(())
}

/// The channels of a Dolby TrueHD assignment, whose bits stand for one or two loudspeakers each.
fn truehd_channels(assignment: u64) -> u64 {
    const PAIRS: u64 = 0b0_0110_0111_1001;
    u64::from(assignment.count_ones() + (assignment & PAIRS).count_ones())
}

/// The channels in front and behind by AC-3's audio coding mode, and that of low frequencies.
fn dolby_channels(bits: &mut Bits<'_>) -> Result<u64, Error> {
    let mode = bits.take(3)?;
    Ok([2, 1, 2, 3, 3, 4, 4, 5][mode as usize] + bits.take(1)?)
}

/// Atoms in bytes; one that is cut has what is there.
fn children(bytes: &[u8]) -> impl Iterator<Item = Child<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (size, behind) = rest.split_first_chunk::<4>()?;
        let (kind, body) = behind.split_first_chunk::<4>()?;
        let length = match u32::from_be_bytes(*size) {
            0 if kind != &[0; 4] => body.len(),
            size => (size.checked_sub(8)? as usize).min(body.len()),
        };
        rest = &body[length..];
        Some((*kind, &body[..length]))
    })
}

/// The children of an entry, and those of wrappers among them.
fn flatten<'a>(bytes: &'a [u8], levels: usize, found: &mut Vec<Child<'a>>) {
    for (kind, body) in children(bytes).take(MOST_CHILDREN) {
        match &kind {
            b"wave" | b"sinf" if levels > 0 => flatten(body, levels - 1, found),
            _ => found.push((kind, body)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::atoms::tests::atom;
    use super::*;

    /// An entry of two channels of 16 bits at 44,100 Hz, in a description.
    fn description(kind: &[u8; 4], version: u8, rest: &[u8]) -> Vec<u8> {
        let head = [&[0, 0, 0, 0, 0, 0, 0, 1, 0, version][..], &[0; 6], &[0, 2, 0, 16, 0, 0, 0, 0]].concat();
        let entry = [&head[..], &[0xac, 0x44, 0, 0], rest].concat();
        [&[0, 0, 0, 0, 0, 0, 0, 1][..], &atom(kind, &entry)].concat()
    }

    fn found(kind: &[u8; 4], version: u8, rest: &[u8]) -> (&'static str, u64, u64, Option<u64>) {
        let sound = described(&description(kind, version, rest)).unwrap();
        (sound.codec, sound.channels, sound.sample_rate, sound.bits_per_sample)
    }

    #[test]
    fn the_headers_of_codecs_are_right() {
        let cookie = [&[0; 4][..], &[0, 0, 16, 0, 0, 24, 40, 10, 14, 6], &[0; 6], &[0, 1, 0, 0], &[0, 1, 0x77, 0]];
        assert_eq!(found(b"alac", 0, &atom(b"alac", &cookie.concat())), ("alac", 6, 96_000, Some(24)));
        let info = [&[0; 18][..], &[0x17, 0x70, 0x03, 0x70], &[0; 20]].concat();
        assert_eq!(found(b"fLaC", 0, &atom(b"dfLa", &info)), ("flac", 2, 96_000, Some(24)));
        assert_eq!(found(b"Opus", 0, &atom(b"dOps", &[0, 1, 1, 56, 0, 0, 62, 128])), ("opus", 1, 48_000, None));
        assert_eq!(found(b"ac-3", 0, &atom(b"dac3", &[0x10, 0x3d, 0x40])), ("ac3", 6, 44_100, None));
        assert_eq!(found(b"samr", 0, &[]), ("amr_nb", 1, 8_000, None));
    }

    #[test]
    fn quicktime_has_more_before_the_headers() {
        let wave = atom(b"wave", &[atom(b"frma", b"in24"), atom(b"enda", &[0, 1])].concat());
        assert_eq!(found(b"in24", 1, &[&[0; 16][..], &wave].concat()), ("pcm_s24le", 2, 44_100, Some(24)));
        let rate = 96_000_f64.to_be_bytes();
        let below = [&[0; 4][..], &rate, &[0, 0, 0, 6, 0x7f, 0, 0, 0, 0, 0, 0, 24, 0, 0, 0, 6], &[0; 8]].concat();
        assert_eq!(found(b"lpcm", 2, &below), ("pcm_s24be", 6, 96_000, Some(24)));
        let rate = atom(b"srat", &[0, 0, 0, 0, 0, 2, 0xee, 0]);
        let mut iso = description(b"fpcm", 1, &[atom(b"pcmC", &[0, 0, 0, 0, 1, 32]), rate].concat());
        iso[0] = 1;
        let sound = described(&iso).unwrap();
        assert_eq!((sound.codec, sound.sample_rate, sound.bits_per_sample), ("pcm_f32le", 192_000, Some(32)));
    }

    #[test]
    fn what_was_encrypted_is_known_and_what_is_not_known_has_no_name() {
        let scheme = atom(b"sinf", &atom(b"frma", b"ac-4"));
        assert_eq!(found(b"enca", 0, &scheme).0, "ac4");
        assert_eq!(found(b"zzzz", 0, &[]), ("", 2, 44_100, None));
        assert_eq!(described(&description(b"mp4a", 0, &[])[..30]), None);
    }
}
