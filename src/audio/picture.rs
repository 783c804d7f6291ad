//! What a picture is, by what its tag says and by its first bytes; it is never loaded as a whole.

use symphonia_metadata::utils::images::try_get_image_info;

use super::Artwork;

/// So many bytes mostly tell the size, behind what cameras and editors write first.
pub const BEGIN: u64 = 16 * 1024;

/// A picture of so many bytes that begins with `begin`.
pub fn describe(kind: &'static str, mime_type: Option<&str>, size_bytes: u64, begin: &[u8]) -> Artwork {
    let stated = mime_type.map(str::trim).filter(|mime_type| mime_type.contains('/'));
    // One whose header lies makes the reader overflow.
    let info = std::panic::catch_unwind(|| try_get_image_info(begin)).ok().flatten();
    let dimensions = info.map(|info| info.dimensions);
    let known = |length: u32| Some(length).filter(|length| *length > 0);
    Artwork {
        kind,
        mime_type: stated.or_else(|| by_content(begin)).map(str::to_owned),
        size_bytes,
        width: dimensions.and_then(|dimensions| known(dimensions.width)),
        height: dimensions.and_then(|dimensions| known(dimensions.height)),
    }
}

fn by_content(begin: &[u8]) -> Option<&'static str> {
    match begin {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'B', b'M', ..] => Some("image/bmp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// A picture's kind by the number that ID3v2, FLAC and ASF give it.
pub fn kind(number: u64) -> &'static str {
    match number {
        1 | 2 => "icon",
        3 => "front_cover",
        4 => "back_cover",
        5 => "leaflet",
        6 => "media",
        7 | 8 | 10 => "artist",
        19 | 20 => "logo",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_tag_leaves_out_the_picture_tells() {
        let jpeg = b"\xff\xd8\xff\xc0\0\x11\x08\0\x20\0\x30\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";
        let found = describe("front_cover", None, 1000, jpeg);
        assert_eq!((found.mime_type.as_deref(), found.width, found.height), (Some("image/jpeg"), Some(48), Some(32)));
        let found = describe("other", Some("image/jpeg"), 5, b"noise");
        assert_eq!((found.mime_type.as_deref(), found.width, found.size_bytes), (Some("image/jpeg"), None, 5));
        assert_eq!(describe("other", Some("JPG"), 5, jpeg).mime_type.as_deref(), Some("image/jpeg"));
    }
}
