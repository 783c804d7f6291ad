//! How much a single file may cost, and what is known of it beforehand.

use std::time::Duration;

use super::charset::Charset;

/// Bounds on the probe of one file. A hostile file ends at one of them, with an error.
#[derive(Clone, Debug)]
pub struct Limits {
    pub time: Duration,
    /// Bytes a parser may read in all. Parsers keep no more in memory than they have read.
    pub read_bytes: u64,
    /// Where no header tells the duration, packets are counted as long as no more than this is read; then it is
    /// estimated.
    pub count_bytes: u64,
    /// Bytes of tag text that are kept of one file; longer values are cut, further ones left out.
    pub tag_bytes: usize,
    /// What tags are written in that don't name their encoding and aren't UTF-8; none to find it out of each file.
    pub charset: Option<Charset>,
}

impl Limits {
    /// For files on a local disk, where reading is cheap.
    pub fn local() -> Self {
        Self {
            time: Duration::from_secs(30),
            read_bytes: 256 << 20,
            count_bytes: 64 << 20,
            tag_bytes: 256 << 10,
            charset: None,
        }
    }

    /// For object stores, where every byte takes time and may cost money. Large artwork still fits.
    pub fn remote() -> Self {
        Self { time: Duration::from_secs(60), read_bytes: 32 << 20, count_bytes: 256 << 10, ..Self::local() }
    }
}

/// Tags that are read in one piece are left out where they are larger.
pub const LARGEST_TAG: u64 = 16 << 20;
