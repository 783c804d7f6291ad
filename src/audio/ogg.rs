//! The audio of an Ogg file as its packets have it. Pages are numbered and may be cut anew when a tag changes, so that
//! no range of the file stays as it is; what is in them does.

use std::io::{self, Read, Seek};

use super::bytes::{Region, read_at};

/// Both ends of the audio, out of their pages.
pub struct PagedAudio {
    /// The position, in samples mostly, that the last page states.
    pub granules: u64,
    pub first: Vec<u8>,
    pub last: Vec<u8>,
}

/// The first packets of a stream, as far as the bytes have them whole.
pub fn packets(bytes: &[u8], most: usize) -> Vec<Vec<u8>> {
    let (mut packets, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(page) = bytes.get(at..).and_then(Page::at) {
        let mut body = &bytes[at + page.header..];
        for &length in &bytes[at + 27..at + page.header] {
            let Some((segment, rest)) = body.split_at_checked(length.into()) else { return packets };
            body = rest;
            open.extend_from_slice(segment);
            if length < 255 {
                packets.push(std::mem::take(&mut open));
                if packets.len() == most {
                    return packets;
                }
            }
        }
        at += page.length();
    }
    packets
}

/// A page with all its segments.
const LARGEST_PAGE: usize = 27 + 255 + 255 * 255;
/// Pages before the audio: pictures in the comments fill some.
const MOST_HEADER_PAGES: usize = 4096;
const NO_POSITION: u64 = u64::MAX;

/// `piece` bytes of both ends of the audio, if the file is one stream of a known codec.
pub fn audio(source: &mut (impl Read + Seek), size: u64, start: u64, piece: usize) -> io::Result<Option<PagedAudio>> {
    let Some(audio_start) = audio_start(source, start)? else { return Ok(None) };
    let reach = (piece + piece / 16 + LARGEST_PAGE) as u64;
    let head = read_at(source, audio_start, reach.min(size.saturating_sub(audio_start)))?;
    let mut first = pages(&head, |_, _| ());
    first.truncate(piece);

    let tail_start = size.saturating_sub(reach).max(audio_start).min(size);
    let tail = read_at(source, tail_start, size - tail_start)?;
    let tail = &tail[first_page(&tail)..];
    let mut granules = 0;
    let mut last = pages(tail, |page, _| {
        if page.granules != NO_POSITION {
            granules = page.granules;
        }
    });
    last.drain(..last.len().saturating_sub(piece));
    Ok(Some(PagedAudio { granules, first, last }))
}

/// Whether the last page isn't whole, or doesn't say that it is the last.
pub fn is_cut(source: &mut (impl Read + Seek), region: Region) -> io::Result<bool> {
    const IS_LAST: u8 = 4;
    let tail = tail(source, region)?;
    let Some(at) = tail.windows(4).rposition(|four| four == b"OggS") else { return Ok(false) };
    let tail = &tail[at..];
    Ok(Page::at(tail).is_none_or(|page| tail[5] & IS_LAST == 0 || page.length() > tail.len()))
}

/// What holds the last page whole, however large it is.
fn tail(source: &mut (impl Read + Seek), region: Region) -> io::Result<Vec<u8>> {
    let start = region.end.saturating_sub(2 * LARGEST_PAGE as u64).max(region.start);
    read_at(source, start, region.end.saturating_sub(start))
}

/// The position that the last page states of those which do.
pub fn last_granule(source: &mut (impl Read + Seek), region: Region) -> io::Result<Option<u64>> {
    let tail = tail(source, region)?;
    let pages =
        (0..tail.len()).rev().filter(|&at| tail[at..].starts_with(b"OggS")).filter_map(|at| Page::at(&tail[at..]));
    Ok(pages.map(|page| page.granules).find(|granules| *granules != NO_POSITION))
}

struct Page {
    granules: u64,
    /// How long the header is, and what follows it.
    header: usize,
    body: usize,
    /// How many packets end in it.
    packets: usize,
}

impl Page {
    /// The page that begins here, by as much of its header as is there.
    fn at(bytes: &[u8]) -> Option<Self> {
        let header = bytes.get(..27)?;
        if !header.starts_with(b"OggS\0") {
            return None;
        }
        let segments = bytes.get(27..27 + usize::from(header[26]))?;
        Some(Self {
            granules: u64::from_le_bytes(header[6..14].try_into().expect("eight bytes")),
            header: 27 + segments.len(),
            body: segments.iter().map(|&length| usize::from(length)).sum(),
            packets: segments.iter().filter(|&&length| length < 255).count(),
        })
    }

    fn length(&self) -> usize {
        self.header + self.body
    }
}

/// What is in the pages from here on, as far as they are whole or the bytes go.
fn pages(mut bytes: &[u8], mut see: impl FnMut(&Page, &[u8])) -> Vec<u8> {
    let mut bodies = Vec::new();
    while let Some(page) = Page::at(bytes) {
        let body = &bytes[page.header..bytes.len().min(page.length())];
        see(&page, body);
        bodies.extend_from_slice(body);
        bytes = bytes.get(page.length()..).unwrap_or_default();
    }
    bodies
}

/// Where the first page begins that is followed by another or by the end; audio may look like one by chance.
fn first_page(bytes: &[u8]) -> usize {
    let is_page = |at: usize| {
        let rest = &bytes[at..];
        Page::at(rest).is_some_and(|page| match rest.get(page.length()..) {
            Some([]) => true,
            Some(next) => Page::at(next).is_some(),
            None => false,
        })
    };
    (0..bytes.len()).find(|&at| bytes[at..].starts_with(b"OggS") && is_page(at)).unwrap_or(bytes.len())
}

/// Where the first page behind the headers begins: audio never shares a page with them.
fn audio_start(source: &mut (impl Read + Seek), start: u64) -> io::Result<Option<u64>> {
    let mut at = start;
    let (mut packets, mut headers) = (0, None);
    for _ in 0..MOST_HEADER_PAGES {
        let bytes = read_at(source, at, 27 + 255 + 64)?;
        let Some(page) = Page::at(&bytes) else { return Ok(None) };
        let headers = match headers {
            Some(headers) => headers,
            None => {
                let Some(wanted) = header_packets(&bytes[page.header..]) else { return Ok(None) };
                *headers.insert(wanted)
            }
        };
        packets += page.packets;
        at += page.length() as u64;
        if packets >= headers {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// How many packets of headers a stream has, by its first one.
fn header_packets(first: &[u8]) -> Option<usize> {
    match first {
        [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => Some(3),
        [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', ..] => Some(2),
        [b'S', b'p', b'e', b'e', b'x', b' ', ..] => Some(2),
        // The number that follow this one; a nought means it isn't known.
        [0x7f, b'F', b'L', b'A', b'C', _, _, high, low, ..] => {
            Some(1 + usize::from(u16::from_be_bytes([*high, *low]))).filter(|&packets| packets > 1)
        }
        _ => None,
    }
}
