//! `needledrop import`: track metadata without audio, from a table or from JSON.

mod column;
mod copy;
mod dialect;
mod encoding;
mod header;
mod input;
mod json;
mod lines;
mod options;
mod plain;
mod record;
mod report;
mod rows;
mod sniff;
mod unreadable;

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use serde::Serialize;
use tokio::sync::mpsc;

use super::library::Library;
use super::lock::ServeLock;
use super::{Context, Format, Progress, indexes, output};
use crate::catalog::{Import, Imported, Rejected};
use crate::mirror;
use crate::track::{LibraryId, NewTrack};
use column::Column;
pub use header::key as column_key;
pub use input::Input;
pub use options::{Options, delimiter, encoding};
pub use plain::Plain;
pub use record::Record;
pub use report::{Counts, Report};
pub use rows::{FileRow, Rows};

/// Rows given to the catalog at once, which writes parts of them side by side.
const BATCH: usize = 30_000;

/// Import track metadata from a table (tab-separated, CSV, PostgreSQL's copy) or from JSON, each also .gz.
///
/// Columns are known by name, in any order: by the names below, in any case and with spaces, _ or -, and by those that
/// Exportify, iTunes, Rekordbox, Discogs, Navidrome, beets, Picard and Mp3tag give them (Track Name, Artist Name(s),
/// Album Artist, Track #, Length, Release Date, BPM); --column names any other. What is no field is kept as an
/// attribute (numbers, true and false as such). Labels are split at , or ; and an id that is no UUID becomes the
/// external_id.
///
/// Importing again changes what has changed: a track is known again by its id, else its uri, else artist, title and
/// album. Bad rows are listed and left out, good ones are kept. A cell that can't be read (a year of "soon") is
/// listed, and its row is kept without it. If anything was left out, the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub struct Args {
    /// The file, or - for stdin.
    file: PathBuf,
    #[command(flatten)]
    options: Options,
    /// A file to write the place and the reason of everything left out to.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// End when the index of this data directory has every row, also without a server: this command sees to it then.
    #[arg(long, conflicts_with = "no_wait")]
    wait: bool,
    /// End when every row is committed, though a server that follows doesn't find them all yet.
    #[arg(long)]
    no_wait: bool,
    #[command(flatten)]
    library: Library,
}

fn help() -> String {
    let columns: Vec<_> = Column::names().collect();
    format!(
        "Columns: {}.

Examples:
  needledrop import songs.tsv.gz
  needledrop import songs.csv --errors bad.txt
  needledrop import rekordbox.txt --column title='Track Title' --column artist=DJ
  needledrop import old.csv --delimiter ';' --encoding windows-1252
  curl 'http://elsewhere:3345/v1/search?artist=bowie' | needledrop import -
  zstdcat songs.jsonl.zst | needledrop import -",
        columns.join(", ")
    )
}

/// Rows on their way to the database, each with its line.
#[derive(Default)]
struct Batch {
    tracks: Vec<NewTrack>,
    lines: Vec<u64>,
    /// Rows for tracks that earlier rows have named.
    repeated: Vec<Repeated>,
}

/// A row for a track that an earlier row has named: it is taken if that one can't be.
struct Repeated {
    track: NewTrack,
    line: u64,
    left_out: Vec<String>,
    first: u64,
}

/// What came of it all.
#[derive(Debug, Default, Serialize)]
struct Summary {
    inserted: u64,
    updated: u64,
    unchanged: u64,
    bad: u64,
    /// Cells of rows that were taken without them.
    left_out: u64,
    seconds: f64,
}

