//! ID3v2 tags: where they lie, and what is in them without the bodies of pictures, which may be larger than the music.

use std::io::{self, Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{ChapterGroupItem, MetadataOptions, MetadataReader, MetadataRevision, MetadataSideData};
use symphonia::default::meta::Id3v2Reader;

use super::bytes::{Region, read_at};
use super::{Artwork, Chapter, picture};

/// What one tag says.
#[derive(Default)]
pub struct Id3 {
    pub revision: Option<MetadataRevision>,
    /// Pictures that were not loaded.
    pub artwork: Vec<Artwork>,
    pub chapters: Vec<Chapter>,
    /// Whether something besides them was left out.
    pub is_cut: bool,
}

/// Behind tags in a row, where the audio begins.
pub struct Front {
    pub tags: Vec<Region>,
    /// The first bytes behind them.
    pub window: Vec<u8>,
}

const WINDOW: u64 = 4096;
/// More tags in a row than anybody writes.
const MOST_TAGS: usize = 8;
const HEADER: u64 = 10;
/// A tag up to this is read as it is; of a larger one only the frames that are no larger.
const SMALL: u64 = 256 * 1024;
/// Of all frames together.
const MOST_BYTES: usize = 4 << 20;
const MOST_FRAMES: usize = 10_000;
const MOST_CHAPTERS: usize = 2_000;
const UNSYNCHRONISED: u8 = 0x80;
const EXTENDED: u8 = 0x40;

/// The tags at the begin of a file; the source ends up anywhere.
pub fn front(source: &mut (impl Read + Seek)) -> io::Result<Front> {
    let mut front = Front { tags: Vec::new(), window: read_at(source, 0, WINDOW)? };
    let mut start = 0;
    while let Some(length) = length(&front.window).filter(|_| front.tags.len() < MOST_TAGS) {
        front.tags.push(Region { start, end: start + length });
        start += length;
        front.window = read_at(source, start, WINDOW)?;
    }
    Ok(front)
}

impl Front {
    pub fn end(&self) -> u64 {
        self.tags.last().map_or(0, |tag| tag.end)
    }
}

/// The whole length of the tag that begins here, header and footer included (ID3v2.4 §3.1: a size of 4 × 7 bits).
fn length(bytes: &[u8]) -> Option<u64> {
    let header = bytes.strip_prefix(b"ID3")?.get(..7)?;
    let (flags, size) = (header[2], &header[3..7]);
    if size.iter().any(|byte| byte & 0x80 != 0) {
        return None;
    }
    let footer = if flags & 0x10 != 0 { 10 } else { 0 };
    Some(HEADER + seven_bits(size) + footer)
}

fn seven_bits(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7f))
}

fn eight_bits(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |size, byte| size << 8 | u64::from(*byte))
}

/// Reads the tag that fills `region`, which may be cut.
pub fn read(source: &mut (impl Read + Seek), region: Region) -> io::Result<Id3> {
    let header = read_at(source, region.start, HEADER)?;
    if region.end - region.start <= SMALL || !header.starts_with(b"ID3") {
        let bytes = read_at(source, region.start, region.end.saturating_sub(region.start).min(SMALL))?;
        return Ok(Id3::of(bytes));
    }
    match header[..] {
        // Sizes are of what isn't there yet.
        [.., version, _, flags, _, _, _, _] if version < 4 && flags & UNSYNCHRONISED != 0 => {
            let bytes = read_at(source, region.start, (region.end - region.start).min(MOST_BYTES as u64))?;
            let is_cut = (bytes.len() as u64) < region.end - region.start;
            Ok(Id3 { is_cut, ..Id3::of(bytes) })
        }
        [.., version, _, flags, _, _, _, _] => slim(source, region, version, flags),
        _ => Ok(Id3::default()),
    }
}

