//! MPEG audio: its length by a header in the first frame, or by all frames.

use std::io::{Read, Seek};

use super::super::bytes::{Region, read_at};
use super::super::frames::{Frames, Length};
use super::super::mpeg::{LengthHeader, parse};
use super::super::{DurationMethod, Error};
use super::{Headers, counted};

/// What holds a length header.
const WINDOW: u64 = 256;

/// The MPEG stream in `region`, if there is one.
pub fn read(source: &mut (impl Read + Seek), region: Region, most_bytes: u64) -> Result<Option<Headers>, Error> {
    let found = Frames::new(source, region, parse).first().map_err(Error::Io)?;
    let Some((at, first)) = found else { return Ok(None) };
    let window = read_at(source, at, WINDOW).map_err(Error::Io)?;
    let available = region.end - at;
    let stated = LengthHeader::of(&window).filter(|header| header.is_plausible(&first, available));
    let seconds_of = |samples: u64| samples as f64 / first.sample_rate as f64;
    let (format, codec) = match window.get(1).map(|byte| byte >> 1 & 3) {
        Some(3) => ("mp1", "mp1"),
        Some(2) => ("mp2", "mp2"),
        _ => ("mp3", "mp3"),
    };
    let mut headers = Headers {
        format,
        mime_type: "audio/mpeg",
        codec,
        channels: first.channels,
        sample_rate: first.sample_rate,
        ..Headers::default()
    };
    match stated {
        Some(header) => {
            headers.seconds = Some(seconds_of(header.samples(&first)));
            headers.method = Some(DurationMethod::Header);
            headers.audio_bytes = header.bytes.map(|bytes| bytes.saturating_sub(first.bytes));
            headers.is_cut = header.is_cut(available);
        }
        None => {
            let Length { seconds, is_estimated, bytes } =
                Frames::new(source, region, parse).length(at, first, most_bytes).map_err(Error::Io)?;
            (headers.seconds, headers.method, headers.audio_bytes) =
                (Some(seconds), Some(counted(is_estimated)), bytes);
        }
    }
    Ok(Some(headers))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// 128 kbit/s at 44,100 Hz in stereo: 417 bytes.
    fn frame(body: &[u8]) -> Vec<u8> {
        let mut frame = [&[0xff, 0xfb, 0x90, 0x00][..], &[0; 32], body].concat();
        frame.resize(417, 0);
        frame
    }

    fn xing(frames: u32, bytes: u32) -> Vec<u8> {
        frame(&[&b"Xing\0\0\0\x03"[..], &frames.to_be_bytes(), &bytes.to_be_bytes()].concat())
    }

    fn of(bytes: &[u8]) -> Option<Headers> {
        read(&mut Cursor::new(bytes), Region { start: 0, end: bytes.len() as u64 }, 1 << 20).unwrap()
    }

    #[test]
    fn headers_tell_the_length_also_of_what_was_cut() {
        let frames = frame(&[]).repeat(10);
        let found = of(&[&xing(10, 11 * 417)[..], &frames].concat()).unwrap();
        let expected = 10.0 * 1152.0 / 44_100.0;
        assert_eq!((found.seconds, found.method), (Some(expected), Some(DurationMethod::Header)));
        assert_eq!((found.is_cut, found.audio_bytes, found.channels), (false, Some(4170), 2));

        let found = of(&[&xing(1000, 1001 * 417)[..], &frames].concat()).unwrap();
        assert_eq!((found.seconds, found.is_cut), (Some(expected * 100.0), true));
    }

    #[test]
    fn headers_that_cannot_be_true_are_not_believed() {
        let frames = frame(&[]).repeat(10);
        for lie in [xing(100_000_000, 4170), xing(1, 5_000_000)] {
            let found = of(&[&lie[..], &frames].concat()).unwrap();
            assert_eq!(found.method, Some(DurationMethod::Counted));
            assert!((found.seconds.unwrap() - 11.0 * 1152.0 / 44_100.0).abs() < 1e-9);
        }
        let two = [xing(10, 11 * 417), frame(&[]).repeat(10_000)].concat();
        assert_ne!(of(&two).unwrap().method, Some(DurationMethod::Header), "a stream put behind another");
    }

    #[test]
    fn the_encoders_silence_is_not_heard() {
        let lame = [&b"LAME3.100"[..], &[0; 12], &[0x24, 0x04, 0x80]].concat();
        let body = [&b"Info\0\0\0\x01"[..], &10_u32.to_be_bytes(), &lame].concat();
        let found = of(&[frame(&body), frame(&[]).repeat(10)].concat()).unwrap();
        assert_eq!(found.seconds, Some((11_520.0 - 576.0 - 1152.0) / 44_100.0));
    }
}
