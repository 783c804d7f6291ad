//! One track: what it holds, how long, and where its tables are.

use std::io::{Read, Seek};
use std::ops::RangeInclusive;

use super::super::super::bytes::{Fields, Region};
use super::super::Error;
use super::atoms::{Atom, Atoms};
use super::entry;
use super::sound::Sound;

#[derive(Default)]
pub struct Track {
    pub id: u64,
    pub is_enabled: bool,
    /// `soun`, `vide`, `text`, …
    pub handler: Vec<u8>,
    pub clock: Clock,
    pub sound: Option<Sound>,
    /// The tracks that have its chapters.
    pub chapter_tracks: Vec<u64>,
    pub tables: Tables,
}

/// Ticks in a second, and how many there are; none where that isn't stated.
#[derive(Clone, Copy, Default)]
pub struct Clock {
    pub timescale: u64,
    pub ticks: Option<u64>,
}

/// Where it stands how long, how large and where the samples are; without the eight bytes before each.
#[derive(Default)]
pub struct Tables {
    pub durations: Option<Region>,
    pub samples_per_chunk: Option<Region>,
    pub sizes: Option<Region>,
    pub offsets: Option<Region>,
    pub long_offsets: Option<Region>,
}

/// A header, or as much of a list as is looked at.
const MOST_BYTES: u64 = 64 * 1024;
/// Of those in a table of durations: audio has a few, since its samples all last as long.
const MOST_DURATIONS: u64 = 8_000;
const SAMPLE_RATES: RangeInclusive<u64> = 8_000..=768_000;
const MOST_CHAPTER_TRACKS: usize = 16;

impl Track {
    pub fn read<S: Read + Seek>(atoms: &mut Atoms<'_, S>, within: Region) -> Result<Self, Error> {
        let mut track = Self::default();
        atoms.walk(within, &[b"mdia", b"minf", b"stbl", b"tref"], |atoms, atom| track.add(atoms, atom))?;
        // Rates above 65,535 Hz don't fit into a sample entry; a tick is a sample then.
        if let Some(sound) = track.sound.as_mut().filter(|sound| sound.sample_rate == 0) {
            sound.sample_rate = Some(track.clock.timescale).filter(|rate| SAMPLE_RATES.contains(rate)).unwrap_or(0);
        }
        Ok(track)
    }

    fn add<S: Read + Seek>(&mut self, atoms: &mut Atoms<'_, S>, atom: &Atom) -> Result<(), Error> {
        match &atom.kind {
            b"tkhd" => {
                let bytes = atoms.bytes(atom.body, 64)?;
                (self.id, self.is_enabled) = atoms.or_damaged(identity(Fields(&bytes)));
            }
            b"mdhd" => self.clock = Clock::read(atoms, atom)?,
            b"hdlr" => {
                let bytes = atoms.bytes(atom.body, 12)?;
                // QuickTime has another that says where the data is.
                if let Some(handler) = bytes.get(8..12).filter(|_| !bytes[4..].starts_with(b"dhlr")) {
                    self.handler = handler.to_vec();
                }
            }
            b"chap" => {
                let bytes = atoms.bytes(atom.body, 4 * MOST_CHAPTER_TRACKS as u64)?;
                self.chapter_tracks = bytes.chunks_exact(4).filter_map(|id| Fields(id).be::<4>().ok()).collect();
            }
            b"stsd" if self.handler.is_empty() || self.is_sound() => {
                let bytes = atoms.bytes(atom.body, MOST_BYTES)?;
                self.sound = entry::described(&bytes);
            }
            kind => {
                let table = match kind {
                    b"stts" => &mut self.tables.durations,
                    b"stsc" => &mut self.tables.samples_per_chunk,
                    b"stsz" => &mut self.tables.sizes,
                    b"stco" => &mut self.tables.offsets,
                    b"co64" => &mut self.tables.long_offsets,
                    _ => return Ok(()),
                };
                *table = Some(atom.body);
            }
        }
        Ok(())
    }

    pub fn is_sound(&self) -> bool {
        self.handler == b"soun"
    }

    pub fn is_text(&self) -> bool {
        matches!(&self.handler[..], b"text" | b"sbtl" | b"subt")
    }

    pub fn has_known_codec(&self) -> bool {
        self.sound.as_ref().is_some_and(|sound| !sound.codec.is_empty())
    }

    /// How long its samples are together, where they are few kinds; none where there are none.
    pub fn counted_ticks<S: Read + Seek>(&self, atoms: &mut Atoms<'_, S>) -> Result<Option<u64>, Error> {
        let Some(table) = self.tables.durations else { return Ok(None) };
        let bytes = atoms.bytes(table, 8 + 8 * MOST_DURATIONS)?;
        let ticks = durations(&bytes).map(|(count, ticks)| count.saturating_mul(ticks));
        let is_all = table.end - table.start == bytes.len() as u64;
        Ok(Some(ticks.fold(0, u64::saturating_add)).filter(|ticks| is_all && *ticks > 0))
    }
}

/// A table of durations: how many samples last how long.
pub fn durations(table: &[u8]) -> impl Iterator<Item = (u64, u64)> {
    let mut fields = Fields(table);
    let count = fields.take(4).and_then(|_| fields.be::<4>()).unwrap_or(0);
    (0..count).map_while(move |_| Some((fields.be::<4>().ok()?, fields.be::<4>().ok()?)))
}

impl Clock {
    /// That of a track or of the whole: both headers begin alike.
    pub fn read<S: Read + Seek>(atoms: &mut Atoms<'_, S>, atom: &Atom) -> Result<Self, Error> {
        let bytes = atoms.bytes(atom.body, 64)?;
        Ok(atoms.or_damaged(Self::parse(Fields(&bytes))))
    }

    fn parse(mut fields: Fields<'_>) -> Result<Self, Error> {
        let is_long = fields.be::<4>()? >> 24 == 1;
        fields.take(if is_long { 16 } else { 8 })?;
        let timescale = fields.be::<4>()?;
        let (ticks, unknown) =
            if is_long { (fields.be::<8>()?, u64::MAX) } else { (fields.be::<4>()?, u64::from(u32::MAX)) };
        Ok(Self { timescale, ticks: Some(ticks).filter(|ticks| *ticks > 0 && *ticks != unknown) })
    }

    pub fn seconds(self) -> Option<f64> {
        self.ticks.filter(|_| self.timescale > 0).map(|ticks| ticks as f64 / self.timescale as f64)
    }
}

/// A track's number, and whether it is to be played.
fn identity(mut fields: Fields<'_>) -> Result<(u64, bool), Error> {
    let version_and_flags = fields.be::<4>()?;
    fields.take(if version_and_flags >> 24 == 1 { 16 } else { 8 })?;
    Ok((fields.be::<4>()?, version_and_flags & 1 != 0))
}
