//! Atoms: a length, a kind, a body, which may be atoms again. What can't be is passed over or ends the row.

use std::io::{Read, Seek};

use super::super::super::Error;
use super::super::super::bytes::{Fields, Region, read_at};

/// The bytes of an atom's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    pub kind: [u8; 4],
    pub start: u64,
    pub end: u64,
    /// Whether its length says that there is more than what is around it.
    pub is_cut: bool,
}

/// Atoms in one row, and in a whole file: more than any has.
const MOST_IN_A_ROW: usize = 20_000;
const MOST: usize = 200_000;

/// A file of atoms.
pub struct Atoms<'a, S> {
    source: &'a mut S,
    seen: usize,
    /// Whether something was malformed.
    pub is_damaged: bool,
}

impl<'a, S: Read + Seek> Atoms<'a, S> {
    pub fn new(source: &'a mut S) -> Self {
        Self { source, seen: 0, is_damaged: false }
    }

    /// The atoms of the file itself.
    pub fn top(&mut self, region: Region) -> Result<Vec<Atom>, Error> {
        self.row(region.start, region.end, true)
    }

    /// The atoms in the body of one.
    pub fn children(&mut self, atom: Atom) -> Result<Vec<Atom>, Error> {
        self.row(atom.start, atom.end, false)
    }

    /// The first bytes of an atom's body.
    pub fn bytes(&mut self, atom: Atom, most: u64) -> Result<Vec<u8>, Error> {
        self.bytes_at(atom.start, most.min(atom.end - atom.start))
    }

    pub fn bytes_at(&mut self, start: u64, length: u64) -> Result<Vec<u8>, Error> {
        read_at(self.source, start, length).map_err(Error::Io)
    }

    fn row(&mut self, start: u64, end: u64, is_top: bool) -> Result<Vec<Atom>, Error> {
        let mut row = Vec::new();
        let mut at = start;
        while at + 8 <= end && row.len() < MOST_IN_A_ROW && self.seen < MOST {
            self.seen += 1;
            let header = self.bytes_at(at, 16.min(end - at))?;
            let mut fields = Fields(&header);
            let short = fields.be::<4>()?;
            let kind: [u8; 4] = fields.take(4)?.try_into().unwrap_or_default();
            let (length, head) = match short {
                // To the end of the file; elsewhere it ends a row of QuickTime.
                0 if is_top => (end - at, 8),
                0 => break,
                1 => (fields.be::<8>().unwrap_or_default(), 16),
                length => (length, 8),
            };
            if length < head {
                self.is_damaged = true;
                break;
            }
            let claimed = at.saturating_add(length);
            let is_cut = claimed > end;
            self.is_damaged |= is_cut && &kind != b"mdat";
            row.push(Atom { kind, start: (at + head).min(end), end: claimed.min(end), is_cut });
            at = claimed;
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn rows(bytes: &[u8]) -> (Vec<(String, u64, u64)>, bool) {
        let mut source = Cursor::new(bytes);
        let mut atoms = Atoms::new(&mut source);
        let row = atoms.top(Region { start: 0, end: bytes.len() as u64 }).unwrap();
        let shown = |atom: &Atom| (String::from_utf8_lossy(&atom.kind).into_owned(), atom.start, atom.end);
        (row.iter().map(shown).collect(), atoms.is_damaged)
    }

    #[test]
    fn lengths_are_short_long_or_to_the_end() {
        let long = [&1_u32.to_be_bytes()[..], b"mdat", &18_u64.to_be_bytes(), b"xy"].concat();
        let bytes = [&8_u32.to_be_bytes()[..], b"free", &long, &[0; 4], b"moov", b"abc"].concat();
        let expected = [("free", 8, 8), ("mdat", 24, 26), ("moov", 34, 37)];
        let expected = expected.map(|(kind, start, end)| (kind.to_owned(), start, end)).to_vec();
        assert_eq!(rows(&bytes), (expected, false));
    }

    #[test]
    fn impossible_lengths_end_the_row() {
        let first = [&8_u32.to_be_bytes()[..], b"free"].concat();
        let short = [&first[..], &5_u32.to_be_bytes(), b"trak"].concat();
        assert_eq!(rows(&short), (vec![("free".to_owned(), 8, 8)], true));
        let long = [&first[..], &999_u32.to_be_bytes(), b"moov", b"ab"].concat();
        assert_eq!(rows(&long).0[1], ("moov".to_owned(), 16, 18));
    }
}
