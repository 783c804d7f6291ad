//! WAV and its kin: the header of the sound, and what recorders, editors and loops say beside it.

use std::io::{Read, Seek};

use symphonia::core::meta::MetadataBuilder;

use super::super::bytes::{Fields, Region};
use super::super::chunks::{Chunk, Chunks, Form};
use super::super::limits::LARGEST_TAG;
use super::super::{DurationMethod, Error};
use super::{Headers, mpeg, wave_tags};

const PCM: u64 = 0x0001;
const ADPCM: u64 = 0x0002;
const FLOAT: u64 = 0x0003;
const IMA: u64 = 0x0011;
const GSM: u64 = 0x0031;
const MP2: u64 = 0x0050;
const MP3: u64 = 0x0055;
/// The true format stands further behind.
const EXTENSIBLE: u64 = 0xfffe;

/// What the `fmt ` chunk says.
#[derive(Default)]
struct Sound {
    tag: u64,
    channels: u64,
    sample_rate: u64,
    bytes_per_second: u64,
    block_bytes: u64,
    bits: u64,
    samples_per_block: u64,
}

pub fn read(source: &mut (impl Read + Seek), chunks: &Chunks, most_bytes: u64) -> Result<Headers, Error> {
    let missing = |what: &str| Error::Truncated(format!("it has no {what} chunk"));
    let format = chunks.find(b"fmt ").ok_or_else(|| missing("fmt"))?;
    let sound = sound(&super::bytes(source, format.start, format.size.min(64))?, chunks.is_big_endian())?;
    let data = chunks.sound().ok_or_else(|| missing("data"))?;
    if super::bytes(source, data.start, 4)? == b"wvpk" {
        return Ok(old_wavpack(&sound, data));
    }
    let (codec, own_bits) = codec(&sound, chunks.is_big_endian());
    let mut headers = Headers {
        format: if chunks.form == Form::Wave64 { "w64" } else { "wav" },
        mime_type: "audio/wav",
        codec,
        channels: sound.channels,
        sample_rate: sound.sample_rate,
        bits_per_sample: own_bits,
        audio_bytes: Some(data.size),
        is_cut: data.is_cut(),
        ..Headers::default()
    };
    headers.method = Some(if data.declared == data.size { DurationMethod::Header } else { DurationMethod::Counted });
    headers.seconds = seconds(source, chunks, &sound, data, most_bytes)?;
    let mut builder = MetadataBuilder::new(wave_tags::INFO);
    for chunk in &chunks.list {
        if matches!(&chunk.kind, b"id3 " | b"ID3 ") {
            headers.add_id3(source, chunk.start, chunk.size)?;
        } else if wave_tags::is_read(&chunk.kind) && chunk.size <= LARGEST_TAG {
            let body = super::bytes(source, chunk.start, chunk.size)?;
            wave_tags::read(&chunk.kind, &body, chunks.is_big_endian(), &mut builder);
        }
    }
    headers.tags.push(builder.build());
    Ok(headers)
}

/// WavPack up to version 3 puts its bytes behind the header of the file that it packed.
fn old_wavpack(sound: &Sound, data: Chunk) -> Headers {
    let headers = Headers {
        format: "wavpack",
        mime_type: "audio/x-wavpack",
        codec: "wavpack",
        channels: sound.channels,
        sample_rate: sound.sample_rate,
        bits_per_sample: Some(sound.bits),
        ..Headers::default()
    };
    headers.lasting(data.declared.checked_div(sound.block_bytes).unwrap_or_default())
}

fn number<const BYTES: u64>(fields: &mut Fields<'_>, is_big_endian: bool) -> Result<u64, Error> {
    if is_big_endian { fields.be::<BYTES>() } else { fields.le::<BYTES>() }
}

