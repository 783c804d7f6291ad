//! The generations of the index in their folder: which one serves, how the next one is made and takes over.
//!
//! ```text
//! CURRENT         the name of the generation that serves, replaced by one atomic rename
//! gen-000003/     that generation
//! gen-000004/     the next one, while it is being built, or left by a rebuild that was killed
//! rebuild.lock    locked (flock) by the process that builds; the lock dies with it
//! verified.json   what the last comparison with the catalog has found, kept here for whoever compares
//! ```

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Generation;
use crate::failpoint;
use crate::index::Error;
use crate::index::directory::NOTE;

const CURRENT: &str = "CURRENT";
const REBUILD_LOCK: &str = "rebuild.lock";
/// tantivy's: whoever writes a generation, or follows the catalog with it, holds it.
const WRITER_LOCK: &str = ".tantivy-writer.lock";

/// The folder of all generations. Several processes may use it at a time.
#[derive(Clone, Debug)]
pub struct Generations {
    root: PathBuf,
}

impl Generations {
    /// Opens the folder; makes it where there is none.
    pub fn open(root: &Path) -> Result<Self, Error> {
        fs::create_dir_all(root).map_err(Error::io(root))?;
        Ok(Self { root: root.to_owned() })
    }

    /// The number of the generation that serves. Cheap enough to ask again and again.
    pub fn current_number(&self) -> Result<Option<u64>, Error> {
        let path = self.root.join(CURRENT);
        match fs::read_to_string(&path) {
            Ok(name) => number_of(name.trim()).map(Some).ok_or_else(|| Error::damaged(&path, "it names no generation")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(&path)(error)),
        }
    }

    /// Whether this generation is the one that serves. As cheap.
    pub fn is_current(&self, generation: &Generation) -> Result<bool, Error> {
        Ok(self.current_number()? == Some(generation.number()) && generation.is_kept() && !generation.is_given_up())
    }

    /// Whether a process follows the catalog with the generation that serves.
    pub fn is_followed(&self) -> bool {
        let Ok(Some(number)) = self.current_number() else { return false };
        let lock = File::open(self.path_of(number).join(WRITER_LOCK));
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// The generation that serves, if there is one and it fits this program.
    pub fn current(&self) -> Result<Option<Generation>, Error> {
        loop {
            let Some(number) = self.current_number()? else { return Ok(None) };
            match Generation::open(number, self.path_of(number)) {
                Ok(generation) => return Ok(Some(generation)),
                // Another one has taken over meanwhile, and this one was removed.
                Err(_) if self.current_number()? != Some(number) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Begins the next generation, and first removes what interrupted rebuilds have left. Somebody may have deleted the
    /// folder.
    pub fn begin(&self, origin: &str) -> Result<Draft, Error> {
        fs::create_dir_all(&self.root).map_err(Error::io(&self.root))?;
        let lock = self.lock_rebuild()?;
        // A CURRENT that can't be read names nothing worth keeping.
        let current = self.current_number().ok().flatten();
        self.remove_unused(|number| Some(number) != current && current.is_none_or(|current| number > current))?;
        let number = self.numbers()?.into_iter().chain(current).max().unwrap_or(0) + 1;
        let generation = Generation::create(number, self.path_of(number), origin)?;
        Ok(Draft { generations: self.clone(), generation, promoted: false, _lock: lock })
    }

    /// Removes the generations before the current one, except those that another process still follows the catalog
    /// with.
    pub fn retire_all_but_current(&self) -> Result<(), Error> {
        match self.current_number()? {
            Some(current) => self.remove_unused(|number| number < current),
            None => Ok(()),
        }
    }

    /// The room left on their disk; unknown where the folder isn't there.
    pub fn free_bytes(&self) -> Option<u64> {
        let disk = nix::sys::statvfs::statvfs(&self.root).ok()?;
        Some(disk.blocks_available() as u64 * disk.fragment_size() as u64)
    }

    fn lock_rebuild(&self) -> Result<File, Error> {
        let path = self.root.join(REBUILD_LOCK);
        let mut file =
            File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = fs::read_to_string(&path).unwrap_or_default().trim().to_owned();
                return Err(Error::RebuildRunning { path: self.root.display().to_string(), pid });
            }
            Err(TryLockError::Error(error)) => return Err(Error::io(&path)(error)),
        }
        file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id())).map_err(Error::io(&path))?;
        Ok(file)
    }

