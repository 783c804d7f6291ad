//! DSF: one bit a sample, a fixed header, and an ID3v2 tag at a place that it names.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

pub fn read(source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 20, 60)?;
    let mut fields = Fields(&bytes);
    let tag_start = fields.le::<8>()?;
    if fields.take(4)? != b"fmt " {
        return Err(Error::Corrupt("its second chunk is not `fmt `".to_owned()));
    }
    fields.take(8 + 4 + 4 + 4)?;
    let (channels, sample_rate) = (fields.le::<4>()?, fields.le::<4>()?);
    fields.take(4)?;
    let samples = fields.le::<8>()?;
    let mut headers = Headers {
        format: "dsf",
        mime_type: "audio/x-dsf",
        codec: "dsd",
        channels,
        sample_rate,
        bits_per_sample: Some(1),
        ..Headers::default()
    };
    if (1..size).contains(&tag_start) {
        headers.add_id3(source, tag_start, size - tag_start)?;
    }
    Ok(headers.lasting(samples))
}
