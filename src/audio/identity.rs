//! What tells one recording's bytes from all others: a hash of the audio alone, which stays when tags change or the file
//! moves.

use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

use super::ogg;
use super::region::{self, Region};

/// The audio of a file, whatever its tags say and wherever it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Of the audio's length and some pieces of it.
    pub sha256: [u8; 32],
    /// The audio without tags; none where it is cut into pages.
    pub size_bytes: Option<u64>,
}

/// Read at the begin, in the middle and at the end. Three requests to an object store at most, two of which the parser
/// makes anyway.
const PIECE: u64 = 32 * 1024;
/// Where these hold nothing but one value (stems are silent for long), so many more are read.
const MORE_PIECES: u64 = 8;

/// The identity of the file that begins, behind its ID3v2 tags, at `start` with `window`. None where all that was read
/// of it is silence: it would be that of any other silence as well.
pub fn identify(source: &mut (impl Read + Seek), size: u64, start: u64, window: &[u8]) -> io::Result<Option<Identity>> {
    if window.starts_with(b"OggS")
        && let Some(audio) = ogg::audio(source, size, start, PIECE as usize)?
    {
        let mut hash = Sha256::new_with_prefix(b"ogg");
        hash.update(audio.granules.to_le_bytes());
        hash.update(&audio.first);
        hash.update(&audio.last);
        let identity = Identity { sha256: hash.finalize().into(), size_bytes: None };
        return Ok((!is_flat(&audio.first) || !is_flat(&audio.last)).then_some(identity));
    }
    let region = region::find(source, size, start, window)?;
    let mut pieces = pieces(source, region, 3)?;
    if is_flat(&pieces) {
        pieces = pieces_of_silence(source, region)?;
    }
    let length = region.end - region.start;
    let hash = Sha256::new_with_prefix(length.to_le_bytes()).chain_update(&pieces);
    Ok((!is_flat(&pieces)).then(|| Identity { sha256: hash.finalize().into(), size_bytes: Some(length) }))
}

fn pieces_of_silence(source: &mut (impl Read + Seek), region: Region) -> io::Result<Vec<u8>> {
    pieces(source, region, 3 + MORE_PIECES)
}

/// So many pieces, evenly spread, the first and the last included; or everything, where it is no more than that.
fn pieces(source: &mut (impl Read + Seek), region: Region, count: u64) -> io::Result<Vec<u8>> {
    let length = region.end - region.start;
    if length <= count * PIECE {
        return read_at(source, region.start, length);
    }
    let mut pieces = Vec::with_capacity((count * PIECE) as usize);
    for piece in 0..count {
        let at = region.start + (length - PIECE) / (count - 1) * piece;
        let at = if piece + 1 == count { region.end - PIECE } else { at };
        pieces.append(&mut read_at(source, at, PIECE)?);
    }
    Ok(pieces)
}

/// The bytes from `start` on, fewer where the file ends before.
pub(super) fn read_at(source: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::with_capacity(length as usize);
    source.by_ref().take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_flat(bytes: &[u8]) -> bool {
    bytes.windows(2).all(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn of(bytes: &[u8]) -> Option<Identity> {
        identify(&mut Cursor::new(bytes), bytes.len() as u64, 0, &bytes[..bytes.len().min(4096)]).unwrap()
    }

    /// Something that no two places of are alike.
    fn noise(length: usize, seed: u64) -> Vec<u8> {
        let mut state = seed;
        let next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        std::iter::repeat_with(next).take(length).collect()
    }

    #[test]
    fn the_length_and_every_piece_count() {
        let audio = noise(1_000_000, 1);
        let identity = of(&audio).unwrap();
        assert_eq!(identity.size_bytes, Some(1_000_000));
        for place in [0, 499_999, 999_999] {
            let mut other = audio.clone();
            other[place] ^= 1;
            assert_ne!(of(&other), Some(identity), "{place}");
        }
        assert_ne!(of(&audio[..999_999]), Some(identity));
    }

    #[test]
    fn silence_has_no_identity_and_a_sound_within_has() {
        assert_eq!(of(&vec![0; 1_000_000]), None);
        let mut stem = vec![0; 2_000_000];
        stem[380_000..420_000].fill(7);
        assert!(of(&stem).is_some(), "between the three pieces");
        assert_eq!(of(&[]), None);
    }
}
