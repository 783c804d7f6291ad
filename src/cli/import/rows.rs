//! Rows of any format as tracks to import, or as what is wrong with them.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;

use anyhow::Context;
use serde_json::{Map, Value};

use super::column::{
    Column, Reading, Unit, Wrong, bare_number, put_attribute, shown, take_long_attributes, year_of_dates,
};
use super::header::{self, Named};
use super::input::Input;
use super::json::{self, Objects};
use super::lines::Lines;
use super::options::{Chosen, Format};
use super::record::Records;
use super::sniff;
use crate::cli::Usage;
use crate::track::reading::{self, Comma};
use crate::track::{Field, Kind, NewTrack};

/// Rows that are read before the first is given: their values say what those of all mean.
const FIRST_ROWS: usize = 100;
/// Numbers of a column of durations that are milliseconds if most of them are larger: hardly a library's recordings
/// last more than five hours, or less than twenty seconds.
const MOST_SECONDS: f64 = 20_000.0;
/// What databases write where a cell is empty, unless they are told otherwise; names, too, may be called so.
const NULLS: [&str; 3] = ["NULL", "null", "(null)"];

/// One row: the line it begins at, and its track or everything that is wrong with it.
#[derive(Debug)]
pub struct FileRow {
    pub line: u64,
    pub track: Result<NewTrack, Vec<String>>,
    /// Cells that the track lacks, wholly or in part, and why.
    pub left_out: Vec<String>,
    /// The line of an earlier row that names the same track. That one counts, unless the catalog can't take it.
    pub repeats: Option<u64>,
}

/// Reads one row after the other.
pub struct Rows {
    source: Source,
    chosen: Vec<Chosen>,
    reading: Reading,
    ahead: VecDeque<Values>,
    named: HashMap<u64, u64>,
}

enum Source {
    Table { columns: Arc<[Named]>, records: Records, may_be_short: bool, null: Option<String> },
    Lines(Lines, Members),
    Objects(Objects, Members),
}

/// A row as it stands in the file: its columns and their values, or what is wrong with it.
struct Values {
    line: u64,
    read: Result<(Arc<[Named]>, Vec<Value>), String>,
}

impl Rows {
    /// Reads the header where there is one, and the first rows. Nothing is imported from a table without artist or
    /// title.
    pub fn new(input: Input) -> anyhow::Result<Self> {
        let Input { name, mut options, head, reader, encoding } = input;
        options.format = sniff::format(&head, options.format);
        let mut comma = Comma::default();
        let source = match options.format {
            Some(Format::Jsonl) => Source::Lines(Lines::new(reader, encoding), Members::default()),
            Some(Format::Json) => Source::Objects(Objects::new(reader, encoding), Members::default()),
            Some(Format::Tsv | Format::Csv | Format::Copy) | None => {
                let not_read = || format!("{name} can't be read");
                let dialect = sniff::dialect(&head, &options).with_context(not_read)?;
                if dialect.has_decimal_commas() {
                    comma = Comma::Decimal;
                }
                let mut records = Records::new(dialect, Lines::new(reader, encoding)).with_context(not_read)?;
                let columns = table_header(&name, &mut records, &options.columns)?;
                Source::Table { columns, records, may_be_short: dialect.has_quotes, null: options.null }
            }
        };
        let reading = Reading { comma, unit: reading::Unit::Seconds };
        let (chosen, ahead, named) = (options.columns, VecDeque::new(), HashMap::new());
        let mut rows = Self { source, chosen, reading, ahead, named };
        rows.look_ahead(&name).with_context(|| format!("{name} can't be read"))?;
        Ok(rows)
    }

    /// The next row; none at the end.
    pub fn next(&mut self) -> io::Result<Option<FileRow>> {
        while self.ahead.is_empty() && self.read_more()? {}
        let Some(Values { line, read }) = self.ahead.pop_front() else { return Ok(None) };
        let mut left_out = Vec::new();
        let track = read.map_err(|wrong| vec![format!("the row {wrong}")]);
        let track = track.and_then(|(columns, values)| track_of(&columns, values, self.reading, &mut left_out));
        let repeats = track.as_ref().ok().and_then(|track| self.first_of(line, track));
        Ok(Some(FileRow { line, track, left_out, repeats }))
    }

    /// The line that named the track first, if another did. Of two rows for one track the first counts: the batches are
    /// written side by side, so "the last" would be chance.
    fn first_of(&mut self, line: u64, track: &NewTrack) -> Option<u64> {
        let first = *self.named.entry(identity(track)).or_insert(line);
        (first != line).then_some(first)
    }

