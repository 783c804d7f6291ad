//! Ogg whose pages are damaged: what the first packets say, and the last page.

use std::io::{Read, Seek};

use super::super::bytes::{Fields, Region};
use super::super::ogg;
use super::super::{DurationMethod, Error};
use super::{Headers, xiph};

/// The headers of a stream, without large pictures.
const REACH: u64 = 256 * 1024;
const OPUS_RATE: u64 = 48_000;

pub fn rescue(source: &mut (impl Read + Seek), region: Region) -> Result<Headers, Error> {
    let bytes = super::bytes(source, region.start, REACH)?;
    let packets = ogg::packets(&bytes, 2);
    let first = packets.first().map_or(&[][..], |packet| packet);
    let mut headers = Headers { format: "ogg", mime_type: "audio/ogg", is_damaged: true, ..Headers::default() };
    let skipped = if let Some(rest) = first.strip_prefix(b"\x01vorbis") {
        let mut fields = Fields(rest);
        fields.take(4)?;
        (headers.codec, headers.channels, headers.sample_rate) = ("vorbis", fields.le::<1>()?, fields.le::<4>()?);
        0
    } else if let Some(rest) = first.strip_prefix(b"OpusHead") {
        let mut fields = Fields(rest);
        fields.take(1)?;
        (headers.codec, headers.channels, headers.sample_rate) = ("opus", fields.le::<1>()?, OPUS_RATE);
        fields.le::<2>()?
    } else {
        return Err(Error::Corrupt("its first page is damaged".to_owned()));
    };
    let comments = packets.get(1).map_or(&[][..], |packet| packet);
    let comments = comments.strip_prefix(b"\x03vorbis").or_else(|| comments.strip_prefix(b"OpusTags"));
    let _ = xiph::comments(comments.unwrap_or_default(), &mut headers);
    let end = ogg::last_granule(source, region).map_err(Error::Io)?;
    if let Some(samples) = end.and_then(|end| end.checked_sub(skipped)).filter(|samples| *samples > 0) {
        headers = Headers { method: Some(DurationMethod::Counted), ..headers.lasting(samples) };
    }
    Ok(headers)
}
