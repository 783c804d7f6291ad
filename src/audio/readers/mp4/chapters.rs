//! Chapters: Nero's list, or a track of texts as QuickTime has it.

use std::io::{Read, Seek};

use super::super::super::bytes::Fields;
use super::super::super::{Chapter, Error, Limits};
use super::Track;
use super::atoms::{Atom, Atoms};

const MOST: usize = 2_000;
/// Texts that lie so close together are read at once; others only from a disk.
const NEAR: u64 = 256 * 1024;
const LONGEST_TITLE: u64 = 1024;

/// The chapters of the list in an atom.
pub fn in_atom(atoms: &mut Atoms<'_, impl Read + Seek>, atom: Atom) -> Result<Vec<Chapter>, Error> {
    Ok(of_list(&atoms.bytes(atom, NEAR)?))
}

/// Reads a `chpl`; what is cut ends it.
fn of_list(bytes: &[u8]) -> Vec<Chapter> {
    // The version, zeros, and the number of chapters, which fits into a byte.
    let Some((&count, list)) = bytes.get(8..).and_then(<[u8]>::split_first) else { return Vec::new() };
    let mut fields = Fields(list);
    let mut next = || -> Result<Chapter, Error> {
        let start_ms = fields.be::<8>()? / 10_000;
        let length = fields.be::<1>()?;
        Ok(Chapter { start_ms, title: String::from_utf8_lossy(fields.take(length)?).into_owned() })
    };
    (0..count).map_while(|_| next().ok()).collect()
}

/// The texts of a track, each a chapter that begins where it does.
pub fn of_track(
    atoms: &mut Atoms<'_, impl Read + Seek>,
    track: &Track,
    limits: &Limits,
) -> Result<Vec<Chapter>, Error> {
    let Some(samples) = track.samples.filter(|_| track.timescale > 0) else { return Ok(Vec::new()) };
    let tables = atoms.children(samples)?;
    let mut table = |kind: &[u8; 4]| match tables.iter().find(|atom| &atom.kind == kind) {
        Some(atom) => atoms.bytes(*atom, NEAR),
        None => Ok(Vec::new()),
    };
    let starts = starts(Fields(&table(b"stts")?));
    let sizes = sizes(Fields(&table(b"stsz")?));
    let runs = words(&table(b"stsc")?);
    let (short, long) = (words(&table(b"stco")?), table(b"co64")?);
    let mut offsets: Vec<u64> = short.into_iter().map(u64::from).collect();
    offsets.extend(long.get(8..).unwrap_or_default().chunks_exact(8).filter_map(|at| Fields(at).be::<8>().ok()));
    let places = places(&sizes, &offsets, &runs);
    let is_near = places.iter().map(|(at, _)| *at).max().unwrap_or(0)
        - places.iter().map(|(at, _)| *at).min().unwrap_or(0)
        <= NEAR;
    if !is_near && limits.count_bytes < NEAR * 4 {
        return Ok(Vec::new());
    }
    let mut chapters = Vec::new();
    for ((at, size), start) in places.into_iter().zip(starts).take(MOST) {
        let bytes = atoms.bytes_at(at, size.min(LONGEST_TITLE))?;
        let start_ms = (start as f64 * 1000.0 / track.timescale as f64).round() as u64;
        chapters.push(Chapter { start_ms, title: title(&bytes) });
    }
    Ok(chapters)
}

/// Behind its length; UTF-16 has a mark.
fn title(sample: &[u8]) -> String {
    let mut fields = Fields(sample);
    let Ok(text) = fields.be::<2>().and_then(|length| fields.take(length)) else { return String::new() };
    match text {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        text => String::from_utf8_lossy(text).into_owned(),
    }
}

/// Where each sample begins, in parts of the timescale.
fn starts(mut fields: Fields<'_>) -> Vec<u64> {
    let (mut starts, mut at) = (Vec::new(), 0_u64);
    let _ = fields.take(8);
    while let (Ok(count), Ok(duration)) = (fields.be::<4>(), fields.be::<4>()) {
        for _ in 0..count {
            if starts.len() == MOST {
                return starts;
            }
            starts.push(at);
            at = at.saturating_add(duration);
        }
    }
    starts
}

fn sizes(mut fields: Fields<'_>) -> Vec<u64> {
    let _ = fields.take(4);
    let (Ok(same), Ok(count)) = (fields.be::<4>(), fields.be::<4>()) else { return Vec::new() };
    let count = (count as usize).min(MOST);
    if same > 0 {
        return vec![same; count];
    }
    std::iter::from_fn(|| fields.be::<4>().ok()).take(count).collect()
}

/// The numbers of a table behind its version and its count.
fn words(bytes: &[u8]) -> Vec<u32> {
    let words = bytes.get(8..).unwrap_or_default().chunks_exact(4);
    words.map(|word| u32::from_be_bytes([word[0], word[1], word[2], word[3]])).collect()
}

/// Where each sample lies: chunks begin at `offsets`, and `runs` says from which chunk on how many samples each has.
fn places(sizes: &[u64], offsets: &[u64], runs: &[u32]) -> Vec<(u64, u64)> {
    let runs: Vec<(usize, u32)> = runs.chunks_exact(3).map(|run| (run[0].saturating_sub(1) as usize, run[1])).collect();
    let (mut places, mut left, mut run) = (Vec::new(), sizes.iter(), 0);
    for (chunk, &offset) in offsets.iter().enumerate() {
        while runs.get(run + 1).is_some_and(|(first, _)| *first <= chunk) {
            run += 1;
        }
        let mut at = offset;
        for _ in 0..runs.get(run).map_or(1, |(_, samples)| *samples) {
            let Some(&size) = left.next() else { return places };
            places.push((at, size));
            at = at.saturating_add(size);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_tables_are_read_as_far_as_they_go() {
        let list = [
            &[1, 0, 0, 0, 0, 0, 0, 0, 2][..],
            &0_u64.to_be_bytes(),
            b"\x03One",
            &15_000_000_u64.to_be_bytes(),
            b"\x03Two",
        ];
        let list = list.concat();
        let chapter = |start_ms, title: &str| Chapter { start_ms, title: title.to_owned() };
        assert_eq!(of_list(&list), [chapter(0, "One"), chapter(1500, "Two")]);
        assert_eq!(of_list(&list[..list.len() - 1]), [chapter(0, "One")]);
        // Two samples in the first chunk, then one in each.
        let runs = [1, 2, 1, 2, 1, 1];
        assert_eq!(places(&[5, 6, 7, 8], &[100, 200, 300], &runs), [(100, 5), (105, 6), (200, 7), (300, 8)]);
        assert_eq!(title(b"\0\x04\xfe\xff\0A"), "A");
    }
}
