//! `needledrop aliases`: what a library calls things otherwise, imported, listed and removed.

mod import;
mod rows;

use std::process::ExitCode;

use clap::Subcommand;

use super::library::Library;
use super::{Context, Format, output};
use crate::catalog::aliases;

/// Rows of a list that are read at once.
const PAGE: usize = 1_000;

/// Names that stand for one another in searches of a library: `Tupac` for `2Pac`, a label's own abbreviations. They work
/// at once, in both engines, without a rebuild.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Import(import::Args),
    /// List them by name; with --format json in a form that `import` takes back.
    List {
        #[command(flatten)]
        library: Library,
    },
    /// Remove those of a name, of whatever kind. One that isn't there is an error.
    Remove {
        /// The name, not one of its other names.
        #[arg(required = true, value_name = "ALIAS")]
        names: Vec<String>,
        #[command(flatten)]
        library: Library,
    },
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    match args.action {
        Action::Import(args) => import::run(args, context).await,
        Action::List { library } => list(&library, context).await,
        Action::Remove { names, library } => remove(&names, &library, context).await,
    }
}

async fn list(library: &Library, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.current_catalog().await?;
    let library = library.id(&catalog).await?;
    let mut all = Vec::new();
    loop {
        let (mut page, total) = catalog.aliases(library, all.len(), PAGE).await?;
        let is_last = page.is_empty() || all.len() + page.len() >= total;
        all.append(&mut page);
        if is_last {
            break;
        }
    }
    match context.format {
        Format::Json => all.iter().try_for_each(output::json)?,
        Format::Table => {
            let row =
                |alias: &aliases::Alias| [alias.kind.to_string(), alias.name.clone(), alias.other_names.join("; ")];
            output::table(&["kind", "name", "other names"], all.iter().map(row))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn remove(names: &[String], library: &Library, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.writable_catalog().await?;
    let library = library.id(&catalog).await?;
    let mut transaction = catalog.begin().await?;
    let mut removed = 0;
    for name in names {
        match aliases::remove_named(&mut transaction, library, name).await? {
            0 => anyhow::bail!("there is no alias {name}; `needledrop aliases list` shows them. Nothing was removed"),
            count => removed += count,
        }
    }
    transaction.commit().await?;
    match context.format {
        Format::Json => output::json(&serde_json::json!({ "removed": removed }))?,
        Format::Table => output::line(format_args!("{removed} removed"))?,
    }
    Ok(ExitCode::SUCCESS)
}
