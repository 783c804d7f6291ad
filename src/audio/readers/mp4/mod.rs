//! MP4 and its kin (M4A, M4B, 3GP, QuickTime), all of atoms: what the index (`moov`) says of the sound, and the tags
//! and chapters. Tables of samples and pictures are not loaded.

mod atoms;
mod chapters;
mod codec_names;
mod cover;
mod entry;
mod esds;
mod fragments;
mod layout;
mod sound;
mod tag_kinds;
mod tags;
#[cfg(test)]
mod tests;
mod track;
mod values;

use std::io::{Read, Seek};

use super::super::bytes::{Fields, Region};
use super::super::{DurationMethod, Error, Limits};
use super::Headers;
use atoms::{Atom, Atoms};
use layout::Layout;
use tags::Tags;
use track::{Clock, Track};

const MOST_TRACKS: usize = 256;
/// Of an index of fragments.
const MOST_INDEX_BYTES: u64 = 1 << 20;

/// Reads a file whose atoms lie in `region`; where no header tells the duration, no more than `limits` say is counted.
pub fn read(source: &mut (impl Read + Seek), region: Region, limits: &Limits) -> Result<Headers, Error> {
    let mut atoms = Atoms::new(source);
    let layout = Layout::read(&mut atoms, region, limits)?;
    let Some(index) = &layout.index else {
        return Err(Error::Truncated("its index (moov) is missing".to_owned()));
    };
    // Outside of the index, there may be anything behind what is known.
    atoms.is_damaged = !index.is_whole;
    let movie = Movie::read(&mut atoms, index.body)?;
    if movie.tracks.is_empty() && movie.clock.seconds().is_some() {
        return Ok(movie.without_tracks());
    }
    let Some(track) = movie.audio_track() else {
        let missing = || Error::Truncated("its index (moov) is not whole".to_owned());
        return Err(if index.is_whole { Error::NoAudioTrack } else { missing() });
    };
    let sound = track.sound.as_ref();
    let mut headers = Headers {
        format: "mp4",
        mime_type: "audio/mp4",
        codec: sound.map_or("", |sound| sound.codec),
        channels: sound.map_or(0, |sound| sound.channels),
        sample_rate: sound.map_or(0, |sound| sound.sample_rate),
        bits_per_sample: sound.and_then(|sound| sound.bits_per_sample),
        ..Headers::default()
    };
    let duration = movie.duration(&mut atoms, track, &layout, limits)?;
    (headers.seconds, headers.method) = duration.unzip();
    headers.audio_bytes = movie.audio_bytes(track, &layout, headers.seconds);
    headers.chapters = movie.chapters(&mut atoms, track)?;
    headers.is_damaged = atoms.is_damaged || sound.is_none();
    headers.is_cut = atoms.is_cut;
    headers.artwork = movie.tags.artwork.clone();
    for Region { start, end } in movie.tags.id3.iter().copied() {
        headers.add_id3(source, start, end - start)?;
    }
    headers.tags.insert(0, movie.tags.into_revision());
    Ok(headers)
}

/// What the index says.
#[derive(Default)]
struct Movie {
    clock: Clock,
    tracks: Vec<Track>,
    tags: Tags,
    /// How long the samples of a track are in fragments.
    default_durations: Vec<(u64, u64)>,
    /// Of the fragments, in the movie's ticks.
    fragment_ticks: Option<u64>,
}

impl Movie {
    fn read<S: Read + Seek>(atoms: &mut Atoms<'_, S>, within: Region) -> Result<Self, Error> {
        let mut movie = Self::default();
        atoms.walk(within, &[b"mvex"], |atoms, atom| movie.add(atoms, atom))?;
        Ok(movie)
    }

    fn add<S: Read + Seek>(&mut self, atoms: &mut Atoms<'_, S>, atom: &Atom) -> Result<(), Error> {
        match &atom.kind {
            b"mvhd" => self.clock = Clock::read(atoms, atom)?,
            b"trak" if self.tracks.len() < MOST_TRACKS => self.tracks.push(Track::read(atoms, atom.body)?),
            b"udta" => self.tags.read_user_data(atoms, atom.body)?,
            b"meta" => self.tags.read_meta(atoms, atom.body)?,
            b"mehd" => {
                let bytes = atoms.bytes(atom.body, 12)?;
                let ticks = bytes.get(4..).and_then(values::number);
                self.fragment_ticks = ticks.filter(|ticks| *ticks > 0);
            }
            b"trex" if self.default_durations.len() < MOST_TRACKS => {
                let bytes = atoms.bytes(atom.body, 24)?;
                let mut fields = Fields(bytes.get(4..).unwrap_or_default());
                let mut defaults = || Ok((fields.be::<4>()?, fields.be::<8>()? & u64::from(u32::MAX)));
                self.default_durations.push(atoms.or_damaged(defaults()));
            }
            _ => {}
        }
        Ok(())
    }

