//! Files that hold no table: what they are, and how a table can be made of them.

/// How such a file begins, what it is, and how to mend that.
const KNOWN: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a workbook (.xlsx, .ods, .numbers) or a ZIP archive", "save its sheet as CSV, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "save its sheet as CSV"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd", "use zstdcat FILE | needledrop import -"),
    (b"\xfd7zXZ\0", "compressed by xz", "use xzcat FILE | needledrop import -"),
    (b"BZh91AY&SY", "compressed by bzip2", "use bzcat FILE | needledrop import -"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"Rar!\x1a", "a RAR archive", "unpack it"),
    (b"SQLite format 3\0", "an SQLite database", "use sqlite3 -csv -header FILE 'select …' | needledrop import -"),
    (b"PAR1", "a Parquet file", "convert it to CSV, for example with DuckDB"),
    (b"PGDMP", "a dump of pg_dump's own format", "export the table by psql's \\copy … with (format csv, header)"),
    (b"PGCOPY\n", "a binary copy of a table", "export it by psql's \\copy … with (format csv, header)"),
    (b"bplist00", "a binary property list", "export a table from the program that wrote it"),
    (b"%PDF", "a PDF", "export a table from the program that wrote it"),
    (b"<", "XML or HTML", "export CSV or tab-separated text from the program that wrote it"),
    (b"#EXTM3U", "a playlist", "use needledrop ingest with the folder of its files"),
    (b"ID3\x02", "an audio file", "use needledrop ingest"),
    (b"ID3\x03", "an audio file", "use needledrop ingest"),
    (b"ID3\x04", "an audio file", "use needledrop ingest"),
    (b"fLaC\0", "an audio file", "use needledrop ingest"),
    (b"OggS\0", "an audio file", "use needledrop ingest"),
    (b"RIFF", "an audio file", "use needledrop ingest"),
    (b"\xff\xfe\0\0", "text in UTF-32", "convert it with iconv -t utf-8"),
    (b"\0\0\xfe\xff", "text in UTF-32", "convert it with iconv -t utf-8"),
];
/// Where a tar archive says that it is one.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// What a file is that begins so, and how to mend that, if it is none that rows can be read from.
pub fn what(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let text = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    let known = KNOWN.iter().find(|(start, ..)| head.starts_with(start) || text.starts_with(start));
    let is_tar = || head.get(TAR.0..).is_some_and(|rest| rest.starts_with(TAR.1));
    match known {
        Some((_, what, mend)) => Some((what, mend)),
        None if is_tar() => Some(("a tar archive", "unpack it")),
        None => None,
    }
}

/// The same of a text, which must be decoded: none has control characters in its first line.
pub fn is_binary(head: &[u8]) -> bool {
    let first = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    first.iter().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | 0x0b | 0x0c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_table_is_named() {
        for (head, expected) in [
            (&b"PK\x03\x04\x14"[..], "workbook"),
            (b"\xef\xbb\xbf<?xml version", "XML"),
            (b"\n<html>", "HTML"),
            (b"SQLite format 3\0", "SQLite"),
            (&[&[b'a'; 257][..], b"ustar"].concat(), "tar"),
        ] {
            let (what, _) = what(head).unwrap();
            assert!(what.contains(expected), "{what}");
        }
        assert_eq!(what(b"artist\ttitle\n"), None);
    }

    #[test]
    fn only_the_first_line_decides_what_is_binary() {
        assert!(is_binary(b"\x7fELF\x02\x01\0\0"));
        assert!(!is_binary(b"artist\ttitle\na\x01\tb\0\n"));
    }
}
