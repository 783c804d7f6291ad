//! The directory of a generation, held open, so that another one of the same name is never taken for it: whoever
//! deletes an index and builds it anew begins with the same names.

use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What makes the directory a generation, beside tantivy's files; tantivy leaves alone what it hasn't made.
pub const NOTE: &str = "needledrop.json";

/// Cheap to clone.
#[derive(Clone)]
pub struct Directory {
    path: PathBuf,
    directory: Arc<File>,
}

impl Directory {
    /// Of the directory that is there.
    pub fn hold(path: PathBuf) -> io::Result<Self> {
        let directory = Arc::new(File::open(&path)?);
        Ok(Self { path, directory })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the directory was neither deleted, nor moved, nor replaced.
    pub fn is_kept(&self) -> bool {
        are_same(fs::metadata(&self.path), self.directory.metadata())
    }

    /// Takes from the directory what makes it a generation, so that nobody serves it any more.
    pub fn give_up(&self) {
        if self.is_kept() {
            let _ = fs::remove_file(self.path.join(NOTE));
        }
    }

    /// Whether it was given up.
    pub fn is_given_up(&self) -> bool {
        !self.path.join(NOTE).exists()
    }

    /// Whether both hold the same directory.
    pub fn is_same(&self, other: &Self) -> bool {
        are_same(self.directory.metadata(), other.directory.metadata())
    }
}

fn are_same(one: io::Result<Metadata>, other: io::Result<Metadata>) -> bool {
    let identity = |found: Metadata| (found.dev(), found.ino());
    one.is_ok_and(|one| other.is_ok_and(|other| identity(one) == identity(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_directory_of_the_same_name_is_not_the_one_that_was_held() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("gen-000001");
        fs::create_dir(&path).unwrap();
        let place = Directory::hold(path.clone()).unwrap();
        assert!(place.is_kept());
        fs::remove_dir(&path).unwrap();
        assert!(!place.is_kept());
        fs::create_dir(&path).unwrap();
        assert!(!place.is_kept());
    }
}
