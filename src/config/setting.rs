//! The list of everything that can be set, and what a misspelled name most likely means.

/// One setting. In the file its key is a path (`catalog.max_connections` stands in the table `[catalog]`); its
/// variable is the key in capitals behind `NEEDLEDROP_`.
#[derive(Debug)]
pub struct Setting {
    pub key: &'static str,
    /// A name of wider use, read where needledrop's own variable isn't set.
    pub common_variable: Option<&'static str>,
    /// Whether its value may not be shown.
    pub secret: bool,
    /// What it is for, and its default.
    pub about: &'static str,
}

/// Everything that can be set, but for the file itself.
pub const SETTINGS: &[Setting] = &[
    plain("data_dir", "where the index and the private PostgreSQL live"),
    Setting {
        key: "database_url",
        common_variable: Some("DATABASE_URL"),
        secret: true,
        about: "the PostgreSQL database; without one, a private server in the data directory",
    },
    Setting {
        key: "database_read_replica_url",
        common_variable: Some("DATABASE_READ_REPLICA_URL"),
        secret: true,
        about: "a streaming replica of that database; searches and the index then read from it",
    },
    plain("listen", "host:port of the API (127.0.0.1:3345)"),
    plain("cpu_threads", "workers for searching, probing and indexing (0: one per core)"),
    Setting {
        key: "log",
        common_variable: Some("RUST_LOG"),
        secret: false,
        about: "what is logged, such as warn,needledrop=debug",
    },
    plain("log_format", "text or json (text)"),
    plain("http.request_timeout", "how long one request may take (10s)"),
    plain("http.drain_timeout", "how long requests may go on after the server is told to stop (2s)"),
    plain("http.min_seq_timeout", "how long a search waits for the index to have its min_seq (1s)"),
    plain("postgres.bin_dir", "where initdb and postgres are, for the private server; by default in the usual places"),
    plain("catalog.max_connections", "connections to the database (8)"),
    plain("catalog.statement_timeout", "how long one statement may take (30s)"),
    plain("catalog.lock_timeout", "how long a statement may wait for another's locks (5s)"),
    plain("catalog.acquire_timeout", "how long to wait for a connection (5s)"),
    plain("mirror.poll_interval", "how often to look for changes in the database (100ms)"),
    plain("ingest.most_missing", "which part of a place's files may be gone at once, if more than 100 are (0.1)"),
    plain(
        "ingest.names",
        "how files are named, such as {artist}/{album}/{track} - {title} | default; off to guess nothing",
    ),
    plain("s3.endpoint_url", "an S3 other than Amazon's, such as http://127.0.0.1:9000"),
    plain("s3.region", "the region, where AWS_REGION and ~/.aws don't say"),
    plain("s3.path_style", "whether buckets stand in the path; by default where there is an endpoint_url"),
    plain("s3.anonymous", "whether requests go unsigned, for public buckets (false)"),
    plain("s3.connect_timeout", "how long a connection may take (5s)"),
    plain("s3.request_timeout", "how long one request may take (30s)"),
    plain("s3.attempts", "how often a request is sent at most (4)"),
];

/// The variable that names the configuration file.
pub const FILE_VARIABLE: &str = "NEEDLEDROP_CONFIG";
pub const PREFIX: &str = "NEEDLEDROP_";
/// Variables for the project's own tests are no settings.
pub const TEST_PREFIX: &str = "NEEDLEDROP_TEST_";

const fn plain(key: &'static str, about: &'static str) -> Setting {
    Setting { key, common_variable: None, secret: false, about }
}

impl Setting {
    pub fn by_key(key: &str) -> Option<&'static Setting> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// needledrop's own variable for it.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.replace('.', "_").to_uppercase())
    }
}

/// The list of all settings, for `--help`.
pub fn list() -> String {
    let width = SETTINGS.iter().map(|setting| setting.key.len()).max().unwrap_or(0);
    let line = |setting: &Setting| format!("  {:width$}  {}\n", setting.key, setting.about);
    let lines: String = SETTINGS.iter().map(line).collect();
    format!(
        "In the configuration file and the environment (http.drain_timeout is drain_timeout in the table [http], or \
         {PREFIX}HTTP_DRAIN_TIMEOUT); a flag wins over the environment, that over the file:\n{lines}"
    )
}

/// What to do about a name that isn't known: the one it is most likely meant to be, or the list of all.
pub fn mend_name(given: &str, known: impl Iterator<Item = String>) -> String {
    let known: Vec<String> = known.collect();
    match crate::text::closest(given, known.iter().map(String::as_str)) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("known are {}", known.join(", ")),
    }
}
