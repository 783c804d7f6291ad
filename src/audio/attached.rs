//! Tags that any file may have before and behind its audio, for formats whose reader doesn't look for them: ID3v2,
//! ID3v1 and APEv2.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataOptions, MetadataReader, MetadataRevision};
use symphonia::default::meta::{ApeReader, Id3v1Reader, Id3v2Reader};

use super::bytes::read_at;

/// Larger tags than this are left out, pictures and all.
pub const LARGEST: u64 = 16 * 1024 * 1024;
const ID3V1: u64 = 128;
const APE_FOOTER: u64 = 32;

/// Every such tag of a file whose audio begins at `audio_start`; malformed ones are left out.
pub fn revisions(source: &mut (impl Read + Seek), audio_start: u64, size: u64) -> io::Result<Vec<MetadataRevision>> {
    let mut found = Vec::new();
    if audio_start > 0 {
        found.extend(id3v2(source, 0, audio_start)?);
    }
    let tail = read_at(source, size.saturating_sub(ID3V1).max(audio_start), ID3V1)?;
    let mut end = size;
    let mut id3v1 = None;
    if tail.len() as u64 == ID3V1 && tail.starts_with(b"TAG") {
        end -= ID3V1;
        id3v1 = Id3v1Reader::try_new(stream(tail), MetadataOptions::default()).ok().and_then(read);
    }
    found.extend(apev2(source, audio_start, end)?);
    found.extend(id3v1);
    Ok(found)
}

/// The ID3v2 tag that begins at `start` and is at most so long.
pub fn id3v2(source: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Option<MetadataRevision>> {
    if length > LARGEST {
        return Ok(None);
    }
    let bytes = read_at(source, start, length)?;
    Ok(Id3v2Reader::try_new(stream(bytes), MetadataOptions::default()).ok().and_then(read))
}

/// The APE tag that ends at `end`, of either version.
fn apev2(source: &mut (impl Read + Seek), start: u64, end: u64) -> io::Result<Option<MetadataRevision>> {
    let Some(footer_start) = end.checked_sub(APE_FOOTER).filter(|footer| *footer >= start) else { return Ok(None) };
    let footer = read_at(source, footer_start, APE_FOOTER)?;
    let size = match footer.get(12..16).filter(|_| footer.starts_with(b"APETAGEX")) {
        Some(size) => u64::from(u32::from_le_bytes([size[0], size[1], size[2], size[3]])),
        None => return Ok(None),
    };
    // The size counts the footer, and not a header, which is as long.
    let tag_start = end.saturating_sub(size + APE_FOOTER).max(start);
    if size > LARGEST || end - tag_start < size {
        return Ok(None);
    }
    let mut stream = stream(read_at(source, tag_start, end - tag_start)?);
    stream.seek(SeekFrom::End(-(APE_FOOTER as i64)))?;
    Ok(ApeReader::try_new(stream, MetadataOptions::default()).ok().and_then(read))
}

fn stream(bytes: Vec<u8>) -> MediaSourceStream<'static> {
    MediaSourceStream::new(Box::new(Cursor::new(bytes)), MediaSourceStreamOptions::default())
}

fn read(mut reader: impl MetadataReader) -> Option<MetadataRevision> {
    Some(reader.read_all().ok()?.revision)
}
