//! The laboratory, `needledrop-lab`: invents catalogues, judges a running server, fits the weights of the ranking. One
//! file a command.

mod eval;
mod fit;
mod generate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::{Context, Format, Options, Progress, Usage, output, run};

/// Measures needledrop: invented catalogues, labelled queries, and what the answers to them are worth.
///
/// Data goes to stdout, logs to stderr. Exit codes: 0 done, 1 failed or below a floor, 2 wrong usage or configuration.
#[derive(Debug, Parser)]
#[command(name = "needledrop-lab", version, propagate_version = true, max_term_width = 110)]
pub struct Lab {
    #[command(flatten)]
    options: Options,

    #[command(subcommand)]
    command: Command,
}

/// What the laboratory can do.
#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Args),
    Eval(eval::Args),
    Fit(fit::Args),
}

impl Command {
    async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        match self {
            Self::Generate(args) => generate::run(args, context).await,
            Self::Eval(args) => eval::run(args, context).await,
            Self::Fit(args) => fit::run(args, context).await,
        }
    }
}

/// Reads the arguments and runs the command; the answer is the process's exit code.
pub fn main() -> ExitCode {
    let Lab { options, command } = Lab::parse();
    run(options, false, async |context| command.run(context).await)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_of_all_commands_fit_together() {
        super::Lab::command().debug_assert();
    }
}