    /// Reads the first rows, and what they say of all.
    fn look_ahead(&mut self, name: &str) -> io::Result<()> {
        while self.ahead.len() < FIRST_ROWS && self.read_more()? {}
        if self.ahead.is_empty() {
            let has = if matches!(self.source, Source::Table { .. }) { "a header and no rows" } else { "no tracks" };
            tracing::warn!("{name} has {has}");
        }
        let cells = self.ahead.iter().filter_map(|row| row.read.as_ref().ok());
        let cells = cells.flat_map(|(columns, values)| columns.iter().zip(values));
        if matches!(self.source, Source::Table { .. })
            && let Some((named, text)) =
                cells.clone().find_map(|(named, value)| Some((named, text_null(named, value)?)))
        {
            let name_of_column = &named.name;
            tracing::warn!(
                "{name}: {name_of_column} holds the word {text}, which is kept; --null '{text}' makes such cells empty"
            );
        }
        let unsaid = cells.filter(|(named, _)| named.column == Column::Duration(Unit::Unsaid));
        let (names, mut numbers): (Vec<&str>, Vec<f64>) =
            unsaid.filter_map(|(named, value)| Some((named.name.as_str(), bare_number(value)?))).unzip();
        numbers.sort_by(f64::total_cmp);
        if let (Some(name_of_column), Some(median)) = (names.first(), numbers.get(numbers.len() / 2)) {
            let is_ms = *median > MOST_SECONDS;
            let (unit, other) = if is_ms { ("milliseconds", "seconds") } else { ("seconds", "ms") };
            tracing::info!(
                "{name}: {name_of_column} is read as {unit}, as half of its numbers are around {median}; \
                 --column duration_{other}=\"{name_of_column}\" says otherwise"
            );
            self.reading.unit = if is_ms { reading::Unit::Milliseconds } else { reading::Unit::Seconds };
        }
        Ok(())
    }

    /// Reads one more row, or several where a line has them; answers false at the end.
    fn read_more(&mut self) -> io::Result<bool> {
        match &mut self.source {
            Source::Table { columns, records, may_be_short, null } => {
                let Some(record) = records.next()? else { return Ok(false) };
                let is_null = |cell: &String| null.as_deref() == Some(cell.trim());
                let emptied = |cells: Vec<Option<String>>| {
                    cells.into_iter().map(|cell| cell.filter(|cell| !is_null(cell))).collect()
                };
                let cells = if null.is_some() { record.cells.map(emptied) } else { record.cells };
                let read = cells.and_then(|cells| values_of(columns, cells, *may_be_short));
                if !matches!(&read, Ok(values) if values.iter().all(is_blank)) {
                    let read = read.map(|values| (Arc::clone(columns), values));
                    self.ahead.push_back(Values { line: record.line, read });
                }
            }
            Source::Lines(lines, members) => {
                let Some((line, text)) = lines.next()? else { return Ok(false) };
                let text = text.and_then(json::object).map(json::tracks);
                for object in text.unwrap_or_else(|wrong| vec![Err(wrong)]) {
                    let read = object.and_then(|object| members.read(object, &self.chosen));
                    self.ahead.push_back(Values { line, read });
                }
            }
            Source::Objects(objects, members) => {
                let Some((line, object)) = objects.next()? else { return Ok(false) };
                let read = object.and_then(|object| members.read(object, &self.chosen));
                self.ahead.push_back(Values { line, read });
            }
        }
        Ok(true)
    }
}

/// The columns of objects: as long as all have the same members, they are found once.
#[derive(Default)]
struct Members {
    names: Vec<String>,
    columns: Arc<[Named]>,
}

impl Members {
    fn read(&mut self, object: Map<String, Value>, chosen: &[Chosen]) -> Result<(Arc<[Named]>, Vec<Value>), String> {
        if !self.names.iter().eq(object.keys()) {
            let names: Vec<String> = object.keys().cloned().collect();
            let columns = header::columns(&names, chosen).map_err(|wrong| format!("can't be read: {wrong}"))?;
            (self.names, self.columns) = (names, columns.into());
        }
        Ok((Arc::clone(&self.columns), object.into_iter().map(|(_, value)| value).collect()))
    }
}

fn table_header(name: &str, records: &mut Records, chosen: &[Chosen]) -> anyhow::Result<Arc<[Named]>> {
    let Some(record) = records.next().with_context(|| format!("{name} can't be read"))? else {
        return Err(Usage(format!("{name} has no header; its first line must name the columns")).into());
    };
    let line = record.line;
    let usage = |wrong: String| Usage(format!("{name}:{line}: {wrong}"));
    let cells = record.cells.map_err(|wrong| usage(format!("the header {wrong}")))?;
    let names: Vec<String> = cells.into_iter().map(Option::unwrap_or_default).collect();
    let columns = header::columns(&names, chosen).map_err(usage)?;
    let found: String = reading::clean(&names.join(", ")).chars().take(300).collect();
    if let Some(Chosen { header, .. }) = header::missing(&names, chosen) {
        return Err(usage(format!("there is no column {header}, only {found}")).into());
    }
    for field in [Field::Artist, Field::Title] {
        if columns.iter().all(|named| named.column != Column::Field(field)) {
            let called = field.name();
            let mend = match names.len() {
                1 => "cells stand between tabs, or commas, ; or |, or what --delimiter says".to_owned(),
                _ => format!("say which it is with --column {called}=\"…\", or name it in the first line"),
            };
            return Err(usage(format!("there is no column {called}, only {found}; {mend}")).into());
        }
    }
    records.expect(columns.len());
    Ok(columns.into())
}

