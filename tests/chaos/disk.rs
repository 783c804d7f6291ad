//! A disk that is small enough to be filled: where the data directory lies on one.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use nix::sys::statvfs::statvfs;

/// Nobody's real disk is that small.
const SMALL_BYTES: u64 = 256 << 20;

pub fn is_small(folder: &Path) -> Result<bool> {
    let disk = statvfs(folder).with_context(|| folder.display().to_string())?;
    Ok(disk.blocks() as u64 * disk.fragment_size() as u64 <= SMALL_BYTES)
}

/// Takes up all of the room that is left, and what has become free since; answers with what.
pub fn fill(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("filler");
    let mut file = File::options().create(true).append(true).open(&path)?;
    loop {
        match file.write(&[0; 4096]) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(path),
            Err(error) => return Err(error.into()),
        }
    }
}
