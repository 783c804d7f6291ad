//! The sound of a track.

#[derive(Debug, Default, PartialEq)]
pub struct Sound {
    /// Empty where it isn't known.
    pub codec: &'static str,
    pub channels: u64,
    pub sample_rate: u64,
    pub bits_per_sample: Option<u64>,
    /// In bit/s, on average; 0 where it isn't stated.
    pub bitrate: u64,
}
