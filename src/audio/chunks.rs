//! Files made of chunks: RIFF and its larger kin (RIFX, RF64, BW64, Wave64), and AIFF.

use std::io::{self, Read, Seek};

use super::bytes::read_at;

/// A chunk's name, and where its body lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    pub kind: [u8; 4],
    pub start: u64,
    /// As far as the file goes.
    pub size: u64,
    /// What its header says.
    pub declared: u64,
}

impl Chunk {
    /// Whether some of it is missing.
    pub fn is_cut(&self) -> bool {
        self.declared > self.size && !UNKNOWN.contains(&self.declared)
    }
}

/// The chunks of a file, in its order.
#[derive(Debug)]
pub struct Chunks {
    pub form: Form,
    /// `WAVE`, `AIFF`, `AIFC`.
    pub content: [u8; 4],
    pub list: Vec<Chunk>,
}

/// How a file's chunks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Riff,
    /// With the highest byte first.
    Rifx,
    /// With sizes of 64 bits in a chunk of their own.
    Rf64,
    /// With GUIDs for names, and sizes of 64 bits.
    Wave64,
    Aiff,
}

/// More than any recorder writes.
const MOST_CHUNKS: usize = 256;
/// Writers that can't go back leave such a size.
const UNKNOWN: [u64; 2] = [0xffff_ffff, 0x7fff_ffff];
const WAVE64: &[u8] = b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00";

/// How the chunks of a file are written that begins like this.
pub fn form(head: &[u8]) -> Option<Form> {
    match head {
        [b'R', b'I', b'F', b'F', ..] => Some(Form::Riff),
        [b'R', b'I', b'F', b'X', ..] => Some(Form::Rifx),
        [b'R', b'F', b'6', b'4', ..] | [b'B', b'W', b'6', b'4', ..] => Some(Form::Rf64),
        [b'F', b'O', b'R', b'M', ..] => Some(Form::Aiff),
        _ if head.starts_with(WAVE64) => Some(Form::Wave64),
        _ => None,
    }
}

/// The chunks of a file whose first begins at `start`, as far as they can be followed.
pub fn read(source: &mut (impl Read + Seek), form: Form, start: u64, size: u64) -> io::Result<Chunks> {
    let content_at = if form == Form::Wave64 { 24 } else { 8 };
    let content = read_at(source, start + content_at, 4)?;
    let mut chunks = Chunks { form, content: content.first_chunk().copied().unwrap_or_default(), list: Vec::new() };
    let mut at = start + if form == Form::Wave64 { 40 } else { 12 };
    let mut large = None;
    while chunks.list.len() < MOST_CHUNKS {
        let Some((kind, declared, header)) = chunks.header(source, at, size)? else { break };
        let (start, left) = (at + header, size - at - header);
        let declared = large.filter(|_| kind == *b"data" && declared == UNKNOWN[0]).unwrap_or(declared);
        if kind == *b"ds64" {
            large = read_at(source, start + 8, 8)?.first_chunk().map(|size| u64::from_le_bytes(*size));
        }
        let is_sound = matches!(&kind, b"data" | b"SSND");
        // Sizes of 32 bits begin again at 4 GiB; a nought says that nobody went back to write it.
        let is_wrapped = is_sound && form != Form::Wave64 && left > u64::from(u32::MAX);
        let is_open = is_sound && (is_wrapped && large.is_none() || declared == 0 || UNKNOWN.contains(&declared));
        let next = if is_open && (declared != 0 || chunks.header(source, start, size)?.is_none()) {
            chunks.list.push(Chunk { kind, start, size: left, declared });
            None
        } else {
            chunks.list.push(Chunk { kind, start, size: declared.min(left), declared });
            start.checked_add(declared)
        };
        let Some(next) = next.filter(|next| *next < size) else { break };
        let aligned = next.next_multiple_of(if form == Form::Wave64 { 8 } else { 2 });
        // Careless writers leave out the byte that makes places even.
        at = if aligned != next && chunks.header(source, aligned, size)?.is_none() { next } else { aligned };
    }
    Ok(chunks)
}

impl Chunks {
    pub fn find(&self, kind: &[u8; 4]) -> Option<Chunk> {
        self.list.iter().copied().find(|chunk| chunk.kind == *kind)
    }

