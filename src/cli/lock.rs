//! One server a data directory: the second says who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::owner;

/// Held while a server runs; the system lets go of it however the process ends.
pub struct ServeLock {
    _file: File,
}

impl ServeLock {
    pub fn take(data_dir: &Path) -> anyhow::Result<Self> {
        owner::check(data_dir)?;
        let (mut file, path) = open(data_dir)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).context(path)?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let holder = pid_in(&mut file);
                bail!(
                    "another `needledrop serve` (process {holder}) holds {}; stop it, or choose another data directory \
                     with --data-dir",
                    data_dir.display()
                )
            }
            Err(TryLockError::Error(error)) => Err(error).context(path),
        }
    }

    /// The process that serves this data directory, if one does.
    pub fn holder(data_dir: &Path) -> Option<String> {
        let mut file = File::open(data_dir.join(NAME)).ok()?;
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)).then(|| pid_in(&mut file))
    }
}

const NAME: &str = "serve.lock";

fn open(data_dir: &Path) -> anyhow::Result<(File, String)> {
    let path = data_dir.join(NAME);
    let shown = format!(
        "{} can't be written; run needledrop as the account that it belongs to, or give it back by chown",
        path.display()
    );
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    Ok((file.with_context(|| shown.clone())?, shown))
}

fn pid_in(file: &mut File) -> String {
    let mut pid = String::new();
    match file.rewind().and_then(|()| file.read_to_string(&mut pid)) {
        Ok(_) if !pid.is_empty() => pid,
        _ => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_the_first_is() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(ServeLock::holder(directory.path()), None);
        let first = ServeLock::take(directory.path()).unwrap();
        let refused = ServeLock::take(directory.path()).err().unwrap().to_string();
        let pid = std::process::id().to_string();
        assert!(refused.contains(&pid), "{refused}");
        assert_eq!(ServeLock::holder(directory.path()), Some(pid));
        drop(first);
        assert!(ServeLock::take(directory.path()).is_ok());
    }
}
