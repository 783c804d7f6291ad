//! `needledrop ingest`: folders and bucket prefixes into the catalog.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

use super::library::Library;
use super::{Context, Format, Progress, indexes, output, probe};
use crate::ingest::{self, Event, FailedFile, Report};
use crate::objects::{ObjectUri, Objects};

/// Read audio files into the catalog: new and changed ones are probed, vanished ones marked missing.
///
/// A file that can't be read is catalogued with the reason, and the rest goes on. Stopped at any point, the next run
/// goes on from there; several may run at once. Exit code 1 if a place could not be listed or some files could not be
/// reached; files that are no readable audio are counted and listed, and don't change it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders, files, s3://bucket/prefix or s3://bucket/key. Below folders and prefixes, only names that may be audio.
    #[arg(required = true, value_name = "URI")]
    places: Vec<String>,
    #[command(flatten)]
    library: Library,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let places: Vec<ObjectUri> = args.places.iter().map(|place| probe::parse(place)).collect::<anyhow::Result<_>>()?;
    let objects = Objects::new(&context.config.objects);
    let catalog = context.migrated_catalog().await?;
    indexes::build_due(&catalog).await?;
    let library = args.library.id(&catalog).await?;
    let mut is_complete = true;
    for place in places {
        let progress = Progress::new("ingesting", "files", Some(0));
        let listed = AtomicU64::new(0);
        let tell = |event: Event<'_>| match event {
            Event::Listed(more) => progress.set_total(listed.fetch_add(more, Ordering::Relaxed) + more),
            Event::Unchanged(more) | Event::Probed(more) => progress.add(more),
            Event::Failed(file) => progress.say(format!("{}: {} ({})", file.uri, file.message, file.code)),
        };
        let outcome = ingest::ingest(&place, library, &objects, &catalog, context.cpu(), &tell).await;
        progress.finish();
        match outcome {
            Ok(report) => {
                is_complete &= report.deferred == 0 && report.listing_errors.is_empty();
                show(&place, report, context.format)?;
            }
            // One bad place doesn't keep the others out.
            Err(ingest::Error::Place(error)) => {
                is_complete = false;
                eprintln!("error: {error}");
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(if is_complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(place: &ObjectUri, report: Report, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(&ReportLine::of(place, report));
    }
    let Report { listed, new, changed, unchanged, probed, failed, deferred, missing, .. } = report;
    output::line(format_args!(
        "{place}: {listed} files, {new} new, {changed} changed, {unchanged} unchanged; {probed} probed, {failed} not readable, \
         {missing} missing"
    ))?;
    if deferred > 0 {
        output::line(format_args!("  {deferred} left for the next run: the store did not answer"))?;
    }
    if listed == 0 {
        output::line("  nothing there is named like audio; check the path")?;
    }
    report.listing_errors.iter().try_for_each(|error| output::line(format_args!("  not listed: {error}")))
}

#[derive(Serialize)]
struct ReportLine {
    uri: String,
    listed: u64,
    new: u64,
    changed: u64,
    unchanged: u64,
    probed: u64,
    failed: u64,
    deferred: u64,
    missing: u64,
    bytes_read: u64,
    failures: Vec<FailureLine>,
    listing_errors: Vec<String>,
}

#[derive(Serialize)]
struct FailureLine {
    uri: String,
    code: &'static str,
    message: String,
}

impl ReportLine {
    fn of(place: &ObjectUri, report: Report) -> Self {
        let Report {
            listed,
            new,
            changed,
            unchanged,
            probed,
            failed,
            deferred,
            missing,
            bytes_read,
            failures,
            listing_errors,
        } = report;
        let failure = |FailedFile { uri, code, message }| FailureLine { uri, code, message };
        Self {
            uri: place.to_string(),
            listed,
            new,
            changed,
            unchanged,
            probed,
            failed,
            deferred,
            missing,
            bytes_read,
            failures: failures.into_iter().map(failure).collect(),
            listing_errors,
        }
    }
}
