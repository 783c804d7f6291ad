//! In which encoding the texts of one block of tags were written, where it isn't the one they claim, and reading them
//! again in it.
//!
//! ID3v1 and RIFF INFO don't name their encoding, and programs of every country wrote their own into frames of ID3v2
//! that say Latin-1. The texts are judged together, since a word alone tells little. Doubt leaves them as they are.

mod evidence;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_8859_2, SHIFT_JIS, UTF_8, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

/// Bytes of text that are looked at: more than all but lyrics have.
const MOST_BYTES: usize = 16 * 1024;
/// Where ID3v1 cuts a text, in the middle of a letter too: any, and a comment with a track number behind it.
const CUTS: [usize; 2] = [30, 28];
/// Bytes of a letter that was cut: UTF-8 has four of one.
const LONGEST_CUT: usize = 3;
/// A text in the wrong order of bytes that is no accident.
const FEW_LETTERS: usize = 3;

/// A way to write letters as bytes.
pub type Charset = &'static Encoding;

/// The encoding of that label, by any of the names that the web knows: `windows-1251`, `cp1251`, `sjis`, …
pub fn charset(label: &str) -> Option<Charset> {
    Encoding::for_label_no_replacement(label.trim().as_bytes())
}

/// The encoding in which the texts of a block are to be read again; none where they are right as they are.
///
/// `given` is that of all texts that aren't UTF-8; without it, the encoding is found out.
pub fn find(texts: &[&str], given: Option<Charset>) -> Option<Charset> {
    if texts.iter().any(|text| is_swapped(text) && text.chars().nth(FEW_LETTERS - 1).is_some()) {
        return Some(UTF_16LE);
    }
    let mut bytes_left = MOST_BYTES;
    let fits = |bytes: &Vec<u8>| bytes_left.checked_sub(bytes.len()).inspect(|left| bytes_left = *left).is_some();
    let values: Vec<Vec<u8>> = texts.iter().filter_map(|text| bytes(text)).filter(fits).collect();
    if all_in(&values, UTF_8).is_some_and(|texts| evidence::is_utf8(&texts)) {
        return Some(UTF_8);
    }
    // Latin-1 has control characters where Windows has quotation marks, dashes and the euro.
    let is_windows = || texts.iter().any(|text| text.contains(|c| matches!(c, '\u{80}'..='\u{9f}')));
    given.or_else(|| guess(&values)).or_else(|| is_windows().then_some(WINDOWS_1252))
}

/// A text of a block read again in the encoding that was found. It stays where it was of another kind than the rest.
///
/// Nothing is lost but half a letter at the end of ID3v1: written in the encoding again, the text is the bytes as
/// found.
pub fn read_again<'a>(text: &'a str, encoding: Charset) -> Cow<'a, str> {
    let again = if encoding == UTF_16LE {
        is_swapped(text).then(|| swapped(text).collect())
    } else {
        bytes(text).and_then(|bytes| decode(&bytes, encoding))
    };
    again.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The encoding that all the texts were most likely written in, if there is evidence of it.
fn guess(values: &[Vec<u8>]) -> Option<Charset> {
    let whole: Vec<&[u8]> = values.iter().map(|bytes| &bytes[..bytes.len() - half_a_letter(bytes)]).collect();
    let joined = [b"\n", &whole.join(&b'\n')[..], b"\n"].concat();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&joined, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == WINDOWS_1250 || guess == ISO_8859_2 {
        let (western, _) = WINDOWS_1252.decode_without_bom_handling(&joined);
        return evidence::is_central_european(&western).then_some(WINDOWS_1250);
    }
    if !evidence::is_dense(&joined) {
        return None;
    }
    let mut candidates = [(guess, false), (SHIFT_JIS, true), (EUC_JP, true)].into_iter();
    candidates
        .find(|(encoding, by_kana)| {
            all_in(values, encoding).is_some_and(|texts| evidence::is_plausible(&texts, *by_kana))
        })
        .map(|(encoding, _)| encoding)
}

/// The bytes of a text that was read as Latin-1 or windows-1252; none where it can't be wrong.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let byte = |c: char| {
        let latin_1 = u8::try_from(u32::from(c)).ok();
        latin_1.or_else(|| match WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])) {
            (bytes, _, false) => bytes.first().copied(),
            _ => None,
        })
    };
    if text.is_ascii() { None } else { text.chars().map(byte).collect() }
}

fn all_in(values: &[Vec<u8>], encoding: Charset) -> Option<Vec<String>> {
    values.iter().map(|bytes| decode(bytes, encoding)).collect()
}

/// Text that is right in the encoding, but for a letter that ID3v1 has cut.
fn decode(bytes: &[u8], encoding: Charset) -> Option<String> {
    let longest_cut = if CUTS.contains(&bytes.len()) { LONGEST_CUT } else { 0 };
    let cuts = (0..=longest_cut).map(|cut| &bytes[..bytes.len() - cut]);
    let mut texts = cuts.filter_map(|bytes| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    texts.next().map(Cow::into_owned)
}

/// Bytes at the end that are most likely half a letter of two bytes; of one byte, it isn't missed.
fn half_a_letter(bytes: &[u8]) -> usize {
    let is_cut = CUTS.contains(&bytes.len());
    if is_cut { bytes.iter().rev().take_while(|byte| !byte.is_ascii()).count() % 2 } else { 0 }
}

/// Whether a text in UTF-16 was read in the wrong order of bytes: ASCII is then `U+XX00`.
fn is_swapped(text: &str) -> bool {
    let is_text = |c: char| matches!(c, ' '..='~' | '\u{a0}'..='\u{ff}');
    let right = swapped(text).filter(|c| is_text(*c)).count();
    let wrong = swapped(text).count() - right;
    let is_varied = || swapped(text).zip(swapped(text).skip(1)).any(|(c, next)| c != next);
    right > 4 * wrong && is_varied() && !text.contains(is_text)
}

fn swapped(text: &str) -> impl Iterator<Item = char> {
    char::decode_utf16(text.encode_utf16().map(u16::swap_bytes)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
}