/// The values of a row's cells. Spreadsheets write empty ones at the end of a row that no column is above, and may
/// leave out those that are empty, but never a name.
fn values_of(columns: &[Named], mut cells: Vec<Option<String>>, may_be_short: bool) -> Result<Vec<Value>, String> {
    let is_empty = |cell: &Option<String>| cell.as_deref().is_none_or(str::is_empty);
    while cells.len() > columns.len() && cells.last().is_some_and(is_empty) {
        cells.pop();
    }
    let is_name = |named: &Named| matches!(named.column, Column::Field(Field::Artist | Field::Title));
    let lacks_name = || columns[cells.len()..].iter().any(is_name);
    if cells.len() > columns.len() || (cells.len() < columns.len() && (!may_be_short || lacks_name())) {
        return Err(format!("has {} cells, but the header has {}", cells.len(), columns.len()));
    }
    cells.resize(columns.len(), None);
    let value = |(named, cell): (&Named, Option<String>)| match (&named.column, cell) {
        (_, None) => Value::Null,
        (Column::Attribute(_), Some(cell)) => attribute(cell),
        (_, Some(cell)) => Value::String(cell),
    };
    Ok(columns.iter().zip(cells).map(value).collect())
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The word of a text that a database may have written for an empty cell.
fn text_null(named: &Named, value: &Value) -> Option<&'static str> {
    let is_text = match named.column {
        Column::Field(field) => matches!(field.kind(), Kind::Text { .. } | Kind::Name { .. }),
        Column::Attribute(_) => true,
        _ => false,
    };
    let text = value.as_str().filter(|_| is_text)?;
    NULLS.into_iter().find(|null| *null == text.trim())
}

/// The value of a cell whose column has no type: a number, true or false, if it is written just as JSON writes that,
/// and else a text. So `0.87` can be filtered by ranges, and nothing is lost of `007` or `1.10`.
fn attribute(cell: String) -> Value {
    let has_type = |value: &Value| value.is_number() || value.is_boolean();
    let is_written_so = |value: &Value| cell.trim().eq(&value.to_string());
    let typed = serde_json::from_str(cell.trim()).ok().filter(has_type).filter(is_written_so);
    typed.unwrap_or(Value::String(cell))
}

/// What a spreadsheet writes where it can't tell a cell's value.
const SPREADSHEET_ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// The track that the values make, or everything that is wrong with them, not just the first. `left_out` tells what
/// can't be read; where the column has its name from another program, that is an attribute.
fn track_of(
    columns: &[Named],
    values: Vec<Value>,
    reading: Reading,
    left_out: &mut Vec<String>,
) -> Result<NewTrack, Vec<String>> {
    let mut track = NewTrack::default();
    let mut wrong = Vec::new();
    for (Named { name, column, is_own }, value) in columns.iter().zip(values) {
        if value.as_str().is_some_and(|text| SPREADSHEET_ERRORS.contains(&text.trim())) {
            left_out.push(format!("{name}: {} is a spreadsheet's error; it is left out", shown(&value)));
            continue;
        }
        match column.put(value, reading, &mut track) {
            Ok(()) => {}
            Err(Wrong::Row(what)) => wrong.push(what),
            Err(Wrong::Part { value, what }) => left_out.push(format!("{name}: {} {what}", shown(&value))),
            Err(Wrong::Cell { value, what }) if *is_own => {
                left_out.push(format!("{name}: {} {what}; it is left out", shown(&value)));
            }
            Err(Wrong::Cell { value, what }) => {
                left_out.push(format!("{name}: {} {what}; it is kept as an attribute", shown(&value)));
                put_attribute(name, value, &mut track);
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if columns.iter().all(|named| named.column != Column::Field(Field::Year)) {
        track.year = year_of_dates(&track);
    }
    let mut checked = track.validate();
    if checked.as_ref().is_err_and(|problems| problems.iter().any(|problem| problem.field == Field::Attributes.name()))
    {
        for (name, value) in take_long_attributes(&mut track) {
            left_out
                .push(format!("{name}: {} is too long for all attributes to be kept; it is left out", shown(&value)));
        }
        checked = track.validate();
    }
    match checked {
        Ok(()) => Ok(track),
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect()),
    }
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
