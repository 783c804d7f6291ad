//! Files of this machine.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};

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

/// Whether the nearest folder above that exists has nothing in it.
pub(super) fn is_below_empty_folder(path: &Path) -> bool {
    let entries = path.ancestors().skip(1).find_map(|folder| std::fs::read_dir(folder).ok());
    entries.is_some_and(|mut entries| entries.next().is_none())
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