impl Id3 {
    /// What these bytes say.
    fn of(bytes: Vec<u8>) -> Self {
        // A picture whose header lies makes the reader overflow: that costs the tag, not the file.
        let read = AssertUnwindSafe(|| Id3v2Reader::try_new(stream(bytes), MetadataOptions::default())?.read_all());
        let found = match catch_unwind(read) {
            Ok(Ok(found)) => found,
            Ok(Err(_)) => return Self::default(),
            Err(_) => return Self { is_cut: true, ..Self::default() },
        };
        let groups = found.side_data.iter().filter_map(|data| match data {
            MetadataSideData::Chapters(group) => Some(group),
            _ => None,
        });
        let mut chapters: Vec<Chapter> = groups.flat_map(|group| &group.items).filter_map(chapter).collect();
        chapters.truncate(MOST_CHAPTERS);
        chapters.sort_by_key(|chapter| chapter.start_ms);
        Self { revision: Some(found.revision), chapters, ..Self::default() }
    }
}

/// One of a flat list; lists within lists aren't followed.
fn chapter(item: &ChapterGroupItem) -> Option<Chapter> {
    let ChapterGroupItem::Chapter(chapter) = item else { return None };
    let title = chapter.tags.iter().find(|tag| tag.raw.key == "TIT2").map(|tag| tag.raw.value.to_string());
    let start_ms = (chapter.start_time.as_secs_f64() * 1000.0).round() as u64;
    Some(Chapter { start_ms, title: title.unwrap_or_default() })
}

/// The tag without its large frames.
fn slim(source: &mut (impl Read + Seek), region: Region, version: u8, flags: u8) -> io::Result<Id3> {
    let mut found = Id3::default();
    let mut frames = Vec::new();
    let mut at = region.start + HEADER;
    if flags & EXTENDED != 0 && version > 2 {
        let size = read_at(source, at, 4)?;
        at += if version == 4 { seven_bits(&size) } else { eight_bits(&size) + 4 };
    }
    let (name_bytes, header_bytes) = if version == 2 { (3, 6) } else { (4, 10) };
    for _ in 0..MOST_FRAMES {
        let header = read_at(source, at, header_bytes)?;
        let Some((name, rest)) = header.split_at_checked(name_bytes).filter(|(name, _)| is_name(name)) else { break };
        let size = match version {
            2 => eight_bits(rest.get(..3).unwrap_or_default()),
            3 => eight_bits(rest.get(..4).unwrap_or_default()),
            // Some writers forget that it is of seven bits a byte.
            _ => {
                let (right, wrong) = (seven_bits(&rest[..4.min(rest.len())]), eight_bits(&rest[..4.min(rest.len())]));
                let next = read_at(source, at + header_bytes + right, 4)?;
                if right == wrong || is_name(&next) || next == [0; 4] { right } else { wrong }
            }
        };
        let body = at + header_bytes;
        at = body.saturating_add(size);
        if at > region.end {
            found.is_cut = true;
            break;
        }
        if matches!(name, b"APIC" | b"PIC") && size > SMALL {
            let begin = read_at(source, body, picture::BEGIN.min(size))?;
            found.artwork.push(attached_picture(&begin, size, version));
        } else if size <= SMALL && frames.len() as u64 + size <= MOST_BYTES as u64 {
            frames.extend_from_slice(&header);
            frames.append(&mut read_at(source, body, size)?);
        } else {
            found.is_cut |= name.starts_with(b"T") || matches!(name, b"USLT" | b"ULT" | b"COMM" | b"COM");
        }
    }
    let size = frames.len() as u32;
    let size = [21, 14, 7, 0].map(|shift| (size >> shift & 0x7f) as u8);
    let tag = [&b"ID3"[..], &[version, 0, flags & !EXTENDED], &size, &frames].concat();
    let Id3 { revision, chapters, is_cut, .. } = Id3::of(tag);
    found.is_cut |= is_cut;
    Ok(Id3 { revision, chapters, ..found })
}