    /// Where the sound lies.
    pub fn sound(&self) -> Option<Chunk> {
        self.find(if self.form == Form::Aiff { b"SSND" } else { b"data" })
    }

    pub fn is_big_endian(&self) -> bool {
        matches!(self.form, Form::Rifx | Form::Aiff)
    }

    /// The name and the size of the chunk here, and how long its header is; none where there is no chunk.
    fn header(&self, source: &mut (impl Read + Seek), at: u64, size: u64) -> io::Result<Option<([u8; 4], u64, u64)>> {
        let length = if self.form == Form::Wave64 { 24 } else { 8 };
        if at.checked_add(length).is_none_or(|end| end > size) {
            return Ok(None);
        }
        let header = read_at(source, at, length)?;
        let (Some(kind), Some(&four)) = (header.first_chunk::<4>(), header.get(4..).and_then(<[u8]>::first_chunk))
        else {
            return Ok(None);
        };
        if !kind.iter().all(|byte| (b' '..=b'~').contains(byte)) {
            return Ok(None);
        }
        let declared = match self.form {
            // It counts its header.
            Form::Wave64 => header.last_chunk().map_or(0, |size| u64::from_le_bytes(*size)).saturating_sub(length),
            Form::Rifx | Form::Aiff => u32::from_be_bytes(four).into(),
            Form::Riff | Form::Rf64 => u32::from_le_bytes(four).into(),
        };
        Ok(Some((*kind, declared, length)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn chunk(kind: &[u8; 4], size: u32, body: &[u8]) -> Vec<u8> {
        [&kind[..], &size.to_le_bytes(), body].concat()
    }

    fn of(chunks: &[Vec<u8>]) -> Vec<(String, u64, u64, bool)> {
        let bytes = [b"RIFF\0\0\0\0WAVE".to_vec(), chunks.concat()].concat();
        let found = read(&mut Cursor::new(&bytes), Form::Riff, 0, bytes.len() as u64).unwrap();
        assert_eq!(&found.content, b"WAVE");
        let name = |chunk: &Chunk| String::from_utf8_lossy(&chunk.kind).into_owned();
        found.list.iter().map(|chunk| (name(chunk), chunk.start, chunk.size, chunk.is_cut())).collect()
    }

    fn found(kind: &str, start: u64, size: u64, is_cut: bool) -> (String, u64, u64, bool) {
        (kind.to_owned(), start, size, is_cut)
    }

    #[test]
    fn chunks_begin_at_even_places_or_right_behind_one_another() {
        for padding in [&b"\0"[..], b""] {
            let odd = chunk(b"fmt ", 3, &[&b"abc"[..], padding].concat());
            let start = 20 + 3 + padding.len() as u64 + 8;
            assert_eq!(
                of(&[odd, chunk(b"data", 2, b"de")]),
                [found("fmt ", 20, 3, false), found("data", start, 2, false)]
            );
        }
    }

    #[test]
    fn the_sound_goes_on_to_the_end_where_no_size_was_written() {
        for size in [0, u32::MAX, 0x7fff_ffff] {
            assert_eq!(of(&[chunk(b"data", size, &[1; 9])]), [found("data", 20, 9, false)], "{size}");
        }
        assert_eq!(of(&[chunk(b"data", 100, &[1; 9])]), [found("data", 20, 9, true)]);
        let tags = chunk(b"LIST", 4, b"INFO");
        assert_eq!(of(&[chunk(b"data", 0, b""), tags]), [found("data", 20, 0, false), found("LIST", 28, 4, false)]);
    }

    #[test]
    fn large_files_have_their_sizes_elsewhere() {
        let sizes = [0_u64.to_le_bytes(), 6_u64.to_le_bytes(), 0_u64.to_le_bytes()].concat();
        let body = [chunk(b"ds64", 24, &sizes), chunk(b"data", u32::MAX, b"abcdef"), chunk(b"LIST", 4, b"INFO")];
        let bytes = [b"RF64\xff\xff\xff\xffWAVE".to_vec(), body.concat()].concat();
        let found = read(&mut Cursor::new(&bytes), Form::Rf64, 0, bytes.len() as u64).unwrap();
        assert_eq!(found.sound(), Some(Chunk { kind: *b"data", start: 52, size: 6, declared: 6 }));
        assert!(found.find(b"LIST").is_some());
    }
}
