//! Where rows come from: a file or stdin, gzipped or not, in any encoding; as UTF-8, with its beginning at hand.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::Context;
use flate2::bufread::MultiGzDecoder;

use super::options::{Format, Options};
use super::{encoding, unreadable};
use crate::cli::Usage;

const CAPACITY: usize = 256 * 1024;
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The part of a file that tells how it is written.
const HEAD_BYTES: usize = 64 * 1024;

/// Something to read rows from.
pub struct Input {
    /// How it is called in messages.
    pub name: String,
    pub options: Options,
    /// How the text begins; the reader has it, too.
    pub head: Vec<u8>,
    pub reader: Box<dyn BufRead + Send>,
    /// What the bytes are in.
    pub encoding: &'static str,
}

impl Input {
    /// Opens the file, or stdin for `-`; the name tells the format unless it is given.
    pub fn open(path: &Path, mut options: Options) -> anyhow::Result<Self> {
        if path == Path::new("-") {
            return Self::new("stdin".to_owned(), options, BufReader::with_capacity(CAPACITY, io::stdin()));
        }
        let name = path.display().to_string();
        options.format = options.format.or_else(|| format_of(&name));
        let file = File::open(path)
            .with_context(|| format!("{name} can't be read; check its spelling and who may read it"))?;
        Self::new(name, options, BufReader::with_capacity(CAPACITY, file))
    }

    /// Finds out how the bytes are packed and encoded.
    pub fn new(name: String, options: Options, raw: impl BufRead + Send + 'static) -> anyhow::Result<Self> {
        let not_read = || format!("{name} can't be read");
        let (start, raw) = peek(Box::new(raw), GZIP_MAGIC.len()).with_context(not_read)?;
        let bytes: Box<dyn BufRead + Send> = match start.starts_with(&GZIP_MAGIC) {
            true => Box::new(BufReader::with_capacity(CAPACITY, MultiGzDecoder::new(raw))),
            false => raw,
        };
        let (start, bytes) = peek(bytes, HEAD_BYTES).with_context(not_read)?;
        refuse_what_is_no_table(&name, &start)?;
        let encoding = encoding::of(&start, options.encoding);
        let text = encoding::decoded(bytes, encoding).with_context(not_read)?;
        let (head, reader) = peek(text, HEAD_BYTES).with_context(not_read)?;
        refuse_what_is_no_table(&name, &head)?;
        if unreadable::is_binary(&head) {
            let mend = "export it as CSV or tab-separated text, or say its --encoding";
            return Err(Usage(format!("{name} is no text: its first line holds control characters; {mend}")).into());
        }
        if head.trim_ascii().is_empty() {
            let mend = "a table begins with a line that names its columns";
            return Err(Usage(format!("{name} is empty; {mend}")).into());
        }
        Ok(Self { name, options, head, reader, encoding: encoding.name() })
    }
}

fn refuse_what_is_no_table(name: &str, head: &[u8]) -> Result<(), Usage> {
    match unreadable::what(head) {
        Some((what, mend)) => Err(Usage(format!("{name} is {what}, and no table: {mend}"))),
        None => Ok(()),
    }
}

/// The first bytes, and a reader that has them, too. They are all there even where a pipe brings them one by one.
fn peek(mut reader: Box<dyn BufRead + Send>, bytes: usize) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut head = Vec::with_capacity(bytes);
    (&mut reader).take(bytes as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

fn format_of(name: &str) -> Option<Format> {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "tsv" | "tab" => Some(Format::Tsv),
        "csv" => Some(Format::Csv),
        "copy" => Some(Format::Copy),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "json" => Some(Format::Json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_format() {
        assert_eq!(format_of("a/b.TSV.gz"), Some(Format::Tsv));
        assert_eq!(format_of("b.csv"), Some(Format::Csv));
        assert_eq!(format_of("b.ndjson"), Some(Format::Jsonl));
        assert_eq!(format_of("b.json.gz"), Some(Format::Json));
        assert_eq!(format_of("b.gz"), None);
        assert_eq!(format_of("b.txt"), None);
    }

    #[test]
    fn the_head_is_whole_however_the_bytes_arrive() {
        let reader = Box::new(BufReader::with_capacity(1, Cursor::new(b"abcdef".to_vec())));
        let (head, mut reader) = peek(reader, 4).unwrap();
        let mut all = Vec::new();
        reader.read_to_end(&mut all).unwrap();
        assert_eq!((head.as_slice(), all.as_slice()), (&b"abcd"[..], &b"abcdef"[..]));
    }
}
