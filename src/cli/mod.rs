//! The command line, one file a command. Knows neither SQL nor tantivy.

mod aliases;
mod confirm;
mod context;
mod doctor;
mod filters;
mod import;
mod indexes;
mod ingest;
mod libraries;
mod library;
mod lock;
mod logging;
mod migrate;
pub(crate) mod output;
mod owner;
mod probe;
mod progress;
mod reindex;
mod run;
mod search;
mod serve;
mod stop;
mod usage;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use context::Context;
pub(crate) use import::{Input, Options as InputOptions, Rows};
pub use output::Format;
pub use progress::Progress;
pub use run::{Options, run};
pub use stop::Stop;
pub use usage::Usage;

use crate::config;

/// A search-centric audio catalog engine: finds any track in milliseconds, even misspelled.
///
/// Data goes to stdout, logs to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
#[derive(Debug, Parser)]
#[command(name = "needledrop", version, propagate_version = true, max_term_width = 110)]
#[command(after_long_help = config::list_settings())]
pub struct Cli {
    #[command(flatten)]
    options: Options,

    #[command(subcommand)]
    command: Command,
}

/// What needledrop can do.
#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Ingest(ingest::Args),
    Import(import::Args),
    Search(search::Args),
    Libraries(libraries::Args),
    Aliases(aliases::Args),
    Migrate(migrate::Args),
    Probe(probe::Args),
    Reindex(reindex::Args),
    Verify(verify::Args),
    Doctor(doctor::Args),
}

impl Command {
    async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        match self {
            Self::Serve(args) => serve::run(args, context).await,
            Self::Ingest(args) => ingest::run(args, context).await,
            Self::Import(args) => import::run(args, context).await,
            Self::Search(args) => search::run(args, context).await,
            Self::Libraries(args) => libraries::run(args, context).await,
            Self::Aliases(args) => aliases::run(args, context).await,
            Self::Migrate(args) => migrate::run(args, context).await,
            Self::Probe(args) => probe::run(args, context).await,
            Self::Reindex(args) => reindex::run(args, context).await,
            Self::Verify(args) => verify::run(args, context).await,
            Self::Doctor(args) => doctor::run(args, context).await,
        }
    }
}

/// Reads the arguments and runs the command; the answer is the process's exit code.
pub fn main() -> ExitCode {
    let Cli { mut options, command } = Cli::parse();
    if let Command::Serve(args) = &command {
        options.settings.listen.clone_from(&args.listen);
    }
    let ends_by_itself = matches!(command, Command::Serve(_));
    run(options, ends_by_itself, async |context| command.run(context).await)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_of_all_commands_fit_together() {
        super::Cli::command().debug_assert();
    }
}
