//! Rows of a table as they stand in the file: cells, each with the line it begins at.

use std::collections::VecDeque;
use std::io;

use csv_core::ReadRecordResult;

use super::copy;
use super::dialect::Dialect;
use super::lines::{Lines, MAX_ROW_BYTES, Numbered};

/// What one row holds, with none for null, or what is wrong with it.
pub type Cells = Result<Vec<Option<String>>, String>;

/// One row.
pub struct Record {
    pub line: u64,
    pub cells: Cells,
    /// It ended in a carriage return, which may belong to its last cell.
    is_cut: bool,
}

/// Reads rows one by one.
pub struct Records {
    rows: Rows,
    has_escapes: bool,
    /// How many cells the header has; none before it is read.
    width: usize,
    /// A row that was read in search of the rest of another one.
    ahead: Option<Record>,
}

enum Rows {
    Plain { lines: Lines, delimiter: char },
    Quoted(Box<CsvRows>),
}

impl Records {
    /// Passes over what stands before the header.
    pub fn new(dialect: Dialect, mut lines: Lines) -> io::Result<Self> {
        if dialect.names_delimiter {
            lines.next()?;
        }
        let rows = match dialect.has_quotes {
            true => Rows::Quoted(Box::new(CsvRows::new(dialect.delimiter, lines))),
            false => Rows::Plain { lines, delimiter: char::from(dialect.delimiter) },
        };
        Ok(Self { rows, has_escapes: dialect.has_escapes, width: 0, ahead: None })
    }

    /// Says how many cells a row should have, as soon as that is known.
    pub fn expect(&mut self, width: usize) {
        self.width = width;
    }

    /// The next row; none at the end.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let Some(mut record) = self.take()? else { return Ok(None) };
        while record.is_cut && record.cells.as_ref().is_ok_and(|cells| cells.len() < self.width) {
            match self.take()? {
                Some(rest) if self.is_rest(&record, &rest) => {
                    self.rows.lines().uncount(1);
                    record.go_on(rest);
                }
                other => {
                    self.ahead = other;
                    break;
                }
            }
        }
        Ok(Some(record))
    }

    /// Whether the carriage return between two rows stands in a cell: together they are no wider than the header.
    fn is_rest(&self, record: &Record, rest: &Record) -> bool {
        let width = |record: &Record| record.cells.as_ref().map_or(self.width + 1, Vec::len);
        width(record) + width(rest) - 1 <= self.width
    }

    fn take(&mut self) -> io::Result<Option<Record>> {
        if let Some(record) = self.ahead.take() {
            return Ok(Some(record));
        }
        match &mut self.rows {
            Rows::Quoted(rows) => rows.next(),
            Rows::Plain { lines, delimiter } => loop {
                let Some((line, text)) = lines.next()? else { return Ok(None) };
                if self.has_escapes && text == Ok(copy::END) {
                    continue;
                }
                let cells = text.map(|text| text.split(*delimiter).map(|text| cell(text, self.has_escapes)).collect());
                return Ok(Some(Record { line, cells, is_cut: lines.ended_in_stray_cr() }));
            },
        }
    }
}

impl Record {
    fn go_on(&mut self, rest: Record) {
        if let (Ok(cells), Ok(more)) = (&mut self.cells, rest.cells) {
            let mut more = more.into_iter();
            if let (Some(last), Some(first)) = (cells.last_mut(), more.next()) {
                *last = Some([last.take(), first].map(Option::unwrap_or_default).join(" "));
            }
            cells.extend(more);
        }
        self.is_cut = rest.is_cut;
    }
}

impl Rows {
    fn lines(&mut self) -> &mut Lines {
        match self {
            Self::Plain { lines, .. } => lines,
            Self::Quoted(rows) => &mut rows.lines,
        }
    }
}

/// A cell's text; none if that is null. Excel's way to keep a number a text, `="00123"`, is the text.
fn cell(text: &str, has_escapes: bool) -> Option<String> {
    let text = text.trim();
    if text == copy::NULL {
        return None;
    }
    Some(match text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
        Some(text) => text.replace("\"\"", "\""),
        None if has_escapes && text.contains('\\') => copy::unescaped(text),
        None => text.to_owned(),
    })
}

/// Reads rows of cells that may stand in quotes. A row goes on over the lines that begin within quotes; where a quote
/// is never closed, only the line that opens it is refused.
struct CsvRows {
    lines: Lines,
    /// Lines that were read in search of a closing quote, and are rows of their own after all.
    ahead: VecDeque<Numbered<Vec<u8>>>,
    parser: csv_core::Reader,
    /// The cells of the row so far, one behind the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl CsvRows {
    fn new(delimiter: u8, lines: Lines) -> Self {
        // Lines come without their ends, and each is given a line feed.
        let terminator = csv_core::Terminator::Any(b'\n');
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).terminator(terminator).build();
        Self { lines, ahead: VecDeque::new(), parser, text: Vec::new(), ends: Vec::new() }
    }

    fn next(&mut self) -> io::Result<Option<Record>> {
        let (number, first) = loop {
            match self.line()? {
                None => return Ok(None),
                Some((line, Err(wrong))) => return Ok(Some(Record { line, cells: Err(wrong), is_cut: false })),
                Some((_, Ok(line))) if line.trim_ascii().is_empty() => {}
                Some((number, Ok(line))) => break (number, line),
            }
        };
        self.parser.reset();
        self.text.clear();
        self.ends.clear();
        let mut size = first.len();
        let mut within_quotes = VecDeque::new();
        let mut stray = 0;
        let mut is_whole = self.parse(&first);
        while !is_whole {
            stray += u64::from(self.lines.ended_in_stray_cr());
            let line = self.line()?;
            let goes_on = matches!(&line, Some((_, Ok(line))) if size + line.len() <= MAX_ROW_BYTES);
            within_quotes.extend(line);
            let Some((_, Ok(line))) = within_quotes.back().filter(|_| goes_on) else {
                within_quotes.append(&mut self.ahead);
                self.ahead = within_quotes;
                return Ok(Some(Record { line: number, cells: Err(unclosed_quote()), is_cut: false }));
            };
            size += line.len();
            is_whole = self.parse(&line.clone());
        }
        if self.ahead.is_empty() {
            self.lines.uncount(stray);
        }
        let is_cut = self.ahead.is_empty() && self.lines.ended_in_stray_cr();
        Ok(Some(Record { line: number, cells: self.cells(), is_cut }))
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
        let text = |text: &[u8]| {
            std::str::from_utf8(text).map(|text| cell(text, false)).map_err(|_| self.lines.not_encoded_so())
        };
        starts.zip(&self.ends).map(|(start, end)| text(&self.text[start..*end])).collect()
    }
}

fn unclosed_quote() -> String {
    "opens a quote that is not closed; close it, or write it twice within quotes where it stands for itself".to_owned()
}
