//! The walk through a folder: every regular file once, whatever links lead to it.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;
use std::fs::{self, Metadata};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use futures::stream::{self, BoxStream, StreamExt};
use ignore::WalkBuilder;
use rustc_hash::{FxHashMap, FxHashSet};
use time::OffsetDateTime;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::own_rules::OwnRules;
use super::{Error, ObjectMeta, ObjectUri, Rules, dated};

/// How many entries a listing may be ahead of its reader.
const LIST_AHEAD: usize = 1024;

/// What the walk says to its reader.
enum Said {
    Found(ObjectMeta),
    Failed(Error),
    /// The walk is through. A channel that closes without it tells of a walk that died.
    Ended,
}

/// Device and inode: the same file or folder, whatever leads to it. Some network file systems number nothing.
type Identity = (u64, u64);
const NO_INODE: u64 = 0;

/// Regular files, in the order of their names, those behind symbolic links later, and those with several names once
/// all of these are found. Pipes, sockets and devices are left out, and said; so is what a folder leaves out of itself.
pub fn walk(place: &ObjectUri, root: PathBuf, rules: &Rules) -> BoxStream<'static, Result<ObjectMeta, Error>> {
    // A plain thread: a walk is one long chain of blocking calls, and it ends by itself when the reader goes away.
    let (say, heard) = channel(LIST_AHEAD);
    let never = rules.never_into().iter().filter_map(|folder| fs::metadata(folder).ok());
    let state = GateState { been: never.map(|folder| identity(&folder)).collect(), ..GateState::default() };
    let gate = Gate { root: root.clone(), rules: rules.clone(), say: say.clone(), state: Mutex::new(state) };
    let walk = Walk {
        place: place.clone(),
        root,
        say,
        reached_by: ReachedBy::Name,
        files: FxHashSet::default(),
        several: FxHashMap::default(),
        gate: Arc::new(gate),
        links: VecDeque::new(),
    };
    let thread = std::thread::Builder::new().name("listing".to_owned()).spawn(move || walk.run());
    if let Err(error) = thread {
        return stream::iter([Err(Error::Io { uri: place.to_string(), source: error })]).boxed();
    }
    listing(place, heard)
}

/// What is heard of a walk. If the last isn't that it ended, it died, and that is an error as well.
fn listing(place: &ObjectUri, mut heard: Receiver<Said>) -> BoxStream<'static, Result<ObjectMeta, Error>> {
    let broke = Error::ListingBroke { uri: place.to_string(), reason: "the walk through the folder failed".into() };
    let mut broke = Some(broke);
    let said = stream::poll_fn(move |context| heard.poll_recv(context)).map(Some).chain(stream::iter([None]));
    let entries = said.map(move |said| match said {
        Some(Said::Found(object)) => Some(Ok(object)),
        Some(Said::Failed(error)) => Some(Err(error)),
        Some(Said::Ended) => {
            broke = None;
            None
        }
        None => broke.take().map(Err),
    });
    entries.filter_map(std::future::ready).boxed()
}

/// What led to a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReachedBy {
    Name,
    Link,
}

/// The reader went away, so the walk ends.
struct Abandoned;

/// One walk under way.
struct Walk {
    place: ObjectUri,
    root: PathBuf,
    say: Sender<Said>,
    /// What led to where the walk is.
    reached_by: ReachedBy,
    /// What was found, so that it isn't found again by a link.
    files: FxHashSet<Identity>,
    /// Files of which the file system says that they have more names than were found by now.
    several: FxHashMap<Identity, ObjectMeta>,
    gate: Arc<Gate>,
    /// Links wait until everything that is there by itself was found: the real path of a file wins.
    links: VecDeque<PathBuf>,
}

impl Walk {
    fn run(mut self) {
        if self.visit_place().is_ok() {
            let _ = self.say.blocking_send(Said::Ended);
        }
    }

