//! Formats that Symphonia doesn't know: what their headers say.

mod ac3;
mod amr;
mod asf;
mod dsdiff;
mod dsf;
mod monkeys;
mod musepack;
mod optimfrog;
mod speex;
mod tak;
mod tta;
mod wavpack;

use std::io::{Read, Seek};

use symphonia::core::meta::MetadataRevision;

use super::{DurationMethod, Error};

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
    /// Tags of the format's own; those that any file may have before and behind its audio are not among them.
    pub tags: Vec<MetadataRevision>,
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
}

/// A format by how its files begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Ac3,
    Amr,
    Asf,
    Dsdiff,
    Dsf,
    Monkeys,
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
    let signatures: [(&[u8], Format); 12] = [
        (b"\x0b\x77", Format::Ac3),
        (b"#!AMR", Format::Amr),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", Format::Asf),
        (b"FRM8", Format::Dsdiff),
        (b"DSD ", Format::Dsf),
        (b"MAC ", Format::Monkeys),
        (b"MP+", Format::Musepack7),
        (b"MPCK", Format::Musepack8),
        (b"OFR ", Format::OptimFrog),
        (b"tBaK", Format::Tak),
        (b"TTA1", Format::Tta),
        (b"wvpk", Format::WavPack),
    ];
    let by_signature = signatures.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, format)| *format);
    by_signature.or_else(|| speex::is_speex(head).then_some(Format::Speex))
}

/// Reads the headers of a file whose audio begins at `start`.
pub fn read(format: Format, source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<Headers, Error> {
    match format {
        Format::Ac3 => ac3::read(source, start, size),
        Format::Amr => amr::read(source, start, size),
        Format::Asf => asf::read(source, start),
        Format::Dsdiff => dsdiff::read(source, start, size),
        Format::Dsf => dsf::read(source, start, size),
        Format::Monkeys => monkeys::read(source, start),
        Format::Musepack7 => musepack::read_sv7(source, start),
        Format::Musepack8 => musepack::read_sv8(source, start),
        Format::OptimFrog => optimfrog::read(source, start),
        Format::Speex => speex::read(source, start, size),
        Format::Tak => tak::read(source, start),
        Format::Tta => tta::read(source, start),
        Format::WavPack => wavpack::read(source, start, size),
    }
}

/// The bytes from `start` on; an error of reading is one of the disk or the network.
fn bytes(source: &mut (impl Read + Seek), start: u64, length: u64) -> Result<Vec<u8>, Error> {
    super::bytes::read_at(source, start, length).map_err(Error::Io)
}
