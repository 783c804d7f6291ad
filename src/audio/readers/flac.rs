//! FLAC: blocks of metadata, then frames, the last of which tells how long it all is where no block does.

use std::io::{Read, Seek};

use super::super::bytes::{Bits, Region, read_at};
use super::super::limits::LARGEST_TAG;
use super::super::{DurationMethod, Error, picture};
use super::{Headers, xiph};

const STREAMINFO: u8 = 0;
const COMMENTS: u8 = 4;
const PICTURE: u8 = 6;
/// More blocks than anybody writes.
const MOST_BLOCKS: usize = 1024;
/// Comments whose block lies about its size are looked for in so much.
const SHORT_BLOCK: u64 = 256 * 1024;
/// A header that claims more is not believed where the frames say other.
const MOST_SECONDS: f64 = 86_400.0;
/// Frames are smaller mostly, so that this far before the end one begins.
const TAIL: u64 = 64 * 1024;

pub fn read(source: &mut (impl Read + Seek), region: Region) -> Result<Headers, Error> {
    let mut headers = Headers { format: "flac", mime_type: "audio/flac", codec: "flac", ..Headers::default() };
    let mut info = None;
    let mut at = region.start + 4;
    for _ in 0..MOST_BLOCKS {
        let head = super::bytes(source, at, 4)?;
        let [kind, a, b, c] = head[..] else { break };
        let mut length = u64::from(u32::from_be_bytes([0, a, b, c]));
        let mut body = |most: u64| super::bytes(source, at + 4, most);
        match kind & 0x7f {
            STREAMINFO if info.is_none() => info = Some(Info::read(&body(length.min(34))?)?),
            COMMENTS => {
                let whole = xiph::comments(&body(length.min(LARGEST_TAG))?, &mut headers);
                if whole.is_err() {
                    // Some writers gave them more room than they said.
                    headers.is_damaged = true;
                    headers.tags.clear();
                    length = xiph::comments(&body(SHORT_BLOCK)?, &mut headers).unwrap_or(length);
                }
            }
            PICTURE => headers.artwork.extend(xiph::block_picture(&body(length.min(picture::BEGIN))?).ok()),
            // Where a length lies, what follows is no block.
            127 => {
                headers.is_damaged = true;
                break;
            }
            _ => {}
        }
        at += 4 + length;
        if kind & 0x80 != 0 {
            break;
        }
    }
    let info = info.ok_or_else(|| Error::Truncated("it has no STREAMINFO".to_owned()))?;
    headers.sample_rate = info.sample_rate;
    headers.channels = info.channels;
    headers.bits_per_sample = Some(info.bits);
    let audio_bytes = region.end.saturating_sub(at);
    headers.audio_bytes = Some(audio_bytes);
    let tail_start = region.end.saturating_sub(TAIL).max(at).min(region.end);
    let tail = read_at(source, tail_start, region.end - tail_start).map_err(Error::Io)?;
    let there = last_sample(&tail, info.largest_block);
    let is_less = there.unwrap_or_default() + info.largest_block < info.samples;
    let seconds = info.samples as f64 / info.sample_rate.max(1) as f64;
    match there {
        Some(there) if info.samples == 0 || there > info.samples || is_less && seconds > MOST_SECONDS => {
            Ok(Headers { method: Some(DurationMethod::Counted), ..headers.lasting(there) })
        }
        _ if info.samples == 0 => Ok(headers),
        _ => {
            headers.is_cut = audio_bytes == 0 || there.is_some() && is_less;
            Ok(headers.lasting(info.samples))
        }
    }
}

struct Info {
    largest_block: u64,
    sample_rate: u64,
    channels: u64,
    bits: u64,
    samples: u64,
}

impl Info {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut bits = Bits::new(bytes);
        bits.skip(16)?;
        let largest_block = bits.take(16)?;
        bits.skip(48)?;
        let (sample_rate, channels) = (bits.take(20)?, bits.take(3)? + 1);
        Ok(Self { largest_block, sample_rate, channels, bits: bits.take(5)? + 1, samples: bits.take(36)? })
    }
}

/// Where the last frame of a stream ends, in samples: the last that follows upon another, since a few bytes may look
/// like the head of one by chance. `block` is how many samples a frame of a fixed size has.
fn last_sample(tail: &[u8], block: u64) -> Option<u64> {
    let spans: Vec<(u64, u64)> = memchr::memchr_iter(0xff, tail).filter_map(|at| span(&tail[at..], block)).collect();
    let follows = |(start, _): &&(u64, u64)| *start == 0 || spans.iter().any(|(_, end)| end == start);
    spans.iter().rev().find(follows).map(|(_, end)| *end)
}

