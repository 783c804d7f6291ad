//! The source as a parser sees it: counted, bounded in time and bytes. What stopped it is remembered, because parsers
//! turn I/O errors into others.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use symphonia::core::io::MediaSource;

use super::{Error, Limits};

pub struct Guarded<S> {
    source: S,
    size: u64,
    watch: Arc<Watch>,
}

/// What the probe can see of the reading while the parser owns the source.
pub struct Watch {
    until: Instant,
    limits: Limits,
    read: AtomicU64,
    stopped: OnceLock<Stopped>,
}

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
        (Self { source, size, watch: watch.clone() }, watch)
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

impl<S: Read> Read for Guarded<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.check().is_err() {
            return Err(io::Error::other("stopped"));
        }
        let read = self.source.read(buffer).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                let _ = self.watch.stopped.set(Stopped::Io(error.kind(), error.to_string()));
            }
        })?;
        if self.watch.read.fetch_add(read as u64, Relaxed) + read as u64 > self.watch.limits.read_bytes {
            let _ = self.watch.stopped.set(Stopped::TooMuch);
        }
        Ok(read)
    }
}

impl<S: Seek> Seek for Guarded<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
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
