//! How an MPEG audio stream begins: behind which tags, and whether a Xing, Info or VBRI header tells its length.
//!
//! Symphonia reads that header too, but doesn't say whether its duration comes from there or from a guess by bitrate.

use std::io::{self, Read, Seek};

use super::bytes::read_at;

/// What the head of a file shows, whatever its format: only MPEG audio has a length header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Where the ID3v2 tags end.
    pub audio_start: u64,
    pub length: Option<LengthHeader>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthHeader {
    pub stream_bytes: Option<u32>,
}

/// How far behind the tags the first frame is looked for. Symphonia looks further; such a file is counted instead.
const WINDOW: u64 = 4096;
/// More tags in a row than anybody writes.
const MOST_TAGS: usize = 8;

/// Reads the head; the source ends up anywhere.
pub fn head(source: &mut (impl Read + Seek)) -> io::Result<(Head, Vec<u8>)> {
    let mut start = 0;
    let mut window = read_at(source, 0, WINDOW)?;
    for _ in 0..MOST_TAGS {
        let Some(length) = id3v2_length(&window) else { break };
        start += length;
        window = read_at(source, start, WINDOW)?;
    }
    Ok((Head { audio_start: start, length: length_header(&window) }, window))
}

/// The whole length of the tag that begins here, header and footer included (ID3v2.4 §3.1: a size of 4 × 7 bits).
fn id3v2_length(bytes: &[u8]) -> Option<u64> {
    let header = bytes.strip_prefix(b"ID3")?.get(..7)?;
    let (flags, size) = (header[2], &header[3..7]);
    if size.iter().any(|byte| byte & 0x80 != 0) {
        return None;
    }
    let size = size.iter().fold(0, |size, byte| size << 7 | u64::from(*byte));
    let footer = if flags & 0x10 != 0 { 10 } else { 0 };
    Some(10 + size + footer)
}

/// The length header in the first frame of the window.
fn length_header(window: &[u8]) -> Option<LengthHeader> {
    let sync = window.windows(2).position(|pair| pair[0] == 0xff && pair[1] & 0xe6 == 0xe2)?;
    let frame = &window[sync..];
    // Xing stands behind the side information, whose size depends on version and channels; VBRI always at the same
    // place.
    let mpeg_1 = frame[1] & 0x18 == 0x18;
    let mono = *frame.get(3)? & 0xc0 == 0xc0;
    let xing = 4 + match (mpeg_1, mono) {
        (true, false) => 32,
        (true, true) | (false, false) => 17,
        (false, true) => 9,
    };
    let u32_at = |at: usize| Some(u32::from_be_bytes(frame.get(at..at + 4)?.try_into().ok()?));
    if frame.get(xing..)?.starts_with(b"Xing") || frame.get(xing..)?.starts_with(b"Info") {
        let flags = u32_at(xing + 4)?;
        let has_frames = flags & 1 != 0;
        let stream_bytes = if flags & 2 != 0 { u32_at(xing + 12) } else { None };
        return has_frames.then_some(LengthHeader { stream_bytes });
    }
    frame.get(36..)?.starts_with(b"VBRI").then(|| LengthHeader { stream_bytes: u32_at(46) })
}
