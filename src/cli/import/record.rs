//! Rows as they stand in the file: cells, or a JSON object, each with the line it begins at.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use csv_core::ReadRecordResult;
use serde_json::{Map, Value};

use super::input::Format;

/// A row longer than this is refused: nothing that a track can hold comes near it.
const MAX_ROW_BYTES: usize = 1024 * 1024;

/// What one row holds, or what is wrong with it.
pub type Cells = Result<Vec<String>, String>;

/// Reads rows one by one.
pub enum Records {
    Tsv(Lines),
    Csv(Box<CsvRows>),
}

impl Records {
    pub fn new(format: Format, reader: Box<dyn BufRead + Send>) -> Self {
        let lines = Lines::new(reader);
        match format {
            Format::Csv => Self::Csv(Box::new(CsvRows::new(lines))),
            Format::Tsv | Format::Jsonl => Self::Tsv(lines),
        }
    }

    /// The next row and its line; none at the end.
    pub fn next(&mut self) -> io::Result<Option<(u64, Cells)>> {
        match self {
            Self::Tsv(lines) => {
                let Some((number, line)) = lines.next()? else { return Ok(None) };
                Ok(Some((number, line.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()))))
            }
            Self::Csv(rows) => rows.next(),
        }
    }
}

/// One line with its number, or what is wrong with it.
type Numbered<Line> = (u64, Result<Line, String>);

/// Reads rows of cells between commas. A row goes on over the lines that begin within quotes; where a quote is never
/// closed, only the line that opens it is refused.
pub struct CsvRows {
    lines: Lines,
    /// Lines that were read in search of a closing quote, and are rows of their own after all.
    ahead: VecDeque<Numbered<Vec<u8>>>,
    parser: csv_core::Reader,
    /// The cells of the row so far, one behind the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl CsvRows {
    fn new(lines: Lines) -> Self {
        // Line feeds alone end a row; the carriage returns before them are trimmed with the cells.
        let parser = csv_core::ReaderBuilder::new().terminator(csv_core::Terminator::Any(b'\n')).build();
        Self { lines, ahead: VecDeque::new(), parser, text: Vec::new(), ends: Vec::new() }
    }

    fn next(&mut self) -> io::Result<Option<(u64, Cells)>> {
        let (number, first) = loop {
            match self.line()? {
                None => return Ok(None),
                Some((number, Err(wrong))) => return Ok(Some((number, Err(wrong)))),
                Some((_, Ok(line))) if line.trim_ascii().is_empty() => {}
                Some((number, Ok(line))) => break (number, line),
            }
        };
        self.parser.reset();
        self.text.clear();
        self.ends.clear();
        let mut size = first.len();
        let mut within_quotes = VecDeque::new();
        let mut is_whole = self.parse(&first);
        while !is_whole {
            let line = self.line()?;
            let goes_on = matches!(&line, Some((_, Ok(line))) if size + line.len() <= MAX_ROW_BYTES);
            within_quotes.extend(line);
            let Some((_, Ok(line))) = within_quotes.back().filter(|_| goes_on) else {
                within_quotes.append(&mut self.ahead);
                self.ahead = within_quotes;
                return Ok(Some((number, Err(unclosed_quote()))));
            };
            size += line.len();
            is_whole = self.parse(&line.clone());
        }
        Ok(Some((number, self.cells())))
    }

    fn line(&mut self) -> io::Result<Option<Numbered<Vec<u8>>>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => Ok(self.lines.any()?.map(|(number, line)| (number, line.map(<[u8]>::to_vec)))),
        }
    }

    /// Takes one more line of the row; answers whether it is the last.
    fn parse(&mut self, line: &[u8]) -> bool {
        for mut input in [line, b"\n"] {
            while !input.is_empty() {
                let (text_len, ends_len) = (self.text.len(), self.ends.len());
                self.text.resize(text_len + input.len(), 0);
                self.ends.resize(ends_len + input.len() + 1, 0);
                let (result, read, written, ended) =
                    self.parser.read_record(input, &mut self.text[text_len..], &mut self.ends[ends_len..]);
                self.text.truncate(text_len + written);
                self.ends.truncate(ends_len + ended);
                if result == ReadRecordResult::Record {
                    return true;
                }
                input = &input[read..];
            }
        }
        false
    }

    fn cells(&self) -> Cells {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let text = |cell: &[u8]| std::str::from_utf8(cell).map(|text| text.trim().to_owned()).map_err(|_| not_utf8());
        starts.zip(&self.ends).map(|(start, end)| text(&self.text[start..*end])).collect()
    }
}

/// Reads lines of bounded length.
pub struct Lines {
    reader: Box<dyn BufRead + Send>,
    buffer: Vec<u8>,
    number: u64,
}

impl Lines {
    pub fn new(reader: Box<dyn BufRead + Send>) -> Self {
        Self { reader, buffer: Vec::new(), number: 0 }
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
        Ok(Some((self.number, std::str::from_utf8(self.line()).map_err(|_| not_utf8()))))
    }

    /// The next line with its number, without its end; none at the end of the file.
    fn any(&mut self) -> io::Result<Option<Numbered<&[u8]>>> {
        self.number += 1;
        self.buffer.clear();
        let mut bounded = (&mut self.reader).take(MAX_ROW_BYTES as u64);
        if bounded.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        if self.buffer.len() == MAX_ROW_BYTES && !self.buffer.ends_with(b"\n") {
            self.reader.skip_until(b'\n')?;
            return Ok(Some((self.number, Err(too_long()))));
        }
        Ok(Some((self.number, Ok(self.line()))))
    }

    /// The line that was read last.
    fn line(&self) -> &[u8] {
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        line.strip_suffix(b"\r").unwrap_or(line)
    }
}

/// The object that a line of JSON holds.
pub fn json_object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("is not a JSON object; write {\"artist\": …, \"title\": …}".to_owned()),
        Err(error) => Err(format!("is not valid JSON ({error}); write one object a line")),
    }
}

fn not_utf8() -> String {
    "is not UTF-8; convert the file, for example with iconv -f latin1 -t utf-8".to_owned()
}

fn too_long() -> String {
    format!("is longer than {} KiB; is a line end missing?", MAX_ROW_BYTES / 1024)
}

fn unclosed_quote() -> String {
    "opens a quote that is not closed; close it, or write it twice within quotes where it stands for itself".to_owned()
}
