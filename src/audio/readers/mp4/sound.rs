//! The description of a track's samples: its codec, and what the codec's own header says.

use super::super::super::Error;
use super::super::super::bytes::{Bits, Fields};

/// Descriptions are smaller.
pub const LARGEST: u64 = 64 * 1024;
const AAC_RATES: [u64; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
const AAC_CHANNELS: [u64; 8] = [0, 1, 2, 3, 4, 5, 6, 8];
/// Atoms within a description, and how deep they lie.
const MOST_ATOMS: usize = 64;
const MOST_DEPTH: usize = 4;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sound {
    pub codec: &'static str,
    pub channels: u64,
    pub sample_rate: u64,
    pub bits_per_sample: Option<u64>,
}

/// Reads the first entry of a `stsd`.
pub fn read(bytes: &[u8]) -> Result<Sound, Error> {
    let mut fields = Fields(bytes);
    fields.take(8)?;
    fields.take(4)?;
    let kind = fields.take(4)?;
    fields.take(8)?;
    let version = fields.be::<2>()?;
    fields.take(6)?;
    let (channels, bits) = (fields.be::<2>()?, fields.be::<2>()?);
    fields.take(4)?;
    let sample_rate = fields.be::<4>()? >> 16;
    let mut sound = Sound { codec: "", channels, sample_rate, bits_per_sample: None };
    let mut width = bits;
    match version {
        1 => {
            fields.take(16)?;
        }
        2 => {
            fields.take(4)?;
            sound.sample_rate = f64::from_bits(fields.be::<8>()?) as u64;
            sound.channels = fields.be::<4>()?;
            fields.take(4)?;
            width = fields.be::<4>()?;
            fields.take(12)?;
        }
        _ => {}
    }
    name(kind, width, &mut sound);
    details(fields, MOST_DEPTH, &mut sound);
    Ok(sound)
}

/// The codec by the kind of the entry, as far as that says it.
fn name(kind: &[u8], bits: u64, sound: &mut Sound) {
    let bytes = bits.div_ceil(8).clamp(1, 4) as usize - 1;
    let mut pcm = |codec: &'static str, bits: u64| {
        sound.bits_per_sample = Some(bits);
        codec
    };
    sound.codec = match kind {
        b"mp4a" | b"drms" | b"aac " => "aac",
        b"alac" => "alac",
        b"fLaC" => "flac",
        b"Opus" => "opus",
        b"ac-3" | b"sac3" => "ac3",
        b"ec-3" => "eac3",
        b"ac-4" => "ac4",
        b"mha1" | b"mha2" | b"mhm1" | b"mhm2" => "mpegh",
        b"iamf" => "iamf",
        b"samr" => "amr_nb",
        b"sawb" => "amr_wb",
        b"dtsc" | b"dtsh" | b"dtsl" | b"dtse" | b"dtsx" => "dts",
        b"mlpa" => "truehd",
        b".mp3" | b"ms\0\x55" | b"mp3 " => "mp3",
        b".mp2" | b"ms\0\x50" => "mp2",
        b"twos" | b"NONE" => pcm(["pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be"][bytes], bits),
        b"sowt" => pcm(["pcm_s8", "pcm_s16le", "pcm_s24le", "pcm_s32le"][bytes], bits),
        b"lpcm" | b"ipcm" => pcm(["pcm_s8", "pcm_s16le", "pcm_s24le", "pcm_s32le"][bytes], bits),
        b"raw " => pcm("pcm_u8", 8),
        b"in24" => pcm("pcm_s24be", 24),
        b"in32" => pcm("pcm_s32be", 32),
        b"fl32" | b"fpcm" => pcm("pcm_f32be", 32),
        b"fl64" => pcm("pcm_f64be", 64),
        b"alaw" => "pcm_alaw",
        b"ulaw" => "pcm_mulaw",
        b"ima4" | b"ms\0\x11" => "adpcm_ima_qt",
        b"ms\0\x02" => "adpcm_ms",
        b"agsm" => "gsm",
        b"sqcp" | b"Qclp" => "qcelp",
        b"QDM2" | b"QDMC" => "qdm2",
        b"MAC3" => "mace3",
        b"MAC6" => "mace6",
        b"wma " => "wma2",
        _ => "",
    };
}