/// Runs the command: exit code 1 if anything was left out.
pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let began = Instant::now();
    let input = Input::open(&args.file, args.options)?;
    let name = input.name.clone();
    let rows = Rows::new(input)?;
    let report = Arc::new(Report::new(&name, args.errors.as_deref())?);
    let catalog = context.writable_catalog().await?;
    let library = args.library.id(&catalog).await?;

    let progress = Progress::new("importing", "rows", None);
    let (sender, receiver) = mpsc::channel(1);
    let read = {
        let report = Arc::clone(&report);
        context.cpu().run(move || read_batches(rows, &sender, &report))
    };
    let mut import = catalog.begin_import().await?;
    let (read, written) = tokio::join!(read, write_batches(&mut import, library, receiver, &report, &progress));
    progress.finish();
    // Whatever stopped it: what was written is to be found.
    let (progress, told) = Progress::of_indexes();
    let finished = import.finish(&told).await;
    progress.finish();
    let report::Counts { bad, left_out } = report.finish()?;
    let mut summary = Summary { bad, left_out, ..written? };
    finished.context(indexes::STILL_DUE)?;
    let read = read?.with_context(|| format!("{name} can't be read to its end; what was read is imported"));
    let data_dir = context.config.data_dir.clone();
    let is_followed = move || ServeLock::holder(&data_dir).is_some();
    // Who searches right after an import must not get half of it.
    let is_served = is_followed();
    let is_awaited = args.wait || !args.no_wait && is_served;
    if is_awaited && read.is_ok() {
        mirror::wait_until_caught_up(catalog, &context.index_root(), context.cpu().clone(), is_followed).await?;
    }
    summary.seconds = (began.elapsed().as_secs_f64() * 100.0).round() / 100.0;

    match context.format {
        Format::Json => output::json(&summary)?,
        Format::Table => output::line(summary.to_string())?,
    }
    if !is_awaited && !is_served && summary.inserted + summary.updated > 0 {
        eprintln!(
            "note: no server follows from this data directory, so what is new can't be searched yet; \
            `needledrop serve` or `needledrop reindex` sees to it"
        );
    }
    read?;
    Ok(if bad + left_out == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs on a thread of the pool; ends early when nobody writes any more.
fn read_batches(mut rows: Rows, sender: &mpsc::Sender<Batch>, report: &Report) -> std::io::Result<()> {
    let mut batch = Batch::default();
    loop {
        let row = rows.next();
        let at_end = !matches!(row, Ok(Some(_)));
        let is_due = batch.len() == BATCH || (at_end && batch.len() > 0);
        if is_due && sender.blocking_send(std::mem::take(&mut batch)).is_err() {
            return Ok(());
        }
        let Some(FileRow { line, track, left_out, repeats }) = row? else { return Ok(()) };
        match (track, repeats) {
            (Ok(track), None) => {
                report.left_out(line, &left_out)?;
                batch.tracks.push(track);
                batch.lines.push(line);
            }
            (Ok(track), Some(first)) => batch.repeated.push(Repeated { track, line, left_out, first }),
            (Err(wrong), _) => report.bad(line, &wrong)?,
        }
    }
}

async fn write_batches(
    import: &mut Import,
    library: LibraryId,
    mut receiver: mpsc::Receiver<Batch>,
    report: &Report,
    progress: &Progress,
) -> anyhow::Result<Summary> {
    let mut summary = Summary::default();
    // The lines of rows that the catalog couldn't take, and no later row stands in for.
    let mut untaken = HashSet::new();
    while let Some(mut batch) = receiver.recv().await {
        batch.tracks.iter_mut().for_each(|track| track.library_id = library);
        let imported = import.write(&batch.tracks).await?;
        progress.add(batch.len() as u64);
        for rejected in &imported.rejected {
            let line = batch.lines[rejected.index];
            report_rejected(report, line, rejected)?;
            untaken.insert(line);
        }
        summary = summary.with(&imported);
        for Repeated { mut track, line, left_out, first } in batch.repeated {
            if !untaken.contains(&first) {
                report.bad(line, &[format!("names the same track as line {first}; keep one of the two")])?;
                continue;
            }
            track.library_id = library;
            let imported = import.write(std::slice::from_ref(&track)).await?;
            match imported.rejected.first() {
                Some(rejected) => report_rejected(report, line, rejected)?,
                None => {
                    report.left_out(line, &left_out)?;
                    untaken.remove(&first);
                }
            }
            summary = summary.with(&imported);
        }
    }
    Ok(summary)
}

fn report_rejected(report: &Report, line: u64, rejected: &Rejected) -> std::io::Result<()> {
    let wrong: Vec<String> = rejected.problems.iter().map(ToString::to_string).collect();
    report.bad(line, &wrong)
}

impl Batch {
    fn len(&self) -> usize {
        self.tracks.len() + self.repeated.len()
    }
}

impl Summary {
    fn with(self, imported: &Imported) -> Self {
        Self {
            inserted: self.inserted + imported.inserted,
            updated: self.updated + imported.updated,
            unchanged: self.unchanged + imported.unchanged,
            ..self
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { inserted, updated, unchanged, bad, left_out, seconds } = self;
        write!(f, "{inserted} new, {updated} changed, {unchanged} as they were, {bad} bad")?;
        if *left_out > 0 {
            write!(f, ", {left_out} cells left out")?;
        }
        write!(f, ", in {seconds} s")
    }
}
