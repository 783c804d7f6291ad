//! What Matroska says outside of its tags, and symphonia leaves there: the title of the segment, and attached covers.

use std::io::{Read, Seek};

use symphonia::core::meta::well_known::METADATA_ID_MATROSKA;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, Tag};

use super::super::Error;
use super::super::bytes::Region;
use super::super::picture;
use super::Headers;

const INFO: MetadataInfo =
    MetadataInfo { metadata: METADATA_ID_MATROSKA, short_name: "matroska", long_name: "Matroska segment" };
const SEGMENT: u64 = 0x1853_8067;
const SEEK_HEAD: u64 = 0x114d_9b74;
const SEEK: u64 = 0x4dbb;
const SEEK_ID: u64 = 0x53ab;
const SEEK_POSITION: u64 = 0x53ac;
const SEGMENT_INFO: u64 = 0x1549_a966;
const TITLE: u64 = 0x7ba9;
const ATTACHMENTS: u64 = 0x1941_a469;
const ATTACHED_FILE: u64 = 0x61a7;
const FILE_NAME: u64 = 0x466e;
const FILE_MIME_TYPE: u64 = 0x4660;
const FILE_DATA: u64 = 0x465c;
const CLUSTER: u64 = 0x1f43_b675;
const LONGEST_TEXT: u64 = 4096;
/// In one row: the heads of a file have fewer.
const MOST_ELEMENTS: usize = 256;

/// An element's kind and body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Element {
    id: u64,
    body: Region,
}

/// Adds the segment's title and covers; what is malformed is left out.
pub fn add(source: &mut (impl Read + Seek), region: Region, headers: &mut Headers) -> Result<(), Error> {
    let Some(segment) = row(source, region)?.into_iter().find(|element| element.id == SEGMENT) else { return Ok(()) };
    let mut heads = row(source, segment.body)?;
    for seek in heads.clone().iter().filter(|element| element.id == SEEK_HEAD) {
        for entry in row(source, seek.body)?.iter().filter(|element| element.id == SEEK) {
            let parts = row(source, entry.body)?;
            let id = number_of(source, &parts, SEEK_ID)?;
            let at = segment.body.start.saturating_add(number_of(source, &parts, SEEK_POSITION)?);
            if id == ATTACHMENTS && at < segment.body.end && !heads.iter().any(|element| element.id == id) {
                let rest = Region { start: at, end: segment.body.end };
                heads.extend(element(source, rest)?.filter(|element| element.id == id));
            }
        }
    }
    let mut builder = MetadataBuilder::new(INFO);
    for head in heads {
        match head.id {
            SEGMENT_INFO => {
                for title in row(source, head.body)?.iter().filter(|element| element.id == TITLE) {
                    builder.add_tag(Tag::new_from_parts("title", text(source, title)?, None));
                }
            }
            ATTACHMENTS => {
                for file in row(source, head.body)?.iter().filter(|element| element.id == ATTACHED_FILE) {
                    attached(source, file, headers)?;
                }
            }
            _ => {}
        }
    }
    // Tags of the track say more exactly what it is called.
    headers.tags.push(builder.build());
    Ok(())
}

fn attached(source: &mut (impl Read + Seek), file: &Element, headers: &mut Headers) -> Result<(), Error> {
    let (mut name, mut mime_type, mut data) = (String::new(), String::new(), None);
    for part in row(source, file.body)? {
        match part.id {
            FILE_NAME => name = text(source, &part)?.to_lowercase(),
            FILE_MIME_TYPE => mime_type = text(source, &part)?,
            FILE_DATA => data = Some(part),
            _ => {}
        }
    }
    let Some(data) = data.filter(|_| mime_type.starts_with("image/")) else { return Ok(()) };
    let begin = super::bytes(source, data.body.start, picture::BEGIN.min(length(&data)))?;
    let kind = if name.contains("cover") { "front_cover" } else { "other" };
    headers.artwork.push(picture::describe(kind, Some(&mime_type), length(&data), &begin));
    Ok(())
}

fn length(element: &Element) -> u64 {
    element.body.end - element.body.start
}

