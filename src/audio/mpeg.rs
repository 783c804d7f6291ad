//! Frames of MPEG audio, layers I to III, and the header of Xing, LAME or Fraunhofer in the first that tells the
//! length.

use super::Error;
use super::bytes::Fields;
use super::frames::Frame;

/// By version and layer, in kbit/s.
const MPEG1: [[u64; 15]; 3] = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const MPEG2: [[u64; 15]; 3] = [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const SAMPLE_RATES: [u64; 3] = [44_100, 48_000, 32_000];
/// What all frames of a stream have in common: sync, version, layer and sample rate.
const KIND: u32 = 0xfffe_0c00;
/// A stream's bits per second, beyond which a length header lies.
const BITS_PER_SECOND: std::ops::RangeInclusive<f64> = 7_000.0..=700_000.0;
/// Taggers forget to correct the header's byte count; by so much it may differ from what is there.
const FORGIVEN_BYTES: u64 = 256 * 1024;

/// Where the frames with sound begin: behind the one with the length header.
pub fn sound_start(window: &[u8]) -> u64 {
    match (parse(window), LengthHeader::of(window)) {
        (Some(frame), Some(_)) => frame.bytes,
        _ => 0,
    }
}

/// A frame by its first bytes.
pub fn parse(bytes: &[u8]) -> Option<Frame> {
    let head = u32::from_be_bytes(*bytes.first_chunk()?);
    let (version, layer) = (head >> 19 & 3, head >> 17 & 3);
    if head >> 21 != 0x7ff || version == 1 || layer == 0 {
        return None;
    }
    let bitrates = if version == 3 { MPEG1 } else { MPEG2 };
    let layer_index = (3 - layer) as usize;
    let bitrate = *bitrates[layer_index].get((head >> 12 & 15) as usize).filter(|rate| **rate > 0)? * 1000;
    let sample_rate = SAMPLE_RATES.get((head >> 10 & 3) as usize)?
        / match version {
            3 => 1,
            2 => 2,
            _ => 4,
        };
    let padding = u64::from(head >> 9 & 1);
    let samples = match (layer_index, version) {
        (0, _) => 384,
        (2, 0 | 2) => 576,
        _ => 1152,
    };
    let bytes_long = match layer_index {
        0 => (12 * bitrate / sample_rate + padding) * 4,
        _ => samples / 8 * bitrate / sample_rate + padding,
    };
    Some(Frame {
        bytes: bytes_long,
        samples,
        sample_rate,
        channels: if head >> 6 & 3 == 3 { 1 } else { 2 },
        kind: head & KIND,
        is_certain: LengthHeader::of(bytes).is_some(),
    })
}

/// What stands in the first frame instead of sound.
#[derive(Debug, PartialEq)]
pub struct LengthHeader {
    frames: u64,
    pub bytes: Option<u64>,
    /// Samples that the encoder put before and behind the sound.
    silence: u64,
}

impl LengthHeader {
    /// Of a frame that begins with these bytes.
    pub fn of(frame: &[u8]) -> Option<Self> {
        // Behind the side information, whose size depends on version and channels; VBRI always at the same place.
        let (is_mpeg1, is_mono) = (frame.get(1)? & 0x18 == 0x18, frame.get(3)? & 0xc0 == 0xc0);
        let at = 4 + match (is_mpeg1, is_mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        match frame.get(at..)? {
            [b'X', b'i', b'n', b'g', rest @ ..] | [b'I', b'n', b'f', b'o', rest @ ..] => {
                Self::xing(Fields(rest)).ok()?
            }
            _ => Self::vbri(Fields(frame.get(36..)?.strip_prefix(b"VBRI")?)).ok()?,
        }
    }

    fn xing(mut fields: Fields<'_>) -> Result<Option<Self>, Error> {
        let flags = fields.be::<4>()?;
        let frames = if flags & 1 != 0 { fields.be::<4>()? } else { 0 };
        let bytes = if flags & 2 != 0 { Some(fields.be::<4>()?) } else { None };
        fields.take(if flags & 4 != 0 { 100 } else { 0 } + if flags & 8 != 0 { 4 } else { 0 })?;
        let silence = if fields.0.starts_with(b"LAME") || fields.0.starts_with(b"L3.9") {
            fields.take(21).and_then(|_| fields.be::<3>()).map_or(0, |both| (both >> 12) + (both & 0xfff))
        } else {
            0
        };
        let bytes = bytes.filter(|bytes| *bytes > 0);
        Ok((frames > 0).then_some(Self { frames, bytes, silence }))
    }

    fn vbri(mut fields: Fields<'_>) -> Result<Option<Self>, Error> {
        fields.take(6)?;
        let (bytes, frames) = (fields.be::<4>()?, fields.be::<4>()?);
        Ok((frames > 0).then_some(Self { frames, bytes: Some(bytes).filter(|bytes| *bytes > 0), silence: 0 }))
    }

    /// How many there are to hear.
    pub fn samples(&self, first: &Frame) -> u64 {
        (self.frames * first.samples).saturating_sub(self.silence)
    }

    /// Whether the file ends before the stream does.
    pub fn is_cut(&self, available: u64) -> bool {
        self.bytes.is_some_and(|bytes| bytes > available + FORGIVEN_BYTES.min(bytes / 16))
    }

    /// Whether the stream that it tells of can be. Where much more is there, another stream was put behind it. Where
    /// less is, the file was cut.
    pub fn is_plausible(&self, first: &Frame, available: u64) -> bool {
        let seconds = (self.frames * first.samples) as f64 / first.sample_rate as f64;
        let bytes = self.bytes.unwrap_or(available);
        let is_whole = self.bytes.is_none_or(|bytes| available <= bytes + bytes / 8 + FORGIVEN_BYTES);
        is_whole
            && (self.bytes.is_none() && bytes < 2 * first.bytes
                || BITS_PER_SECOND.contains(&(bytes as f64 * 8.0 / seconds)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_every_layer_have_their_length() {
        for (head, bytes, samples, rate) in [
            ([0xff, 0xfb, 0x92, 0x00], 418, 1152, 44_100),
            ([0xff, 0xfd, 0xa4, 0x00], 576, 1152, 48_000),
            ([0xff, 0xff, 0xc8, 0x00], 576, 384, 32_000),
            ([0xff, 0xf3, 0x84, 0x00], 192, 576, 24_000),
            ([0xff, 0xe3, 0x18, 0xc4], 72, 576, 8_000),
        ] {
            let frame = parse(&head).unwrap();
            assert_eq!((frame.bytes, frame.samples, frame.sample_rate), (bytes, samples, rate), "{head:x?}");
        }
        for head in [[0xff, 0xeb, 0x90, 0], [0xff, 0xf9, 0x90, 0], [0xff, 0xfb, 0xf0, 0], [0xff, 0xfb, 0x9c, 0]] {
            assert_eq!(parse(&head), None, "{head:x?}");
        }
    }
}
