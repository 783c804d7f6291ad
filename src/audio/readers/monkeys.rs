//! Monkey's Audio: a descriptor and a header since version 3.98, one header before.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

const HAS_8_BITS: u64 = 1;
const HAS_24_BITS: u64 = 8;

pub fn read(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 4, 1024)?;
    let mut fields = Fields(&bytes);
    let version = fields.le::<2>()?;
    let (channels, sample_rate, bits, blocks_per_frame, frames, last_blocks);
    if version >= 3980 {
        fields.take(2)?;
        // The descriptor may grow; the header follows it.
        let descriptor = fields.le::<4>()?;
        fields.take(descriptor.saturating_sub(12))?;
        fields.take(4)?;
        blocks_per_frame = fields.le::<4>()?;
        last_blocks = fields.le::<4>()?;
        frames = fields.le::<4>()?;
        bits = fields.le::<2>()?;
        channels = fields.le::<2>()?;
        sample_rate = fields.le::<4>()?;
    } else {
        let (compression, flags) = (fields.le::<2>()?, fields.le::<2>()?);
        channels = fields.le::<2>()?;
        sample_rate = fields.le::<4>()?;
        fields.take(8)?;
        frames = fields.le::<4>()?;
        last_blocks = fields.le::<4>()?;
        bits = match flags {
            flags if flags & HAS_8_BITS != 0 => 8,
            flags if flags & HAS_24_BITS != 0 => 24,
            _ => 16,
        };
        blocks_per_frame = match (version, compression) {
            (3950.., _) => 73_728 * 4,
            (3900.., _) | (3800.., 4000) => 73_728,
            _ => 9216,
        };
    }
    let headers = Headers {
        format: "ape",
        mime_type: "audio/x-ape",
        codec: "ape",
        channels,
        sample_rate,
        bits_per_sample: Some(bits),
        ..Headers::default()
    };
    Ok(if frames > 0 { headers.lasting((frames - 1) * blocks_per_frame + last_blocks) } else { headers })
}
