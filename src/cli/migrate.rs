//! `needledrop migrate`: brings the database's schema forward or back, begins anew, or says where it is.

use std::process::ExitCode;

use clap::Subcommand;
use serde::Serialize;
use time::format_description::well_known::Rfc3339;

use super::confirm::confirm;
use super::{Context, Format, indexes, output};
use crate::catalog::{Catalog, migrate};

/// Bring the database's schema forward or back, begin anew, or say where it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Apply every pending migration.
    Up,
    /// Take back the newest migrations, with the data that only they have room for.
    Down {
        /// How many.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
        steps: u16,
    },
    /// Drop everything that needledrop has in the database, tracks and all, also of an older version, and make the
    /// schema anew.
    Reset {
        /// Don't ask.
        #[arg(long)]
        yes: bool,
    },
    /// List the migrations, oldest first, and when each was applied.
    Status,
}

/// A migration as it is shown.
#[derive(Serialize)]
struct Line<'a> {
    version: i64,
    name: &'a str,
    applied_at: Option<String>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.catalog().await?;
    match args.action {
        Action::Up => {
            say("applied", &migrate::up(&catalog).await?, context.format)?;
            indexes::build_due(&catalog).await?;
        }
        Action::Down { steps } => say("reverted", &migrate::down(&catalog, steps.into()).await?, context.format)?,
        Action::Reset { yes } => return reset(&catalog, yes, context.format).await,
        Action::Status => status(&catalog, context.format).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn reset(catalog: &Catalog, yes: bool, format: Format) -> anyhow::Result<ExitCode> {
    let database = catalog.database();
    let warning = format!("every track and all else that needledrop has in database {database} will be gone");
    if !yes && !confirm(&warning, &database, "say --yes if that is meant").await? {
        eprintln!("nothing was changed");
        return Ok(ExitCode::FAILURE);
    }
    say("applied", &migrate::reset(catalog).await?, format)?;
    Ok(ExitCode::SUCCESS)
}

fn say(done: &str, names: &[String], format: Format) -> anyhow::Result<()> {
    match format {
        Format::Json => output::json(&serde_json::json!({ done: names })),
        Format::Table if names.is_empty() => output::line(format_args!("nothing to be {done}")),
        Format::Table => names.iter().try_for_each(|name| output::line(format_args!("{done} {name}"))),
    }
}

async fn status(catalog: &Catalog, format: Format) -> anyhow::Result<()> {
    let migrations = migrate::status(catalog).await?;
    let lines = migrations.iter().map(|migration| Line {
        version: migration.version,
        name: &migration.name,
        applied_at: migration.applied_at.and_then(|at| at.format(&Rfc3339).ok()),
    });
    match format {
        Format::Json => lines.into_iter().try_for_each(|line| output::json(&line)),
        Format::Table => output::table(
            &["VERSION", "NAME", "APPLIED"],
            lines.map(|line| {
                [
                    line.version.to_string(),
                    line.name.to_owned(),
                    line.applied_at.unwrap_or_else(|| "pending".to_owned()),
                ]
            }),
        ),
    }
}
