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
}

/// Everything that can be set, but for the file itself.
pub const SETTINGS: &[Setting] = &[
    plain("data_dir"),
    Setting { key: "database_url", common_variable: Some("DATABASE_URL"), secret: true },
    plain("listen"),
    plain("cpu_threads"),
    Setting { key: "log", common_variable: Some("RUST_LOG"), secret: false },
    plain("log_format"),
    plain("http.request_timeout"),
    plain("http.drain_timeout"),
    plain("catalog.max_connections"),
    plain("catalog.statement_timeout"),
    plain("catalog.acquire_timeout"),
    plain("mirror.poll_interval"),
    plain("s3.endpoint_url"),
    plain("s3.region"),
    plain("s3.path_style"),
    plain("s3.anonymous"),
    plain("s3.connect_timeout"),
    plain("s3.request_timeout"),
    plain("s3.attempts"),
];

/// The variable that names the configuration file.
pub const FILE_VARIABLE: &str = "NEEDLEDROP_CONFIG";
pub const PREFIX: &str = "NEEDLEDROP_";
/// Variables for the project's own tests are no settings.
pub const TEST_PREFIX: &str = "NEEDLEDROP_TEST_";

const fn plain(key: &'static str) -> Setting {
    Setting { key, common_variable: None, secret: false }
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

/// What to do about a name that isn't known: the one it is most likely meant to be, or the list of all.
pub fn mend_name(given: &str, known: impl Iterator<Item = String>) -> String {
    let known: Vec<String> = known.collect();
    match crate::text::closest(given, known.iter().map(String::as_str)) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("known are {}", known.join(", ")),
    }
}