    /// What an index says that has lost its tracks.
    fn without_tracks(self) -> Headers {
        Headers {
            format: "mp4",
            mime_type: "audio/mp4",
            seconds: self.clock.seconds(),
            method: Some(DurationMethod::Header),
            artwork: self.tags.artwork.clone(),
            tags: vec![self.tags.into_revision()],
            is_damaged: true,
            ..Headers::default()
        }
    }

    /// The first that is enabled and of a known codec, else the first.
    fn audio_track(&self) -> Option<&Track> {
        let mut tracks = self.tracks.iter().filter(|track| track.is_sound());
        let first = tracks.clone().next();
        tracks.find(|track| track.is_enabled && track.has_known_codec()).or(first)
    }

    fn duration<S: Read + Seek>(
        &self,
        atoms: &mut Atoms<'_, S>,
        track: &Track,
        layout: &Layout,
        limits: &Limits,
    ) -> Result<Option<(f64, DurationMethod)>, Error> {
        let stated = |clock: Clock| clock.seconds().map(|seconds| (seconds, DurationMethod::Header));
        let of_ticks = |ticks| Clock { ticks, ..track.clock }.seconds();
        if let Some(duration) = stated(track.clock).filter(|_| layout.fragments.is_none()) {
            return Ok(Some(duration));
        }
        let in_index = track.counted_ticks(atoms)?;
        let Some(fragments) = layout.fragments else {
            let counted = of_ticks(in_index).map(|seconds| (seconds, DurationMethod::Counted));
            return Ok(counted.or_else(|| stated(self.clock)));
        };
        // With no samples in the index, it is of the fragments that it speaks.
        if let Some(duration) = stated(track.clock).filter(|_| in_index.is_none()) {
            return Ok(Some(duration));
        }
        let default = self.default_durations.iter().find(|(id, _)| *id == track.id).map_or(0, |(_, ticks)| *ticks);
        let length = fragments.end - fragments.start;
        // A look at each of many costs a request each.
        if length > limits.count_bytes {
            let mut stated = self.seconds_of_fragments(atoms, layout, fragments)?;
            if stated.is_none() {
                let last = fragments::up_to_the_last(atoms, fragments, track.id, default, limits.count_bytes)?;
                stated = of_ticks(last);
            }
            if let Some(seconds) = stated {
                return Ok(Some((seconds, DurationMethod::Header)));
            }
        }
        let walked = fragments::walk(atoms, fragments, track.id, default, limits.count_bytes)?;
        let ticks = walked.ticks.saturating_add(in_index.unwrap_or(0));
        let seconds = of_ticks(Some(ticks).filter(|ticks| *ticks > 0));
        let share = length as f64 / walked.bytes.max(1) as f64;
        Ok(seconds.map(|seconds| match walked.is_whole {
            true => (seconds, DurationMethod::Counted),
            false => (seconds * share, DurationMethod::Estimated),
        }))
    }

    /// What is stated of all fragments together, before them.
    fn seconds_of_fragments<S: Read + Seek>(
        &self,
        atoms: &mut Atoms<'_, S>,
        layout: &Layout,
        fragments: Region,
    ) -> Result<Option<f64>, Error> {
        let mut seconds = Clock { ticks: self.fragment_ticks, ..self.clock }.seconds();
        if let Some(index) = layout.fragment_index.filter(|_| seconds.is_none()) {
            let bytes = atoms.bytes(index, MOST_INDEX_BYTES)?;
            seconds = fragments::indexed(&bytes, fragments);
        }
        Ok(seconds)
    }

    /// Those of the sound: all samples, or by its bitrate where they are of films, too.
    fn audio_bytes(&self, track: &Track, layout: &Layout, seconds: Option<f64>) -> Option<u64> {
        let is_alone = !self.tracks.iter().any(|other| other.id != track.id && !other.is_text());
        if is_alone {
            return (layout.fragments.is_none() && layout.data_bytes > 0).then_some(layout.data_bytes);
        }
        let bitrate = track.sound.as_ref().map(|sound| sound.bitrate).filter(|bitrate| *bitrate > 0)?;
        Some((bitrate as f64 * seconds? / 8.0) as u64)
    }

    /// Nero's list, which has no more than 255, or else QuickTime's track.
    fn chapters<S: Read + Seek>(
        &self,
        atoms: &mut Atoms<'_, S>,
        track: &Track,
    ) -> Result<Vec<super::super::Chapter>, Error> {
        const MOST_OF_NERO: usize = 255;
        let listed = &self.tags.chapters;
        let titles = self.tracks.iter().find(|other| track.chapter_tracks.contains(&other.id) && other.is_text());
        match titles.filter(|_| listed.is_empty() || listed.len() == MOST_OF_NERO) {
            Some(titles) => {
                let chapters = chapters::of_track(atoms, titles)?;
                Ok(if chapters.len() > listed.len() { chapters } else { listed.clone() })
            }
            None => Ok(listed.clone()),
        }
    }
}
