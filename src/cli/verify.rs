//! `needledrop verify`: whether the index has what the catalog has, track by track; and mending what it hasn't.

use std::collections::BTreeSet;
use std::fmt;
use std::process::ExitCode;

use serde::Serialize;

use super::{Context, Format, Progress, output};
use crate::mirror::{self, Differences, Ids, VerifyOptions, VerifyReport};
use crate::track::TrackId;

/// Compare index and catalog by content, and mend what differs.
///
/// Lists tracks that the index lacks (missing), has with other content or twice (stale), or has although the catalog
/// doesn't (orphaned). Exit code 1 if there are any left. A server may be running: changes on their way to the index
/// aren't differences. `/readyz`, `/metrics` and `needledrop doctor` show the last result.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  needledrop verify
  needledrop verify --repair --format json")]
pub struct Args {
    /// Write the tracks that differ into the index anew, and only those; then compare once more.
    #[arg(long)]
    repair: bool,
    /// List no more ids than this of each kind.
    #[arg(long, value_name = "N", default_value_t = 20)]
    list: usize,
}

/// What was found; ids are listed up to the limit, counts are of all.
#[derive(Debug, Serialize)]
struct Verified<'a> {
    agree: bool,
    compared: u64,
    #[serde(flatten)]
    remaining: Kinds<'a>,
    /// What was written anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired: Option<Kinds<'a>>,
    seconds: f64,
}

#[derive(Debug, Serialize)]
struct Kinds<'a> {
    missing: Kind<'a>,
    stale: Kind<'a>,
    orphaned: Kind<'a>,
}

#[derive(Debug, Serialize)]
struct Kind<'a> {
    count: u64,
    ids: &'a BTreeSet<TrackId>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.current_catalog().await?;
    let (progress, show) = Progress::of_mirror("verifying");
    let options = VerifyOptions { repair: args.repair, list: args.list };
    let report = mirror::verify(catalog, &context.index_root(), context.cpu().clone(), options, show).await;
    progress.finish();
    let report = report?;
    print(&Verified::new(&report, args.repair), context.format)?;
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl<'a> Verified<'a> {
    fn new(report: &'a VerifyReport, repair: bool) -> Self {
        Self {
            agree: report.is_clean(),
            compared: report.compared,
            remaining: Kinds::new(&report.remaining),
            repaired: repair.then(|| Kinds::new(&report.found)),
            seconds: report.seconds,
        }
    }
}

impl<'a> Kinds<'a> {
    fn new(differences: &'a Differences) -> Self {
        let kind = |ids: &'a Ids| Kind { count: ids.count, ids: &ids.first };
        let Differences { missing, stale, orphaned } = differences;
        Self { missing: kind(missing), stale: kind(stale), orphaned: kind(orphaned) }
    }

    fn count(&self) -> u64 {
        self.missing.count + self.stale.count + self.orphaned.count
    }

    fn print(&self) -> anyhow::Result<()> {
        for (name, kind) in [("missing", &self.missing), ("stale", &self.stale), ("orphaned", &self.orphaned)] {
            for id in kind.ids {
                output::line(format_args!("{name:<8}  {id}"))?;
            }
            let more = kind.count - kind.ids.len() as u64;
            if more > 0 {
                output::line(format_args!("{name:<8}  … and {more} more"))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Kinds<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { missing, stale, orphaned } = self;
        write!(f, "{} missing, {} stale, {} orphaned", missing.count, stale.count, orphaned.count)
    }
}

fn print(verified: &Verified, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(verified);
    }
    let Verified { agree, compared, remaining, repaired, seconds: _ } = verified;
    if let Some(repaired) = repaired.as_ref().filter(|repaired| repaired.count() > 0) {
        repaired.print()?;
        output::line(format_args!("written anew: {repaired}"))?;
    }
    if *agree {
        return output::line(format_args!("index and catalog agree on {compared} tracks"));
    }
    remaining.print()?;
    output::line(format_args!(
        "index and catalog differ: {remaining}, of {compared} tracks; `needledrop verify --repair` mends these, \
         `needledrop reindex` builds the index anew"
    ))
}
