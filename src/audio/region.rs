//! Where in a file its audio is: between the tags that taggers write.

use std::io::{self, Read, Seek};

use super::bytes::{Fields, Region, read_at};
use super::chunks::{self, Form};
use super::mpeg;

/// Chunks, blocks or atoms that are looked at: more than files have before their audio.
const MOST_STEPS: usize = 256;
/// Tags in a row at the end of a file.
const MOST_TAGS: usize = 8;

/// All between the tags at the ends of a file whose ID3v2 tags end at `start`.
pub fn between_tags(source: &mut (impl Read + Seek), start: u64, size: u64) -> io::Result<Region> {
    Ok(Region { start, end: before_tags(source, start, size)?.max(start) })
}

/// The audio of a file that begins, behind its ID3v2 tags, with `window`; all of it between the tags at its ends, where
/// the format isn't known here.
pub fn find(source: &mut (impl Read + Seek), size: u64, between_tags: Region, window: &[u8]) -> io::Result<Region> {
    let start = between_tags.start;
    let found = match window {
        [b'f', b'L', b'a', b'C', ..] => flac(source, start)?,
        [b'F', b'R', b'M', b'8', ..] => dsdiff(source, start, size)?,
        [b'D', b'S', b'D', b' ', ..] => dsf(source, start, size)?,
        [0x30, 0x26, 0xb2, 0x75, ..] => asf(source, start)?,
        [b'c', b'a', b'f', b'f', ..] => caf(source, start, size)?,
        window if is_mp4(window) => mp4(source, start, size)?,
        _ => match chunks::form(window) {
            Some(form) => chunked(source, form, start, size)?,
            // What tells the length of MPEG audio is rewritten by tools that mend it.
            None => Some(Region {
                start: start + mpeg::sound_start(window),
                end: before_zeros(source, start, between_tags.end)?,
            }),
        },
    };
    let Region { start, end } = found.unwrap_or(between_tags);
    let start = start.min(size);
    let end = if end >= size { between_tags.end } else { end };
    Ok(Region { start, end: end.max(start) })
}

fn flac(source: &mut (impl Read + Seek), start: u64) -> io::Result<Option<Region>> {
    let mut at = start + 4;
    for _ in 0..MOST_STEPS {
        let header = read_at(source, at, 4)?;
        let [flags, a, b, c] = header[..] else { return Ok(None) };
        at += 4 + u64::from(u32::from_be_bytes([0, a, b, c]));
        if flags & 0x80 != 0 {
            return Ok(Some(Region { start: at, end: u64::MAX }));
        }
    }
    Ok(None)
}

/// The chunk of the sound.
fn chunked(source: &mut (impl Read + Seek), form: Form, start: u64, size: u64) -> io::Result<Option<Region>> {
    let sound = chunks::read(source, form, start, size)?.sound();
    Ok(sound.map(|sound| Region { start: sound.start, end: sound.start + sound.size }))
}

fn caf(source: &mut (impl Read + Seek), start: u64, size: u64) -> io::Result<Option<Region>> {
    let mut at = start + 8;
    for _ in 0..MOST_STEPS {
        let header = read_at(source, at, 12)?;
        let Some((kind, length)) = header.split_first_chunk::<4>() else { return Ok(None) };
        let Some(length) = length.first_chunk::<8>() else { return Ok(None) };
        // Of a chunk that goes on to the end it is -1.
        let length = u64::from_be_bytes(*length).min(size);
        if kind == b"data" {
            return Ok(Some(Region { start: at + 12, end: at + 12 + length }));
        }
        at = at.saturating_add(12 + length);
    }
    Ok(None)
}

fn dsdiff(source: &mut (impl Read + Seek), start: u64, size: u64) -> io::Result<Option<Region>> {
    let mut at = start + 16;
    for _ in 0..MOST_STEPS {
        let header = read_at(source, at, 12)?;
        let Some((kind, length)) = header.split_first_chunk::<4>() else { return Ok(None) };
        let Some(length) = length.first_chunk::<8>() else { return Ok(None) };
        let length = u64::from_be_bytes(*length).min(size);
        if kind == b"DSD " || kind == b"DST " {
            return Ok(Some(Region { start: at + 12, end: at + 12 + length }));
        }
        at = at.saturating_add(12 + length + length % 2);
    }
    Ok(None)
}

/// Behind its fixed header, up to the tag whose place that tells.
fn dsf(source: &mut (impl Read + Seek), start: u64, size: u64) -> io::Result<Option<Region>> {
    const HEADER: u64 = 92;
    let header = read_at(source, start + 20, 8)?;
    let Some(tag) = header.first_chunk::<8>() else { return Ok(None) };
    let tag = u64::from_le_bytes(*tag);
    let end = if tag > start + HEADER { tag.min(size) } else { size };
    Ok(Some(Region { start: start + HEADER, end }))
}

