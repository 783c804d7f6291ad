//! What the headers of a file say, format by format.

mod ac3;
mod adts;
mod aiff;
mod amr;
mod asf;
mod dsdiff;
mod dsf;
mod dts;
mod flac;
mod matroska;
mod monkeys;
mod mp4;
mod mpeg;
mod musepack;
mod ogg;
mod optimfrog;
mod speex;
mod tak;
mod tta;
mod wave;
mod wave_tags;
mod wavpack;
mod xiph;

use std::io::{Read, Seek};

use symphonia::core::meta::MetadataRevision;

use super::bytes::Region;
use super::chunks::{self, Form};
use super::{Artwork, Chapter, DurationMethod, Error, Limits};
use super::{id3, region};

pub use matroska::add as add_matroska;
pub use ogg::rescue as rescue_ogg;

/// What the headers of one file say.
#[derive(Default)]
pub struct Headers {
    pub format: &'static str,
    pub mime_type: &'static str,
    pub codec: &'static str,
    pub seconds: Option<f64>,
    pub method: Option<DurationMethod>,
    pub channels: u64,
    pub sample_rate: u64,
    /// For lossless codecs only.
    pub bits_per_sample: Option<u64>,
    /// Of the audio alone, where that is known.
    pub audio_bytes: Option<u64>,
    /// Tags of the format's own; those that any file may have before and behind its audio are not among them.
    pub tags: Vec<MetadataRevision>,
    /// Pictures that are not among the tags.
    pub artwork: Vec<Artwork>,
    pub chapters: Vec<Chapter>,
    /// Whether some of the tags were too long.
    pub are_tags_cut: bool,
    /// Whether the file ends before its audio does.
    pub is_cut: bool,
    /// Whether something is malformed, and these are the facts all the same.
    pub is_damaged: bool,
}

impl Headers {
    /// So many samples of each channel.
    fn lasting(mut self, samples: u64) -> Self {
        if self.sample_rate > 0 {
            self.seconds = Some(samples as f64 / self.sample_rate as f64);
            self.method = Some(DurationMethod::Header);
        }
        self
    }

    /// What a second takes, where samples are not compressed.
    pub fn pcm_bits_per_second(&self) -> Option<u64> {
        let bits = self.bits_per_sample.filter(|_| self.codec.starts_with("pcm_"))?;
        bits.checked_mul(self.channels)?.checked_mul(self.sample_rate).filter(|bits| *bits > 0)
    }

    /// Adds the ID3v2 tag that fills a chunk.
    fn add_id3(&mut self, source: &mut (impl Read + Seek), start: u64, length: u64) -> Result<(), Error> {
        let tag = id3::read(source, Region { start, end: start.saturating_add(length) }).map_err(Error::Io)?;
        self.tags.extend(tag.revision);
        self.artwork.extend(tag.artwork);
        self.chapters.extend(tag.chapters);
        self.are_tags_cut |= tag.is_cut;
        Ok(())
    }
}

/// How the length of frames is known that were counted, or of which some were.
fn counted(is_estimated: bool) -> DurationMethod {
    if is_estimated { DurationMethod::Estimated } else { DurationMethod::Counted }
}

/// Of a text in a chunk of its own.
const LARGEST_TEXT: u64 = 64 * 1024;

/// Text whose encoding nothing names, as if it were Latin-1: which it is, is found out of all texts together.
fn text(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// A format by how its files begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Ac3,
    Adif,
    Amr,
    Asf,
    Chunks(Form),
    Dsdiff,
    Dsf,
    Dts,
    Flac,
    Monkeys,
    Mp4,
    Musepack4,
    Musepack7,
    Musepack8,
    OptimFrog,
    Speex,
    Tak,
    Tta,
    WavPack,
}

/// Which of these formats a file has, by its first bytes behind any ID3v2 tags.
pub fn recognise(head: &[u8]) -> Option<Format> {
    let signatures: [(&[u8], Format); 15] = [
        (b"\x0b\x77", Format::Ac3),
        (b"ADIF", Format::Adif),
        (b"#!AMR", Format::Amr),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", Format::Asf),
        (b"FRM8", Format::Dsdiff),
        (b"DSD ", Format::Dsf),
        (b"\x7f\xfe\x80\x01", Format::Dts),
        (b"fLaC", Format::Flac),
        (b"MAC ", Format::Monkeys),
        (b"MP+", Format::Musepack7),
        (b"MPCK", Format::Musepack8),
        (b"OFR ", Format::OptimFrog),
        (b"tBaK", Format::Tak),
        (b"TTA1", Format::Tta),
        (b"wvpk", Format::WavPack),
    ];
    let by_signature = signatures.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, format)| *format);
    by_signature
        .or_else(|| chunks::form(head).map(Format::Chunks))
        .or_else(|| region::is_mp4(head).then_some(Format::Mp4))
        .or_else(|| speex::is_speex(head).then_some(Format::Speex))
        .or_else(|| musepack::is_sv4_to_6(head).then_some(Format::Musepack4))
}

/// Reads the headers of a file whose audio, tags around it left out, lies in `region`.
pub fn read(
    format: Format,
    source: &mut (impl Read + Seek),
    region: Region,
    limits: &Limits,
) -> Result<Headers, Error> {
    let Region { start, end } = region;
    match format {
        Format::Ac3 => ac3::read(source, start, end),
        Format::Adif => adts::read_adif(source, region),
        Format::Amr => amr::read(source, start, end),
        Format::Asf => asf::read(source, start),
        Format::Chunks(form) => chunked(source, form, region, limits),
        Format::Dsdiff => dsdiff::read(source, start, end),
        Format::Dsf => dsf::read(source, start, end),
        Format::Dts => dts::read(source, region, limits.count_bytes),
        Format::Flac => flac::read(source, region),
        Format::Monkeys => monkeys::read(source, start),
        Format::Mp4 => mp4::read(source, region, limits),
        Format::Musepack4 => musepack::read_sv4_to_6(source, start),
        Format::Musepack7 => musepack::read_sv7(source, start),
        Format::Musepack8 => musepack::read_sv8(source, start),
        Format::OptimFrog => optimfrog::read(source, start),
        Format::Speex => speex::read(source, start, end),
        Format::Tak => tak::read(source, start),
        Format::Tta => tta::read(source, start),
        Format::WavPack => wavpack::read(source, start, end),
    }
}

/// A stream of frames without any header before it, wherever it begins.
pub fn bare(source: &mut (impl Read + Seek), region: Region, limits: &Limits) -> Result<Option<Headers>, Error> {
    match mpeg::read(source, region, limits.count_bytes)? {
        Some(headers) => Ok(Some(headers)),
        None => adts::read(source, region, limits.count_bytes),
    }
}

fn chunked(source: &mut (impl Read + Seek), form: Form, region: Region, limits: &Limits) -> Result<Headers, Error> {
    let chunks = chunks::read(source, form, region.start, region.end).map_err(Error::Io)?;
    match &chunks.content {
        b"WAVE" | b"wave" => wave::read(source, &chunks, limits.count_bytes),
        b"AIFF" | b"AIFC" => aiff::read(source, &chunks),
        other => {
            Err(Error::UnsupportedFormat(format!("a file of chunks of the kind {:?}", String::from_utf8_lossy(other))))
        }
    }
}

/// The bytes from `start` on; an error of reading is one of the disk or the network.
fn bytes(source: &mut (impl Read + Seek), start: u64, length: u64) -> Result<Vec<u8>, Error> {
    super::bytes::read_at(source, start, length).map_err(Error::Io)
}
