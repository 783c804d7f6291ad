//! Tags that any file may have before and behind its audio: ID3v2, ID3v1 and APEv2.

use std::io::{self, Read, Seek};

use symphonia::core::meta::{MetadataOptions, MetadataReader, MetadataRevision};
use symphonia::default::meta::Id3v1Reader;

use super::bytes::read_at;
use super::id3::{self, Front, Id3, stream};
use super::{Artwork, Chapter, ape};

const ID3V1: u64 = 128;

/// What the tags around the audio say; malformed ones are left out.
#[derive(Default)]
pub struct Attached {
    pub revisions: Vec<MetadataRevision>,
    /// Pictures that were not loaded.
    pub artwork: Vec<Artwork>,
    pub chapters: Vec<Chapter>,
    pub is_cut: bool,
}

/// Every such tag of a file.
pub fn read(source: &mut (impl Read + Seek), front: &Front, size: u64) -> io::Result<Attached> {
    let mut found = Attached::default();
    for tag in &front.tags {
        found.add(id3::read(source, *tag)?);
    }
    let audio_start = front.end();
    let tail = read_at(source, size.saturating_sub(ID3V1).max(audio_start), ID3V1)?;
    let mut end = size;
    let mut id3v1 = None;
    if tail.len() as u64 == ID3V1 && tail.starts_with(b"TAG") {
        end -= ID3V1;
        let reader = Id3v1Reader::try_new(stream(tail), MetadataOptions::default());
        id3v1 = reader.and_then(|mut reader| reader.read_all()).ok().map(|found| found.revision);
    }
    if let Some(ape) = ape::before(source, audio_start, end)? {
        found.revisions.push(ape.revision);
        found.artwork.extend(ape.artwork);
    }
    found.revisions.extend(id3v1);
    Ok(found)
}

impl Attached {
    fn add(&mut self, tag: Id3) {
        self.revisions.extend(tag.revision);
        self.artwork.extend(tag.artwork);
        self.chapters.extend(tag.chapters);
        self.is_cut |= tag.is_cut;
    }
}
