//! Streams of frames with no container around them: where they begin, and how long they last.

use std::io::{self, Read, Seek};

use super::bytes::Region;
use super::bytes::read_at;

/// What the header of a frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Of the whole frame, its header included; never 0.
    pub bytes: u64,
    /// Of each channel.
    pub samples: u64,
    pub sample_rate: u64,
    pub channels: u64,
    /// Equal in all frames of a stream.
    pub kind: u32,
    /// Whether nothing but a frame of this format looks like this.
    pub is_certain: bool,
}

/// Reads the header of a frame that begins with these bytes.
pub type Parse = fn(&[u8]) -> Option<Frame>;

/// How long a stream is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    pub seconds: f64,
    /// Whether not all frames were counted.
    pub is_estimated: bool,
    /// Of the frames, where all were counted.
    pub bytes: Option<u64>,
}

/// So much of a frame its parser is shown.
const HEADER: u64 = 256;
/// So many bytes in front of the first frame are passed over.
pub const REACH: u64 = 1 << 20;
/// By so many frames in a row a stream is known; random bytes have fewer.
const CERTAIN: usize = 4;
/// What is read at a time: little at first, since the first frame may tell the length.
const FIRST_BLOCK: u64 = 4 * 1024;
const BLOCK: u64 = 64 * 1024;

/// The frames of one part of a file.
pub struct Frames<'a, S> {
    source: &'a mut S,
    parse: Parse,
    region: Region,
    block: Vec<u8>,
    block_start: u64,
}

impl<'a, S: Read + Seek> Frames<'a, S> {
    pub fn new(source: &'a mut S, region: Region, parse: Parse) -> Self {
        Self { source, parse, region, block: Vec::new(), block_start: region.start }
    }

    /// The first frame and its place. Where the stream should begin two in a row will do, or one that is all there is;
    /// further behind there must be more of them.
    pub fn first(&mut self) -> io::Result<Option<(u64, Frame)>> {
        let end = self.region.end.min(self.region.start.saturating_add(REACH));
        for at in self.region.start..end {
            let Some(frame) = self.at(at)? else { continue };
            let enough = if at == self.region.start { 2 } else { CERTAIN };
            if frame.is_certain || self.in_a_row(at, frame, enough)? >= enough {
                return Ok(Some((at, frame)));
            }
        }
        Ok(None)
    }

    /// How long the frames from the first one on last. All are counted as far as `most_bytes` go; what is behind is
    /// taken to be as these.
    pub fn length(&mut self, start: u64, first: Frame, most_bytes: u64) -> io::Result<Length> {
        let (mut at, mut bytes, mut samples) = (start, 0, 0);
        let end = self.region.end;
        let counted_end = end.min(start.saturating_add(most_bytes));
        while at < counted_end {
            match self.at(at)?.filter(|frame| frame.kind == first.kind && at + frame.bytes <= end) {
                Some(frame) => {
                    bytes += frame.bytes;
                    samples += frame.samples;
                    at += frame.bytes;
                }
                None => match self.next(at + 1, counted_end, first)? {
                    Some(next) => at = next,
                    None => break,
                },
            }
        }
        let seconds = samples as f64 / first.sample_rate as f64;
        Ok(if counted_end == end {
            Length { seconds, is_estimated: false, bytes: Some(bytes) }
        } else {
            let rest = (end - start) as f64 / (at.max(start + 1) - start) as f64;
            Length { seconds: seconds * rest, is_estimated: true, bytes: None }
        })
    }

    /// The next place that two frames of the stream follow, or the last one.
    fn next(&mut self, start: u64, end: u64, first: Frame) -> io::Result<Option<u64>> {
        for at in start..end {
            let Some(frame) = self.at(at)?.filter(|frame| frame.kind == first.kind) else { continue };
            if self.in_a_row(at, frame, 2)? >= 2 {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// How many frames of one kind begin here, each where the one before ends; as many as asked for, where they go on
    /// to the very end.
    fn in_a_row(&mut self, at: u64, first: Frame, enough: usize) -> io::Result<usize> {
        let (mut at, mut frame, mut count) = (at, first, 1);
        while count < enough {
            at += frame.bytes;
            if at == self.region.end {
                return Ok(if count > 1 || at - first.bytes == self.region.start { enough } else { count });
            }
            match self.at(at)? {
                Some(next) if next.kind == first.kind => frame = next,
                _ => break,
            }
            count += 1;
        }
        Ok(count)
    }

    fn at(&mut self, at: u64) -> io::Result<Option<Frame>> {
        if at >= self.region.end {
            return Ok(None);
        }
        let block_end = self.block_start + self.block.len() as u64;
        let is_held = at >= self.block_start && (at + HEADER <= block_end || block_end == self.region.end);
        if !is_held {
            let length = if self.block.is_empty() { FIRST_BLOCK } else { BLOCK };
            self.block = read_at(self.source, at, length.min(self.region.end - at))?;
            self.block_start = at;
        }
        let from = usize::try_from(at - self.block_start).unwrap_or(usize::MAX);
        let bytes = self.block.get(from..).unwrap_or_default();
        Ok((self.parse)(&bytes[..bytes.len().min(HEADER as usize)]).filter(|frame| frame.bytes > 0))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// `F`, the kind, the length; ten samples of a hundred a second.
    fn parse(bytes: &[u8]) -> Option<Frame> {
        let [b'F', kind, length, ..] = *bytes else { return None };
        let (kind, bytes) = (kind.into(), u64::from(length));
        (bytes >= 3).then_some(Frame { bytes, samples: 10, sample_rate: 100, channels: 1, kind, is_certain: false })
    }

    fn frames(lengths: &[u8]) -> Vec<u8> {
        lengths.iter().flat_map(|&length| [vec![b'F', 1, length], vec![0; usize::from(length) - 3]].concat()).collect()
    }

    fn measured(bytes: &[u8], most_bytes: u64) -> Option<(u64, Length)> {
        let mut source = Cursor::new(bytes);
        let mut frames = Frames::new(&mut source, Region { start: 0, end: bytes.len() as u64 }, parse);
        let (at, first) = frames.first().unwrap()?;
        Some((at, frames.length(at, first, most_bytes).unwrap()))
    }

    #[test]
    fn frames_are_counted_through_junk() {
        let clean = frames(&[20, 10, 30]);
        let counted = |seconds, bytes| Length { seconds, is_estimated: false, bytes: Some(bytes) };
        assert_eq!(measured(&clean, 1 << 20), Some((0, counted(0.3, 60))));
        let more = frames(&[9, 9, 9, 9]);
        let broken = [&b"junk F"[..], &more, b"noise", &clean, b"F", &[1, 200], b"tail"].concat();
        assert_eq!(measured(&broken, 1 << 20), Some((6, counted(0.7, 96))));
        assert_eq!(measured(&frames(&[50]), 1 << 20), Some((0, counted(0.1, 50))), "one that is all");
    }

    #[test]
    fn few_frames_somewhere_are_no_stream() {
        for bytes in [[&frames(&[9, 9, 9])[..], b"x"].concat(), [b"x", &frames(&[9])[..]].concat()] {
            let padded = [&b"yy"[..], &bytes, &[0; 100]].concat();
            assert_eq!(measured(&padded, 1 << 20), None);
        }
    }

    #[test]
    fn the_rest_is_taken_to_be_as_the_begin() {
        let bytes = frames(&[100; 100]);
        let (_, length) = measured(&bytes, 1000).unwrap();
        assert_eq!((length.is_estimated, length.bytes), (true, None));
        assert!((length.seconds - 10.0).abs() < 1e-9, "{}", length.seconds);
    }
}
