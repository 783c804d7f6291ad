//! `needledrop reindex`: builds the index anew from the catalog, also while a server runs.

use std::process::ExitCode;

use serde::Serialize;

use super::{Context, Format, Progress, output};
use crate::mirror;

/// Build the index anew from the catalog.
///
/// The new index is built beside the one that serves and takes over when it has caught up; a server that is running
/// switches to it by itself, and no search fails meanwhile. Interrupted, everything stays as it was.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// What was made.
#[derive(Debug, Serialize)]
struct Reindexed {
    generation: u64,
    docs: u64,
    seconds: f64,
}

pub async fn run(_args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.current_catalog().await?;
    let (progress, show) = Progress::of_mirror("reindexing");
    let node = format!("reindex of {}", std::process::id());
    let report = mirror::rebuild(catalog, &context.index_root(), context.cpu().clone(), &node, show).await;
    progress.finish();
    let mirror::Report { generation, docs, seconds } = report?;
    match context.format {
        Format::Json => output::json(&Reindexed { generation, docs, seconds })?,
        Format::Table => output::line(format_args!(
            "indexed {docs} tracks in {seconds:.1} s ({:.0} a second), as generation {generation}",
            docs as f64 / seconds
        ))?,
    }
    Ok(ExitCode::SUCCESS)
}