    fn visit_place(&mut self) -> Result<(), Abandoned> {
        let before = match fs::metadata(&self.root) {
            Ok(metadata) => metadata,
            Err(error) => return self.fail(Error::from_io(&self.place, error)),
        };
        if before.is_file() {
            self.find(&self.root.clone(), &before)?;
            return self.find_rest();
        }
        if !before.is_dir() {
            return self.fail(Error::NotAFile { uri: self.place.to_string() });
        }
        self.visit_folder(&self.root.clone(), &before)?;
        self.reached_by = ReachedBy::Link;
        // Folders first, in which a file may have its own name.
        let mut to_files = Vec::new();
        while let Some(link) = self.links.pop_front() {
            match fs::metadata(&link) {
                Ok(metadata) if metadata.is_file() => to_files.push(link),
                found => self.follow(&link, found)?,
            }
        }
        for link in to_files {
            let found = fs::metadata(&link);
            self.follow(&link, found)?;
        }
        self.find_rest()?;
        // A disk that was taken out, or a folder that gave way to another.
        match fs::metadata(&self.root) {
            Ok(after) if identity(&after) == identity(&before) => Ok(()),
            _ => self.fail(Error::Vanished { uri: self.place.to_string() }),
        }
    }

    /// Everything below a folder that is no link; its links are kept for later.
    fn visit_folder(&mut self, folder: &Path, metadata: &Metadata) -> Result<(), Abandoned> {
        if !self.gate.lets_into(folder, metadata) {
            return Ok(());
        }
        let gate = self.gate.clone();
        // A file in the file system is told by its entry, without another look at it.
        let entries = WalkBuilder::new(folder)
            .standard_filters(false)
            .sort_by_file_name(std::ffi::OsStr::cmp)
            .filter_entry(move |entry| entry.depth() == 0 || gate.takes(entry))
            .build();
        for entry in entries {
            match entry {
                Ok(entry) => self.visit(&entry)?,
                Err(error) => self.fail_walking(folder, error)?,
            }
        }
        Ok(())
    }

