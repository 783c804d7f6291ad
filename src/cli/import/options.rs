//! How a file is to be read, where it doesn't say so itself.

use clap::ValueEnum;
use encoding_rs::Encoding;

use super::column::Column;
use crate::text::closest;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Cells between tabs, a header first; quotes are ordinary text.
    Tsv,
    /// Cells between commas (or semicolons), a header first; quoted as RFC 4180 says.
    Csv,
    /// PostgreSQL's text format: tabs, \N for null, and backslashes before what is special.
    Copy,
    /// A JSON object a line.
    Jsonl,
    /// JSON objects, alone, in a list, or as the hits of a search.
    Json,
}

/// What may be said of the file.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// How the rows are written, where neither the name nor the first line says.
    #[arg(id = "input_format", long = "input-format", value_name = "FORMAT", value_enum)]
    pub format: Option<Format>,
    /// What stands between cells, where the header doesn't say: a character, or the word tab.
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// The encoding of the text where it is not UTF-8 (UTF-16 is found out): windows-1252, latin1, macintosh, …
    #[arg(long, value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,
    /// What a cell says that is empty, as NULL does in some exports of databases; in a text that is an ordinary word
    /// otherwise.
    #[arg(long, value_name = "TEXT")]
    pub null: Option<String>,
    /// Which column has a field, as in title="Track Name"; may be given several times.
    #[arg(long = "column", value_name = "FIELD=HEADER", value_parser = Chosen::parse)]
    pub columns: Vec<Chosen>,
}

/// A column that was chosen for a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    pub column: Column,
    pub header: String,
}

impl Chosen {
    fn parse(text: &str) -> Result<Self, String> {
        let (field, header) = text.split_once('=').ok_or("write it as FIELD=HEADER, such as title=\"Track Name\"")?;
        let (field, header) = (field.trim().to_lowercase(), header.trim());
        match Column::named(&field) {
            _ if header.is_empty() => Err(format!("name the column behind {field}=")),
            Some(column) => Ok(Self { column, header: header.to_owned() }),
            None => {
                let hint = match closest(&field, Column::names()) {
                    Some(name) => format!("did you mean {name}?"),
                    None => format!("choose one of {}", Column::names().collect::<Vec<_>>().join(", ")),
                };
                Err(format!("{field} is not a field; {hint}"))
            }
        }
    }
}

pub fn delimiter(text: &str) -> Result<u8, String> {
    match (text.to_lowercase().as_str(), text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte]) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r') => {
            Ok(*byte)
        }
        _ => Err("give one character, such as ; or |, or the word tab".to_owned()),
    }
}

pub fn encoding(label: &str) -> Result<&'static Encoding, String> {
    let expected = "expected a name like windows-1252, latin1, utf-16le or shift_jis (see encoding.spec.whatwg.org)";
    Encoding::for_label(label.as_bytes()).ok_or_else(|| expected.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track::Field;

    #[test]
    fn columns_are_chosen_by_the_name_of_their_field() {
        let chosen = Chosen::parse("title = Track Name=x").unwrap();
        assert_eq!((chosen.column, chosen.header.as_str()), (Column::Field(Field::Title), "Track Name=x"));
        assert!(Chosen::parse("titel=x").unwrap_err().contains("did you mean title?"));
        assert!(Chosen::parse("mood=x").unwrap_err().contains("choose one of id, "));
        assert!(Chosen::parse("title=").is_err() && Chosen::parse("title").is_err());
    }

    #[test]
    fn delimiters_are_a_character_or_tab() {
        assert_eq!(["tab", "\\t", "\t", ";", "|"].map(|text| delimiter(text).unwrap()), *b"\t\t\t;|");
        assert!(["", ";;", "a", "\"", "é"].iter().all(|text| delimiter(text).is_err()));
    }
}
