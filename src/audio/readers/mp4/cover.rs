//! The pictures among the tags, by their first bytes.

use std::io::{Read, Seek};

use super::super::super::bytes::Region;
use super::super::super::picture;
use super::super::{Artwork, Error};
use super::atoms::Atoms;

/// The picture in a `data` atom, behind its type and its language.
pub fn described<S: Read + Seek>(atoms: &mut Atoms<'_, S>, data: Region) -> Result<Option<Artwork>, Error> {
    let Some(size) = (data.end - data.start).checked_sub(8).filter(|size| *size > 0) else { return Ok(None) };
    let bytes = atoms.bytes(data, 8 + picture::BEGIN)?;
    let (head, begin) = bytes.split_at(bytes.len().min(8));
    let stated = match head.get(3) {
        Some(12) => Some("image/gif"),
        Some(13) => Some("image/jpeg"),
        Some(14) => Some("image/png"),
        Some(27) => Some("image/bmp"),
        _ => None,
    };
    let found = picture::describe("front_cover", None, size, begin);
    let mime_type = found.mime_type.or_else(|| stated.map(str::to_owned));
    Ok(Some(Artwork { mime_type, ..found }))
}
