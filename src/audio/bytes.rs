//! Bytes of a file at a place.

use std::io::{self, Read, Seek, SeekFrom};

/// The bytes from `start` on, fewer where the file ends before.
pub fn read_at(source: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::with_capacity(length as usize);
    source.by_ref().take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
