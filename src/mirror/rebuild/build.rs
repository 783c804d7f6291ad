//! Building the next generation of the index beside the one that serves, and letting it take over.

use std::path::Path;
use std::time::Instant;

use super::fill::{Progress, fill};
use crate::catalog::Catalog;
use crate::cpu::Cpu;
use crate::failpoint;
use crate::mirror::Error;
use crate::mirror::sides::Sides;
use crate::mirror::sinks::IndexSink;

/// What a rebuild has made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    pub generation: u64,
    pub docs: u64,
    pub seconds: f64,
}

/// Builds a new generation and lets it take over; a server that is running switches to it by itself. `node` names the
/// builder among those for whom the feed is kept. Dropped before its end, it leaves everything as it was.
pub async fn rebuild(
    catalog: Catalog,
    index_root: &Path,
    cpu: Cpu,
    node: &str,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Report, Error> {
    let node = node.to_owned();
    Sides::at_work(catalog, index_root, cpu, move |sides| rebuild_beside(sides, &node, &progress)).await
}

/// The same, on the caller's thread, beside whoever follows the catalog.
pub(super) fn rebuild_beside(sides: &Sides, node: &str, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report, Error> {
    let report = sides.source.as_node(node, || build(sides, node, progress))?;
    sides.retire_generations();
    Ok(report)
}

/// Builds a generation and lets it take over, in the background. The feed is still kept for `node` afterwards.
pub fn build(sides: &Sides, node: &str, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report, Error> {
    sides.in_background(|sides| build_here(sides, node, progress))
}

fn build_here(sides: &Sides, node: &str, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report, Error> {
    let began = Instant::now();
    let Sides { source, generations } = sides;
    let draft = generations.begin(&source.ask(source.catalog.feed_id())?)?;
    let sink = IndexSink::to_fill(draft.generation(), source.cpu.threads())?;
    drop(fill(source, node, sink, progress)?);
    failpoint::reach("build.caught-up");
    let docs = draft.generation().num_docs()?;
    let generation = draft.promote()?.number();
    Ok(Report { generation, docs, seconds: began.elapsed().as_secs_f64() })
}
