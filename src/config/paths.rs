//! Where things are when nobody says where: the customs of each system.

use std::path::PathBuf;

use super::environment::Environment;

/// The data directory: `/var/lib` for root, else below the user's home.
pub fn default_data_dir(environment: &Environment, root: bool) -> Option<PathBuf> {
    if root {
        return Some(PathBuf::from("/var/lib/needledrop"));
    }
    let below_home = if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/share" };
    Some(user_directory(environment, "XDG_DATA_HOME", below_home)?.join("needledrop"))
}

/// The configuration file, whether or not it is there.
pub fn default_config_file(environment: &Environment) -> Option<PathBuf> {
    Some(user_directory(environment, "XDG_CONFIG_HOME", ".config")?.join("needledrop/config.toml"))
}

/// The XDG standard has relative paths ignored.
fn user_directory(environment: &Environment, variable: &str, below_home: &str) -> Option<PathBuf> {
    let absolute = |name| environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute(variable).or_else(|| Some(absolute("HOME")?.join(below_home)))
}
