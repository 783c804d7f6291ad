//! ASF, the container of Windows Media: a header of objects, each with a GUID and its size.

use std::io::{Read, Seek};

use symphonia::core::common::FourCc;
use symphonia::core::meta::{MetadataBuilder, MetadataId, MetadataInfo, Tag};

use super::super::bytes::Fields;
use super::super::limits::LARGEST_TAG;
use super::super::{Artwork, DurationMethod, Error, picture};
use super::Headers;

const INFO: MetadataInfo =
    MetadataInfo { metadata: MetadataId::new(FourCc::new(*b"ASF ")), short_name: "asf", long_name: "ASF attributes" };

type Guid = [u8; 16];
const FILE_PROPERTIES: Guid = *b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65";
const STREAM_PROPERTIES: Guid = *b"\x91\x07\xdc\xb7\xb7\xa9\xcf\x11\x8e\xe6\x00\xc0\x0c\x20\x53\x65";
const HEADER_EXTENSION: Guid = *b"\xb5\x03\xbf\x5f\x2e\xa9\xcf\x11\x8e\xe3\x00\xc0\x0c\x20\x53\x65";
const CONTENT_DESCRIPTION: Guid = *b"\x33\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c";
const EXTENDED_DESCRIPTION: Guid = *b"\x40\xa4\xd0\xd2\x07\xe3\xd2\x11\x97\xf0\x00\xa0\xc9\x5e\xa8\x50";
const METADATA: Guid = *b"\xea\xcb\xf8\xc5\xaf\x5b\x77\x48\x84\x67\xaa\x8c\x44\xfa\x4c\xca";
const METADATA_LIBRARY: Guid = *b"\x94\x1c\x23\x44\x98\x94\xd1\x49\xa1\x41\x1d\x13\x4e\x45\x70\x54";
const AUDIO_MEDIA: Guid = *b"\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b";

const TEXT: u64 = 0;
const BYTES: u64 = 1;
/// A live recording states no duration.
const BROADCAST: u64 = 1;

pub fn read(source: &mut (impl Read + Seek), start: u64) -> Result<Headers, Error> {
    let head = super::bytes(source, start + 16, 8)?;
    let header_bytes = Fields(&head).le::<8>()?.min(LARGEST_TAG);
    let bytes = super::bytes(source, start + 30, header_bytes.saturating_sub(30))?;
    let mut headers = Headers { format: "asf", mime_type: "audio/x-ms-wma", ..Headers::default() };
    let mut builder = MetadataBuilder::new(INFO);
    objects(&bytes, &mut headers, &mut builder);
    if headers.codec.is_empty() {
        return Err(Error::NoAudioTrack);
    }
    headers.tags.push(builder.build());
    Ok(headers)
}

/// Goes through the objects, as far as they are whole; one that is malformed is left out.
fn objects(bytes: &[u8], headers: &mut Headers, builder: &mut MetadataBuilder) {
    let mut fields = Fields(bytes);
    while let Some((guid, object)) = object(&mut fields) {
        let _ = match guid {
            FILE_PROPERTIES => duration(object, headers),
            STREAM_PROPERTIES => sound(object, headers),
            CONTENT_DESCRIPTION => description(object, builder),
            EXTENDED_DESCRIPTION => extended(object, headers, builder),
            METADATA | METADATA_LIBRARY => metadata(object, headers, builder),
            HEADER_EXTENSION => {
                objects(object.0.get(22..).unwrap_or_default(), headers, builder);
                Ok(())
            }
            _ => Ok(()),
        };
    }
}

fn object<'a>(fields: &mut Fields<'a>) -> Option<(Guid, Fields<'a>)> {
    let guid = fields.take(16).ok()?.try_into().ok()?;
    let size = fields.le::<8>().ok()?;
    Some((guid, Fields(fields.take(size.checked_sub(24)?).ok()?)))
}

fn duration(mut fields: Fields<'_>, headers: &mut Headers) -> Result<(), Error> {
    fields.take(40)?;
    let played = fields.le::<8>()? as f64 / 10_000_000.0;
    fields.take(8)?;
    let preroll = fields.le::<8>()? as f64 / 1000.0;
    if fields.le::<4>()? & BROADCAST == 0 && played > preroll {
        headers.seconds = Some(played - preroll);
        headers.method = Some(DurationMethod::Header);
    }
    Ok(())
}