/// Behind its header, whose size stands in it.
fn asf(source: &mut (impl Read + Seek), start: u64) -> io::Result<Option<Region>> {
    let header = read_at(source, start + 16, 8)?;
    let Some(length) = header.first_chunk::<8>() else { return Ok(None) };
    Ok(Some(Region { start: start.saturating_add(u64::from_le_bytes(*length)), end: u64::MAX }))
}

/// Whether a file begins with an atom that files of this family begin with.
pub fn is_mp4(head: &[u8]) -> bool {
    let kinds: [&[u8; 4]; 7] = [b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"];
    let mut fields = Fields(head);
    let is_size = fields.be::<4>().is_ok_and(|size| !(2..8).contains(&size));
    is_size && kinds.iter().any(|kind| fields.0.starts_with(*kind))
}

/// From the first `mdat` to the last, whatever taggers put around them; of fragments, which are many, to the index at
/// the end that players seek by.
fn mp4(source: &mut (impl Read + Seek), start: u64, size: u64) -> io::Result<Option<Region>> {
    let mut at = start;
    let mut found: Option<Region> = None;
    for _ in 0..MOST_STEPS {
        if at >= size {
            return Ok(found);
        }
        let header = read_at(source, at, 16)?;
        let (Some(short), Some(kind)) = (header.first_chunk::<4>(), header.get(4..8)) else { return Ok(found) };
        let (length, head) = match u32::from_be_bytes(*short) {
            0 => (size - at, 8),
            1 => match header.get(8..16) {
                Some(long) => (u64::from_be_bytes(long.try_into().expect("eight bytes")), 16),
                None => return Ok(found),
            },
            length => (length.into(), 8),
        };
        if length < head {
            return Ok(found);
        }
        let end = at.saturating_add(length);
        match kind {
            b"moof" => {
                let start = found.map_or(end, |found| found.start);
                return Ok(Some(Region { start, end: size - fragments_index(source, size)? }));
            }
            b"mdat" => found = Some(Region { start: found.map_or(at + head, |found| found.start), end }),
            _ => {}
        }
        at = end;
    }
    Ok(found)
}

/// How long the index of fragments (`mfra`) is that ends a file: its last bytes say so.
pub fn fragments_index(source: &mut (impl Read + Seek), end: u64) -> io::Result<u64> {
    let tail = read_at(source, end.saturating_sub(16), 16)?;
    let Some((_, length)) = tail.split_at_checked(12).filter(|(head, _)| head[4..8] == *b"mfro") else { return Ok(0) };
    let length = length.first_chunk().map_or(0, |length| u32::from_be_bytes(*length).into());
    Ok(if length < end { length } else { 0 })
}

/// Where the zeros at the end begin, which some tools write behind a bare stream.
fn before_zeros(source: &mut (impl Read + Seek), start: u64, end: u64) -> io::Result<u64> {
    const MOST: u64 = 8 * 1024;
    let tail_start = end.saturating_sub(MOST).max(start);
    let tail = read_at(source, tail_start, end - tail_start)?;
    let kept = tail.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    Ok(if kept == 0 { end } else { tail_start + kept as u64 })
}

/// Where the tags at the end of a file begin: ID3v1, APEv2, Lyrics3 and ID3v2 with a footer, in any order.
fn before_tags(source: &mut (impl Read + Seek), start: u64, size: u64) -> io::Result<u64> {
    let mut end = size;
    for _ in 0..MOST_TAGS {
        let tail_start = end.saturating_sub(128).max(start);
        let tail = read_at(source, tail_start, end - tail_start)?;
        let length = id3v1(&tail).or_else(|| apev2(&tail)).or_else(|| lyrics3(&tail)).or_else(|| id3v2_footer(&tail));
        match length.filter(|&length| length <= end - start) {
            Some(length) => end -= length,
            None => break,
        }
    }
    Ok(end)
}

fn id3v1(tail: &[u8]) -> Option<u64> {
    (tail.len() == 128 && tail.starts_with(b"TAG")).then_some(128)
}

/// Its footer counts itself and the items, but not a header.
fn apev2(tail: &[u8]) -> Option<u64> {
    let footer = tail.last_chunk::<32>().filter(|footer| footer.starts_with(b"APETAGEX"))?;
    let word = |at: usize| u32::from_le_bytes([footer[at], footer[at + 1], footer[at + 2], footer[at + 3]]);
    let header = if word(20) & 0x8000_0000 != 0 { 32 } else { 0 };
    Some(u64::from(word(12)) + header)
}

fn lyrics3(tail: &[u8]) -> Option<u64> {
    let size = tail.last_chunk::<15>().filter(|end| end.ends_with(b"LYRICS200"))?;
    let size: u64 = std::str::from_utf8(&size[..6]).ok()?.parse().ok()?;
    Some(size + 15)
}

fn id3v2_footer(tail: &[u8]) -> Option<u64> {
    let footer = tail.last_chunk::<10>().filter(|footer| footer.starts_with(b"3DI"))?;
    let size = footer[6..].iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7f));
    Some(size + 20)
}
