//! A picture by its first bytes, which tell its type and how large it is.

use std::io::{Read, Seek};

use symphonia_metadata::utils::images::try_get_image_info;

use super::super::super::bytes::Region;
use super::super::{Artwork, Error};
use super::atoms::Atoms;

/// Enough for all but JPEG, which has the size of its image behind what cameras and programs put in.
const FIRST: u64 = 1024;
const MOST: u64 = 64 * 1024;
const DATA_HEADER: u64 = 8;

/// What fills a `data` atom of the covers.
pub fn described<S: Read + Seek>(atoms: &mut Atoms<'_, S>, data: Region) -> Result<Option<Artwork>, Error> {
    let start = data.start.saturating_add(DATA_HEADER);
    if start >= data.end {
        return Ok(None);
    }
    let data_type = atoms.bytes(data, 4)?.last().copied();
    let picture = Region { start, end: data.end };
    let mut begin = atoms.bytes(picture, FIRST)?;
    let mut info = try_get_image_info(&begin);
    if info.is_none() && begin.starts_with(b"\xff\xd8") && picture.end - picture.start > FIRST {
        begin = atoms.bytes(picture, MOST)?;
        info = try_get_image_info(&begin);
    }
    Ok(Some(Artwork {
        kind: "front_cover",
        mime_type: mime_type(&begin).or_else(|| mime_type_by(data_type?)).map(str::to_owned),
        size_bytes: picture.end - picture.start,
        width: info.as_ref().map(|info| info.dimensions.width),
        height: info.as_ref().map(|info| info.dimensions.height),
    }))
}

fn mime_type(begin: &[u8]) -> Option<&'static str> {
    match begin {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'B', b'M', ..] => Some("image/bmp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// By the type of the value.
fn mime_type_by(data_type: u8) -> Option<&'static str> {
    match data_type {
        12 => Some("image/gif"),
        13 => Some("image/jpeg"),
        14 => Some("image/png"),
        27 => Some("image/bmp"),
        _ => None,
    }
}
