//! Where rows come from: a file or stdin, gzipped or not, in one of three formats.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use clap::ValueEnum;
use flate2::bufread::MultiGzDecoder;

use crate::cli::Usage;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Cells between tabs, a header first; quotes are ordinary text.
    Tsv,
    /// Cells between commas, a header first; quoted as RFC 4180 says.
    Csv,
    /// A JSON object a line.
    Jsonl,
}

const CAPACITY: usize = 256 * 1024;
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Something to read rows from.
pub struct Input {
    /// How it is called in messages.
    pub name: String,
    pub format: Format,
    pub reader: Box<dyn BufRead + Send>,
}

impl Input {
    /// Opens the file, or stdin for `-`; the name tells the format unless it is given.
    pub fn open(path: &Path, format: Option<Format>) -> anyhow::Result<Self> {
        if path == Path::new("-") {
            let format = format.ok_or_else(|| Usage("say with --input-format what comes from stdin".to_owned()))?;
            return Self::new("stdin".to_owned(), format, BufReader::with_capacity(CAPACITY, io::stdin()));
        }
        let name = path.display().to_string();
        let format = format.or_else(|| format_of(&name)).ok_or_else(|| {
            Usage(format!(
                "{name} doesn't end in .tsv, .csv or .jsonl (or one of these with .gz); say its --input-format"
            ))
        })?;
        let file = File::open(path)
            .with_context(|| format!("{name} can't be read; check its spelling and who may read it"))?;
        Self::new(name, format, BufReader::with_capacity(CAPACITY, file))
    }

    fn new(name: String, format: Format, mut raw: impl BufRead + Send + 'static) -> anyhow::Result<Self> {
        let start = raw.fill_buf().with_context(|| format!("{name} can't be read"))?;
        let mut reader: Box<dyn BufRead + Send> = if start.starts_with(&GZIP_MAGIC) {
            Box::new(BufReader::with_capacity(CAPACITY, MultiGzDecoder::new(raw)))
        } else {
            Box::new(raw)
        };
        skip_byte_order_mark(&mut reader).with_context(|| format!("{name} can't be read"))?;
        Ok(Self { name, format, reader })
    }
}

fn format_of(name: &str) -> Option<Format> {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "tsv" => Some(Format::Tsv),
        "csv" => Some(Format::Csv),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

fn skip_byte_order_mark(reader: &mut Box<dyn BufRead + Send>) -> io::Result<()> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    if reader.fill_buf()?.starts_with(MARK) {
        reader.read_exact(&mut [0; MARK.len()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_format() {
        assert_eq!(format_of("a/b.TSV.gz"), Some(Format::Tsv));
        assert_eq!(format_of("b.csv"), Some(Format::Csv));
        assert_eq!(format_of("b.ndjson"), Some(Format::Jsonl));
        assert_eq!(format_of("b.gz"), None);
        assert_eq!(format_of("b.xlsx"), None);
    }
}
