//! The log on stderr: how much is said, and in which form.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

use super::Usage;
use crate::config::{Log, LogFormat};

/// Starts the log. `-v` and `-q` win over the configured filter, as flags win over everything.
pub fn start(log: &Log, verbose: u8, quiet: bool) -> anyhow::Result<()> {
    let filter = match (quiet, verbose) {
        (true, _) => "error,symphonia=off",
        (false, 0) => &log.filter,
        (false, 1) => "info,symphonia=off,needledrop=debug",
        (false, _) => "debug,needledrop=trace",
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(filter).map_err(|error| not_understood(filter, &error))?)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => builder.with_target(false).init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

fn not_understood(filter: &str, error: &ParseError) -> Usage {
    Usage(format!("log: `{filter}` is not understood ({error}); give what to log, such as warn,needledrop=debug"))
}
