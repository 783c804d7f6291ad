//! The descriptor of an MPEG-4 elementary stream (ISO/IEC 14496-1 §7.2.6) and, for AAC, the configuration in it
//! (ISO/IEC 14496-3 §1.6.2).

use super::super::super::bytes::{Bits, Fields};
use super::super::Error;
use super::codec_names::by_object_type;
use super::sound::Sound;

const STREAM: u64 = 3;
const DECODER: u64 = 4;
const CONFIGURATION: u64 = 5;
const MPEG_4_AUDIO: u64 = 0x40;

const SAMPLE_RATES: [u64; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
/// Above it there is no spectral band replication that isn't stated.
const HIGHEST_HALF_RATE: u64 = 24_000;
const SBR: u64 = 5;
const PS: u64 = 29;
const SBR_FOLLOWS: u64 = 0x2b7;
const PS_FOLLOWS: u64 = 0x548;

/// Puts what the descriptor says into the sound.
pub fn read(sound: &mut Sound, mut fields: Fields<'_>) -> Result<(), Error> {
    fields.take(4)?;
    descriptor(&mut fields, STREAM)?;
    fields.take(2)?;
    let flags = fields.be::<1>()?;
    if flags & 0x80 != 0 {
        fields.take(2)?;
    }
    if flags & 0x40 != 0 {
        let length = fields.be::<1>()?;
        fields.take(length)?;
    }
    if flags & 0x20 != 0 {
        fields.take(2)?;
    }
    descriptor(&mut fields, DECODER)?;
    let object_type = fields.be::<1>()?;
    sound.codec = by_object_type(object_type).unwrap_or_default();
    fields.take(8)?;
    sound.bitrate = fields.be::<4>()?;
    if object_type == MPEG_4_AUDIO {
        descriptor(&mut fields, CONFIGURATION)?;
        configuration(sound, fields.0)?;
    }
    Ok(())
}

/// Enters a descriptor; its length isn't believed, since some writers get it wrong.
fn descriptor(fields: &mut Fields<'_>, tag: u64) -> Result<(), Error> {
    if fields.be::<1>()? != tag {
        return Err(Error::Corrupt("another descriptor was expected".to_owned()));
    }
    for _ in 0..4 {
        if fields.be::<1>()? & 0x80 == 0 {
            break;
        }
    }
    Ok(())
}

/// The configuration of an MPEG-4 audio codec. What it leaves open is as the sample entry says.
fn configuration(sound: &mut Sound, bytes: &[u8]) -> Result<(), Error> {
    let mut bits = Bits::new(bytes);
    let mut object_type = object_type(&mut bits)?;
    let mut rate = sample_rate(&mut bits)?;
    let mut layout = bits.take(4)?;
    let mut replicates_bands = None;
    let mut has_parametric_stereo = (object_type == PS).then_some(true);
    if matches!(object_type, SBR | PS) {
        replicates_bands = Some(true);
        rate = sample_rate(&mut bits)?;
        object_type = self::object_type(&mut bits)?;
        if object_type == 22 {
            layout = bits.take(4)?;
        }
    }
    sound.codec = match object_type {
        32 => "mp1",
        33 => "mp2",
        34 => "mp3",
        36 => "als",
        _ => "aac",
    };
    let is_general = matches!(object_type, 1..=4 | 6 | 7 | 17 | 19..=23);
    let mut channels = None;
    if is_general {
        channels = general(&mut bits, object_type, layout)?;
        // What follows may be cut: it was written for those who know it.
        if replicates_bands.is_none() && object_type < 17 && bits.take(11).is_ok_and(|sync| sync == SBR_FOLLOWS) {
            let follows = self::object_type(&mut bits)?;
            let is_there = follows == SBR && bits.take(1)? == 1;
            replicates_bands = Some(is_there);
            if is_there {
                rate = sample_rate(&mut bits)?;
                if bits.take(11).is_ok_and(|sync| sync == PS_FOLLOWS) {
                    has_parametric_stereo = Some(bits.take(1)? == 1);
                }
            }
        }
    }
    let can_replicate = matches!(object_type, 1..=4 | 6 | 17 | 19 | 20 | 22);
    let is_open = replicates_bands.is_none() && can_replicate && rate <= HIGHEST_HALF_RATE;
    if rate > 0 && !is_open {
        sound.sample_rate = rate;
    }
    let by_layout = match (layout, has_parametric_stereo) {
        (1, Some(true)) => 2,
        // Where bands are replicated, mono may be stereo without saying so.
        (1, None) if is_open || replicates_bands == Some(true) => 0,
        (7 | 12 | 14, _) => 8,
        (11, _) => 7,
        (layout, _) if layout < 7 => layout,
        _ => 0,
    };
    if let Some(channels) = channels.or(Some(by_layout)).filter(|channels| *channels > 0) {
        sound.channels = channels;
    }
    Ok(())
}

fn object_type(bits: &mut Bits<'_>) -> Result<u64, Error> {
    match bits.take(5)? {
        31 => Ok(32 + bits.take(6)?),
        object_type => Ok(object_type),
    }
}

fn sample_rate(bits: &mut Bits<'_>) -> Result<u64, Error> {
    match bits.take(4)? {
        15 => bits.take(24),
        index => Ok(SAMPLE_RATES.get(index as usize).copied().unwrap_or(0)),
    }
}

/// What the general audio codecs have in common; the number of channels where it is spelt out.
fn general(bits: &mut Bits<'_>, object_type: u64, layout: u64) -> Result<Option<u64>, Error> {
    bits.skip(1)?;
    if bits.take(1)? == 1 {
        bits.skip(14)?;
    }
    let has_extension = bits.take(1)? == 1;
    let channels = if layout == 0 { Some(program(bits)?) } else { None };
    if matches!(object_type, 6 | 20) {
        bits.skip(3)?;
    }
    if has_extension {
        match object_type {
            22 => bits.skip(16)?,
            17 | 19 | 20 | 23 => bits.skip(3)?,
            _ => {}
        }
        bits.skip(1)?;
    }
    Ok(channels)
}

/// The channels of a program's elements, one by one.
fn program(bits: &mut Bits<'_>) -> Result<u64, Error> {
    bits.skip(10)?;
    let (front, side, back) = (bits.take(4)?, bits.take(4)?, bits.take(4)?);
    let (low, data, coupled) = (bits.take(2)?, bits.take(3)?, bits.take(4)?);
    for length in [4, 4, 3] {
        if bits.take(1)? == 1 {
            bits.skip(length)?;
        }
    }
    let mut channels = low;
    for _ in 0..front + side + back {
        channels += 1 + bits.take(1)?;
        bits.skip(4)?;
    }
    bits.skip((4 * low + 4 * data + 5 * coupled) as usize)?;
    bits.align();
    let comment = bits.take(8)?;
    bits.skip(8 * comment as usize)?;
    Ok(channels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an entry of two channels at 22,050 Hz comes to with this configuration.
    fn found(object_type: u8, configuration: &[u8]) -> (&'static str, u64, u64) {
        let head = [0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 34, 0, 1, 0, 4, 20, object_type, 0x15, 0, 0, 0];
        let bitrates = [0, 2, 0, 0, 0, 1, 0xf4, 0];
        let bytes = [&head[..], &bitrates, &[5, configuration.len() as u8], configuration].concat();
        let mut sound = Sound { channels: 2, sample_rate: 22_050, ..Sound::default() };
        let _ = read(&mut sound, Fields(&bytes));
        assert_eq!(sound.bitrate, 128_000);
        (sound.codec, sound.channels, sound.sample_rate)
    }

    #[test]
    fn configurations_say_channels_and_rate() {
        assert_eq!(found(0x40, &[0x12, 0x10]), ("aac", 2, 44_100), "low complexity");
        assert_eq!(found(0x40, &[0x12, 0x08]), ("aac", 1, 44_100), "mono");
        assert_eq!(found(0x40, &[0x11, 0xb0]), ("aac", 6, 48_000));
        assert_eq!(found(0x40, &[0x2b, 0x92, 0x08, 0x00]), ("aac", 2, 44_100), "bands are replicated");
        assert_eq!(found(0x40, &[0xeb, 0x8a, 0x08, 0x00]), ("aac", 2, 44_100), "parametric stereo");
        assert_eq!(found(0x40, &[0x13, 0x90, 0x56, 0xe5, 0xa0]), ("aac", 2, 44_100), "stated behind");
        assert_eq!(found(0x40, &[0x13, 0x88]), ("aac", 2, 22_050), "left open");
        assert_eq!(found(0x6b, &[]), ("mp3", 2, 22_050));
        assert_eq!(found(0x40, &[]), ("aac", 2, 22_050), "cut");
    }

    #[test]
    fn channels_without_a_layout_are_counted() {
        // AAC-LC at 44,100 Hz: one element of one in front, one of two, one of two behind, one of low frequencies.
        let bits = "00010 0100 0000 0 0 0 0000 01 0100 0010 0000 0001 01 000 0000 0 0 0 0 0000 1 0000 1 0001 0000";
        let mut bits: String = bits.replace(' ', "");
        while !bits.len().is_multiple_of(8) {
            bits.push('0');
        }
        bits.push_str("00000000");
        let bytes: Vec<u8> =
            (0..bits.len()).step_by(8).map(|at| u8::from_str_radix(&bits[at..at + 8], 2).unwrap()).collect();
        assert_eq!(found(0x40, &bytes), ("aac", 6, 44_100));
    }
}
