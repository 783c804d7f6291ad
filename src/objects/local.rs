//! Files of this machine.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use time::OffsetDateTime;

use super::walk::{describe, walk};
use super::{Error, ObjectMeta, ObjectStore, ObjectUri, Rules};

/// The file system of this machine.
pub struct LocalStore;

#[async_trait::async_trait]
impl ObjectStore for LocalStore {
    /// Regular files, in the order of their names, each once; see [`walk`].
    fn list(&self, place: &ObjectUri, rules: &Rules) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        match local_path(place) {
            Ok(root) => walk(place, root, rules),
            Err(error) => stream::iter([Err(error)]).boxed(),
        }
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

pub(super) fn local_path(uri: &ObjectUri) -> Result<PathBuf, Error> {
    uri.path().ok_or_else(|| Error::InvalidUri { uri: uri.to_string(), reason: "it is not a local file" })
}

/// Whether the nearest folder above that exists has nothing in it, nor has had since that moment: as a mount point
/// without its disk. Whatever is moved or deleted leaves its folder with another time.
pub(super) fn is_below_empty_folder(path: &Path, since: OffsetDateTime) -> bool {
    let entries = |folder: &Path| std::fs::read_dir(folder).ok().map(|entries| (folder.to_owned(), entries));
    let Some((folder, mut entries)) = path.ancestors().skip(1).find_map(entries) else { return false };
    let was_emptied = || {
        let changed = std::fs::metadata(&folder).and_then(|metadata| metadata.modified());
        changed.is_ok_and(|changed| changed > SystemTime::from(since))
    };
    entries.next().is_none() && !was_emptied()
}

impl Error {
    /// What the operating system said about a local file.
    pub(super) fn from_io(uri: &ObjectUri, source: std::io::Error) -> Self {
        let uri = uri.to_string();
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