    fn promote(&self, generation: &Generation) -> Result<(), Error> {
        sync(generation.path()).map_err(Error::io(generation.path()))?;
        self.keep(CURRENT, format!("{}\n", name_of(generation.number())).as_bytes())
    }

    /// Keeps a file beside the generations, durably; what it held before is replaced as a whole or not at all.
    pub fn keep(&self, name: &str, content: &[u8]) -> Result<(), Error> {
        let path = self.root.join(name);
        // Several processes may be at it.
        let next = self.root.join(format!("{name}.{}", std::process::id()));
        let replace = || {
            let mut file = File::create(&next)?;
            file.write_all(content)?;
            file.sync_all()?;
            failpoint::reach("switch.written");
            fs::rename(&next, &path)?;
            failpoint::reach("switch.renamed");
            sync(&self.root)
        };
        replace().map_err(Error::io(&path))
    }

    fn remove_unused(&self, unwanted: impl Fn(u64) -> bool) -> Result<(), Error> {
        for number in self.numbers()?.into_iter().filter(|number| unwanted(*number)) {
            let path = self.path_of(number);
            let lock = File::options().create(true).truncate(false).write(true).open(path.join(WRITER_LOCK));
            // Whoever can't lock the writer's lock leaves the directory to the one who holds it.
            let Ok(lock) = lock else { continue };
            if lock.try_lock().is_ok() {
                failpoint::reach("retire.begun");
                // Under the lock, so that nobody begins to write to what is being removed. The note goes first: without
                // it nobody takes what is left for a generation, should this be the end of the process.
                let _ = fs::remove_file(path.join(NOTE));
                failpoint::reach("retire.half");
                fs::remove_dir_all(&path).map_err(Error::io(&path))?;
                failpoint::reach("retire.done");
            }
        }
        Ok(())
    }

    fn numbers(&self) -> Result<Vec<u64>, Error> {
        let entries = fs::read_dir(&self.root).map_err(Error::io(&self.root))?;
        Ok(entries.flatten().filter_map(|entry| number_of(entry.file_name().to_str()?)).collect())
    }

    fn path_of(&self, number: u64) -> PathBuf {
        self.root.join(name_of(number))
    }
}

/// A generation being built. Dropped without being promoted, it is removed.
pub struct Draft {
    generations: Generations,
    generation: Generation,
    promoted: bool,
    _lock: File,
}

impl Draft {
    /// The generation that is being built.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Makes it the current generation, durably.
    pub fn promote(mut self) -> Result<Generation, Error> {
        self.generations.promote(&self.generation)?;
        failpoint::reach("switch.done");
        self.promoted = true;
        Ok(self.generation.clone())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.promoted && self.generation.is_kept() {
            // What can't be removed now is removed by the next rebuild.
            let _ = fs::remove_dir_all(self.generation.path());
        }
    }
}

fn name_of(number: u64) -> String {
    format!("gen-{number:06}")
}

fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix("gen-")?.parse().ok()
}

