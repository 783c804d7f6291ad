//! Bytes of a file at a place, and the numbers in them.

use std::io::{self, Read, Seek, SeekFrom};

use super::Error;

/// The bytes `start..end` of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub start: u64,
    pub end: u64,
}

const MOST_AT_ONCE: u64 = 1 << 20;

/// The bytes from `start` on, fewer where the file ends before.
pub fn read_at(source: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    let mut filled = 0;
    // What a header claims isn't believed before it is there.
    while (filled as u64) < length {
        bytes.resize(filled + MOST_AT_ONCE.min(length - filled as u64) as usize, 0);
        match source.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// The fields of a header, one behind the other; where it ends before, the file was cut.
#[derive(Clone, Copy)]
pub struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    pub fn take(&mut self, length: u64) -> Result<&'a [u8], Error> {
        let split = usize::try_from(length).ok().and_then(|length| self.0.split_at_checked(length));
        let (taken, rest) = split.ok_or_else(cut)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number of so many bytes, the lowest first.
    pub fn le<const BYTES: u64>(&mut self) -> Result<u64, Error> {
        Ok(self.take(BYTES)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// A number of so many bytes, the highest first.
    pub fn be<const BYTES: u64>(&mut self) -> Result<u64, Error> {
        Ok(self.take(BYTES)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// A text of so many bytes in UTF-16 with the low byte first, up to its first NUL.
    pub fn utf16(&mut self, length: u64) -> Result<String, Error> {
        let units = self.take(length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        Ok(char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or('\u{fffd}')).collect())
    }
}

/// The bits of a header, the highest of each byte first.
pub struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A number of at most 64 bits.
    pub fn take(&mut self, bits: usize) -> Result<u64, Error> {
        let mut number = 0;
        for _ in 0..bits {
            let byte = self.bytes.get(self.at / 8).ok_or_else(cut)?;
            number = number << 1 | u64::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Ok(number)
    }

    pub fn skip(&mut self, bits: usize) -> Result<(), Error> {
        self.at += bits;
        if self.at <= self.bytes.len() * 8 { Ok(()) } else { Err(cut()) }
    }

    /// Goes to the begin of a byte.
    pub fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }
}

fn cut() -> Error {
    Error::Truncated("its header is not whole".to_owned())
}
