//! `needledrop aliases import`: aliases from a table, all or as many as can be taken, in one transaction.

use std::path::PathBuf;
use std::process::ExitCode;

use encoding_rs::Encoding;
use serde::Serialize;

use super::rows;
use crate::catalog::aliases::{self, Written};
use crate::cli::import::{Counts, Input, Options, Report, delimiter, encoding};
use crate::cli::library::Library;
use crate::cli::{Context, Format, output};
use crate::text::language::AliasKind;

/// Import aliases from a table (CSV, tab-separated; also .gz) or from lines of JSON.
///
/// The first line names the columns: name, other names (one or several, also called alias or aka) and, if you like,
/// kind. A cell may hold several other names, with ; between them, and a row may go on behind its last column. A column
/// artist or title in place of name says of what the names are.
///
/// The names of an alias stand for each other. Of kind artist or title, they are looked for in artists or titles only;
/// of kind word, anywhere.
///
/// Importing again changes what has changed: a name that is there gets the other names that the file gives it, and
/// what the file doesn't name stays. Rows that can't be taken are listed and left out; then the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  needledrop aliases import aliases.csv --kind artist
  needledrop aliases list --format json | needledrop aliases import - --library acme")]
pub struct Args {
    /// The file, or - for stdin.
    file: PathBuf,
    /// Of what the names are, where the file doesn't say: artist, title or word.
    #[arg(long, value_name = "KIND", default_value_t = AliasKind::Word)]
    kind: AliasKind,
    /// What stands between cells, where the header doesn't say: a character, or the word tab.
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// The encoding of the text where it is not UTF-8: windows-1252, latin1, …
    #[arg(long, value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// A file to write the place and the reason of everything left out to.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    #[command(flatten)]
    library: Library,
}

/// What came of it all.
#[derive(Debug, Serialize)]
struct Summary {
    inserted: usize,
    updated: usize,
    unchanged: usize,
    bad: u64,
    /// Other names of rows that were taken without them.
    left_out: u64,
}

/// Runs the command: exit code 1 if anything was left out.
pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let Args { file, kind, delimiter, encoding, errors, library } = args;
    let input = Input::open(&file, Options { delimiter, encoding, ..Options::default() })?;
    let report = Report::new(&input.name, errors.as_deref())?;
    let (given, report) = context.cpu().run(move || (rows::read(input, kind, &report), report)).await?;
    let written = match given {
        Ok(given) => write(&given, &library, context).await,
        Err(error) => Err(error),
    };
    let Counts { bad, left_out } = report.finish()?;
    let Written { inserted, updated, unchanged } = written?;
    let summary = Summary { inserted, updated, unchanged, bad, left_out };
    match context.format {
        Format::Json => output::json(&summary)?,
        Format::Table => output::line(summary.to_string())?,
    }
    Ok(if bad + left_out == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn write(given: &[aliases::NewAlias], library: &Library, context: &Context) -> anyhow::Result<Written> {
    let catalog = context.writable_catalog().await?;
    let library = library.id(&catalog).await?;
    let mut transaction = catalog.begin().await?;
    let written = aliases::save_all(&mut transaction, library, given).await?;
    transaction.commit().await?;
    Ok(written)
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { inserted, updated, unchanged, bad, left_out } = self;
        write!(f, "{inserted} new, {updated} changed, {unchanged} as they were, {bad} bad")?;
        if *left_out > 0 {
            write!(f, ", {left_out} other names left out")?;
        }
        Ok(())
    }
}
