//! How long a track is whose samples are described in fragments, each before its own.

use std::io::{Read, Seek};

use super::super::super::bytes::{Fields, Region};
use super::super::super::region;
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

/// What a look at a fragment costs, where it is no smaller.
const BLOCK: u64 = 64 * 1024;
/// Of the end of a file, for its last fragments.
const TAILS: [u64; 2] = [64 * 1024, 256 * 1024];
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
                            let ticks = atoms.or_damaged(run(Fields(&bytes), duration));
                            walked.ticks = walked.ticks.saturating_add(ticks);
                        }
                    }
                    _ => {}
                }
                Ok(())
            })?;
        }
        walked.bytes = rest.start - within.start;
        let length = atom.body.end - atom.body.start;
        read += if atom.kind == *b"moof" { length } else { length.min(BLOCK) };
        // What a fragment says goes with its samples.
        if read > most && atom.kind != *b"moof" {
            walked.is_whole &= rest.start >= rest.end;
            return Ok(walked);
        }
    }
    walked.is_whole &= !atoms.is_spent();
    Ok(walked)
}

/// How long the track `id` is by the time at which one of its last fragments begins; none where none says that.
pub fn up_to_the_last<S: Read + Seek>(
    atoms: &mut Atoms<'_, S>,
    within: Region,
    id: u64,
    default_duration: u64,
    most: u64,
) -> Result<Option<u64>, Error> {
    let was_damaged = atoms.is_damaged;
    let mut last = by_the_index(atoms, within, id)?;
    for length in TAILS {
        if last.is_none() {
            last = in_the_tail(atoms, within, id, length)?;
        }
    }
    // What looked like a fragment may have been sound.
    atoms.is_damaged = was_damaged;
    let Some((start, begins)) = last else { return Ok(None) };
    let walked = walk(atoms, Region { start, end: within.end }, id, default_duration, most)?;
    // A recording of what was going on doesn't begin at nought.
    let first = begin(atoms, within, id)?.unwrap_or(0);
    let is_known = walked.is_whole && walked.ticks > 0;
    Ok(begins.checked_sub(first).filter(|_| is_known).map(|ticks| ticks.saturating_add(walked.ticks)))
}

/// Where the last fragment is that the index at the end names, and when it begins.
fn by_the_index<S: Read + Seek>(
    atoms: &mut Atoms<'_, S>,
    within: Region,
    id: u64,
) -> Result<Option<(u64, u64)>, Error> {
    let length = region::fragments_index(atoms.source, within.end).map_err(Error::Io)?;
    let index = Region { start: within.end - length.min(within.end), end: within.end };
    let mut last = None;
    atoms.walk(index, &[b"mfra"], |atoms, atom| {
        if atom.kind == *b"tfra" {
            let head = atoms.bytes(atom.body, 16)?;
            if let Ok((track, is_long, entry_bytes, count)) = random_access(Fields(&head))
                && let Some(before) = count.checked_sub(1).filter(|_| track == id)
            {
                let start = atom.body.start + 16 + before * entry_bytes;
                let entry = atoms.bytes(Region { start, end: atom.body.end }, entry_bytes)?;
                let mut fields = Fields(&entry);
                let mut number = || if is_long { fields.be::<8>() } else { fields.be::<4>() };
                last = number().ok().zip(number().ok());
            }
        }
        Ok(())
    })?;
    let Some((time, start)) = last.filter(|(_, start)| (within.start..within.end).contains(start)) else {
        return Ok(None);
    };
    let is_fragment = atoms.bytes(Region { start, end: within.end }, 8)?.ends_with(b"moof");
    let begins = begin(atoms, Region { start, end: within.end }, id)?.unwrap_or(time);
    Ok(is_fragment.then_some((start, begins)))
}

/// A track's number, whether its numbers have 64 bits, how long an entry is, and how many there are.
fn random_access(mut fields: Fields<'_>) -> Result<(u64, bool, u64, u64), Error> {
    let is_long = fields.be::<4>()? >> 24 > 0;
    let (track, sizes, count) = (fields.be::<4>()?, fields.be::<4>()?, fields.be::<4>()?);
    let numbers = 3 + (sizes >> 4 & 3) + (sizes >> 2 & 3) + (sizes & 3);
    Ok((track, is_long, if is_long { 16 } else { 8 } + numbers, count))
}

