//! Building the indexes of PostgreSQL that a killed import has left out, for commands that write.

use anyhow::Context as _;

use super::Progress;
use crate::catalog::Catalog;

pub const STILL_DUE: &str =
    "some indexes of PostgreSQL are still due; `needledrop doctor` names them, and whatever writes next builds them";

/// Builds what is due, if anything is.
pub async fn build_due(catalog: &Catalog) -> anyhow::Result<()> {
    let (progress, told) = Progress::of_indexes();
    let built = catalog.build_due_indexes(&told).await;
    progress.finish();
    built.context(STILL_DUE)
}
