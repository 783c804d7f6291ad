//! Atoms, which MP4 files are made of: a size, a kind and a body each, one behind the other and within each other.

use std::io::{Read, Seek};

use super::super::super::bytes::{Fields, Region};
use super::super::Error;

pub struct Atom {
    pub kind: [u8; 4],
    /// As much of it as there is.
    pub body: Region,
    /// Whether it ends where its size says.
    pub is_whole: bool,
}

/// The atoms of one file, and how many more of them are looked at.
pub struct Atoms<'a, S> {
    pub source: &'a mut S,
    left: usize,
    /// Whether one was malformed, or cut.
    pub is_damaged: bool,
    /// Whether one of samples was cut.
    pub is_cut: bool,
}

const HEADER: u64 = 8;
/// More than files have; long ones in fragments come near.
const MOST_ATOMS: usize = 200_000;
/// Containers within each other.
const MOST_NESTED: usize = 8;

impl<'a, S: Read + Seek> Atoms<'a, S> {
    pub fn new(source: &'a mut S) -> Self {
        Self { source, left: MOST_ATOMS, is_damaged: false, is_cut: false }
    }

    /// Whether no more are looked at.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// The atom at the begin of `rest`, which then begins behind it.
    pub fn next(&mut self, rest: &mut Region) -> Result<Option<Atom>, Error> {
        let room = rest.end.saturating_sub(rest.start);
        if room < HEADER || self.is_spent() {
            return Ok(None);
        }
        self.left -= 1;
        let header = self.bytes(*rest, 2 * HEADER)?;
        let mut fields = Fields(&header);
        let (short, kind) = (fields.be::<4>()?, fields.take(4)?);
        let (head, size) = match short {
            // Lists of QuickTime end with zeros.
            0 if kind == [0; 4] => return Ok(None),
            0 => (HEADER, room),
            1 => (2 * HEADER, fields.be::<8>().unwrap_or(0)),
            size => (HEADER, size),
        };
        let Some(length) = size.min(room).checked_sub(head).filter(|_| size >= head) else {
            self.is_damaged = true;
            return Ok(None);
        };
        let body = Region { start: rest.start + head, end: rest.start + head + length };
        rest.start = body.end;
        let atom = Atom { kind: [kind[0], kind[1], kind[2], kind[3]], body, is_whole: size <= room };
        match &atom.kind {
            b"mdat" => self.is_cut |= !atom.is_whole,
            _ => self.is_damaged |= !atom.is_whole,
        }
        Ok(Some(atom))
    }

    /// Every atom of `within`, those of the containers of these kinds in their place.
    pub fn walk(
        &mut self,
        within: Region,
        containers: &[&[u8; 4]],
        mut visit: impl FnMut(&mut Self, &Atom) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut open = vec![within];
        while let Some(rest) = open.last_mut() {
            let Some(atom) = self.next(rest)? else {
                open.pop();
                continue;
            };
            if containers.contains(&&atom.kind) && open.len() < MOST_NESTED {
                open.push(atom.body);
            } else {
                visit(self, &atom)?;
            }
        }
        Ok(())
    }

    /// The bytes of a region, no more than so many.
    pub fn bytes(&mut self, region: Region, most: u64) -> Result<Vec<u8>, Error> {
        super::super::bytes(self.source, region.start, region.end.saturating_sub(region.start).min(most))
    }

    /// Takes what a body says; a malformed one says nothing, and is damage.
    pub fn or_damaged<T: Default>(&mut self, parsed: Result<T, Error>) -> T {
        parsed.unwrap_or_else(|_| {
            self.is_damaged = true;
            T::default()
        })
    }
}

#[cfg(test)]
pub mod tests {
    use std::io::Cursor;

    use super::*;

    pub fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat()
    }

    fn kinds(bytes: &[u8]) -> (Vec<String>, bool) {
        let mut source = Cursor::new(bytes);
        let mut atoms = Atoms::new(&mut source);
        let mut kinds = Vec::new();
        let whole = Region { start: 0, end: bytes.len() as u64 };
        let visit = |_: &mut Atoms<'_, _>, atom: &Atom| {
            let length = atom.body.end - atom.body.start;
            kinds.push(format!("{}{length}", String::from_utf8_lossy(&atom.kind)));
            Ok(())
        };
        atoms.walk(whole, &[b"moov"], visit).unwrap();
        (kinds, atoms.is_damaged)
    }

    #[test]
    fn sizes_are_short_or_long_or_up_to_the_end() {
        let long = [&1_u32.to_be_bytes()[..], b"wide", &17_u64.to_be_bytes(), b"x"].concat();
        let open = [&0_u32.to_be_bytes()[..], b"mdat", b"abc"].concat();
        let bytes = [atom(b"moov", &atom(b"mvhd", b"12")), long, open].concat();
        assert_eq!(kinds(&bytes), (vec!["mvhd2".into(), "wide1".into(), "mdat3".into()], false));
    }

    #[test]
    fn damage_is_skipped_where_the_rest_is_whole() {
        let lying = [&1000_u32.to_be_bytes()[..], b"mvhd", b"12"].concat();
        let bytes = [atom(b"moov", &lying), atom(b"free", b"")].concat();
        assert_eq!(kinds(&bytes), (vec!["mvhd2".into(), "free0".into()], true));
        assert_eq!(kinds(&[&7_u32.to_be_bytes()[..], b"mvhd"].concat()), (vec![], true));
        assert_eq!(kinds(&[0; 16]), (vec![], false));
        let nested = (0..1000).fold(vec![], |bytes, _| atom(b"moov", &bytes));
        assert_eq!(kinds(&nested).0.len(), 1);
    }
}
