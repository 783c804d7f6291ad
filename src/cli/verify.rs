//! `needledrop verify`: whether the index has what the catalog has, track by track.

use std::process::ExitCode;

use serde::Serialize;
use uuid::Uuid;

use super::{Context, Format, Progress, output};
use crate::mirror::{self, VerifyReport};

/// Compare index and catalog by content.
///
/// Lists tracks that the index lacks (missing), has with other content (stale), or has although the catalog doesn't
/// (orphaned). Exit code 1 if there are any. A server may be running: changes on their way to the index aren't differences.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// List no more ids than this of each kind.
    #[arg(long, value_name = "N", default_value_t = 20)]
    list: usize,
}

/// What was found; ids are listed up to the limit, counts are of all.
#[derive(Debug, Serialize)]
struct Verified<'a> {
    agree: bool,
    compared: u64,
    missing: Kind<'a>,
    stale: Kind<'a>,
    orphaned: Kind<'a>,
}

#[derive(Debug, Serialize)]
struct Kind<'a> {
    count: usize,
    ids: &'a [Uuid],
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.current_catalog().await?;
    let (progress, show) = Progress::of_mirror("verifying");
    let report = mirror::verify(catalog, &context.index_root(), context.cpu().clone(), show).await;
    progress.finish();
    let report = report?;
    print(&Verified::new(&report, args.list), context.format)?;
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl<'a> Verified<'a> {
    fn new(report: &'a VerifyReport, limit: usize) -> Self {
        let kind = |ids: &'a [Uuid]| Kind { count: ids.len(), ids: &ids[..limit.min(ids.len())] };
        Self {
            agree: report.is_clean(),
            compared: report.compared,
            missing: kind(&report.missing),
            stale: kind(&report.stale),
            orphaned: kind(&report.orphaned),
        }
    }
}

fn print(verified: &Verified, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(verified);
    }
    let Verified { agree, compared, missing, stale, orphaned } = verified;
    if *agree {
        return output::line(format_args!("index and catalog agree on {compared} tracks"));
    }
    for (name, kind) in [("missing", missing), ("stale", stale), ("orphaned", orphaned)] {
        for id in kind.ids {
            output::line(format_args!("{name:<8}  {id}"))?;
        }
        if kind.count > kind.ids.len() {
            output::line(format_args!("{name:<8}  … and {} more", kind.count - kind.ids.len()))?;
        }
    }
    let (missing, stale, orphaned) = (missing.count, stale.count, orphaned.count);
    output::line(format_args!(
        "index and catalog differ: {missing} missing, {stale} stale, {orphaned} orphaned, of {compared} tracks; \
         `needledrop reindex` rebuilds the index"
    ))
}
