//! The source as a parser sees it: counted, bounded in time and bytes, and buffered for small reads. What stopped it is
//! remembered, because parsers turn I/O errors into others.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use symphonia::core::io::MediaSource;

use super::{Error, Limits};

pub struct Guarded<S> {
    source: S,
    size: u64,
    /// Where the next byte is read from, and where the source itself stands.
    at: u64,
    source_at: u64,
    block: Vec<u8>,
    block_start: u64,
    watch: Arc<Watch>,
}

/// What the probe can see of the reading while the parser owns the source.
pub struct Watch {
    until: Instant,
    limits: Limits,
    read: AtomicU64,
    stopped: OnceLock<Stopped>,
}

/// Headers and tags are read by a few bytes at a time, from the begin and the end of a file mostly.
const BLOCK: u64 = 8 * 1024;

enum Stopped {
    TooSlow,
    TooMuch,
    Io(io::ErrorKind, String),
}

impl<S: Read + Seek> Guarded<S> {
    pub fn new(source: S, size: u64, limits: &Limits) -> (Self, Arc<Watch>) {
        let watch = Arc::new(Watch {
            until: Instant::now() + limits.time,
            limits: limits.clone(),
            read: AtomicU64::new(0),
            stopped: OnceLock::new(),
        });
        (
            Self { source, size, at: 0, source_at: u64::MAX, block: Vec::new(), block_start: 0, watch: watch.clone() },
            watch,
        )
    }
}

impl Watch {
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Relaxed)
    }

    /// Whether the parser must end now; loops that read little ask this.
    pub fn check(&self) -> Result<(), Error> {
        if self.stopped.get().is_none() && Instant::now() > self.until {
            let _ = self.stopped.set(Stopped::TooSlow);
        }
        self.stopped.get().map_or(Ok(()), |stopped| Err(self.describe(stopped)))
    }

    /// The true cause of a parser's error.
    pub fn explain(&self, error: impl Into<Error>) -> Error {
        self.check().err().unwrap_or_else(|| error.into())
    }

    fn describe(&self, stopped: &Stopped) -> Error {
        match stopped {
            Stopped::TooSlow => Error::TimedOut(self.limits.time.as_secs()),
            Stopped::TooMuch => Error::LimitExceeded(format!("more than {} bytes read", self.limits.read_bytes)),
            Stopped::Io(kind, message) => Error::Io(io::Error::new(*kind, message.clone())),
        }
    }
}

impl<S: Read + Seek> Guarded<S> {
    /// Reads from the source itself.
    fn read_source(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let remember = |watch: &Watch, error: &io::Error| {
            if error.kind() != io::ErrorKind::Interrupted {
                let _ = watch.stopped.set(Stopped::Io(error.kind(), error.to_string()));
            }
        };
        if self.watch.check().is_err() {
            return Err(io::Error::other("stopped"));
        }
        if self.source_at != at {
            self.source_at = self.source.seek(SeekFrom::Start(at)).inspect_err(|error| remember(&self.watch, error))?;
        }
        let read = self.source.read(buffer).inspect_err(|error| remember(&self.watch, error))?;
        self.source_at += read as u64;
        if self.watch.read.fetch_add(read as u64, Relaxed) + read as u64 > self.watch.limits.read_bytes {
            let _ = self.watch.stopped.set(Stopped::TooMuch);
        }
        Ok(read)
    }

    /// Makes the block hold the byte at `self.at`; one near the end holds all up to there.
    fn fill(&mut self) -> io::Result<()> {
        let start = self.at.min(self.size.saturating_sub(BLOCK));
        let mut block = std::mem::take(&mut self.block);
        block.resize(BLOCK.min(self.size - start) as usize, 0);
        let mut filled = 0;
        while filled < block.len() && start + filled as u64 <= self.at {
            match self.read_source(start + filled as u64, &mut block[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        block.truncate(filled);
        (self.block, self.block_start) = (block, start);
        Ok(())
    }

    fn buffered(&self) -> &[u8] {
        let from = self.at.checked_sub(self.block_start).and_then(|from| usize::try_from(from).ok());
        from.and_then(|from| self.block.get(from..)).unwrap_or_default()
    }
}

impl<S: Read + Seek> Read for Guarded<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.at >= self.size {
            return Ok(0);
        }
        if self.buffered().is_empty() {
            if buffer.len() as u64 >= BLOCK {
                let read = self.read_source(self.at, buffer)?;
                self.at += read as u64;
                return Ok(read);
            }
            self.fill()?;
        }
        let read = self.buffered().len().min(buffer.len());
        buffer[..read].copy_from_slice(&self.buffered()[..read]);
        self.at += read as u64;
        Ok(read)
    }
}

impl<S: Read + Seek> Seek for Guarded<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a place before the begin"))?;
        Ok(self.at)
    }
}

impl<S: Read + Seek + Send + Sync> MediaSource for &mut Guarded<S> {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.size)
    }
}
