//! One file from first byte to facts.

use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataOptions, MetadataRevision};

use super::attached::{self, Attached};
use super::bytes::Region;
use super::codecs::{self, Sound};
use super::duration::Stream;
use super::guard::{Guarded, Watch};
use super::readers::{self, Headers};
use super::region;
use super::{Error, Facts, Identity, Limits, Warning, id3, identity, magic, ogg, tags};

/// Raised when a file that could not be read may be readable now: such files are then tried again.
pub const PROBER_VERSION: i32 = 4;

/// Where only a header tells the duration, no more than the absurd is doubted.
const LEAST_BITS_PER_SECOND: f64 = 1.0;

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
    let explain = |error| watch.explain(error);
    let front = id3::front(&mut source).map_err(Error::Io).map_err(explain)?;
    if let Some(name) = magic::recognise(&front.window) {
        return Err(Error::UnsupportedFormat(format!("it looks like {name}")));
    }
    let start = front.end();
    if start > size {
        return Err(Error::Truncated("its ID3v2 tag goes on behind the end".to_owned()));
    }
    let around = |source: &mut Guarded<_>| -> io::Result<_> {
        let region = region::between_tags(source, start, size)?;
        let identity = identity::identify(source, size, region, &front.window)?;
        Ok((identity, attached::read(source, &front, size)?, region))
    };
    let (identity, attached, region) = around(&mut source).map_err(Error::Io).map_err(explain)?;
    let found = match readers::recognise(&front.window) {
        Some(format) => Some(readers::read(format, &mut source, region, limits).map_err(explain)?),
        None if is_for_symphonia(&front.window) => None,
        None => {
            let found = readers::bare(&mut source, region, limits).map_err(explain)?;
            Some(found.ok_or(Error::UnknownFormat)?)
        }
    };
    watch.check()?;
    let mut headers = match found {
        Some(headers) => headers,
        None => by_symphonia(&mut source, region, limits, &watch).or_else(|error| {
            watch.check()?;
            let is_ogg = front.window.starts_with(b"OggS");
            if is_ogg { readers::rescue_ogg(&mut source, region).map_err(|_| error) } else { Err(error) }
        })?,
    };
    if front.window.starts_with(b"OggS") {
        headers.is_cut |= ogg::is_cut(&mut source, region).map_err(Error::Io).map_err(explain)?;
    }
    if headers.format == "mkv" {
        readers::add_matroska(&mut source, region, &mut headers).map_err(explain)?;
    }
    Ok(facts(headers, attached, identity, size, limits))
}

/// The containers that Symphonia reads.
fn is_for_symphonia(head: &[u8]) -> bool {
    [&b"OggS"[..], b"caff", b"\x1a\x45\xdf\xa3"].iter().any(|signature| head.starts_with(signature))
}

fn by_symphonia(
    source: &mut Guarded<impl Read + Seek + Send + Sync>,
    region: Region,
    limits: &Limits,
    watch: &Arc<Watch>,
) -> Result<Headers, Error> {
    source.seek(SeekFrom::Start(region.start)).map_err(Error::Io)?;
    let stream = MediaSourceStream::new(Box::new(source), MediaSourceStreamOptions::default());
    let mut reader = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|error| watch.explain(error))?;
    let (track, params) = audio_track(reader.as_ref()).ok_or(Error::NoAudioTrack)?;
    let tags = revisions(reader.as_mut());
    let (format, mime_type) = codecs::container(reader.format_info().format);
    let sound = Sound::of(&params);
    let headers = Headers {
        format,
        mime_type,
        codec: sound.codec.unwrap_or_default(),
        channels: sound.channels.map_or(0, u64::from),
        sample_rate: sound.sample_rate.map_or(0, u64::from),
        bits_per_sample: sound.bits_per_sample.map(u64::from),
        tags,
        ..Headers::default()
    };
    let stream = Stream { region, pcm_bits_per_second: headers.pcm_bits_per_second(), watch };
    let measured = stream.measure(reader.as_mut(), &track, limits)?;
    Ok(Headers {
        seconds: measured.as_ref().map(|measured| measured.seconds),
        method: measured.as_ref().map(|measured| measured.method),
        audio_bytes: measured.and_then(|measured| measured.audio_bytes),
        ..headers
    })
}

fn facts(headers: Headers, attached: Attached, identity: Option<Identity>, size: u64, limits: &Limits) -> Facts {
    let prefers_ape = matches!(headers.format, "ape" | "mpc" | "ofr" | "tak" | "wavpack");
    let pcm_bitrate = headers.pcm_bits_per_second();
    let mut tags = tags::read(&[headers.tags, attached.revisions].concat(), prefers_ape, limits);
    tags.artwork.splice(0..0, headers.artwork.into_iter().chain(attached.artwork));
    let known = |number: u64| u32::try_from(number).ok().filter(|number| *number > 0);
    let pictures: u64 = tags.artwork.iter().map(|picture| picture.size_bytes).sum();
    let audio_bytes = headers.audio_bytes.unwrap_or(size.saturating_sub(pictures));
    let is_plausible =
        |seconds: &f64| *seconds > 0.0 && (headers.is_cut || size as f64 * 8.0 / seconds >= LEAST_BITS_PER_SECOND);
    let seconds = headers.seconds.filter(is_plausible);
    let warnings = [
        (headers.is_damaged, Warning::Rescued),
        (headers.is_cut, Warning::Truncated),
        (tags.is_cut || attached.is_cut || headers.are_tags_cut, Warning::TagsCut),
    ];
    Facts {
        format: headers.format,
        codec: Some(headers.codec).filter(|codec| !codec.is_empty()),
        mime_type: headers.mime_type,
        duration_seconds: seconds,
        duration_method: headers.method.filter(|_| seconds.is_some()),
        channels: known(headers.channels),
        sample_rate: known(headers.sample_rate),
        bits_per_sample: headers.bits_per_sample.and_then(known),
        bitrate: pcm_bitrate.or_else(|| seconds.map(|seconds| (audio_bytes as f64 * 8.0 / seconds) as u64)),
        tagged: tags.tagged,
        tags: tags.map,
        artwork: tags.artwork,
        chapters: if headers.chapters.is_empty() { attached.chapters } else { headers.chapters },
        warnings: warnings.into_iter().filter(|(is_so, _)| *is_so).map(|(_, warning)| warning).collect(),
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
