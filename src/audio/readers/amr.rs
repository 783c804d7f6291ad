//! AMR: a line of text, then frames of 20 ms, whose first byte tells their size.

use std::io::{Read, Seek};

use super::super::{DurationMethod, Error};
use super::Headers;

const NARROW: &[u8] = b"#!AMR\n";
const WIDE: &[u8] = b"#!AMR-WB\n";
/// Bytes of a frame behind its first, by its mode.
const NARROW_SIZES: [u64; 16] = [12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0];
const WIDE_SIZES: [u64; 16] = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0];
const FRAME_SECONDS: f64 = 0.02;
/// Up to here frames are counted; what is behind is as these.
const MOST_BYTES: u64 = 256 << 10;

pub fn read(source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start, MOST_BYTES)?;
    let (mut frames, sizes, codec, sample_rate) = if let Some(frames) = bytes.strip_prefix(NARROW) {
        (frames, NARROW_SIZES, "amr_nb", 8_000)
    } else if let Some(frames) = bytes.strip_prefix(WIDE) {
        (frames, WIDE_SIZES, "amr_wb", 16_000)
    } else {
        return Err(Error::UnsupportedFormat("AMR of several channels".to_owned()));
    };
    let (mut count, whole) = (0, frames.len());
    while let Some((head, rest)) = frames.split_first() {
        let size = sizes[usize::from(head >> 3 & 15)] as usize;
        let Some((_, behind)) = rest.split_at_checked(size) else { break };
        frames = behind;
        count += 1;
    }
    let counted = whole - frames.len();
    let behind = size.saturating_sub(start + MOST_BYTES);
    let seconds = f64::from(count) * FRAME_SECONDS * (counted as f64 + behind as f64) / counted.max(1) as f64;
    Ok(Headers {
        format: "amr",
        mime_type: "audio/amr",
        codec,
        seconds: Some(seconds),
        method: Some(if behind == 0 { DurationMethod::Counted } else { DurationMethod::Estimated }),
        channels: 1,
        sample_rate,
        ..Headers::default()
    })
}
