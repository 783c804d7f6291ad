//! Locks between processes: files that the kernel unlocks when their holder dies.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Error;

/// Longer than starting, recovering from a crash, or stopping should take.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn open_lock(path: &Path) -> Result<File, Error> {
    File::options().create(true).truncate(false).write(true).open(path).map_err(Error::at(path))
}

/// Waits for the lock without blocking the thread; it is held until the file is dropped.
pub(super) async fn exclusive(path: &Path) -> Result<File, Error> {
    let file = open_lock(path)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(source)) => return Err(Error::at(path)(source)),
            Err(TryLockError::WouldBlock) if Instant::now() > deadline => {
                return Err(Error::StuckLock { path: path.display().to_string() });
            }
            Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
