//! Files of this machine.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use tokio::sync::mpsc::{Sender, channel};

use super::{Error, ObjectMeta, ObjectStore, ObjectUri};

/// How many entries a listing may be ahead of its reader.
const LIST_AHEAD: usize = 1024;

/// The file system of this machine.
pub struct LocalStore;

#[async_trait::async_trait]
impl ObjectStore for LocalStore {
    /// Regular files, in the order of their names. Symbolic links are followed; pipes, sockets and devices are left
    /// out.
    fn list(&self, place: &ObjectUri) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        // A plain thread: a walk is one long chain of blocking calls, and it ends by itself when the reader goes away.
        let (found, mut entries) = channel(LIST_AHEAD);
        let place = place.clone();
        std::thread::spawn(move || Walk { found }.start(&place));
        Box::pin(futures::stream::poll_fn(move |context| entries.poll_recv(context)))
    }

    async fn stat(&self, uri: &ObjectUri) -> Result<ObjectMeta, Error> {
        let metadata = tokio::fs::metadata(local_path(uri)?).await.map_err(|e| Error::from_io(uri, e))?;
        if metadata.is_dir() {
            return Err(Error::IsFolder { uri: uri.to_string() });
        }
        Ok(describe(uri.clone(), &metadata))
    }

    async fn read(&self, uri: &ObjectUri, start: u64, end: u64) -> Result<Bytes, Error> {
        use tokio::io::{AsyncReadExt, AsyncSeekExt};
        let read = async {
            let mut file = tokio::fs::File::open(local_path(uri)?).await.map_err(|e| Error::from_io(uri, e))?;
            file.seek(std::io::SeekFrom::Start(start)).await.map_err(|e| Error::from_io(uri, e))?;
            let mut bytes = Vec::new();
            let wanted = end.saturating_sub(start);
            file.take(wanted).read_to_end(&mut bytes).await.map_err(|e| Error::from_io(uri, e))?;
            Ok(bytes.into())
        };
        read.await
    }

    async fn put(&self, uri: &ObjectUri, bytes: Bytes) -> Result<(), Error> {
        let path = local_path(uri)?;
        let write = async {
            let folder = path.parent().unwrap_or(Path::new("/"));
            tokio::fs::create_dir_all(folder).await?;
            let beside = folder.join(format!(".needledrop-{}", uuid::Uuid::new_v4()));
            tokio::fs::write(&beside, &bytes).await?;
            match tokio::fs::rename(&beside, &path).await {
                Ok(()) => Ok(()),
                Err(error) => {
                    let _ = tokio::fs::remove_file(&beside).await;
                    Err(error)
                }
            }
        };
        write.await.map_err(|e| Error::from_io(uri, e))
    }

    async fn presign(&self, uri: &ObjectUri, _lives: Duration) -> Result<String, Error> {
        Err(Error::Unsupported { uri: uri.to_string(), scheme: "file", what: "a presigned URL" })
    }
}

/// The reader went away, so the walk ends.
struct Abandoned;

/// One listing under way.
struct Walk {
    found: Sender<Result<ObjectMeta, Error>>,
}

impl Walk {
    fn start(&self, place: &ObjectUri) {
        let _ = match local_path(place) {
            Ok(path) => self.visit(&path, &mut Vec::new()),
            Err(error) => self.give(Err(error)),
        };
    }

    fn give(&self, entry: Result<ObjectMeta, Error>) -> Result<(), Abandoned> {
        self.found.blocking_send(entry).map_err(|_| Abandoned)
    }

    /// Visits a file or a folder; `above` are the folders it is in, by device and inode, so that a loop is noticed.
    fn visit(&self, path: &Path, above: &mut Vec<(u64, u64)>) -> Result<(), Abandoned> {
        let uri = match ObjectUri::from_path(path) {
            Ok(uri) => uri,
            Err(error) => return self.give(Err(error)),
        };
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.give(Err(Error::from_io(&uri, error))),
        };
        if metadata.is_file() {
            return self.give(Ok(describe(uri, &metadata)));
        }
        if !metadata.is_dir() {
            return Ok(());
        }
        let folder = (metadata.dev(), metadata.ino());
        if above.contains(&folder) {
            return self.give(Err(Error::SymlinkLoop { uri: uri.to_string() }));
        }
        above.push(folder);
        let visited = match entries(path) {
            Ok(entries) => entries.iter().try_for_each(|entry| self.visit(entry, above)),
            Err(error) => self.give(Err(Error::from_io(&uri, error))),
        };
        above.pop();
        visited
    }
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_unstable();
    Ok(entries)
}

fn describe(uri: ObjectUri, metadata: &Metadata) -> ObjectMeta {
    let last_modified = metadata.modified().ok().map(Into::into);
    ObjectMeta { uri, size_bytes: metadata.len(), etag: None, last_modified }
}

pub(super) fn local_path(uri: &ObjectUri) -> Result<PathBuf, Error> {
    uri.path().ok_or_else(|| Error::InvalidUri { uri: uri.to_string(), reason: "it is not a local file" })
}

impl Error {
    /// What the operating system said about a local file.
    pub(super) fn from_io(uri: &ObjectUri, source: std::io::Error) -> Self {
        let uri = uri.to_string();
        // `ErrorKind::FilesystemLoop` is not stable yet.
        if source.raw_os_error() == Some(nix::errno::Errno::ELOOP as i32) {
            return Error::SymlinkLoop { uri };
        }
        match source.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Error::NotFound { uri },
            std::io::ErrorKind::PermissionDenied => Error::Denied {
                uri,
                reason: "the operating system refuses".into(),
                mend: "give the account that runs needledrop the right to read it",
            },
            std::io::ErrorKind::IsADirectory => Error::IsFolder { uri },
            _ => Error::Io { uri, source },
        }
    }
}
