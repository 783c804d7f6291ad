//! What commands print on stdout: a table for people or JSON for programs.

use std::io::{self, Write};

use clap::ValueEnum;
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs: one object, or one object a line where there are many.
    Json,
}

/// Whoever read stdout has gone (`needledrop … | head`): a reason to stop, not an error to tell.
#[derive(Debug, thiserror::Error)]
#[error("stdout was closed")]
pub struct Closed;

/// An error and what caused it, but nothing twice: many errors repeat their cause in their own words.
pub fn story(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |story, cause| {
        let divider = if story.is_empty() { "" } else { ": " };
        if story.contains(&cause) { story } else { story + divider + &cause }
    })
}

/// Prints one line (or several) of plain text.
pub fn line(text: impl std::fmt::Display) -> anyhow::Result<()> {
    write(|out| writeln!(out, "{text}"))
}

/// Prints one JSON value on one line.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string(value)?;
    write(|out| writeln!(out, "{text}"))
}

/// Prints rows under their headers, cells cut to fit the terminal.
pub fn table<Row>(headers: &[&str], rows: impl IntoIterator<Item = Row>) -> anyhow::Result<()>
where
    Row: IntoIterator<Item = String>,
{
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_header(headers);
    for row in rows {
        table.add_row(row);
    }
    let text = table.to_string();
    write(|out| text.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end())))
}

/// A duration as players show it: `3:07`, `1:02:45`.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

fn write(print: impl FnOnce(&mut io::StdoutLock<'static>) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match print(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Closed.into()),
        done => Ok(done?),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::*;

    #[test]
    fn a_duration_reads_as_on_a_player() {
        assert_eq!([7.4, 187.0, 3_765.0].map(super::duration), ["0:07", "3:07", "1:02:45"]);
    }

    #[test]
    fn an_error_is_told_with_its_causes_and_nothing_twice() {
        let refused = anyhow!("connection refused").context("the database is away (connection refused)");
        assert_eq!(story(&refused), "the database is away (connection refused)");
        let refused = Err::<(), _>(refused).context("nothing was imported").unwrap_err();
        assert_eq!(story(&refused), "nothing was imported: the database is away (connection refused)");
    }
}
