//! What tells one recording's bytes from all others: a hash of the audio alone, which stays when tags change or the
//! file moves.

use std::io::{self, Read, Seek};

use sha2::{Digest, Sha256};

use super::bytes::{Region, read_at};
use super::ogg;
use super::region;

/// The audio of a file, whatever its tags say and wherever it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Of the audio's length and some pieces of it.
    pub sha256: [u8; 32],
    /// The audio without tags; none where it is cut into pages.
    pub size_bytes: Option<u64>,
    /// Of its first bytes alone, which it has in common with what was cut off from it. None of what is shorter, nor of
    /// silence.
    pub begin: Option<i64>,
}

impl Identity {
    /// The hash as it is shown.
    pub fn hexadecimal(&self) -> String {
        self.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Read at the begin, in the middle and at the end. Three requests to an object store at most, two of which the parser
/// makes anyway. The hash of larger ones would be the better part of a probe.
const PIECE: u64 = 8 * 1024;
/// So much of the begin is told by itself.
const BEGIN: usize = 1024;
/// Where these hold nothing but one value (stems are silent for long), so many are read, and larger ones.
const PIECES_OF_SILENCE: u64 = 11;
const PIECE_OF_SILENCE: u64 = 32 * 1024;

/// The identity of the file that begins, behind its ID3v2 tags, with `window`. None where all that was read
/// of it is silence: it would be that of any other silence as well.
pub fn identify(
    source: &mut (impl Read + Seek),
    size: u64,
    between_tags: Region,
    window: &[u8],
) -> io::Result<Option<Identity>> {
    if window.starts_with(b"OggS")
        && let Some(audio) = ogg::audio(source, size, between_tags.start, PIECE as usize)?
    {
        let mut hash = Sha256::new_with_prefix(b"ogg");
        hash.update(audio.granules.to_le_bytes());
        hash.update(&audio.first);
        hash.update(&audio.last);
        let identity = Identity { sha256: hash.finalize().into(), size_bytes: None, begin: begin(&audio.first) };
        return Ok((!is_flat(&audio.first) || !is_flat(&audio.last)).then_some(identity));
    }
    let region = region::find(source, size, between_tags, window)?;
    let mut hashed = pieces(source, region, 3, PIECE)?;
    if is_flat(&hashed) {
        hashed = pieces(source, region, PIECES_OF_SILENCE, PIECE_OF_SILENCE)?;
    }
    let length = region.end - region.start;
    let hash = Sha256::new_with_prefix(length.to_le_bytes()).chain_update(&hashed);
    let identity = || Identity { sha256: hash.finalize().into(), size_bytes: Some(length), begin: begin(&hashed) };
    Ok((!is_flat(&hashed)).then(identity))
}

fn begin(audio: &[u8]) -> Option<i64> {
    let begin = audio.get(..BEGIN).filter(|begin| !is_flat(begin))?;
    Sha256::digest(begin).first_chunk().copied().map(i64::from_be_bytes)
}

/// So many pieces, evenly spread, the first and the last included; or everything, where it is no more than that.
fn pieces(source: &mut (impl Read + Seek), region: Region, count: u64, piece: u64) -> io::Result<Vec<u8>> {
    let length = region.end - region.start;
    if length <= count * piece {
        return read_at(source, region.start, length);
    }
    let mut pieces = Vec::with_capacity((count * piece) as usize);
    for number in 0..count {
        let at = region.start + (length - piece) / (count - 1) * number;
        let at = if number + 1 == count { region.end - piece } else { at };
        pieces.append(&mut read_at(source, at, piece)?);
    }
    Ok(pieces)
}

fn is_flat(bytes: &[u8]) -> bool {
    bytes.windows(2).all(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::id3;
    use super::*;

    fn of(bytes: &[u8]) -> Option<Identity> {
        let (mut source, size) = (Cursor::new(bytes), bytes.len() as u64);
        let front = id3::front(&mut source).unwrap();
        let between_tags = region::between_tags(&mut source, front.end(), size).unwrap();
        identify(&mut source, size, between_tags, &front.window).unwrap()
    }

    /// Something that no two places of are alike.
    fn noise(length: usize, seed: u64) -> Vec<u8> {
        let mut state = seed;
        let next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        std::iter::repeat_with(next).take(length).collect()
    }

    #[test]
    fn the_length_and_every_piece_count() {
        let audio = noise(1_000_000, 1);
        let identity = of(&audio).unwrap();
        assert_eq!(identity.size_bytes, Some(1_000_000));
        for place in [0, 499_999, 999_999] {
            let mut other = audio.clone();
            other[place] ^= 1;
            assert_ne!(of(&other), Some(identity), "{place}");
        }
        assert_ne!(of(&audio[..999_999]), Some(identity));
    }

    #[test]
    fn the_begin_is_that_of_what_was_cut_off() {
        let audio = noise(1_000_000, 1);
        let begin = |bytes: &[u8]| of(bytes).unwrap().begin;
        assert!(begin(&audio).is_some());
        assert_eq!(begin(&audio[..BEGIN]), begin(&audio));
        assert_eq!(begin(&audio[..BEGIN - 1]), None);
        assert_ne!(begin(&noise(1_000_000, 2)), begin(&audio));
        assert_eq!(begin(&[vec![0; BEGIN], audio].concat()), None);
    }

    fn fixture(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/fixtures/audio/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    /// What a tagger does to the file: something comes before the audio, and something behind it.
    fn retagged(name: &str, bytes: &[u8]) -> Vec<u8> {
        let with = |at: usize, before: &[u8], after: &[u8]| [&bytes[..at], before, &bytes[at..], after].concat();
        let id3v1 = [b"TAG".to_vec(), vec![b'x'; 125]].concat();
        let mut apev2 = b"some item of a tag".to_vec();
        apev2.extend(b"APETAGEX");
        apev2.extend(2000_u32.to_le_bytes());
        apev2.extend(50_u32.to_le_bytes());
        apev2.extend([0; 16]);
        match name.split('/').next().unwrap() {
            "mp3" => [b"ID3\x04\x00\x00\x00\x00\x00\x14".to_vec(), vec![0; 20], bytes.to_vec(), apev2, id3v1].concat(),
            // Behind STREAMINFO: a block of padding.
            "flac" => with(42, &[&[1, 0, 0, 50], &[0; 50][..]].concat(), &[]),
            "wav" => with(bytes.len(), &[], b"LIST\x04\0\0\0INFO"),
            "aiff" => with(bytes.len(), &[], b"NAME\0\0\0\x04Name"),
            "mp4" => {
                let ftyp = u32::from_be_bytes(*bytes.first_chunk().unwrap()) as usize;
                with(ftyp, b"\0\0\0\x10free12345678", b"\0\0\0\x08free")
            }
            "ogg" => repaged(bytes),
            _ => unreachable!("{name}"),
        }
    }

    /// The same packets, the comments longer, in other pages.
    fn repaged(bytes: &[u8]) -> Vec<u8> {
        let (mut packets, mut begun, mut at, mut granules) = (Vec::new(), Vec::new(), 0, 0);
        while at < bytes.len() {
            let segments = &bytes[at + 27..at + 27 + usize::from(bytes[at + 26])];
            granules = u64::from_le_bytes(bytes[at + 6..at + 14].try_into().unwrap());
            at += 27 + segments.len();
            for &length in segments {
                begun.extend_from_slice(&bytes[at..at + usize::from(length)]);
                at += usize::from(length);
                if length < 255 {
                    packets.push(std::mem::take(&mut begun));
                }
            }
        }
        packets[1].extend([0; 700]);
        let mut repaged = Vec::new();
        let mut page = |packets: &[Vec<u8>], granules: u64| {
            let segments = |packet: &Vec<u8>| {
                let mut segments = vec![255; packet.len() / 255];
                segments.push((packet.len() % 255) as u8);
                segments
            };
            let segments: Vec<u8> = packets.iter().flat_map(segments).collect();
            repaged.extend(b"OggS\0\0");
            repaged.extend(granules.to_le_bytes());
            repaged.extend([0; 12]);
            repaged.push(u8::try_from(segments.len()).unwrap());
            repaged.extend(segments);
            repaged.extend(packets.concat());
        };
        let headers = header_count(&packets[0]);
        packets[..headers].iter().for_each(|packet| page(std::slice::from_ref(packet), 0));
        let audio = &packets[headers..];
        for (number, packets) in (1..).zip(audio.chunks(2)) {
            page(packets, if number * 2 >= audio.len() { granules } else { number as u64 });
        }
        repaged
    }

    fn header_count(first: &[u8]) -> usize {
        match first {
            [1, ..] => 3,
            [0x7f, ..] => 1 + usize::from(first[8]),
            _ => 2,
        }
    }

    #[test]
    fn a_retag_keeps_the_identity() {
        for name in [
            "mp3/cbr-no-xing.mp3",
            "mp3/vbr-xing.mp3",
            "flac/24bit-96khz.flac",
            "wav/info-in-front.wav",
            "aiff/text-chunks.aiff",
            "mp4/aac-index-at-end.m4a",
            "mp4/aac-index-in-front.m4a",
            "ogg/vorbis.ogg",
            "ogg/opus.opus",
            "ogg/flac.oga",
        ] {
            let before = fixture(name);
            let after = retagged(name, &before);
            assert!(after != before && of(&before).is_some(), "{name}");
            assert_eq!(of(&after), of(&before), "{name}");
        }
    }

    #[test]
    fn tools_that_mend_the_length_of_an_mp3_keep_it() {
        let before = fixture("mp3/vbr-xing.mp3");
        let xing = before.windows(4).position(|four| four == b"Xing").expect("it has one");
        let mut mended = before.clone();
        mended[xing + 8..xing + 40].fill(9);
        mended.extend([0; 1000]);
        assert!(of(&before).is_some());
        assert_eq!(of(&mended), of(&before));
    }

    #[test]
    fn silence_has_no_identity_and_a_sound_within_has() {
        assert_eq!(of(&vec![0; 1_000_000]), None);
        let mut stem = vec![0; 2_000_000];
        stem[380_000..420_000].fill(7);
        assert!(of(&stem).is_some(), "between the three pieces");
        assert_eq!(of(&[]), None);
    }
}
