//! AIFF and AIFC: the header of the sound, and the texts beside it.

use std::io::{Read, Seek};

use symphonia::core::meta::well_known::METADATA_ID_AIFF;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, Tag};

use super::super::bytes::Fields;
use super::super::chunks::Chunks;
use super::super::{DurationMethod, Error};
use super::{Headers, LARGEST_TEXT, text};

const INFO: MetadataInfo =
    MetadataInfo { metadata: METADATA_ID_AIFF, short_name: "aiff", long_name: "Audio Interchange File Format" };

pub fn read(source: &mut (impl Read + Seek), chunks: &Chunks) -> Result<Headers, Error> {
    let common = chunks.find(b"COMM").ok_or_else(|| Error::Truncated("it has no COMM chunk".to_owned()))?;
    let bytes = super::bytes(source, common.start, common.size.min(64))?;
    let mut fields = Fields(&bytes);
    let (channels, frames, bits) = (fields.be::<2>()?, fields.be::<4>()?, fields.be::<2>()?);
    let sample_rate = extended(fields.be::<2>()?, fields.be::<8>()?);
    let is_compressed = &chunks.content == b"AIFC";
    let compression = if is_compressed { fields.take(4)? } else { b"NONE" };
    let (codec, own_bits) = codec(compression, bits);
    let sound = chunks.sound();
    let mut headers = Headers {
        format: "aiff",
        mime_type: "audio/aiff",
        codec,
        channels,
        sample_rate,
        bits_per_sample: own_bits,
        audio_bytes: sound.map(|sound| sound.size.saturating_sub(8)),
        is_cut: sound.is_none_or(|sound| sound.is_cut()),
        ..Headers::default()
    };
    let frames = if compression == b"ima4" { frames * 64 } else { frames };
    let bytes_per_frame = own_bits.map(|bits| bits.div_ceil(8) * channels).filter(|bytes| *bytes > 0);
    headers = match (bytes_per_frame, headers.audio_bytes) {
        (Some(each), Some(bytes)) if bytes < frames * each || frames == 0 => {
            Headers { method: Some(DurationMethod::Counted), ..headers.lasting(bytes / each) }
        }
        _ => headers.lasting(frames),
    };
    let mut builder = MetadataBuilder::new(INFO);
    for chunk in &chunks.list {
        match &chunk.kind {
            b"ID3 " | b"id3 " => headers.add_id3(source, chunk.start, chunk.size)?,
            b"NAME" | b"AUTH" | b"ANNO" | b"(c) " => {
                let value = text(&super::bytes(source, chunk.start, chunk.size.min(LARGEST_TEXT))?);
                builder.add_tag(Tag::new_from_parts(String::from_utf8_lossy(&chunk.kind), value, None));
            }
            _ => {}
        }
    }
    headers.tags.push(builder.build());
    Ok(headers)
}

/// A codec's name, and the bits of a sample where samples are stored as they are.
fn codec(compression: &[u8], bits: u64) -> (&'static str, Option<u64>) {
    let pcm = |names: [&'static str; 4]| {
        let bytes = bits.div_ceil(8).clamp(1, 4);
        (names[bytes as usize - 1], Some(bits))
    };
    match compression {
        b"NONE" | b"twos" => pcm(["pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be"]),
        b"sowt" => pcm(["pcm_s8", "pcm_s16le", "pcm_s24le", "pcm_s32le"]),
        b"raw " => ("pcm_u8", Some(8)),
        b"in24" => ("pcm_s24be", Some(24)),
        b"in32" => ("pcm_s32be", Some(32)),
        b"fl32" | b"FL32" => ("pcm_f32be", Some(32)),
        b"fl64" | b"FL64" => ("pcm_f64be", Some(64)),
        b"alaw" | b"ALAW" => ("pcm_alaw", None),
        b"ulaw" | b"ULAW" => ("pcm_mulaw", None),
        b"ima4" => ("adpcm_ima_qt", None),
        b"GSM " | b"agsm" => ("gsm", None),
        b"MAC3" => ("mace3", None),
        b"MAC6" => ("mace6", None),
        b"QDM2" => ("qdm2", None),
        _ => ("", None),
    }
}

/// A whole number out of a float of 80 bits.
fn extended(exponent: u64, mantissa: u64) -> u64 {
    match (16_383 + 63_u64).checked_sub(exponent & 0x7fff) {
        Some(shift @ 0..=63) => mantissa >> shift,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_rates_are_floats_of_80_bits() {
        assert_eq!(extended(0x400e, 0xac44 << 48), 44_100);
        assert_eq!(extended(0x400f, 0xbb80 << 48), 96_000);
        assert_eq!((extended(0, 0), extended(0x7fff, u64::MAX)), (0, 0));
    }
}