/// Where the frame begins and ends that has these bytes, in samples.
fn span(bytes: &[u8], block: u64) -> Option<(u64, u64)> {
    let &[0xff, second @ (0xf8 | 0xf9), sizes, _, ..] = bytes else { return None };
    let (number, length) = coded_number(bytes.get(4..)?)?;
    let mut at = 4 + length;
    let samples = match sizes >> 4 {
        0 => return None,
        1 => 192,
        code @ 2..=5 => 576 << (code - 2),
        6 => {
            at += 1;
            u64::from(*bytes.get(at - 1)?) + 1
        }
        7 => {
            at += 2;
            u64::from(u16::from_be_bytes([*bytes.get(at - 2)?, *bytes.get(at - 1)?])) + 1
        }
        code => 256 << (code - 8),
    };
    at += match sizes & 15 {
        12 => 1,
        13 | 14 => 2,
        15 => return None,
        _ => 0,
    };
    let is_frame = crc8(bytes.get(..at)?) == *bytes.get(at)?;
    let first = if second & 1 != 0 { number } else { number * block };
    is_frame.then_some((first, first + samples))
}

/// A number as UTF-8 writes letters, up to 36 bits, and how many bytes it takes.
fn coded_number(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = match first.leading_ones() {
        0 => return Some((first.into(), 1)),
        ones @ 2..=7 => ones as usize,
        _ => return None,
    };
    let begin = u64::from(first) & (0x7f >> length);
    let number = bytes
        .get(1..length)?
        .iter()
        .try_fold(begin, |number, byte| (byte & 0xc0 == 0x80).then(|| number << 6 | u64::from(byte & 0x3f)))?;
    Some((number, length))
}

fn crc8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |crc: u8, byte| {
        (0..8).fold(crc ^ byte, |crc, _| if crc & 0x80 != 0 { crc << 1 ^ 0x07 } else { crc << 1 })
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A stream of 44,100 Hz in stereo whose blocks have 4096 samples, with so many in all.
    fn stream(samples: u64) -> Vec<u8> {
        let packed: u64 = 44_100 << 44 | 1 << 41 | 15 << 36 | samples;
        let info = [&[0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0][..], &packed.to_be_bytes(), &[0; 16]].concat();
        [&b"fLaC\x80\0\0\x22"[..], &info].concat()
    }

    /// A frame of 4096 samples with this number.
    fn frame(number: u8) -> Vec<u8> {
        let mut frame = vec![0xff, 0xf8, 0xc9, 0x18, number];
        frame.push(crc8(&frame));
        frame.resize(400, 1);
        frame
    }

    fn of(bytes: &[u8]) -> Headers {
        read(&mut Cursor::new(bytes), Region { start: 0, end: bytes.len() as u64 }).unwrap()
    }

    #[test]
    fn the_header_tells_the_length() {
        let found = of(&[stream(8192), frame(0), frame(1)].concat());
        assert_eq!((found.sample_rate, found.channels, found.bits_per_sample), (44_100, 2, Some(16)));
        assert_eq!((found.seconds, found.method), (Some(8192.0 / 44_100.0), Some(DurationMethod::Header)));
        assert!(!found.is_cut);
        let found = of(&[stream(88_200), frame(0)].concat());
        assert_eq!((found.seconds, found.is_cut), (Some(2.0), true));
    }

    #[test]
    fn else_the_last_frame_does() {
        for claimed in [0, 1000, 1 << 35] {
            let found = of(&[stream(claimed), frame(0), frame(1), frame(2)].concat());
            assert_eq!(found.seconds, Some(3.0 * 4096.0 / 44_100.0), "{claimed}");
            assert_eq!(found.method, Some(DurationMethod::Counted));
        }
    }

    #[test]
    fn numbers_are_coded_as_letters_are() {
        assert_eq!(coded_number(&[0x7f]), Some((127, 1)));
        assert_eq!(coded_number(&[0xc2, 0x80]), Some((128, 2)));
        assert_eq!(coded_number(&[0xfe, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf]), Some(((1 << 36) - 1, 7)));
        assert_eq!((coded_number(&[0x80]), coded_number(&[0xc2, 0x20])), (None, None));
    }
}
