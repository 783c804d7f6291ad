//! One file from first byte to facts.

use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataOptions, MetadataRevision};

use super::codecs::Sound;
use super::duration::{Measured, Stream};
use super::guard::Guarded;
use super::readers::{self, Headers};
use super::{Error, Facts, Identity, Limits, attached, codecs, identity, magic, mpeg, region, riff, tags};

/// Raised when a file that could not be read may be readable now: such files are then tried again.
pub const PROBER_VERSION: i32 = 2;

/// Where only a header tells the duration, no more than the absurd is doubted.
const LEAST_BITS_PER_SECOND: f64 = 1.0;
/// Before each packet of raw AAC, unless it has a checksum, which hardly any has.
const ADTS_HEADER: u64 = 7;

/// Reads what the file says about itself. The content decides, never a name.
///
/// Takes no longer and reads no more than `limits` allow, and doesn't panic, whatever the bytes.
pub fn probe(source: impl Read + Seek + Send + Sync, limits: &Limits) -> Result<Facts, Error> {
    // Parsers of hostile input may have a bug left; one such file must not take a worker with it.
    catch_unwind(AssertUnwindSafe(|| examine(source, limits))).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref().cloned());
        Err(Error::ParserFailed(message.unwrap_or_else(|| "no message".to_owned())))
    })
}

fn examine(mut source: impl Read + Seek + Send + Sync, limits: &Limits) -> Result<Facts, Error> {
    let size = source.seek(SeekFrom::End(0)).map_err(Error::Io)?;
    if size == 0 {
        return Err(Error::EmptyFile);
    }
    let (mut source, watch) = Guarded::new(source, size, limits);
    let (head, first_bytes) = mpeg::head(&mut source).map_err(|error| watch.explain(Error::Io(error)))?;
    if let Some(name) = magic::recognise(&first_bytes) {
        return Err(Error::UnsupportedFormat(format!("it looks like {name}")));
    }
    let is_riff = first_bytes.starts_with(b"RIFF") || first_bytes.starts_with(b"RF64");
    let mut blocks = if is_riff { riff::revisions(&mut source) } else { Vec::new() };
    let identity = identity::identify(&mut source, size, head.audio_start, &first_bytes)
        .map_err(|error| watch.explain(Error::Io(error)))?;
    if let Some(format) = readers::recognise(&first_bytes) {
        let mut read = || -> Result<Facts, Error> {
            let headers = readers::read(format, &mut source, head.audio_start, size)?;
            let attached = attached::revisions(&mut source, head.audio_start, size).map_err(Error::Io)?;
            Ok(stated(headers, attached, identity, size, limits))
        };
        return read().map_err(|error| watch.explain(error));
    }
    let audio_end = region::before_tags(&mut source, head.audio_start.min(size), size)
        .map_err(|error| watch.explain(Error::Io(error)))?;
    source.seek(SeekFrom::Start(0)).map_err(Error::Io)?;

    let stream = MediaSourceStream::new(Box::new(source), MediaSourceStreamOptions::default());
    let mut reader = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|error| watch.explain(error))?;
    let (track, params) = audio_track(reader.as_ref()).ok_or(Error::NoAudioTrack)?;
    blocks.append(&mut revisions(reader.as_mut()));
    let tags = tags::read(&blocks, false, limits.tag_bytes);

    let (format, mime_type) = codecs::container(reader.format_info().format);
    let sound = Sound::of(&params);
    let is_bare = matches!(format, "mp1" | "mp2" | "mp3" | "adts");
    let packet_header = if format == "adts" { ADTS_HEADER } else { 0 };
    let stream = Stream {
        head,
        audio_end,
        is_bare,
        packet_header,
        pcm_bits_per_second: sound.pcm_bits_per_second,
        watch: &watch,
    };
    let measured = stream.measure(reader.as_mut(), &track, limits)?;
    let pictures: u64 = tags.artwork.iter().map(|picture| picture.size_bytes).sum();
    let average = |measured: &Measured| {
        let bytes = measured.audio_bytes.unwrap_or(size.saturating_sub(pictures));
        (measured.seconds > 0.0).then(|| (bytes as f64 * 8.0 / measured.seconds) as u64)
    };
    Ok(Facts {
        format,
        codec: sound.codec,
        mime_type,
        duration_seconds: measured.as_ref().map(|measured| measured.seconds),
        duration_method: measured.as_ref().map(|measured| measured.method),
        channels: sound.channels,
        sample_rate: sound.sample_rate,
        bits_per_sample: sound.bits_per_sample,
        bitrate: sound.pcm_bits_per_second.or_else(|| measured.as_ref().and_then(average)),
        tagged: tags.tagged,
        tags: tags.map,
        artwork: tags.artwork,
        identity,
    })
}

/// The facts of a file of which only headers are read.
fn stated(
    headers: Headers,
    attached: Vec<MetadataRevision>,
    identity: Option<Identity>,
    size: u64,
    limits: &Limits,
) -> Facts {
    let prefers_ape = matches!(headers.format, "ape" | "mpc" | "ofr" | "tak" | "wavpack");
    let tags = tags::read(&[headers.tags, attached].concat(), prefers_ape, limits.tag_bytes);
    let known = |number: u64| u32::try_from(number).ok().filter(|number| *number > 0);
    let pictures: u64 = tags.artwork.iter().map(|picture| picture.size_bytes).sum();
    let audio_bytes = size.saturating_sub(pictures);
    let is_plausible = |seconds: &f64| *seconds > 0.0 && size as f64 * 8.0 / seconds >= LEAST_BITS_PER_SECOND;
    let seconds = headers.seconds.filter(is_plausible);
    Facts {
        format: headers.format,
        codec: Some(headers.codec),
        mime_type: headers.mime_type,
        duration_seconds: seconds,
        duration_method: headers.method.filter(|_| seconds.is_some()),
        channels: known(headers.channels),
        sample_rate: known(headers.sample_rate),
        bits_per_sample: headers.bits_per_sample.and_then(known),
        bitrate: seconds.map(|seconds| (audio_bytes as f64 * 8.0 / seconds) as u64),
        tagged: tags.tagged,
        tags: tags.map,
        artwork: tags.artwork,
        identity,
    }
}

/// The track to describe: the default one, else the first with a known codec, else any audio.
fn audio_track(reader: &dyn FormatReader) -> Option<(Track, AudioCodecParameters)> {
    let track = reader.default_track(TrackType::Audio).or_else(|| reader.first_track(TrackType::Audio))?;
    match &track.codec_params {
        Some(CodecParameters::Audio(params)) => Some((track.clone(), params.clone())),
        _ => None,
    }
}

/// Every tag block of the file, in the order of reading.
fn revisions(reader: &mut dyn FormatReader) -> Vec<MetadataRevision> {
    let mut metadata = reader.metadata();
    let mut revisions: Vec<_> = std::iter::from_fn(|| metadata.pop()).collect();
    revisions.extend(metadata.current().cloned());
    revisions
}
