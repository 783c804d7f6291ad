//! Files in fragments, as they are streamed: each says how long its own samples last.

use std::io::{Read, Seek};

use super::super::super::bytes::{Fields, Region};
use super::super::super::{DurationMethod, Error, Limits};
use super::Track;
use super::atoms::{Atom, Atoms};

/// How long the fragments are together.
pub struct Length {
    pub seconds: f64,
    pub method: DurationMethod,
}

/// For each fragment that is looked at so much may be read elsewhere.
const BYTES_PER_FRAGMENT: u64 = 64 * 1024;
/// The samples of a fragment that are looked at.
const LARGEST_RUN: u64 = 256 * 1024;

/// The length of the track's fragments, if the file has some (`mvex` says so).
pub fn length(
    atoms: &mut Atoms<'_, impl Read + Seek>,
    file: &[Atom],
    mvex: Option<Atom>,
    track: &Track,
    region: Region,
    limits: &Limits,
) -> Result<Option<Length>, Error> {
    let Some(mvex) = mvex.filter(|_| track.timescale > 0) else { return Ok(None) };
    let mut each = 0;
    for atom in atoms.children(mvex)?.into_iter().filter(|atom| &atom.kind == b"trex") {
        let bytes = atoms.bytes(atom, 16)?;
        let mut fields = Fields(&bytes);
        fields.take(4)?;
        let id = fields.be::<4>()?;
        fields.take(4)?;
        if id == track.id {
            each = fields.be::<4>()?;
        }
    }
    let most = (limits.count_bytes / BYTES_PER_FRAGMENT).max(1) as usize;
    let mut fragments = file.iter().filter(|atom| &atom.kind == b"moof");
    let (mut sum, mut end) = (0_u64, region.start);
    for fragment in fragments.by_ref().take(most) {
        for traf in atoms.children(*fragment)?.into_iter().filter(|atom| &atom.kind == b"traf") {
            sum = sum.saturating_add(run(atoms, traf, track.id, each)?);
        }
        end = fragment.end;
    }
    if sum == 0 {
        return Ok(None);
    }
    // The index may have the first samples itself, and says how long those are.
    let own = if has_samples(atoms, track)? { track.duration } else { 0 };
    let seconds = sum.saturating_add(own) as f64 / track.timescale as f64;
    let Some(next) = fragments.next() else {
        return Ok(Some(Length { seconds, method: DurationMethod::Counted }));
    };
    let seen = next.start.max(end) - region.start;
    let seconds = seconds * (region.end - region.start) as f64 / seen.max(1) as f64;
    Ok(Some(Length { seconds, method: DurationMethod::Estimated }))
}

fn has_samples(atoms: &mut Atoms<'_, impl Read + Seek>, track: &Track) -> Result<bool, Error> {
    let Some(samples) = track.samples else { return Ok(false) };
    let times = atoms.children(samples)?.into_iter().find(|atom| &atom.kind == b"stts");
    let bytes = times.map_or(Ok(Vec::new()), |times| atoms.bytes(times, 8))?;
    Ok(bytes.get(4..8).is_some_and(|count| count != [0; 4]))
}

/// How long one track's samples in a fragment last; `each` where nothing in it says other.
fn run(atoms: &mut Atoms<'_, impl Read + Seek>, traf: Atom, track: u64, each: u64) -> Result<u64, Error> {
    const BASE: u64 = 0x1;
    const DESCRIPTION: u64 = 0x2;
    const DURATION: u64 = 0x8;
    let (mut each, mut sum, mut is_of_track) = (each, 0_u64, false);
    for atom in atoms.children(traf)? {
        match &atom.kind {
            b"tfhd" => {
                let bytes = atoms.bytes(atom, 32)?;
                let mut fields = Fields(&bytes);
                let flags = fields.be::<4>()?;
                is_of_track = fields.be::<4>()? == track;
                fields.take(if flags & BASE != 0 { 8 } else { 0 } + if flags & DESCRIPTION != 0 { 4 } else { 0 })?;
                if flags & DURATION != 0 {
                    each = fields.be::<4>()?;
                }
            }
            b"trun" if is_of_track => {
                let bytes = atoms.bytes(atom, LARGEST_RUN)?;
                sum = sum.saturating_add(samples(Fields(&bytes), each)?);
            }
            _ => {}
        }
    }
    Ok(sum)
}

fn samples(mut fields: Fields<'_>, each: u64) -> Result<u64, Error> {
    const OFFSET: u64 = 0x1;
    const FIRST_FLAGS: u64 = 0x4;
    const DURATION: u64 = 0x100;
    let flags = fields.be::<4>()?;
    let count = fields.be::<4>()?;
    if flags & DURATION == 0 {
        return Ok(count.saturating_mul(each));
    }
    fields.take(if flags & OFFSET != 0 { 4 } else { 0 } + if flags & FIRST_FLAGS != 0 { 4 } else { 0 })?;
    // Size, flags and offset of a sample may stand behind its duration.
    let others = [0x200, 0x400, 0x800].into_iter().filter(|flag| flags & flag != 0).count() as u64 * 4;
    let mut sum = 0_u64;
    for _ in 0..count {
        let Ok(duration) = fields.be::<4>() else { break };
        sum = sum.saturating_add(duration);
        if fields.take(others).is_err() {
            break;
        }
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_last_as_long_as_they_say_or_as_all_do() {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        assert_eq!(samples(Fields(&words(&[0, 5])), 1024).unwrap(), 5120);
        let own = words(&[0x301, 2, 99, 1000, 7, 500, 8]);
        assert_eq!(samples(Fields(&own), 1024).unwrap(), 1500);
        assert_eq!(samples(Fields(&own[..20]), 1024).unwrap(), 1000, "cut");
        assert_eq!(samples(Fields(&words(&[0, u32::MAX])), u64::MAX).unwrap(), u64::MAX);
    }
}