/// The first fragment of the track in so much of the end, and when it begins.
fn in_the_tail<S: Read + Seek>(
    atoms: &mut Atoms<'_, S>,
    within: Region,
    id: u64,
    length: u64,
) -> Result<Option<(u64, u64)>, Error> {
    let start = within.end.saturating_sub(length).max(within.start);
    let tail = atoms.bytes(Region { start, end: within.end }, length)?;
    for at in memchr::memmem::find_iter(&tail, b"moof").filter(|at| *at >= 4) {
        let fragment = Region { start: start + at as u64 - 4, end: within.end };
        if let Some(begins) = begin(atoms, fragment, id)? {
            return Ok(Some((fragment.start, begins)));
        }
    }
    Ok(None)
}

/// When the fragment here begins, if it is of the track and says so.
fn begin<S: Read + Seek>(atoms: &mut Atoms<'_, S>, mut here: Region, id: u64) -> Result<Option<u64>, Error> {
    let Some(fragment) = atoms.next(&mut here)?.filter(|atom| atom.is_whole && atom.kind == *b"moof") else {
        return Ok(None);
    };
    let (mut is_of_track, mut begins) = (false, None);
    atoms.walk(fragment.body, &[b"traf"], |atoms, atom| {
        let bytes = atoms.bytes(atom.body, 16)?;
        let mut fields = Fields(&bytes);
        match &atom.kind {
            b"tfhd" => is_of_track = fields.be::<8>().is_ok_and(|number| number & u64::from(u32::MAX) == id),
            b"tfdt" if is_of_track => {
                let is_long = fields.be::<4>().is_ok_and(|version| version >> 24 > 0);
                begins = if is_long { fields.be::<8>() } else { fields.be::<4>() }.ok();
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(begins)
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

    fn timed(track: u32, begins: u32, samples: u32, bytes: usize) -> Vec<u8> {
        let header = atom(b"tfhd", &words(&[8, track, 10]));
        let track = [header, atom(b"tfdt", &words(&[0, begins])), atom(b"trun", &words(&[0, samples]))].concat();
        [atom(b"moof", &atom(b"traf", &track)), atom(b"mdat", &vec![7; bytes])].concat()
    }

    #[test]
    fn one_of_the_last_fragments_says_when_it_begins() {
        let fragments = [timed(1, 500, 9, 300_000), timed(2, 7, 9, 9), timed(1, 590, 5, 40_000), timed(2, 9, 1, 9)];
        let bytes = fragments.concat();
        let last = (fragments[0].len() + fragments[1].len()) as u32;
        let entries = words(&[0, 1, 0, 1, 550, last]);
        let entry = atom(b"tfra", &[&entries[..], &[1; 3]].concat());
        let index = atom(b"mfra", &[&entry[..], &atom(b"mfro", &words(&[0, entry.len() as u32 + 24]))].concat());
        for (index, id, expected) in [(&index[..], 1, Some(140)), (b"", 1, Some(140)), (b"", 3, None)] {
            let bytes = [&bytes, index].concat();
            let whole = Region { start: 0, end: bytes.len() as u64 };
            let mut source = Cursor::new(&bytes);
            assert_eq!(up_to_the_last(&mut Atoms::new(&mut source), whole, id, 0, 1 << 20).unwrap(), expected);
            assert_eq!(region::fragments_index(&mut source, whole.end).unwrap(), index.len() as u64);
        }
    }

    #[test]
    fn an_index_counts_only_where_it_is_of_all() {
        let index = words(&[0, 1, 1000, 0, 0, 2, 60, 1500, 0, 40, 1000, 0]);
        assert_eq!(indexed(&index, Region { start: 0, end: 100 }), Some(2.5));
        assert_eq!(indexed(&index, Region { start: 0, end: 1000 }), None);
        assert_eq!(indexed(&index[..30], Region { start: 0, end: 100 }), None);
    }
}
