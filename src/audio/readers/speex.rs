//! Speex in Ogg: a header packet, comments, and the samples that the last page counts.

use std::io::{Cursor, Read, Seek};

use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataBuilder;
use symphonia::core::meta::{MetadataInfo, well_known::METADATA_ID_VORBIS_COMMENT};
use symphonia::default::meta::embedded::vorbis::read_vorbis_comment;

use super::super::bytes::Fields;
use super::super::{Error, ogg};
use super::Headers;

const INFO: MetadataInfo =
    MetadataInfo { metadata: METADATA_ID_VORBIS_COMMENT, short_name: "vorbis", long_name: "Vorbis comment" };
/// Comments fit; a picture in them may not.
const MOST_HEADER_BYTES: u64 = 256 << 10;
const SIGNATURE: &[u8] = b"Speex   ";

/// Whether the first page of an Ogg file has the header of Speex.
pub fn is_speex(head: &[u8]) -> bool {
    head.starts_with(b"OggS") && ogg::packets(head, 1).first().is_some_and(|packet| packet.starts_with(SIGNATURE))
}

pub fn read(source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start, MOST_HEADER_BYTES)?;
    let packets = ogg::packets(&bytes, 2);
    let mut fields = Fields(packets.first().map_or(&[], Vec::as_slice));
    fields.take(8 + 20 + 4 + 4)?;
    let sample_rate = fields.le::<4>()?;
    fields.take(8)?;
    let channels = fields.le::<4>()?;
    let mut builder = MetadataBuilder::new(INFO);
    if let Some(comments) = packets.get(1) {
        let stream = Cursor::new(comments.clone());
        let mut stream = MediaSourceStream::new(Box::new(stream), MediaSourceStreamOptions::default());
        // What is cut or malformed just ends the comments.
        let _ = read_vorbis_comment(&mut stream, &mut builder, &mut Vec::new());
    }
    let headers = Headers {
        format: "ogg",
        mime_type: "audio/ogg",
        codec: "speex",
        channels,
        sample_rate,
        tags: vec![builder.build()],
        ..Headers::default()
    };
    let samples = ogg::audio(source, size, start, 0).map_err(Error::Io)?.map(|audio| audio.granules);
    Ok(match samples {
        Some(samples) => headers.lasting(samples),
        None => headers,
    })
}
