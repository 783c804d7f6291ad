//! How long the audio is: by a header where it can be believed, else by counting packets, else by estimate.

use std::sync::Arc;

use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::units::{TimeBase, Timestamp};

use super::bytes::Region;
use super::facts::DurationMethod;
use super::guard::Watch;
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
    /// The file without the tags around it.
    pub region: Region,
    /// What a second takes, where the samples are not compressed.
    pub pcm_bits_per_second: Option<u64>,
    pub watch: &'a Arc<Watch>,
}

/// Less than the quietest FLAC and Opus take.
const FEWEST_BITS_PER_SECOND: f64 = 200.0;

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
        let bits_per_second = self.available() as f64 * 8.0 / seconds;
        let fewest = self.pcm_bits_per_second.map_or(FEWEST_BITS_PER_SECOND, |bits| bits as f64);
        let is_plausible = bits_per_second >= fewest;
        is_plausible.then_some(Measured { seconds, method: DurationMethod::Header, audio_bytes: None })
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
        loop {
            self.watch.check()?;
            // A damaged or missing rest ends the audio; what came before it can be played.
            let Ok(Some(packet)) = reader.next_packet() else { break };
            if packet.track_id != track {
                continue;
            }
            let duration = i64::try_from(packet.dur.get()).unwrap_or(0);
            end = end.max(packet.pts.get().saturating_add(duration));
            audio_bytes += packet.data.len() as u64;
            if self.watch.bytes_read() > self.region.start + limits.count_bytes {
                method = DurationMethod::Estimated;
                break;
            }
        }
        self.watch.check()?;
        let Some(time) = time_base.calc_time(Timestamp::new(end)).filter(|_| end > 0) else { return Ok(None) };
        // The last packet of uncompressed audio claims more than it has.
        let mut seconds = match self.pcm_bits_per_second {
            Some(bits) => audio_bytes as f64 * 8.0 / bits as f64,
            None => time.as_secs_f64(),
        };
        if method == DurationMethod::Estimated {
            seconds *= self.available() as f64 / audio_bytes.max(1) as f64;
        }
        let audio_bytes = (method == DurationMethod::Counted).then_some(audio_bytes);
        Ok(Some(Measured { seconds, method, audio_bytes }))
    }

    fn available(&self) -> u64 {
        self.region.end.saturating_sub(self.region.start)
    }
}