    fn visit(&mut self, entry: &ignore::DirEntry) -> Result<(), Abandoned> {
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir() && entry.depth() > 0) else { return Ok(()) };
        if kind.is_symlink() {
            self.links.push_back(entry.path().to_owned());
            return Ok(());
        }
        if !kind.is_file() {
            return self.leave_out(entry.path());
        }
        match fs::symlink_metadata(entry.path()) {
            Ok(metadata) => self.find(entry.path(), &metadata),
            // It went a moment ago.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => self.fail_at(entry.path(), error),
        }
    }

    /// What a link leads to, unless that was found already.
    fn follow(&mut self, link: &Path, found: std::io::Result<Metadata>) -> Result<(), Abandoned> {
        match found {
            Ok(metadata) if metadata.is_file() => self.find(link, &metadata),
            // The slash makes a folder of the link.
            Ok(metadata) if metadata.is_dir() => self.visit_folder(&with_slash(link), &metadata),
            Ok(_) => self.leave_out(link),
            Err(error) if leads_nowhere(&error) => match ObjectUri::from_path(link) {
                Ok(uri) => self.fail(Error::DanglingLink { uri: uri.to_string() }),
                Err(error) => self.fail(error),
            },
            Err(error) => self.fail_at(link, error),
        }
    }

    fn find(&mut self, path: &Path, metadata: &Metadata) -> Result<(), Abandoned> {
        let identity = identity(metadata);
        let is_known = identity.1 != NO_INODE && !self.files.insert(identity);
        // Only what has several names can be found twice without a link, whatever the file system says of its inode.
        if !metadata.is_file() || is_known && self.reached_by == ReachedBy::Link {
            return Ok(());
        }
        let object = match ObjectUri::from_path(path) {
            Ok(uri) => describe(uri, metadata),
            Err(error) => return self.fail(error),
        };
        if metadata.nlink() == 1 || identity.1 == NO_INODE {
            return self.say(Said::Found(object));
        }
        match self.several.entry(identity) {
            Entry::Vacant(entry) => drop(entry.insert(object)),
            Entry::Occupied(mut entry) => {
                entry.get_mut().further_names.push(object.uri);
                if 1 + entry.get().further_names.len() as u64 == metadata.nlink() {
                    let whole = entry.remove();
                    return self.say(Said::Found(whole));
                }
            }
        }
        Ok(())
    }

    /// Says what has other names elsewhere.
    fn find_rest(&mut self) -> Result<(), Abandoned> {
        let mut rest: Vec<ObjectMeta> = self.several.drain().map(|(_, object)| object).collect();
        rest.sort_unstable_by(|one, other| one.uri.cmp(&other.uri));
        rest.into_iter().try_for_each(|object| self.say(Said::Found(object)))
    }

    fn leave_out(&self, path: &Path) -> Result<(), Abandoned> {
        self.fail(ObjectUri::from_path(path).map_or_else(|error| error, |uri| Error::NotAFile { uri: uri.to_string() }))
    }

    fn fail_at(&self, path: &Path, error: std::io::Error) -> Result<(), Abandoned> {
        match ObjectUri::from_path(path) {
            Ok(uri) => self.fail(Error::from_io(&uri, error)),
            Err(error) => self.fail(error),
        }
    }

    /// What the walk could not read. A folder that was there a moment ago may have gone with its disk.
    fn fail_walking(&self, folder: &Path, error: ignore::Error) -> Result<(), Abandoned> {
        let path = path_of(&error).unwrap_or(folder).to_owned();
        let uri = match ObjectUri::from_path(&path) {
            Ok(uri) => uri,
            Err(error) => return self.fail(error),
        };
        let said = error.to_string();
        self.fail(match error.into_io_error() {
            Some(error) if error.kind() == std::io::ErrorKind::NotFound => Error::Vanished { uri: uri.to_string() },
            Some(error) => Error::from_io(&uri, error),
            None => Error::ListingBroke { uri: uri.to_string(), reason: said },
        })
    }

    fn fail(&self, error: Error) -> Result<(), Abandoned> {
        self.say(Said::Failed(error))
    }

    fn say(&self, what: Said) -> Result<(), Abandoned> {
        self.say.blocking_send(what).map_err(|_| Abandoned)
    }
}

/// What of the folders that a walk comes to is taken.
struct Gate {
    root: PathBuf,
    rules: Rules,
    say: Sender<Said>,
    state: Mutex<GateState>,
}

#[derive(Default)]
struct GateState {
    own_rules: OwnRules,
    /// Where the walk has been, so that a loop of links ends; and where it isn't to go.
    been: FxHashSet<Identity>,
    /// Whether what is on a device is no file of anybody.
    is_view: FxHashMap<u64, bool>,
}

impl Gate {
    fn takes(&self, entry: &ignore::DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let below = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        let is_taken = self.rules.take_entry(below, is_folder)
            && self.state.lock().expect("no holder panics").own_rules.take(entry.path(), is_folder);
        // The walk will say what is wrong with one that can't be looked at.
        is_taken && (!is_folder || entry.metadata().map_or(true, |metadata| self.lets_into(entry.path(), &metadata)))
    }

    /// Whether a folder is looked into: not twice, and as it says itself. Where what it says can't be read, it is left
    /// as it is.
    fn lets_into(&self, folder: &Path, metadata: &Metadata) -> bool {
        let mut state = self.state.lock().expect("no holder panics");
        let identity = identity(metadata);
        if !state.been.insert(identity) && identity.1 != NO_INODE {
            return false;
        }
        if *state.is_view.entry(identity.0).or_insert_with(|| is_view_of_the_system(folder)) {
            drop(state);
            let uri = ObjectUri::from_path(folder).map(|uri| uri.to_string());
            let _ =
                self.say.blocking_send(Said::Failed(uri.map_or_else(|error| error, |uri| Error::SystemView { uri })));
            return false;
        }
        let above = if folder == self.root { state.own_rules.read_above(folder) } else { Ok(()) };
        let read = above.and_then(|()| state.own_rules.read(folder));
        drop(state);
        let is_let_in = read.is_ok();
        for error in read.unwrap_or_else(|error| vec![error]) {
            // A reader that went away is noticed by the walk.
            let _ = self.say.blocking_send(Said::Failed(error));
        }
        is_let_in
    }
}

