//! TAK: metadata blocks, of which one describes the stream in bits, the lowest first.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

const STREAM_INFO: u64 = 1;
const END: u64 = 0;
/// The description is the first block.
const REACH: u64 = 4096;

pub fn read(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 4, REACH)?;
    let mut fields = Fields(&bytes);
    loop {
        let (kind, length) = (fields.le::<1>()? & 0x7f, fields.le::<3>()?);
        if kind == END {
            return Err(Error::Corrupt("nothing in it describes the audio".to_owned()));
        }
        let block = fields.take(length)?;
        if kind != STREAM_INFO {
            continue;
        }
        // Six bits of codec, four of profile, four of frame size, 35 of samples, three of data type, …
        let mut low = [0; 16];
        low[..block.len().min(16)].copy_from_slice(&block[..block.len().min(16)]);
        let all = u128::from_le_bytes(low);
        let bits = |from: u32, count: u32| (all >> from & ((1 << count) - 1)) as u64;
        let headers = Headers {
            format: "tak",
            mime_type: "audio/x-tak",
            codec: "tak",
            sample_rate: bits(52, 18) + 6000,
            bits_per_sample: Some(bits(70, 5) + 8),
            channels: bits(75, 4) + 1,
            ..Headers::default()
        };
        return Ok(headers.lasting(bits(14, 35)));
    }
}