/// Makes the names in a directory durable.
fn sync(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Workload;

    fn folder() -> (tempfile::TempDir, Generations) {
        let root = tempfile::tempdir().unwrap();
        let generations = Generations::open(root.path()).unwrap();
        (root, generations)
    }

    #[test]
    fn an_empty_folder_has_no_current_generation() {
        let (_root, generations) = folder();
        assert!(generations.current().unwrap().is_none());
    }

    #[test]
    fn the_promoted_generation_is_the_current_one() {
        let (_root, generations) = folder();
        for number in 1..=2 {
            generations.begin("here").unwrap().promote().unwrap();
            let current = generations.current().unwrap().unwrap();
            assert_eq!((current.number(), current.origin()), (number, "here"));
        }
    }

    #[test]
    fn one_rebuild_at_a_time() {
        let (_root, generations) = folder();
        let draft = generations.begin("here").unwrap();
        let Err(Error::RebuildRunning { pid, .. }) = generations.begin("here") else { panic!("two drafts at once") };
        assert_eq!(pid, std::process::id().to_string());
        drop(draft);
        generations.begin("here").unwrap();
    }

    #[test]
    fn what_a_killed_rebuild_left_is_removed_by_the_next() {
        let (root, generations) = folder();
        let current = generations.begin("here").unwrap().promote().unwrap();
        fs::create_dir(root.path().join("gen-000002")).unwrap();
        fs::write(root.path().join("gen-000002/half.store"), "half").unwrap();
        let next = generations.begin("here").unwrap();
        assert!(!root.path().join("gen-000002/half.store").exists());
        assert!(current.path().exists() && next.generation().path().exists());
    }

    #[test]
    fn an_old_generation_is_kept_until_nobody_follows_with_it() {
        let (_root, generations) = folder();
        let old = generations.begin("here").unwrap().promote().unwrap();
        assert!(!generations.is_followed());
        let writer = old.writer(Workload::Follow).unwrap();
        assert!(generations.is_followed());
        generations.begin("here").unwrap().promote().unwrap();
        generations.retire_all_but_current().unwrap();
        assert!(old.path().exists());
        drop(writer);
        generations.retire_all_but_current().unwrap();
        assert!(!old.path().exists());
        generations.current().unwrap().unwrap();
    }

    #[test]
    fn a_current_file_with_nonsense_is_damage_and_a_rebuild_mends_it() {
        let (root, generations) = folder();
        fs::write(root.path().join(CURRENT), "what?").unwrap();
        assert!(matches!(generations.current(), Err(Error::Damaged { .. })));
        assert!(!generations.is_followed());
        generations.begin("here").unwrap().promote().unwrap();
        assert_eq!(generations.current_number().unwrap(), Some(1));
    }

    #[test]
    fn a_deleted_folder_is_made_again() {
        let (root, generations) = folder();
        fs::remove_dir_all(root.path()).unwrap();
        generations.begin("here").unwrap().promote().unwrap();
        assert_eq!(generations.current_number().unwrap(), Some(1));
    }

    #[test]
    fn a_generation_that_was_deleted_and_built_anew_is_another_one() {
        let (root, generations) = folder();
        let old = generations.begin("here").unwrap().promote().unwrap();
        let mut writer = old.writer(Workload::Follow).unwrap();
        fs::remove_dir_all(root.path()).unwrap();
        let new = generations.begin("here").unwrap().promote().unwrap();
        assert_eq!(old.path(), new.path());
        assert!(generations.is_current(&new).unwrap() && !generations.is_current(&old).unwrap());
        assert!(matches!(writer.commit("1:1"), Err(Error::Io { .. })));
        assert_eq!(new.position().unwrap(), "", "nothing of the old one came into the new one");
    }

    #[test]
    fn a_draft_that_was_deleted_leaves_alone_the_one_after_it() {
        let (root, generations) = folder();
        let deleted = generations.begin("here").unwrap();
        fs::remove_dir_all(root.path()).unwrap();
        let next = generations.begin("here").unwrap();
        drop(deleted);
        assert!(next.generation().path().exists());
    }

    #[test]
    fn a_generation_that_is_gone_is_damage() {
        let (root, generations) = folder();
        fs::write(root.path().join(CURRENT), "gen-000007\n").unwrap();
        assert!(matches!(generations.current(), Err(Error::Damaged { .. })));
    }
}