/// The atoms behind an entry: the codec's own header, which knows better.
fn details(mut fields: Fields<'_>, depth: usize, sound: &mut Sound) {
    for _ in 0..MOST_ATOMS {
        let Ok(length) = fields.be::<4>() else { return };
        let Ok(kind) = fields.take(4) else { return };
        let Ok(body) = length.checked_sub(8).map_or(Ok(&[][..]), |length| fields.take(length)) else { return };
        let _ = match kind {
            b"esds" => elementary(Fields(body), sound),
            b"alac" => lossless(Fields(body), sound),
            b"dOps" => opus(Fields(body), sound),
            b"dfLa" => flac(body, sound),
            b"dac3" => dolby(body, sound),
            b"frma" => {
                name(body, 16, sound);
                Ok(())
            }
            b"wave" | b"sinf" if depth > 0 => {
                details(Fields(body), depth - 1, sound);
                Ok(())
            }
            _ => Ok(()),
        };
    }
}

/// MPEG-4's description of a stream: descriptors within one another, each with a tag and a length of 7 bits a byte.
fn elementary(mut fields: Fields<'_>, sound: &mut Sound) -> Result<(), Error> {
    fields.take(4)?;
    loop {
        let tag = fields.be::<1>()?;
        let mut length = 0;
        for _ in 0..4 {
            let byte = fields.be::<1>()?;
            length = length << 7 | byte & 0x7f;
            if byte & 0x80 == 0 {
                break;
            }
        }
        match tag {
            3 => {
                fields.take(2)?;
                let flags = fields.be::<1>()?;
                fields.take(if flags & 0x80 != 0 { 2 } else { 0 })?;
                let url = if flags & 0x40 != 0 { fields.be::<1>()? } else { 0 };
                fields.take(url + if flags & 0x20 != 0 { 2 } else { 0 })?;
            }
            4 => {
                sound.codec = match fields.be::<1>()? {
                    0x69 | 0x6b => "mp3",
                    0xa5 => "ac3",
                    0xa6 => "eac3",
                    0xa9 => "dts",
                    0xad => "opus",
                    0xdd => "vorbis",
                    0xe1 => "qcelp",
                    _ => "aac",
                };
                fields.take(12)?;
            }
            5 if sound.codec == "aac" => return aac(fields.take(length)?, sound),
            _ => {
                fields.take(length)?;
            }
        }
    }
}

/// AudioSpecificConfig, ISO 14496-3 §1.6.2.
fn aac(bytes: &[u8], sound: &mut Sound) -> Result<(), Error> {
    const SBR: u64 = 5;
    const PS: u64 = 29;
    const ALS: u64 = 36;
    let mut bits = Bits::new(bytes);
    let kind = |bits: &mut Bits<'_>| -> Result<u64, Error> {
        Ok(match bits.take(5)? {
            31 => 32 + bits.take(6)?,
            kind => kind,
        })
    };
    let rate = |bits: &mut Bits<'_>| -> Result<Option<u64>, Error> {
        Ok(match bits.take(4)? {
            15 => Some(bits.take(24)?),
            index => AAC_RATES.get(index as usize).copied(),
        })
    };
    let object = kind(&mut bits)?;
    let mut sample_rate = rate(&mut bits)?;
    let channels = bits.take(4)?;
    if object == SBR || object == PS {
        sample_rate = rate(&mut bits)?;
    }
    if object == ALS {
        sound.codec = "als";
    }
    sound.sample_rate = sample_rate.filter(|rate| *rate > 0).unwrap_or(sound.sample_rate);
    let channels = AAC_CHANNELS.get(channels as usize).copied().filter(|channels| *channels > 0);
    sound.channels = if object == PS { 2 } else { channels.unwrap_or(sound.channels) };
    Ok(())
}

