//! AC-3 and E-AC-3: frames of one size mostly, whose head tells size and length.

use std::io::{Read, Seek};

use super::super::{DurationMethod, Error};
use super::Headers;

const SAMPLE_RATES: [u64; 3] = [48_000, 44_100, 32_000];
/// In kbit/s.
const BITRATES: [u64; 19] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640];
const CHANNELS: [u64; 8] = [2, 1, 2, 3, 3, 4, 4, 5];

pub fn read(source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start, 8)?;
    let &[_, _, b2, b3, b4, b5, b6, b7] = &bytes[..] else {
        return Err(Error::Truncated("its header is not whole".to_owned()));
    };
    let unknown = || Error::Corrupt("its first frame is none".to_owned());
    let audio_bytes = (size - start) as f64;
    let (codec, sample_rate, channels, seconds);
    // The fifth byte's first five bits are the version: up to 10 is AC-3, 16 is E-AC-3.
    if b5 >> 3 <= 10 {
        sample_rate = *SAMPLE_RATES.get(usize::from(b4 >> 6)).ok_or_else(unknown)?;
        let bitrate = BITRATES.get(usize::from(b4 & 0x3f) / 2).ok_or_else(unknown)? * 1000;
        let mode = b6 >> 5;
        // Mix levels stand between the mode and the bit that tells of a low frequency channel.
        let mut at = 3;
        at += if mode & 1 != 0 && mode != 1 { 2 } else { 0 };
        at += if mode & 4 != 0 { 2 } else { 0 };
        at += if mode == 2 { 2 } else { 0 };
        let has_low = u16::from_be_bytes([b6, b7]) >> (15 - at) & 1;
        channels = CHANNELS[usize::from(mode)] + u64::from(has_low);
        (codec, seconds) = ("ac3", audio_bytes * 8.0 / bitrate as f64);
    } else {
        let frame_bytes = (u64::from(b2 & 7) << 8 | u64::from(b3)) * 2 + 2;
        let rate = usize::from(b4 >> 6);
        let blocks = if rate == 3 { 6 } else { [1, 2, 3, 6][usize::from(b4 >> 4 & 3)] };
        sample_rate = match rate {
            3 => SAMPLE_RATES.get(usize::from(b4 >> 4 & 3)).ok_or_else(unknown)? / 2,
            _ => SAMPLE_RATES[rate],
        };
        channels = CHANNELS[usize::from(b4 >> 1 & 7)] + u64::from(b4 & 1);
        let frames = audio_bytes / frame_bytes as f64;
        (codec, seconds) = ("eac3", frames * (blocks * 256) as f64 / sample_rate as f64);
    }
    Ok(Headers {
        format: codec,
        mime_type: if codec == "ac3" { "audio/ac3" } else { "audio/eac3" },
        codec,
        seconds: Some(seconds),
        method: Some(DurationMethod::Estimated),
        channels,
        sample_rate,
        ..Headers::default()
    })
}
