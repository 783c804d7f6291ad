//! Raw AAC: ADTS, a stream of frames, and ADIF, one header before all.

use std::io::{Read, Seek};

use super::super::bytes::{Bits, Region};
use super::super::frames::{Frame, Frames, Length};
use super::super::{DurationMethod, Error};
use super::{Headers, counted};

const SAMPLE_RATES: [u64; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
const CHANNELS: [u64; 8] = [0, 1, 2, 3, 4, 5, 6, 8];
const SAMPLES_PER_BLOCK: u64 = 1024;
/// Layer, sample rate and version.
const KIND: u32 = 0xfffe_3c00;

/// The ADTS stream in `region`, if there is one.
pub fn read(source: &mut (impl Read + Seek), region: Region, most_bytes: u64) -> Result<Option<Headers>, Error> {
    let mut frames = Frames::new(source, region, parse);
    let Some((at, first)) = frames.first().map_err(Error::Io)? else { return Ok(None) };
    let Length { seconds, is_estimated, bytes } = frames.length(at, first, most_bytes).map_err(Error::Io)?;
    let headers = headers("adts", first.channels, first.sample_rate);
    Ok(Some(Headers { seconds: Some(seconds), method: Some(counted(is_estimated)), audio_bytes: bytes, ..headers }))
}

fn headers(format: &'static str, channels: u64, sample_rate: u64) -> Headers {
    Headers { format, mime_type: "audio/aac", codec: "aac", channels, sample_rate, ..Headers::default() }
}

fn parse(bytes: &[u8]) -> Option<Frame> {
    let &[a, b, c, d, e, f, g, ..] = bytes else { return None };
    if a != 0xff || b & 0xf6 != 0xf0 {
        return None;
    }
    let sample_rate = *SAMPLE_RATES.get(usize::from(c >> 2 & 15))?;
    let bytes = u64::from(d & 3) << 11 | u64::from(e) << 3 | u64::from(f >> 5);
    let blocks = u64::from(g & 3) + 1;
    Some(Frame {
        bytes: if bytes >= 7 { bytes } else { return None },
        samples: blocks * SAMPLES_PER_BLOCK,
        sample_rate,
        channels: CHANNELS[usize::from((c & 1) << 2 | d >> 6)],
        kind: u32::from_be_bytes([a, b, c, 0]) & KIND,
        is_certain: false,
    })
}

/// A file that begins with `ADIF`: the bitrate tells the length.
pub fn read_adif(source: &mut (impl Read + Seek), region: Region) -> Result<Headers, Error> {
    let bytes = super::bytes(source, region.start + 4, 256)?;
    let mut bits = Bits::new(&bytes);
    if bits.take(1)? == 1 {
        bits.skip(72)?;
    }
    bits.skip(2)?;
    let is_variable = bits.take(1)? == 1;
    let bitrate = bits.take(23)?;
    bits.skip(4)?;
    if !is_variable {
        bits.skip(20)?;
    }
    // The elements of the programme: their instance, the profile, the rate and how many there are where.
    bits.skip(6)?;
    let unknown = || Error::Corrupt("its sample rate is none".to_owned());
    let sample_rate = *SAMPLE_RATES.get(bits.take(4)? as usize).ok_or_else(unknown)?;
    let elements = bits.take(4)? + bits.take(4)? + bits.take(4)?;
    let low = bits.take(2)?;
    bits.skip(3 + 4)?;
    for mixdown_bits in [4, 4, 3] {
        if bits.take(1)? == 1 {
            bits.skip(mixdown_bits)?;
        }
    }
    let mut channels = low;
    for _ in 0..elements {
        channels += 1 + bits.take(1)?;
        bits.skip(4)?;
    }
    let headers = headers("adif", channels, sample_rate);
    let bits_long = (region.end - region.start) as f64 * 8.0;
    let seconds = (bitrate > 0).then(|| bits_long / bitrate as f64);
    Ok(Headers { seconds, method: seconds.map(|_| DurationMethod::Estimated), ..headers })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn frames_of_raw_aac_are_counted() {
        // 44,100 Hz, stereo, 20 bytes.
        let frame = [&[0xff, 0xf1, 0x50, 0x80, 0x02, 0x9f, 0xfc][..], &[0; 13]].concat();
        let bytes = frame.repeat(50);
        let region = Region { start: 0, end: bytes.len() as u64 };
        let found = read(&mut Cursor::new(&bytes), region, 1 << 20).unwrap().unwrap();
        assert_eq!((found.channels, found.sample_rate), (2, 44_100));
        assert_eq!((found.seconds, found.method), (Some(51_200.0 / 44_100.0), Some(DurationMethod::Counted)));
    }

    #[test]
    fn one_header_tells_of_the_whole_file() {
        let mut bytes = b"ADIF\x00\x3e\x80\x00\x00\x00\x01\x98\x80\x00\x04\x00".to_vec();
        bytes.resize(4096, 0);
        let found = read_adif(&mut Cursor::new(&bytes), Region { start: 0, end: 4096 }).unwrap();
        assert_eq!((found.channels, found.sample_rate), (2, 48_000));
        assert_eq!(found.seconds, Some(4096.0 * 8.0 / 128_000.0));
    }
}
