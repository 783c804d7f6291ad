//! Text in any encoding as UTF-8, as it streams.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What stands in UTF-8 for bytes that mean nothing in their own encoding, so that the row that has them is refused as
/// one in bad UTF-8 is.
const MEANINGLESS: u8 = 0xff;

/// The encoding of a text that begins so: what its mark says, else what was given, else UTF-16 if it looks like it, and
/// UTF-8.
pub fn of(head: &[u8], given: Option<&'static Encoding>) -> &'static Encoding {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    marked.or(given).or_else(|| utf_16(head)).unwrap_or(UTF_8)
}

/// UTF-16 without a mark: the letters of a header have zeros beside them, always on the same side.
fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let pairs: Vec<(bool, bool)> = head.chunks_exact(2).take(100).map(|pair| (pair[0] == 0, pair[1] == 0)).collect();
    let count = |is_such: fn(&(bool, bool)) -> bool| pairs.iter().filter(|pair| is_such(pair)).count();
    let (first, second) = (count(|(first, _)| *first), count(|(_, second)| *second));
    match (first, second) {
        _ if pairs.len() < 5 => None,
        (0, zeros) if zeros * 2 > pairs.len() => Some(UTF_16LE),
        (zeros, 0) if zeros * 2 > pairs.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// A text without its byte order mark, in UTF-8.
pub fn decoded(
    mut reader: Box<dyn BufRead + Send>,
    encoding: &'static Encoding,
) -> io::Result<Box<dyn BufRead + Send>> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    if encoding != UTF_8 {
        let decoder = encoding.new_decoder_with_bom_removal();
        return Ok(Box::new(Decoded { reader, decoder, text: Vec::new(), read: 0, is_done: false }));
    }
    if reader.fill_buf()?.starts_with(MARK) {
        reader.consume(MARK.len());
    }
    Ok(reader)
}

struct Decoded {
    reader: Box<dyn BufRead + Send>,
    decoder: Decoder,
    text: Vec<u8>,
    /// How many bytes of `text` were read.
    read: usize,
    is_done: bool,
}

impl Decoded {
    fn decode_more(&mut self) -> io::Result<()> {
        let input = self.reader.fill_buf()?;
        let is_last = input.is_empty();
        let room = self.decoder.max_utf8_buffer_length_without_replacement(input.len()).unwrap_or(input.len());
        self.text.resize(room + 1, 0);
        let (result, taken, mut written) =
            self.decoder.decode_to_utf8_without_replacement(input, &mut self.text[..room], is_last);
        self.reader.consume(taken);
        if let DecoderResult::Malformed(..) = result {
            self.text[written] = MEANINGLESS;
            written += 1;
        } else {
            self.is_done = is_last;
        }
        self.text.truncate(written);
        self.read = 0;
        Ok(())
    }
}

impl BufRead for Decoded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.read == self.text.len() && !self.is_done {
            self.decode_more()?;
        }
        Ok(&self.text[self.read..])
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount;
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let amount = self.fill_buf()?.read(buffer)?;
        self.consume(amount);
        Ok(amount)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use encoding_rs::WINDOWS_1252;

    use super::*;

    fn utf_16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn utf_16be(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    /// The text, however few bytes come at once.
    fn text(bytes: &[u8], given: Option<&'static Encoding>) -> Vec<u8> {
        let read = |capacity| {
            let reader = io::BufReader::with_capacity(capacity, Cursor::new(bytes.to_vec()));
            let mut text = Vec::new();
            decoded(Box::new(reader), of(bytes, given)).unwrap().read_to_end(&mut text).unwrap();
            text
        };
        assert_eq!(read(5), read(10_000));
        read(10_000)
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_its_zeros() {
        let header = "artist\ttitle\nБьорк\t𝄞 Jóga\n";
        for bytes in [
            utf_16le(header),
            utf_16be(header),
            utf_16le(&format!("\u{feff}{header}")),
            utf_16be(&format!("\u{feff}{header}")),
        ] {
            assert_eq!(text(&bytes, None), header.as_bytes());
        }
        assert_eq!(text(&[b"\xef\xbb\xbf", header.as_bytes()].concat(), None), header.as_bytes());
    }

    #[test]
    fn a_given_encoding_counts_unless_the_mark_says_another() {
        assert_eq!(text(b"Bj\xf6rk \x93\x94 \x80", Some(WINDOWS_1252)), "Björk “” €".as_bytes());
        assert_eq!(text(&utf_16le("\u{feff}é"), Some(WINDOWS_1252)), "é".as_bytes());
        assert_eq!(text(b"a\0b", None), b"a\0b");
    }

    #[test]
    fn what_means_nothing_is_no_utf_8() {
        let mut bytes = utf_16le("\u{feff}a");
        bytes.extend([0x00, 0xd8]);
        bytes.extend(utf_16le("b"));
        bytes.push(0x61);
        assert_eq!(text(&bytes, None), b"a\xffb\xff");
    }
}