/// Whether a file system shows what the kernel knows, and holds no files: a link into it has no end.
#[cfg(target_os = "linux")]
fn is_view_of_the_system(folder: &Path) -> bool {
    use nix::sys::statfs::{self, FsType};
    const CONFIGFS: FsType = FsType(0x6265_6570);
    let views = [
        statfs::PROC_SUPER_MAGIC,
        statfs::SYSFS_MAGIC,
        statfs::DEVPTS_SUPER_MAGIC,
        statfs::CGROUP_SUPER_MAGIC,
        statfs::CGROUP2_SUPER_MAGIC,
        statfs::DEBUGFS_MAGIC,
        statfs::TRACEFS_MAGIC,
        statfs::SECURITYFS_MAGIC,
        CONFIGFS,
    ];
    statfs::statfs(folder).is_ok_and(|found| views.contains(&found.filesystem_type()))
}

#[cfg(not(target_os = "linux"))]
fn is_view_of_the_system(_folder: &Path) -> bool {
    false
}

fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

fn with_slash(path: &Path) -> PathBuf {
    let mut path = path.as_os_str().as_bytes().to_vec();
    path.push(b'/');
    PathBuf::from(std::ffi::OsString::from_vec(path))
}

fn leads_nowhere(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
        // `ErrorKind::FilesystemLoop` is not stable yet.
        || error.raw_os_error() == Some(nix::errno::Errno::ELOOP as i32)
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// What the file system says of a file.
pub fn describe(uri: ObjectUri, metadata: &Metadata) -> ObjectMeta {
    ObjectMeta {
        uri,
        size_bytes: metadata.len(),
        etag: None,
        last_modified: moment(metadata.mtime(), metadata.mtime_nsec()),
        changed_at: moment(metadata.ctime(), metadata.ctime_nsec()),
        further_names: Vec::new(),
    }
}

fn moment(seconds: i64, nanoseconds: i64) -> Option<OffsetDateTime> {
    let nanoseconds = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok().and_then(dated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_walk_that_dies_is_not_one_that_ends() {
        let place = ObjectUri::parse("/music").unwrap();
        let found = || {
            let uri = ObjectUri::parse("/music/a.mp3").unwrap();
            let (etag, last_modified, changed_at, further_names) = (None, None, None, Vec::new());
            Said::Found(ObjectMeta { uri, size_bytes: 1, etag, last_modified, changed_at, further_names })
        };
        for (last, errors) in [(Some(Said::Ended), 0), (None, 1)] {
            let (say, heard) = channel(2);
            let walk = std::thread::spawn(move || {
                say.blocking_send(found()).unwrap();
                say.blocking_send(last.unwrap_or_else(|| panic!("as a conversion may"))).unwrap();
            });
            let listed: Vec<_> = listing(&place, heard).collect().await;
            assert_eq!((listed.len(), listed.iter().filter(|entry| entry.is_err()).count()), (1 + errors, errors));
            assert_eq!(walk.join().is_err(), errors > 0);
        }
    }

    #[test]
    fn a_moment_may_lie_anywhere() {
        assert_eq!(moment(0, 1_000).unwrap().unix_timestamp_nanos(), 1_000);
        assert_eq!(moment(-4_000_000_000, 0).unwrap().year(), 1843);
        for seconds in [i64::MIN, -400_000_000_000, -220_000_000_000, 400_000_000_000, i64::MAX] {
            assert_eq!(moment(seconds, 999_999_999), None);
        }
    }
}
