//! Rows as they stand in the file: cells, or a JSON object, each with the line it begins at.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use super::input::Format;

/// A row longer than this is refused: nothing that a track can hold comes near it.
const MAX_ROW_BYTES: usize = 1024 * 1024;

/// What one row holds, or what is wrong with it.
pub type Cells = Result<Vec<String>, String>;

/// With a line end at the very end, so that each row has one.
type CsvSource = io::Chain<Box<dyn BufRead + Send>, &'static [u8]>;

/// Reads rows one by one.
pub enum Records {
    Tsv(Lines),
    Csv(Box<csv::Reader<CsvSource>>),
}

impl Records {
    pub fn new(format: Format, reader: Box<dyn BufRead + Send>) -> Self {
        match format {
            Format::Csv => {
                let mut builder = csv::ReaderBuilder::new();
                // Line feeds alone end a row, so that lines can be counted; the carriage returns before them are trimmed.
                builder.has_headers(false).flexible(true).terminator(csv::Terminator::Any(b'\n'));
                Self::Csv(Box::new(builder.from_reader(reader.chain(&b"\n"[..]))))
            }
            Format::Tsv | Format::Jsonl => Self::Tsv(Lines::new(reader)),
        }
    }

    /// The next row and its line; none at the end.
    pub fn next(&mut self) -> io::Result<Option<(u64, Cells)>> {
        match self {
            Self::Tsv(lines) => {
                let Some((number, line)) = lines.next()? else { return Ok(None) };
                Ok(Some((number, line.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()))))
            }
            Self::Csv(reader) => {
                let mut record = csv::ByteRecord::new();
                while reader.read_byte_record(&mut record)? {
                    if !record.as_slice().trim_ascii().is_empty() {
                        // The reader stands behind the row, and a row may have lines within quotes.
                        let lines_within = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
                        return Ok(Some((reader.position().line() - lines_within - 1, csv_cells(&record))));
                    }
                }
                Ok(None)
            }
        }
    }
}

fn csv_cells(record: &csv::ByteRecord) -> Cells {
    if record.as_slice().len() > MAX_ROW_BYTES {
        return Err(too_long());
    }
    let text = |cell: &[u8]| std::str::from_utf8(cell).map(|text| text.trim().to_owned()).map_err(|_| not_utf8());
    record.iter().map(text).collect()
}

/// Reads lines of bounded length; blank ones are passed over.
pub struct Lines {
    reader: Box<dyn BufRead + Send>,
    buffer: Vec<u8>,
    number: u64,
}

impl Lines {
    pub fn new(reader: Box<dyn BufRead + Send>) -> Self {
        Self { reader, buffer: Vec::new(), number: 0 }
    }

    /// The next line with its number, without its end; none at the end of the file.
    pub fn next(&mut self) -> io::Result<Option<(u64, Result<&str, String>)>> {
        loop {
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
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(Some((self.number, std::str::from_utf8(line).map_err(|_| not_utf8()))))
    }
}

/// The object that a line of JSON holds.
pub fn json_object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("is no JSON object; write {\"artist\": …, \"title\": …}".to_owned()),
        Err(error) => Err(format!("is no JSON ({error}); write one object a line")),
    }
}

fn not_utf8() -> String {
    "is not UTF-8; convert the file, for example with iconv -f latin1 -t utf-8".to_owned()
}

fn too_long() -> String {
    format!("is longer than {} KiB; an unclosed quote, perhaps?", MAX_ROW_BYTES / 1024)
}
