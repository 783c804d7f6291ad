//! What the server has written to its log since a moment: why it couldn't start.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// More than a server says that can't start. The log may be as old as the catalog, and as long.
const MOST_SAID: u64 = 256 * 1024;

/// What the system says then, in the language that the server is started with.
pub(super) const FULL_DISK: &str = "No space left on device";

/// The log from a moment on.
pub(super) struct Log {
    path: PathBuf,
    end: u64,
}

impl Log {
    /// From now on.
    pub(super) fn at_its_end(path: &Path) -> Self {
        Self { path: path.into(), end: path.metadata().map_or(0, |log| log.len()) }
    }

    /// That the disk is full, if it says so; else the last thing it called fatal, else the last line.
    pub(super) fn last_words(&self) -> String {
        let mut said = Vec::new();
        let read = File::open(&self.path).and_then(|mut log| {
            log.seek(SeekFrom::Start(self.end))?;
            log.take(MOST_SAID).read_to_end(&mut said)
        });
        let said = String::from_utf8_lossy(&said);
        let full_disk = said.lines().rev().find(|line| line.contains(FULL_DISK));
        match (read, full_disk.or(fatal(&said)).or(said.lines().next_back())) {
            (Ok(_), Some(line)) => line.trim().to_owned(),
            _ => "it ended without a word".to_owned(),
        }
    }
}

fn fatal(said: &str) -> Option<&str> {
    let of_line = |line: &'_ str| ["FATAL:", "PANIC:"].iter().find_map(|level| line.find(level));
    let about_the_server =
        |line: &&str| !line.contains("not yet accepting connections") && !line.contains("starting up");
    said.lines().rev().filter(about_the_server).find_map(|line| Some(&line[of_line(line)?..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_are_those_since_then_that_say_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        std::fs::write(&path, "2026-01-01 [1] FATAL:  long ago\n").unwrap();
        let log = Log::at_its_end(&path);
        assert_eq!(log.last_words(), "it ended without a word");
        let append = |text: &str| {
            let old = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, old + text).unwrap();
        };
        append("2026-01-02 [1] LOG:  starting\n");
        assert_eq!(log.last_words(), "2026-01-02 [1] LOG:  starting");
        append("2026-01-02 [1] FATAL:  data directory has wrong ownership\n2026-01-02 [1] LOG:  shut down\n");
        append("2026-01-02 [2] FATAL:  the database system is not yet accepting connections\n");
        assert_eq!(log.last_words(), "FATAL:  data directory has wrong ownership");
        append("2026-01-02 [3] PANIC:  could not write to file \"pg_wal/x\": No space left on device\n");
        append("2026-01-02 [4] FATAL:  could not write lock file\n");
        assert!(log.last_words().ends_with("No space left on device"));
    }
}
