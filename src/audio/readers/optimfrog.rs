//! OptimFROG: one block of facts.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

pub fn read(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 8, 12)?;
    let mut fields = Fields(&bytes);
    let values = fields.le::<4>()? | fields.le::<2>()? << 32;
    // Two types of integers for each width, then those of floating point.
    let bits = match fields.le::<1>()? {
        kind @ 0..=7 => Some((kind / 2 + 1) * 8),
        8..=10 => Some(32),
        _ => None,
    };
    let channels = fields.le::<1>()? + 1;
    let sample_rate = fields.le::<4>()?;
    let headers = Headers {
        format: "ofr",
        mime_type: "audio/x-optimfrog",
        codec: "optimfrog",
        channels,
        sample_rate,
        bits_per_sample: bits,
        ..Headers::default()
    };
    Ok(headers.lasting(values / channels))
}
