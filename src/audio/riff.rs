//! The tags of a WAV file: LIST INFO and ID3 chunks, before or behind the data.
//!
//! Symphonia 0.6 stops at the data and loses the INFO chunks it has read, so they are read here.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::well_known::METADATA_ID_WAVE;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, MetadataOptions, MetadataReader, MetadataRevision, Tag};
use symphonia::default::meta::Id3v2Reader;

const INFO: MetadataInfo = MetadataInfo { metadata: METADATA_ID_WAVE, short_name: "riff", long_name: "RIFF INFO" };
/// Chunks of one file, and bytes of one tag chunk: more than any recorder writes.
const MOST_CHUNKS: usize = 256;
const LARGEST_TAGS: u32 = 16 * 1024 * 1024;

/// Every tag block; what is cut or malformed just ends the search.
pub fn revisions(source: &mut (impl Read + Seek)) -> Vec<MetadataRevision> {
    let mut found = Vec::new();
    let _ = collect(source, &mut found);
    found
}

fn collect(source: &mut (impl Read + Seek), found: &mut Vec<MetadataRevision>) -> io::Result<()> {
    let mut at = 12;
    for _ in 0..MOST_CHUNKS {
        source.seek(SeekFrom::Start(at))?;
        let mut header = [0; 8];
        source.read_exact(&mut header)?;
        let (kind, size) = header.split_at(4);
        let size = u32::from_le_bytes(size.try_into().expect("four of eight bytes"));
        if matches!(kind, b"LIST" | b"id3 " | b"ID3 ") && size <= LARGEST_TAGS {
            let mut body = Vec::new();
            source.by_ref().take(size.into()).read_to_end(&mut body)?;
            found.extend(if kind == b"LIST" { info(&body) } else { id3(body) });
        }
        // Chunks begin at even places.
        at += 8 + u64::from(size) + u64::from(size % 2);
    }
    Ok(())
}

/// The entries of a LIST chunk, if it is one of INFO.
fn info(body: &[u8]) -> Option<MetadataRevision> {
    let mut rest = body.strip_prefix(b"INFO")?;
    let mut builder = MetadataBuilder::new(INFO);
    while let Some((header, entries)) = rest.split_at_checked(8) {
        let size = u32::from_le_bytes(header[4..].try_into().expect("four of eight bytes")) as usize;
        let value = &entries[..size.min(entries.len())];
        builder.add_tag(Tag::new_from_parts(String::from_utf8_lossy(&header[..4]), text(value), None));
        rest = entries.get(size + size % 2..).unwrap_or_default();
    }
    Some(builder.build())
}

/// INFO names no encoding: new programs write UTF-8, old ones Latin-1.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn id3(body: Vec<u8>) -> Option<MetadataRevision> {
    let stream = MediaSourceStream::new(Box::new(Cursor::new(body)), MediaSourceStreamOptions::default());
    Some(Id3v2Reader::try_new(stream, MetadataOptions::default()).ok()?.read_all().ok()?.revision)
}
