//! How a file is written, by its beginning: in which format, and between which delimiters.

use std::io::{self, Cursor};

use super::copy;
use super::dialect::Dialect;
use super::header::known;
use super::json;
use super::lines::Lines;
use super::options::{Format, Options};
use super::record::Records;

/// The delimiters there are, the likeliest of each format first.
const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// The format of a text that begins so, where nothing says it.
pub fn format(head: &[u8], given: Option<Format>) -> Option<Format> {
    let text = head.trim_ascii_start();
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let is_object = || std::str::from_utf8(line).is_ok_and(|line| json::object(line).is_ok());
    given.or(match text.first() {
        Some(b'{') if is_object() => Some(Format::Jsonl),
        Some(b'{' | b'[') => Some(Format::Json),
        _ => None,
    })
}

/// How a table that begins so is written: between the delimiters by which its header has most columns that are known.
pub fn dialect(head: &[u8], options: &Options) -> io::Result<Dialect> {
    let said = delimiter_said(head);
    let is_csv = options.format == Some(Format::Csv) || said.is_some();
    let of = |delimiter| Dialect {
        delimiter,
        has_quotes: delimiter != b'\t' || is_csv || has_quoted_header(head),
        has_escapes: false,
        names_delimiter: said.is_some(),
    };
    let given = options.delimiter.or(said).or((options.format == Some(Format::Copy)).then_some(b'\t'));
    let mut dialect = match given {
        Some(delimiter) => of(delimiter),
        None => likeliest(head, options, of)?,
    };
    if options.format == Some(Format::Copy) {
        dialect.has_quotes = false;
    }
    dialect.has_escapes = !dialect.has_quotes && (options.format == Some(Format::Copy) || looks_copied(head));
    Ok(dialect)
}

fn likeliest(head: &[u8], options: &Options, of: impl Fn(u8) -> Dialect) -> io::Result<Dialect> {
    let mut delimiters = DELIMITERS;
    if options.format == Some(Format::Csv) {
        delimiters.swap(0, 1);
    }
    let mut best = (of(delimiters[0]), (0, 0));
    for delimiter in delimiters {
        let dialect = of(delimiter);
        let names = header(head, dialect)?;
        let worth = (known(&names, &options.columns), names.len());
        if worth > best.1 {
            best = (dialect, worth);
        }
    }
    Ok(best.0)
}

/// The names in the header, if it were written so; none if it can't be.
fn header(head: &[u8], dialect: Dialect) -> io::Result<Vec<String>> {
    let lines = Lines::new(Box::new(Cursor::new(head.to_vec())), "UTF-8");
    let header = Records::new(dialect, lines)?.next()?.and_then(|record| record.cells.ok());
    Ok(header.unwrap_or_default().into_iter().map(Option::unwrap_or_default).collect())
}

/// Excel's first line, `sep=;`, in quotes or not.
fn delimiter_said(head: &[u8]) -> Option<u8> {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        // The trimming has taken the tab.
        b"sep=" | b"SEP=" => Some(b'\t'),
        _ => None,
    }
}

/// Whether each name of a header between tabs stands in quotes; then cells do, too.
fn has_quoted_header(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.trim_ascii().is_empty());
    let header = lines.next().unwrap_or_default();
    header.split(|byte| *byte == b'\t').all(|name| name.len() > 1 && name.starts_with(b"\"") && name.ends_with(b"\""))
}

/// Whether PostgreSQL has written it: it has nulls, and no backslash that isn't an escape. The last line may be cut.
fn looks_copied(head: &[u8]) -> bool {
    let whole = head.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(head, |end| &head[..end]);
    let mut cells = whole.split(|byte| matches!(byte, b'\t' | b'\n' | b'\r'));
    cells.any(|cell| cell == copy::NULL.as_bytes()) && copy::is_escaped(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, format: Option<Format>) -> (u8, bool, bool) {
        let dialect = dialect(head.as_bytes(), &Options { format, ..Options::default() }).unwrap();
        (dialect.delimiter, dialect.has_quotes, dialect.has_escapes)
    }

    #[test]
    fn the_delimiter_is_the_one_by_which_most_columns_are_known() {
        assert_eq!(of("artist\ttitle, or name\n", Some(Format::Tsv)), (b'\t', false, false));
        assert_eq!(of("artist,title\n", Some(Format::Csv)), (b',', true, false));
        assert_eq!(of("artist;title;a,b,c,d\n", Some(Format::Csv)), (b';', true, false));
        assert_eq!(of("artist,title\n", Some(Format::Tsv)), (b',', true, false));
        assert_eq!(of("artist\ttitle\n", Some(Format::Csv)), (b'\t', true, false));
        assert_eq!(of("artist|title\n", None), (b'|', true, false));
        assert_eq!(of("\"artist\"\t\"title\"\n", Some(Format::Tsv)), (b'\t', true, false));
        assert_eq!(of("sep=;\nTrack Name;x,y,title\n", None), (b';', true, false));
        assert_eq!(of("sep=\t\nx,title\ty\n", None), (b'\t', true, false));
    }

    #[test]
    fn postgresql_is_known_by_its_nulls() {
        assert!(of("artist\ttitle\na\t\\N\nAC\\\\DC\tx\n", Some(Format::Tsv)).2);
        assert!(!of("artist\ttitle\nAC\\DC\t\\N\n", Some(Format::Tsv)).2);
        assert!(!of("artist\ttitle\nAC\\\\DC\tx\n", Some(Format::Tsv)).2);
        assert!(!of("artist,title\na,\\N\n", Some(Format::Csv)).2);
        assert_eq!(of("artist\ttitle\na\tb\n", Some(Format::Copy)), (b'\t', false, true));
    }

    #[test]
    fn json_is_known_by_its_first_line() {
        let of = |head: &str| format(head.as_bytes(), None);
        assert_eq!(of("{\"title\":\"a\"}\n{"), Some(Format::Jsonl));
        assert_eq!(of("\n{\n  \"title\": \"a\"}"), Some(Format::Json));
        assert_eq!(of("[{\"title\":\"a\"}]"), Some(Format::Json));
        assert_eq!(of("artist,title"), None);
    }
}
