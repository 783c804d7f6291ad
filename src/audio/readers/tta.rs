//! True Audio: one header of 22 bytes.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

pub fn read(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 6, 16)?;
    let mut fields = Fields(&bytes);
    let (channels, bits, sample_rate) = (fields.le::<2>()?, fields.le::<2>()?, fields.le::<4>()?);
    let samples = fields.le::<4>()?;
    let headers = Headers {
        format: "tta",
        mime_type: "audio/x-tta",
        codec: "tta",
        channels,
        sample_rate,
        bits_per_sample: Some(bits),
        ..Headers::default()
    };
    Ok(headers.lasting(samples))
}
