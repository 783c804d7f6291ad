//! The names of containers and codecs, and what a codec's parameters say.

use symphonia::core::codecs::audio::well_known as codec;
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};
use symphonia::core::formats::FormatId;
use symphonia::core::formats::well_known as format;

/// The container's name and its MIME type.
pub fn container(id: FormatId) -> (&'static str, &'static str) {
    match id {
        format::FORMAT_ID_CAF => ("caf", "audio/x-caf"),
        format::FORMAT_ID_OGG => ("ogg", "audio/ogg"),
        format::FORMAT_ID_MKV => ("mkv", "audio/x-matroska"),
        _ => ("other", "application/octet-stream"),
    }
}

/// The sound in a track.
pub struct Sound {
    pub codec: Option<&'static str>,
    pub channels: Option<u32>,
    pub sample_rate: Option<u32>,
    pub bits_per_sample: Option<u32>,
}

impl Sound {
    pub fn of(params: &AudioCodecParameters) -> Self {
        let (codec, own_bits) = name(params.codec).unzip();
        let channels = params.channels.as_ref().map(|channels| channels.count() as u32).filter(|count| *count > 0);
        let sample_rate = params.sample_rate.filter(|rate| *rate > 0);
        let stated_bits = params.bits_per_sample.or(params.bits_per_coded_sample);
        let bits_per_sample = match codec {
            Some("alac") => alac_bits(params),
            Some("flac" | "wavpack" | "truehd") => stated_bits,
            _ => own_bits.flatten(),
        };
        Self { codec, channels, sample_rate, bits_per_sample: bits_per_sample.filter(|bits| *bits > 0) }
    }
}

/// ALAC's own header holds its bit depth in its sixth byte; what containers say beside it is often zero.
fn alac_bits(params: &AudioCodecParameters) -> Option<u32> {
    let data = params.extra_data.as_ref()?;
    // CAF may put two atoms of 12 bytes before it.
    let header = if data.get(4..8) == Some(b"frma") { data.get(24..)? } else { data };
    header.get(5).map(|bits| u32::from(*bits))
}

/// A codec's name, and its bits per sample where samples are stored as they are.
fn name(id: AudioCodecId) -> Option<(&'static str, Option<u32>)> {
    Some(match id {
        codec::CODEC_ID_PCM_U8 => ("pcm_u8", Some(8)),
        codec::CODEC_ID_PCM_S8 => ("pcm_s8", Some(8)),
        codec::CODEC_ID_PCM_S16LE => ("pcm_s16le", Some(16)),
        codec::CODEC_ID_PCM_S16BE => ("pcm_s16be", Some(16)),
        codec::CODEC_ID_PCM_S24LE => ("pcm_s24le", Some(24)),
        codec::CODEC_ID_PCM_S24BE => ("pcm_s24be", Some(24)),
        codec::CODEC_ID_PCM_S32LE => ("pcm_s32le", Some(32)),
        codec::CODEC_ID_PCM_S32BE => ("pcm_s32be", Some(32)),
        codec::CODEC_ID_PCM_F32LE => ("pcm_f32le", Some(32)),
        codec::CODEC_ID_PCM_F32BE => ("pcm_f32be", Some(32)),
        codec::CODEC_ID_PCM_F64LE => ("pcm_f64le", Some(64)),
        codec::CODEC_ID_PCM_F64BE => ("pcm_f64be", Some(64)),
        codec::CODEC_ID_PCM_ALAW => ("pcm_alaw", None),
        codec::CODEC_ID_PCM_MULAW => ("pcm_mulaw", None),
        codec::CODEC_ID_ADPCM_MS => ("adpcm_ms", None),
        codec::CODEC_ID_ADPCM_IMA_WAV => ("adpcm_ima_wav", None),
        codec::CODEC_ID_ADPCM_IMA_QT => ("adpcm_ima_qt", None),
        codec::CODEC_ID_VORBIS => ("vorbis", None),
        codec::CODEC_ID_OPUS => ("opus", None),
        codec::CODEC_ID_SPEEX => ("speex", None),
        codec::CODEC_ID_MP1 => ("mp1", None),
        codec::CODEC_ID_MP2 => ("mp2", None),
        codec::CODEC_ID_MP3 => ("mp3", None),
        codec::CODEC_ID_AAC => ("aac", None),
        codec::CODEC_ID_AC3 => ("ac3", None),
        codec::CODEC_ID_EAC3 => ("eac3", None),
        codec::CODEC_ID_AC4 => ("ac4", None),
        codec::CODEC_ID_DCA => ("dts", None),
        codec::CODEC_ID_WMA => ("wma", None),
        codec::CODEC_ID_FLAC => ("flac", None),
        codec::CODEC_ID_WAVPACK => ("wavpack", None),
        codec::CODEC_ID_ALAC => ("alac", None),
        codec::CODEC_ID_TRUEHD => ("truehd", None),
        _ => return None,
    })
}
