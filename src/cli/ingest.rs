//! `needledrop ingest`: folders and bucket prefixes into the catalog.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

use super::library::Library;
use super::{Context, Format, Progress, Usage, indexes, output, probe};
use crate::catalog::Force;
use crate::ingest::{self, Event, FailedFile, Options, Report};
use crate::objects::{self, ObjectUri, Objects, Rules};

/// Read audio files into the catalog: new and changed ones are probed, moved ones keep their tracks, vanished ones are
/// marked missing.
///
/// A file that can't be read is catalogued with the reason, and the rest goes on: if the file is damaged, until it
/// changes; if its store or the moment is why, until the next run. Stopped at any point, the next run goes on from
/// there; several may run at once. Hidden files, folders that systems keep for themselves and folders with a .nomedia
/// are left alone; a .needledropignore says more, as a .gitignore does, and an empty one leaves its whole folder out.
///
/// Exit code 1 if anything was left out: a place that could not be listed, files that could not be read, more missing
/// ones than can be believed. Files without an audio extension that hold no audio are counted, and don't change it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders, files, s3://bucket/prefix or s3://bucket/key. Below folders and prefixes, only names that may be audio.
    #[arg(required = true, value_name = "URI")]
    places: Vec<String>,
    #[command(flatten)]
    library: Library,
    /// Take only what matches a glob, as in a .gitignore: '*.flac', '/inbox/'. Several add up.
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Leave out what matches a glob. What was catalogued before and is left out now is not missing.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Read all files again, also those that seem as they were.
    #[arg(long)]
    force: bool,
    /// With --force: only files that could not be read.
    #[arg(long, requires = "force")]
    failed: bool,
    /// Mark as missing whatever isn't there, however much it is, and even if the place is empty or gone.
    #[arg(long)]
    allow_missing: bool,
}

impl Args {
    fn options(&self, most_missing: f64) -> anyhow::Result<Options> {
        let rules = Rules::new(&self.include, &self.exclude).map_err(|error| Usage(error.to_string()))?;
        let force = match (self.force, self.failed) {
            (true, true) => Force::Failed,
            (true, false) => Force::Everything,
            (false, _) => Force::Nothing,
        };
        Ok(Options { rules, force, allow_missing: self.allow_missing, most_missing })
    }
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let places: Vec<ObjectUri> = args.places.iter().map(|place| probe::parse(place)).collect::<anyhow::Result<_>>()?;
    let options = args.options(context.config.most_missing)?;
    let objects = Objects::new(&context.config.objects);
    let catalog = context.writable_catalog().await?;
    indexes::build_due(&catalog).await?;
    let library = args.library.id(&catalog).await?;
    let progress = Progress::new("ingesting", "files", Some(0));
    let listed = AtomicU64::new(0);
    let tell = |event: Event<'_>| match event {
        Event::Listed(more) => progress.set_total(listed.fetch_add(more, Ordering::Relaxed) + more),
        Event::Unchanged(more) | Event::Probed(more) => progress.add(more),
        Event::Failed(file) => progress.say(format!("{}: {} ({})", file.uri, file.message, file.code)),
    };
    let reports = ingest::ingest(&places, library, &objects, &catalog, context.cpu(), &options, &tell).await;
    progress.finish();
    let mut is_clean = true;
    for (place, report) in places.iter().zip(reports?) {
        match report {
            Ok(report) => {
                is_clean &= report.is_clean();
                show(place, report, context.format)?;
            }
            // One bad place doesn't keep the others out.
            Err(error) => {
                is_clean = false;
                let hint = match error {
                    objects::Error::NotFound { .. } => {
                        "; nothing was marked missing: mount its disk, or say by --allow-missing that all in it is gone"
                    }
                    _ => "",
                };
                eprintln!("error: {error}{hint}");
            }
        }
    }
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(place: &ObjectUri, report: Report, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(&ReportLine::of(place, report));
    }
    let Report { listed, new, changed, unchanged, probed, moved, missing, .. } = report;
    output::line(format_args!(
        "{place}: {listed} files, {new} new, {changed} changed, {unchanged} unchanged; {probed} probed, {moved} moved, \
         {missing} missing"
    ))?;
    for (count, what) in [
        (report.retried, "read again although they are as they were"),
        (report.not_audio, "hold no audio, and are not named like it"),
        (report.failed, "can't be read; they are tried again when they change"),
        (report.unreadable, "could not be read before, and are as they were (--force --failed reads them again)"),
        (report.deferred, "could not be reached; the next run tries them again"),
        (report.waiting, "could not be reached before, and are tried again later (--force --failed tries them now)"),
        (report.replaced, "hold other audio than before, and stay the same tracks"),
        (
            report.ambiguous,
            "came of which it can't be told which of those that went they are: new tracks; see the notes",
        ),
        (report.undecided, "have come or are not there while another run is still reading; the next run decides"),
        (report.unlisted, "not listed, and nothing was marked missing that may be there"),
        (
            report.doubted,
            "catalogued before and not there, which is too much to be believed: none was marked missing; if they are \
             gone, say so by --allow-missing",
        ),
    ] {
        if count > 0 {
            output::line(format_args!("  {count} {what}"))?;
        }
    }
    if listed == 0 {
        output::line("  nothing there is named like audio; check the path")?;
    }
    report.listing_errors.iter().try_for_each(|error| output::line(format_args!("  not listed: {error}")))?;
    report.warnings.iter().try_for_each(|warning| output::line(format_args!("  note: {warning}")))
}

#[derive(Serialize)]
struct ReportLine {
    uri: String,
    listed: u64,
    new: u64,
    changed: u64,
    retried: u64,
    unchanged: u64,
    probed: u64,
    failed: u64,
    unreadable: u64,
    not_audio: u64,
    deferred: u64,
    waiting: u64,
    moved: u64,
    replaced: u64,
    ambiguous: u64,
    undecided: u64,
    missing: u64,
    doubted: u64,
    bytes_read: u64,
    failures: Vec<FailureLine>,
    unlisted: u64,
    listing_errors: Vec<String>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct FailureLine {
    uri: String,
    code: String,
    message: String,
}

impl ReportLine {
    fn of(place: &ObjectUri, report: Report) -> Self {
        let Report {
            listed,
            new,
            changed,
            retried,
            unchanged,
            probed,
            failed,
            unreadable,
            not_audio,
            deferred,
            waiting,
            moved,
            replaced,
            ambiguous,
            undecided,
            missing,
            doubted,
            bytes_read,
            failures,
            unlisted,
            listing_errors,
            warnings,
        } = report;
        let failure = |FailedFile { uri, code, message }| FailureLine { uri, code, message };
        Self {
            uri: place.to_string(),
            listed,
            new,
            changed,
            retried,
            unchanged,
            probed,
            failed,
            unreadable,
            not_audio,
            deferred,
            waiting,
            moved,
            replaced,
            ambiguous,
            undecided,
            missing,
            doubted,
            bytes_read,
            failures: failures.into_iter().map(failure).collect(),
            unlisted,
            listing_errors,
            warnings,
        }
    }
}
