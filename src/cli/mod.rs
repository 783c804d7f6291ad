//! The command line, one file a command. Knows neither SQL nor tantivy.

mod confirm;
mod context;
mod doctor;
mod eval;
mod filters;
mod fit;
mod generate;
mod import;
mod ingest;
mod libraries;
mod library;
mod lock;
mod logging;
mod migrate;
mod output;
mod probe;
mod progress;
mod reindex;
mod search;
mod serve;
mod stop;
mod verify;

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand};
use futures::FutureExt;

pub use context::Context;
pub use output::Format;
pub use progress::Progress;
pub use stop::Stop;

use crate::config::{self, Config};

/// A search-centric audio catalog engine: finds any track in milliseconds, even misspelled.
///
/// Data goes to stdout, logs to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
#[derive(Debug, Parser)]
#[command(name = "needledrop", version, propagate_version = true, max_term_width = 110)]
#[command(after_long_help = config::list_settings())]
pub struct Cli {
    #[command(flatten)]
    settings: config::Flags,

    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t, help_heading = "Output")]
    format: Format,

    /// Say more on stderr (twice: much more).
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet", help_heading = "Output")]
    verbose: u8,

    /// Say nothing on stderr but errors.
    #[arg(short, long, global = true, help_heading = "Output")]
    quiet: bool,

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
    Migrate(migrate::Args),
    Probe(probe::Args),
    Reindex(reindex::Args),
    Verify(verify::Args),
    Doctor(doctor::Args),
    Generate(generate::Args),
    Eval(eval::Args),
    Fit(fit::Args),
}

impl Command {
    async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        match self {
            Self::Serve(args) => serve::run(args, context).await,
            Self::Ingest(args) => ingest::run(args, context).await,
            Self::Import(args) => import::run(args, context).await,
            Self::Search(args) => search::run(args, context).await,
            Self::Libraries(args) => libraries::run(args, context).await,
            Self::Migrate(args) => migrate::run(args, context).await,
            Self::Probe(args) => probe::run(args, context).await,
            Self::Reindex(args) => reindex::run(args, context).await,
            Self::Verify(args) => verify::run(args, context).await,
            Self::Doctor(args) => doctor::run(args, context).await,
            Self::Generate(args) => generate::run(args, context).await,
            Self::Eval(args) => eval::run(args, context).await,
            Self::Fit(args) => fit::run(args, context).await,
        }
    }
}

/// The caller asked for something that can't be meant: exit code 2 instead of 1.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Reads the arguments, runs the command, says what went wrong; the answer is the process's exit code.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) if error.is::<output::Closed>() => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", output::story(&error));
            ExitCode::from(if error.is::<Usage>() || error.is::<config::Invalid>() { 2 } else { 1 })
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let mut flags = cli.settings;
    if let Command::Serve(args) = &cli.command {
        flags.listen.clone_from(&args.listen);
    }
    let config = Config::load(&flags)?;
    logging::start(&config.log, cli.verbose, cli.quiet)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async { run_command(cli.command, Context::new(config, cli.format)?).await })
}

/// Runs one command to its end or to Ctrl-C, and closes what it has opened either way.
async fn run_command(command: Command, context: Context) -> anyhow::Result<ExitCode> {
    let ends_by_itself = matches!(command, Command::Serve(_));
    // A mistake of ours must not leave a PostgreSQL running.
    let running = AssertUnwindSafe(command.run(&context)).catch_unwind();
    let outcome = tokio::select! {
        outcome = running => outcome.unwrap_or_else(|_| Err(anyhow::anyhow!("needledrop panicked, as said above"))),
        () = context.stop.requested(), if !ends_by_itself => {
            eprintln!("stopped; what was committed stays");
            Ok(ExitCode::from(stop::INTERRUPTED))
        }
    };
    context.close().await;
    outcome
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_of_all_commands_fit_together() {
        super::Cli::command().debug_assert();
    }
}