/// The first audio stream, as of a WAV file.
fn sound(mut fields: Fields<'_>, headers: &mut Headers) -> Result<(), Error> {
    if fields.take(16)? != AUDIO_MEDIA || !headers.codec.is_empty() {
        return Ok(());
    }
    fields.take(38)?;
    let tag = fields.le::<2>()?;
    headers.channels = fields.le::<2>()?;
    headers.sample_rate = fields.le::<4>()?;
    fields.take(6)?;
    let bits = fields.le::<2>()?;
    headers.codec = match tag {
        0x0001 => "pcm",
        0x000a => "wma_voice",
        0x0055 => "mp3",
        0x0160 => "wma1",
        0x0161 => "wma2",
        0x0162 => "wma_pro",
        0x0163 => "wma_lossless",
        0x2000 => "ac3",
        _ => "wma",
    };
    headers.bits_per_sample = matches!(tag, 0x0001 | 0x0163).then_some(bits);
    Ok(())
}

fn description(mut fields: Fields<'_>, builder: &mut MetadataBuilder) -> Result<(), Error> {
    let mut lengths = [0; 5];
    for length in &mut lengths {
        *length = fields.le::<2>()?;
    }
    for (name, length) in ["Title", "Author", "Copyright", "Description", "Rating"].iter().zip(lengths) {
        let text = fields.utf16(length)?;
        if !text.is_empty() {
            builder.add_tag(Tag::new_from_parts(*name, text, None));
        }
    }
    Ok(())
}

fn extended(mut fields: Fields<'_>, headers: &mut Headers, builder: &mut MetadataBuilder) -> Result<(), Error> {
    for _ in 0..fields.le::<2>()? {
        let length = fields.le::<2>()?;
        let name = fields.utf16(length)?;
        let (kind, length) = (fields.le::<2>()?, fields.le::<2>()?);
        let value = fields.take(length)?;
        if kind == BYTES && name == "WM/Picture" {
            headers.artwork.push(artwork(value));
        } else {
            add(builder, name, kind, value);
        }
    }
    Ok(())
}

fn metadata(mut fields: Fields<'_>, headers: &mut Headers, builder: &mut MetadataBuilder) -> Result<(), Error> {
    for _ in 0..fields.le::<2>()? {
        fields.take(4)?;
        let (name_length, kind, length) = (fields.le::<2>()?, fields.le::<2>()?, fields.le::<4>()?);
        let name = fields.utf16(name_length)?;
        let value = fields.take(length)?;
        if kind == BYTES && name == "WM/Picture" {
            headers.artwork.push(artwork(value));
        } else {
            add(builder, name, kind, value);
        }
    }
    Ok(())
}

fn add(builder: &mut MetadataBuilder, name: String, kind: u64, value: &[u8]) {
    let number = || value.iter().rev().skip(value.len().saturating_sub(8)).fold(0, |n: u64, b| n << 8 | u64::from(*b));
    match kind {
        TEXT => {
            if let Ok(text) = Fields(value).utf16(value.len() as u64) {
                builder.add_tag(Tag::new_from_parts(name, text, None));
            }
        }
        BYTES => {}
        _ => {
            builder.add_tag(Tag::new_from_parts(name, number(), None));
        }
    }
}

/// A picture's kind, size, type and description stand before it; one where they don't is a picture all the same.
fn artwork(value: &[u8]) -> Artwork {
    let described = || -> Result<Artwork, Error> {
        let mut fields = Fields(value);
        let (kind, size) = (fields.le::<1>()?, fields.le::<4>()?);
        let mut text = || -> Result<String, Error> {
            let mut text = Vec::new();
            loop {
                match fields.le::<2>()? as u16 {
                    0 => return Ok(String::from_utf16_lossy(&text)),
                    unit => text.push(unit),
                }
            }
        };
        let (mime_type, _) = (text()?, text()?);
        Ok(picture::describe(picture::kind(kind), Some(&mime_type), size, fields.take(size)?))
    };
    described().unwrap_or_else(|_| picture::describe("other", None, value.len() as u64, value))
}
