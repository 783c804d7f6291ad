//! Where the parts of a file are: its index, its samples, its fragments.

use std::io::{Read, Seek};

use super::super::super::Limits;
use super::super::super::bytes::Region;
use super::super::Error;
use super::atoms::{Atom, Atoms};

/// Of the end of a file, for an index.
const MOST_SEARCHED: u64 = 4 << 20;

/// Where the parts of a file are.
#[derive(Default)]
pub struct Layout {
    pub index: Option<Atom>,
    /// An index of the fragments.
    pub fragment_index: Option<Region>,
    /// From the first of them on.
    pub fragments: Option<Region>,
    /// Of samples.
    pub data_bytes: u64,
}

impl Layout {
    pub fn read<S: Read + Seek>(atoms: &mut Atoms<'_, S>, region: Region, limits: &Limits) -> Result<Self, Error> {
        let mut layout = Self::by_sizes(atoms, region)?;
        if layout.index.is_none() {
            layout.index = lost_index(atoms, region, limits)?;
        }
        Ok(layout)
    }

    fn by_sizes<S: Read + Seek>(atoms: &mut Atoms<'_, S>, region: Region) -> Result<Self, Error> {
        let mut layout = Self::default();
        let mut rest = region;
        loop {
            let start = rest.start;
            let Some(atom) = atoms.next(&mut rest)? else { return Ok(layout) };
            match &atom.kind {
                b"moov" if layout.index.is_none() => layout.index = Some(atom),
                b"sidx" if layout.fragment_index.is_none() => layout.fragment_index = Some(atom.body),
                b"mdat" => layout.data_bytes += atom.body.end - atom.body.start,
                b"moof" => {
                    layout.fragments.get_or_insert(Region { start, end: region.end });
                    if layout.index.is_some() {
                        return Ok(layout);
                    }
                }
                _ => {}
            }
        }
    }
}

/// An index near the end that the sizes of what is before it don't lead to.
fn lost_index<S: Read + Seek>(
    atoms: &mut Atoms<'_, S>,
    region: Region,
    limits: &Limits,
) -> Result<Option<Atom>, Error> {
    let start = region.end.saturating_sub(limits.count_bytes.min(MOST_SEARCHED)).max(region.start);
    let bytes = atoms.bytes(Region { start, end: region.end }, MOST_SEARCHED)?;
    let kinds = |bytes: &[u8]| bytes.starts_with(b"moov") && bytes.ends_with(b"mvhd");
    let body = bytes.windows(12).position(kinds).map(|at| Region { start: start + at as u64 + 4, end: region.end });
    Ok(body.map(|body| Atom { kind: *b"moov", body, is_whole: false }))
}
