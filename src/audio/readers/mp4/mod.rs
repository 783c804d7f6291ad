//! MP4 and its kin (M4A, M4B, 3GP, QuickTime): an index of atoms within atoms, wherever it stands in the file.

mod atoms;
mod chapters;
mod fragments;
mod items;
mod sound;

use std::io::{Read, Seek};

use super::super::bytes::{Fields, Region};
use super::super::{DurationMethod, Error, Limits};
use super::Headers;
use atoms::{Atom, Atoms};
use sound::Sound;

/// What a file of this family begins with, behind the length of its first atom.
const FIRST: [&[u8; 4]; 7] = [b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"];

pub fn is_mp4(head: &[u8]) -> bool {
    let kind = head.get(4..8);
    FIRST.iter().any(|first| kind == Some(&first[..]))
}

/// One track of the index.
struct Track {
    id: u64,
    is_enabled: bool,
    handler: [u8; 4],
    timescale: u64,
    /// In parts of the timescale; 0 where it isn't known.
    duration: u64,
    sound: Sound,
    /// The tracks whose texts are chapters of this one.
    chapters: Vec<u64>,
    /// Where its samples are described.
    samples: Option<Atom>,
}

pub fn read(source: &mut (impl Read + Seek), region: Region, limits: &Limits) -> Result<Headers, Error> {
    let mut atoms = Atoms::new(source);
    let file = atoms.top(region)?;
    let index = file.iter().find(|atom| &atom.kind == b"moov");
    let index = *index.ok_or_else(|| Error::Truncated("it has no index (moov atom)".to_owned()))?;
    let inside = atoms.children(index)?;
    let mut tracks = Vec::new();
    for trak in inside.iter().filter(|atom| &atom.kind == b"trak") {
        tracks.push(track(&mut atoms, *trak)?);
    }
    let mut sounds = tracks.iter().filter(|track| &track.handler == b"soun");
    let best = sounds.clone().find(|track| track.is_enabled && !track.sound.codec.is_empty());
    let track = best.or_else(|| sounds.next());
    let mut headers = Headers { format: "mp4", mime_type: "audio/mp4", ..Headers::default() };
    match track {
        Some(track) => {
            let Sound { codec, channels, sample_rate, bits_per_sample } = track.sound;
            (headers.codec, headers.channels) = (codec, channels);
            (headers.sample_rate, headers.bits_per_sample) = (sample_rate, bits_per_sample);
            last(&mut headers, track.duration, track.timescale);
            let mvex = inside.iter().find(|atom| &atom.kind == b"mvex");
            if let Some(found) = fragments::length(&mut atoms, &file, mvex.copied(), track, region, limits)? {
                (headers.seconds, headers.method) = (Some(found.seconds), Some(found.method));
            }
        }
        // A damaged index may have lost its tracks, and still say how long it all is.
        None if tracks.is_empty() => {
            let whole = inside.iter().find(|atom| &atom.kind == b"mvhd").ok_or(Error::NoAudioTrack)?;
            let (timescale, duration) = times(&atoms.bytes(*whole, 32)?)?;
            last(&mut headers, duration, timescale);
            headers.is_damaged = true;
        }
        None => return Err(Error::NoAudioTrack),
    }
    let sound: u64 = file.iter().filter(|atom| &atom.kind == b"mdat").map(|atom| atom.end - atom.start).sum();
    headers.audio_bytes = (tracks.len() < 2 && sound > 0).then_some(sound);
    items::read(&mut atoms, &inside, &mut headers)?;
    if headers.chapters.is_empty() {
        let is_of = |id: &u64| track.is_some_and(|track| track.chapters.contains(id));
        if let Some(texts) = tracks.iter().find(|track| is_of(&track.id)) {
            headers.chapters = chapters::of_track(&mut atoms, texts, limits)?;
        }
    }
    headers.is_damaged |= atoms.is_damaged;
    headers.is_cut = file.iter().any(|atom| &atom.kind == b"mdat" && atom.is_cut);
    Ok(headers)
}

fn last(headers: &mut Headers, duration: u64, timescale: u64) {
    if duration > 0 && timescale > 0 {
        headers.seconds = Some(duration as f64 / timescale as f64);
        headers.method = Some(DurationMethod::Header);
    }
}

fn track(atoms: &mut Atoms<'_, impl Read + Seek>, trak: Atom) -> Result<Track, Error> {
    let mut track = Track {
        id: 0,
        is_enabled: true,
        handler: [0; 4],
        timescale: 0,
        duration: 0,
        sound: Sound::default(),
        chapters: Vec::new(),
        samples: None,
    };
    for atom in atoms.children(trak)? {
        match &atom.kind {
            b"tkhd" => {
                let bytes = atoms.bytes(atom, 24)?;
                track.is_enabled = bytes.get(3).is_some_and(|flags| flags & 1 != 0);
                let mut fields = Fields(&bytes);
                let version = fields.be::<1>()?;
                fields.take(if version == 1 { 3 + 16 } else { 3 + 8 })?;
                track.id = fields.be::<4>()?;
            }
            b"tref" => {
                for reference in atoms.children(atom)?.iter().filter(|atom| &atom.kind == b"chap") {
                    let bytes = atoms.bytes(*reference, 64)?;
                    track.chapters.extend(bytes.chunks_exact(4).filter_map(|id| Fields(id).be::<4>().ok()));
                }
            }
            b"mdia" => media(atoms, atom, &mut track)?,
            _ => {}
        }
    }
    Ok(track)
}

fn media(atoms: &mut Atoms<'_, impl Read + Seek>, mdia: Atom, track: &mut Track) -> Result<(), Error> {
    for atom in atoms.children(mdia)? {
        match &atom.kind {
            b"mdhd" => (track.timescale, track.duration) = times(&atoms.bytes(atom, 32)?)?,
            b"hdlr" => {
                let bytes = atoms.bytes(atom, 12)?;
                track.handler = bytes.last_chunk().copied().unwrap_or_default();
            }
            b"minf" => {
                let Some(samples) = atoms.children(atom)?.into_iter().find(|atom| &atom.kind == b"stbl") else {
                    continue;
                };
                track.samples = Some(samples);
            }
            _ => {}
        }
    }
    if let Some(samples) = track.samples.filter(|_| &track.handler == b"soun") {
        let description = atoms.children(samples)?.into_iter().find(|atom| &atom.kind == b"stsd");
        if let Some(description) = description {
            track.sound = sound::read(&atoms.bytes(description, sound::LARGEST)?).unwrap_or_default();
        }
    }
    Ok(())
}

/// The timescale and the duration of a `mdhd` or a `mvhd`.
fn times(bytes: &[u8]) -> Result<(u64, u64), Error> {
    let mut fields = Fields(bytes);
    let version = fields.be::<1>()?;
    fields.take(3)?;
    let known = |duration: u64, most: u64| if duration == most { 0 } else { duration };
    if version == 1 {
        fields.take(16)?;
        Ok((fields.be::<4>()?, known(fields.be::<8>()?, u64::MAX)))
    } else {
        fields.take(8)?;
        Ok((fields.be::<4>()?, known(fields.be::<4>()?, u32::MAX.into())))
    }
}
