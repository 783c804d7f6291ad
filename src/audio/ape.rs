//! APE tags: items with a name each, behind the audio mostly.

use std::io::{self, Read, Seek};

use symphonia::core::meta::well_known::METADATA_ID_APEV2;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, MetadataRevision, Tag};

use super::bytes::{Fields, read_at};
use super::limits::LARGEST_TAG;
use super::{Artwork, Error, picture};

const INFO: MetadataInfo = MetadataInfo { metadata: METADATA_ID_APEV2, short_name: "ape", long_name: "APEv2" };
/// Of the footer, and of a header.
const FOOTER: u64 = 32;
const MOST_ITEMS: u64 = 10_000;
const LONGEST_NAME: usize = 255;

/// What one tag says.
pub struct Ape {
    pub revision: MetadataRevision,
    pub artwork: Vec<Artwork>,
}

/// The tag that ends at `end` and begins behind `start`, if there is one; of a malformed one what is whole.
pub fn before(source: &mut (impl Read + Seek), start: u64, end: u64) -> io::Result<Option<Ape>> {
    let Some(footer_start) = end.checked_sub(FOOTER).filter(|footer| *footer >= start) else { return Ok(None) };
    let footer = read_at(source, footer_start, FOOTER)?;
    let Some(rest) = footer.strip_prefix(b"APETAGEX") else { return Ok(None) };
    let mut fields = Fields(rest);
    let mut number = || fields.le::<4>().unwrap_or_default();
    let (_version, size, count) = (number(), number(), number());
    // It counts the items and the footer, and not a header.
    let Some(items_start) = end.checked_sub(size).filter(|at| *at >= start && size <= LARGEST_TAG) else {
        return Ok(None);
    };
    let bytes = read_at(source, items_start, footer_start.saturating_sub(items_start))?;
    Ok(Some(read(&bytes, count)))
}

fn read(bytes: &[u8], count: u64) -> Ape {
    let mut builder = MetadataBuilder::new(INFO);
    let mut artwork = Vec::new();
    let mut fields = Fields(bytes);
    for _ in 0..count.min(MOST_ITEMS) {
        let Ok((name, flags, value)) = item(&mut fields) else { break };
        let is_text = flags >> 1 & 3 != 1;
        if is_text {
            // Several values have a NUL between them.
            for value in value.split(|byte| *byte == 0) {
                builder.add_tag(Tag::new_from_parts(name.clone(), String::from_utf8_lossy(value).into_owned(), None));
            }
        } else if name.to_ascii_lowercase().starts_with("cover art") {
            artwork.push(cover(&name, value));
        }
    }
    Ape { revision: builder.build(), artwork }
}

/// Its name, flags and value.
fn item<'a>(fields: &mut Fields<'a>) -> Result<(String, u64, &'a [u8]), Error> {
    let (size, flags) = (fields.le::<4>()?, fields.le::<4>()?);
    let end = fields.0.iter().take(LONGEST_NAME + 1).position(|byte| *byte == 0);
    let end = end.ok_or_else(|| Error::Corrupt("an item has no name".to_owned()))?;
    let name = String::from_utf8_lossy(fields.take(end as u64)?).into_owned();
    fields.take(1)?;
    Ok((name, flags, fields.take(size)?))
}

/// The name of a file stands before the picture.
fn cover(name: &str, value: &[u8]) -> Artwork {
    let body = value.iter().position(|byte| *byte == 0).map_or(value, |end| &value[end + 1..]);
    let kind = if name.to_ascii_lowercase().contains("back") { "back_cover" } else { "front_cover" };
    picture::describe(kind, None, body.len() as u64, body)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn item(name: &str, flags: u32, value: &[u8]) -> Vec<u8> {
        [&(value.len() as u32).to_le_bytes()[..], &flags.to_le_bytes(), name.as_bytes(), b"\0", value].concat()
    }

    fn tag(count: u32, items: &[u8]) -> Vec<u8> {
        let size = (items.len() as u32 + 32).to_le_bytes();
        [b"audio", items, b"APETAGEX", &2000_u32.to_le_bytes(), &size, &count.to_le_bytes(), &[0; 12]].concat()
    }

    #[test]
    fn items_are_read_as_far_as_they_are_whole() {
        let picture = item("Cover Art (Front)", 2, b"a.png\0\x89PNG\r\n\x1a\n1234");
        let items = [item("Title", 0, b"Ferry"), item("Artist", 0, b"Ada\0Ben"), picture].concat();
        // It says that there are more.
        for count in [3, 4] {
            let bytes = tag(count, &items);
            let found = before(&mut Cursor::new(&bytes), 5, bytes.len() as u64).unwrap().unwrap();
            let values: Vec<String> = found.revision.media.tags.iter().map(|tag| tag.raw.value.to_string()).collect();
            assert_eq!(values, ["Ferry", "Ada", "Ben"]);
            let picture = &found.artwork[0];
            assert_eq!((picture.mime_type.as_deref(), picture.size_bytes), (Some("image/png"), 12));
        }
        let bytes = tag(3, &items);
        assert!(before(&mut Cursor::new(&bytes), 6, bytes.len() as u64).unwrap().is_none(), "behind the start");
    }
}
