//! `needledrop ingest`: folders and bucket prefixes into the catalog.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

use super::library::Library;
use super::{Context, Format, Progress, Usage, indexes, output, probe};
use crate::audio::Charset;
use crate::catalog::Force;
use crate::config;
use crate::ingest::{self, Event, FailedFile, Options, Report};
use crate::objects::{self, ObjectUri, Objects, Rules};

/// So many of a kind are named.
const NAMED: u64 = 20;

/// Read audio files into the catalog: new and changed ones are probed, moved ones keep their tracks, vanished ones are
/// marked missing.
///
/// A file that can't be read is catalogued with the reason, and the rest goes on: if the file is damaged, until it
/// changes; if its store or the moment is why, until the next run. Stopped at any point, the next run goes on from
/// there; several may run at once. Hidden files, folders that systems keep for themselves and folders with a .nomedia
/// are left alone; a .needledropignore says more, as a .gitignore does, and a blank one leaves its whole folder out.
///
/// Exit code 1 if anything was left out: a place that could not be listed, files that could not be read, more missing
/// ones than can be believed, moved ones of which it can't be told which they are. Only counted are hard links, kinds
/// of audio that can't be read, films without sound, and files that hold no audio and aren't named like it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders, files, s3://bucket/prefix or s3://bucket/key. Below folders and prefixes, only names that may be audio.
    #[arg(required = true, value_name = "URI")]
    places: Vec<OsString>,
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
    /// The encoding of tags that don't say theirs, such as cp1251 or sjis: without it, it is found out.
    #[arg(long, value_parser = probe::charset)]
    charset: Option<Charset>,
    /// Mark as missing whatever isn't there, however much it is, and even if the place is empty or gone.
    #[arg(long)]
    allow_missing: bool,
}

impl Args {
    fn options(&self, config: &config::Config) -> anyhow::Result<Options> {
        let rules = Rules::new(&self.include, &self.exclude).map_err(|error| Usage(error.to_string()))?;
        let force = match (self.force, self.failed) {
            (true, true) => Force::Failed,
            (true, false) => Force::Everything,
            (false, _) => Force::Nothing,
        };
        Ok(Options {
            // Our own files are no music.
            rules: rules.but_never_into(&config.data_dir),
            force,
            allow_missing: self.allow_missing,
            most_missing: config.ingest.most_missing,
            charset: self.charset,
            names: config.ingest.names.0.clone(),
        })
    }
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let places: Vec<ObjectUri> = args.places.iter().map(|place| probe::parse(place)).collect::<anyhow::Result<_>>()?;
    let options = args.options(&context.config)?;
    let objects = Objects::new(&context.config.objects);
    let catalog = context.writable_catalog().await?;
    indexes::build_due(&catalog).await?;
    let library = args.library.id(&catalog).await?;
    let progress = Progress::new("ingesting", "files", Some(0));
    let (listed, failed_before) = (AtomicU64::new(0), AtomicU64::new(0));
    let name = |file: &FailedFile| format!("{}: {} ({})", file.uri, file.message, file.code);
    let tell = |event: Event<'_>| match event {
        Event::Listed(more) => progress.set_total(listed.fetch_add(more, Ordering::Relaxed) + more),
        Event::Unchanged(more) | Event::Probed(more) => progress.add(more),
        Event::Failed(file) => progress.say(name(file)),
        // All of them stand in the report.
        Event::FailedBefore(_) if context.format == Format::Json => {}
        Event::FailedBefore(file) if failed_before.fetch_add(1, Ordering::Relaxed) < NAMED => progress.say(name(file)),
        Event::FailedBefore(_) => {}
    };
    let reports = ingest::ingest(&places, library, &objects, &catalog, context.cpu(), &options, &tell).await;
    progress.finish();
    let reports = reports.map_err(|error| match error {
        ingest::Error::Catalog(_) => anyhow::anyhow!("{error}; run the same command again: it goes on where it was"),
        error => error.into(),
    })?;
    let more = failed_before.into_inner().saturating_sub(NAMED);
    if more > 0 && context.format == Format::Table {
        eprintln!("and {more} more that could not be read before; --format json names all");
    }
    let mut is_clean = true;
    for (place, report) in places.iter().zip(reports) {
        match report {
            Ok(report) => {
                is_clean &= report.is_clean();
                show(place, report, context.format)?;
            }
            // One bad place doesn't keep the others out.
            Err(error) => {
                is_clean = false;
                let hint = match error {
                    objects::Error::NotFound { .. } if options.allow_missing => "; nothing was ever catalogued there",
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
        (report.resumed, "listed before and not read by then; they are now"),
        (report.retried, "read again although they are as they were"),
        (report.not_audio, "hold no audio: films without sound, and files whose names don't say that they are audio"),
        (report.rescued, "are damaged, and catalogued by what is left of their headers (RESCUED)"),
        (report.truncated, "end before their audio does (TRUNCATED)"),
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
        (report.listing_errors.len() as u64, "not listed, and nothing was marked missing that may be there"),
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
    if !report.unread_kinds.is_empty() {
        let kinds: Vec<String> = report.unread_kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        let count: u64 = report.unread_kinds.values().sum();
        output::line(format_args!("  {count} of kinds that are not read ({})", kinds.join(", ")))?;
    }
    if report.aliases > 0 {
        let names = report.alias_names.join(", ");
        let more = if report.aliases > report.alias_names.len() as u64 { ", …" } else { "" };
        let aliases = report.aliases;
        output::line(format_args!("  {aliases} hard links to files that are listed by another name: {names}{more}"))?;
    }
    if listed == 0 && report.warnings.is_empty() && report.listing_errors.is_empty() {
        output::line(
            "  nothing there is named like audio, but for what is hidden or left out by a .needledropignore; check the path",
        )?;
    }
    some("not listed", &report.listing_errors)?;
    some("note", &report.warnings)
}

/// The first of these lines, and how many more there are.
fn some(what: &str, lines: &[String]) -> anyhow::Result<()> {
    let named = lines.len().min(NAMED as usize);
    lines[..named].iter().try_for_each(|line| output::line(format_args!("  {what}: {line}")))?;
    match lines.len() - named {
        0 => Ok(()),
        more => output::line(format_args!("  {what}: and {more} more; --format json names all")),
    }
}

#[derive(Serialize)]
struct ReportLine {
    uri: String,
    listed: u64,
    new: u64,
    changed: u64,
    retried: u64,
    resumed: u64,
    unchanged: u64,
    probed: u64,
    rescued: u64,
    truncated: u64,
    failed: u64,
    unreadable: u64,
    not_audio: u64,
    unread_kinds: BTreeMap<String, u64>,
    aliases: u64,
    alias_names: Vec<String>,
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
            resumed,
            unchanged,
            probed,
            rescued,
            truncated,
            failed,
            unreadable,
            not_audio,
            unread_kinds,
            aliases,
            alias_names,
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
            resumed,
            unchanged,
            probed,
            rescued,
            truncated,
            failed,
            unreadable,
            not_audio,
            unread_kinds,
            aliases,
            alias_names,
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
            unlisted: listing_errors.len() as u64,
            listing_errors,
            warnings,
        }
    }
}
