//! `needledrop doctor`: checks each part and says how to mend what is wrong.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{Context, Format, output};

/// Check every part of this installation and say how to mend what is wrong.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    found: String,
    /// What to do about it; none where all is well.
    mend: Option<String>,
}

pub async fn run(_args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let checks = vec![data_directory(&context.config.data_dir)];
    for check in &checks {
        print(check, context.format)?;
    }
    Ok(if checks.iter().all(|check| check.ok) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn data_directory(path: &Path) -> Check {
    let writable = std::fs::create_dir_all(path)
        .and_then(|()| nix::unistd::access(path, nix::unistd::AccessFlags::W_OK).map_err(Into::into));
    let path = path.display();
    match writable {
        Ok(()) => Check { name: "data directory", ok: true, found: format!("{path} can be written"), mend: None },
        Err(error) => Check {
            name: "data directory",
            ok: false,
            found: format!("{path}: {error}"),
            mend: Some("choose another with --data-dir, or give this account the right to write there".to_owned()),
        },
    }
}

fn print(check: &Check, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(check);
    }
    output::line(format_args!("{} {}: {}", if check.ok { '✓' } else { '✗' }, check.name, check.found))?;
    check.mend.iter().try_for_each(|mend| output::line(format_args!("  → {mend}")))
}
