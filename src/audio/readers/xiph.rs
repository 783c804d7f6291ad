//! What FLAC and Ogg share: comments, the header of a picture, and chapters among comments.

use symphonia::core::meta::well_known::METADATA_ID_VORBIS_COMMENT;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, Tag};

use super::super::bytes::Fields;
use super::super::{Artwork, Chapter, Error, picture};
use super::Headers;

const INFO: MetadataInfo =
    MetadataInfo { metadata: METADATA_ID_VORBIS_COMMENT, short_name: "vorbis", long_name: "Vorbis Comment" };
const MOST_COMMENTS: u64 = 65_536;

/// Adds what a block of comments says to the headers; where it is cut, what comes before. Answers how long it is.
pub fn comments(bytes: &[u8], headers: &mut Headers) -> Result<u64, Error> {
    let mut builder = MetadataBuilder::new(INFO);
    let whole = each(Fields(bytes), |name, value| match name.to_ascii_uppercase().as_str() {
        "METADATA_BLOCK_PICTURE" => headers.artwork.extend(decoded(value).and_then(|bytes| block_picture(&bytes).ok())),
        // Before there were blocks of pictures, their bytes stood here, and nothing else.
        "COVERART" => {
            let begin = decoded(value).unwrap_or_default();
            headers.artwork.push(picture::describe("front_cover", None, value.len() as u64 / 4 * 3, &begin));
        }
        _ => {
            builder.add_tag(Tag::new_from_parts(name, value, None));
        }
    });
    let block = builder.build();
    headers.chapters.extend(chapters(&block.media.tags));
    headers.tags.push(block);
    whole
}

fn each(mut fields: Fields<'_>, mut take: impl FnMut(&str, &str)) -> Result<u64, Error> {
    let length = fields.0.len();
    let vendor = fields.le::<4>()?;
    fields.take(vendor)?;
    for _ in 0..fields.le::<4>()?.min(MOST_COMMENTS) {
        let length = fields.le::<4>()?;
        let comment = String::from_utf8_lossy(fields.take(length)?);
        if let Some((name, value)) = comment.split_once('=').filter(|(name, _)| !name.trim().is_empty()) {
            take(name, value);
        }
    }
    Ok((length - fields.0.len()) as u64)
}

/// What the header of a picture says, whose image may have been left out.
pub fn block_picture(bytes: &[u8]) -> Result<Artwork, Error> {
    let mut fields = Fields(bytes);
    let kind = fields.be::<4>()?;
    let length = fields.be::<4>()?;
    let mime_type = String::from_utf8_lossy(fields.take(length)?).trim().to_owned();
    let description = fields.be::<4>()?;
    fields.take(description)?;
    let stated = (fields.be::<4>()?, fields.be::<4>()?);
    fields.take(8)?;
    let size = fields.be::<4>()?;
    let found = picture::describe(picture::kind(kind), Some(&mime_type), size, fields.0);
    let known = |number: u64| u32::try_from(number).ok().filter(|number| *number > 0);
    Ok(Artwork { width: found.width.or(known(stated.0)), height: found.height.or(known(stated.1)), ..found })
}

/// The begin of what was written in base 64, as much as the header of a picture takes.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut group, mut bits) = (0_u32, 0);
    for byte in text.bytes().take(4096) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        (group, bits) = (group << 6 | u32::from(value), bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits) as u8);
        }
    }
    Some(bytes)
}

/// `CHAPTER001=00:01:02.500` and `CHAPTER001NAME=Harbour`.
fn chapters(tags: &[Tag]) -> Vec<Chapter> {
    let named = |key: &str| tags.iter().find(|tag| tag.raw.key.eq_ignore_ascii_case(key));
    let mut chapters: Vec<Chapter> = tags
        .iter()
        .filter(|tag| tag.raw.key.len() == 10 && tag.raw.key.to_ascii_uppercase().starts_with("CHAPTER"))
        .filter_map(|tag| {
            let start_ms = clock_ms(&tag.raw.value.to_string())?;
            let title = named(&format!("{}NAME", tag.raw.key)).map(|tag| tag.raw.value.to_string());
            Some(Chapter { start_ms, title: title.unwrap_or_default() })
        })
        .take(999)
        .collect();
    chapters.sort_by_key(|chapter| chapter.start_ms);
    chapters
}

fn clock_ms(text: &str) -> Option<u64> {
    let mut parts = text.trim().splitn(3, ':');
    let (hours, minutes): (u64, u64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let seconds: f64 = parts.next()?.parse().ok()?;
    let is_time = hours < 10_000 && minutes < 60 && (0.0..60.0).contains(&seconds);
    is_time.then(|| (hours * 60 + minutes) * 60_000 + (seconds * 1000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(comments: &[&str]) -> Vec<u8> {
        let sized = |text: &str| [&(text.len() as u32).to_le_bytes()[..], text.as_bytes()].concat();
        let count = (comments.len() as u32).to_le_bytes();
        let comments: Vec<u8> = comments.iter().flat_map(|comment| sized(comment)).collect();
        [sized("vendor"), count.to_vec(), comments].concat()
    }

    #[test]
    fn chapters_stand_among_the_comments() {
        let mut headers = Headers::default();
        let names = ["CHAPTER002=00:01:02.500", "chapter001=00:00:00", "CHAPTER002NAME=Harbour", "CHAPTER003=soon"];
        let block = block(&names);
        assert_eq!(comments(&block, &mut headers).unwrap(), block.len() as u64);
        let chapter = |start_ms, title: &str| Chapter { start_ms, title: title.to_owned() };
        assert_eq!(headers.chapters, [chapter(0, ""), chapter(62_500, "Harbour")]);
    }

    #[test]
    fn pictures_are_known_by_their_header() {
        // Kind 3, image/png, no description, 1 × 2 pixels, 24 bits, 7 bytes, of which none is there.
        let text = "METADATA_BLOCK_PICTURE=AAAAAwAAAAlpbWFnZS9wbmcAAAAAAAAAAQAAAAIAAAAYAAAAAAAAAAc=";
        let mut headers = Headers::default();
        let whole = block(&["TITLE=Ferry", text]);
        assert!(comments(&whole[..whole.len() - 1], &mut headers).is_err());
        assert!(headers.artwork.is_empty());
        comments(&whole, &mut headers).unwrap();
        let expected = Artwork {
            mime_type: Some("image/png".to_owned()),
            size_bytes: 7,
            kind: "front_cover",
            width: Some(1),
            height: Some(2),
        };
        assert_eq!(headers.artwork, [expected]);
    }
}
