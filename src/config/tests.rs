//! What is read from where, and what is said of every kind of mistake.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

use super::*;

/// A configuration file in a directory of its own.
struct File(tempfile::TempDir);

impl File {
    fn new(text: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("config.toml"), text).unwrap();
        Self(directory)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("config.toml")
    }
}

fn load(file: Option<&Path>, variables: &[(&str, &str)], flags: Flags) -> Result<Config, Invalid> {
    let home = ("HOME".into(), "/home/ann".into());
    let environment = variables.iter().map(|(name, value)| (name.into(), value.into())).chain([home]).collect();
    Config::from_sources(&Flags { config: file.map(Path::to_owned), ..flags }, &environment, false)
}

fn problems(file: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let file = File::new(file);
    let invalid = load(Some(&file.path()), variables, Flags::default()).unwrap_err();
    let directory = format!("{}/", file.0.path().display());
    let line = |Problem { origin, message, mend }| format!("{origin}: {message} → {mend}").replace(&directory, "");
    invalid.0.into_iter().map(line).collect()
}

#[test]
fn everything_has_a_default() {
    let config = load(None, &[], Flags::default()).unwrap();
    assert_eq!(config.data_dir, Path::new("/home/ann/.local/share/needledrop"));
    assert_eq!(config.listen.to_string(), "127.0.0.1:3345");
    assert!(config.database.url.is_none());
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let file = File::new("listen = 'a:1'\ndata_dir = '/file'\n[catalog]\nmax_connections = 7");
    let flags = Flags { listen: Some("c:3".to_owned()), ..Flags::default() };
    let config =
        load(Some(&file.path()), &[("NEEDLEDROP_LISTEN", "b:2"), ("NEEDLEDROP_DATA_DIR", "/env")], flags).unwrap();
    assert_eq!(config.listen.to_string(), "c:3");
    assert_eq!(config.data_dir, Path::new("/env"));
}

#[test]
fn every_mistake_is_told_at_once_with_its_place_and_mend() {
    let found = problems(
        "lisen = 'x:1'\ncpu_threads = -4\n\n[http]\nrequest_timeout = 10\ndrain_timeot = '1s'\n[colour]\na = 1\n",
        &[("NEEDLEDROP_LISTEN", "3345"), ("NEEDLEDROP_DATADIR", "/x"), ("NEEDLEDROP_TEST_DATABASE_URL", "x")],
    );
    let expected = [
        "environment variable NEEDLEDROP_DATADIR: there is no such setting → did you mean NEEDLEDROP_DATA_DIR?",
        "environment variable NEEDLEDROP_LISTEN: listen: `3345` is not an address to listen on → give host:port",
        "config.toml:1: there is no setting lisen → did you mean listen?",
        "config.toml:2: cpu_threads: `-4` is not a whole number → give digits only",
        "config.toml:5: http.request_timeout: `10` is not a duration → give a number with its unit",
        "config.toml:6: there is no setting http.drain_timeot → did you mean http.drain_timeout?",
        "config.toml:7: there is no setting colour → known are data_dir, database_url, database_read_replica_url, listen",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line() {
    let found = problems("listen = '127.0.0.1:1'\ndata_dir = = 3\n", &[]);
    assert!(found[0].starts_with("config.toml:2: "), "{found:?}");
}

#[test]
fn a_table_where_one_value_belongs_is_refused() {
    let found = problems("[listen]\nhost = 'x'\n", &[]);
    assert_eq!(found, ["config.toml:1: listen is a table → give one value: listen = \"…\""]);
}

#[test]
fn a_number_out_of_bounds_is_refused() {
    let found = problems("cpu_threads = 5000\n", &[]);
    assert_eq!(found, ["config.toml:1: cpu_threads: 5000 is out of bounds → give one from 0 to 1024"]);
}

#[test]
fn a_duration_that_would_never_let_anything_happen_is_refused() {
    let found = problems("[mirror]\npoll_interval = '0s'\n", &[]);
    assert_eq!(found, ["config.toml:2: mirror.poll_interval: 0s is out of bounds → give one from 10ms to 86400s"]);
}

#[test]
fn the_defaults_that_the_help_shows_are_the_defaults() {
    let default = format!("{:?}", load(None, &[], Flags::default()).unwrap());
    let mut shown = 0;
    for setting in setting::SETTINGS {
        let Some((_, value)) = setting.about.strip_suffix(')').and_then(|about| about.rsplit_once('(')) else {
            continue;
        };
        let value = value.split(": ").next().unwrap();
        let config = load(None, &[(&setting.variable(), value)], Flags::default()).unwrap();
        assert_eq!(format!("{config:?}"), default, "{}", setting.key);
        shown += 1;
    }
    assert!(shown > 10, "{shown}");
}

#[test]
fn a_named_file_that_is_not_there_is_refused() {
    let invalid = load(Some(Path::new("/nowhere/n.toml")), &[], Flags::default()).unwrap_err();
    assert!(invalid.to_string().contains("/nowhere/n.toml"), "{invalid}");
}

#[test]
fn a_variable_that_is_no_text_is_refused() {
    let environment = [(OsString::from("NEEDLEDROP_DATA_DIR"), OsString::from_vec(vec![0xff]))].into_iter().collect();
    let invalid = Config::from_sources(&Flags::default(), &environment, true).unwrap_err();
    assert!(invalid.to_string().contains("NEEDLEDROP_DATA_DIR: is not UTF-8"), "{invalid}");
}

#[test]
fn no_home_and_no_data_directory_is_told() {
    let invalid = Config::from_sources(&Flags::default(), &[].into_iter().collect(), false).unwrap_err();
    assert!(invalid.to_string().contains("--data-dir"), "{invalid}");
}

#[test]
fn the_database_url_is_never_shown() {
    let config = load(None, &[("DATABASE_URL", "postgres://ann:hush@db/x")], Flags::default()).unwrap();
    assert!(!format!("{config:?}").contains("hush"));
    let invalid = load(None, &[("DATABASE_URL", "mysql://ann:hush@db/x")], Flags::default()).unwrap_err();
    assert!(!format!("{invalid} {invalid:?}").contains("hush"));
}

#[test]
fn own_variables_win_over_common_ones() {
    let config = load(None, &[("RUST_LOG", "trace"), ("NEEDLEDROP_LOG", "error")], Flags::default()).unwrap();
    assert_eq!(config.log.filter, "error");
}

#[test]
fn the_place_of_postgresql_that_its_error_names_can_be_set() {
    let config = load(None, &[("NEEDLEDROP_POSTGRES_BIN_DIR", "/opt/pg/bin")], Flags::default()).unwrap();
    assert_eq!(config.database.postgres_bin_dir.as_deref(), Some(Path::new("/opt/pg/bin")));
}

#[test]
fn root_keeps_its_data_where_services_do() {
    let config = Config::from_sources(&Flags::default(), &[].into_iter().collect(), true).unwrap();
    assert_eq!(config.data_dir, Path::new("/var/lib/needledrop"));
}
