//! WavPack: blocks, each with a header of 32 bytes; the first says how many samples there are in all.

use std::io::{Read, Seek};

use super::super::Error;
use super::super::bytes::Fields;
use super::Headers;

const SAMPLE_RATES: [u64; 15] =
    [6000, 8000, 9600, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 192_000];
const MONO: u64 = 1 << 2;
const HYBRID: u64 = 1 << 3;
const INITIAL_BLOCK: u64 = 1 << 11;
const DSD: u64 = 1 << 31;
const UNKNOWN: u64 = 0xffff_ffff;
/// Blocks are at most so large, and the last one is looked for that far before the end, behind which tags may stand.
const REACH: u64 = 2 << 20;

/// What one block's header says.
struct Block {
    total: u64,
    index: u64,
    samples: u64,
    flags: u64,
}

impl Block {
    fn at(bytes: &[u8]) -> Result<Self, Error> {
        let mut fields = Fields(bytes);
        fields.take(10)?;
        let (index_high, total_high) = (fields.le::<1>()?, fields.le::<1>()?);
        let total = fields.le::<4>()?;
        let index = fields.le::<4>()? | index_high << 32;
        let (samples, flags) = (fields.le::<4>()?, fields.le::<4>()?);
        Ok(Self { total: if total == UNKNOWN { UNKNOWN } else { total | total_high << 32 }, index, samples, flags })
    }
}

pub fn read(source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<Headers, Error> {
    let bytes = super::bytes(source, start, REACH.min(64 * 1024))?;
    let block = Block::at(&bytes)?;
    let length = Fields(&bytes[4..]).le::<4>()? + 8;
    let Described { channels, rate: own_rate, dsd_power } =
        described(bytes.get(32..bytes.len().min(length as usize)).unwrap_or_default());
    let rate: u64 = own_rate.or_else(|| SAMPLE_RATES.get((block.flags >> 23 & 15) as usize).copied()).unwrap_or(44_100);
    let is_dsd = block.flags & DSD != 0;
    let bits = ((block.flags & 3) + 1) * 8 - (block.flags >> 13 & 31).min(7);
    let headers = Headers {
        format: "wavpack",
        mime_type: "audio/x-wavpack",
        codec: if is_dsd { "wavpack_dsd" } else { "wavpack" },
        channels: channels.unwrap_or(if block.flags & MONO != 0 { 1 } else { 2 }),
        // Of DSD, eight samples are one byte, and the rate of bytes is told by a power of two.
        sample_rate: if is_dsd { (rate << dsd_power) * 8 } else { rate },
        bits_per_sample: (block.flags & HYBRID == 0).then_some(if is_dsd { 1 } else { bits }),
        ..Headers::default()
    };
    let samples = match block.total {
        UNKNOWN => last_sample(source, start, size)?,
        total => total,
    };
    Ok(headers.lasting(if is_dsd { samples * 8 } else { samples }))
}

/// What the first block's own fields name, where its flags can't.
#[derive(Default)]
struct Described {
    channels: Option<u64>,
    rate: Option<u64>,
    dsd_power: u64,
}

fn described(fields: &[u8]) -> Described {
    const CHANNELS: u8 = 0x0d;
    const DSD_BLOCK: u8 = 0x0e;
    const SAMPLE_RATE: u8 = 0x27;
    let (mut fields, mut found) = (Fields(fields), Described::default());
    while let Ok(id) = fields.le::<1>().map(|id| id as u8) {
        let words = if id & 0x80 != 0 { fields.le::<3>() } else { fields.le::<1>() };
        let Ok(mut body) = words.and_then(|words| fields.take(words * 2)).map(Fields) else { break };
        if id & 0x40 != 0 {
            body.0 = &body.0[..body.0.len().saturating_sub(1)];
        }
        match id & 0x3f {
            CHANNELS => found.channels = body.le::<1>().ok().filter(|channels| *channels > 0),
            SAMPLE_RATE => found.rate = body.le::<3>().ok(),
            DSD_BLOCK => found.dsd_power = body.le::<1>().unwrap_or_default().min(8),
            _ => {}
        }
    }
    found
}

/// How many samples the last block ends with, for a writer that could not go back to its first one.
fn last_sample(source: &mut (impl Read + Seek), start: u64, size: u64) -> Result<u64, Error> {
    let tail = super::bytes(source, size.saturating_sub(REACH).max(start), REACH)?;
    let mut ends = tail.windows(4).enumerate().filter(|(_, four)| four == b"wvpk").map(|(at, _)| &tail[at..]);
    let ends = std::iter::from_fn(|| ends.next_back());
    let first = ends.filter_map(|bytes| Block::at(bytes).ok()).find(|block| block.flags & INITIAL_BLOCK != 0);
    Ok(first.map_or(0, |block| block.index + block.samples))
}