fn is_name(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// A picture by the begin of its frame: how its text is encoded, its type, its kind, its description.
fn attached_picture(begin: &[u8], size: u64, version: u8) -> Artwork {
    let rest = begin.get(1..).unwrap_or_default();
    let (mime_type, rest) = if version == 2 {
        let (format, rest) = rest.split_at_checked(3).unwrap_or_default();
        (if format == b"PNG" { "image/png" } else { "image/jpeg" }.to_owned(), rest)
    } else {
        let end = rest.iter().position(|byte| *byte == 0).unwrap_or(0);
        (String::from_utf8_lossy(&rest[..end]).into_owned(), rest.get(end + 1..).unwrap_or_default())
    };
    let kind = rest.first().map_or("other", |kind| picture::kind(u64::from(*kind)));
    // The description ends with a NUL, or with two where it is UTF-16; its picture begins behind.
    let image = rest.get(1..).unwrap_or_default();
    let is_wide = matches!(begin.first(), Some(1 | 2));
    let end = if is_wide {
        image.chunks_exact(2).position(|pair| pair == [0, 0]).map(|at| 2 * at + 2)
    } else {
        image.iter().position(|byte| *byte == 0).map(|at| at + 1)
    };
    let image = end.and_then(|end| image.get(end..)).unwrap_or_default();
    picture::describe(kind, Some(&mime_type), size.saturating_sub((begin.len() - image.len()) as u64), image)
}

/// Bytes as Symphonia's readers of tags want them.
pub fn stream(bytes: Vec<u8>) -> MediaSourceStream<'static> {
    MediaSourceStream::new(Box::new(Cursor::new(bytes)), MediaSourceStreamOptions::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(version: u8, frames: &[u8]) -> Vec<u8> {
        let size = [21, 14, 7, 0].map(|shift| (frames.len() as u32 >> shift & 0x7f) as u8);
        [&b"ID3"[..], &[version, 0, 0], &size, frames].concat()
    }

    fn frame(version: u8, name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = body.len() as u32;
        let size =
            if version == 4 { [21, 14, 7, 0].map(|shift| (size >> shift & 0x7f) as u8) } else { size.to_be_bytes() };
        [&name[..], &size, &[0, 0], body].concat()
    }

    fn titles(found: &Id3) -> Vec<String> {
        let tags = found.revision.iter().flat_map(|revision| &revision.media.tags);
        tags.filter(|tag| tag.raw.key == "TIT2").map(|tag| tag.raw.value.to_string()).collect()
    }

    #[test]
    fn large_pictures_are_known_but_not_read() {
        for version in [3, 4] {
            let image = [&b"\0image/png\0\x03\0"[..], &vec![7; 5_000_000]].concat();
            let frames = [frame(version, b"APIC", &image), frame(version, b"TIT2", b"\0Ferry")].concat();
            let bytes = tag(version, &frames);
            let region = Region { start: 0, end: bytes.len() as u64 };
            let found = read(&mut Cursor::new(&bytes), region).unwrap();
            assert_eq!((titles(&found), found.is_cut), (vec!["Ferry".to_owned()], false), "{version}");
            let picture = &found.artwork[0];
            assert_eq!((picture.mime_type.as_deref(), picture.kind), (Some("image/png"), "front_cover"));
            assert_eq!(picture.size_bytes, 5_000_000);
        }
    }

    #[test]
    fn a_picture_that_makes_the_reader_fail_costs_the_tag_alone() {
        // A PNG whose first chunk is as long as can be.
        let png = [&b"\0image/png\0\x03\0\x89PNG\r\n\x1a\n"[..], &[0xff; 4], b"IHDR", &[0; 40]].concat();
        let bytes = tag(4, &frame(4, b"APIC", &png));
        let region = Region { start: 0, end: bytes.len() as u64 };
        assert!(read(&mut Cursor::new(&bytes), region).is_ok());
    }

    #[test]
    fn tags_in_a_row_are_found() {
        let (one, two) = (tag(3, &frame(3, b"TIT2", b"\0One")), tag(4, &frame(4, b"TIT2", b"\0Two")));
        let bytes = [&one[..], &two, b"audio"].concat();
        let front = front(&mut Cursor::new(&bytes)).unwrap();
        assert_eq!((front.tags.len(), &front.window[..]), (2, &b"audio"[..]));
        assert_eq!(front.end(), (one.len() + two.len()) as u64);
    }
}