fn text(source: &mut (impl Read + Seek), element: &Element) -> Result<String, Error> {
    let bytes = super::bytes(source, element.body.start, length(element).min(LONGEST_TEXT))?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned())
}

/// What the part of this kind holds.
fn number_of(source: &mut (impl Read + Seek), parts: &[Element], id: u64) -> Result<u64, Error> {
    let Some(part) = parts.iter().find(|part| part.id == id) else { return Ok(0) };
    Ok(number(&super::bytes(source, part.body.start, length(part).min(8))?))
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The elements in a row, up to the first cluster of samples.
fn row(source: &mut (impl Read + Seek), region: Region) -> Result<Vec<Element>, Error> {
    let (mut row, mut rest) = (Vec::new(), region);
    while row.len() < MOST_ELEMENTS
        && let Some(element) = element(source, rest)?
        && element.id != CLUSTER
    {
        rest.start = element.body.end;
        row.push(element);
    }
    Ok(row)
}

/// The element at the begin of a region; one of unknown size goes on to its end.
fn element(source: &mut (impl Read + Seek), region: Region) -> Result<Option<Element>, Error> {
    let bytes = super::bytes(source, region.start, 12.min(region.end.saturating_sub(region.start)))?;
    let variable = |bytes: &[u8]| {
        let length = bytes.first()?.leading_zeros() as usize + 1;
        Some((length, number(bytes.get(..length)?)))
    };
    let Some((id_bytes, id)) = variable(&bytes).filter(|(length, _)| *length <= 4) else { return Ok(None) };
    let Some((size_bytes, size)) = variable(&bytes[id_bytes..]).filter(|(length, _)| *length <= 8) else {
        return Ok(None);
    };
    let mask = (1_u64 << (7 * size_bytes)) - 1;
    let start = region.start + (id_bytes + size_bytes) as u64;
    let size = size & mask;
    let end = if size == mask { region.end } else { start.saturating_add(size).min(region.end) };
    Ok(Some(Element { id, body: Region { start: start.min(end), end } }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn element_of(id: &[u8], body: &[u8]) -> Vec<u8> {
        [id, &(0x1000_0000 | body.len() as u32).to_be_bytes(), body].concat()
    }

    #[test]
    fn a_segment_has_a_title_and_covers_behind_its_samples() {
        let title = element_of(&[0x7b, 0xa9], "Ferry at Dawn".as_bytes());
        let info = element_of(&[0x15, 0x49, 0xa9, 0x66], &title);
        let cluster = element_of(&[0x1f, 0x43, 0xb6, 0x75], &[0; 50]);
        let parts = [
            element_of(&[0x46, 0x6e], b"cover.png"),
            element_of(&[0x46, 0x60], b"image/png"),
            element_of(&[0x46, 0x5c], b"\x89PNG 12345"),
        ];
        let attachments = element_of(&[0x19, 0x41, 0xa4, 0x69], &element_of(&[0x61, 0xa7], &parts.concat()));
        let head = |at: usize| {
            let id = element_of(&[0x53, 0xab], &[0x19, 0x41, 0xa4, 0x69]);
            let place = [id, element_of(&[0x53, 0xac], &[at as u8])].concat();
            element_of(&[0x11, 0x4d, 0x9b, 0x74], &element_of(&[0x4d, 0xbb], &place))
        };
        let head = head(head(0).len() + info.len() + cluster.len());
        let segment = element_of(&[0x18, 0x53, 0x80, 0x67], &[head, info, cluster, attachments].concat());
        let bytes = [element_of(&[0x1a, 0x45, 0xdf, 0xa3], &[0; 4]), segment].concat();
        let mut headers = Headers::default();
        add(&mut Cursor::new(&bytes), Region { start: 0, end: bytes.len() as u64 }, &mut headers).unwrap();
        assert_eq!(headers.tags[0].media.tags[0].raw.value.to_string(), "Ferry at Dawn");
        assert_eq!((headers.artwork[0].kind, headers.artwork[0].size_bytes), ("front_cover", 10));
    }
}
