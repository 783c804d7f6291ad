//! Texts and numbers as tags of this family have them.

use encoding_rs::{MACINTOSH, SHIFT_JIS, UTF_16BE};

use super::super::super::bytes::Fields;

/// Of a value, by Apple's QuickTime File Format, "Well-known types".
const UNSTATED: u64 = 0;
pub const UTF_8: u64 = 1;
const UTF_16: u64 = 2;
const S_JIS: u64 = 3;
const UTF_8_SORT: u64 = 4;
const UTF_16_SORT: u64 = 5;
const SIGNED: u64 = 21;
const UNSIGNED: u64 = 22;

/// A value as text; none for one that can't be any.
pub fn text(kind: u64, bytes: &[u8]) -> Option<String> {
    let text = match kind {
        UNSTATED | UTF_8 | UTF_8_SORT => utf8(bytes),
        UTF_16 | UTF_16_SORT => UTF_16BE.decode(bytes).0.into_owned(),
        S_JIS => SHIFT_JIS.decode(bytes).0.into_owned(),
        SIGNED => signed(bytes)?.to_string(),
        UNSIGNED => number(bytes)?.to_string(),
        _ => return None,
    };
    Some(text.trim_matches('\0').to_owned()).filter(|text| !text.trim().is_empty())
}

/// A value of any type, as long as it reads like text.
pub fn readable(kind: u64, bytes: &[u8]) -> Option<String> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let is_text = kind != UNSTATED || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(is_odd));
    text(kind, bytes).filter(|_| is_text)
}

/// Latin-1, where it isn't the UTF-8 that it should be. A letter that was cut in two is left out.
fn utf8(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => utf8(&bytes[..error.valid_up_to()]),
        Err(_) => super::super::text(bytes),
    }
}

/// A text of QuickTime's: in the encoding of the Macintosh, where its language is one of the old numbers.
pub fn of_language(language: u64, bytes: &[u8]) -> String {
    const FIRST_ISO_LANGUAGE: u64 = 0x400;
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if bytes.starts_with(b"\xfe\xff") => UTF_16BE.decode(bytes).0.into_owned(),
        Err(_) if language < FIRST_ISO_LANGUAGE => MACINTOSH.decode(bytes).0.into_owned(),
        Err(_) => super::super::text(bytes),
    }
}

/// The first string of 3GPP's, which ends at a NUL: in UTF-16 behind a mark of the order of bytes, else in UTF-8.
pub fn of_3gpp(bytes: &[u8]) -> String {
    let text = if bytes.starts_with(b"\xfe\xff") { UTF_16BE.decode(bytes).0.into_owned() } else { utf8(bytes) };
    text.split('\0').next().unwrap_or_default().to_owned()
}

/// A number of up to eight bytes, the highest first.
pub fn number(bytes: &[u8]) -> Option<u64> {
    (1..=8).contains(&bytes.len()).then(|| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn signed(bytes: &[u8]) -> Option<i64> {
    let unused = 64 - 8 * u32::try_from(bytes.len()).ok().filter(|length| *length <= 8)?;
    number(bytes).map(|number| (number << unused) as i64 >> unused)
}

/// The number and the total of a track or a disc, which stand behind two bytes; 0 is none.
pub fn pair(bytes: &[u8]) -> (u64, u64) {
    let mut fields = Fields(bytes);
    let mut next = || fields.be::<2>().unwrap_or(0);
    let _ = next();
    (next(), next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_in_many_encodings() {
        for (kind, bytes, expected) in [
            (1, &b"J\xc3\xb3ga\0"[..], Some("Jóga")),
            (0, b"J\xf3ga", Some("Jóga")),
            (1, b"J\xc3\xb3ga\xc3", Some("Jóga")),
            (2, b"\0J\0o", Some("Jo")),
            (3, b"\x83\x65\x83\x58", Some("テス")),
            (21, b"\xff\xfe", Some("-2")),
            (22, b"\xff\xfe", Some("65534")),
            (13, b"\xff\xd8", None),
            (1, b" \0", None),
        ] {
            assert_eq!(text(kind, bytes).as_deref(), expected, "{bytes:?}");
        }
        assert_eq!(readable(0, b"\x00\x01\x02"), None);
        assert_eq!(of_language(0, b"Caf\x8e"), "Café");
        assert_eq!(of_3gpp(b"\xfe\xff\0A\0l\0b\0\0\x05"), "Alb");
        assert_eq!(pair(&[0, 0, 0, 3, 0, 12, 0, 0]), (3, 12));
        assert_eq!(pair(&[0, 0, 0, 3]), (3, 0));
    }
}
