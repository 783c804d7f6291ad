//! An object as a synchronous reader: a file as it is, a remote object in cached blocks. Whole objects are never
//! fetched unasked.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use bytes::Bytes;

use super::{Error, ObjectStore, ObjectUri};
use crate::cpu::Cpu;

/// What a parser needs of an object, and how much of it was read.
pub trait Source: Read + Seek + Send + Sync {
    /// Bytes that the disk or the network was asked for so far.
    fn bytes_read(&self) -> u64;

    /// What the store said when it failed to give some bytes, if it did: a parser knows of an I/O error only.
    fn take_error(&mut self) -> Option<Error>;
}

/// A file that counts.
pub(super) struct LocalFile {
    pub file: std::fs::File,
    pub bytes_read: u64,
}

impl Read for LocalFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.bytes_read += n as u64;
        Ok(n)
    }

    // Symphonia's ring buffer reads around its edge this way; without it that is two reads.
    fn read_vectored(&mut self, buffers: &mut [io::IoSliceMut<'_>]) -> io::Result<usize> {
        let n = self.file.read_vectored(buffers)?;
        self.bytes_read += n as u64;
        Ok(n)
    }
}

impl Seek for LocalFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Source for LocalFile {
    fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    fn take_error(&mut self) -> Option<Error> {
        None
    }
}

/// Fetches start and end at multiples of this: parsers look at a few places, each for some kilobytes.
const BLOCK: u64 = 64 * 1024;
/// Reading on behind a fetch doubles the next one, up to this.
const LARGEST_FETCH: u64 = 1024 * 1024;
/// Enough for a parser that goes back and forth between the head, the tail and the place it reads.
const FETCHES_KEPT: usize = 6;

/// A remote object. Reads wait for the network, so they belong on a `Cpu` thread.
pub(super) struct BlockReader {
    store: Arc<dyn ObjectStore>,
    cpu: Cpu,
    uri: ObjectUri,
    size: u64,
    position: u64,
    /// The newest use last.
    fetched: VecDeque<Fetched>,
    bytes_read: u64,
    error: Option<Error>,
}

struct Fetched {
    start: u64,
    bytes: Bytes,
}

impl Fetched {
    fn end(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl BlockReader {
    pub fn new(store: Arc<dyn ObjectStore>, uri: ObjectUri, size: u64, cpu: Cpu) -> Self {
        Self { store, cpu, uri, size, position: 0, fetched: VecDeque::new(), bytes_read: 0, error: None }
    }

    /// The fetch that holds the byte at `position`, made if need be; it becomes the newest.
    fn fetch(&mut self) -> io::Result<&Fetched> {
        let here = self.position;
        let fetched = match self.fetched.iter().position(|f| (f.start..f.end()).contains(&here)) {
            Some(index) => self.fetched.remove(index).expect("the index was just found"),
            None => {
                let before = self.fetched.back().filter(|newest| newest.end() == here);
                let length = before.map_or(BLOCK, |newest| (2 * newest.bytes.len() as u64).clamp(BLOCK, LARGEST_FETCH));
                let start = here - here % BLOCK;
                let end = (start + length).min(self.size);
                let read = self.cpu.block_on(self.store.read(&self.uri, start, end));
                let bytes = read.map_err(|error| {
                    let message = error.to_string();
                    self.error = Some(error);
                    io::Error::other(message)
                })?;
                self.bytes_read += bytes.len() as u64;
                if start + bytes.len() as u64 <= here {
                    let message = format!("{}: it became shorter while it was read", self.uri);
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
                }
                if self.fetched.len() == FETCHES_KEPT {
                    self.fetched.pop_front();
                }
                Fetched { start, bytes }
            }
        };
        self.fetched.push_back(fetched);
        Ok(self.fetched.back().expect("one was just pushed"))
    }
}

impl Read for BlockReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.position >= self.size {
            return Ok(0);
        }
        let here = self.position;
        let fetched = self.fetch()?;
        let available = &fetched.bytes[(here - fetched.start) as usize..];
        let n = available.len().min(buffer.len());
        buffer[..n].copy_from_slice(&available[..n]);
        self.position += n as u64;
        Ok(n)
    }
}

impl Seek for BlockReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

impl Source for BlockReader {
    fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }
}
