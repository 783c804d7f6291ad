//! `needledrop import`: track metadata without audio, from a table or from JSON lines.

mod bad_rows;
mod column;
mod input;
mod record;
mod rows;

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
use crate::catalog::{Import, Imported};
use crate::mirror;
use crate::track::{LibraryId, NewTrack};
use bad_rows::BadRows;
use column::Column;
pub use input::Input;
pub use rows::Rows;

/// Rows given to the catalog at once, which writes parts of them side by side.
const BATCH: usize = 30_000;

/// Import track metadata from a .tsv, .csv or .jsonl file (each also .gz).
///
/// Columns are known by name, in any order, as listed below; any other is kept as an attribute (numbers,
/// true and false as such). Labels are split at ,
/// or ; and an id that is no UUID becomes the external_id. Importing again changes what has changed: a track is known
/// again by its id, else its uri, else artist, title and album. Bad rows are listed and left out (exit code 1), good
/// ones are kept.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub struct Args {
    /// The file, or - for stdin.
    file: PathBuf,
    /// How the rows are written, where the name doesn't say.
    #[arg(long, value_enum)]
    input_format: Option<input::Format>,
    /// A file to write every bad row's place and reason to.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// End when the index of this data directory has every row; without a server that follows, this command sees to it.
    #[arg(long)]
    wait: bool,
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
  zstdcat songs.jsonl.zst | needledrop import - --input-format jsonl",
        columns.join(", ")
    )
}

/// Rows on their way to the database, each with its line.
#[derive(Default)]
struct Batch {
    tracks: Vec<NewTrack>,
    lines: Vec<u64>,
}

/// What came of it all.
#[derive(Debug, Default, Serialize)]
struct Summary {
    inserted: u64,
    updated: u64,
    unchanged: u64,
    bad: u64,
    seconds: f64,
}

/// Runs the command: exit code 1 if any row was rejected.
pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let began = Instant::now();
    let input = Input::open(&args.file, args.input_format)?;
    let name = input.name.clone();
    let rows = Rows::new(input)?;
    let bad = Arc::new(BadRows::new(&name, args.errors.as_deref())?);
    let catalog = context.migrated_catalog().await?;
    let library = args.library.id(&catalog).await?;

    let progress = Progress::new("importing", "rows", None);
    let (sender, receiver) = mpsc::channel(1);
    let read = {
        let bad = Arc::clone(&bad);
        context.cpu().run(move || read_batches(rows, &sender, &bad))
    };
    let mut import = catalog.begin_import().await?;
    let (read, written) = tokio::join!(read, write_batches(&mut import, library, receiver, &bad, &progress));
    progress.finish();
    // Whatever stopped it: what was written is to be found.
    let (progress, told) = Progress::of_indexes();
    let finished = import.finish(&told).await;
    progress.finish();
    let mut summary = Summary { bad: bad.finish()?, ..written? };
    finished.context(indexes::STILL_DUE)?;
    read?.with_context(|| format!("{name} can't be read to its end; what was read is imported"))?;
    if args.wait {
        let data_dir = context.config.data_dir.clone();
        let is_followed = move || ServeLock::holder(&data_dir).is_some();
        mirror::wait_until_caught_up(catalog, &context.index_root(), context.cpu().clone(), is_followed).await?;
    }
    summary.seconds = (began.elapsed().as_secs_f64() * 100.0).round() / 100.0;

    match context.format {
        Format::Json => output::json(&summary)?,
        Format::Table => output::line(summary.to_string())?,
    }
    Ok(if summary.bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs on a thread of the pool; ends early when nobody writes any more.
fn read_batches(mut rows: Rows, sender: &mpsc::Sender<Batch>, bad: &BadRows) -> std::io::Result<()> {
    let mut batch = Batch::default();
    loop {
        let row = rows.next();
        let at_end = !matches!(row, Ok(Some(_)));
        let is_due = batch.tracks.len() == BATCH || (at_end && !batch.tracks.is_empty());
        if is_due && sender.blocking_send(std::mem::take(&mut batch)).is_err() {
            return Ok(());
        }
        let Some(row) = row? else { return Ok(()) };
        match row.track {
            Ok(track) => {
                batch.tracks.push(track);
                batch.lines.push(row.line);
            }
            Err(wrong) => bad.add(row.line, &wrong)?,
        }
    }
}

async fn write_batches(
    import: &mut Import,
    library: LibraryId,
    mut receiver: mpsc::Receiver<Batch>,
    bad: &BadRows,
    progress: &Progress,
) -> anyhow::Result<Summary> {
    let mut summary = Summary::default();
    while let Some(mut batch) = receiver.recv().await {
        batch.tracks.iter_mut().for_each(|track| track.library_id = library);
        let imported = import.write(&batch.tracks).await?;
        progress.add(batch.tracks.len() as u64);
        for rejected in &imported.rejected {
            let wrong: Vec<String> = rejected.problems.iter().map(ToString::to_string).collect();
            bad.add(batch.lines[rejected.index], &wrong)?;
        }
        summary = summary.with(&imported);
    }
    Ok(summary)
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
        let Self { inserted, updated, unchanged, bad, seconds } = self;
        write!(f, "{inserted} new, {updated} changed, {unchanged} as they were, {bad} bad, in {seconds} s")
    }
}
