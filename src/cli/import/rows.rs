//! Rows of any format as tracks to import, or as what is wrong with them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;

use serde_json::Value;

use super::column::Column;
use super::input::{Format, Input};
use super::record::{Lines, Records, json_object};
use crate::cli::Usage;
use crate::track::{Field, NewTrack};

/// One row: the line it begins at, and its track or everything that is wrong with it.
pub struct FileRow {
    pub line: u64,
    pub track: Result<NewTrack, Vec<String>>,
}

/// Reads one row after the other, and refuses those that name a track that an earlier row has named.
pub struct Rows {
    source: Source,
    named: HashMap<u64, u64>,
}

enum Source {
    Table { columns: Vec<Column>, records: Records },
    Json(Lines),
}

impl Rows {
    /// Reads the header where there is one; nothing is imported from a table without artist or title.
    pub fn new(input: Input) -> anyhow::Result<Self> {
        let source = match input.format {
            Format::Jsonl => Source::Json(Lines::new(input.reader)),
            Format::Tsv | Format::Csv => {
                let mut records = Records::new(input.format, input.reader);
                Source::Table { columns: header(&input.name, &mut records)?, records }
            }
        };
        Ok(Self { source, named: HashMap::new() })
    }

    /// The next row; none at the end.
    pub fn next(&mut self) -> io::Result<Option<FileRow>> {
        let read = match &mut self.source {
            Source::Table { columns, records } => {
                records.next()?.map(|(line, cells)| (line, cells.and_then(|cells| named_cells(columns, cells))))
            }
            Source::Json(lines) => lines.next()?.map(|(line, text)| (line, text.and_then(named_values))),
        };
        let Some((line, values)) = read else { return Ok(None) };
        let track = values.map_err(|wrong| vec![format!("the row {wrong}")]).and_then(track);
        let track = track.and_then(|track| self.refuse_repeated(line, track));
        Ok(Some(FileRow { line, track }))
    }

    /// Of two rows for one track the first counts: the batches are written side by side, so "the last" would be chance.
    fn refuse_repeated(&mut self, line: u64, track: NewTrack) -> Result<NewTrack, Vec<String>> {
        match self.named.insert(identity(&track), line) {
            None => Ok(track),
            Some(first) => {
                self.named.insert(identity(&track), first);
                Err(vec![format!("names the same track as line {first}; keep one of the two")])
            }
        }
    }
}

fn header(name: &str, records: &mut Records) -> anyhow::Result<Vec<Column>> {
    let Some((line, names)) = records.next()? else {
        return Err(Usage(format!("{name} is empty; its first line must name the columns")).into());
    };
    let names = names.map_err(|wrong| Usage(format!("{name}:{line}: the header {wrong}")))?;
    let columns: Vec<Column> = names.iter().map(|name| Column::named(name)).collect();
    for (column, called) in [(Column::Field(Field::Artist), "artist"), (Column::Field(Field::Title), "title")] {
        if !columns.contains(&column) {
            let found = names.join(", ");
            return Err(Usage(format!(
                "{name}:{line}: there is no column {called}, only {found:.300}; name the column in the first line \
                 (or say the right --input-format)"
            ))
            .into());
        }
    }
    if let Some((at, _)) = columns.iter().enumerate().find(|(at, column)| columns[..*at].contains(column)) {
        let called = &names[at];
        return Err(Usage(format!("{name}:{line}: there are two columns {called}; rename one of them")).into());
    }
    Ok(columns)
}

type Values = Vec<(Column, Value)>;

fn named_cells(columns: &[Column], cells: Vec<String>) -> Result<Values, String> {
    if cells.len() != columns.len() {
        return Err(format!("has {} cells, but the header has {}", cells.len(), columns.len()));
    }
    let value = |(column, cell): (&Column, String)| match column {
        Column::Attribute(_) => (column.clone(), attribute(cell)),
        _ => (column.clone(), Value::String(cell)),
    };
    Ok(columns.iter().zip(cells).map(value).collect())
}

/// The value of a cell whose column has no type: a number, true or false, if it is written just as JSON writes that,
/// and else a text. So `0.87` can be filtered by ranges, and nothing is lost of `007` or `1.10`.
fn attribute(cell: String) -> Value {
    let has_type = |value: &Value| value.is_number() || value.is_boolean();
    let is_written_so = |value: &Value| cell.trim().eq(&value.to_string());
    let typed = serde_json::from_str(cell.trim()).ok().filter(has_type).filter(is_written_so);
    typed.unwrap_or(Value::String(cell))
}

fn named_values(line: &str) -> Result<Values, String> {
    Ok(json_object(line)?.into_iter().map(|(name, value)| (Column::named(&name), value)).collect())
}

/// Everything that is wrong is said at once, not just the first.
fn track(values: Values) -> Result<NewTrack, Vec<String>> {
    let mut track = NewTrack::default();
    let put = |(column, value): (Column, Value)| column.put(value, &mut track).err();
    let wrong: Vec<String> = values.into_iter().filter_map(put).collect();
    if wrong.is_empty() { Ok(track) } else { Err(wrong) }
}

/// By what the catalog knows a track again: its id, else its URI, else artist, title and album.
fn identity(track: &NewTrack) -> u64 {
    let mut hasher = DefaultHasher::new();
    match (&track.id, &track.external_id, &track.audio_uri) {
        (Some(id), ..) => ("id", id).hash(&mut hasher),
        (None, Some(external_id), _) => ("external_id", external_id).hash(&mut hasher),
        (None, None, Some(uri)) => ("uri", uri).hash(&mut hasher),
        (None, None, None) => ("name", &track.artist, &track.title, &track.album).hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests;
