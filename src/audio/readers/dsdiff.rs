//! DSDIFF: chunks as of AIFF, with sizes of eight bytes.

use std::io::{Read, Seek};

use symphonia::core::common::FourCc;
use symphonia::core::meta::{MetadataBuilder, MetadataId, MetadataInfo, Tag};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

const INFO: MetadataInfo = MetadataInfo {
    metadata: MetadataId::new(FourCc::new(*b"FRM8")),
    short_name: "dsdiff",
    long_name: "DSDIFF master information",
};
/// More than any program writes.
const MOST_CHUNKS: usize = 256;
const LARGEST_LIST: u64 = 64 * 1024;

pub fn read(source: &mut (impl Read + Seek), start: u64, file_size: u64) -> Result<Headers, Error> {
    let mut headers = Headers {
        format: "dsdiff",
        mime_type: "audio/x-dsdiff",
        codec: "dsd",
        bits_per_sample: Some(1),
        ..Headers::default()
    };
    let mut samples = None;
    let mut at = start + 16;
    for _ in 0..MOST_CHUNKS {
        if at >= file_size {
            break;
        }
        let header = super::bytes(source, at, 12)?;
        let Some((kind, size)) = chunk(&header) else { break };
        at += 12;
        match kind {
            b"PROP" => properties(&super::bytes(source, at, size.min(LARGEST_LIST))?, &mut headers),
            b"DSD " => samples = size.checked_mul(8).and_then(|bits| bits.checked_div(headers.channels)),
            b"DST " => samples = Some(frames(&super::bytes(source, at, 18)?, headers.sample_rate)?),
            b"DIIN" => headers.tags.extend(master(&super::bytes(source, at, size.min(LARGEST_LIST))?)),
            b"ID3 " => headers.add_id3(source, at, size)?,
            _ => {}
        }
        at = at.saturating_add(size).saturating_add(size % 2);
    }
    if headers.sample_rate == 0 || headers.channels == 0 {
        return Err(Error::Truncated("nothing in it describes the audio".to_owned()));
    }
    Ok(match samples {
        Some(samples) => headers.lasting(samples),
        None => headers,
    })
}

fn chunk(header: &[u8]) -> Option<(&[u8], u64)> {
    let (kind, size) = header.split_at_checked(4)?;
    Some((kind, u64::from_be_bytes(size.get(..8)?.try_into().ok()?)))
}

/// The chunks within one, as far as they are whole.
fn chunks(mut body: &[u8]) -> impl Iterator<Item = (&[u8], Fields<'_>)> {
    std::iter::from_fn(move || {
        let (kind, size) = chunk(body)?;
        let mut fields = Fields(&body[12..]);
        let inner = fields.take(size).ok()?;
        body = &fields.0[usize::from(size % 2 == 1 && !fields.0.is_empty())..];
        Some((kind, Fields(inner)))
    })
}

fn properties(body: &[u8], headers: &mut Headers) {
    for (kind, mut fields) in chunks(body.strip_prefix(b"SND ").unwrap_or_default()) {
        match kind {
            b"FS  " => headers.sample_rate = fields.be::<4>().unwrap_or_default(),
            b"CHNL" => headers.channels = fields.be::<2>().unwrap_or_default(),
            b"CMPR" if fields.0.starts_with(b"DST ") => headers.codec = "dst",
            _ => {}
        }
    }
}

/// The samples of compressed audio: its first chunk counts frames, and says how many are a second.
fn frames(body: &[u8], sample_rate: u64) -> Result<u64, Error> {
    let mut fields = Fields(body);
    fields.take(12)?;
    let (frames, a_second) = (fields.be::<4>()?, fields.be::<2>()?);
    Ok(frames * sample_rate / a_second.max(1))
}

/// The artist and title that the master's information holds.
fn master(body: &[u8]) -> Option<symphonia::core::meta::MetadataRevision> {
    let mut builder = MetadataBuilder::new(INFO);
    for (kind, mut fields) in chunks(body) {
        let name = match kind {
            b"DIAR" => "ARTIST",
            b"DITI" => "TITLE",
            _ => continue,
        };
        let length = fields.be::<4>().ok()?;
        let text = String::from_utf8_lossy(fields.take(length).ok()?).into_owned();
        builder.add_tag(Tag::new_from_parts(name, text, None));
    }
    Some(builder.build())
}
