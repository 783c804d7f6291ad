//! Finding an installed PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Error;

const OLDEST_VERSION: u32 = 15;

/// The folder of PostgreSQL's programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Installation {
    bin: PathBuf,
    version: u32,
}

impl Installation {
    /// The installation of the version wanted; if any will do, the first that is new enough. Looks in `bin_dir` only,
    /// if that is given.
    pub(super) fn find(bin_dir: Option<&Path>, wanted: Option<u32>) -> Result<Self, Error> {
        match bin_dir {
            Some(folder) => Self::find_in(&[folder.into()], wanted),
            None => Self::find_in(&usual_folders(), wanted),
        }
    }

    fn find_in(folders: &[PathBuf], wanted: Option<u32>) -> Result<Self, Error> {
        let found: Vec<_> = folders.iter().filter_map(|folder| Self::at(folder)).collect();
        let fits = |installation: &&Self| match wanted {
            Some(version) => installation.version == version,
            None => installation.version >= OLDEST_VERSION,
        };
        if let Some(installation) = found.iter().find(fits) {
            return Ok(installation.clone());
        }
        let listed: Vec<_> = found.iter().map(|at| format!("{} in {}", at.version, at.bin.display())).collect();
        let found = if listed.is_empty() { "none".into() } else { listed.join(", ") };
        Err(match wanted {
            Some(wanted) => Error::OtherVersion { wanted, found },
            None => Error::NotInstalled { found, looked: folders.len() },
        })
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    fn at(folder: &Path) -> Option<Self> {
        let complete = ["postgres", "initdb"].iter().all(|program| folder.join(program).is_file());
        let version = complete.then(|| major_version(&output(&folder.join("postgres"), "--version")?)).flatten()?;
        Some(Self { bin: folder.into(), version })
    }
}

/// From the nearest to the most remote.
fn usual_folders() -> Vec<PathBuf> {
    let in_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let mut folders: Vec<PathBuf> = in_path;
    folders.extend(output(Path::new("pg_config"), "--bindir").map(|folder| folder.trim().into()));
    folders.extend(versions_in("/usr/lib/postgresql", "", "bin"));
    folders.extend(versions_in("/usr", "pgsql-", "bin"));
    for homebrew in ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"] {
        folders.extend(versions_in(homebrew, "postgresql@", "bin"));
    }
    folders
}

/// `<parent>/<prefix><version>/<rest>`, newest first.
fn versions_in(parent: &str, prefix: &str, rest: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(rest)))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn output(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// From `postgres (PostgreSQL) 15.18 (Debian …)`, or `17beta1`.
fn major_version(text: &str) -> Option<u32> {
    let version = text.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_as_the_program_says_it() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major_version("zsh: command not found"), None);
    }

    #[test]
    fn a_folder_without_postgresql_is_refused_with_the_way_to_install_it() {
        let folder = tempfile::tempdir().unwrap();
        let error = Installation::find_in(&[folder.path().into()], None).unwrap_err().to_string();
        assert!(error.contains("apt install postgresql") && error.contains("brew install"), "{error}");
    }

    #[test]
    fn the_newest_version_comes_first() {
        let parent = tempfile::tempdir().unwrap();
        for version in ["9", "15", "17", "other"] {
            std::fs::create_dir(parent.path().join(version)).unwrap();
        }
        let found = versions_in(parent.path().to_str().unwrap(), "", "bin");
        assert_eq!(found, ["17/bin", "15/bin", "9/bin"].map(|rest| parent.path().join(rest)));
    }
}
