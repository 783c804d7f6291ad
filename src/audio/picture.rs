//! What a picture is, by what its tag says and by its first bytes; it is never loaded as a whole.

use imagesize::{ImageType, blob_size, image_type};

use super::Artwork;

/// So many bytes mostly tell the size, behind what cameras and editors write first.
pub const BEGIN: u64 = 16 * 1024;

/// A picture of so many bytes that begins with `begin`.
pub fn describe(kind: &'static str, mime_type: Option<&str>, size_bytes: u64, begin: &[u8]) -> Artwork {
    let stated = mime_type.map(str::trim).filter(|mime_type| mime_type.contains('/'));
    let dimensions = blob_size(begin).ok();
    let known = |length: usize| u32::try_from(length).ok().filter(|length| *length > 0);
    Artwork {
        kind,
        mime_type: stated.or_else(|| by_content(begin)).map(str::to_owned),
        size_bytes,
        width: dimensions.and_then(|dimensions| known(dimensions.width)),
        height: dimensions.and_then(|dimensions| known(dimensions.height)),
    }
}

fn by_content(begin: &[u8]) -> Option<&'static str> {
    Some(match image_type(begin).ok()? {
        ImageType::Jpeg => "image/jpeg",
        ImageType::Png => "image/png",
        ImageType::Gif => "image/gif",
        ImageType::Bmp => "image/bmp",
        ImageType::Webp => "image/webp",
        _ => return None,
    })
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
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x30\0\0\0\x20\x08\x02\0\0\0";
        let found = describe("front_cover", None, 1000, png);
        assert_eq!((found.mime_type.as_deref(), found.width, found.height), (Some("image/png"), Some(48), Some(32)));
        let found = describe("other", Some("image/jpeg"), 5, b"noise");
        assert_eq!((found.mime_type.as_deref(), found.width, found.size_bytes), (Some("image/jpeg"), None, 5));
        assert_eq!(describe("other", Some("PNG"), 5, png).mime_type.as_deref(), Some("image/png"));
    }
}
