//! How long the audio is: by a header where it can be believed, else by counting packets, else by estimate.

use std::sync::Arc;

use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::units::{TimeBase, Timestamp};

use super::facts::DurationMethod;
use super::guard::Watch;
use super::mpeg::Head;
use super::{Error, Limits};

/// What was found out.
pub struct Measured {
    pub seconds: f64,
    pub method: DurationMethod,
    /// The encoded audio alone, where it was counted or a header tells.
    pub audio_bytes: Option<u64>,
}

/// What a track's duration is judged by.
pub struct Stream<'a> {
    pub head: Head,
    /// Where the tags behind the audio begin, or the file ends.
    pub audio_end: u64,
    /// Where frames are found by a pattern that random bytes have too (MPEG, ADTS): its headers tell no duration.
    pub is_bare: bool,
    /// What each packet has before it, and the reader doesn't give.
    pub packet_header: u64,
    /// What a second takes, where the samples are not compressed.
    pub pcm_bits_per_second: Option<u64>,
    pub watch: &'a Arc<Watch>,
}

/// Less than the quietest FLAC and Opus take.
const FEWEST_BITS_PER_SECOND: f64 = 200.0;
/// MPEG layers I to III: 8 to 448 kbit/s, and freer ones.
const MPEG_BITS_PER_SECOND: std::ops::RangeInclusive<f64> = 7_000.0..=700_000.0;
/// A header's byte count may exceed what is there by this: taggers forget to correct it.
const FORGIVEN_BYTES: u64 = 64 * 1024;
/// In a stream of bare frames at least this part of the bytes belongs to frames.
const LEAST_COVERAGE: f64 = 0.5;

impl Stream<'_> {
    /// The duration of `track`; reads packets only where no header tells. `None` where nothing does.
    pub fn measure(
        &self,
        reader: &mut dyn FormatReader,
        track: &Track,
        limits: &Limits,
    ) -> Result<Option<Measured>, Error> {
        let Some(time_base) = track.time_base else { return Ok(None) };
        match self.stated(reader, track, time_base) {
            Some(measured) => Ok(Some(measured)),
            None => self.count(reader, track.id, time_base, limits),
        }
    }

    /// What the headers say, if they can be believed.
    fn stated(&self, reader: &dyn FormatReader, track: &Track, time_base: TimeBase) -> Option<Measured> {
        let of_track = track.duration.map(|d| d.get()).or(track.num_frames).filter(|ticks| *ticks > 0);
        // Matroska states the duration of the whole only.
        let whole = reader.media_info();
        let of_whole = || Some((whole.duration?.get(), whole.time_base?));
        let (ticks, base) =
            of_track.map(|ticks| (ticks, time_base)).or_else(of_whole).filter(|(ticks, _)| *ticks > 0)?;
        let seconds = base.calc_time(Timestamp::new(i64::try_from(ticks).ok()?))?.as_secs_f64();
        let available = self.audio_end.saturating_sub(self.head.audio_start);
        let bits_per_second = available as f64 * 8.0 / seconds;
        let mut audio_bytes = None;
        if self.is_bare {
            let header = self.head.length?;
            audio_bytes = header.stream_bytes.map(u64::from).filter(|bytes| *bytes > 0);
            if !MPEG_BITS_PER_SECOND.contains(&bits_per_second)
                || audio_bytes.is_some_and(|bytes| bytes > available + FORGIVEN_BYTES.min(available / 16))
            {
                return None;
            }
        }
        let fewest = self.pcm_bits_per_second.map_or(FEWEST_BITS_PER_SECOND, |bits| bits as f64);
        let is_plausible = bits_per_second >= fewest;
        is_plausible.then_some(Measured { seconds, method: DurationMethod::Header, audio_bytes })
    }

    /// Goes through the packets to the end, or as far as the limits allow.
    fn count(
        &self,
        reader: &mut dyn FormatReader,
        track: u32,
        time_base: TimeBase,
        limits: &Limits,
    ) -> Result<Option<Measured>, Error> {
        let (mut end, mut audio_bytes, mut method) = (0, 0, DurationMethod::Counted);
        self.watch.look_from_here();
        loop {
            self.watch.check()?;
            // A damaged or missing rest ends the audio; what came before it can be played.
            let Ok(Some(packet)) = reader.next_packet() else { break };
            if packet.track_id != track {
                continue;
            }
            let duration = i64::try_from(packet.dur.get()).unwrap_or(0);
            end = end.max(packet.pts.get().saturating_add(duration));
            audio_bytes += packet.data.len() as u64 + self.packet_header;
            if self.watch.bytes_read() > self.head.audio_start + limits.count_bytes {
                method = DurationMethod::Estimated;
                break;
            }
        }
        self.watch.check()?;
        let available = self.audio_end.saturating_sub(self.head.audio_start);
        let seen = match method {
            DurationMethod::Estimated => self.watch.reached().saturating_sub(self.head.audio_start),
            _ => available,
        };
        // A length header is proof enough that these are frames.
        if self.is_bare && self.head.length.is_none() && (audio_bytes as f64) < seen as f64 * LEAST_COVERAGE {
            return Err(Error::UnknownFormat("; a few bytes look like MPEG frames by chance"));
        }
        let Some(time) = time_base.calc_time(Timestamp::new(end)).filter(|_| end > 0) else { return Ok(None) };
        // The last packet of uncompressed audio claims more than it has.
        let mut seconds = match self.pcm_bits_per_second {
            Some(bits) => audio_bytes as f64 * 8.0 / bits as f64,
            None => time.as_secs_f64(),
        };
        if method == DurationMethod::Estimated {
            seconds *= available as f64 / audio_bytes.max(1) as f64;
        }
        let audio_bytes = (method == DurationMethod::Counted).then_some(audio_bytes);
        Ok(Some(Measured { seconds, method, audio_bytes }))
    }
}
