//! Runs a command of either program: its options, its end, and what went wrong.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use clap::ArgAction;
use futures::FutureExt;

use super::{Context, Format, Usage, logging, output, stop};
use crate::config::{self, Config};

/// What every command takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    pub settings: config::Flags,

    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t, help_heading = "Output")]
    format: Format,

    /// Say more on stderr (twice: much more).
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet", help_heading = "Output")]
    verbose: u8,

    /// Say nothing on stderr but errors.
    #[arg(short, long, global = true, help_heading = "Output")]
    quiet: bool,
}

/// Runs a command to its end or to Ctrl-C, which one that ends by itself sees to, and says what went wrong; the answer
/// is the process's exit code.
pub fn run(
    options: Options,
    ends_by_itself: bool,
    command: impl AsyncFnOnce(&Context) -> anyhow::Result<ExitCode>,
) -> ExitCode {
    match start(options, ends_by_itself, command) {
        Ok(code) => code,
        Err(error) if error.is::<output::Closed>() => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", output::story(&error));
            ExitCode::from(if error.is::<Usage>() || error.is::<config::Invalid>() { 2 } else { 1 })
        }
    }
}

fn start(
    options: Options,
    ends_by_itself: bool,
    command: impl AsyncFnOnce(&Context) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let config = Config::load(&options.settings)?;
    logging::start(&config.log, options.verbose, options.quiet)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async { to_its_end(Context::new(config, options.format)?, ends_by_itself, command).await })
}

/// Runs it, and closes what it has opened either way. Asked to stop a second time, only what would outlive the process
/// is seen to.
async fn to_its_end(
    context: Context,
    ends_by_itself: bool,
    command: impl AsyncFnOnce(&Context) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let orderly = async {
        // A mistake of ours must not leave a PostgreSQL running.
        let running = AssertUnwindSafe(command(&context)).catch_unwind();
        let outcome = tokio::select! {
            outcome = running => outcome.unwrap_or_else(|_| Err(anyhow::anyhow!("needledrop panicked, as said above"))),
            () = context.stop.requested(), if !ends_by_itself => {
                eprintln!("stopped; what was committed stays");
                Ok(ExitCode::from(stop::INTERRUPTED))
            }
        };
        context.close().await;
        outcome
    };
    let outcome = tokio::select! { outcome = orderly => Some(outcome), () = context.stop.requested_again() => None };
    match outcome {
        Some(outcome) => outcome,
        None => {
            context.close_at_once().await;
            stop::exit_at_once()
        }
    }
}
