//! Musepack: one header up to stream version 7, packets with keys in version 8.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

const SAMPLE_RATES: [u64; 4] = [44_100, 48_000, 37_800, 32_000];
const SAMPLES_PER_FRAME: u64 = 1152;
/// What the decoder swallows of the first frame, when the last one doesn't say how long it is.
const DELAY: u64 = 576;
/// The header's packet is the first or one of the first.
const REACH: u64 = 1024;

/// Whether a file begins as one of stream versions 4 to 6, which have no signature: frames of one block, no bitrate, no
/// intensity stereo.
pub fn is_sv4_to_6(head: &[u8]) -> bool {
    let Some(word) = head.first_chunk().map(|word| u32::from_le_bytes(*word)) else { return false };
    matches!(word >> 11 & 0x3ff, 4..=6) && word & 0x3f == 1 && word >> 22 == 0
}

pub fn read_sv4_to_6(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start, 8)?;
    let mut fields = Fields(&bytes);
    let version = fields.le::<4>()? >> 11 & 0x3ff;
    let (low, high) = (fields.le::<2>()?, fields.le::<2>()?);
    let frames = if version == 4 { high } else { high << 16 | low };
    let frames = if version < 6 { frames.saturating_sub(1) } else { frames };
    Ok(headers("mpc7", 2, SAMPLE_RATES[0]).lasting((frames * SAMPLES_PER_FRAME).saturating_sub(DELAY)))
}

pub fn read_sv7(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 4, 8)?;
    let mut fields = Fields(&bytes);
    let frames = fields.le::<4>()?;
    let sample_rate = SAMPLE_RATES[fields.le::<4>()? as usize >> 16 & 3];
    Ok(headers("mpc7", 2, sample_rate).lasting((frames * SAMPLES_PER_FRAME).saturating_sub(DELAY)))
}

pub fn read_sv8(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start + 4, REACH)?;
    let mut fields = Fields(&bytes);
    loop {
        let before = fields.0.len();
        let key = fields.take(2)?;
        let size = variable(&mut fields)?;
        let head = (before - fields.0.len()) as u64;
        let mut packet = Fields(fields.take(size.saturating_sub(head))?);
        if key == b"SH" {
            packet.take(5)?;
            let (samples, silence) = (variable(&mut packet)?, variable(&mut packet)?);
            let packed = packet.be::<2>()?;
            let (sample_rate, channels) = (SAMPLE_RATES[(packed >> 13 & 3) as usize], (packed >> 4 & 15) + 1);
            return Ok(headers("mpc8", channels, sample_rate).lasting(samples.saturating_sub(silence)));
        }
    }
}

fn headers(codec: &'static str, channels: u64, sample_rate: u64) -> Headers {
    Headers { format: "mpc", mime_type: "audio/x-musepack", codec, channels, sample_rate, ..Headers::default() }
}

/// Seven bits a byte, the highest first; all but the last byte have their eighth bit set.
fn variable(fields: &mut Fields<'_>) -> Result<u64, Error> {
    let mut number: u64 = 0;
    loop {
        let byte = fields.be::<1>()?;
        number = number << 7 | byte & 0x7f;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
}
