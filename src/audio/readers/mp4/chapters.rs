//! Chapters: Nero's list, and QuickTime's track of texts.

use std::io::{Read, Seek};

use encoding_rs::UTF_16BE;

use super::super::super::bytes::{Fields, Region};
use super::super::{Chapter, Error};
use super::atoms::Atoms;
use super::track::{Tables, Track, durations};

/// More than any book has.
const MOST: usize = 2_000;
/// Of a title that is read.
const LONGEST: u64 = 1024;
/// Titles that lie apart from the one before, each of which may be a request.
const MOST_APART: usize = 64;
const NEAR: u64 = 64 * 1024;

/// Nero's list: a time in 100 ns, and a title of up to 255 bytes.
pub fn of_nero(bytes: &[u8]) -> Vec<Chapter> {
    let mut fields = Fields(bytes);
    let mut count = || -> Result<u64, Error> {
        if fields.be::<4>()? >> 24 > 0 {
            fields.take(4)?;
        }
        fields.be::<1>()
    };
    let count = count().unwrap_or(0);
    let chapter = |_| -> Result<Chapter, Error> {
        let (start, length) = (fields.be::<8>()?, fields.be::<1>()?);
        Ok(Chapter {
            start_ms: start.saturating_add(5_000) / 10_000,
            title: String::from_utf8_lossy(fields.take(length)?).into_owned(),
        })
    };
    let mut chapters: Vec<Chapter> = (0..count).map(chapter).map_while(Result::ok).collect();
    chapters.sort_by_key(|chapter| chapter.start_ms);
    chapters
}

/// A track whose samples are titles, each shown as long as its chapter lasts.
pub fn of_track<S: Read + Seek>(atoms: &mut Atoms<'_, S>, track: &Track) -> Result<Vec<Chapter>, Error> {
    let Some(table) = track.tables.durations.filter(|_| track.clock.timescale > 0) else { return Ok(vec![]) };
    let table = atoms.bytes(table, 8 + 8 * MOST as u64)?;
    let lengths =
        durations(&table).flat_map(|(count, ticks)| std::iter::repeat_n(ticks, count.min(MOST as u64) as usize));
    let places = places(atoms, &track.tables)?;
    let mut chapters = Vec::new();
    let (mut ticks, mut apart, mut last) = (0_u64, 0, 0_u64);
    for (length, place) in lengths.zip(places) {
        if place.start.abs_diff(last) > NEAR {
            apart += 1;
        }
        let title = if apart > MOST_APART { String::new() } else { title(&atoms.bytes(place, 2 + LONGEST)?) };
        last = place.start;
        let start_ms = (ticks as f64 * 1000.0 / track.clock.timescale as f64).round() as u64;
        chapters.push(Chapter { start_ms, title });
        ticks = ticks.saturating_add(length);
    }
    Ok(chapters)
}

/// A text behind its length; styles may follow.
fn title(sample: &[u8]) -> String {
    let Some((length, text)) = sample.split_first_chunk::<2>() else { return String::new() };
    let text = &text[..usize::from(u16::from_be_bytes(*length)).min(text.len())];
    match text {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => UTF_16BE.decode(text).0.into_owned(),
        text => String::from_utf8_lossy(text).into_owned(),
    }
}

/// Where the first samples of a track are.
fn places<S: Read + Seek>(atoms: &mut Atoms<'_, S>, tables: &Tables) -> Result<Vec<Region>, Error> {
    let offsets = match tables.offsets {
        Some(table) => numbers(atoms, Some(table), 8, 4)?,
        None => numbers(atoms, tables.long_offsets, 8, 8)?,
    };
    let sizes = numbers(atoms, tables.sizes, 4, 4)?;
    let runs = numbers(atoms, tables.samples_per_chunk, 8, 4)?;
    let [common_size, _, sizes @ ..] = &sizes[..] else { return Ok(vec![]) };
    let mut sizes = sizes.iter().copied();
    let mut runs = runs.chunks_exact(3).map(|run| (run[0], run[1])).peekable();
    let mut samples_in_chunk = 1;
    let mut places = Vec::new();
    for (chunk, offset) in (1..).zip(offsets) {
        while let Some((_, samples)) = runs.next_if(|(first, _)| *first <= chunk) {
            samples_in_chunk = samples;
        }
        let mut start = offset;
        for _ in 0..samples_in_chunk {
            let size = if *common_size > 0 { Some(*common_size) } else { sizes.next() };
            let Some(size) = size.filter(|_| places.len() < MOST) else { return Ok(places) };
            places.push(Region { start, end: start.saturating_add(size) });
            start = start.saturating_add(size);
        }
    }
    Ok(places)
}

/// The numbers in a table, behind its head.
fn numbers<S: Read + Seek>(
    atoms: &mut Atoms<'_, S>,
    table: Option<Region>,
    head: u64,
    width: usize,
) -> Result<Vec<u64>, Error> {
    const MOST_NUMBERS: usize = 3 * MOST;
    let Some(Region { start, end }) = table else { return Ok(vec![]) };
    let list = Region { start: start.saturating_add(head), end };
    let bytes = atoms.bytes(list, (MOST_NUMBERS * width) as u64)?;
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    Ok(bytes.chunks_exact(width).map(number).collect())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::audio::readers::mp4::track::Clock;

    fn chapter(start_ms: u64, title: &str) -> Chapter {
        Chapter { start_ms, title: title.to_owned() }
    }

    #[test]
    fn nero_lists_times_and_titles() {
        let list = |version: u8| {
            let reserved: &[u8] = if version > 0 { &[0; 4] } else { &[] };
            let first = [&0_u64.to_be_bytes()[..], b"\x03Ebb"].concat();
            let second = [&625_000_000_u64.to_be_bytes()[..], b"\x04Flow"].concat();
            [&[version, 0, 0, 0], reserved, &[2], &first, &second].concat()
        };
        let expected = [chapter(0, "Ebb"), chapter(62_500, "Flow")];
        assert_eq!((of_nero(&list(0)), of_nero(&list(1))), (expected.to_vec(), expected.to_vec()));
        assert_eq!(of_nero(&list(1)[..24]), expected[..1]);
    }

    #[test]
    fn titles_are_the_samples_of_a_track() {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        // Two samples in the first chunk, one in the second.
        let samples = b"\0\x03Ebb\0\x04Flow....\0\x06\xfe\xff\0A\0b";
        let tables = [
            words(&[0, 2, 2, 1500, 1, 500]),
            words(&[0, 2, 1, 2, 1, 2, 1, 1]),
            words(&[0, 0, 3, 5, 6, 8]),
            words(&[0, 2, 0, 15]),
        ];
        let mut bytes = samples.to_vec();
        let regions = tables.map(|table| {
            let start = bytes.len() as u64;
            bytes.extend(table);
            Some(Region { start, end: bytes.len() as u64 })
        });
        let [durations, samples_per_chunk, sizes, offsets] = regions;
        let tables = Tables { durations, samples_per_chunk, sizes, offsets, long_offsets: None };
        let track = Track { tables, clock: Clock { timescale: 1000, ticks: None }, ..Track::default() };
        let mut source = Cursor::new(bytes);
        let found = of_track(&mut Atoms::new(&mut source), &track).unwrap();
        assert_eq!(found, [chapter(0, "Ebb"), chapter(1500, "Flow"), chapter(3000, "Ab")]);
    }
}