fn lossless(mut fields: Fields<'_>, sound: &mut Sound) -> Result<(), Error> {
    fields.take(4 + 4 + 1)?;
    let bits = fields.be::<1>()?;
    fields.take(3)?;
    let channels = fields.be::<1>()?;
    fields.take(2 + 4 + 4)?;
    let sample_rate = fields.be::<4>()?;
    *sound = Sound { codec: "alac", channels, sample_rate, bits_per_sample: Some(bits) };
    Ok(())
}

fn opus(mut fields: Fields<'_>, sound: &mut Sound) -> Result<(), Error> {
    fields.take(1)?;
    *sound = Sound { codec: "opus", channels: fields.be::<1>()?, sample_rate: 48_000, bits_per_sample: None };
    Ok(())
}

/// A block of FLAC's, STREAMINFO.
fn flac(bytes: &[u8], sound: &mut Sound) -> Result<(), Error> {
    let mut bits = Bits::new(bytes);
    bits.skip((4 + 4 + 10) * 8)?;
    let (sample_rate, channels, width) = (bits.take(20)?, bits.take(3)? + 1, bits.take(5)? + 1);
    *sound = Sound { codec: "flac", channels, sample_rate, bits_per_sample: Some(width) };
    Ok(())
}

fn dolby(bytes: &[u8], sound: &mut Sound) -> Result<(), Error> {
    const CHANNELS: [u64; 8] = [2, 1, 2, 3, 3, 4, 4, 5];
    let mut bits = Bits::new(bytes);
    bits.skip(2 + 5 + 3)?;
    let (mode, low) = (bits.take(3)?, bits.take(1)?);
    sound.channels = CHANNELS[mode as usize] + low;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat()
    }

    /// A description of 44,100 Hz in stereo with 16 bits.
    fn entry(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let head = [&[0; 8][..], &[0; 8], &[0, 2, 0, 16, 0, 0, 0, 0, 0xac, 0x44, 0, 0], inside].concat();
        [&[0, 0, 0, 0, 0, 0, 0, 1][..], &atom(kind, &head)].concat()
    }

    #[test]
    fn the_codec_knows_better_than_the_entry() {
        // AAC with SBR and PS: 22,050 Hz mono, 44,100 Hz stereo.
        let config = [0xeb, 0x8a, 0x08, 0x00];
        let decoder = [&[4, 19, 0x40, 0x15][..], &[0; 11], &[5, 4], &config].concat();
        let esds = [&[0, 0, 0, 0, 3, 24, 0, 0, 0][..], &decoder].concat();
        let found = read(&entry(b"mp4a", &atom(b"esds", &esds))).unwrap();
        assert_eq!((found.codec, found.channels, found.sample_rate), ("aac", 2, 44_100));

        let alac = [&[0; 9][..], &[24, 0, 0, 0, 6, 0, 0], &[0; 8], &96_000_u32.to_be_bytes()].concat();
        let found = read(&entry(b"alac", &atom(b"alac", &alac))).unwrap();
        assert_eq!((found.channels, found.sample_rate, found.bits_per_sample), (6, 96_000, Some(24)));
    }

    #[test]
    fn what_is_encrypted_has_a_codec_too() {
        let inside = atom(b"sinf", &atom(b"frma", b"ac-4"));
        assert_eq!(read(&entry(b"enca", &inside)).unwrap().codec, "ac4");
    }

    #[test]
    fn a_description_that_is_cut_says_what_is_there() {
        let whole = entry(b"sowt", &[]);
        assert_eq!(read(&whole).unwrap().codec, "pcm_s16le");
        assert!(read(&whole[..20]).is_err());
    }
}
