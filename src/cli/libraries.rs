//! `needledrop libraries`: lists the libraries, or makes one.

use std::process::ExitCode;

use clap::Subcommand;

use super::{Context, Format, output};

/// List the libraries, or make one. Tracks and files belong to one each; those that don't say which, to `default`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List their names.
    List,
    /// Make one; one that is there already is no error.
    Create {
        /// At most 200 bytes.
        name: String,
    },
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    match args.action {
        Some(Action::Create { name }) => {
            let id = context.writable_catalog().await?.make_library(name.trim()).await?;
            match context.format {
                Format::Json => output::json(&serde_json::json!({ "name": name.trim(), "id": id }))?,
                Format::Table => output::line(format_args!("{} is there, as {id}", name.trim()))?,
            }
        }
        None | Some(Action::List) => {
            for name in context.current_catalog().await?.libraries().await? {
                match context.format {
                    Format::Json => output::json(&serde_json::json!({ "name": name }))?,
                    Format::Table => output::line(name)?,
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