fn sound(bytes: &[u8], is_big_endian: bool) -> Result<Sound, Error> {
    let mut fields = Fields(bytes);
    let mut sound = Sound {
        tag: number::<2>(&mut fields, is_big_endian)?,
        channels: number::<2>(&mut fields, is_big_endian)?,
        sample_rate: number::<4>(&mut fields, is_big_endian)?,
        bytes_per_second: number::<4>(&mut fields, is_big_endian)?,
        block_bytes: number::<2>(&mut fields, is_big_endian)?,
        bits: number::<2>(&mut fields, is_big_endian).unwrap_or_default(),
        samples_per_block: 0,
    };
    // Behind the size of what follows: bits that count, or samples of a block; the place of channels; the true format.
    let _ = fields.take(2);
    sound.samples_per_block = number::<2>(&mut fields, is_big_endian).unwrap_or_default();
    let _ = fields.take(4);
    if sound.tag == EXTENSIBLE {
        sound.tag = number::<2>(&mut fields, is_big_endian).unwrap_or(EXTENSIBLE);
        if (1..=sound.bits).contains(&sound.samples_per_block) && matches!(sound.tag, PCM | FLOAT) {
            sound.bits = sound.samples_per_block;
        }
    }
    Ok(sound)
}

/// Uncompressed sound by its bytes; other by what is stated beside it, by its blocks, or by its bytes a second.
fn seconds(
    source: &mut (impl Read + Seek),
    chunks: &Chunks,
    sound: &Sound,
    data: Chunk,
    most_bytes: u64,
) -> Result<Option<f64>, Error> {
    let of_samples = |samples: u64| (sound.sample_rate > 0).then(|| samples as f64 / sound.sample_rate as f64);
    let blocks = data.size.checked_div(sound.block_bytes).unwrap_or_default();
    match sound.tag {
        PCM | FLOAT => {
            let own = sound.channels * sound.bits.div_ceil(8);
            let frame = if sound.block_bytes > 0 { sound.block_bytes } else { own };
            return Ok(data.size.checked_div(frame).and_then(of_samples));
        }
        MP2 | MP3 => {
            let region = Region { start: data.start, end: data.start + data.size };
            if let Some(stream) = mpeg::read(source, region, most_bytes)? {
                return Ok(stream.seconds);
            }
        }
        ADPCM | IMA if sound.samples_per_block > 0 => return Ok(of_samples(blocks * sound.samples_per_block)),
        GSM => return Ok(of_samples(data.size / 65 * 320)),
        _ => {}
    }
    if let Some(fact) = chunks.find(b"fact") {
        let bytes = super::bytes(source, fact.start, 4)?;
        let samples = number::<4>(&mut Fields(&bytes), chunks.is_big_endian()).unwrap_or_default();
        if samples > 0 {
            return Ok(of_samples(samples));
        }
    }
    Ok((sound.bytes_per_second > 0).then(|| data.size as f64 / sound.bytes_per_second as f64))
}

/// A codec's name, and the bits of a sample where samples are stored as they are.
fn codec(sound: &Sound, is_big_endian: bool) -> (&'static str, Option<u64>) {
    let bytes = sound.bits.div_ceil(8);
    let pcm = |little: &'static str, big: &'static str| (if is_big_endian { big } else { little }, Some(sound.bits));
    match (sound.tag, bytes) {
        (PCM, 1) => ("pcm_u8", Some(sound.bits)),
        (PCM, 2) => pcm("pcm_s16le", "pcm_s16be"),
        (PCM, 3) => pcm("pcm_s24le", "pcm_s24be"),
        (PCM, 4) => pcm("pcm_s32le", "pcm_s32be"),
        (FLOAT, 4) => pcm("pcm_f32le", "pcm_f32be"),
        (FLOAT, 8) => pcm("pcm_f64le", "pcm_f64be"),
        (ADPCM, _) => ("adpcm_ms", None),
        (0x0006, _) => ("pcm_alaw", None),
        (0x0007, _) => ("pcm_mulaw", None),
        (IMA, _) => ("adpcm_ima_wav", None),
        (GSM, _) => ("gsm_ms", None),
        (0x0040 | 0x0064, _) => ("g726", None),
        (0x0045, _) => ("g726", None),
        (MP2, _) => ("mp2", None),
        (MP3, _) => ("mp3", None),
        (0x00ff | 0x1600 | 0x1602 | 0x1610, _) => ("aac", None),
        (0x0160, _) => ("wma1", None),
        (0x0161, _) => ("wma2", None),
        (0x0162, _) => ("wma_pro", None),
        (0x0163, _) => ("wma_lossless", None),
        (0x2000, _) => ("ac3", None),
        (0x2001, _) => ("dts", None),
        (0x566f | 0x674f..=0x6751 | 0x676f..=0x6771, _) => ("vorbis", None),
        (0x704f, _) => ("opus", None),
        (0xf1ac, _) => ("flac", None),
        _ => ("", None),
    }
}
