//! How long a track is whose samples are described in fragments, each before its own.

use std::io::{Read, Seek};

use super::super::super::bytes::{Fields, Region};
use super::super::Error;
use super::atoms::Atoms;

/// The fragments of a track, as far as they were gone through.
#[derive(Default)]
pub struct Walked {
    pub ticks: u64,
    /// Bytes of the file that they take.
    pub bytes: u64,
    pub is_whole: bool,
}

/// What a look at a fragment costs, at least.
const BLOCK: u64 = 8 * 1024;
/// Of the samples of one run, as far as there is a choice.
const FEWEST_BYTES: u64 = 64 * 1024;
const MOST_BYTES: u64 = 1 << 20;
const HAS_DURATION: u64 = 0x100;

/// Counts the samples of the track `id` in the fragments that fill `within`, and reads no more than about `most` bytes.
pub fn walk<S: Read + Seek>(
    atoms: &mut Atoms<'_, S>,
    within: Region,
    id: u64,
    default_duration: u64,
    most: u64,
) -> Result<Walked, Error> {
    let mut rest = within;
    let mut walked = Walked { is_whole: true, ..Walked::default() };
    let mut read = 0;
    while let Some(atom) = atoms.next(&mut rest)? {
        if atom.kind == *b"moof" {
            let mut duration = None;
            atoms.walk(atom.body, &[b"traf"], |atoms, atom| {
                match &atom.kind {
                    b"tfhd" => {
                        let bytes = atoms.bytes(atom.body, 64)?;
                        let (track, own) = atoms.or_damaged(header(Fields(&bytes)));
                        duration = (track == id).then(|| own.unwrap_or(default_duration));
                    }
                    b"trun" => {
                        if let Some(duration) = duration {
                            let length = most.saturating_sub(read).clamp(FEWEST_BYTES, MOST_BYTES);
                            let bytes = atoms.bytes(atom.body, length)?;
                            walked.is_whole &= bytes.len() as u64 == atom.body.end - atom.body.start;
                            read += bytes.len() as u64;
                            let ticks = atoms.or_damaged(run(Fields(&bytes), duration));
                            walked.ticks = walked.ticks.saturating_add(ticks);
                        }
                    }
                    _ => {}
                }
                Ok(())
            })?;
            read += BLOCK;
        }
        walked.bytes = rest.start - within.start;
        if read > most {
            walked.is_whole &= rest.start >= rest.end;
            return Ok(walked);
        }
    }
    walked.is_whole &= !atoms.is_spent();
    Ok(walked)
}

/// A track's number, and how long its samples are where none says otherwise.
fn header(mut fields: Fields<'_>) -> Result<(u64, Option<u64>), Error> {
    const HAS_OFFSET: u64 = 1;
    const HAS_DESCRIPTION: u64 = 2;
    const HAS_DEFAULT: u64 = 8;
    let (flags, track) = (fields.be::<4>()?, fields.be::<4>()?);
    fields.take(if flags & HAS_OFFSET != 0 { 8 } else { 0 })?;
    fields.take(if flags & HAS_DESCRIPTION != 0 { 4 } else { 0 })?;
    Ok((track, if flags & HAS_DEFAULT != 0 { Some(fields.be::<4>()?) } else { None }))
}

/// How long the samples of a run are together; where they are many, by the first of them.
fn run(mut fields: Fields<'_>, default_duration: u64) -> Result<u64, Error> {
    let (flags, count) = (fields.be::<4>()?, fields.be::<4>()?);
    if flags & HAS_DURATION == 0 {
        return Ok(count.saturating_mul(default_duration));
    }
    fields.take(4 * u64::from((flags & 0b101).count_ones()))?;
    let entry_bytes = 4 * (flags & 0xf00).count_ones() as usize;
    let entries = fields.0.chunks_exact(entry_bytes).take(count as usize);
    let known = entries.len() as u64;
    let ticks: u64 = entries.map(|entry| Fields(entry).be::<4>().unwrap_or(0)).sum();
    Ok((u128::from(ticks) * u128::from(count) / u128::from(known.max(1))).min(u128::from(u64::MAX)) as u64)
}

/// The seconds that an index of fragments covers; none where it doesn't reach to the end of `fragments`.
pub fn indexed(index: &[u8], fragments: Region) -> Option<f64> {
    let (bytes, ticks, timescale) = index_sums(Fields(index)).ok()?;
    let is_of_all = bytes >= (fragments.end - fragments.start) / 10 * 9;
    (is_of_all && timescale > 0).then(|| ticks as f64 / timescale as f64)
}

fn index_sums(mut fields: Fields<'_>) -> Result<(u64, u64, u64), Error> {
    let version = fields.be::<4>()? >> 24;
    fields.take(4)?;
    let timescale = fields.be::<4>()?;
    fields.take(if version == 0 { 10 } else { 18 })?;
    let (mut bytes, mut ticks) = (0, 0);
    for _ in 0..fields.be::<2>()? {
        bytes += fields.be::<4>()? & 0x7fff_ffff;
        ticks += fields.be::<4>()?;
        fields.take(4)?;
    }
    Ok((bytes, ticks, timescale))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::atoms::tests::atom;
    use super::*;

    fn words(words: &[u32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    fn fragment(header: &[u32], run: &[u32]) -> Vec<u8> {
        let track = [atom(b"tfhd", &words(header)), atom(b"trun", &words(run))].concat();
        [atom(b"moof", &atom(b"traf", &track)), atom(b"mdat", &[0; 32])].concat()
    }

    #[test]
    fn samples_last_as_they_say_or_as_their_fragment_or_track_says() {
        let bytes = [
            fragment(&[0, 1], &[0x301, 3, 0, 100, 9, 100, 9, 50, 9]),
            fragment(&[8, 1, 10], &[0, 7]),
            fragment(&[0, 1], &[0, 2]),
            fragment(&[0, 2], &[0, 1000]),
        ]
        .concat();
        let whole = Region { start: 0, end: bytes.len() as u64 };
        let mut source = Cursor::new(&bytes);
        let mut atoms = Atoms::new(&mut source);
        let walked = walk(&mut atoms, whole, 1, 1024, u64::MAX).unwrap();
        assert_eq!((walked.ticks, walked.bytes, walked.is_whole), (250 + 70 + 2048, whole.end, true));
        let walked = walk(&mut atoms, whole, 1, 1024, 1).unwrap();
        assert_eq!((walked.ticks, walked.is_whole), (250, false));
    }

    #[test]
    fn an_index_counts_only_where_it_is_of_all() {
        let index = words(&[0, 1, 1000, 0, 0, 2, 60, 1500, 0, 40, 1000, 0]);
        assert_eq!(indexed(&index, Region { start: 0, end: 100 }), Some(2.5));
        assert_eq!(indexed(&index, Region { start: 0, end: 1000 }), None);
        assert_eq!(indexed(&index[..30], Region { start: 0, end: 100 }), None);
    }
}
