//! Flags, environment and file become one validated configuration; every bad key is reported at once.
//!
//! A flag wins over the environment, the environment over the file, the file over the default.

mod environment;
mod file;
mod layers;
mod paths;
mod problem;
mod setting;
mod value;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub use problem::{Invalid, Origin, Problem};
pub use setting::list as list_settings;

use crate::catalog::{self, DatabaseUrl};
use crate::ingest::Patterns;
use crate::{api, http, mirror, objects};
use environment::Environment;
use layers::Layers;
use setting::{FILE_VARIABLE, Setting};

/// The settings that are also flags. Everything can be set in the environment and in the file.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Flags {
    /// The configuration file, in TOML [env: NEEDLEDROP_CONFIG] [default: ~/.config/needledrop/config.toml, if there].
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the index and the private PostgreSQL live [env: NEEDLEDROP_DATA_DIR] [default: ~/.local/share/needledrop;
    /// as root /var/lib/needledrop].
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// The PostgreSQL database to use [env: DATABASE_URL] [default: a private server in the data directory].
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Given to `serve` only.
    #[arg(skip)]
    pub listen: Option<String>,
}

/// One validated configuration.
#[derive(Clone, Debug)]
pub struct Config {
    pub data_dir: PathBuf,
    pub database: Database,
    pub listen: ListenAddress,
    /// Workers of the CPU pool; 0: one per core.
    pub cpu_threads: usize,
    pub log: Log,
    pub api: api::Config,
    pub http: http::Config,
    pub mirror: mirror::Config,
    pub objects: objects::Config,
    pub ingest: Ingest,
}

/// How files are taken into the catalog.
#[derive(Clone, Debug)]
pub struct Ingest {
    /// Which part of what is known of a place is believed to be gone at once.
    pub most_missing: f64,
    pub names: Names,
}

/// How files and folders are named, where tags say nothing.
#[derive(Clone, Debug)]
pub struct Names(pub Patterns);

/// Which database, and how patiently it is used.
#[derive(Clone, Debug)]
pub struct Database {
    /// None: a private server in the data directory.
    pub url: Option<DatabaseUrl>,
    /// A streaming replica to read from.
    replica_url: Option<DatabaseUrl>,
    /// Where the private server's programs are; none: in one of the usual places.
    pub postgres_bin_dir: Option<PathBuf>,
    limits: catalog::Limits,
}

impl Database {
    /// What the catalog asks to be told, for the database at `url`.
    pub fn at(&self, url: DatabaseUrl) -> catalog::Config {
        catalog::Config { url, replica_url: self.replica_url.clone(), limits: self.limits.clone() }
    }
}

/// Host and port to listen on; the host may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListenAddress(String);

impl fmt::Display for ListenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much the log says, and in which form.
#[derive(Clone, Debug)]
pub struct Log {
    /// As `RUST_LOG` has it.
    pub filter: String,
    pub format: LogFormat,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl Config {
    /// Reads every source of this process.
    pub fn load(flags: &Flags) -> Result<Self, Invalid> {
        Self::from_sources(flags, &std::env::vars_os().collect(), nix::unistd::geteuid().is_root())
    }

    fn from_sources(flags: &Flags, environment: &Environment, root: bool) -> Result<Self, Invalid> {
        let mut layers = Layers::default();
        let named_file = flags.config.clone().or_else(|| environment.get(FILE_VARIABLE).map(PathBuf::from));
        let usual_file = || paths::default_config_file(environment).filter(|path| path.exists());
        if let Some(path) = named_file.or_else(usual_file) {
            file::read(&path, &mut layers);
        }
        environment.read(&mut layers);
        flags.read(&mut layers);
        Self::assemble(layers, paths::default_data_dir(environment, root))
    }

    fn assemble(mut layers: Layers, default_data_dir: Option<PathBuf>) -> Result<Self, Invalid> {
        let layers = &mut layers;
        let data_dir = layers.optional("data_dir").or(default_data_dir).unwrap_or_else(|| {
            let message = "there is no home directory to put it in".to_owned();
            layers.refuse("data_dir", Origin::Default, message, "name one with --data-dir".to_owned());
            PathBuf::new()
        });
        let (least, most) = (Duration::from_millis(10), Duration::from_secs(86_400));
        let limits = catalog::Limits::default();
        let api = api::Config::default();
        let http = http::Config::default();
        let mirror = mirror::Config::default();
        let objects = objects::Config::default();
        let config = Self {
            data_dir,
            database: Database {
                url: layers.optional("database_url"),
                replica_url: layers.optional("database_read_replica_url"),
                postgres_bin_dir: layers.optional("postgres.bin_dir"),
                limits: catalog::Limits {
                    max_connections: layers.within("catalog.max_connections", limits.max_connections, 2..=1000),
                    statement_timeout: layers.within(
                        "catalog.statement_timeout",
                        limits.statement_timeout,
                        least..=most,
                    ),
                    lock_timeout: layers.within("catalog.lock_timeout", limits.lock_timeout, least..=most),
                    idle_transaction_timeout: limits.idle_transaction_timeout,
                    acquire_timeout: layers.within("catalog.acquire_timeout", limits.acquire_timeout, least..=most),
                },
            },
            listen: layers.value("listen", ListenAddress("127.0.0.1:3345".to_owned())),
            cpu_threads: layers.within("cpu_threads", 0, 0..=1024),
            log: Log {
                filter: layers.value("log", "warn,sqlx=error,symphonia=off,needledrop=info".to_owned()),
                format: layers.value("log_format", LogFormat::Text),
            },
            http: http::Config {
                request_timeout: layers.within("http.request_timeout", http.request_timeout, least..=most),
                drain_timeout: layers.within("http.drain_timeout", http.drain_timeout, Duration::ZERO..=most),
            },
            api: api::Config {
                min_seq_timeout: layers.within("http.min_seq_timeout", api.min_seq_timeout, Duration::ZERO..=most),
            },
            mirror: mirror::Config {
                poll_interval: layers.within("mirror.poll_interval", mirror.poll_interval, least..=most),
                ..mirror
            },
            objects: objects::Config {
                s3_endpoint_url: layers.optional("s3.endpoint_url"),
                s3_region: layers.optional("s3.region"),
                s3_path_style: layers.optional("s3.path_style"),
                // Keys are the SDK's business: AWS_* variables, profiles, roles.
                s3_keys: None,
                s3_anonymous: layers.value("s3.anonymous", objects.s3_anonymous),
                connect_timeout: layers.within("s3.connect_timeout", objects.connect_timeout, least..=most),
                request_timeout: layers.within("s3.request_timeout", objects.request_timeout, least..=most),
                attempts: layers.within("s3.attempts", objects.attempts, 1..=20),
            },
            ingest: Ingest {
                most_missing: layers.within("ingest.most_missing", 0.1, 0.0..=1.0),
                names: layers.value("ingest.names", Names(Patterns::default())),
            },
        };
        if layers.problems.is_empty() { Ok(config) } else { Err(Invalid::of(std::mem::take(&mut layers.problems))) }
    }
}

impl Flags {
    fn read(&self, layers: &mut Layers) {
        let flags = [("data_dir", &self.data_dir), ("database_url", &self.database_url), ("listen", &self.listen)];
        for (key, text) in flags {
            if let Some(text) = text {
                let setting = Setting::by_key(key).expect("every flag is in the list of settings");
                layers.give(setting, text.clone(), Origin::Flag(format!("--{}", key.replace('_', "-"))));
            }
        }
    }
}

#[cfg(test)]
mod tests;
