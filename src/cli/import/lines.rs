//! Lines of bounded length, whichever line ends they have: line feeds, carriage returns, or both together.

use std::io::{self, BufRead, ErrorKind};

/// A row longer than this is refused: nothing that a track can hold comes near it.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;

/// One line with its number, or what is wrong with it.
pub type Numbered<Line> = (u64, Result<Line, String>);

/// Reads lines of bounded length.
pub struct Lines {
    reader: Box<dyn BufRead + Send>,
    encoding: &'static str,
    buffer: Vec<u8>,
    number: u64,
    /// Whether the last line, and the first of all, ended in a carriage return alone.
    ended_in_cr: bool,
    first_ended_in_cr: bool,
}

impl Lines {
    /// `encoding` is what the file is in, to be told where it isn't.
    pub fn new(reader: Box<dyn BufRead + Send>, encoding: &'static str) -> Self {
        Self { reader, encoding, buffer: Vec::new(), number: 0, ended_in_cr: false, first_ended_in_cr: false }
    }

    /// The next line that isn't blank, with its number; none at the end of the file.
    pub fn next(&mut self) -> io::Result<Option<Numbered<&str>>> {
        loop {
            match self.any()? {
                Some((_, Ok(line))) if line.trim_ascii().is_empty() => {}
                Some((number, Err(wrong))) => return Ok(Some((number, Err(wrong)))),
                Some(_) => break,
                None => return Ok(None),
            }
        }
        Ok(Some((self.number, std::str::from_utf8(&self.buffer).map_err(|_| self.not_encoded_so()))))
    }

    /// The next line with its number, without its end; none at the end of the file.
    pub fn any(&mut self) -> io::Result<Option<Numbered<&[u8]>>> {
        self.buffer.clear();
        self.ended_in_cr = false;
        let (mut has_begun, mut is_too_long) = (false, false);
        loop {
            let arrived = match self.reader.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                arrived => arrived?,
            };
            if arrived.is_empty() {
                if !has_begun {
                    return Ok(None);
                }
                break;
            }
            has_begun = true;
            let end = arrived.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let text = &arrived[..end.unwrap_or(arrived.len())];
            is_too_long |= self.buffer.len() + text.len() > MAX_ROW_BYTES;
            if !is_too_long {
                self.buffer.extend_from_slice(text);
            }
            let Some(end) = end else {
                let read = arrived.len();
                self.reader.consume(read);
                continue;
            };
            let is_cr = arrived[end] == b'\r';
            self.reader.consume(end + 1);
            if is_cr {
                self.ended_in_cr = !self.skip_line_feed()?;
            }
            break;
        }
        self.number += 1;
        if self.number == 1 {
            self.first_ended_in_cr = self.ended_in_cr;
        }
        Ok(Some((self.number, if is_too_long { Err(too_long()) } else { Ok(&self.buffer) })))
    }

    /// Behind a carriage return; answers whether there was one.
    fn skip_line_feed(&mut self) -> io::Result<bool> {
        loop {
            match self.reader.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(arrived) => {
                    let is_there = arrived.first() == Some(&b'\n');
                    self.reader.consume(usize::from(is_there));
                    return Ok(is_there);
                }
            }
        }
    }

    /// Whether the last line ended in a carriage return, which is no line end elsewhere in this file.
    pub fn ended_in_stray_cr(&self) -> bool {
        self.ended_in_cr && !self.first_ended_in_cr
    }

    /// So many of the lines read were none: stray carriage returns ended them, within a cell.
    pub fn uncount(&mut self, lines: u64) {
        self.number -= lines;
    }

    /// What is wrong with bytes that mean nothing.
    pub fn not_encoded_so(&self) -> String {
        not_encoded_as(self.encoding)
    }
}

/// What is wrong with bytes that mean nothing in this encoding.
pub fn not_encoded_as(encoding: &str) -> String {
    match encoding {
        "UTF-8" => "is not UTF-8; say the file's --encoding, for example windows-1252".to_owned(),
        other => format!("is not {other}; say another --encoding"),
    }
}

pub fn too_long() -> String {
    format!("is longer than {} KiB; is a line end missing?", MAX_ROW_BYTES / 1024)
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    #[test]
    fn lines_end_in_line_feeds_carriage_returns_or_both() {
        for capacity in [1, 2, 3, 100] {
            let reader = BufReader::with_capacity(capacity, Cursor::new(b"a\nb\rc\r\n\r\rd\n\r\ne".to_vec()));
            let mut lines = Lines::new(Box::new(reader), "UTF-8");
            let mut read = Vec::new();
            while let Some((number, line)) = lines.next().unwrap() {
                read.push((number, line.unwrap().to_owned()));
            }
            let expected = [(1, "a"), (2, "b"), (3, "c"), (6, "d"), (8, "e")];
            assert_eq!(read, expected.map(|(number, line)| (number, line.to_owned())));
        }
    }
}
