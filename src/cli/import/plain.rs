//! A table, or lines of JSON, as they stand in the file: for what isn't a table of tracks.

use anyhow::Context;

use super::input::Input;
use super::lines::Lines;
use super::options::Format;
use super::record::Records;
use super::sniff;
use crate::cli::Usage;

/// How rows stand in a file.
pub enum Plain {
    /// Cells, a header first.
    Table(Records),
    /// A JSON object a line.
    Json(Lines),
}

impl Plain {
    pub fn new(input: Input) -> anyhow::Result<Self> {
        let Input { name, mut options, head, reader, encoding } = input;
        options.format = sniff::format(&head, options.format);
        let not_read = || format!("{name} can't be read");
        match options.format {
            Some(Format::Jsonl) => Ok(Self::Json(Lines::new(reader, encoding))),
            Some(Format::Json) => Err(Usage(format!("{name} is JSON; write one object a line, or a table")).into()),
            Some(Format::Tsv | Format::Csv | Format::Copy) | None => {
                let dialect = sniff::dialect(&head, &options).with_context(not_read)?;
                Ok(Self::Table(Records::new(dialect, Lines::new(reader, encoding)).with_context(not_read)?))
            }
        }
    }
}
