//! DTS: frames whose head tells size, length and sound.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::{Bits, Region};
use super::super::frames::{Frame, Frames, Length};
use super::{Headers, counted};

const SYNC: u64 = 0x7ffe_8001;
const SAMPLE_RATES: [u64; 16] =
    [0, 8_000, 16_000, 32_000, 0, 0, 11_025, 22_050, 44_100, 0, 0, 12_000, 24_000, 48_000, 0, 0];
const CHANNELS: [u64; 16] = [1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8];

pub fn read(source: &mut (impl Read + Seek), region: Region, most_bytes: u64) -> Result<Headers, Error> {
    let mut frames = Frames::new(source, region, |bytes| parse(bytes).ok());
    let unknown = || Error::Corrupt("its first frame is none".to_owned());
    let (at, first) = frames.first().map_err(Error::Io)?.ok_or_else(unknown)?;
    let Length { seconds, is_estimated, bytes } = frames.length(at, first, most_bytes).map_err(Error::Io)?;
    Ok(Headers {
        format: "dts",
        mime_type: "audio/vnd.dts",
        codec: "dts",
        channels: first.channels,
        sample_rate: first.sample_rate,
        seconds: Some(seconds),
        method: Some(counted(is_estimated)),
        audio_bytes: bytes,
        ..Headers::default()
    })
}

fn parse(bytes: &[u8]) -> Result<Frame, Error> {
    let mut bits = Bits::new(bytes);
    let none = || Error::Corrupt("it is no frame".to_owned());
    if bits.take(32)? != SYNC {
        return Err(none());
    }
    bits.skip(1 + 5 + 1)?;
    let (blocks, size) = (bits.take(7)? + 1, bits.take(14)? + 1);
    let (channels, rate) = (bits.take(6)?, bits.take(4)?);
    bits.skip(5 + 10)?;
    bits.skip(1 + 1 + 1 + 1 + 1 + 3 + 1)?;
    let low = bits.take(2)?;
    let sample_rate = SAMPLE_RATES[rate as usize];
    if sample_rate == 0 || size < 96 {
        return Err(none());
    }
    Ok(Frame {
        bytes: size,
        samples: blocks * 32,
        sample_rate,
        channels: CHANNELS.get(channels as usize).copied().unwrap_or(2) + u64::from(matches!(low, 1 | 2)),
        kind: rate as u32,
        is_certain: true,
    })
}
